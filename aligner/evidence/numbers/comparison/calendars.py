"""Dates that differ correctly: the old Japanese calendar and the Julian one against the Gregorian.

Japan adopted the Gregorian calendar on 1 January 1873. For earlier dates, a Japanese text gives the lunar date or, for
foreign events, the Julian date; an English text may give the Gregorian date. The Julian date is behind by a fixed
number of days in each century. The lunar date is behind by about three to eight weeks, so its month is one less.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from aligner.evidence.numbers.number import Number

#: First year that Japan counted in the Gregorian calendar.
GREGORIAN_SINCE = 1873
#: First year without a Julian date in the countries that changed first.
_JULIAN_BEFORE = 1583
#: How many days a lunar date lags behind the Gregorian one, first to last; a leap month and rounding
#: allowed for.
_LUNAR_LAG = range(14, 66)
#: Days of a year of twelve months of thirty, in which the lag is counted.
_YEAR = 360


def calendars_apart(en: Number, ja: Number, year: int | None) -> bool:
    """Whether two dates may be one day in two calendars.

    Args:
        en: the English date.
        ja: the Japanese one.
        year: the year of the dates, if one of the texts gives it.
    """
    years = en.parts.get("year"), ja.parts.get("year")
    turned = years[0] - years[1] if isinstance(years[0], int) and isinstance(years[1], int) else 0
    if year is None or year >= GREGORIAN_SINCE or turned not in {0, 1}:
        return False
    first, second = (_month_and_day(number) for number in (en, ja))
    if first is None or second is None:
        return _turn_of_year(turned, first, second) or _lone_day(en, ja)
    if turned and not first[0] < second[0]:
        return False
    if first[1] is None or second[1] is None:
        return (first[0] - second[0]) % 12 in {1, 2}
    julian = {*years} <= {year, None} and year < _JULIAN_BEFORE and _gregorian(year, *second) == first
    return julian or (30 * (first[0] - second[0]) + first[1] - second[1]) % _YEAR in _LUNAR_LAG


def _turn_of_year(turned: int, first: tuple[int, int | None] | None, second: tuple[int, int | None] | None) -> bool:
    """January or February of one year is still the last month of the year before by the moon."""
    return turned == 1 and first is not None and first[0] <= _EARLY and (second is None or second[0] >= _LATE)


def _lone_day(en: Number, ja: Number) -> bool:
    """A day of a month that one text does not name: October 2 and 24日."""
    return all("day" in number.parts for number in (en, ja)) and "month" in {*en.parts, *ja.parts}


#: The first months by the sun that may be the last by the moon, and the last by the moon.
_EARLY, _LATE = 2, 11


def _month_and_day(number: Number) -> tuple[int, int | None] | None:
    month, day = number.parts.get("month"), number.parts.get("day")
    if not isinstance(month, int):
        return None
    return month, day if isinstance(day, int) else None


def _gregorian(year: int, month: int, day: int | None) -> tuple[int, int] | None:
    """A Julian date in the Gregorian calendar, as month and day.

    >>> _gregorian(1516, 12, 13), _gregorian(1007, 1, 26)
    ((12, 23), (2, 1))
    """
    late = year // 100 - year // 400 - 2
    try:
        there = date(year, month, day or 1) + timedelta(days=late)
    except (ValueError, OverflowError):
        return None
    return there.month, there.day
