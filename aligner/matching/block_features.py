"""What is told of single segments, taken together over the segments of a block.

Beside a block of the other side a segment has a value for each of its sizes, 1 to `LONGEST`, and each boundary it ends
at. English segments have theirs by rows of a tile's grid, Japanese ones by its columns.
"""

from __future__ import annotations

from itertools import accumulate

import numpy as np

from aligner.matching.search import LONGEST, SHAPES
from aligner.matching.tile import BACK, EN_SIZE, JA_SIZE, Plane, Tile, shifted


def beside_rows(single: Plane) -> Plane:
    """(grid rows, span) of pairs → (grid rows, Japanese block's size, span): of English segments and blocks."""
    sums = [single]
    for size in range(1, LONGEST):
        further = sums[-1].copy()
        further[..., size:] += single[..., :-size]
        sums.append(further)
    return np.stack(sums, axis=1)


def beside_columns(single: Plane, tile: Tile) -> Plane:
    """(grid rows, span) of pairs → (rows, English block's size, width + BACK): of Japanese segments and blocks."""
    return np.cumsum([tile.back(single, rows) for rows in range(LONGEST)], axis=0).transpose(1, 0, 2)


def of_rows(values: Plane, tile: Tile, join: np.ufunc) -> Plane:
    """(grid rows, other block's size, span) of single English segments → (rows, shapes, width): joined over a block."""
    back = (tile.back(values, rows)[..., BACK:] for rows in range(LONGEST))
    return np.stack(list(accumulate(back, join)), axis=1).reshape(tile.size, len(SHAPES), tile.width)


def of_columns(values: Plane, tile: Tile, join: np.ufunc) -> Plane:
    """(rows, other block's size, width + BACK) of single Japanese segments → (rows, shapes, width)."""
    back = (shifted(values, columns, tile.width) for columns in range(LONGEST))
    return np.stack(list(accumulate(back, join)), axis=2).reshape(tile.size, len(SHAPES), tile.width)


def least_of_rows(cover: Plane, tile: Tile) -> Plane:
    """As `of_rows`, the least of a block; 0 for one segment alone, which has no weakest."""
    found = of_rows(cover, tile, np.minimum)
    found[:, EN_SIZE == 1] = 0
    return found


def least_of_columns(cover: Plane, tile: Tile) -> Plane:
    """As `of_columns`, the least of a block; 0 for one segment alone."""
    found = of_columns(cover, tile, np.minimum)
    found[:, JA_SIZE == 1] = 0
    return found
