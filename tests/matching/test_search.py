from __future__ import annotations

from collections import defaultdict
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aligner.matching.posterior import posterior
from aligner.matching.search import (
    Lattice,
    Step,
    band_around,
    best_path,
    edge_touched,
    full_band,
)
from aligner.matching.shapes import SHAPES
from tests.matching.covers import banded, covers, random_lattice, score_of

SIZES = [
    (0, 0),
    (0, 1),
    (1, 0),
    (1, 1),
    (0, 4),
    (4, 0),
    (1, 4),
    (4, 1),
    (2, 3),
    (3, 3),
    (4, 4),
    (5, 4),
    (5, 5),
]


def is_cover(path: list[Step], rows: int, columns: int) -> bool:
    """Whether the steps join on to each other from one end to the other."""
    ends = [(0, 0), *((row, column) for _, row, _, column in path)]
    starts = [*((first, left) for first, _, left, _ in path), (rows, columns)]
    return ends == starts


def check_against_definition(lattice: Lattice) -> None:
    every = list(covers(lattice))
    best = best_path(lattice)
    assert is_cover(best, lattice.rows, lattice.columns)
    assert score_of(lattice, best) == pytest.approx(max(total for total, _ in every), abs=1e-5)

    found = posterior(lattice)
    log_total = float(np.logaddexp.reduce([total for total, _ in every]))
    assert found.log_total == pytest.approx(log_total, abs=1e-5)
    chance: dict[Step, float] = defaultdict(float)
    opened: dict[str, float] = defaultdict(float)
    for total, path in every:
        share = float(np.exp(total - log_total))
        before = "pair"
        for step in path:
            chance[step] += share
            state = "en" if step[2] == step[3] else "ja" if step[0] == step[1] else "pair"
            if state not in {"pair", before}:
                opened[f"{state} after {before}"] += share
            before = state
    assert found.en_opened == pytest.approx(opened["en after pair"], abs=1e-5)
    assert found.ja_opened == pytest.approx(opened["ja after pair"], abs=1e-5)
    assert found.ja_after_en == pytest.approx(opened["ja after en"], abs=1e-5)
    for i in range(lattice.rows):
        alone = sum(chance[i, i + 1, j, j] for j in range(lattice.columns + 1))
        assert found.en_gap[i] == pytest.approx(alone, abs=1e-5)
    for j in range(lattice.columns):
        alone = sum(chance[i, i, j, j + 1] for i in range(lattice.rows + 1))
        assert found.ja_gap[j] == pytest.approx(alone, abs=1e-5)
    for row, s, k in np.ndindex(lattice.pair.shape):
        column = int(lattice.low[row]) + k
        step = (row - SHAPES[s][0], row, column - SHAPES[s][1], column)
        assert found.pair[row][s, k] == pytest.approx(chance.get(step, 0.0), abs=1e-5)


@pytest.mark.property
@pytest.mark.parametrize(("rows", "columns"), SIZES)
@pytest.mark.parametrize("seed", [0, 1])
def test_path_and_posterior_equal_their_definition(rows: int, columns: int, seed: int) -> None:
    check_against_definition(random_lattice(rows, columns, seed))


@pytest.mark.property
def test_the_path_of_six_by_six_is_the_best_of_all_covers() -> None:
    lattice = random_lattice(6, 6, 7)
    best = max(covers(lattice))
    assert tuple(best_path(lattice)) == best[1]
    assert score_of(lattice, best_path(lattice)) == pytest.approx(best[0], abs=1e-5)


@pytest.mark.property
@settings(max_examples=25)
@given(st.data())
def test_path_and_posterior_in_a_band_equal_their_definition(data: st.DataObject) -> None:
    rows, columns = data.draw(st.integers(1, 5)), data.draw(st.integers(2, 5))
    centre = np.sort(np.array(data.draw(st.lists(st.integers(0, columns), min_size=rows + 1, max_size=rows + 1))))
    low, width = band_around(centre.astype(float), columns, data.draw(st.integers(2, 4)))
    check_against_definition(banded(random_lattice(rows, columns, data.draw(st.integers(0, 99))), low, width))


@pytest.mark.property
@given(st.integers(0, 5), st.integers(0, 5), st.integers(0, 1000))
@settings(max_examples=60)
def test_ties_are_broken_the_same_way_and_only_between_best_paths(rows: int, columns: int, seed: int) -> None:
    lattice = random_lattice(rows, columns, seed, whole=True)
    path = best_path(lattice)
    assert path == best_path(lattice)
    assert score_of(lattice, path) == max(total for total, _ in covers(lattice))


def flat(rows: int, columns: int, *, pair: float, gap: float) -> Lattice:
    low, width = full_band(rows, columns)
    scores = np.full((rows + 1, len(SHAPES), width), np.float32(pair))
    for s, (m, n) in enumerate(SHAPES):
        scores[:m, s] = scores[:, s, :n] = -np.inf
    return Lattice(low, scores, np.full(rows, gap), np.full(columns, gap), 0.0, 0.0, 0.0)


