from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from aligner.matching.search import band_around, full_band
from aligner.matching.shapes import LONG_SHAPES, SHAPES
from aligner.matching.tile import Tile, tiles

if TYPE_CHECKING:
    from aligner.arrays import Ints64


@st.composite
def some_tile(draw: st.DrawFn) -> Tile:
    """Some rows of a band that moves on by anything, leaps included, from row to row."""
    rows, width = draw(st.integers(0, 30)), draw(st.integers(1, 12))
    steps = draw(st.lists(st.sampled_from([0, 0, 1, 1, 2, 5, 11]), min_size=rows, max_size=rows))
    start = draw(st.integers(0, rows))
    return Tile(
        np.cumsum([0, *steps]),
        width,
        range(start, draw(st.integers(start + 1, rows + 1))),
        draw(st.sampled_from([SHAPES, LONG_SHAPES])),
    )


def marked(rows: Ints64, columns: Ints64) -> Ints64:
    """A figure that tells a boundary from every other."""
    return rows * 100_000 + columns


def grid_of(tile: Tile) -> Ints64:
    """(grid rows, span): every cell holds the mark of its boundary."""
    return marked(tile.grid_row[:, None], tile.grid_column)


@pytest.mark.property
@given(some_tile())
def test_own_cells_are_the_boundaries_of_the_band(tile: Tile) -> None:
    assert tile.row.tolist() == list(tile.rows)
    assert tile.size == len(tile.row)
    wanted = [[int(tile.low[row]) + k for k in range(tile.width)] for row in tile.rows]
    assert tile.column.tolist() == wanted
    assert np.array_equal(tile.own(grid_of(tile)), marked(tile.row[:, None], tile.column))


@pytest.mark.property
@given(some_tile())
def test_a_grid_holds_what_blocks_reach_back_to(tile: Tile) -> None:
    assert tile.grid_row.tolist() == list(range(tile.rows.start - tile.reach, tile.rows.stop))
    assert tile.grid_column.shape == (len(tile.grid_row), tile.span)
    held = {int(row): set(columns.tolist()) for row, columns in zip(tile.grid_row, tile.grid_column, strict=True)}
    for row in tile.rows:
        for m, n in tile.shapes:
            reached = {int(tile.low[row]) + k - (n - 1) for k in range(tile.width)}
            assert reached <= held[row - (m - 1)]


@pytest.mark.property
@given(some_tile(), st.integers(0, SHAPES.longest - 1))
def test_a_grid_is_seen_from_further_down_by_the_lower_rows_columns(tile: Tile, rows: int) -> None:
    wanted = marked(
        tile.row[:, None] - rows, tile.low[tile.row][:, None] - tile.reach + np.arange(tile.width + tile.reach)
    )
    grid = grid_of(tile)
    assert np.array_equal(tile.back(grid, rows), wanted)
    stacked = np.stack([grid, grid + 7], axis=1)  # axes between stay where they are
    assert np.array_equal(tile.back(stacked, rows), np.stack([wanted, wanted + 7], axis=1))
    assert np.array_equal(tile.own(stacked)[:, 1], tile.own(grid) + 7)


@pytest.mark.property
@given(some_tile(), st.integers(0, SHAPES.longest - 1), st.integers(0, SHAPES.longest - 1))
def test_what_is_shifted_is_seen_from_further_right(tile: Tile, rows: int, columns: int) -> None:
    found = tile.shifted(tile.back(grid_of(tile), rows).astype(np.float32), columns)
    assert np.array_equal(found, marked(tile.row[:, None] - rows, tile.column - columns).astype(np.float32))


@pytest.mark.property
@given(some_tile(), st.integers(0, 60))
def test_a_pair_is_valid_that_starts_and_ends_inside_both_documents(tile: Tile, columns: int) -> None:
    found = tile.valid(columns)
    assert found.shape == (tile.size, len(tile.shapes), tile.width)
    for k, s, c in np.ndindex(found.shape):
        (m, n), row, column = tile.shapes[s], tile.rows[k], int(tile.low[tile.rows[k]]) + c
        assert found[k, s, c] == (row >= m and n <= column <= columns)


@pytest.mark.parametrize("size", [1, 5, 32])
def test_tiles_hold_every_row_once(size: int) -> None:
    low, width = band_around(np.linspace(0, 50, 71), 50, 10)
    found = tiles(low, width, size)
    assert [row for tile in found for row in tile.rows] == list(range(71))
    assert max(tile.size for tile in found) == size
    assert [tile.rows for tile in tiles(*full_band(0, 3))] == [range(1)]
