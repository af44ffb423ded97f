"""How long a translation is: the usual ratio, and how much it varies in these documents.

A press release keeps to the length of every sentence within a fifth; an encyclopedia is glossed and shortened, and a
length that is off by half says nothing there. So the spread is measured on the documents themselves, over pairs that
other evidence vouches for (`anchors`), and differences of length are told in units of it.
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
_MEDIAN_APART, _MEDIAN_SQUARE = 0.6745, 0.4549
#: Where most lengths agree to the character, as between copies, a difference of one is still none.
_LEAST_DEVIATION, _LEAST_VARIANCE = 0.03, 0.2
#: What is imagined to have been seen before a document tells otherwise, at the quartiles: of `_apart` and `_squares`
#: over the anchors of news, documentation and scripture. And characters on either side.
_USUAL_APART, _USUAL_SQUARES, _USUAL_PAIRS, _USUAL_LENGTH = (0.12, 0.28), (1.4, 5.4), 4, 400.0


@dataclass(frozen=True, slots=True)
class Lengths:
    """What to expect of lengths, in characters of Japanese (see `side.LATIN_LENGTH`).

    Attributes:
        ratio: length of the Japanese over that of the English.
        deviation: usual difference of the logarithms of the lengths of a pair.
        variance: usual squared difference over the mean length.
    """

    ratio: float = 1.0
    deviation: float = 0.3
    variance: float = 7.5

    def apart(self, en: Floats64, ja: Floats64) -> Floats64:
        """Difference of the logarithms, in usual ones; ``en`` is taken times the ratio."""
        return _apart(en, ja) / self.deviation

    def spread(self, en: Floats64, ja: Floats64) -> Floats64:
        """Squared difference in units of its variance, which grows with length (Gale and Church 1993)."""
        return _squares(en, ja) / self.variance


def _apart(en: Floats64, ja: Floats64) -> Floats64:
    return np.abs(np.log((ja + 5.0) / (en + 5.0)))


def _squares(en: Floats64, ja: Floats64) -> Floats64:
    return np.asarray((ja - en) ** 2 / ((ja + en + 2.0) / 2))


def measure_lengths(en: Side, ja: Side, pairs: Sequence[tuple[int, int]]) -> Lengths:
    """The lengths of two documents from pairs that correspond; by medians, so that a few wrong ones do no harm."""
    places = np.array(pairs, np.int64).reshape(-1, 2)
    english, japanese = en.length[places[:, 0]].astype(float), ja.length[places[:, 1]].astype(float)
    ratio = float((japanese.sum() + _USUAL_LENGTH) / (english.sum() + _USUAL_LENGTH))
    apart = np.concatenate([_apart(english * ratio, japanese), np.repeat(_USUAL_APART, _USUAL_PAIRS)])
    squares = np.concatenate([_squares(english * ratio, japanese), np.repeat(_USUAL_SQUARES, _USUAL_PAIRS)])
    deviation, variance = float(np.median(apart)) / _MEDIAN_APART, float(np.median(squares)) / _MEDIAN_SQUARE
    return Lengths(ratio, max(deviation, _LEAST_DEVIATION), max(variance, _LEAST_VARIANCE))
