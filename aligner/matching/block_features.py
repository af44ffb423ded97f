"""Sums and minima of segment features over the segments of a block.

A segment has one value for every block of the other side: for each size up to the longest and each boundary at which
the block ends. Values of English segments are ordered by the rows of a tile's grid, those of Japanese ones by its
columns.
"""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from aligner.matching.tile import Plane, Tile


def beside_rows(single: Plane, tile: Tile) -> Plane:
    """Segment pairs (grid rows, span) → English segments and Japanese blocks (grid rows, block size, span)."""
    sums = [single]
    for size in range(1, tile.shapes.longest):
        further = sums[-1].copy()
        further[..., size:] += single[..., :-size]
        sums.append(further)
    return np.stack(sums, axis=1)


def beside_columns(single: Plane, tile: Tile) -> Plane:
    """Segment pairs (grid rows, span) → Japanese segments and English blocks (rows, block size, width + reach)."""
    return np.cumsum([tile.back(single, rows) for rows in range(tile.shapes.longest)], axis=0).transpose(1, 0, 2)


def of_rows(values: Plane, tile: Tile, join: np.ufunc) -> Plane:
    """Combines English segments (grid rows, other block's size, span) over each block → (rows, shapes, width)."""
    back = (tile.back(values, rows)[..., tile.reach :] for rows in range(tile.shapes.longest))
    return tile.shapes.of_grid(np.stack(list(accumulate(back, join)), axis=1))


def of_columns(values: Plane, tile: Tile, join: np.ufunc) -> Plane:
    """Combines Japanese segments (rows, other block's size, width + reach) over each block → (rows, shapes, width)."""
    back = (tile.shifted(values, columns) for columns in range(tile.shapes.longest))
    return tile.shapes.of_grid(np.stack(list(accumulate(back, join)), axis=2))


def least_of_rows(cover: Plane, tile: Tile) -> Plane:
    """The minimum over each block, as `of_rows`; 0 for blocks of one segment."""
    minima = of_rows(cover, tile, np.minimum)
    minima[:, tile.shapes.en_size == 1] = 0
    return minima


def least_of_columns(cover: Plane, tile: Tile) -> Plane:
    """The minimum over each block, as `of_columns`; 0 for blocks of one segment."""
    minima = of_columns(cover, tile, np.minimum)
    minima[:, tile.shapes.ja_size == 1] = 0
    return minima
