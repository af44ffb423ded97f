"""How clearly translations stand out by meaning: the usual margin, and how much it varies in these documents.

In news a sentence is far closer to its translation than to anything else; among the glosses of an encyclopedia, or in
small talk, often hardly. What is out of the question in the one is usual in the other, so margins are also told in
units of the documents' own spread, over the sentences that are each other's nearest in meaning. Where many of those are
chance the spread is wide, and little is made of a margin.
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

#: What is imagined to have been seen before a document tells otherwise: the margin of news, how far from
#: it half of the pairs lie, and how many. And the least that is taken for a spread.
_USUAL, _USUAL_APART, _USUAL_PAIRS, _LEAST = 0.2, 0.06, 4, 0.025
#: Median of the absolute value of a standard normal variable.
_MEDIAN_APART = 0.6745


@dataclass(frozen=True, slots=True)
class Margins:
    """What to expect of the margin of a pair that corresponds: its median, and a robust standard deviation."""

    usual: float = _USUAL
    deviation: float = _USUAL_APART / _MEDIAN_APART

    def standing(self, margin: Floats32) -> Floats32:
        """How far margins lie above the usual one, in deviations."""
        return np.asarray((margin - self.usual) / self.deviation, np.float32)


def measure_margins(meaning: Meaning) -> Margins:
    """The margins of two documents, by medians, as with lengths."""
    nearest = Nearest(len(meaning.en) - 1, len(meaning.ja) - 1)
    for tile in tiles(meaning.low, meaning.width):
        nearest.note(tile, meaning.single_margins[tile.row])
    _, _, margins = nearest.mutual
    usual = float(np.median(np.append(margins, [_USUAL] * _USUAL_PAIRS)))
    apart = float(np.median(np.append(np.abs(margins - usual), [_USUAL_APART] * _USUAL_PAIRS)))
    return Margins(usual, max(apart / _MEDIAN_APART, _LEAST))
