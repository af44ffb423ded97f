"""Weight of the items that two blocks share, for all pairs of a tile.

The items of a block are a set: an item counts once, however often it is repeated. Sums over pairs of segments count an
item again for every repetition within a block; these surplus counts are then subtracted, pair by pair. That is cheap,
because few items are repeated within a block.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, cached_property
from typing import TYPE_CHECKING

import numpy as np

from aligner.evidence.occurrences import within
from aligner.matching.shapes import LONGEST

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from aligner.arrays import Floats64, Ints64
    from aligner.evidence.channel import Channel, Held
    from aligner.matching.tile import Plane, Tile


class Overlap:
    """A channel's items by segment, with the distance to the previous mention in segments (``longest`` at most)."""

    def __init__(self, channel: Channel, rows: int, columns: int, longest: int = LONGEST) -> None:
        self.name = channel.name
        self._weight, self._en, self._ja = channel.weight, channel.en, channel.ja
        en_order, ja_order = (np.argsort(side.item, kind="stable") for side in (channel.en, channel.ja))
        self._en_back, self._ja_back = (
            _distance(side, order, longest) for side, order in ((channel.en, en_order), (channel.ja, ja_order))
        )
        # One side of a word channel holds all translations of its words, many more items than the other side. Items are
        # looked up from the smaller side.
        self._from_en = len(channel.en) < len(channel.ja)
        self._other = _Rows(channel.ja, ja_order, columns) if self._from_en else _Rows(channel.en, en_order, rows)
        #: (segments + 1, longest) weight of the block of 1 to ``longest`` segments that ends at a boundary.
        en_weight, ja_weight = (self._weight[side.item] for side in (channel.en, channel.ja))
        self.en_total = _block_totals(channel.en.segment, self._en_back, en_weight, rows, longest)
        self.ja_total = _block_totals(channel.ja.segment, self._ja_back, ja_weight, columns, longest)
        #: (segments + 1,) number of items in the segment that ends at a boundary.
        self.en_known = np.bincount(channel.en.segment + 1, minlength=rows + 1).astype(np.float32)
        self.ja_known = np.bincount(channel.ja.segment + 1, minlength=columns + 1).astype(np.float32)

    def within(self, tile: Tile) -> Shared:
        """The shared items of a tile."""
        en, ja = self._same_from_en(tile) if self._from_en else self._same_from_ja(tile)
        return Shared(
            tile,
            self._en.segment[en] + 1,
            self._ja.segment[ja] + 1,
            self._weight[self._en.item[en]],
            self._en_back[en],
            self._ja_back[ja],
        )

    def _same_from_en(self, tile: Tile) -> tuple[Ints64, Ints64]:
        """The mentions on both sides that have the same item and end in a tile's grid."""
        en = np.arange(*np.searchsorted(self._en.segment, tile.grid_row[[0, -1]] - [1, 0]))
        place = self._en.segment[en] + 1 - tile.grid_row[0]
        which, ja = self._other.same(self._en.item[en], tile.start[place] - 1, tile.end[place] - 1)
        return en[which], ja

    def _same_from_ja(self, tile: Tile) -> tuple[Ints64, Ints64]:
        """The same in Japanese order; the first and the last column never decrease from row to row of a grid."""
        ja = np.arange(*np.searchsorted(self._ja.segment, [tile.start[0] - 1, tile.end[-1] - 1]))
        column = self._ja.segment[ja] + 1
        first = np.searchsorted(tile.end, column, side="right") + tile.grid_row[0]
        last = np.searchsorted(tile.start, column, side="right") + tile.grid_row[0]
        which, en = self._other.same(self._ja.item[ja], first - 1, last - 1)
        return en, ja[which]


class _Rows:
    """The mentions of a side by item and segment; ``order`` sorts them by item."""

    def __init__(self, side: Held, order: Ints64, segments: int) -> None:
        self._order, self._segments = order, segments
        self._key = (side.item * (segments + 1) + side.segment)[order]

    def same(self, item: Ints64, first: Ints64, last: Ints64) -> tuple[Ints64, Ints64]:
        """The mentions of items in ranges of segments, clipped to the document: (position of the item, mention)."""
        base = item * (self._segments + 1)
        low = np.searchsorted(self._key, base + np.clip(first, 0, self._segments))
        counts = np.searchsorted(self._key, base + np.clip(last, 0, self._segments)) - low
        return np.repeat(np.arange(len(item)), counts), self._order[np.repeat(low, counts) + within(counts)]


