"""A tile: a few rows of a band, with the rows and columns that pairs ending there reach back to.

A pair's block reaches up to `Tile.reach` boundaries back in both texts. So the grid of a tile has that many more rows
than the tile itself, and every row has that many more columns to the left. To the right it has the columns that the
rows below look back at. A band moves to the right from row to row, so every row of the grid has its own first column.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar

import numpy as np
from numpy.lib.stride_tricks import as_strided

from aligner.arrays import Bools, Floats32, Ints64
from aligner.matching.shapes import SHAPES, Shapes

if TYPE_CHECKING:
    from numpy.typing import NDArray

Plane = Floats32
F = TypeVar("F", bound="np.floating[Any]")


@dataclass(frozen=True)
class Tile:
    """The geometry of a tile.

    Attributes:
        low: (English segments + 1,) first column of every row of the band.
        width: number of columns of the band.
        rows: the tile's own rows.
        shapes: the shapes of pairs.
    """

    low: Ints64
    width: int
    rows: range
    shapes: Shapes = SHAPES

    @property
    def reach(self) -> int:
        """Largest number of segments in a block before its last one."""
        return self.shapes.longest - 1

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
        """(own rows, width) Japanese boundaries; some may lie outside the document."""
        return self.low[self.row][:, None] + np.arange(self.width)

    @cached_property
    def grid_row(self) -> Ints64:
        """(grid rows,) English boundaries; those before the document are negative."""
        return np.arange(self.rows.start - self.reach, self.rows.stop)

    @cached_property
    def start(self) -> Ints64:
        """(grid rows,) the first column of every row of the grid."""
        return self.low[np.maximum(self.grid_row, 0)] - self.reach

    @cached_property
    def end(self) -> Ints64:
        """(grid rows,) one past the last column of every grid row that own rows look back at."""
        return self.low[np.clip(self.grid_row + self.reach, 0, self.rows.stop - 1)] + self.width

    @cached_property
    def span(self) -> int:
        """Number of columns of the grid."""
        return int((self.end - self.start).max())

    @cached_property
    def grid_column(self) -> Ints64:
        """(grid rows, span) Japanese boundaries; some may lie outside the document."""
        return self.start[:, None] + np.arange(self.span)

    @cached_property
    def _offset(self) -> Ints64:
        """(reach + 1, own rows) position of an own row's first column in the grid row 0 to ``reach`` rows above it."""
        reach = self.reach
        return np.stack([self.start[reach:] - self.start[reach - rows :][: self.size] for rows in range(reach + 1)])

    @cached_property
    def _level(self) -> bool:
        """Whether all rows of the grid have the same columns."""
        return not self._offset.any()

    def back(self, grid: NDArray[Any], rows: int) -> NDArray[Any]:
        """A (grid rows, …, span) grid shifted down by ``rows`` and cut to own rows: (own rows, …, width + reach)."""
        above, columns = grid[self.reach - rows :][: self.size], self.width + self.reach
        if self._level:
            return above[..., :columns]
        shape = (*above.shape[:-1], self.span - columns + 1, columns)
        window = as_strided(above, shape, (*above.strides, above.strides[-1]), writeable=False)
        return np.asarray(window[np.arange(self.size), ..., self._offset[rows], :])

    def own(self, grid: NDArray[Any]) -> NDArray[Any]:
        """A (grid rows, …, span) grid cut to the band: (own rows, …, width)."""
        return grid[self.reach :, ..., self.reach : self.reach + self.width]

    def shifted(self, values: NDArray[F], columns: int) -> NDArray[F]:
        """(…, width + reach) values shifted right by ``columns`` and cut to the band: (…, width)."""
        return values[..., self.reach - columns : self.reach - columns + self.width]

    def valid(self, columns: int) -> Bools:
        """(own rows, shapes, width) whether a pair lies inside a document of ``columns`` Japanese segments."""
        starts = self.column[:, None, :] >= self.shapes.ja_size[:, None]
        return (self.row[:, None, None] >= self.shapes.en_size[:, None]) & starts & (self.column <= columns)[:, None, :]


def tiles(low: Ints64, width: int, size: int = 64, shapes: Shapes = SHAPES) -> list[Tile]:
    """Divides the rows of a band into tiles."""
    starts = range(0, len(low), size)
    return [Tile(low, width, range(start, min(start + size, len(low))), shapes) for start in starts]
