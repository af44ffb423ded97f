from __future__ import annotations

from random import Random

import numpy as np
import pytest
from numpy.typing import NDArray

from aligner.evidence.meaning import NEIGHBOURS, Meaning, products
from aligner.matching.search import band_around, full_band

Floats = NDArray[np.float32]


def vectors(size: int, seed: int, *, longest: int = 4, dimensions: int = 24) -> Floats:
    """Unit vectors of the blocks that end at every boundary; zero where a block would start before the text."""
    made = np.random.default_rng(seed).normal(size=(size + 1, longest, dimensions)).astype(np.float32)
    made /= np.linalg.norm(made, axis=-1, keepdims=True)
    for block in range(longest):
        made[: block + 1, block] = 0.0
    return made


def nearest_mean(block: Floats, singles: Floats) -> float:
    """Mean cosine of a block with its nearest single segments; missing ones and opposites count 0."""
    cosine = sorted([*(singles @ block).tolist(), *[0.0] * NEIGHBOURS])
    return float(np.mean(cosine[-NEIGHBOURS:]))


def test_products_equal_matrix_products() -> None:
    left, right = vectors(150, 1)[:, 0], vectors(290, 2)[:, 0]
    assert np.allclose(products(left, right), left @ right.T, atol=1e-6)
    assert products(left[:0], right).shape == (0, 291)
    assert products(left, right[:0]).shape == (151, 0)


def test_a_product_does_not_depend_on_its_company() -> None:
    left, right = vectors(150, 1)[:, 0], vectors(290, 2)[:, 0]
    whole = products(left, right)
    rows, columns = list(range(151)), list(range(291))
    Random(0).shuffle(rows)
    Random(1).shuffle(columns)
    assert np.array_equal(products(left[rows], right[columns]), whole[np.ix_(rows, columns)])
    assert np.array_equal(products(left[7:8], right[200:203]), whole[7:8, 200:203])


def test_backgrounds_are_means_of_the_nearest_segments() -> None:
    en, ja = vectors(9, 3), vectors(7, 4)
    meaning = Meaning(en, ja, *full_band(9, 7))
    background_en, background_ja = meaning.background
    for end in range(1, 10):
        for size in range(4):
            assert background_en[end, size] == pytest.approx(nearest_mean(en[end, size], ja[1:, 0]), abs=1e-6)
    for end in range(1, 8):
        for size in range(4):
            assert background_ja[end, size] == pytest.approx(nearest_mean(ja[end, size], en[1:, 0]), abs=1e-6)


def test_fewer_segments_than_neighbours_leave_the_rest_at_zero() -> None:
    en, ja = vectors(2, 3), vectors(1, 4)
    meaning = Meaning(en, ja, *full_band(2, 1))
    cosine = max(float(en[1, 0] @ ja[1, 0]), 0.0)
    assert meaning.background[0][1, 0] == pytest.approx(cosine / NEIGHBOURS, abs=1e-6)


@pytest.mark.parametrize(("rows", "columns"), [(0, 0), (0, 5), (5, 0)])
def test_an_empty_side_has_no_neighbours(rows: int, columns: int) -> None:
    meaning = Meaning(vectors(rows, 1), vectors(columns, 2), *full_band(rows, columns))
    assert not meaning.background[0].any()
    assert not meaning.background[1].any()
    (near_en, lead_en), (near_ja, lead_ja) = meaning.nearest()
    assert near_en.shape == lead_en.shape == (rows,)
    assert near_ja.shape == lead_ja.shape == (columns,)


def test_the_margin_is_the_cosine_over_the_mean_of_both_backgrounds() -> None:
    en, ja = vectors(6, 5), vectors(8, 6)
    meaning = Meaning(en, ja, *full_band(6, 8))
    margin, likeness = meaning.margins(range(2, 5), range(3, 8))
    assert margin.shape == likeness.shape == (3, 4, 5, 4)
    for row, m, column, n in np.ndindex(margin.shape):
        cosine = float(en[row + 2, m] @ ja[column + 3, n])
        background = (meaning.background[0][row + 2, m] + meaning.background[1][column + 3, n]) / 2
        assert likeness[row, m, column, n] == pytest.approx(cosine, abs=1e-6)
        assert margin[row, m, column, n] == pytest.approx(cosine - background, abs=1e-6)


def test_the_nearest_segment_leads_by_its_margin_over_the_others() -> None:
    en, ja = vectors(6, 7), vectors(6, 8)
    ja[3, 0] = en[2, 0]
    (near, lead), _ = Meaning(en, ja, *full_band(6, 6)).nearest()
    others = sorted([*(ja[[1, 2, 4, 5, 6], 0] @ en[2, 0]).tolist(), *[0.0] * NEIGHBOURS])[-NEIGHBOURS + 1 :]
    assert near[1] == pytest.approx(1.0, abs=1e-6)
    assert lead[1] == pytest.approx(1.0 - np.mean(others), abs=1e-6)


def test_only_neighbours_within_the_band_count() -> None:
    en, ja = vectors(400, 9), vectors(400, 10)
    low, width = band_around(np.arange(401.0), 400, 40)
    ja[390, 0] = en[5, 0]
    (near, _), _ = Meaning(en, ja, low, width).nearest()
    assert near[4] < 0.95
    (near, _), _ = Meaning(en, ja, *full_band(400, 400)).nearest()
    assert near[4] == pytest.approx(1.0, abs=1e-6)
