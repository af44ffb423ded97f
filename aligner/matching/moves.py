"""Moved beads: pairs out of order among the segments that the path leaves alone on both sides.

Runs of such segments are compared with each other, each pair of runs with the same search and scores as the whole
documents. The path is found first, and a move never changes it. Where many runs remain, only those with something in
common are compared, so that the work grows with their number, not with its square.
"""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import dataclass
from itertools import pairwise, product
from typing import TYPE_CHECKING

import numpy as np

from aligner.evidence.meaning import Meaning, products
from aligner.matching.score import pair_scores
from aligner.matching.search import Lattice, Step, best_path, full_band
from aligner.matching.tile import Tile

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from aligner.evidence.channel import Held
    from aligner.matching.match_input import Material
    from aligner.parameters import Weights

#: Longest run that is compared. Longer ones are whole chapters, which are not moved by accident and cost their square.
_LONGEST_RUN = 40
#: Up to this number, all pairs of runs are compared.
_FEW_RUN_PAIRS = 25
#: An item in more runs of a side than this is not rare.
_RARE = 8
#: Lowest shared weight of two runs that are compared, in nats: about two rare words. Measured on 80 sentences moved in
#: a document of 16,000 segments: as many are found as with half of this weight (63 with meaning; 40 and 39 without),
#: with a third of the work.
_SHARED_WEIGHT = 12.0
#: Number of nearest Japanese segments by meaning for each English one, and their lowest margin.
_NEAREST = 4
_LEAST_MARGIN = 0.05
#: Largest number of segment pairs compared by meaning; texts that leave more segments alone hardly correspond.
_MOST_SEGMENT_PAIRS = 5000 * 5000
#: Lowest probability of a moved pair.
LEAST = 0.5
#: A short pair is one with fewer characters of Japanese than this on a side. Alone, without a moved pair beside it, it
#: needs this probability.
_SHORT, _SHORT_LEAST = 15.0, 0.9
#: Far above the rounding of sums of gains.
_ROUNDING = 1e-3


@dataclass(frozen=True, slots=True)
class Move:
    """A pair out of order, and the probability that it is right."""

    step: Step
    confidence: float


def find_moves(material: Material, weights: Weights, lattice: Lattice, path: Sequence[Step]) -> list[Move]:
    """The moved pairs, chosen by falling probability; each segment is in one at most.

    A reply of one or two words without a counterpart resembles many others. Passages that are moved are longer.
    """
    if not weights.moved:
        return []
    moves = surest_first(
        Move(step, move_confidence(gain, weights.moved))
        for gain, step in candidates(material, weights, lattice, path, LEAST)
    )
    starts, ends = ({move.step[k::2] for move in moves} for k in (0, 1))
    return [
        move
        for move in moves
        if move.confidence >= _SHORT_LEAST
        or not _is_short(material, move.step)
        or move.step[1::2] in starts
        or move.step[0::2] in ends
    ]


def _is_short(material: Material, step: Step) -> bool:
    """Whether one of the sides is shorter than a sentence."""
    first, row, left, column = step
    return float(min(material.en.length[first:row].sum(), material.ja.length[left:column].sum())) < _SHORT


def surest_first(moves: Iterable[Move]) -> list[Move]:
    """The moves that are probable enough, chosen by falling probability; each segment is in one at most."""
    chosen: list[Move] = []
    used: tuple[set[int], set[int]] = (set(), set())
    for move in sorted(moves, key=lambda move: (-move.confidence, move.step)):
        en, ja = set(range(*move.step[:2])), set(range(*move.step[2:]))
        if move.confidence >= LEAST and not en & used[0] and not ja & used[1]:
            chosen.append(move)
            used[0].update(en)
            used[1].update(ja)
    return chosen


def left_alone(path: Sequence[Step], moves: Sequence[Move] = ()) -> tuple[list[range], list[range]]:
    """The runs of either side that the path leaves alone and no move takes, up to `_LONGEST_RUN` segments long."""
    taken_en, taken_ja = taken(moves)
    sides = (
        [i for i, _, j, f in path if j == f and i not in taken_en],
        [j for i, e, j, _ in path if i == e and j not in taken_ja],
    )
    en, ja = ([run for run in runs(alone) if len(run) <= _LONGEST_RUN] for alone in sides)
    return en, ja


def taken(moves: Sequence[Move]) -> tuple[set[int], set[int]]:
    """The segments of either side that are in moved pairs."""
    return (
        {i for move in moves for i in range(*move.step[:2])},
        {j for move in moves for j in range(*move.step[2:])},
    )


def candidates(
    material: Material, weights: Weights, lattice: Lattice, path: Sequence[Step], least: float = 0.0
) -> Iterator[tuple[float, Step]]:
    """Every pair that two runs form between them, with its gain over leaving its segments alone.

    Runs without a pair of at least the probability ``least`` are skipped.
    """
    for en, ja in likely_runs(material, *left_alone(path)):
        local = _local_lattice(material, weights, lattice, en, ja)
        if least == 0 or move_confidence(_most_gained(local) + _ROUNDING, weights.moved) >= least:
            yield from _pairs_between(local, en, ja)


def compared(
    material: Material, weights: Weights, lattice: Lattice, en: range, ja: range, *, cost: float
) -> Iterator[Move]:
    """The pairs that two runs form between them; ``cost`` is subtracted from each gain."""
    for gain, step in _pairs_between(_local_lattice(material, weights, lattice, en, ja), en, ja):
        yield Move(step, move_confidence(gain - cost, weights.moved))


