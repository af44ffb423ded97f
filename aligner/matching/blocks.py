"""What is told of single segments, taken together over the segments of a block.

Beside a block of the other side a segment has a value for each of its sizes, 1 to `LONGEST`, and each boundary it ends
at. English segments have theirs by rows of a tile's grid, Japanese ones by its columns.
"""

from __future__ import annotations

from itertools import accumulate

import numpy as np

from aligner.matching.search import LONGEST, SHAPES
from aligner.matching.tile import BACK, EN_SIZE, JA_SIZE, Plane, Tile, shifted


def running(values: Plane) -> list[Plane]:
    """Sums over 1 to `LONGEST` neighbours along the last axis, ending at each; short at its start."""
    sums = [values]
    for size in range(1, LONGEST):
        further = sums[-1].copy()
        further[..., size:] += values[..., :-size]
        sums.append(further)
    return sums


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
