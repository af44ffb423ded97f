"""Counting conventions that differ between the languages: floors, school years, anniversaries, discounts.

They apply only if the texts show them: floors are shifted when the English has a ground floor, school years when it
counts grades, memorial services when it counts anniversaries (三回忌, which counts the death itself, is the
second).
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from aligner.evidence.numbers.comparison.zones import in_japan
from aligner.evidence.numbers.number import NumberKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aligner.evidence.numbers.number import Number

_GROUND_FLOOR = re.compile(r"\bground[ -]floor\b", re.IGNORECASE)
_CLOSED = re.compile(r"\s*+[)）]\s*+の?+\s*+")
_DISCOUNT = re.compile(r"\boff\b|\bdiscount", re.IGNORECASE)
_ANNIVERSARY = re.compile(r"\banniversar(?:y|ies)\b", re.IGNORECASE)


def as_japanese_counts(text: str, numbers: Sequence[Number], japanese: str) -> tuple[Number, ...]:
    """English numbers as Japanese counts: a first floor above a ground floor is 2階, 10 a.m. PDT 2時."""
    if any(number.unit == "floor" for number in numbers) and _GROUND_FLOOR.search(text):
        numbers = [_shifted(number, 1) if number.unit == "floor" else number for number in numbers]
    return in_japan(text, numbers, japanese)


def as_english_counts(
    text: str, numbers: Sequence[Number], english: Sequence[Number], english_text: str
) -> tuple[Number, ...]:
    """Japanese numbers as English counts, where the English does.

    中学2年 is the eighth grade, 三回忌 the second anniversary, 2日おき every third day, 7掛け 30% off. A day takes the
    year that stands before it with its gloss: 正徳3年（1713年）10月15日.
    """
    counted = [_as_counted(number, english, english_text) for number in numbers]
    for k in range(1, len(counted)):
        if _glosses_era(text, counted[k - 1], counted[k]):
            counted[k] = replace(counted[k], kind=NumberKind.DATE, parts={"year": int(counted[k].value or 0)})
        counted[k] = _continued_year(text, counted[k - 1], counted[k])
        if "year" not in counted[k].parts and carries_year(text, counted[k - 1], counted[k]):
            parts = {"year": counted[k - 1].parts["year"], **counted[k].parts}
            counted[k] = replace(counted[k], parts=parts)
    return tuple(counted)


def _glosses_era(text: str, first: Number, second: Number) -> bool:
    """Whether the second number is the western year of an era year, in brackets and without 年: 明治6年 (1873)."""
    bare = second.kind is NumberKind.CARDINAL and second.unit is None and isinstance(second.value, int)
    return (
        bare
        and "era" in first.parts
        and _LEAST_YEAR <= int(second.value or 0) < _PAST_YEARS
        and text[first.end : second.start].strip() in {"(", "（"}
        and text[second.end : second.end + 1] in {")", "）"}
    )


def _continued_year(text: str, first: Number, second: Number) -> Number:
    """A year that leaves out the century or the era of the one before it: 1990年から96年, 明治38年～40年, 1812-92."""
    if second.parts.keys() == {"fiscal_year"}:
        return _continued_fiscal_year(text, first, second)
    year, value = first.parts.get("year", first.value), second.value
    follows = _UNTIL.fullmatch(text, first.end, second.start) is not None
    if not (follows and isinstance(year, int) and isinstance(value, int) and second.kind is NumberKind.CARDINAL):
        return second
    era_year = first.parts.get("era_year")
    dated = second.unit == "year" or (second.unit is None and first.unit is None and second.text[-1].isdecimal())
    if isinstance(era_year, int) and second.unit == "year" and era_year < value < era_year + _LONGEST_SPAN:
        full = year + value - era_year
    elif (
        dated and _LEAST_YEAR <= year < _PAST_YEARS and year % 100 < value < 100 and len(second.text.rstrip("年")) == 2
    ):
        full = year - year % 100 + value
    else:
        return second
    return replace(second, kind=NumberKind.DATE, value=full, unit=None, low=None, high=None, parts={"year": full})


def _continued_fiscal_year(text: str, first: Number, second: Number) -> Number:
    """A business year that leaves out the era of the one before it: 昭和35年度から50年度."""
    year, era_year = first.parts.get("fiscal_year"), first.parts.get("era_year")
    last = second.parts["fiscal_year"]
    if not (isinstance(year, int) and isinstance(era_year, int) and isinstance(last, int)):
        return second
    if not era_year < last < era_year + _LONGEST_SPAN or _UNTIL.fullmatch(text, first.end, second.start) is None:
        return second
    return replace(second, value=year + last - era_year, parts={"fiscal_year": year + last - era_year})


#: Text between the first and the last year of a period, and the maximum number of years of an era in it.
_UNTIL = re.compile(r"年?\s*(?:から|より|[〜～~‐–—−ー-])\s*")
_LONGEST_SPAN = 40
#: Years that a bracket may hold beside an era's.
_LEAST_YEAR, _PAST_YEARS = 500, 2100


def carries_year(text: str, first: Number, second: Number) -> bool:
    """Whether the first number is a year in brackets and the second a month or day right after them."""
    if not first.kind is second.kind is NumberKind.DATE or "month" not in second.parts:
        return False
    alone = first.parts.keys() - {"era", "era_year"} == {"year"}
    return alone and _CLOSED.fullmatch(text, first.end, second.start) is not None


def _as_counted(number: Number, english: Sequence[Number], english_text: str) -> Number:
    parts = number.parts
    if "grade" in parts and any(counterpart.unit == "school_grade" for counterpart in english):
        return _graded(number)
    if "kaiki" in parts and _ANNIVERSARY.search(english_text) and number.value not in {n.value for n in english}:
        return _shifted(number, -1)
    if parts.get("interval") == "between" and any(map(_is_each, english)) and number.unit not in _OF_A_DAY:
        return replace(_shifted(number, 1), unit=number.unit)
    if number.value is not None and number.text.endswith("掛け") and _DISCOUNT.search(english_text):
        return replace(number, value=100 - number.value)
    return number


def _is_each(number: Number) -> bool:
    """Every third day, every other day: the ones that are counted, not those between."""
    return number.kind is NumberKind.ORDINAL or number.parts.get("interval") == "each"


#: Units whose intervals are counted directly: 4時間おき is every four hours.
_OF_A_DAY = frozenset({"hour", "minute", "second"})


def _graded(number: Number) -> Number:
    grade = number.parts.get("grade")
    return replace(number, value=grade, unit="school_grade") if isinstance(grade, int) else number


def _shifted(number: Number, by: int) -> Number:
    if not by or number.value is None:
        return number
    return replace(number, value=number.value + by, unit=None)
