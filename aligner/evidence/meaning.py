"""Sentence meaning as evidence: how alike two blocks are, against how alike each is to its neighbourhood.

A cosine alone says little: some sentences resemble everything. So every block's background is the mean of its likeness
to its `NEIGHBOURS` nearest single segments on the other side, within the band, and what counts is the margin over the
mean of both backgrounds (Artetxe and Schwenk 2019, "Margin-based parallel corpus mining", their distance margin).

All products are taken in tiles of one fixed shape, so that a figure depends on where in a band it was worked out in its
last bits at most.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

if TYPE_CHECKING:
    from aligner.arrays import Floats32, Ints64

#: Nearest neighbours that make a background. Artetxe and Schwenk use 4.
NEIGHBOURS = 4
#: Rows and columns of a product worked at once; large enough for BLAS to be near its best.
_TILE = 128


def products(left: Floats32, right: Floats32) -> Floats32:
    """Left @ right.T, worked in square tiles padded with zeros."""
    out = np.empty((len(left), len(right)), np.float32)
    right_tiles = [(k, padded(right, k, _TILE).T.copy()) for k in range(0, len(right), _TILE)]
    for i in range(0, len(left), _TILE):
        rows = padded(left, i, _TILE)
        for k, columns in right_tiles:
            part = rows @ columns
            out[i : i + _TILE, k : k + _TILE] = part[: len(left) - i, : len(right) - k]
    return out


def padded(vectors: Floats32, start: int, size: int) -> Floats32:
    """So many rows from a place on, zeros past the last."""
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
        ja: the same of the Japanese.
        low: (English segments + 1,) first Japanese boundary of every row's band, the neighbourhood.
        width: boundaries in a band.
    """

    en: Floats32
    ja: Floats32
    low: Ints64
    width: int

    def margins(self, rows: Ints64, columns: Ints64, longest: int) -> tuple[Floats32, Floats32]:
        """(margin, likeness), (rows, m - 1, n - 1, columns) each, of blocks of up to ``longest`` segments.

        Args:
            rows: (rows,) consecutive English boundaries at which blocks end.
            columns: (rows, columns) consecutive Japanese boundaries for each row; what lies outside of the documents
                is worked with whatever stands at their edge.
            longest: most segments of a block, as many as the vectors have at most.
        """
        breadth = columns.shape[1]
        every = np.arange(columns[:, 0].min(), columns[:, -1].max() + 1)
        held_rows, held_columns = np.clip(rows, 0, len(self.en) - 1), np.clip(every, 0, len(self.ja) - 1)
        en, ja = self.en[held_rows, :longest], self.ja[held_columns, :longest]
        size = en.shape[-1]
        cosine = products(en.reshape(-1, size), ja.reshape(-1, size)).reshape(len(rows), longest, len(every), longest)
        window = sliding_window_view(cosine.transpose(0, 1, 3, 2), breadth, axis=3)
        likeness = np.asarray(window[np.arange(len(rows)), :, :, columns[:, 0] - every[0]])
        english, japanese = (side[:, :longest] for side in self.background)
        around = japanese[np.clip(columns, 0, len(self.ja) - 1)].transpose(0, 2, 1)
        background = english[held_rows][:, :, None, None] + around[:, None]
        return np.asarray(likeness - background / 2, np.float32), likeness

    @cached_property
    def background(self) -> tuple[Floats32, Floats32]:
        """(English boundaries, longest) and (Japanese boundaries, longest): mean likeness to the nearest segments."""
        longest, size = self.en.shape[1], self.en.shape[2]
        best_en = np.zeros((len(self.en), longest, NEIGHBOURS), np.float32)
        best_ja = np.zeros((len(self.ja), longest, NEIGHBOURS), np.float32)
        for start in range(1, len(self.en), 32):
            stop = min(start + 32, len(self.en))
            left = max(int(self.low[start]), 1)
            right = min(int(self.low[stop - 1]) + self.width, len(self.ja))
            if left >= right:
                continue
            singles_ja = self.ja[left:right, 0]
            to_ja = products(self.en[start:stop].reshape(-1, size), singles_ja).reshape(stop - start, longest, -1)
            best_en[start:stop] = _top(np.concatenate([best_en[start:stop], to_ja], axis=-1))
            to_en = products(self.ja[left:right].reshape(-1, size), self.en[start:stop, 0])
            to_en = to_en.reshape(right - left, longest, -1)
            best_ja[left:right] = _top(np.concatenate([best_ja[left:right], to_en], axis=-1))
        return best_en.mean(axis=-1), best_ja.mean(axis=-1)


def _top(values: Floats32) -> Floats32:
    """The `NEIGHBOURS` greatest along the last axis, which holds at least so many."""
    return np.partition(values, -NEIGHBOURS, axis=-1)[..., -NEIGHBOURS:]