def likely_runs(material: Material, en_runs: Sequence[range], ja_runs: Sequence[range]) -> list[tuple[range, range]]:
    """The pairs of runs to compare: all if few, otherwise those that share rare items or are close in meaning."""
    if len(en_runs) * len(ja_runs) <= _FEW_RUN_PAIRS:
        return [(en, ja) for en in en_runs for ja in ja_runs]
    en_owner, ja_owner = ({k: run for run, held in enumerate(side) for k in held} for side in (en_runs, ja_runs))
    close = _sharing_runs(material, en_owner, ja_owner)
    if material.meaning is not None and len(en_owner) * len(ja_owner) <= _MOST_SEGMENT_PAIRS:
        pairs = nearest_segments(material.meaning, sorted(en_owner), sorted(ja_owner))
        close |= {(en_owner[i], ja_owner[j]) for i, j in pairs}
    return [(en_runs[a], ja_runs[b]) for a, b in sorted(close)]


def _sharing_runs(material: Material, en_owner: Mapping[int, int], ja_owner: Mapping[int, int]) -> set[tuple[int, int]]:
    """Pairs of runs whose shared rare items weigh at least `_SHARED`."""
    shared: dict[tuple[int, int], float] = defaultdict(float)
    for channel in material.channels:
        en, ja = _rare_items(channel.en, en_owner), _rare_items(channel.ja, ja_owner)
        for item in sorted(en.keys() & ja.keys()):
            for pair in product(sorted(en[item]), sorted(ja[item])):
                shared[pair] += float(channel.weight[item])
    return {pair for pair, weight in shared.items() if weight >= _SHARED_WEIGHT}


def _rare_items(side: Held, owner: Mapping[int, int]) -> dict[int, set[int]]:
    """Item → the runs that hold it, for items in at most `_RARE` runs."""
    runs_by_item: dict[int, set[int]] = defaultdict(set)
    chosen = np.isin(side.segment, list(owner))
    for segment, item in zip(side.segment[chosen].tolist(), side.item[chosen].tolist(), strict=True):
        runs_by_item[item].add(owner[segment])
    return {item: held for item, held in runs_by_item.items() if len(held) <= _RARE}


def nearest_segments(meaning: Meaning, en: Sequence[int], ja: Sequence[int]) -> Iterator[tuple[int, int]]:
    """For every English segment the `_NEAREST` Japanese ones of the greatest margin, from `_MARGIN` on."""
    columns = np.array(ja, np.int64) + 1
    right, right_background = meaning.ja[columns, 0], meaning.background[1][columns, 0]
    for start in range(0, len(en), 128):
        rows = np.array(en[start : start + 128], np.int64) + 1
        background = (meaning.background[0][rows, 0][:, None] + right_background) / 2
        margin = products(meaning.en[rows, 0], right) - background
        order = np.argsort(-margin, axis=1, kind="stable")[:, :_NEAREST]
        for row, nearest in enumerate(order):
            for column in nearest:
                if margin[row, column] >= _LEAST_MARGIN:
                    yield int(rows[row]) - 1, int(columns[column]) - 1


def runs(segments: Sequence[int]) -> list[range]:
    """Runs of consecutive numbers.

    >>> runs([1, 2, 5])
    [range(1, 3), range(5, 6)]
    """
    cuts = [0, *(k + 1 for k, (a, b) in enumerate(pairwise(segments)) if b != a + 1), len(segments)]
    return [range(segments[a], segments[b - 1] + 1) for a, b in pairwise(cuts) if b > a]


def _most_gained(local: Lattice) -> float:
    """The largest gain of any pair over leaving its segments alone, up to rounding."""
    en, ja = (np.concatenate([[0.0], np.cumsum(gap)]) for gap in (local.en_gap, local.ja_gap))
    row, column = np.arange(local.rows + 1)[:, None], np.arange(local.columns + 1)
    en_alone = en[row] - en[np.maximum(row - local.shapes.en_size, 0)]
    ja_alone = ja[column] - ja[np.maximum(column - local.shapes.ja_size[:, None], 0)]
    return float((local.pair - en_alone[:, :, None] - ja_alone).max())


def _pairs_between(local: Lattice, en: range, ja: range) -> Iterator[tuple[float, Step]]:
    for first, row, left, column in best_path(local):
        if first < row and left < column:
            shape = local.shapes.index((row - first, column - left))
            alone = local.en_gap[first:row].sum() + local.ja_gap[left:column].sum()
            step = (en.start + first, en.start + row, ja.start + left, ja.start + column)
            yield float(local.pair[row, shape, column]) - float(alone), step


def _local_lattice(material: Material, weights: Weights, lattice: Lattice, en: range, ja: range) -> Lattice:
    """The scores of pairs between two runs, without their surroundings."""
    shapes = material.shapes
    tile = Tile(np.full(material.en.size + 1, ja.start), len(ja) + 1, range(en.start, en.stop + 1), shapes)
    en_inside = np.arange(len(en) + 1)[:, None] >= shapes.en_size
    inside = en_inside[:, :, None] & (np.arange(len(ja) + 1) >= shapes.ja_size[:, None])
    scores = np.where(inside, pair_scores(material, weights.pair, tile), -np.inf).astype(np.float32)
    return Lattice(
        full_band(len(en), len(ja))[0],
        scores,
        lattice.en_gap[en.start : en.stop],
        lattice.ja_gap[ja.start : ja.stop],
        weights.en_open,
        weights.ja_open,
        weights.ja_after_en,
        shapes,
    )


def move_confidence(gain: float, weights: Mapping[str, float]) -> float:
    """The probability that a moved pair is right, from its gain over leaving its segments alone (log-odds)."""
    return 1 / (1 + math.exp(-(weights["bias"] + weights["gain"] * max(min(gain, 50.0), -50.0))))
