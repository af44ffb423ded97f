"""Counts the text that readers leave out, by reason.

A reader of a text format marks the paragraphs that it leaves out with a reason (`blocks.markup`). Any other reader adds
what it leaves out to its `Extract`. Both end as `SkippedText`, which has the words, so that a test can prove that
every visible character of a file is in a segment, in a skipped text, or in markup.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING, NamedTuple

from aligner.model import LeftOut, ParagraphKind, Reason

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from aligner.document.blocks import Block
    from aligner.document.source import SourceText

_WORD = re.compile(r"\w+(?:[-'’.,]\w+)*")


class SkippedText(NamedTuple):
    """A text of a file that is in no segment: its characters, the reason, its place, and the option that reads it."""

    text: str
    reason: Reason
    line: int
    option: str = ""


def left_out(skipped: Iterable[SkippedText]) -> tuple[LeftOut, ...]:
    """Return how much was left out for each reason and option, the most characters first; markup is not counted.

    >>> left_out([SkippedText("Home, news", Reason.NAVIGATION, 3), SkippedText("---", Reason.MARKUP, 4)])
    (LeftOut(reason=<Reason.NAVIGATION: 'navigation'>, words=2, characters=9, line=3, option=''),)
    """
    sums: dict[tuple[Reason, str], LeftOut] = {}
    for text, reason, line, option in skipped:
        words = 0 if reason is Reason.MARKUP else len(_WORD.findall(text))
        if not words:
            continue
        before = sums.get((reason, option), LeftOut(reason, 0, 0, line, option))
        characters = before.characters + sum(not char.isspace() for char in text)
        sums[reason, option] = LeftOut(reason, before.words + words, characters, min(before.line, line), option)
    return tuple(sorted(sums.values(), key=lambda amount: (-amount.characters, amount.reason)))


def skipped_texts(source: SourceText, blocks: Sequence[Block], starts: Sequence[int]) -> list[SkippedText]:
    """Return the texts of a document that are in no segment: from its reader, and from blocks of markup."""
    marked = (block for block in blocks if block.kind is ParagraphKind.MARKUP)
    return [*source.skipped, *(_of_block(source, block, block.reason, starts) for block in marked)]


def listings(source: SourceText, blocks: Sequence[Block], starts: Sequence[int]) -> Iterator[SkippedText]:
    """Yield the lines of a plain text that look like code; a fence states that its lines are code."""
    scanned = source.blocks is None and source.format == "plain"
    for block in blocks if scanned else ():
        if block.kind is ParagraphKind.CODE and block.start == block.lead:
            yield _of_block(source, block, Reason.LISTING, starts)


def _of_block(source: SourceText, block: Block, reason: Reason, starts: Sequence[int]) -> SkippedText:
    line = bisect_right(starts, block.start) if block.line is None else block.line
    return SkippedText(source.text[block.start : block.end], reason, line)
