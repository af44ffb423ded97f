"""Joins readings that belong together: ranges, scores, dollars with cents, figures that share a unit.

10～12% is one range, 3－1 in a sports report one score, 12ドル50セント one amount, 9～17時 two times of day.
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from aligner.evidence.numbers.exact import as_part, exact
from aligner.evidence.numbers.japanese.lexicon import is_money
from aligner.evidence.numbers.japanese.numerals import LARGE_SCALES, SMALL_SCALES
from aligner.evidence.numbers.japanese.words import WORDS, regex
from aligner.evidence.numbers.number import Bound, Exact, Number, NumberKind
from aligner.evidence.numbers.units import units

if TYPE_CHECKING:
    from collections.abc import Iterable

_AFTER_RANGE = regex(
    "まで(?!<<no_range_end>>)|<<range_ends>>|[でだ](?!け)|の(?!<<no_change>>).|$|[にへ](?:<<range_verbs>>)"
)
_SPORT = regex("<<sport>>")


def joined(text: str, numbers: list[Number]) -> list[Number]:
    """The readings of a text, with those that belong together joined."""
    result: list[Number] = []
    for number in numbers:
        previous = result[-1] if result else None
        if previous is None or number.start - previous.end > 3:
            result.append(number)
            continue
        result[-1:] = _pair(text, previous, number)
    return result


def _pair(text: str, first: Number, second: Number) -> Iterable[Number]:
    """One or two readings for two neighbours."""
    between = text[first.end : second.start]
    if not between:
        whole = _with_part(text, first, second) or _compound(text, first, second)
        return (first, second) if whole is None else (whole,)
    between = between.strip() or between
    if between == "と":
        whole = _compound(text, first, _as_length(second))
        return (first, second) if whole is None else (whole,)
    if between in WORDS.waves:
        second = _in_same_half(first, second)
    if between in WORDS.waves or between in WORDS.hyphens:
        second = _before_christ_too(first, second, between)
        served = _served(text, first, second)
        if served is not None:
            return served
        span = _span(text, first, second, between)
        if span is not None:
            return (span,)
    if between in WORDS.hyphens or between in WORDS.dashes:
        score = _score(text, first, second)
        if score is not None:
            return (score,)
    return first, second


def _in_same_half(first: Number, second: Number) -> Number:
    """午後8時から10時: a later hour without its own half of the day takes the half of the one before."""
    half, hour, later = first.parts.get("half"), first.parts.get("hour"), second.parts.get("hour")
    if not half or "half" in second.parts or not isinstance(hour, int) or not isinstance(later, int):
        return second
    if not hour % _HALF_DAY < later < _HALF_DAY:
        return second
    return replace(second, parts={**second.parts, "hour": later + hour // _HALF_DAY * _HALF_DAY, "half": half})


_HALF_DAY = 12


def _before_christ_too(first: Number, second: Number, between: str) -> Number:
    """紀元前475年～221年: a smaller year after one before Christ is before Christ too.

    紀元前20年から10年 may be ten years.
    """
    year, later = first.parts.get("year"), second.parts.get("year")
    if later is None and second.unit == "year" and between != "から":
        later = second.value if isinstance(second.value, int) else None
    if not isinstance(year, int) or not isinstance(later, int) or not 0 < later < -year:
        return second
    return replace(second, kind=NumberKind.DATE, value=-later, unit=None, parts={**second.parts, "year": -later})


def _merged(text: str, first: Number, second: Number) -> Number:
    return replace(second, start=first.start, text=text[first.start : second.end])


def _with_part(text: str, first: Number, second: Number) -> Number | None:
    """12ドル50セント: a currency and its part; ポンド before ペンス is money, not weight."""
    if first.value is None or second.value is None or not is_money(second.unit):
        return None
    unit = "GBP" if first.unit == "pound" and second.unit == "GBP_penny" else first.unit
    if unit is None or second.unit is None or not is_money(unit):
        return None
    whole, part = units()[unit], units()[second.unit]
    factor: Fraction | None = None
    if second.unit == "USD_cent" and unit in WORDS.with_cents:
        factor = Fraction(1, 100)
    elif whole.unit_class == part.unit_class and whole.factor and part.factor and part.factor < whole.factor:
        factor = part.factor / whole.factor
    if factor is None:
        return None
    total = Fraction(first.value) + Fraction(second.value) * factor
    return _merged(text, first, replace(second, rule="two-units", value=_decimal(total), unit=unit))


def _compound(text: str, first: Number, second: Number) -> Number | None:
    """1時間23分, 2年3か月, 5フィート8インチ: a measure and a smaller one of its class, as one amount in the first."""
    if not (first.kind is second.kind is NumberKind.CARDINAL and first.value is not None and second.value):
        return None
    if first.unit is None or second.unit is None or second.value is None:
        return None
    if not isinstance(first.value, int) and first.rule != "two-units":
        return None
    aged = first.unit == "year_of_age" and second.unit in WORDS.age_months
    whole, part = units()[first.unit], units()["month_of_age" if aged else second.unit]
    if (
        whole.unit_class != part.unit_class
        or whole.unit_class not in WORDS.compound_classes
        or not whole.factor
        or not part.factor
    ):
        return None
    share = Fraction(second.value) * part.factor / whole.factor
    if not 0 < share < 1:
        return None
    return _merged(
        text, first, replace(second, rule="two-units", value=_decimal(Fraction(first.value) + share), unit=first.unit)
    )


def _as_length(number: Number) -> Number:
    """N日 as a length of time, which it may be as well as a day of the month: 3週間と2日."""
    if number.kind is not NumberKind.DATE or number.unit != "day":
        return number
    return replace(number, kind=NumberKind.CARDINAL, parts={})


def _decimal(value: Fraction) -> Exact:
    decimal = Decimal(value.numerator) / Decimal(value.denominator)
    return exact(decimal) if Fraction(decimal) == value else value


def _bare(number: Number) -> bool:
    return (
        number.kind is NumberKind.CARDINAL and number.unit is None and number.value is not None and not number.in_name
    )


def _served(text: str, first: Number, second: Number) -> tuple[Number, Number] | None:
    """A bare figure before a date or time of one field takes that field: 9～17時, 1930～40年代, 10～12日."""
    if not isinstance(first.value, int) or first.kind is not NumberKind.CARDINAL:
        return None
    if (later := _short_year(text, first, second)) is not None:
        return _year(first, first.value), _year(second, later)
    if (years := _two_years(first, second, first.value)) is not None:
        return years
    fields = [key for key in second.parts if key in WORDS.date_fields]
    if (
        not _bare(first)
        or text[first.start : first.end] != str(first.value)
        or second.kind not in (NumberKind.DATE, NumberKind.TIME)
        or not fields
        or second.parts.keys() - WORDS.date_fields - WORDS.date_marks
    ):
        return None
    field = fields[0] if second.kind is NumberKind.TIME or len(fields) > 1 else fields[-1]
    parts: dict[str, int | str] = {field: first.value}
    if field == "decade" and first.value >= 1000 and isinstance(decade := second.parts[field], int) and decade < 100:
        second = replace(second, parts={field: first.value // 100 * 100 + decade})
    lone = first.value if second.value is not None else None
    unit = second.unit if lone is not None else None
    return replace(first, kind=second.kind, parts=parts, value=lone, unit=unit), second


def _short_year(text: str, first: Number, second: Number) -> int | None:
    """The second year of (1624-44), which the brackets alone show to be one."""
    year, short = first.value, second.value
    if not (_bare(first) and _bare(second) and isinstance(year, int) and isinstance(short, int)):
        return None
    bracketed = text[first.start - 1 : first.start] == "(" and text[second.end : second.end + 1] == ")"
    if not bracketed or not 1000 <= year < 2100 or second.end - second.start != 2 or not year % 100 < short < 100:
        return None
    return year // 100 * 100 + short


def _two_years(first: Number, second: Number, year: int) -> tuple[Number, Number] | None:
    """1950～53年, and 220年～265年, whose first year alone would be a length of time."""
    if second.unit == "year" and isinstance(second.value, int) and year >= 1000 and second.value < 100:
        return _year(first, year), _year(second, year // 100 * 100 + second.value)
    if first.unit == "year" and second.parts.keys() == {"year"} and year >= 100:
        return _year(first, year), second
    return None


def _year(number: Number, year: int) -> Number:
    return replace(number, kind=NumberKind.DATE, value=year, unit=None, parts={"year": year})


def _span(text: str, first: Number, second: Number, between: str) -> Number | None:
    """A range of two amounts; the unit of the second, and its scale, serve both."""
    kinds = {first.kind, second.kind}
    if second.kind is NumberKind.ORDINAL and _bare(first) and between in WORDS.waves:
        kinds = {first.kind}  # 1～4回戦
    low, high = _end(first, upper=False), _end(second, upper=True)
    if low is None or high is None or not kinds <= _RANGED or first.in_name or second.in_name:
        return None
    if first.unit not in (None, second.unit):
        return None
    measured = second.unit is not None or NumberKind.MULTIPLE in kinds
    if between in WORDS.hyphens and not measured:
        return None
    low = Bound(_scaled_alike(text, first, second, low.value), low.included)
    if not low.value < high.value:
        return None
    if between == "から" and not ((first.unit is None and measured) or _AFTER_RANGE.match(text, second.end)):
        return None
    approximate = first.approximate if first.kind is NumberKind.RANGE else second.approximate
    return _merged(
        text,
        first,
        replace(second, rule="range", kind=NumberKind.RANGE, value=None, low=low, high=high, approximate=approximate),
    )


_RANGED = frozenset({NumberKind.CARDINAL, NumberKind.RANGE, NumberKind.MULTIPLE})


def _end(number: Number, *, upper: bool) -> Bound | None:
    if number.value is not None:
        return Bound(number.value, included=True)
    return number.high if upper else number.low


def _scaled_alike(text: str, first: Number, second: Number, low: Exact) -> Exact:
    """3～5万人 starts at 30,000, where 3 is below 5; 1000～2万円 at 1000; 3～5割 at 30 percent."""
    if first.unit is not None or second.value is None or not text[first.end - 1].isascii():
        return low
    figures = text[second.start : second.end]
    if second.unit == "percent" and "割" in figures:
        return low * 10
    scale = 1
    for char in figures:
        scale *= LARGE_SCALES.get(char, 1) * SMALL_SCALES.get(char, 1)
    return low * scale if scale > 1 and Fraction(low) * scale < Fraction(second.value) else low


def _score(text: str, first: Number, second: Number) -> Number | None:
    """3-1: a score where sport is spoken of, or both are small and nothing is counted."""
    if not _bare(first) or not _bare(second) or first.value is None or second.value is None:
        return None
    around = text[max(0, first.start - 14) : first.start] + text[second.end : second.end + 14]
    if not (0 <= first.value < 200 and 0 <= second.value < 200) or not (
        _SPORT.search(around) or first.value >= second.value
    ):
        return None
    parts = {"a": as_part(first.value), "b": as_part(second.value)}
    return _merged(text, first, replace(second, rule="score", kind=NumberKind.SCORE, value=None, parts=parts))
