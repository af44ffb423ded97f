"""Ratio and spread of the lengths of translations in this bitext.

In a press release, the length of every sentence differs by less than a fifth. In an encyclopedia, with glosses and
cuts, a difference by half is normal. So the spread is measured on the bitext itself, over pairs that other evidence
supports (`anchors`), and differences of length are given in units of it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aligner.arrays import Floats64
    from aligner.matching.side import Side


#: Medians of the absolute value and of the square of a standard normal variable.
_MEDIAN_DEVIATION, _MEDIAN_SQUARE = 0.6745, 0.4549
#: Length that is added to both sides, so that short texts differ less.
ADDED = 5.0
#: Lower bounds, for texts such as copies, where nearly all lengths are equal: a difference of one still means nothing.
_LEAST_DEVIATION, _LEAST_VARIANCE = 0.03, 0.2
#: Prior pseudo-observations: the quartiles of `_log_difference` and `_squared_difference` over the anchors of news,
#: documentation and scripture, the number of pairs for each quartile, and characters on either side.
_USUAL_LOG_DIFFERENCE, _USUAL_SQUARED_DIFFERENCE, _USUAL_PAIRS, _USUAL_LENGTH = (0.12, 0.28), (1.4, 5.4), 4, 400.0


@dataclass(frozen=True, slots=True)
class Lengths:
    """The expected lengths, in characters of Japanese (see `side.LATIN_LENGTH`).

    Attributes:
        ratio: Japanese length over English length.
        deviation: standard deviation of the difference of the logarithms of the two lengths of a pair.
        variance: expected squared difference over the mean length.
    """

    ratio: float = 1.0
    deviation: float = 0.3
    variance: float = 7.5

    def apart(self, en: Floats64, ja: Floats64) -> Floats64:
        """Difference of the logarithms, in deviations; ``en`` must be multiplied by the ratio already."""
        return _log_difference(en, ja) / self.deviation

    def spread(self, en: Floats64, ja: Floats64) -> Floats64:
        """Squared difference in units of its variance, which grows with the length (Gale and Church 1993)."""
        return _squared_difference(en, ja) / self.variance


def _log_difference(en: Floats64, ja: Floats64) -> Floats64:
    return np.abs(np.log((ja + ADDED) / (en + ADDED)))


def _squared_difference(en: Floats64, ja: Floats64) -> Floats64:
    return np.asarray((ja - en) ** 2 / ((ja + en + 2.0) / 2))


def measure_lengths(en: Side, ja: Side, pairs: Sequence[tuple[int, int]]) -> Lengths:
    """Estimates the lengths of a bitext from pairs that correspond, by medians; a few wrong pairs do no harm."""
    places = np.array(pairs, np.int64).reshape(-1, 2)
    english, japanese = en.length[places[:, 0]].astype(float), ja.length[places[:, 1]].astype(float)
    ratio = float((japanese.sum() + _USUAL_LENGTH) / (english.sum() + _USUAL_LENGTH))
    log_differences = np.concatenate(
        [_log_difference(english * ratio, japanese), np.repeat(_USUAL_LOG_DIFFERENCE, _USUAL_PAIRS)]
    )
    squared_differences = np.concatenate(
        [_squared_difference(english * ratio, japanese), np.repeat(_USUAL_SQUARED_DIFFERENCE, _USUAL_PAIRS)]
    )
    deviation, variance = (
        float(np.median(log_differences)) / _MEDIAN_DEVIATION,
        float(np.median(squared_differences)) / _MEDIAN_SQUARE,
    )
    return Lengths(ratio, max(deviation, _LEAST_DEVIATION), max(variance, _LEAST_VARIANCE))
