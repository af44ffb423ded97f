"""Searching between fixed points: the best cover of a window in which some pairs are the user's word.

The lattice of the whole window is scored once, so that every score sees its surroundings; then each stretch between two
fixed pairs is searched by itself in its part of the lattice. So fixed pairs may have any shape, and no path can cross
one. Sentences that are fixed alone stay alone: pairs that would hold one are made impossible.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from aligner.matching.match import loosely_held, step_confidence
from aligner.matching.posterior import posterior
from aligner.matching.search import SHAPES, Lattice, Step, best_path
from aligner.model import Lang

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from aligner.model import Alone


@dataclass(frozen=True, slots=True)
class Found:
    """A step of the best cover, its probability, and its segments that may rather stand alone."""

    step: Step
    confidence: float
    alone: tuple[Alone, ...]


def search_between(
    lattice: Lattice,
    fixed: Sequence[Step],
    closed: Mapping[Lang, AbstractSet[int]],
    torn: Mapping[Lang, AbstractSet[int]],
) -> list[Found]:
    """The best cover of what lies between fixed pairs.

    Args:
        lattice: the whole window's, with the full band.
        fixed: pairs that stay, in order of both sides.
        closed: segments that stay alone; they are among the steps found, with what they are worth.
        torn: boundaries that no pair may cross.
    """
    ends = [(0, 0), *((step[1], step[3]) for step in fixed)]
    starts = [*((step[0], step[2]) for step in fixed), (lattice.rows, lattice.columns)]
    return [
        found
        for (row, column), (last_row, last_column) in zip(ends, starts, strict=True)
        for found in _best(_part(lattice, (row, last_row), (column, last_column), closed, torn), row, column)
    ]


def _part(
    lattice: Lattice,
    rows: tuple[int, int],
    columns: tuple[int, int],
    closed: Mapping[Lang, AbstractSet[int]],
    torn: Mapping[Lang, AbstractSet[int]],
) -> Lattice:
    """The lattice between two boundaries, without the pairs that may not be."""
    (row, last_row), (column, last_column) = rows, columns
    pair = lattice.pair[row : last_row + 1, :, column : last_column + 1].copy()
    for k, (m, n) in enumerate(SHAPES):
        for end in _forbidden(m, rows, closed[Lang.EN], torn[Lang.EN]):
            pair[end - row, k, :] = -np.inf
        for end in _forbidden(n, columns, closed[Lang.JA], torn[Lang.JA]):
            pair[:, k, end - column] = -np.inf
    return Lattice(
        np.zeros(last_row - row + 1, np.int64),
        pair,
        lattice.en_gap[row:last_row],
        lattice.ja_gap[column:last_column],
        lattice.en_open,
        lattice.ja_open,
        lattice.ja_after_en,
    )


def _forbidden(size: int, within: tuple[int, int], closed: AbstractSet[int], torn: AbstractSet[int]) -> Iterator[int]:
    """The boundaries at which no block of so many segments may end."""
    first, last = within
    for end in range(first + 1, last + 1):
        held, inside = range(end - size, end), range(end - size + 1, end)
        if not closed.isdisjoint(held) or not torn.isdisjoint(inside):
            yield end


def _best(lattice: Lattice, row: int, column: int) -> Iterator[Found]:
    if not lattice.rows and not lattice.columns:
        return
    found = posterior(lattice)
    for step in best_path(lattice):
        confidence = round(min(max(step_confidence(lattice, found, step), 0.0), 1.0), 6)
        alone = tuple(
            it._replace(segment=it.segment + (row if it.lang is Lang.EN else column))
            for it in loosely_held(found, step)
        )
        first, last, left, right = step
        yield Found((first + row, last + row, left + column, right + column), confidence, alone)
