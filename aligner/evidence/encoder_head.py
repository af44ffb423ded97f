"""The last layers of the encoder: from sums of token features to unit vectors of segments and blocks.

The sums make blocks cheap. The tokens of a block of consecutive segments are the tokens of its segments, except for the
markers at both ends. So the sum of a block is the sum of its segments' sums, and only the small network runs again.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING

import numpy as np

from aligner.evidence.threads import on_all_cores

if TYPE_CHECKING:
    from collections.abc import Callable

    from aligner.arrays import Floats32, Ints64


#: Embeddings in a batch; the size of the last batch is a multiple of the second value.
_ROWS, _STEP = 128, 32
#: The layers that are adapted to English and Japanese; the others are those of the package.
ADAPTED = ("d0", "d1", "p1", "d2", "p3", "d3")


@dataclass(frozen=True)
class Network:
    """The weights after the token features: projection of the sum, then the small network."""

    cnn_weight: Floats32
    cnn_bias: Floats32
    d0: Floats32
    d1: Floats32
    p1: Floats32
    d2: Floats32
    p3: Floats32
    d3: Floats32
    epsilon: float

    def embed(self, sums: Floats32) -> Floats32:
        """Unit vectors of projected sums that are already divided by √length."""
        return _by_rows(self._unit_vectors, sums, self.d3.shape[1])

    def embed_batch(self, sums: Floats32) -> Floats32:
        """The same for `_ROWS` rows at most, by the calling thread."""
        return _on_padded(self._unit_vectors, sums)

    def project(self, sums: Floats32) -> Floats32:
        """The projection of sums of token features, without its bias."""
        return _by_rows(lambda rows: rows @ self.cnn_weight, sums, self.cnn_weight.shape[1])

    def _unit_vectors(self, rows: Floats32) -> Floats32:
        first = np.maximum(rows @ self.d0, 0)
        second = np.maximum(rows @ self.p1 + first @ self.d1, 0)
        third = np.maximum(second @ self.d2, 0)
        last = np.tanh(second @ self.p3 + third @ self.d3)
        norm = np.sqrt(np.clip(np.einsum("ij,ij->i", last, last), self.epsilon, None))
        return np.asarray(last / norm[:, None])


def _by_rows(work: Callable[[Floats32], Floats32], values: Floats32, width: int) -> Floats32:
    """(rows, width) results of ``work`` on batches of `_ROWS` rows, the last one padded to a multiple of `_STEP`."""
    out = np.empty((len(values), width), np.float32)

    def block(start: int) -> None:
        out[start : start + _ROWS] = _on_padded(work, values[start : start + _ROWS])

    on_all_cores(block, range(0, len(values), _ROWS))
    return out


def _on_padded(work: Callable[[Floats32], Floats32], values: Floats32) -> Floats32:
    """The result of ``work`` on rows that are padded to a multiple of `_STEP`, without the padding."""
    rows = np.zeros((len(values) + -len(values) % _STEP, values.shape[1]), np.float32)
    rows[: len(values)] = values
    return work(rows)[: len(values)]


@dataclass(frozen=True)
class Sums:
    """Projected token sums of segments: without markers, of the first and last marker, and the number of tokens."""

    proper: Floats32
    first: Floats32
    last: Floats32
    count: Ints64

    def __getitem__(self, segments: slice | Ints64) -> Sums:
        """The sums of a range of segments, or of some segments in the given order."""
        return Sums(self.proper[segments], self.first[segments], self.last[segments], self.count[segments])

    def put(self, start: int, sums: Sums) -> None:
        """Copies the sums of consecutive segments to the rows from ``start`` on."""
        rows = slice(start, start + len(sums.count))
        self.proper[rows], self.first[rows], self.last[rows] = sums.proper, sums.first, sums.last
        self.count[rows] = sums.count


def blocks(sums: Sums, longest: int, network: Network) -> Floats32:
    """(segments + 1, longest, dimensions) unit vectors of the blocks that end at every boundary."""
    size = len(sums.count)
    out = np.zeros((size + 1, longest, network.d3.shape[1]), np.float32)
    # The blocks of all sizes are one sequence of rows: in a short document, batches of a single size would be nearly
    # empty.
    counts = [size + 1 - m for m in range(1, min(longest, size) + 1)]
    ends = list(accumulate(counts))

    def batch(start: int) -> None:
        """Embeds the rows of one batch; the rows of all sizes together would take as much memory as the result."""
        stop = min(start + _ROWS, ends[-1])
        parts = [
            (m, max(start - end + count, 0), min(stop, end) - end + count)
            for m, (count, end) in enumerate(zip(counts, ends, strict=True), 1)
            if start < end and stop > end - count
        ]
        rows = [block_rows(sums[first : last + m - 1], m, network) for m, first, last in parts]
        vectors = network.embed_batch(np.concatenate(rows))
        for m, first, last in parts:
            out[first + m : last + m, m - 1], vectors = vectors[: last - first], vectors[last - first :]

    if size:
        on_all_cores(batch, range(0, ends[-1], _ROWS))
    return out


def block_rows(sums: Sums, size: int, network: Network) -> Floats32:
    """(segments - size + 1, features) input of the network for all blocks of ``size`` consecutive segments."""
    blocks = len(sums.count) - size + 1
    # Added segment by segment: the error of running sums would depend on the segments before the block.
    total = sums.first[:blocks] + sums.last[size - 1 :]
    count = np.zeros(blocks, np.int64)
    for k in range(size):
        total = total + sums.proper[k : blocks + k]
        count = count + sums.count[k : blocks + k]
    length = (count + 2).astype(np.float32)[:, None]
    return np.asarray((total + length * network.cnn_bias) / np.sqrt(length), np.float32)
