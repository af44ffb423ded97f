"""Counting conventions that differ between the languages: floors, school years, anniversaries, discounts.

They apply only if the texts show them: floors are shifted when the English has a ground floor, school years when it
counts grades, memorial services when it counts anniversaries (三回忌, which counts the death itself, is the
second).
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from aligner.evidence.numbers.comparison.year_spans import LEAST_YEAR, PAST_YEARS, with_whole_years
from aligner.evidence.numbers.comparison.zones import in_japan
from aligner.evidence.numbers.number import NumberKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aligner.evidence.numbers.number import Number

_GROUND_FLOOR = re.compile(r"\bground[ -]floor\b", re.IGNORECASE)
_CLOSED = re.compile(r"\s*+[)）]\s*+の?+\s*+")
_DISCOUNT = re.compile(r"\boff\b|\bdiscount", re.IGNORECASE)
_ANNIVERSARY = re.compile(r"\banniversar(?:y|ies)\b", re.IGNORECASE)


def as_japanese_counts(
    text: str, numbers: Sequence[Number], japanese: Sequence[Number], japanese_text: str
) -> tuple[Number, ...]:
    """English numbers as Japanese counts: a first floor above a ground floor is 2階, 10 a.m. PDT 2時."""
    if any(number.unit == "floor" for number in numbers) and _GROUND_FLOOR.search(text):
        numbers = [_shifted(number, 1) if number.unit == "floor" else number for number in numbers]
    return in_japan(text, with_whole_years(text, numbers, japanese), japanese_text)


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
    counted = with_whole_years(text, counted, english)
    for k in range(1, len(counted)):
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
        and LEAST_YEAR <= int(second.value or 0) < PAST_YEARS
        and text[first.end : second.start].strip() in {"(", "（"}
        and text[second.end : second.end + 1] in {")", "）"}
    )


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
