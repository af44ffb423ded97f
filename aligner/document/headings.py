"""Headings and datelines that are recognised by their surroundings: short lines without a stop before longer text."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from aligner.document.datelines import is_dateline
from aligner.document.layout import is_japanese, is_stopped
from aligner.document.line_types import has_letters, is_timed
from aligner.model import Lang, ParagraphKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aligner.document.blocks import Block

#: Largest number of characters of a heading. The longest in the news and manuals examined has 83, and 13 words.
_LONGEST_ENGLISH = 100
_LONGEST_JAPANESE = 45
_MOST_WORDS = 16
# The effects of other values below were measured on 198 running texts and `corpus/` (16,128 segments, November 2026).
# None of the values changes sentence boundaries.
#: Text below a heading is longer than the heading by this factor. Half the value changes 35 lines, double 79.
_LONGER = 1.3
#: Where more lines than this share have no stop (lists of terms, speech), a missing stop is no sign of a heading. Half
#: the value changes 343 lines, nearly all of them headings that are lost. 0.75 changes 68, four in five of them
#: headings and the rest items, but two fewer of the 341 pairs of those texts are right.
_MOST_BARE = 0.5
#: Number of successive short lines that may be headings together (a title and its subtitle). A value of 1 changes 158
#: lines, 4 changes 195.
_LONGEST_RUN = 2
_OPEN_ENDS = ("、", "は", "が", "を", ",", ":", "：", "-", "—")


def mark_headings(text: str, blocks: Sequence[Block]) -> list[Block]:
    """Marks datelines and unmarked headings among the blocks, for each language separately."""
    marked = list(blocks)
    for lang in (None, *Lang):
        places = [k for k, block in enumerate(marked) if block.lang is lang and block.kind is not ParagraphKind.MARKUP]
        for place in places:
            marked[place] = _dateline(text, marked[place])
        for place in _headings(text, [marked[place] for place in places]):
            marked[places[place]] = replace(marked[places[place]], kind=ParagraphKind.HEADING)
    return marked


def _dateline(text: str, block: Block) -> Block:
    if block.kind not in (ParagraphKind.BODY, ParagraphKind.HEADING) or block.end - block.start > _LONGEST_ENGLISH:
        return block
    if is_dateline(text[block.lead : block.end]):
        return replace(block, kind=ParagraphKind.DATELINE)
    return block


def _headings(text: str, blocks: Sequence[Block]) -> list[int]:
    """Positions of the blocks that are headings by their surroundings."""
    bare = [_is_bare(text, block) for block in blocks]
    body = sum(block.kind is ParagraphKind.BODY for block in blocks)
    if body >= 8 and sum(bare) > _MOST_BARE * body:
        return []
    headings: list[int] = []
    run: list[int] = []
    for k, block in enumerate(blocks):
        if bare[k]:
            run.append(k)
            continue
        if 0 < len(run) <= _LONGEST_RUN and _is_under(block, blocks[run[-1]]):
            headings += run
        run = []
    return headings


def _is_bare(text: str, block: Block) -> bool:
    """Return whether a block could be a heading: a short line that does not end a sentence or stop inside one."""
    if block.kind is not ParagraphKind.BODY or block.end - block.start > _LONGEST_ENGLISH:
        return False
    line = text[block.start : block.end]
    if (
        "\n" in line
        or "\r" in line
        or is_stopped(line)
        or line.endswith(_OPEN_ENDS)
        or not has_letters(line)
        or is_timed(line)
    ):
        return False
    if is_japanese(line):
        return len(line) <= _LONGEST_JAPANESE
    return len(line.split()) <= _MOST_WORDS and not line[0].islower()


def _is_under(block: Block, heading: Block) -> bool:
    """Return whether a block can follow a heading."""
    if block.kind in (ParagraphKind.LIST, ParagraphKind.TABLE, ParagraphKind.CODE, ParagraphKind.DATELINE):
        return True
    return block.end - block.start >= _LONGER * (heading.end - heading.start)
