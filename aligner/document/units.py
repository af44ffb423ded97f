"""Texts whose files state which parts correspond: in one order, or as texts like any other.

The two files of a program's strings rarely keep one order, and theirs means nothing; so the translation is read in the
order of the original, and what is paired by its key never crosses.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from aligner.model import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aligner.document.blocks import Block
    from aligner.document.source import SourceText


def without_units(source: SourceText) -> SourceText:
    """Return the same text without its units."""
    if source.blocks is None:
        return source
    return replace(source, blocks=tuple(replace(block, unit=None) for block in source.blocks))


def in_order_of(original: SourceText, translation: SourceText) -> SourceText:
    """Return the translation with its units in the order of the original; unchanged if either has no units.

    A unit that the original does not have keeps its position after its predecessor.
    """
    keys = _keys(original.blocks)
    if keys is None or _keys(translation.blocks) is None:
        return translation
    ranks = {key: k for k, key in enumerate(keys)}
    blocks = translation.blocks or ()
    places = []
    before = -1
    for block in blocks:
        before = ranks.get(block.unit.key if block.unit else "", before)
        places.append(before)
    order = sorted(range(len(blocks)), key=places.__getitem__)
    if order == list(range(len(blocks))):
        return translation
    pieces: list[str] = []
    moved: list[Block] = []
    start = 0
    for block in (blocks[k] for k in order):
        pieces.append(translation.text[block.start : block.end] + "\n")
        moved.append(_shifted(block, start - block.start))
        start += block.end - block.start + 1
    return replace(translation, text="".join(pieces), blocks=tuple(moved))


def _keys(blocks: Sequence[Block] | None) -> list[str] | None:
    """Return the keys of the units in order; None unless all text is in units."""
    if not blocks or any(block.unit is None for block in blocks):
        return None
    return [block.unit.key for block in blocks if block.unit is not None]


def _shifted(block: Block, by: int) -> Block:
    return replace(
        block,
        start=block.start + by,
        end=block.end + by,
        inner=block.inner and Span(block.inner.start + by, block.inner.end + by),
        lead=block.lead + by,
        marks=tuple(Span(mark.start + by, mark.end + by) for mark in block.marks),
        places=tuple((offset + by, place) for offset, place in block.places),
    )
