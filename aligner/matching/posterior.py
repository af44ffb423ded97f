"""How probable every bead is: the forward–backward algorithm over the covers that `search` describes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from aligner.matching.search import (
    SHAPES,
    Forward,
    Lattice,
    Rows,
    forward_sums,
    gap_costs,
    log_sum,
)

if TYPE_CHECKING:
    from aligner.arrays import Floats32, Floats64


@dataclass(frozen=True)
class Posterior:
    """Probabilities of beads over all covers in the band.

    Attributes:
        pair: (rows + 1, shapes, width) of the pair of a shape that ends at a boundary.
        en_gap: (rows,) that an English segment is left alone.
        ja_gap: (columns,) that a Japanese segment is left alone.
        en_opened: expected number of runs of English segments left alone.
        ja_opened: expected number of runs of Japanese ones that follow no English one.
        ja_after_en: expected number of those that do.
        log_total: log of the sum over all covers, in the scores' units.
    """

    pair: Floats32
    en_gap: Floats64
    ja_gap: Floats64
    en_opened: float
    ja_opened: float
    ja_after_en: float
    log_total: float


def posterior(lattice: Lattice) -> Posterior:
    """Forward–backward over the lattice."""
    with np.errstate(divide="ignore"):  # log 0 is -inf here: no path
        return _backward(lattice, forward_sums(lattice, best=False))


def _backward(lattice: Lattice, forward: Forward) -> Posterior:
    rows, columns, width = lattice.rows, lattice.columns, lattice.width
    end = columns - int(lattice.low[rows])
    total = float(np.logaddexp.reduce([state[rows, end] for state in (forward.pair, forward.en, forward.ja)]))
    costs = gap_costs(lattice.ja_gap, width)
    windows = lattice.windows
    after_pair, after_en = Rows(lattice), Rows(lattice)
    scores = windows.padded(lattice.pair.transpose(1, 0, 2))
    starting = sliding_window_view(scores, width, axis=2)
    shapes = np.arange(len(SHAPES))
    pairs = np.zeros_like(lattice.pair)
    en_gap, ja_gap = np.zeros(rows), np.zeros(columns + width)
    en_opened = ja_opened = ja_after_en = 0.0
    nowhere = np.full(width, -np.inf)
    for row in range(rows, -1, -1):
        low = int(lattice.low[row])
        if row == rows:
            on, leave_en = nowhere.copy(), nowhere
            on[end] = 0.0
        else:
            scored = starting[shapes, windows.after[row], windows.after_start[row]]
            on = log_sum(after_pair.after_pairs(row) + scored)
            leave_en = after_en.below(row) + lattice.en_gap[row]
        # A Japanese gap runs to the right: from a boundary to any later one, then on by a pair or the end.
        along = costs[low : low + width]
        running = np.logaddexp.accumulate((on + along)[::-1])[::-1]
        leave_ja = nowhere.copy()
        leave_ja[:-1] = running[1:] - along[:-1]
        from_pair = np.logaddexp(np.logaddexp(on, leave_ja + lattice.ja_open), leave_en + lattice.en_open)
        from_en = np.logaddexp(np.logaddexp(on, leave_ja + lattice.ja_after_en), leave_en)
        after_pair.put(row, from_pair)
        after_en.put(row, from_en)
        if row:
            starts = forward.before.before_pairs(row)
            found = starts + (from_pair - total) + lattice.pair[row]
            pairs[row] = np.exp(np.minimum(found, 0.0).astype(np.float32))
            en_gap[row - 1] = np.exp(forward.en[row] + from_en - total).sum()
        if row < rows:
            en_opened += float(np.exp(forward.pair[row] + lattice.en_open + leave_en - total).sum())
        ja_gap[low : low + width - 1] += np.exp(forward.ja[row] + (running - along) - total)[1:]
        ja_opened += float(np.exp(forward.pair[row] + lattice.ja_open + leave_ja - total).sum())
        ja_after_en += float(np.exp(forward.en[row] + lattice.ja_after_en + leave_ja - total).sum())
    clipped = np.clip(en_gap, 0.0, 1.0), np.clip(ja_gap[:columns], 0.0, 1.0)
    return Posterior(pairs, *clipped, en_opened, ja_opened, ja_after_en, total)
