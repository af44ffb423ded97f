"""A few rows of a band, with everything that pairs ending there are made of.

A pair's block reaches up to `LONGEST` - 1 boundaries back in both texts. So a tile's grid holds so many rows more than
its own, and every row so many columns more to the left; to the right, as many as the rows below it look back at. A
band moves to the right from row to row, and every row of the grid has a first column of its own.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar

import numpy as np
from numpy.lib.stride_tricks import as_strided

from aligner.arrays import Bools, Floats32, Ints64
from aligner.matching.search import LONGEST, SHAPES

if TYPE_CHECKING:
    from numpy.typing import NDArray

Plane = Floats32
F = TypeVar("F", bound="np.floating[Any]")

#: How far blocks reach back beyond the segment they end with.
BACK = LONGEST - 1
#: (shapes,) English and Japanese segments of every shape.
EN_SIZE = np.array([m for m, _ in SHAPES])
JA_SIZE = np.array([n for _, n in SHAPES])


@dataclass(frozen=True)
class Tile:
    """Geometry only.

    Attributes:
        low: (English segments + 1,) first column of every row's band.
        width: columns of a band.
        rows: the tile's own rows.
    """

    low: Ints64
    width: int
    rows: range

    @property
    def size(self) -> int:
        """Number of own rows."""
        return len(self.rows)

    @cached_property
    def row(self) -> Ints64:
        """(own rows,) English boundaries."""
        return np.arange(self.rows.start, self.rows.stop)

    @cached_property
    def column(self) -> Ints64:
        """(own rows, width) Japanese boundaries; may lie outside the document."""
        return self.low[self.row][:, None] + np.arange(self.width)

    @cached_property
    def grid_row(self) -> Ints64:
        """(grid rows,) English boundaries; those before the document are negative."""
        return np.arange(self.rows.start - BACK, self.rows.stop)

    @cached_property
    def start(self) -> Ints64:
        """(grid rows,) the first column of every row of the grid."""
        return self.low[np.maximum(self.grid_row, 0)] - BACK

    @cached_property
    def end(self) -> Ints64:
        """(grid rows,) past the last column of every row of the grid that own rows look at."""
        return self.low[np.clip(self.grid_row + BACK, 0, self.rows.stop - 1)] + self.width

    @cached_property
    def span(self) -> int:
        """Columns of the grid."""
        return int((self.end - self.start).max())

    @cached_property
    def grid_column(self) -> Ints64:
        """(grid rows, span) Japanese boundaries; may lie outside the document."""
        return self.start[:, None] + np.arange(self.span)

    @cached_property
    def _offset(self) -> Ints64:
        """(LONGEST, own rows) where an own row's columns begin in the row of the grid so many rows further up."""
        return np.stack([self.start[BACK:] - self.start[BACK - rows :][: self.size] for rows in range(LONGEST)])

    @cached_property
    def _level(self) -> bool:
        """Whether all rows of the grid have the same columns."""
        return not self._offset.any()

    def back(self, grid: NDArray[Any], rows: int) -> NDArray[Any]:
        """(own rows, …, width + BACK): a (grid rows, …, span) grid as seen so many rows further down."""
        seen, across = grid[BACK - rows :][: self.size], self.width + BACK
        if self._level:
            return seen[..., :across]
        shape = (*seen.shape[:-1], self.span - across + 1, across)
        window = as_strided(seen, shape, (*seen.strides, seen.strides[-1]), writeable=False)
        return np.asarray(window[np.arange(self.size), ..., self._offset[rows], :])

    def own(self, grid: NDArray[Any]) -> NDArray[Any]:
        """(own rows, …, width) of a (grid rows, …, span) grid."""
        return grid[BACK:, ..., BACK : BACK + self.width]

    def valid(self, columns: int) -> Bools:
        """(own rows, shapes, width): whether a pair ends inside the document, of so many segments, and starts there."""
        starts = self.column[:, None, :] >= JA_SIZE[:, None]
        return (self.row[:, None, None] >= EN_SIZE[:, None]) & starts & (self.column <= columns)[:, None, :]


def shifted(values: NDArray[F], columns: int, width: int) -> NDArray[F]:
    """(…, width) of (…, width + BACK) values, as seen so many columns further right."""
    return values[..., BACK - columns : BACK - columns + width]


def tiles(low: Ints64, width: int, size: int = 64) -> list[Tile]:
    """The rows of a band in tiles."""
    return [Tile(low, width, range(start, min(start + size, len(low)))) for start in range(0, len(low), size)]
