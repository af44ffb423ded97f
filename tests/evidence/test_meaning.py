from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING

import numpy as np
import pytest

from aligner.evidence.meaning import NEIGHBOURS, Meaning, products
from aligner.matching.search import band_around, full_band

if TYPE_CHECKING:
    from aligner.arrays import Floats32, Ints64


def vectors(size: int, seed: int, *, longest: int = 4, dimensions: int = 24) -> Floats32:
    """Unit vectors of the blocks that end at every boundary; zero where a block would start before the text."""
    made = np.random.default_rng(seed).normal(size=(size + 1, longest, dimensions)).astype(np.float32)
    made /= np.linalg.norm(made, axis=-1, keepdims=True)
    for block in range(longest):
        made[: block + 1, block] = 0.0
    return made


def nearest_mean(block: Floats32, singles: Floats32) -> float:
    """Mean cosine of a block with its nearest single segments; missing ones and opposites count 0."""
    cosine = sorted([*(singles @ block).tolist(), *[0.0] * NEIGHBOURS])
    return float(np.mean(cosine[-NEIGHBOURS:]))


def test_products_equal_matrix_products() -> None:
    left, right = vectors(150, 1)[:, 0], vectors(290, 2)[:, 0]
    assert np.allclose(products(left, right), left @ right.T, atol=1e-6)
    assert products(left[:0], right).shape == (0, 291)
    assert products(left, right[:0]).shape == (151, 0)


def test_a_product_depends_on_its_company_in_its_last_bits_at_most() -> None:
    left, right = vectors(150, 1)[:, 0], vectors(290, 2)[:, 0]
    whole = products(left, right)
    rows, columns = list(range(151)), list(range(291))
    Random(0).shuffle(rows)
    Random(1).shuffle(columns)
    assert np.allclose(products(left[rows], right[columns]), whole[np.ix_(rows, columns)], rtol=0, atol=5e-7)
    assert np.allclose(products(left[7:8], right[200:203]), whole[7:8, 200:203], rtol=0, atol=5e-7)


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
    assert meaning.background[0].shape == (rows + 1, 4)
    assert meaning.background[1].shape == (columns + 1, 4)


def boundaries(rows: range, first: int, breadth: int) -> tuple[Ints64, Ints64]:
    """Rows, and columns that move on by one from row to row."""
    return np.array(rows), first + np.arange(len(rows))[:, None] + np.arange(breadth)


def test_the_margin_is_the_cosine_over_the_mean_of_both_backgrounds() -> None:
    en, ja = vectors(6, 5), vectors(9, 6)
    meaning = Meaning(en, ja, *full_band(6, 9))
    rows, columns = boundaries(range(2, 5), 3, 5)
    margin, likeness = meaning.margins(rows, columns)
    assert margin.shape == likeness.shape == (3, 4, 4, 5)
    for k, m, n, c in np.ndindex(margin.shape):
        row, column = rows[k], columns[k, c]
        cosine = float(en[row, m] @ ja[column, n])
        background = (meaning.background[0][row, m] + meaning.background[1][column, n]) / 2
        assert likeness[k, m, n, c] == pytest.approx(cosine, abs=1e-6)
        assert margin[k, m, n, c] == pytest.approx(cosine - background, abs=1e-6)


def test_margins_of_single_segments_in_the_band_are_those_of_blocks_of_one() -> None:
    low, width = band_around(np.linspace(0, 150, 141), 150, 20)
    meaning = Meaning(vectors(140, 5), vectors(150, 6), low, width)
    columns = low[:, None] + np.arange(width)
    single = meaning.single_margins
    assert single.shape == columns.shape
    inside = (columns >= 1) & (columns <= 150)
    inside[0] = False
    assert np.allclose(single[inside], meaning.margins(np.arange(141), columns)[0][:, 0, 0][inside], atol=1e-6)


def test_what_lies_outside_the_documents_does_not_disturb_what_lies_inside() -> None:
    meaning = Meaning(vectors(6, 5), vectors(8, 6), *full_band(6, 8))
    rows, columns = np.arange(-2, 7), np.tile(np.arange(-3, 14), (9, 1))
    inside = np.ix_(range(2, 9), range(3, 12))
    wanted, _ = meaning.margins(np.arange(7), np.tile(np.arange(9), (7, 1)))
    found, likeness = meaning.margins(rows, columns)
    assert np.isfinite(found).all()
    assert np.isfinite(likeness).all()
    assert np.allclose(found.transpose(0, 3, 1, 2)[inside], wanted.transpose(0, 3, 1, 2), atol=1e-6)


def test_only_neighbours_within_the_band_count() -> None:
    en, ja = vectors(400, 9), vectors(400, 10)
    ja[390, 0] = en[5, 0]
    narrow = Meaning(en, ja, *band_around(np.arange(401.0), 400, 40)).background
    wide = Meaning(en, ja, *full_band(400, 400)).background
    # The one that is the same stands far off, in the narrow band of neither.
    assert wide[0][5, 0] == pytest.approx(nearest_mean(en[5, 0], ja[1:, 0]), abs=1e-6)
    assert wide[0][5, 0] > 1.0 / NEIGHBOURS
    assert wide[1][390, 0] > 1.0 / NEIGHBOURS
    near = sorted(float(ja[k, 0] @ en[5, 0]) for k in range(1, 80))
    assert narrow[0][5, 0] <= np.mean(near[-NEIGHBOURS:]) + 1e-6
    assert narrow[1][390, 0] < wide[1][390, 0] - 0.05
