"""The path of beads with the highest score; `posterior` computes probabilities on the same lattice.

Rule: this module reads scores only, no text and no evidence.

Theory of operation. At boundary (i, j) the path has used i English and j Japanese segments. A path from (0, 0) to the
end consists of steps: a pair of shape (m, n), or a gap, which is one segment left alone. Three states record how a
boundary was reached. So a run of gaps has one opening cost and only one order, English before Japanese. Where both
texts have a run at the same place, the second has its own opening cost, since one run makes the other likely:

    PAIR  by a pair (or it is the start)     → PAIR, EN, JA
    EN    by leaving an English segment      → PAIR, EN, JA
    JA    by leaving a Japanese segment      → PAIR, JA

Every row i holds a band of boundaries j. A row is computed at once: pairs come from the rows above, an English gap from
the row directly above, and a Japanese gap runs along the row. The best start of a Japanese gap is a running maximum
(for probabilities a running log-sum) of the scores minus the cost of gaps up to there. Time and memory are linear in
rows × width.

Scores are log-odds and add up along a path; `posterior` normalises over all paths in the band (forward–backward).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from aligner.matching.shapes import SHAPES, Shapes

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from aligner.arrays import Bools, Floats32, Floats64, Ints64

#: Below any score; finite, so that differences from it are defined.
_LOWEST = -1e300
#: A bead as half-open ranges: (English start, end, Japanese start, end).
Step = tuple[int, int, int, int]


@dataclass(frozen=True)
class Lattice:
    """The scores of all beads within a band.

    Attributes:
        low: (rows + 1,) first Japanese boundary of every row's band; starts at 0 and never falls.
        pair: (rows + 1, shapes, width) score of the pair of a shape that ends at a boundary, without its price; -inf
            where there is none.
        en_gap: (rows,) score of leaving an English segment alone.
        ja_gap: (columns,) score of leaving a Japanese segment alone.
        en_open: score of opening a run of English gaps.
        ja_open: score of opening a run of Japanese gaps.
        ja_after_en: the same directly after a run of English gaps.
        shapes: the shapes of pairs.
        prices: (shapes,) what is added to the scores of the pairs of a shape; None for nothing. Lattices with different
            prices share ``pair``, the largest array of an alignment.
    """

    low: Ints64
    pair: Floats32
    en_gap: Floats64
    ja_gap: Floats64
    en_open: float
    ja_open: float
    ja_after_en: float
    shapes: Shapes = SHAPES
    prices: Floats32 | None = None

    def scores(self, rows: int | slice) -> Floats32:
        """(…, shapes, width) scores of the pairs that end in a row, or in a range of rows, with their prices."""
        scores: Floats32 = self.pair[rows]
        return scores if self.prices is None else scores + self.prices[:, None]

    @property
    def rows(self) -> int:
        """Number of English segments."""
        return len(self.en_gap)

    @property
    def columns(self) -> int:
        """Number of Japanese segments."""
        return len(self.ja_gap)

    @property
    def width(self) -> int:
        """Number of boundaries in a row of the band."""
        return int(self.pair.shape[2])

    @cached_property
    def windows(self) -> Windows:
        """Positions at which pairs begin and end."""
        return Windows(self.low, self.shapes)

    @cached_property
    def inside(self) -> Bools:
        """(rows + 1, width): whether a band's cell is a boundary of the document."""
        return (self.low[:, None] + np.arange(self.width)) <= self.columns


