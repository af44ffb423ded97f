"""How probable every bead is, and the cover whose beads are most probable taken together.

The forward–backward algorithm over the covers that `search` describes, with the same three states.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from aligner.matching.search import (
    SHAPES,
    Floats,
    Forward,
    Lattice,
    Rows,
    Step,
    forward_sums,
    gap_costs,
    log_sum,
)

if TYPE_CHECKING:
    from numpy.typing import NDArray


@dataclass(frozen=True)
class Posterior:
    """Probabilities of beads over all covers in the band.

    Attributes:
        pair: (rows + 1, shapes, width) of the pair of a shape that ends at a boundary.
        en_gap: (rows,) that an English segment is left alone.
        ja_gap: (columns,) that a Japanese segment is left alone.
        en_opened: expected number of runs of English segments left alone.
        ja_opened: expected number of runs of Japanese ones.
        log_total: log of the sum over all covers, in the scores' units.
    """

    pair: NDArray[np.float32]
    en_gap: Floats
    ja_gap: Floats
    en_opened: float
    ja_opened: float
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
    en_opened = ja_opened = 0.0
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
        leave_ja[:-1] = running[1:] - along[:-1] + lattice.ja_open
        stay = np.logaddexp(on, leave_ja)
        from_pair, from_en = np.logaddexp(stay, leave_en + lattice.en_open), np.logaddexp(stay, leave_en)
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
        start = np.logaddexp(forward.pair[row], forward.en[row])
        ja_opened += float(np.exp(start + leave_ja - total).sum())
    clipped = np.clip(en_gap, 0.0, 1.0), np.clip(ja_gap[:columns], 0.0, 1.0)
    return Posterior(pairs, *clipped, en_opened, ja_opened, total)


#: What a bead must be worth to be taken. The cover with the best expected F1 has the greatest sum of posteriors, each
#: less half the F1 reached (Lewis 1995, "Evaluating and optimizing autonomous text classification systems"). Less than
#: that half, because where nothing is sure it would buy few large beads; on domains left out 0.25 to 0.5 score alike.
PRICE = 0.3


def surest_path(lattice: Lattice, found: Posterior, price: float = PRICE) -> list[Step]:
    """The cover whose beads are most probable taken together, rather than the one cover that is most probable.

    Where several covers share a bead and differ beside it, the bead they share wins though none of them does. Ties go
    to a pair before a gap, to the smaller shape, and to the shorter run of Japanese gaps.
    """
    return _Surest(lattice, found, price).path()


class _Surest:
    """Dynamic programming over posteriors less a price; gaps have no opening cost here, so one state is enough."""

    def __init__(self, lattice: Lattice, found: Posterior, price: float) -> None:
        self.lattice = lattice
        self.gains = np.where(np.isfinite(lattice.pair), found.pair - np.float32(price), -np.inf)
        self.en_gap = found.en_gap - price
        self.costs = gap_costs(found.ja_gap - price, lattice.width)
        self.reached = Rows(lattice)
        # (rows + 1, width): the best way to a boundary that does not end with a Japanese gap.
        self.start = np.full((lattice.rows + 1, lattice.width), -np.inf)
        self.start[0, 0] = 0.0
        for row in range(lattice.rows + 1):
            self._fill(row)

    def _ends(self, row: int) -> Floats:
        """(shapes, width): by the pairs that end in a row."""
        return np.asarray(self.reached.before_pairs(row) + self.gains[row])

    def _above(self, row: int) -> Floats:
        """(width,): by an English gap."""
        return np.asarray(self.reached.above(row) + self.en_gap[row - 1])

    def _along(self, row: int) -> Floats:
        low = int(self.lattice.low[row])
        return self.costs[low : low + self.lattice.width]

    def _fill(self, row: int) -> None:
        outside = ~self.lattice.inside[row]
        if row:
            self.start[row] = np.maximum(self._ends(row).max(axis=0), self._above(row))
            self.start[row, outside] = -np.inf
        along = self._along(row)
        best = np.maximum.accumulate(self.start[row] - along) + along
        best[outside] = -np.inf
        self.reached.put(row, best)

    def path(self) -> list[Step]:
        """The steps, in order."""
        row, column = self.lattice.rows, self.lattice.columns
        steps: list[Step] = []
        while row or column:
            low = int(self.lattice.low[row])
            freed = (self.start[row] - self._along(row))[: column - low + 1]
            start = low + len(freed) - 1 - int(np.argmax(freed[::-1]))
            steps += [(row, row, j, j + 1) for j in range(column - 1, start - 1, -1)]
            column = start
            if not row:
                continue
            ends = self._ends(row)[:, column - low]
            shape = int(np.argmax(ends))
            m, n = SHAPES[shape] if ends[shape] >= self._above(row)[column - low] else (1, 0)
            steps.append((row - m, row, column - n, column))
            row, column = row - m, column - n
        return _english_first(steps[::-1])


def _english_first(steps: list[Step]) -> list[Step]:
    """Between two pairs, the English segments left alone before the Japanese ones."""
    ordered: list[Step] = []
    first = 0
    for k in range(len(steps) + 1):
        if k == len(steps) or (steps[k][0] < steps[k][1] and steps[k][2] < steps[k][3]):
            gaps = steps[first:k]
            row, column = (gaps[0][0], gaps[0][2]) if gaps else (0, 0)
            en, ja = sum(a < b for a, b, _, _ in gaps), sum(a == b for a, b, _, _ in gaps)
            ordered += [(row + i, row + i + 1, column, column) for i in range(en)]
            ordered += [(row + en, row + en, column + j, column + j + 1) for j in range(ja)]
            ordered += steps[k : k + 1]
            first = k + 1
    return ordered
