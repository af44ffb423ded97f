"""Segments that are each other's nearest, by whatever tells how close two are; anchors and margins rest on them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from aligner.arrays import Floats32, Ints64
    from aligner.matching.tile import Tile


class Nearest:
    """The nearest segment of the other side, for every segment of both, by whatever tells how close two are."""

    def __init__(self, rows: int, columns: int) -> None:
        self._en, self._ja = _Best(rows), _Best(columns)

    def note(self, tile: Tile, close: Floats32) -> None:
        """Take account of how close the segments are that end at the boundaries of a tile, (own rows, width)."""
        columns = len(self._ja.value)
        outside = (tile.row[:, None] < 1) | (tile.column < 1) | (tile.column > columns)
        value = np.where(outside, -np.inf, close).astype(np.float32).ravel()
        en = np.repeat(tile.row - 1, tile.width)
        ja = np.clip(tile.column - 1, 0, max(columns - 1, 0)).ravel()
        self._en.note(en, ja, value)
        self._ja.note(ja, en, value)

    @property
    def mutual(self) -> tuple[Ints64, Ints64, Floats32]:
        """Those that are each other's nearest: (English segments, Japanese segments, how close)."""
        found = np.flatnonzero(np.isfinite(self._en.value))
        found = found[self._ja.other[self._en.other[found]] == found]
        return found, self._en.other[found], self._en.value[found]


class _Best:
    """The closest segment of the other side, for every segment; of equals the first."""

    def __init__(self, size: int) -> None:
        self.value = np.full(size, -np.inf, np.float32)
        self.other = np.zeros(size, np.int64)

    def note(self, segment: Ints64, other: Ints64, value: Floats32) -> None:
        """Take account of some pairs of segments; those of -inf are none."""
        order = np.lexsort((other, -value, segment))
        first = order[np.flatnonzero(np.diff(segment[order], prepend=-2))]
        first = first[np.isfinite(value[first])]
        first = first[value[first] > self.value[segment[first]]]
        self.value[segment[first]], self.other[segment[first]] = value[first], other[first]