class Windows:
    """Positions of the other end of pairs, for every row and shape, in arrays padded on both sides.

    A band moves to the right from row to row, so the same boundary has different positions in different rows. The
    padding makes every position that a pair can lead to valid, so that one look-up reads a whole row.
    """

    def __init__(self, low: Ints64, shapes: Shapes) -> None:
        rows = len(low) - 1
        # One extra empty row represents all rows outside the document.
        lows = np.append(low, low[-1])
        row = np.arange(rows + 1)[:, None]
        self.before = np.where(row >= shapes.en_size, row - shapes.en_size, rows + 1)
        self.after = np.where(row + shapes.en_size <= rows, row + shapes.en_size, rows + 1)
        ahead = np.where(self.before <= rows, low[:, None] - lows[self.before], 0) - shapes.ja_size
        behind = np.where(self.after <= rows, low[:, None] - lows[self.after], 0) + shapes.ja_size
        steps = np.append(np.diff(low), 0)
        self.padding = int(max(-ahead.min(), ahead.max(), -behind.min(), behind.max(), steps.max(), 0))
        self.before_start, self.after_start = ahead + self.padding, behind + self.padding
        self.step = steps

    def padded(self, values: NDArray[Any]) -> NDArray[Any]:
        """Pads (…, rows + 1, width) values with the extra row and with empty columns on both sides."""
        around = [(0, 0)] * (values.ndim - 2) + [(0, 1), (self.padding, self.padding)]
        return np.pad(values, around, constant_values=-np.inf)


class Rows:
    """Scores of boundaries, filled row by row and read where pairs begin or end."""

    def __init__(self, lattice: Lattice) -> None:
        self.windows, self.width = lattice.windows, lattice.width
        self.padded = self.windows.padded(np.full((lattice.rows + 1, lattice.width), -np.inf))
        self.sliding = sliding_window_view(self.padded, lattice.width, axis=1)

    def put(self, row: int, values: Floats64) -> None:
        """Fills a row."""
        self.padded[row, self.windows.padding : self.windows.padding + self.width] = values

    @property
    def values(self) -> Floats64:
        """(rows + 1, width): all rows."""
        return self.padded[:-1, self.windows.padding : self.windows.padding + self.width]

    def before_pairs(self, row: int | slice) -> Floats64:
        """(…, shapes, width) scores at the starts of the pairs that end in a row, or in several."""
        return np.asarray(self.sliding[self.windows.before[row], self.windows.before_start[row]])

    def after_pairs(self, row: int) -> Floats64:
        """(shapes, width) scores at the ends of the pairs that start in a row."""
        return np.asarray(self.sliding[self.windows.after[row], self.windows.after_start[row]])

    def above(self, row: int) -> Floats64:
        """(width,) scores of the row above at the boundaries of ``row``."""
        return np.asarray(self.sliding[row - 1, self.windows.padding + self.windows.step[row - 1]])

    def below(self, row: int) -> Floats64:
        """(width,) scores of the row below at the boundaries of ``row``."""
        return np.asarray(self.sliding[row + 1, self.windows.padding - self.windows.step[row]])


def gap_costs(ja_gap: Floats64, width: int) -> Floats64:
    """(columns + 1 + width,) running sum of the scores of Japanese gaps, constant after the end."""
    sums = np.concatenate([[0.0], np.cumsum(ja_gap)])
    return np.concatenate([sums, np.full(width, sums[-1])])


@dataclass(frozen=True)
class Forward:
    """Scores of all paths to every boundary, by state: (rows + 1, width) each."""

    pair: Floats64
    en: Floats64
    ja: Floats64
    before: Rows


def forward_sums(lattice: Lattice, *, best: bool) -> Forward:
    """Scores of the best path to every boundary, or the log-sum over all paths."""
    join = np.maximum if best else np.logaddexp
    shape = (lattice.rows + 1, lattice.width)
    pair, en, ja = np.full(shape, -np.inf), np.full(shape, -np.inf), np.full(shape, -np.inf)
    reached, to_en = Rows(lattice), Rows(lattice)
    costs = gap_costs(lattice.ja_gap, lattice.width)
    beyond = np.any(~lattice.inside, axis=1)
    pair[0, 0] = 0.0
    for row in range(lattice.rows + 1):
        if row:
            ends = reached.before_pairs(row) + lattice.scores(row)
            pair[row] = ends.max(axis=0) if best else log_sum(ends)
            en[row] = to_en.above(row) + lattice.en_gap[row - 1]
        start = join(pair[row], en[row])
        low = int(lattice.low[row])
        along = costs[low : low + lattice.width]
        without_gaps = join(pair[row] + lattice.ja_open, en[row] + lattice.ja_after_en) - along
        running = np.maximum.accumulate(without_gaps) if best else np.logaddexp.accumulate(without_gaps)
        ja[row, 1:] = running[:-1] + along[1:]
        if beyond[row]:
            for state in (pair, en, ja):
                state[row, ~lattice.inside[row]] = -np.inf
        reached.put(row, join(start, ja[row]))
        to_en.put(row, join(pair[row] + lattice.en_open, en[row]))
    return Forward(pair, en, ja, reached)


