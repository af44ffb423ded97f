"""Moved segments that the path added to a wrong bead.

The path may add such a segment to a neighbouring bead instead of leaving it alone, while its counterpart is left alone
elsewhere. So the first and last segment of every bead side with two or more segments is compared with the segments left
alone on the other side. The gain of the moved pair must exceed the loss of the bead without the segment.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from aligner.matching.moves import Move, compared, left_alone, likely_runs, surest_first
from aligner.model import LANGS, Lang

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from aligner.matching.match_input import Material
    from aligner.matching.search import Lattice, Step
    from aligner.parameters import Weights

#: Lowest probability of a moved pair that takes a segment from a bead. In the gold documents six such pairs are right
#: and none is wrong. Between 0.5 and 0.95 three are right and 28 wrong, nearly all of them "Yeah." in meetings.
LEAST = 0.95
#: Largest loss of the bead, in nats: a segment in the wrong bead adds nothing to it. Of the nine right ones the largest
#: loss was 0.7.
_LARGEST_LOSS = 3.0


@dataclass(frozen=True, slots=True)
class _Edge:
    """The first or last segment of a bead's side, the bead without it, and the loss."""

    segment: int
    shorter: Step
    loss: float


@dataclass(frozen=True, slots=True)
class Reassigned:
    """A path after segments were reassigned.

    Attributes:
        path: the steps, some of them shortened.
        moves: all moved pairs, including those that were known before.
        originals: shortened step → the steps that it replaced, last one first.
    """

    path: list[Step]
    moves: list[Move] = field(default_factory=list)
    originals: dict[Step, tuple[Step, ...]] = field(default_factory=dict)


def reassign_moved(
    material: Material, weights: Weights, lattice: Lattice, path: Sequence[Step], moves: Sequence[Move]
) -> Reassigned:
    """Adds further moved pairs and shortens the beads they take from; a bead keeps a segment on either side."""
    result = Reassigned(list(path), list(moves))
    if not weights.moved:
        return result
    for _ in range(lattice.shapes.longest - 1):  # a bead loses one segment in each round
        sources = dict(_probable_moves(material, weights, lattice, result))
        shorter: dict[Step, Step] = {}
        for move in surest_first(sources):
            step, edge = sources[move]
            if step not in shorter:
                shorter[step] = edge.shorter
                result.moves.append(move)
                result.originals[edge.shorter] = (step, *result.originals.get(step, ()))
        if not shorter:
            break
        result.path[:] = [shorter.get(step, step) for step in result.path]
    return result


def _probable_moves(
    material: Material, weights: Weights, lattice: Lattice, current: Reassigned
) -> Iterator[tuple[Move, tuple[Step, _Edge]]]:
    """Every moved pair that is probable enough, with the step that loses a segment to it."""
    alone = left_alone(current.path, current.moves)
    for lang in LANGS:
        edges = {edge.segment: (step, edge) for step in current.path for edge in _edges(lattice, step, lang)}
        single = [range(segment, segment + 1) for segment in sorted(edges)]
        runs = (single, alone[1]) if lang is Lang.EN else (alone[0], single)
        for en, ja in likely_runs(material, *runs):
            step, edge = edges[en.start if lang is Lang.EN else ja.start]
            for move in compared(material, weights, lattice, en, ja, cost=edge.loss):
                if move.confidence >= LEAST:
                    yield move, (step, edge)


def _edges(lattice: Lattice, step: Step, lang: Lang) -> Iterator[_Edge]:
    """The first and the last segment of a bead's side that has others."""
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
            loss = (_score(lattice, step) or 0.0) - score - float(gaps[segment])
            if loss <= _LARGEST_LOSS:
                yield _Edge(segment, other, max(loss, 0.0))


def _score(lattice: Lattice, step: Step) -> float | None:
    """The score of a pair; None where it ends outside the band."""
    first, row, left, column = step
    place = column - int(lattice.low[row])
    if not 0 <= place < lattice.width:
        return None
    return float(lattice.scores(row)[lattice.shapes.index((row - first, column - left)), place])
