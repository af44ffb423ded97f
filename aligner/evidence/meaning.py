"""Sentence meaning as evidence: the likeness of two blocks, compared with their likeness to their neighbourhood.

A cosine alone is not enough, because some sentences resemble everything. So each block has a background: its mean
likeness to its `NEIGHBOURS` nearest single segments on the other side, within the band. The evidence is the margin of
the likeness over the mean of both backgrounds (Artetxe and Schwenk 2019, "Margin-based parallel corpus mining",
distance margin).

All products are computed in tiles of one fixed shape, so that only the last bits of a value can depend on its position
in the band.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from aligner.arrays import Floats32, Ints64

#: Number of nearest neighbours in a background. Artetxe and Schwenk use 4.
NEIGHBOURS = 4
#: Rows and columns of a tile of a product; large enough for BLAS to be near its best speed.
_TILE = 128
#: Boundaries on either side of a patch of products, and the number of cached patches: neighbouring rows of a band use
#: the same patches.
_PATCH = 32
_CACHED = 64


def products(left: Floats32, right: Floats32) -> Floats32:
    """``left @ right.T``, computed in square tiles padded with zeros."""
    out = np.empty((len(left), len(right)), np.float32)
    right_tiles = [(k, padded(right, k, _TILE).T.copy()) for k in range(0, len(right), _TILE)]
    for i in range(0, len(left), _TILE):
        rows = padded(left, i, _TILE)
        for k, columns in right_tiles:
            part = rows @ columns
            out[i : i + _TILE, k : k + _TILE] = part[: len(left) - i, : len(right) - k]
    return out


def padded(vectors: Floats32, start: int, size: int) -> Floats32:
    """``size`` rows from ``start`` on, with zeros after the last row."""
    part = vectors[start : start + size]
    if len(part) == size:
        return part
    block = np.zeros((size, vectors.shape[1]), np.float32)
    block[: len(part)] = part
    return block


@dataclass(frozen=True)
class Meaning:
    """The likeness of all blocks within a band.

    Attributes:
        en: (English segments + 1, longest, dimensions) unit vectors of the blocks that end at a boundary.
        ja: the same for the Japanese.
        low: (English segments + 1,) first Japanese boundary of every row of the band, which is the neighbourhood.
        width: number of boundaries in a row of the band.
    """

    en: Floats32
    ja: Floats32
    low: Ints64
    width: int
    _kept: dict[tuple[int, int], Floats32] = field(default_factory=dict, init=False, repr=False, compare=False)

    def margins(self, rows: Ints64, columns: Ints64) -> tuple[Floats32, Floats32]:
        """Margin and likeness of English and Japanese blocks, (rows, longest, longest, columns) each.

        Args:
            rows: (rows,) consecutive English boundaries at which blocks end.
            columns: (rows, columns) consecutive Japanese boundaries for each row. Values of boundaries outside the
                document are undefined.
        """
        held_rows, held_columns = _inside(rows, self.en), _inside(columns, self.ja)
        longest = self.en.shape[1]
        likeness = np.empty((len(rows), longest, longest, columns.shape[1]), np.float32)
        patch = (held_rows - 1) // _PATCH
        for down in range(patch[0], patch[-1] + 1):
            own = patch == down
            first, last = int(held_columns[own].min()), int(held_columns[own].max())
            cosine, left = self._cosine(down, first, last)
            place = held_rows[own] - 1 - down * _PATCH
            likeness[own] = cosine[place[:, None], :, held_columns[own] - left].transpose(0, 2, 3, 1)
        english, japanese = self.background
        around = japanese[held_columns].transpose(0, 2, 1)
        background = english[held_rows][:, :, None, None] + around[:, None]
        return np.asarray(likeness - background / 2, np.float32), likeness

    @property
    def background(self) -> tuple[Floats32, Floats32]:
        """(English boundaries, longest) and (Japanese boundaries, longest) mean likeness to the nearest segments."""
        return self._neighbourhood[:2]

    @cached_property
    def single_margins(self) -> Floats32:
        """(English boundaries, width) margins of the pairs of segments that end at the boundaries of the band."""
        english, japanese, likeness = self._neighbourhood
        columns = _inside(self.low[:, None] + np.arange(self.width), self.ja)
        return np.asarray(likeness - (english[:, :1] + japanese[columns, 0]) / 2, np.float32)

    @cached_property
    def _neighbourhood(self) -> tuple[Floats32, Floats32, Floats32]:
        """The background of both sides, and the likeness of single segments, (English boundaries, width)."""
        longest = self.en.shape[1]
        best_en = np.zeros((len(self.en), longest, NEIGHBOURS), np.float32)
        best_ja = np.zeros((len(self.ja), longest, NEIGHBOURS), np.float32)
        likeness = np.zeros((len(self.en), self.width), np.float32)
        for down, start in enumerate(range(1, len(self.en), _PATCH)):
            stop = min(start + _PATCH, len(self.en))
            left = max(int(self.low[start]), 1)
            right = min(int(self.low[stop - 1]) + self.width, len(self.ja))
            if left >= right:
                continue
            cosine, first = self._cosine(down, left, right - 1)
            cosine = cosine[: stop - start, :, left - first : right - first]
            best_en[start:stop] = _top(np.concatenate([best_en[start:stop], cosine[..., 0]], axis=-1))
            to_en = cosine[:, 0].transpose(1, 2, 0)
            best_ja[left:right] = _top(np.concatenate([best_ja[left:right], to_en], axis=-1))
            columns = _inside(self.low[start:stop, None] + np.arange(self.width), self.ja) - left
            likeness[start:stop] = np.take_along_axis(cosine[:, 0, :, 0], np.maximum(columns, 0), axis=1)
        return best_en.mean(axis=-1), best_ja.mean(axis=-1), likeness

    def _cosine(self, down: int, first: int, last: int) -> tuple[Floats32, int]:
        """Likeness in the patches that hold a range of columns, and the first column of those patches.

        The shape is (_PATCH, longest, columns, longest).

        Args:
            down: number of the row of patches.
            first: first column of the range.
            last: last column of the range.
        """
        patches = range((first - 1) // _PATCH, (last - 1) // _PATCH + 1)
        cosines = [self._patch(down, across) for across in patches]
        return np.concatenate(cosines, axis=2), 1 + patches.start * _PATCH

    def _patch(self, down: int, across: int) -> Floats32:
        """(_PATCH, longest, _PATCH, longest) likeness of all blocks that end at the boundaries of a patch; cached."""
        patch = self._kept.get((down, across))
        if patch is None:
            longest, size = self.en.shape[1:]
            en, ja = (
                padded(side[1:].reshape(-1, size), k * _PATCH * longest, _PATCH * longest)
                for side, k in ((self.en, down), (self.ja, across))
            )
            if len(self._kept) == _CACHED:
                self._kept.clear()
            patch = self._kept[down, across] = (en @ ja.T).reshape(_PATCH, longest, _PATCH, longest)
        return patch


def _inside(boundaries: Ints64, vectors: Floats32) -> Ints64:
    """Boundaries at which segments end; those outside the document are replaced by the nearest one inside."""
    last = len(vectors) - 1
    return np.clip(boundaries, min(last, 1), last)


def _top(values: Floats32) -> Floats32:
    """The `NEIGHBOURS` largest values along the last axis, which holds at least that many."""
    return np.partition(values, -NEIGHBOURS, axis=-1)[..., -NEIGHBOURS:]
