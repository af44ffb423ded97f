"""What is told of single segments, taken together over the segments of a block.

Beside a block of the other side a segment has a value for each of its sizes, 1 to `LONGEST`, and each boundary it ends
at. English segments have theirs by rows of a tile's grid, Japanese ones by its columns.
"""

from __future__ import annotations

import numpy as np

from aligner.matching.search import LONGEST, SHAPES
from aligner.matching.tile import BACK, Plane, Tile, shifted


def running(values: Plane) -> list[Plane]:
    """Sums over 1 to `LONGEST` neighbours along the last axis, ending at each; short at its start."""
    sums = [values]
    for size in range(1, LONGEST):
        further = sums[-1].copy()
        further[..., size:] += values[..., :-size]
        sums.append(further)
    return sums


def least_of_rows(cover: Plane, tile: Tile) -> Plane:
    """(grid rows, other block's size, span) of single English segments → (rows, shapes, width): a block's least."""
    found = np.zeros((tile.size, LONGEST, LONGEST, tile.width), np.float32)
    least = tile.back(cover, 0)[..., BACK:]
    for size in range(2, LONGEST + 1):
        least = np.minimum(least, tile.back(cover, size - 1)[..., BACK:])
        found[:, size - 1] = least
    return found.reshape(tile.size, len(SHAPES), tile.width)


def least_of_columns(cover: Plane, tile: Tile) -> Plane:
    """(rows, other block's size, width + BACK) of single Japanese segments → (rows, shapes, width)."""
    found = np.zeros((tile.size, LONGEST, LONGEST, tile.width), np.float32)
    least = cover[..., BACK:]
    for size in range(2, LONGEST + 1):
        least = np.minimum(least, shifted(cover, size - 1, tile.width))
        found[:, :, size - 1] = least
    return found.reshape(tile.size, len(SHAPES), tile.width)


def sum_of_rows(told: Plane, tile: Tile) -> Plane:
    """(grid rows, other block's size, span) of single English segments → (rows, shapes, width): a block's sum."""
    found = np.empty((tile.size, LONGEST, LONGEST, tile.width), np.float32)
    total = np.zeros(found.shape[:1] + found.shape[2:], np.float32)
    for size in range(1, LONGEST + 1):
        total = total + tile.back(told, size - 1)[..., BACK:]
        found[:, size - 1] = total
    return found.reshape(tile.size, len(SHAPES), tile.width)


def sum_of_columns(told: Plane, tile: Tile) -> Plane:
    """(rows, other block's size, width + BACK) of single Japanese segments → (rows, shapes, width)."""
    found = np.empty((tile.size, LONGEST, LONGEST, tile.width), np.float32)
    total = np.zeros(found.shape[:2] + found.shape[3:], np.float32)
    for size in range(1, LONGEST + 1):
        total = total + shifted(told, size - 1, tile.width)
        found[:, :, size - 1] = total
    return found.reshape(tile.size, len(SHAPES), tile.width)
