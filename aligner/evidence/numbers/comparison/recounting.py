"""Things the two languages count from different starts: British floors, school years, memorial services.

Only where the texts say so: floors are shifted when the English has a ground floor, school years when it counts
grades, memorial services when it counts anniversaries (三回忌, which counts the death itself, is the second).
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aligner.evidence.numbers.number import Number

_GROUND_FLOOR = re.compile(r"\bground[ -]floor\b", re.IGNORECASE)
_FLOOR = re.compile(r"[\s-]*(?:floors?|storeys?)\b", re.IGNORECASE)
_ANNIVERSARY = re.compile(r"\banniversar(?:y|ies)\b", re.IGNORECASE)


def recounted_english(text: str, numbers: Sequence[Number]) -> tuple[Number, ...]:
    """English numbers as Japanese counts: the first floor is 2階 where there is a ground floor."""
    if not _GROUND_FLOOR.search(text):
        return tuple(numbers)
    return tuple(_shifted(number, 1) if _FLOOR.match(text, number.end) else number for number in numbers)


def recounted_japanese(
    numbers: Sequence[Number], english: Sequence[Number], english_text: str
) -> tuple[Number, ...]:
    """Japanese numbers as English counts: 中学2年 is the eighth grade, 三回忌 the second anniversary."""
    graded = any(number.unit == "school_grade" for number in english)
    remembered = bool(_ANNIVERSARY.search(english_text))
    return tuple(
        _shifted(number, -1)
        if remembered and "kaiki" in number.parts
        else _graded(number)
        if graded
        else number
        for number in numbers
    )


def _graded(number: Number) -> Number:
    grade = number.parts.get("grade")
    return replace(number, value=grade, unit="school_grade") if isinstance(grade, int) else number


def _shifted(number: Number, by: int) -> Number:
    if not by or number.value is None:
        return number
    return replace(number, value=number.value + by, unit=None)