def test_a_tie_goes_to_the_pair_and_to_the_smaller_shape() -> None:
    # One pair of any shape ties with leaving everything alone: nothing scores anything.
    assert best_path(flat(1, 1, pair=0.0, gap=0.0)) == [(0, 1, 0, 1)]
    assert best_path(flat(2, 1, pair=0.0, gap=0.0))[-1] == (1, 2, 0, 1)
    # Here more pairs are better, so the smallest ones fill the document.
    assert best_path(flat(3, 3, pair=1.0, gap=-1.0)) == [(k, k + 1, k, k + 1) for k in range(3)]


def test_gaps_come_in_one_order_english_first() -> None:
    path = best_path(flat(2, 2, pair=-9.0, gap=-1.0))
    assert path == [(0, 1, 0, 0), (1, 2, 0, 0), (2, 2, 0, 1), (2, 2, 1, 2)]


def test_an_opening_is_paid_once_a_run() -> None:
    lattice = flat(3, 0, pair=0.0, gap=-1.0)
    lattice = Lattice(lattice.low, lattice.pair, lattice.en_gap, lattice.ja_gap, -5.0, -5.0, -5.0)
    assert posterior(lattice).log_total == pytest.approx(-8.0)


@pytest.mark.parametrize(("rows", "columns"), [(0, 30_000), (1500, 0)])
def test_a_document_with_nothing_on_the_other_side_is_all_gaps(rows: int, columns: int) -> None:
    low, width = band_around(np.zeros(rows + 1), columns, 96)
    pair = np.full((rows + 1, len(SHAPES), width), -np.inf, np.float32)
    lattice = Lattice(low, pair, np.full(rows, -1.0), np.full(columns, -1.0), -2.0, -2.0, -2.0)
    path = best_path(lattice)
    assert is_cover(path, rows, columns)
    assert not edge_touched(lattice, path)
    found = posterior(lattice)
    assert found.log_total == pytest.approx(-2.0 - rows - columns)
    assert (found.en_gap == 1.0).all()
    assert (found.ja_gap == 1.0).all()


@pytest.mark.parametrize(("rows", "columns"), [(3, 20_000), (50, 5000), (800, 3), (1, 9000)])
def test_a_band_reaches_the_end_of_documents_of_very_different_length(rows: int, columns: int) -> None:
    low, width = band_around(np.linspace(0, columns, rows + 1), columns, 96)
    assert low[0] == 0
    assert low[-1] + width == columns + 1
    draw = np.random.default_rng(1)
    pair = draw.normal(size=(rows + 1, len(SHAPES), width)).astype(np.float32)
    lattice = Lattice(low, pair, np.full(rows, -1.0), np.full(columns, -1.0), -2.0, -2.0, -2.0)
    for s, (m, n) in enumerate(SHAPES):
        pair[:m, s] = pair[:, s, :n] = -np.inf
    assert is_cover(best_path(lattice), rows, columns)
    assert posterior(lattice).en_gap.shape == (rows,)


@pytest.mark.property
@given(st.data())
def test_a_band_holds_both_ends_never_falls_and_overlaps(data: st.DataObject) -> None:
    rows, columns = data.draw(st.integers(0, 30)), data.draw(st.integers(0, 200))
    centre = data.draw(st.lists(st.floats(-5, columns + 5), min_size=rows + 1, max_size=rows + 1))
    low, width = band_around(np.array(centre), columns, data.draw(st.integers(2, 20)))
    assert low[0] == 0
    assert low[-1] + width == columns + 1
    assert all(0 <= b - a < width for a, b in pairwise(low.tolist()))


def test_the_full_search_equals_the_banded_one_while_the_path_is_inside() -> None:
    for seed in range(20):
        full = random_lattice(12, 12, seed)
        path = best_path(full)
        low, width = band_around(np.arange(13.0), 12, 9)
        band = banded(full, low, width)
        inside = all(low[row] <= column < low[row] + width for _, row, _, column in path)
        assert (best_path(band) == path) is inside


def test_an_edge_is_touched_where_the_document_goes_on_beyond_it() -> None:
    low, width = np.array([0, 0, 2, 4]), 3
    full = random_lattice(3, 6, 0)
    lattice = banded(full, low, width)
    assert edge_touched(lattice, [(0, 1, 0, 2), (1, 3, 2, 6)])  # right edge of row 1
    assert edge_touched(lattice, [(0, 2, 0, 2), (2, 3, 2, 6)])  # left edge of row 2
    assert not edge_touched(lattice, [(0, 1, 0, 1), (1, 2, 1, 3), (2, 3, 3, 6)])
    whole = banded(full, *full_band(3, 6))
    assert not edge_touched(whole, [(0, 1, 0, 0), (1, 3, 0, 6)])
