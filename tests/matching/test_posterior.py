"""The surest path against its definition: the cover with the greatest sum of posteriors, each less a price."""

from __future__ import annotations

from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aligner.matching.posterior import PRICE, Posterior, posterior, surest_path
from aligner.matching.search import SHAPES, Lattice, Step, band_around, best_path, edge_touched
from tests.matching.covers import banded, covers, holds, random_lattice

if TYPE_CHECKING:
    from collections.abc import Iterable

SIZES = [(0, 0), (0, 3), (3, 0), (1, 1), (1, 4), (4, 1), (3, 3), (4, 4), (5, 4)]


def worth(lattice: Lattice, found: Posterior, step: Step, price: float) -> float:
    """The posterior of a step, less the price."""
    first, row, left, column = step
    if first == row:
        return float(found.ja_gap[left]) - price
    if left == column:
        return float(found.en_gap[first]) - price
    shape = SHAPES.index((row - first, column - left))
    return float(found.pair[row, shape, column - int(lattice.low[row])]) - price


def total(lattice: Lattice, found: Posterior, path: Iterable[Step], price: float) -> float:
    return sum(worth(lattice, found, step, price) for step in path)


def greatest(lattice: Lattice, found: Posterior, price: float) -> float:
    """The greatest sum over all covers within the band; gaps may come in any order here, being worth the same."""

    @cache
    def best(i: int, j: int) -> float:
        if (i, j) == (lattice.rows, lattice.columns):
            return 0.0
        steps = [(i, i + m, j, j + n) for m, n in [*SHAPES, (1, 0), (0, 1)] if i + m <= lattice.rows]
        inside = [step for step in steps if holds(lattice, step[1], step[3])]
        return max((worth(lattice, found, step, price) + best(step[1], step[3]) for step in inside), default=-np.inf)

    return best(0, 0)


def is_canonical(path: list[Step], rows: int, columns: int) -> bool:
    """Whether the steps join on to each other and no English segment is left alone right after a Japanese one."""
    ends = [(0, 0), *((row, column) for _, row, _, column in path)]
    starts = [*((first, left) for first, _, left, _ in path), (rows, columns)]
    ja_first = any(a[0] == a[1] and b[2] == b[3] for a, b in pairwise(path))
    return ends == starts and not ja_first


@pytest.mark.property
@pytest.mark.parametrize(("rows", "columns"), SIZES)
@pytest.mark.parametrize("price", [0.0, PRICE, 0.5])
def test_the_surest_path_is_the_surest_of_all_covers(rows: int, columns: int, price: float) -> None:
    for seed in range(3):
        lattice = random_lattice(rows, columns, seed)
        found = posterior(lattice)
        path = surest_path(lattice, found, price)
        sums = {steps: total(lattice, found, steps, price) for _, steps in covers(lattice)}
        assert tuple(path) in sums
        assert sums[tuple(path)] == pytest.approx(max(sums.values()), abs=1e-5)


@pytest.mark.property
@settings(max_examples=80)
@given(st.data())
def test_the_surest_path_in_a_band_is_the_surest_within_it(data: st.DataObject) -> None:
    rows, columns = data.draw(st.integers(1, 9)), data.draw(st.integers(2, 9))
    centre = np.sort(np.array(data.draw(st.lists(st.integers(0, columns), min_size=rows + 1, max_size=rows + 1))))
    low, width = band_around(centre.astype(float), columns, data.draw(st.integers(2, 4)))
    lattice = banded(random_lattice(rows, columns, data.draw(st.integers(0, 99))), low, width)
    found = posterior(lattice)
    path = surest_path(lattice, found)
    assert is_canonical(path, rows, columns)
    assert total(lattice, found, path, PRICE) == pytest.approx(greatest(lattice, found, PRICE), abs=1e-5)


def test_the_price_is_the_one_used_unless_told_otherwise() -> None:
    for seed in range(20):
        lattice = random_lattice(6, 6, seed)
        found = posterior(lattice)
        assert surest_path(lattice, found) == surest_path(lattice, found, PRICE)


def scored(rows: int, columns: int, pairs: dict[Step, float]) -> Lattice:
    """Some pairs; all others cannot be. Leaving alone costs nothing."""
    scores = np.full((rows + 1, len(SHAPES), columns + 1), -np.inf, np.float32)
    for (first, row, left, column), value in pairs.items():
        scores[row, SHAPES.index((row - first, column - left)), column] = value
    return Lattice(np.zeros(rows + 1, np.int64), scores, np.zeros(rows), np.zeros(columns), 0.0, 0.0)


def test_a_bead_that_several_covers_share_wins_though_none_of_them_does() -> None:
    lattice = scored(2, 2, {(0, 2, 0, 2): 4.0, (0, 1, 0, 1): 3.7, (1, 2, 1, 2): 0.0})
    assert best_path(lattice) == [(0, 2, 0, 2)]
    found = posterior(lattice)
    shared, whole = (worth(lattice, found, step, 0.0) for step in ((0, 1, 0, 1), (0, 2, 0, 2)))
    assert shared > whole
    assert surest_path(lattice, found, 0.35) == [(0, 1, 0, 1), (1, 2, 1, 2)]


def judged(rows: int, columns: int, pairs: dict[Step, float], gap: float) -> tuple[Lattice, Posterior]:
    """Posteriors made by hand."""
    lattice = scored(rows, columns, dict.fromkeys(pairs, 0.0))
    chance = np.zeros_like(lattice.pair)
    for (first, row, left, column), value in pairs.items():
        chance[row, SHAPES.index((row - first, column - left)), column] = value
    return lattice, Posterior(chance, np.full(rows, gap), np.full(columns, gap), 0.0, 0.0, 0.0)


def test_ties_go_to_the_pair_and_to_the_smaller_shape() -> None:
    # Everything is worth exactly its price.
    pairs = {(first, row, left, column): 0.5 for first in range(2) for row in range(first + 1, 3)
             for left in range(2) for column in range(left + 1, 3)}  # fmt: skip
    assert surest_path(*judged(2, 2, pairs, 0.5), 0.5) == [(0, 1, 0, 1), (1, 2, 1, 2)]
    assert surest_path(*judged(1, 1, {(0, 1, 0, 1): 0.5}, 0.5), 0.5) == [(0, 1, 0, 1)]


def test_english_segments_left_alone_come_first() -> None:
    assert surest_path(*judged(2, 2, {}, 0.9)) == [(0, 1, 0, 0), (1, 2, 0, 0), (2, 2, 0, 1), (2, 2, 1, 2)]
    lattice, found = judged(3, 3, {(1, 2, 1, 2): 0.9}, 0.6)
    path = surest_path(lattice, found, 0.35)
    assert path == [(0, 1, 0, 0), (1, 1, 0, 1), (1, 2, 1, 2), (2, 3, 2, 2), (3, 3, 2, 3)]


def test_a_path_set_in_order_outside_its_band_has_touched_the_edge() -> None:
    """A Japanese gap, then an English one lie within the band; the other way round they leave it to the left."""
    low, width = np.array([0, 1, 1, 1]), 2
    lattice = banded(random_lattice(3, 2, 0), low, width)
    found = Posterior(np.zeros_like(lattice.pair), np.ones(3), np.ones(2), 0.0, 0.0, 0.0)
    path = surest_path(lattice, found)
    assert path[0] == (0, 1, 0, 0)
    assert edge_touched(lattice, path)
