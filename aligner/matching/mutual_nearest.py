"""Pairs of segments that are each other's nearest, by any measure of closeness; anchors and margins use them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from aligner.arrays import Floats32, Ints64
    from aligner.matching.tile import Tile


class Nearest:
    """For every segment of both sides its nearest segment on the other side."""

    def __init__(self, rows: int, columns: int) -> None:
        self._en, self._ja = _Best(rows), _Best(columns)

    def note(self, tile: Tile, close: Floats32) -> None:
        """Adds a tile: ``close`` is (own rows, width), the closeness of the segments that end at its boundaries."""
        columns = len(self._ja.value)
        outside = (tile.row[:, None] < 1) | (tile.column < 1) | (tile.column > columns)
        value = np.where(outside, -np.inf, close).astype(np.float32)
        left, right = int(tile.column[0, 0]), int(tile.column[-1, -1])
        # Align all rows to the same columns.
        level = np.full((tile.size, right - left + 1), -np.inf, np.float32)
        np.put_along_axis(level, tile.column - left, value, axis=1)
        self._en.note(tile.row - 1, level.max(axis=1), level.argmax(axis=1) + left - 1)
        self._ja.note(np.arange(left, right + 1) - 1, level.max(axis=0), level.argmax(axis=0) + tile.rows.start - 1)

    @property
    def mutual(self) -> tuple[Ints64, Ints64, Floats32]:
        """Pairs that are each other's nearest: (English segments, Japanese segments, closeness)."""
        en = np.flatnonzero(np.isfinite(self._en.value))
        en = en[self._ja.other[self._en.other[en]] == en]
        return en, self._en.other[en], self._en.value[en]


class _Best:
    """For every segment the closest segment of the other side; the first of equal ones."""

    def __init__(self, size: int) -> None:
        self.value = np.full(size, -np.inf, np.float32)
        self.other = np.zeros(size, np.int64)

    def note(self, segment: Ints64, value: Floats32, other: Ints64) -> None:
        """Adds the closest segments within a part of the other side; -inf means none. Segments must be distinct."""
        closer = np.flatnonzero(np.isfinite(value))
        closer = closer[value[closer] > self.value[segment[closer]]]
        self.value[segment[closer]], self.other[segment[closer]] = value[closer], other[closer]
