"""Blocks of a file that holds both languages, parted so that none holds both."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import replace
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING

from aligner.document.blocks import Block, split_lines
from aligner.document.languages import Unit, part
from aligner.model import Counted, Lang, ParagraphKind, Span, line_starts

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_LINE_END = re.compile(r"[\r\n]")
_SEEN = re.compile(r"\w")
_PROSE = (ParagraphKind.BODY, ParagraphKind.LIST, ParagraphKind.QUOTE)


def part_blocks(text: str, blocks: Sequence[Block], counted: Counted = Counted.LINE) -> list[Block]:
    """Return the blocks with their languages; prose is cut where lines change language, unless the file states it."""
    pieces = [_lines(text, block) for block in blocks]
    units = [_unit(text, block, piece) for block, spans in zip(blocks, pieces, strict=True) for piece in spans]
    langs = iter(part(units))
    return [
        part_block
        for block, spans in zip(blocks, pieces, strict=True)
        for part_block in _cut(text, block, [(span, next(langs)) for span in spans], counted)
    ]


def _lines(text: str, block: Block) -> list[Span]:
    """Return the printed lines of prose without what marks their starts; any other block as one."""
    whole = block.inner or Span(block.start, block.end)
    if block.kind not in _PROSE or block.inner is None or block.lang is not None:
        return [whole]
    marks = [mark for mark in block.marks if _LINE_END.search(text, *mark) and not _SEEN.search(text, *mark)]
    ends = [mark.start for mark in marks] + [whole.end]
    starts = [whole.start] + [mark.end for mark in marks]
    printed_lines = []
    for start, end in zip(starts, ends, strict=True):
        printed_lines += [
            Span(start + line.start, start + line.end) for line in split_lines(text[start:end]) if line.text
        ]
    return printed_lines or [whole]


def _unit(text: str, block: Block, span: Span) -> Unit:
    if block.kind is ParagraphKind.MARKUP:
        return Unit("", lang=block.lang)
    return Unit(text[span.start : span.end], code=block.kind is ParagraphKind.CODE, lang=block.lang)


def _cut(text: str, block: Block, lines: Sequence[tuple[Span, Lang]], counted: Counted) -> Iterator[Block]:
    """Yield the block in one piece for each run of lines in one language."""
    runs = [(lang, [span for span, _ in run]) for lang, run in groupby(lines, key=itemgetter(1))]
    if len(runs) == 1:
        yield replace(block, lang=runs[0][0])
        return
    starts = [mark.start for mark in block.marks]
    for k, (lang, spans) in enumerate(runs):
        start, end = spans[0].start, spans[-1].end
        marks = block.marks[bisect_left(starts, start) : bisect_left(starts, end)]
        place = block.place_of(start)
        if place is not None and not block.places and counted is Counted.LINE:
            place += len(line_starts(text[block.start : start])) - 1
        yield replace(
            block,
            start=block.start if k == 0 else start,
            end=end if k + 1 < len(runs) else block.end,
            inner=Span(start, end),
            lead=block.lead if k == 0 else start,
            marks=marks,
            lang=lang,
            line=place,
        )
