"""Headings and datelines that only their surroundings give away: short unstopped lines before longer text."""

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

#: A heading has at most this many characters. (The longest in the news and manuals read here has 83 and 13
#: words.)
_LONGEST_ENGLISH = 100
_LONGEST_JAPANESE = 45
_MOST_WORDS = 16
# What is said below of a value halved or doubled is of 198 texts in running form and `corpus/` (16,128 segments,
# November 2026); where sentences begin and end depends on none of them.
#: Text under a heading is longer than it, by this factor. At half 35 lines change kind, at double 79.
_LONGER = 1.3
#: Where most lines have no stop (lists of terms, speech), a missing stop says nothing. At half 343 lines change kind,
#: nearly all of them headings that are lost; at 0.75 68, four in five of them headings and the rest items, but of the
#: 341 pairs of those texts two less are right.
_MOST_BARE = 0.5
#: Short lines one below the other that may be headings together (a title and its subtitle). At 1 158 lines change kind,
#: at 4 195.
_LONGEST_RUN = 2
_OPEN_ENDS = ("、", "は", "が", "を", ",", ":", "：", "-", "—")


def mark_headings(text: str, blocks: Sequence[Block]) -> list[Block]:
    """The blocks with datelines and unmarked headings recognised; each language by itself."""
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
    """Places of the blocks that are headings by their surroundings."""
    bare = [_is_bare(text, block) for block in blocks]
    body = sum(block.kind is ParagraphKind.BODY for block in blocks)
    if body >= 8 and sum(bare) > _MOST_BARE * body:
        return []
    found: list[int] = []
    run: list[int] = []
    for k, block in enumerate(blocks):
        if bare[k]:
            run.append(k)
            continue
        if 0 < len(run) <= _LONGEST_RUN and _is_under(block, blocks[run[-1]]):
            found += run
        run = []
    return found


def _is_bare(text: str, block: Block) -> bool:
    """Whether a block could be a heading: a short line that ends neither as a sentence nor in its middle."""
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
    """Whether a block can be what a heading stands over."""
    if block.kind in (ParagraphKind.LIST, ParagraphKind.TABLE, ParagraphKind.CODE, ParagraphKind.DATELINE):
        return True
    return block.end - block.start >= _LONGER * (heading.end - heading.start)
