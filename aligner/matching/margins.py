"""Median and spread of the meaning margin between translations in this bitext.

In news a sentence is much closer to its translation than to any other sentence. In small talk or in the glosses of an
encyclopedia the difference is often small. So a margin is also given in units of the bitext's own spread, measured over
segments that are each other's nearest in meaning. Where many of those are chance, the spread is wide and a margin
counts little.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from aligner.matching.mutual_nearest import Nearest
from aligner.matching.tile import tiles

if TYPE_CHECKING:
    from aligner.arrays import Floats32
    from aligner.evidence.meaning import Meaning

#: Prior pseudo-observations: the median margin of news, the median distance from it, and the number of pairs they count
#: for. The last value is the smallest spread.
_USUAL, _USUAL_DISTANCE, _USUAL_PAIRS, _LEAST_SPREAD = 0.2, 0.06, 4, 0.025
#: Median of the absolute value of a standard normal variable.
_MEDIAN_DEVIATION = 0.6745


@dataclass(frozen=True, slots=True)
class Margins:
    """The expected margin of a pair that corresponds: median and robust standard deviation."""

    usual: float = _USUAL
    deviation: float = _USUAL_DISTANCE / _MEDIAN_DEVIATION

    def standing(self, margin: Floats32) -> Floats32:
        """Margins as standard scores: distance above the median, in deviations."""
        return np.asarray((margin - self.usual) / self.deviation, np.float32)


def measure_margins(meaning: Meaning) -> Margins:
    """Estimates the margins of a bitext by medians."""
    nearest = Nearest(len(meaning.en) - 1, len(meaning.ja) - 1)
    for tile in tiles(meaning.low, meaning.width):
        nearest.note(tile, meaning.single_margins[tile.row])
    _, _, margins = nearest.mutual
    usual = float(np.median(np.append(margins, [_USUAL] * _USUAL_PAIRS)))
    distance = float(np.median(np.append(np.abs(margins - usual), [_USUAL_DISTANCE] * _USUAL_PAIRS)))
    return Margins(usual, max(distance / _MEDIAN_DEVIATION, _LEAST_SPREAD))
