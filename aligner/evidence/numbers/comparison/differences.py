"""How two numbers that should match differ: a closed list of relations.

``Relation`` is what ``detail.relation`` of a number finding may hold, and nothing else is. ``relation``
names the one between two numbers that are believed to correspond and do not agree.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from aligner.evidence.numbers.comparison.agreement import sameness
from aligner.evidence.numbers.comparison.amounts import multiple_and_share, units_clash
from aligner.evidence.numbers.comparison.dates import differing_fields, half_day_apart
from aligner.evidence.numbers.comparison.intervals import ends
from aligner.evidence.numbers.comparison.limits import limits_differ
from aligner.evidence.numbers.comparison.sameness import Sameness
from aligner.evidence.numbers.comparison.weekdays import weekday_by_calendar
from aligner.evidence.numbers.number import Number, NumberKind, Role


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
    UNSURE = "unsure"  # in words; days of one month, perhaps of the old calendar; a weekday
    #: Other days of the old calendar; what is left out by habit: an age, a year given by era and again; list numbers.
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


def relation(en: Number, ja: Number) -> Relation:
    """How two corresponding numbers differ.

    They are taken to differ: limits when their values are the same, else the values.
    """
    if en.kind is ja.kind is NumberKind.DATE or (NumberKind.DATE in {en.kind, ja.kind} and "era" in ja.parts):
        return _between_dates(en, ja)
    if NumberKind.TIME in {en.kind, ja.kind}:
        return Relation.HALF_DAY if half_day_apart(en, ja) else Relation.TIME
    if sameness(en, ja) is not None and limits_differ(en, ja):
        return Relation.BOUND
    first, second = main_figure(en), main_figure(ja)
    if first is None or second is None:
        return Relation.VALUE
    return _between_amounts(en, ja, first, second)


def _between_dates(en: Number, ja: Number) -> Relation:
    fields = differing_fields(en, ja)
    if fields == ("weekday",) and weekday_by_calendar(en, ja) is not None:
        return Relation.WEEKDAY
    year_alone = fields in {("year",), ("fiscal_year",), ()}
    return Relation.ERA if "era" in ja.parts and year_alone else Relation.DATE


def _between_amounts(en: Number, ja: Number, first: Fraction, second: Fraction) -> Relation:
    if first == second:
        return _same_figure(en, ja)
    if NumberKind.MULTIPLE in {en.kind, ja.kind}:
        return Relation.MULTIPLE
    if first == -second and sameness(en, ja) is Sameness.SIGN:
        return Relation.DIRECTION
    if is_scale(first, second):
        return Relation.SCALE
    if is_swapped(first, second):
        return Relation.SWAPPED
    return Relation.DIGIT if same_length(first, second) else Relation.VALUE


def _same_figure(en: Number, ja: Number) -> Relation:
    if units_clash(en.unit, ja.unit) or multiple_and_share(en, ja):
        return Relation.UNIT
    if {en.role, ja.role} == {Role.BY, Role.TO}:
        return Relation.CHANGE
    if NumberKind.MULTIPLE in {en.kind, ja.kind}:
        return Relation.MULTIPLE
    return Relation.VALUE


def main_figure(number: Number) -> Fraction | None:
    """The figure a number is recognised by: its value, else its lower or only end, else its year."""
    if number.value is not None:
        return Fraction(number.value)
    low, high = ends(number)
    if low is not None or high is not None:
        return high if low is None else low
    year = number.parts.get("year")
    return Fraction(year) if isinstance(year, int) else None


def digits(figure: Fraction) -> str:
    """The digits of a figure without its point and final zeros; of an endless one, those of its terms.

    >>> digits(Fraction(78_400_000_000)), digits(Fraction("0.25")), digits(Fraction(1, 3))
    ('784', '25', '13')
    """
    numerator, denominator = abs(figure.numerator), figure.denominator
    for prime in (2, 5):
        while denominator % prime == 0:
            numerator, denominator = numerator * (10 // prime), denominator // prime
    rest = "" if denominator == 1 else str(denominator)
    return (str(numerator) + rest).rstrip("0") or "0"


def is_scale(first: Fraction, second: Fraction) -> bool:
    """Whether two figures of one sign are a power of ten apart."""
    if not first * second > 0 or first == second:
        return False
    ratio = max(first / second, second / first)
    return ratio.denominator == 1 and str(ratio.numerator).rstrip("0") == "1"


def is_swapped(first: Fraction, second: Fraction) -> bool:
    """Whether exchanging two neighbouring digits turns one figure into the other.

    >>> is_swapped(Fraction(1368), Fraction(1386)), is_swapped(Fraction(1368), Fraction(1683))
    (True, False)
    """
    first_digits, second_digits = digits(first), digits(second)
    apart = [k for k, (a, b) in enumerate(zip(first_digits, second_digits, strict=False)) if a != b]
    if (
        not same_length(first, second)
        or len(first_digits) != len(second_digits)
        or len(apart) != 2
        or apart[1] != apart[0] + 1
    ):
        return False
    k = apart[0]
    return first_digits[k] == second_digits[k + 1] and first_digits[k + 1] == second_digits[k]


def same_length(first: Fraction, second: Fraction) -> bool:
    """Whether two figures have as many digits before the point."""
    return len(str(abs(int(first)))) == len(str(abs(int(second))))
