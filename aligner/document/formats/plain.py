"""Plain text: blank lines separate stretches, and stretches are divided into paragraphs.

Fenced code is kept whole, because people also use it in mail and issue trackers. In a file with both languages, each
line gets its language first, so that no paragraph and no estimate of the wrapping mixes the two.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from aligner.document.blocks import Block, Line, split_lines
from aligner.document.headings import mark_headings
from aligner.document.languages import Unit, part
from aligner.document.paragraphs import ParagraphFinder, Stretch
from aligner.model import Lang, ParagraphKind, Span
from aligner.text.width import display_width

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

#: A fence: what opens it may name a language. A longer line of ``~`` is a rule.
_FENCE = re.compile(r"(?:(`{3,})|(~{3,8}))[ \t]*(?:[\w{.][^`~]*)?$")


def scan(text: str, *, mixed: bool = False) -> list[Block]:
    """Return the blocks of a plain text."""
    lines = list(split_lines(text))
    groups = list(_groups(lines))
    langs = _languages(lines, groups) if mixed else [None] * len(groups)
    pieces = list(_pieces(lines, groups, langs))
    finder = ParagraphFinder([piece for piece in pieces if isinstance(piece, Stretch)])
    blocks: list[Block] = []
    for piece in pieces:
        if isinstance(piece, Stretch):
            blocks.extend(finder.blocks(piece))
        else:
            blocks.append(piece)
    return mark_headings(text, blocks)


def _groups(lines: Sequence[Line]) -> Iterator[range]:
    """Indices of the printed lines: single lines, and whole ranges of fenced code."""
    closing = _closing_fences(lines)
    k = 0
    while k < len(lines):
        end = closing.get(k, k) + 1
        if lines[k].text:
            yield range(k, end)
        k = end


def _closing_fences(lines: Sequence[Line]) -> dict[int, int]:
    """Line that opens a fence → line that closes it; a fence that is never closed does not count."""
    closing: dict[int, int] = {}
    opened: int | None = None
    for k, line in enumerate(lines):
        if _FENCE.match(line.text) is None:
            continue
        if opened is None:
            opened = None if _underlines(lines, k) else k
        elif line.text[:3] == lines[opened].text[:3] and not line.text.strip("`~"):
            closing[opened] = k
            opened = None
    return closing


def _underlines(lines: Sequence[Line], k: int) -> bool:
    """Return whether a line of ``~`` underlines the line before it: both are equally wide."""
    title = lines[k - 1].text if k else ""
    return not lines[k].text.strip("~") and abs(display_width(title) - len(lines[k].text)) <= 1


def _languages(lines: Sequence[Line], groups: Sequence[range]) -> Sequence[Lang | None]:
    units = []
    end = 0
    for group in groups:
        content = "\n".join(lines[k].text for k in group)
        units.append(Unit(content, blank_before=group.start - end, code=len(group) > 1))
        end = group.stop
    return part(units)


def _pieces(lines: Sequence[Line], groups: Sequence[range], langs: Sequence[Lang | None]) -> Iterator[Stretch | Block]:
    """Stretches and fenced code, in order; a stretch ends at a blank line or a change of language."""
    stretch: list[Line] = []
    stretch_lang: Lang | None = None
    end = 0
    for group, lang in zip(groups, langs, strict=True):
        fenced = len(group) > 1
        if stretch and (fenced or group.start > end or lang is not stretch_lang):
            yield Stretch(tuple(stretch), stretch_lang)
            stretch = []
        if fenced:
            yield _code(lines, group, lang)
        else:
            stretch.append(lines[group.start])
            stretch_lang = lang
        end = group.stop
    if stretch:
        yield Stretch(tuple(stretch), stretch_lang)


def _code(lines: Sequence[Line], group: range, lang: Lang | None) -> Block:
    """Return a fenced block; the segment is the text between the fences, from its first printed character on."""
    printed = [lines[k] for k in group[1:-1] if lines[k].text]
    start, end = lines[group.start].start, lines[group.stop - 1].end
    inner = Span(printed[0].start, printed[-1].end) if printed else None
    return Block(start, end, ParagraphKind.CODE, inner, inner.start if inner else start, lang=lang)