def log_sum(values: Floats64) -> Floats64:
    """Log of the sum of exponentials over the first axis; -inf where all values are.

    The exponentials are of differences from the largest value and lie in 0..1, where single precision is enough.
    """
    top = values.max(axis=0, initial=_LOWEST)
    return np.asarray(np.log(np.exp((values - top).astype(np.float32)).sum(axis=0)) + top)


def best_path(lattice: Lattice) -> list[Step]:
    """The path with the highest total score; gaps hold one segment each.

    Among equal scores a pair wins over a gap, the smaller shape over the larger, and the shorter run of gaps.
    """
    forward = forward_sums(lattice, best=True)
    costs = gap_costs(lattice.ja_gap, lattice.width)
    row, column = lattice.rows, lattice.columns
    steps: list[Step] = []
    state = "any"
    while row or column:
        k = column - int(lattice.low[row])
        pair, en, ja = forward.pair[row, k], forward.en[row, k], forward.ja[row, k]
        if state == "any":
            state = "pair" if pair >= max(en, ja) else "en" if en >= ja else "ja"
        if state == "pair":
            ends = forward.before.before_pairs(row)[:, k] + lattice.scores(row)[:, k]
            m, n = lattice.shapes[int(np.argmax(ends))]
            steps.append((row - m, row, column - n, column))
            row, column, state = row - m, column - n, "any"
        elif state == "en":
            above = column - int(lattice.low[row - 1])
            begun, extended = forward.pair[row - 1, above] + lattice.en_open, forward.en[row - 1, above]
            steps.append((row - 1, row, column, column))
            row, state = row - 1, "pair" if begun >= extended else "en"
        else:
            low = int(lattice.low[row])
            opened = forward.pair[row, :k] + lattice.ja_open, forward.en[row, :k] + lattice.ja_after_en
            without_gaps = np.maximum(*opened) - costs[low : low + k]
            start = low + k - 1 - int(np.argmax(without_gaps[::-1]))
            steps += [(row, row, j, j + 1) for j in range(column - 1, start - 1, -1)]
            column = start
            state = "pair" if opened[0][start - low] >= opened[1][start - low] else "en"
    return steps[::-1]


def edge_touched(lattice: Lattice, path: list[Step]) -> bool:
    """Whether the path touches an edge of the band inside the document, so that a wider band may have a better path."""
    for _, row, _, column in path[:-1]:
        k = column - int(lattice.low[row])
        at_left = k == 0 and lattice.low[row] > 0
        at_right = k >= lattice.width - 1 and column < lattice.columns
        if at_left or at_right:
            return True
    return False


def full_band(rows: int, columns: int) -> tuple[Ints64, int]:
    """The band of all boundaries: (low, width)."""
    return np.zeros(rows + 1, np.int64), columns + 1


def band_around(centre: Floats64, columns: int, width: int) -> tuple[Ints64, int]:
    """A band around a line of boundaries. It holds the start and the end, and neighbouring rows overlap.

    Args:
        centre: (rows + 1,) the line; need not be monotone.
        columns: number of Japanese segments.
        width: boundaries in a row, in addition to those that a straight line crosses in it; limited to the document.
    """
    width = min(width + columns // len(centre), columns + 1)
    low = np.clip(np.rint(centre).astype(np.int64) - width // 2, 0, columns + 1 - width)
    low[0], low[-1] = 0, columns + 1 - width
    low = np.maximum.accumulate(low)
    # Where the line jumps, limit the start of every row: a path must be able to come from the rows before it, and to
    # reach the rows after it.
    reach = np.arange(len(low)) * (width - 1)
    low = np.maximum.accumulate((low - reach)[::-1])[::-1] + reach
    return np.minimum(low, reach), width
