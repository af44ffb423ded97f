"""Preset beads: pairs of a bilingual file, and beads that a reviewer keeps.

The search does not change them. They are scored like all other beads.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from aligner.matching.shapes import LONG_SHAPES, SHAPES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aligner.arrays import Bools, Ints64
    from aligner.matching.search import Lattice, Step
    from aligner.model import Bitext, Document

#: Prior odds that a pair of a translation memory or of a string file is right.
_ODDS = 50.0


@dataclass(frozen=True, slots=True)
class PresetBead:
    """A bead that is kept.

    Attributes:
        step: its segments; an empty side is ``(0, 0)``.
        confidence: its probability.
        moved: whether it breaks the order of the others.
        fixed: whether a person made it. Its confidence stays, and the confidence of all other beads is given that this
            one is right. Otherwise the confidence is the search's, where the search has the bead.
    """

    step: Step
    confidence: float
    moved: bool = False
    fixed: bool = False


#: Nats that leave a segment of a fixed pair out of it: more than any path could gain. Not infinite, so that there is a
#: path where the band does not hold the pair.
_NEVER = -1e4


def constrained(lattice: Lattice, fixed: Sequence[PresetBead]) -> Lattice:
    """The lattice without what fixed beads exclude: any other bead that holds one of their segments.

    Segments of fixed beads that are moved, or are longer than the search makes, count as left alone.
    """
    closed_en, closed_ja = np.zeros(lattice.rows, np.bool_), np.zeros(lattice.columns, np.bool_)
    en_gap, ja_gap, pair = lattice.en_gap.copy(), lattice.ja_gap.copy(), lattice.pair.copy()
    for bead in fixed:
        first, row, left, column = bead.step
        closed_en[first:row], closed_ja[left:column] = True, True
    rows, columns = np.arange(lattice.rows + 1)[:, None], lattice.low[:, None] + np.arange(lattice.width)
    for k, (m, n) in enumerate(lattice.shapes):
        pair[:, k][_holds(closed_en, rows, m) | _holds(closed_ja, columns, n)] = -np.inf
    for bead in fixed:
        if not bead.moved and has_pair(lattice, bead.step):
            first, row, left, column = bead.step
            cell = row, lattice.shapes.index((row - first, column - left)), column - int(lattice.low[row])
            pair[cell] = lattice.pair[cell]
            en_gap[first:row], ja_gap[left:column] = _NEVER, _NEVER
    return replace(lattice, pair=pair, en_gap=en_gap, ja_gap=ja_gap)


def is_long(step: Step) -> bool:
    """Whether a step is a pair that only the search for long pairs has."""
    size = step[1] - step[0], step[3] - step[2]
    return size in LONG_SHAPES and size not in SHAPES


def has_pair(lattice: Lattice, step: Step) -> bool:
    """Whether a step is a pair that the lattice has a score for."""
    first, row, left, column = step
    return (row - first, column - left) in lattice.shapes and 0 <= column - int(lattice.low[row]) < lattice.width


def _holds(closed: Bools, ends: Ints64, size: int) -> Bools:
    """Whether a block of ``size`` segments that ends at a boundary contains a closed segment."""
    before = np.append(0, np.cumsum(closed))
    last = np.clip(ends, 0, len(closed))
    holding: Bools = before[last] > before[np.clip(ends - size, 0, len(closed))]
    return holding


def given_steps(bitext: Bitext) -> list[Step] | None:
    """The pairs by unit key, and the segments without a counterpart, in canonical order; None without units.

    Both documents have the same order of keys (`document.units`), so that no two pairs cross.
    """
    if not bitext.given:
        return None
    en, ja = _keys(bitext.en), _keys(bitext.ja)
    shared = en.keys() & ja.keys()
    steps: list[Step] = []
    i = j = 0
    for key in (key for key in en if key in shared):
        steps += ((k, k + 1, j, j) for k in range(i, en[key]))
        steps += ((en[key], en[key], k, k + 1) for k in range(j, ja[key]))
        i, j = en[key] + 1, ja[key] + 1
        steps.append((i - 1, i, j - 1, j))
    steps += ((k, k + 1, j, j) for k in range(i, len(bitext.en.segments)))
    steps += ((i, i, k, k + 1) for k in range(j, len(bitext.ja.segments)))
    return steps


def given_confidence(step: Step, probability: float) -> float:
    """The probability that a given pair is right, from its posterior in the search.

    Bayes' rule with prior odds of ``_ODDS`` to one. A unit without a counterpart in the file is certain.

    >>> round(given_confidence((0, 1, 0, 1), 0.5), 3), round(given_confidence((0, 1, 0, 1), 1e-6), 6)
    (0.98, 5e-05)
    """
    if step[0] == step[1] or step[2] == step[3]:
        return 1.0
    return _ODDS * probability / (1 + (_ODDS - 1) * probability)


def _keys(document: Document) -> dict[str, int]:
    """Unit key → segment, in document order."""
    units = (document.paragraphs[segment.paragraph].unit for segment in document.segments)
    return {unit.key: k for k, unit in enumerate(units) if unit is not None}
