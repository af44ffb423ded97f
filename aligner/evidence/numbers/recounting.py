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
_GRADE = re.compile(r"\bgrade(?:s|r|rs)?\b", re.IGNORECASE)
_ANNIVERSARY = re.compile(r"\banniversar(?:y|ies)\b", re.IGNORECASE)
#: Years of junior high school follow the six of primary school; those of high school the nine before them.
_SCHOOLS = (
    (re.compile(r"(?:中学校?の?|中等部|(?<![\u4e00-\u9fff])中)\s?$"), 6),
    (re.compile(r"(?:高校の?|高等学校|高等部|(?<![\u4e00-\u9fff])高)\s?$"), 9),
)


def recounted_english(text: str, numbers: Sequence[Number]) -> tuple[Number, ...]:
    """English numbers as Japanese counts: the first floor is 2階 where there is a ground floor."""
    if not _GROUND_FLOOR.search(text):
        return tuple(numbers)
    return tuple(_shifted(number, 1) if _FLOOR.match(text, number.end) else number for number in numbers)


def recounted_japanese(text: str, numbers: Sequence[Number], english: str) -> tuple[Number, ...]:
    """Japanese numbers as English counts: 中学2年 is the eighth grade, 三回忌 the second anniversary."""
    graded, remembered = bool(_GRADE.search(english)), bool(_ANNIVERSARY.search(english))
    return tuple(
        _shifted(
            number, -1 if remembered and "kaiki" in number.parts else _school(text, number) if graded else 0
        )
        for number in numbers
    )


def _school(text: str, number: Number) -> int:
    before = text[max(0, number.start - 6) : number.start]
    return next((years for school, years in _SCHOOLS if school.search(before)), 0)


def _shifted(number: Number, by: int) -> Number:
    if not by or number.value is None:
        return number
    return replace(number, value=number.value + by, unit=None)
