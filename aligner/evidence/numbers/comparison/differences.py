"""What differs between two numbers that should match: a closed list of relations, and how certain one is.

``Relation`` is what ``detail.relation`` of a number finding may hold, and nothing else is. ``table`` has the rows that
name the relation of two numbers.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from aligner.evidence.numbers.number import Number


class Relation(StrEnum):
    """How the Japanese number stands to the English one."""

    DIGIT = "digit"  # 279 and 297, 279 and 379: written with as many digits, not all the same
    SWAPPED = "swapped"  # 1,368 and 1386: two neighbouring digits exchanged; or two numbers between what they count
    SCALE = "scale"  # 78.4 billion and 78.4億: a power of ten apart
    VALUE = "value"  # any other difference of amount
    MULTIPLE = "multiple"  # +300% and 3倍, half as many and 1.5倍
    MISSING = "missing"  # in the English text only
    ADDED = "added"  # in the Japanese text only
    BOUND = "bound"  # at least and at most; where a rule is laid down, under 6 and 6歳以下 too
    EDGE = "edge"  # under 3 days and 3日以内 in prose: whether the limit itself counts
    LOOSE_BOUND = "loose-bound"  # more than 100 and 100以上: agree in prose, and differ by the letter
    UNIT = "unit"  # 30 miles and 30キロ, twice a week and 月2回: the figure kept, the measure changed
    HALF_DAY = "half-day"  # 4.40 a.m. and 午後4時40分
    TIME = "time"  # any other difference between times of day
    DATE = "date"  # year, month, day or weekday differ
    WEEKDAY = "weekday"  # Tuesday, 3 March 2026 and 3日（水）: the weekday differs, or is not that of the date
    INCOMPLETE = "incomplete"  # June 11 and 6月: the day of the same date left out
    ERA = "era"  # 2018 and 平成31年: the era year is another year
    ORDER = "order"  # from 12,300 to 11,700, translated the other way round
    CHANGE = "change"  # fell by 30% and 3割に落ち込んだ
    DIRECTION = "direction"  # rose 3% and 3%減
    MISPRINT = "misprint"  # 784憶円: the amount is right, and its scale word is written with a wrong character
    CONVERTED = "converted"  # 30 miles and 48キロ: correct, reported for information
    CALENDAR = "calendar"  # old Japanese calendar against the Gregorian: correctly days or a month apart


class Weight(StrEnum):
    """The weight of a difference."""

    FULL = "full"
    #: Numbers in words; days of one month that may be of the old calendar; shares that add up to 100%; a wrong weekday
    #: that only one text has, or both.
    UNSURE = "unsure"
    #: Other days that may be of the old calendar; an age or a year that is often left out; numbers of list items.
    SMALL = "small"


@dataclass(frozen=True, slots=True)
class Difference:
    """A difference between two numbers that should match, or one number without a match (the other is None).

    Attributes:
        relation: how they differ.
        en: the English number.
        ja: the Japanese number.
        weight: how certain and how large the difference is.
        certain: whether both texts were read with certainty: each number as a whole and in one way. Where one text has
            no number, it has no digits that were not read either.
    """

    relation: Relation
    en: Number | None
    ja: Number | None
    weight: Weight = Weight.FULL
    certain: bool = True
