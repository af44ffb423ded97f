"""Sentence meaning as evidence: how alike two blocks are, against how alike each is to its neighbourhood.

A cosine alone says little: some sentences resemble everything. So every block's background is the mean of its likeness
to its `NEIGHBOURS` nearest single segments on the other side, within the band, and what counts is the margin over the
mean of both backgrounds (Artetxe and Schwenk 2019, "Margin-based parallel corpus mining", their distance margin).

All products are taken in tiles of one fixed shape, so that a figure does not depend on where in a band it was worked
out.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]

#: Nearest neighbours that make a background. Artetxe and Schwenk use 4.
NEIGHBOURS = 4
_TILE = 128


def products(left: Floats, right: Floats) -> Floats:
    """Left @ right.T, worked in square tiles padded with zeros: the same bits for a row in any company."""
    out = np.empty((len(left), len(right)), np.float32)
    right_tiles = [(k, _tile(right, k).T.copy()) for k in range(0, len(right), _TILE)]
    for i in range(0, len(left), _TILE):
        rows = _tile(left, i)
        for k, columns in right_tiles:
            part = rows @ columns
            out[i : i + _TILE, k : k + _TILE] = part[: len(left) - i, : len(right) - k]
    return out


def _tile(vectors: Floats, start: int) -> Floats:
    part = vectors[start : start + _TILE]
    if len(part) == _TILE:
        return part
    tile = np.zeros((_TILE, vectors.shape[1]), np.float32)
    tile[: len(part)] = part
    return tile


@dataclass(frozen=True)
class Meaning:
    """The likeness of all blocks within a band.

    Attributes:
        en: (English segments + 1, longest, dimensions) unit vectors of the blocks that end at a boundary.
        ja: the same of the Japanese.
        low: (English segments + 1,) first Japanese boundary of every row's band.
        width: boundaries in a band.
    """

    en: Floats
    ja: Floats
    low: Ints
    width: int

    def margins(self, rows: range, columns: range) -> tuple[Floats, Floats]:
        """(margin, likeness) of the blocks that end at the given boundaries, (rows, m - 1, columns, n - 1) each."""
        longest = self.en.shape[1]
        en = self.en[rows.start : rows.stop].reshape(len(rows) * longest, -1)
        ja = self.ja[columns.start : columns.stop].reshape(len(columns) * longest, -1)
        cosine = products(en, ja).reshape(len(rows), longest, len(columns), longest)
        english, japanese = self.background
        background = english[rows.start : rows.stop, :, None, None] + japanese[None, None, columns.start : columns.stop]
        return np.asarray(cosine - background / 2, np.float32), cosine

    @cached_property
    def background(self) -> tuple[Floats, Floats]:
        """(English boundaries, longest) and (Japanese boundaries, longest): mean likeness to the nearest segments."""
        en, ja = self._nearest
        return en.mean(axis=-1), ja.mean(axis=-1)

    def nearest(self) -> tuple[tuple[Floats, Floats], tuple[Floats, Floats]]:
        """For the single segments of each side: likeness to the nearest of the other, and how far that one leads."""
        sides = []
        for top in self._nearest:
            ordered = np.sort(top[1:, 0], axis=-1)
            sides.append((ordered[:, -1], ordered[:, -1] - ordered[:, :-1].mean(axis=-1)))
        return sides[0], sides[1]

    @cached_property
    def _nearest(self) -> tuple[Floats, Floats]:
        """(boundaries, longest, NEIGHBOURS) likeness of every block to its nearest single segments in the band."""
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
        return best_en, best_ja


def _top(values: Floats) -> Floats:
    """The `NEIGHBOURS` greatest along the last axis, which holds at least so many."""
    return np.partition(values, -NEIGHBOURS, axis=-1)[..., -NEIGHBOURS:]
