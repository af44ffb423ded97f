"""The probability of every bead: the forward–backward algorithm over the paths that `search` describes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from aligner.matching.search import (
    Forward,
    Lattice,
    Rows,
    forward_sums,
    gap_costs,
    log_sum,
)

if TYPE_CHECKING:
    from aligner.arrays import Floats32, Floats64

#: Rows computed together: enough to make calls cheap, and few enough to stay in the processor's cache.
_BATCH = 16
#: Rows padded together.
_CHUNK = 256


@dataclass(frozen=True)
class Posterior:
    """Probabilities of beads over all paths in the band.

    Attributes:
        pair: (rows + 1, shapes, width) probability of the pair of a shape that ends at a boundary.
        en_gap: (rows,) probability that an English segment is left alone.
        ja_gap: (columns,) probability that a Japanese segment is left alone.
        en_opened: expected number of runs of English gaps.
        ja_opened: expected number of runs of Japanese gaps that do not follow an English run.
        ja_after_en: expected number of runs of Japanese gaps that follow an English run.
        log_total: log of the sum over all paths, in the unit of the scores.
    """

    pair: Floats32
    en_gap: Floats64
    ja_gap: Floats64
    en_opened: float
    ja_opened: float
    ja_after_en: float
    log_total: float


def posterior(lattice: Lattice) -> Posterior:
    """Runs forward–backward over the lattice."""
    with np.errstate(divide="ignore"):  # log 0 is -inf here: no path
        return _backward(lattice, forward_sums(lattice, best=False))


def _backward(lattice: Lattice, forward: Forward) -> Posterior:
    rows, columns, width = lattice.rows, lattice.columns, lattice.width
    end = columns - int(lattice.low[rows])
    total = float(np.logaddexp.reduce([state[rows, end] for state in (forward.pair, forward.en, forward.ja)]))
    costs = gap_costs(lattice.ja_gap, width)
    after_pair, after_en = Rows(lattice), Rows(lattice)
    starting = _Starting(lattice)
    leave_en, leave_ja, in_ja = (np.full((rows + 1, width), -np.inf) for _ in range(3))
    onward = np.full(width, -np.inf)
    onward[end] = 0.0
    for row in range(rows, -1, -1):
        low = int(lattice.low[row])
        if row < rows:
            onward = log_sum(after_pair.after_pairs(row) + starting.scores(row))
            leave_en[row] = after_en.below(row) + lattice.en_gap[row]
        # A Japanese gap runs to the right: from a boundary to any later one, where a pair starts or the path ends.
        along = costs[low : low + width]
        running = np.logaddexp.accumulate((onward + along)[::-1])[::-1]
        in_ja[row] = running - along
        leave_ja[row, :-1] = running[1:] - along[:-1]
        opened, opened_after_en = leave_ja[row] + lattice.ja_open, leave_ja[row] + lattice.ja_after_en
        after_pair.put(row, np.logaddexp(np.logaddexp(onward, opened), leave_en[row] + lattice.en_open))
        after_en.put(row, np.logaddexp(np.logaddexp(onward, opened_after_en), leave_en[row]))
    return Posterior(
        _pairs(lattice, forward, after_pair.values - total),
        np.clip(np.exp(forward.en[1:] + after_en.values[1:] - total).sum(axis=1), 0.0, 1.0),
        np.clip(_ja_gap(lattice, np.exp(forward.ja + in_ja - total)), 0.0, 1.0),
        float(np.exp(forward.pair + lattice.en_open + leave_en - total).sum()),
        float(np.exp(forward.pair + lattice.ja_open + leave_ja - total).sum()),
        float(np.exp(forward.en + lattice.ja_after_en + leave_ja - total).sum()),
        total,
    )


class _Starting:
    """Scores of pairs by the row in which they start; a few rows are padded at a time, which limits the memory."""

    def __init__(self, lattice: Lattice) -> None:
        self._lattice, self._first = lattice, lattice.rows + 1
        self._shapes = np.arange(len(lattice.shapes))

    def scores(self, row: int) -> Floats32:
        """(shapes, width) scores of the pairs that start in a row; rows are read from the last to the first."""
        if row + 1 < self._first:
            self._first = max(row + 2 - _CHUNK, 1)
            held = self._lattice.pair[self._first : row + 1 + self._lattice.shapes.longest].transpose(1, 0, 2)
            self._sliding = sliding_window_view(self._lattice.windows.padded(held), self._lattice.width, axis=2)
        windows = self._lattice.windows
        return np.asarray(self._sliding[self._shapes, windows.after[row] - self._first, windows.after_start[row]])


def _ja_gap(lattice: Lattice, in_ja: Floats64) -> Floats64:
    """Sums the probability of being in a Japanese gap at a boundary, (rows + 1, width), over rows → (columns,)."""
    boundary = lattice.low[::-1, None] + np.arange(lattice.width - 1)
    sums = np.bincount(boundary.ravel(), in_ja[::-1, 1:].ravel(), lattice.columns)
    return np.asarray(sums[: lattice.columns], np.float64)


def _pairs(lattice: Lattice, forward: Forward, after: Floats64) -> Floats32:
    """(rows + 1, shapes, width) probabilities of all pairs; ``after`` holds the sums from their ends on."""
    pairs = np.zeros_like(lattice.pair)
    for start in range(1, lattice.rows + 1, _BATCH):
        rows = slice(start, start + _BATCH)
        log_probability = forward.before.before_pairs(rows) + after[rows, None] + lattice.pair[rows]
        np.exp(np.minimum(log_probability, 0.0).astype(np.float32), out=pairs[rows])
    return pairs
