"""Years that a Japanese text gives twice: an era or regnal year and, in brackets, the western one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from aligner.evidence.numbers.comparison.calendars import GREGORIAN_SINCE

if TYPE_CHECKING:
    from aligner.evidence.numbers.comparison.context import Context
    from aligner.evidence.numbers.number import Number


def glossed(number: Number, context: Context) -> Number | None:
    """The Japanese date beside a Japanese number, one explaining the other in brackets, where there is one.

    One of them is a western year, the other an era year or a regnal one.
    """
    western = "era" not in number.parts and _year(number) is not None
    for neighbour in context.beside(number):
        if western != ("era" in neighbour.parts) or _year(neighbour) is None:
            continue
        first, second = sorted((number, neighbour), key=lambda date: date.start)
        if first.end <= second.start <= first.end + _GLOSS_REACH and _GLOSS.fullmatch(
            context.ja_text, first.end, second.start
        ):
            return neighbour
    return None


#: What may stand between a year and its gloss, and how long it may be.
_GLOSS = re.compile(r"\s*+(?:[(（]旧暦[)）])?+\s*+[(（〔][^()（）〔〕\d]{0,6}")
_GLOSS_REACH = 16


def is_old(number: Number) -> bool:
    """A date from before Japan counted in the Gregorian calendar."""
    year = number.parts.get("year")
    return isinstance(year, int) and year < GREGORIAN_SINCE


def years_clash(first: Number, second: Number) -> bool:
    """Whether an era year and a western one cannot be one year; lunar years end in the next western one."""
    first_year, second_year = _year(first), _year(second)
    if first_year is None or second_year is None:
        return False
    return abs(first_year - second_year) > (1 if min(first_year, second_year) < GREGORIAN_SINCE else 0)


def _year(number: Number) -> int | None:
    """The year of a date, or of a figure with 年 that is too far off to be read as one (9024年)."""
    year = number.parts.get("year")
    if year is None and number.unit == "year" and isinstance(number.value, int) and number.value > _REGNAL:
        return number.value
    return year if isinstance(year, int) else None


#: Maximum length of a reign in years.
_REGNAL = 99
