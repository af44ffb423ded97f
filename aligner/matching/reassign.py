"""Segments out of order that a pair of the chain took in beside its own.

The chain may rather give such a segment to a neighbour than leave it alone, while its counterpart is left alone
elsewhere. So the first and the last segment of every side of two and more are compared with what is left alone on the
other side. What the moved pair gains has to make up for what the chain's pair is worth more with the segment.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from aligner.matching.moves import Move, compared, left_alone, likely_runs, surest_first
from aligner.matching.search import LONGEST, SHAPES, Lattice, Step
from aligner.model import LANGS, Lang

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from aligner.matching.match_input import Material
    from aligner.parameters import Weights

#: Least probability of a moved pair that takes a segment from a pair. In the gold documents six of such are right and
#: none is wrong; of those between 0.5 and 0.95 three are right and 28 wrong, nearly all of them "Yeah." in meetings.
LEAST = 0.95
#: Nats that a pair may be worth more with the segment than without: what stands in the wrong pair adds nothing to it.
#: It was 0.7 at most of the nine right ones.
_MOST_LOST = 3.0


@dataclass(frozen=True, slots=True)
class _Edge:
    """The first or last segment of a side of a pair, the pair without it, and what that costs."""

    segment: int
    shorter: Step
    cost: float


@dataclass(frozen=True, slots=True)
class Freed:
    """What became of a path.

    Attributes:
        path: the steps, some of them shorter.
        moves: the moved pairs, those found before among them.
        longer: of every shorter step, those it stood for before.
    """

    path: list[Step]
    moves: list[Move] = field(default_factory=list)
    longer: dict[Step, tuple[Step, ...]] = field(default_factory=dict)


def free_moved(
    material: Material, weights: Weights, lattice: Lattice, path: Sequence[Step], moves: Sequence[Move]
) -> Freed:
    """The path and the moves with what more is found; the path's pairs keep a segment on either side."""
    freed = Freed(list(path), list(moves))
    if not weights.moved:
        return freed
    for _ in range(LONGEST - 1):  # a pair loses one segment at a time
        found = dict(_found(material, weights, lattice, freed))
        shorter: dict[Step, Step] = {}
        for move in surest_first(found):
            step, edge = found[move]
            if step not in shorter:
                shorter[step] = edge.shorter
                freed.moves.append(move)
                freed.longer[edge.shorter] = (step, *freed.longer.get(step, ()))
        if not shorter:
            break
        freed.path[:] = [shorter.get(step, step) for step in freed.path]
    return freed


def _found(
    material: Material, weights: Weights, lattice: Lattice, freed: Freed
) -> Iterator[tuple[Move, tuple[Step, _Edge]]]:
    """Every moved pair that is probable enough, with the step that loses a segment to it."""
    alone = left_alone(freed.path, freed.moves)
    for lang in LANGS:
        edges = {edge.segment: (step, edge) for step in freed.path for edge in _edges(lattice, step, lang)}
        single = [range(segment, segment + 1) for segment in sorted(edges)]
        runs = (single, alone[1]) if lang is Lang.EN else (alone[0], single)
        for en, ja in likely_runs(material, *runs):
            step, edge = edges[en.start if lang is Lang.EN else ja.start]
            for move in compared(material, weights, lattice, en, ja, cost=edge.cost):
                if move.confidence >= LEAST:
                    yield move, (step, edge)


def _edges(lattice: Lattice, step: Step, lang: Lang) -> Iterator[_Edge]:
    """The segments at either end of a side of a pair, where it has others."""
    first, row, left, column = step
    if min(row - first, column - left) == 0 or (row - first if lang is Lang.EN else column - left) == 1:
        return
    if lang is Lang.EN:
        shorter = ((first, (first + 1, row, left, column)), (row - 1, (first, row - 1, left, column)))
    else:
        shorter = ((left, (first, row, left + 1, column)), (column - 1, (first, row, left, column - 1)))
    gaps = lattice.en_gap if lang is Lang.EN else lattice.ja_gap
    for segment, other in shorter:
        if (score := _score(lattice, other)) is not None:
            cost = (_score(lattice, step) or 0.0) - score - float(gaps[segment])
            if cost <= _MOST_LOST:
                yield _Edge(segment, other, max(cost, 0.0))


def _score(lattice: Lattice, step: Step) -> float | None:
    """What a pair scores, or None where it ends outside the band."""
    first, row, left, column = step
    place = column - int(lattice.low[row])
    if not 0 <= place < lattice.width:
        return None
    return float(lattice.pair[row, SHAPES.index((row - first, column - left)), place])
