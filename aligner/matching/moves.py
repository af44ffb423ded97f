"""Blocks out of order: what the chain left over on both sides and what matches nevertheless.

Runs of segments left alone on either side are compared with one another, each pair of runs by the same search and scores as
the documents themselves. The chain is settled first and never given up for a move.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from aligner.matching.features import Material, pair_feature_names, pair_features
from aligner.matching.score import weight_vector
from aligner.matching.search import SHAPES, Lattice, Step, best_path, full_band
from aligner.parameters import Weights

#: Longest run compared; longer ones are whole chapters, which do not move by accident and would cost their square.
_LONGEST_RUN = 40
#: Least probability of a moved pair.
LEAST = 0.5


@dataclass(frozen=True, slots=True)
class Move:
    """A pair out of order and the probability that it is right."""

    step: Step
    confidence: float


def find_moves(material: Material, weights: Weights, lattice: Lattice, path: Sequence[Step]) -> list[Move]:
    """The moved pairs, each segment in one at most, surest first taken."""
    if not weights.moved:
        return []
    found = [
        Move(step, move_confidence(gain, weights.moved))
        for gain, step in candidates(material, weights, lattice, path)
    ]
    chosen: list[Move] = []
    used: tuple[set[int], set[int]] = (set(), set())
    for move in sorted(found, key=lambda move: (-move.confidence, move.step)):
        en, ja = set(range(*move.step[:2])), set(range(*move.step[2:]))
        if move.confidence >= LEAST and not en & used[0] and not ja & used[1]:
            chosen.append(move)
            used[0].update(en)
            used[1].update(ja)
    return chosen


def candidates(
    material: Material, weights: Weights, lattice: Lattice, path: Sequence[Step]
) -> Iterator[tuple[float, Step]]:
    """Every pair that two runs left alone would form between them, with what it gains over leaving its segments alone."""
    en_runs, ja_runs = runs([i for i, _, j, f in path if j == f]), runs([j for i, e, j, _ in path if i == e])
    for en in en_runs:
        for ja in ja_runs:
            if len(en) <= _LONGEST_RUN and len(ja) <= _LONGEST_RUN:
                yield from _pairs_between(material, weights, lattice, en, ja)


def runs(segments: Sequence[int]) -> list[range]:
    """Stretches of consecutive numbers.

    >>> runs([1, 2, 5])
    [range(1, 3), range(5, 6)]
    """
    cuts = [0, *(k + 1 for k, (a, b) in enumerate(pairwise(segments)) if b != a + 1), len(segments)]
    return [range(segments[a], segments[b - 1] + 1) for a, b in pairwise(cuts) if b > a]


def _pairs_between(
    material: Material, weights: Weights, lattice: Lattice, en: range, ja: range
) -> Iterator[tuple[float, Step]]:
    local = _local_lattice(material, weights, lattice, en, ja)
    for first, row, left, column in best_path(local):
        if first < row and left < column:
            shape = SHAPES.index((row - first, column - left))
            alone = local.en_gap[first:row].sum() + local.ja_gap[left:column].sum()
            step = (en.start + first, en.start + row, ja.start + left, ja.start + column)
            yield float(local.pair[row, column, shape]) - float(alone), step


def _local_lattice(material: Material, weights: Weights, lattice: Lattice, en: range, ja: range) -> Lattice:
    """The scores of pairs between two runs; what neighbours them plays no part."""
    low = np.full(material.en.size + 1, ja.start)
    width = len(ja) + 1
    names = pair_feature_names(meaning=material.meaning is not None)
    scores = pair_features(material, low, width, range(en.start, en.stop + 1)) @ weight_vector(names, weights.pair)
    row, column = np.arange(len(en) + 1)[:, None, None], np.arange(width)[None, :, None]
    m, n = np.array([m for m, _ in SHAPES]), np.array([n for _, n in SHAPES])
    scores = np.where((row >= m) & (column >= n), scores, -np.inf).astype(np.float32)
    return Lattice(
        full_band(len(en), len(ja))[0],
        scores,
        lattice.en_gap[en.start : en.stop],
        lattice.ja_gap[ja.start : ja.stop],
        weights.en_open,
        weights.ja_open,
    )


def move_confidence(gain: float, weights: Mapping[str, float]) -> float:
    """Probability that a pair out of order is right, from what it gains over leaving its segments alone (log-odds)."""
    return 1 / (1 + math.exp(-(weights["bias"] + weights["gain"] * max(min(gain, 50.0), -50.0))))


