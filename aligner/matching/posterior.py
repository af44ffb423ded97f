"""The probability of every bead: the forward–backward algorithm over the paths that `search` describes.

Rule: no array is as large as the lattice's scores. The probabilities of pairs are computed from the sums of their
boundaries when they are read, and the sums of a state are used row by row.
"""

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

#: Rows padded together.
_CHUNK = 256


@dataclass(frozen=True)
class PairProbabilities:
    """Probabilities of pairs, read by rows: ``pairs[rows]`` is (…, shapes, width).

    Attributes:
        lattice: the scores.
        before: sums over all paths up to every boundary.
        after: the same from every boundary on, if a pair ends there.
        log_total: log of the sum over all paths.
    """

    lattice: Lattice
    before: Rows
    after: Rows
    log_total: float

    def __getitem__(self, rows: int | slice) -> Floats32:
        """(…, shapes, width) probabilities of the pairs that end in a row, or in a range of rows."""
        after = self.after.values[rows] - self.log_total
        log_probability = self.before.before_pairs(rows) + after[..., None, :] + self.lattice.scores(rows)
        return np.asarray(np.exp(np.minimum(log_probability, 0.0).astype(np.float32)))


@dataclass(frozen=True)
class Posterior:
    """Probabilities of beads over all paths in the band.

    Attributes:
        pair: probability of the pair of a shape that ends at a boundary.
        en_gap: (rows,) probability that an English segment is left alone.
        ja_gap: (columns,) probability that a Japanese segment is left alone.
        en_opened: expected number of runs of English gaps.
        ja_opened: expected number of runs of Japanese gaps that do not follow an English run.
        ja_after_en: expected number of runs of Japanese gaps that follow an English run.
        log_total: log of the sum over all paths, in the unit of the scores.
    """

    pair: PairProbabilities
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
    en_gap, ja_gap = np.zeros(rows), np.zeros(columns + width)
    opened = np.zeros((rows + 1, 3))
    nowhere = np.full(width, -np.inf)
    onward = nowhere.copy()
    onward[end] = 0.0
    for row in range(rows, -1, -1):
        low = int(lattice.low[row])
        leave_en = nowhere
        if row < rows:
            onward = log_sum(after_pair.after_pairs(row) + starting.scores(row))
            leave_en = after_en.below(row) + lattice.en_gap[row]
        # A Japanese gap runs to the right: from a boundary to any later one, where a pair starts or the path ends.
        along = costs[low : low + width]
        running = np.logaddexp.accumulate((onward + along)[::-1])[::-1]
        leave_ja = np.append(running[1:] - along[:-1], -np.inf)
        opened_after_en = leave_ja + lattice.ja_after_en
        from_en = np.logaddexp(np.logaddexp(onward, opened_after_en), leave_en)
        after_pair.put(row, np.logaddexp(np.logaddexp(onward, leave_ja + lattice.ja_open), leave_en + lattice.en_open))
        after_en.put(row, from_en)
        pair, en, ja = forward.pair[row], forward.en[row], forward.ja[row]
        if row:
            en_gap[row - 1] = np.exp(en + from_en - total).sum()
        ja_gap[low : low + width - 1] += np.exp(ja + (running - along) - total)[1:]
        openings = (
            pair + lattice.en_open + leave_en,
            pair + lattice.ja_open + leave_ja,
            en + lattice.ja_after_en + leave_ja,
        )
        opened[row] = np.exp(np.array(openings) - total).sum(axis=1)
    en_opened, ja_opened, ja_after_en = opened.sum(axis=0).tolist()
    return Posterior(
        PairProbabilities(lattice, forward.before, after_pair, total),
        np.clip(en_gap, 0.0, 1.0),
        np.clip(ja_gap[:columns], 0.0, 1.0),
        en_opened,
        ja_opened,
        ja_after_en,
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
            held = self._lattice.scores(slice(self._first, row + 1 + self._lattice.shapes.longest)).transpose(1, 0, 2)
            self._sliding = sliding_window_view(self._lattice.windows.padded(held), self._lattice.width, axis=2)
        windows = self._lattice.windows
        return np.asarray(self._sliding[self._shapes, windows.after[row] - self._first, windows.after_start[row]])