@dataclass(frozen=True)
class Shared:
    """Pairs of mentions of the same item in a tile's grid: boundaries, weight, distances to the previous mentions."""

    tile: Tile
    row: Ints64
    column: Ints64
    weight: Floats64
    en_back: NDArray[np.int8]
    ja_back: NDArray[np.int8]

    @cached_property
    def single(self) -> Plane:
        """(grid rows, span) weight shared by the pair of segments that ends at each boundary."""
        tile = self.tile
        row = self.row - tile.grid_row[0]
        cell = row * tile.span + self.column - tile.start[row]
        sums = np.bincount(cell, self.weight, len(tile.grid_row) * tile.span)
        return sums.reshape(len(tile.grid_row), tile.span).astype(np.float32)

    @cached_property
    def blocks(self) -> Plane:
        """(own rows, shapes, width) weight shared by pairs of blocks."""
        if not len(self.row):
            return np.zeros((self.tile.size, len(self.tile.shapes), self.tile.width), np.float32)
        sums = _block_sums(self.single, self.tile)
        longest = self.tile.shapes.longest
        repeats = np.flatnonzero((self.en_back < longest) | (self.ja_back < longest))
        return self.tile.shapes.of_grid(sums - self._surplus(repeats) if len(repeats) else sums)

    def _surplus(self, repeats: Ints64) -> Plane:
        """(own rows, longest, longest, width) surplus from mentions that repeat an earlier one in the block."""
        tile, longest = self.tile, self.tile.shapes.longest
        kinds = longest * longest
        row = self.row[repeats] - tile.grid_row[0]
        kind = (self.en_back[repeats] - 1) * longest + self.ja_back[repeats] - 1
        cell = (row * kinds + kind) * tile.span + self.column[repeats] - tile.start[row]
        sums = np.bincount(cell, self.weight[repeats], len(tile.grid_row) * kinds * tile.span)
        repeated = np.matmul(_repeated(longest), sums.reshape(-1, kinds, tile.span))
        repeated = repeated.reshape(-1, longest, longest, tile.span)
        # In double precision, so that the order of the additions does not change the result in single precision.
        high = np.zeros((tile.size, longest, longest, tile.width + tile.reach))
        for rows in range(longest):
            high[:, rows:] += tile.back(repeated[:, : longest - rows], rows)
        surplus = np.zeros((tile.size, longest, longest, tile.width))
        for columns in range(longest):
            surplus[:, :, columns:] += tile.shifted(high[:, :, : longest - columns], columns)
        return surplus.astype(np.float32)


def _block_sums(single: Plane, tile: Tile) -> Plane:
    """Adds up pairs of segments (grid rows, span) to pairs of blocks (own rows, longest, longest, width)."""
    longest = tile.shapes.longest
    high = np.empty((tile.size, longest, tile.width + tile.reach), np.float32)
    high[:, 0] = tile.back(single, 0)
    for rows in range(1, longest):
        np.add(high[:, rows - 1], tile.back(single, rows), out=high[:, rows])
    sums = np.empty((tile.size, longest, longest, tile.width), np.float32)
    sums[:, :, 0] = tile.shifted(high, 0)
    for columns in range(1, longest):
        np.add(sums[:, :, columns - 1], tile.shifted(high, columns), out=sums[:, :, columns])
    return sums


@cache
def _repeated(longest: int) -> Floats64:
    """(longest², longest²) 1 where a match repeats an earlier mention of its item in the block.

    Rows: number of English and Japanese segments of the block before the match. Columns: distances to the previous
    mentions.
    """
    before = np.arange(longest)[:, None] >= np.arange(1, longest + 1)
    either = before[:, None, :, None] | before[None, :, None, :]
    return either.reshape(longest * longest, -1).astype(np.float64)


def _distance(side: Held, order: Ints64, longest: int) -> NDArray[np.int8]:
    """(n,) distance to the previous mention of the item in segments, ``longest`` at most; ``order`` sorts by item."""
    item, segment = side.item[order], side.segment[order]
    back = np.full(len(order), longest, np.int8)
    same = item[1:] == item[:-1]
    back[1:][same] = np.minimum(np.diff(segment), longest)[same]
    distance = np.empty(len(order), np.int8)
    distance[order] = back
    return distance


def _block_totals(segment: Ints64, back: NDArray[np.int8], weight: Floats64, size: int, longest: int) -> Plane:
    exact = (
        np.bincount((back.astype(np.int64) - 1) * size + segment, weight, longest * size)
        .reshape(longest, size)
        .astype(np.float32)
    )
    beyond = exact[::-1].cumsum(axis=0)[::-1]
    totals = np.zeros((size + 1, longest), np.float32)
    for n in range(1, longest + 1):
        for place in range(n):
            shift = n - place
            totals[shift:, n - 1] += beyond[place, : max(size + 1 - shift, 0)]
    return totals
