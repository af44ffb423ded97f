"""Finds candidates: for each document the nearest documents of the other language, by blocked matrix products.

Two similarities are computed: of the means of the documents, and of their parts in order. The mean over all documents
of a language is subtracted first, since embeddings of two languages are shifted. A similarity alone says little (some
documents resemble everything), so the feature is its margin over the mean similarity to the `AROUND` nearest documents
of both (Artetxe and Schwenk 2019, "Margin-based parallel corpus mining").

All products are of blocks of one shape, each by one thread, and only a strip of the whole matrix is held at once. So
memory grows with the number of documents, not with its square.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from aligner.evidence.meaning import padded
from aligner.evidence.threads import on_all_cores

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aligner.arrays import Floats32, Ints64


#: Number of nearest documents that form the background. More of them leave a margin to documents in series.
AROUND = 16
#: Candidates for each document.
CANDIDATES = 8
#: Prior pseudo-documents of a mean: with few documents, hardly anything is subtracted.
_PRIOR = 8
_ROWS = 256
_COLUMNS = 1024


@dataclass(frozen=True)
class Candidates:
    """Pairs of documents that may be translations of each other, in order.

    Attributes:
        en: (n,) numbers of the English documents.
        ja: (n,) numbers of the Japanese ones.
        likeness: (2, n) similarity of their means, and of their parts.
        margins: (2, n) these less the backgrounds of both.
    """

    en: Ints64
    ja: Ints64
    likeness: Floats32
    margins: Floats32


def find_candidates(en: Floats32, ja: Floats32) -> Candidates:
    """Find the candidates of documents, each side (documents, parts, dimensions) and not empty."""
    views = [unit_views(side) for side in (en, ja)]
    rows, columns = _Nearest(len(en), len(ja)), _Nearest(len(ja), len(en))
    for start, strip in _strips(views[0], views[1]):
        stop = start + strip.shape[1]
        rows.see(slice(start, stop), strip, 0)
        columns.see(slice(0, len(ja)), strip.transpose(0, 2, 1), start)
    pairs = np.concatenate(
        [
            np.stack([np.repeat(np.arange(len(en)), rows.number.shape[1]), rows.number.ravel()]),
            np.stack([columns.number.ravel(), np.repeat(np.arange(len(ja)), columns.number.shape[1])]),
        ],
        axis=1,
    )
    one, two = np.unique(pairs, axis=1)
    likeness = _likeness(views, one, two)
    around = (rows.around(one, likeness) + columns.around(two, likeness)) / 2
    return Candidates(one, two, likeness, np.asarray(likeness - around, np.float32))


def unit_views(parts: Floats32) -> tuple[Floats32, Floats32]:
    """(documents, dimensions) and (documents, parts · dimensions): unit vectors of means and of parts in order."""
    count = len(parts)
    centre = parts.mean(axis=(0, 1), dtype=np.float32) * (count / (count + _PRIOR))
    off = parts - centre
    whole = _unit(off.mean(axis=1))
    return whole, _unit(_unit(off).reshape(count, -1))


def _unit(vectors: Floats32) -> Floats32:
    norm = np.linalg.norm(vectors, axis=-1, keepdims=True)
    return np.asarray(vectors / np.maximum(norm, 1e-9), np.float32)


def _strips(en: tuple[Floats32, Floats32], ja: tuple[Floats32, Floats32]) -> Iterator[tuple[int, Floats32]]:
    """(first English document, (2, some English, all Japanese) likeness of both kinds), from first to last."""
    width = len(ja[0])
    tiles = range(0, width, _COLUMNS)
    for start in range(0, len(en[0]), _ROWS):
        height = min(_ROWS, len(en[0]) - start)
        strip = np.empty((2, height, width), np.float32)
        for kind in (0, 1):
            rows = padded(en[kind], start, _ROWS)

            def product(left: int, rows: Floats32 = rows, kind: int = kind) -> Floats32:
                return np.asarray(rows @ padded(ja[kind], left, _COLUMNS).T)

            for left, tile in zip(tiles, on_all_cores(product, tiles), strict=True):
                strip[kind, :, left : left + _COLUMNS] = tile[:height, : width - left]
        yield start, strip


class _Nearest:
    """The nearest documents of the other language for each document of one, collected strip by strip."""

    def __init__(self, count: int, others: int) -> None:
        self._others = others
        self._best = np.full((2, count, min(AROUND + 1, others)), -np.inf, np.float32)
        self._sum = np.full((count, min(CANDIDATES, others)), -np.inf, np.float32)
        self.number = np.zeros(self._sum.shape, np.int64)

    def see(self, mine: slice, strip: Floats32, first: int) -> None:
        """Add the similarities of some documents, (2, documents, others), others numbered from ``first``."""
        size = self._best.shape[2]
        both = np.concatenate([self._best[:, mine], strip], axis=2)
        self._best[:, mine] = np.partition(both, both.shape[2] - size, axis=2)[:, :, -size:]
        total = np.concatenate([self._sum[mine], strip.sum(axis=0)], axis=1)
        fresh = np.broadcast_to(np.arange(first, first + strip.shape[2]), strip.shape[1:])
        number = np.concatenate([self.number[mine], fresh], axis=1)
        keep = total.shape[1] - self._sum.shape[1]
        best = np.argpartition(total, keep, axis=1)[:, keep:]
        self._sum[mine] = np.take_along_axis(total, best, axis=1)
        self.number[mine] = np.take_along_axis(number, best, axis=1)

    def around(self, mine: Ints64, likeness: Floats32) -> Floats32:
        """Return (2, pairs): the mean similarity of a document to its nearest others, without the pair itself."""
        nearest = min(AROUND, self._others - 1)
        if nearest == 0:
            return np.zeros_like(likeness)
        best = self._best[:, mine]
        least = best.min(axis=2)
        without = best.sum(axis=2) - np.maximum(likeness, least)
        return np.asarray(without / nearest, np.float32)


def _likeness(views: list[tuple[Floats32, Floats32]], one: Ints64, two: Ints64) -> Floats32:
    """Return (2, pairs) similarities."""
    out = np.empty((2, len(one)), np.float32)
    for kind in (0, 1):
        for start in range(0, len(one), _ROWS):
            rows = slice(start, start + _ROWS)
            out[kind, rows] = np.einsum("ij,ij->i", views[0][kind][one[rows]], views[1][kind][two[rows]])
    return out
