"""Features of tokens in their context, before they are summed: most of the encoder's time is spent here.

Three branches use a token and the tokens around it, in two layers each. The contribution of a token to the first layer
does not depend on its context, so it is computed once for all occurrences (`TokenTable`). That halves the work, because
a page repeats most of its words.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from aligner.evidence.threads import on_all_cores
from aligner.evidence.token_batches import STEP, block_size

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any

    from aligner.arrays import Floats32, Ints64
    from aligner.evidence.token_batches import Block

_TABLES = 17  # the number of interleaved parts of the embedding table
#: Features of a branch; there is one branch for each window.
_BRANCH = 256
#: Per branch: tokens in the window, and how many of them are left of the token.
_WINDOWS = ((2, 0), (3, 1), (5, 2))


@dataclass(frozen=True)
class TokenTable:
    """The values of tokens that do not depend on their context; a last row of zeros represents no token.

    Attributes:
        tokens: (tokens,) their ids, ascending.
        embedded: (tokens + 1, embedding) embeddings.
        own: per branch, (tokens + 1, features) input of the branch.
        seen: per branch and place in the window, (tokens + 1, features) what a token adds to the first layer of the
            token whose window holds it there; the bias of the layer is added at the token's own place.
    """

    tokens: Ints64
    embedded: Floats32
    own: Sequence[Floats32]
    seen: Sequence[Sequence[Floats32]]


class TokenFeatures:
    """The layers of the encoder up to the sum over tokens.

    Args:
        data: the encoder's weights by name.
    """

    def __init__(self, data: Mapping[str, Any]) -> None:
        self._tables = [data[f"q{k + 1}"] for k in range(_TABLES)]
        self._scale, self._low = data["scale"], data["lo"]
        orders = [n for n, _ in _WINDOWS]
        self._project = np.concatenate([data[f"proj{n}"] for n in orders], axis=1)
        self._project_bias = np.concatenate([data[f"proj_b{n}"] for n in orders])
        self._branch_gain, self._branch_bias = (np.concatenate([data[f"ln_{x}{n}"] for n in orders]) for x in "gb")
        self._first = [data[f"w1_{n}"].reshape(n, _BRANCH, _BRANCH) for n in orders]
        self._first_bias = [data[f"b1_{n}"] for n in orders]
        self._second = [(data[f"w2_{n}"], data[f"b2_{n}"]) for n in orders]
        self._gain, self._bias = data["ln_g"], data["ln_b"]
        self._epsilon = float(data["eps"])

    @property
    def size(self) -> int:
        """Number of features of a token."""
        return len(self._gain)

    def table(self, tokens: Ints64) -> TokenTable:
        """The table of the distinct tokens, computed in blocks."""
        tokens = np.flatnonzero(np.bincount(tokens))
        most = block_size(len(tokens))
        size = len(tokens) + 1
        table = TokenTable(
            tokens,
            np.zeros((size, self._tables[0].shape[1]), np.float32),
            [np.zeros((size, _BRANCH), np.float32) for _ in _WINDOWS],
            [[np.zeros((size, _BRANCH), np.float32) for _ in range(n)] for n, _ in _WINDOWS],
        )

        def block(start: int) -> None:
            batch = tokens[start : start + most]
            rows = slice(start, start + len(batch))
            embedded = self._embedded(np.concatenate([batch, np.zeros(-len(batch) % STEP, np.int64)]))
            table.embedded[rows] = embedded[: len(batch)]
            projected = embedded @ self._project
            projected += self._project_bias
            _normalise(projected, self._epsilon)
            projected *= self._branch_gain
            projected += self._branch_bias
            for k, (_, left) in enumerate(_WINDOWS):
                own = np.ascontiguousarray(projected[:, k * _BRANCH : (k + 1) * _BRANCH])
                table.own[k][rows] = own[: len(batch)]
                for place, weight in enumerate(self._first[k]):
                    table.seen[k][place][rows] = (own @ weight)[: len(batch)]
                table.seen[k][left][rows] += self._first_bias[k]

        on_all_cores(block, range(0, len(tokens), most))
        return table

    def sums(self, table: TokenTable, block: Block) -> Floats32:
        """(runs, features) sums of the features of each run in a block (`Block.starts`); `finish` completes them.

        Args:
            table: the table of at least these tokens.
            block: the tokens.
        """
        features = np.empty((len(block.tokens), self.size), np.float32)
        self._fill(features, table, np.searchsorted(table.tokens, block.tokens), block.run)
        # Each token is normalised by its mean and deviation; the sums do that without changing the features.
        mean = np.einsum("ij->i", features) / np.float32(self.size)
        square = np.einsum("ij,ij->i", features, features) / np.float32(self.size)
        scale = 1 / np.sqrt(np.maximum(square - mean * mean, 0) + np.float32(self._epsilon))
        starts = block.starts
        sums = np.empty((len(starts), self.size), np.float32)
        for k, (start, end) in enumerate(pairwise([*starts.tolist(), len(features)])):
            np.matmul(scale[start:end], features[start:end], out=sums[k])
        sums -= np.add.reduceat(scale * mean, starts)[:, None]
        return sums

    def finish(self, sums: Floats32, tokens: Ints64) -> None:
        """Applies the part of the normalisation that is the same for all tokens to sums, in place.

        Args:
            sums: (…, features).
            tokens: (…,) the number of tokens in each sum.
        """
        sums *= self._gain
        sums += tokens[..., None].astype(np.float32) * self._bias

    def _fill(self, features: Floats32, table: TokenTable, rows: Ints64, runs: Ints64) -> None:
        """Computes the features before normalisation, (tokens, features), into ``features``."""
        size, branch = features.shape[0], features.shape[1] - len(_WINDOWS) * _BRANCH
        features[:, :branch] = table.embedded.take(rows, axis=0)
        known = np.append(rows, len(table.tokens))
        for k, (n, left) in enumerate(_WINDOWS):
            window = _window(runs, n, left)
            layer = np.zeros((size + 1, _BRANCH), np.float32)  # the last row represents places outside
            first = layer[:size]
            for place, seen in enumerate(table.seen[k]):
                first += seen.take(known[window[:, place]], axis=0)
            np.maximum(first, 0, out=first)
            first += table.own[k].take(rows, axis=0)
            weight, bias = self._second[k]
            second = features[:, branch : branch + _BRANCH]
            np.matmul(layer.take(window, axis=0).reshape(size, n * _BRANCH), weight, out=second)
            second += bias
            np.maximum(second, 0, out=second)
            second += first
            branch += _BRANCH

    def _embedded(self, tokens: Ints64) -> Floats32:
        """(tokens, embedding) embeddings, from the table that is stored in bytes."""
        table, row = tokens % _TABLES, tokens // _TABLES
        stored = np.empty((len(tokens), self._tables[0].shape[1]), np.uint8)
        for k in np.unique(table).tolist():
            stored[table == k] = self._tables[k][row[table == k]]
        return np.asarray(stored * self._scale[table, None] + self._low[table, None], np.float32)


def _window(runs: Ints64, n: int, left: int) -> Ints64:
    """(tokens, n) the tokens in each token's window; places outside its run have the index of the row of zeros."""
    size = len(runs)
    place = np.arange(size)[:, None] + np.arange(-left, n - left)
    inside = (place >= 0) & (place < size)
    inside &= runs[np.clip(place, 0, size - 1)] == runs[:, None]
    return np.where(inside, place, size)


def _normalise(x: Floats32, epsilon: float) -> None:
    """Normalises to mean 0 and variance 1, in place, which is faster than allocating an array of this size."""
    x -= x.mean(axis=-1, keepdims=True)
    variance = np.einsum("ij,ij->i", x, x) / x.shape[-1]
    x *= (1 / np.sqrt(variance + epsilon))[:, None]
