"""Old Japanese measures that an English text gives in metres or hectares: 五丈, 東西一町, 80町.

The values of 町 and 間 changed with time and place, and half of their kanji also count other things. So they are not
converted. If one text has such a measure and the other a metric amount without a match, neither is missing.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from aligner.evidence.numbers.units import units

if TYPE_CHECKING:
    from aligner.evidence.numbers.number import Number

_MEASURES = "(?:町歩?|丈|尺|寸|里|間|反|段|畝|端|疋|石|斗|升|合|貫|匁|斤)"
_NUMERALS = "0-9０-９〇一二三四五六七八九十百千万余数"
_MEASURE = re.compile(f"[{_NUMERALS}]{_MEASURES}")
_AFTER = re.compile(f"[{_NUMERALS}]?{_MEASURES}")


def is_metric(number: Number) -> bool:
    """An amount of length, area, volume or mass."""
    return number.unit is not None and units()[number.unit].unit_class in {"length", "area", "volume", "mass"}


def has_old_measure(japanese: str) -> bool:
    """Whether a Japanese text holds an amount of such a measure.

    >>> has_old_measure("高さ五丈の像"), has_old_measure("高さ15メートルの像")
    (True, False)
    """
    return _MEASURE.search(japanese) is not None


def is_old_measure(japanese: str, number: Number) -> bool:
    """Whether a Japanese number is an amount of such a measure; the kanji may lie within the number or after it."""
    return _AFTER.match(japanese, number.end - 1) is not None
