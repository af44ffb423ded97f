"""Weekdays of dates by the calendar: 3 March 2026 is a Tuesday.

Rule: the calendar decides only where a text gives the year, the month and the day. A weekday without them is only
compared with the other text.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from aligner.evidence.numbers.comparison.calendars import GREGORIAN_SINCE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from aligner.evidence.numbers.number import Number

_DAYS_OF_WEEK = 7
_FIELDS = ("year", "month", "day")


def weekday_by_calendar(*dates: Number) -> int | None:
    """The weekday (1 is Monday) of the day that dates give, or None if they give no whole day or different days.

    A field that one date leaves out is taken from another one. Years before 1873 give None, because their dates may be
    of another calendar.
    """
    day: dict[str, int | str] = {}
    for number in dates:
        if "alternative" in number.parts or any(day.get(key, value) != value for key, value in _day(number).items()):
            return None
        day |= _day(number)
    year, month, day_of_month = (day.get(field) for field in _FIELDS)
    if not (isinstance(year, int) and isinstance(month, int) and isinstance(day_of_month, int)):
        return None
    try:
        return date(year, month, day_of_month).isoweekday() if year >= GREGORIAN_SINCE else None
    except ValueError:
        return None


def _day(number: Number) -> Mapping[str, int | str]:
    return {field: number.parts[field] for field in _FIELDS if field in number.parts}


def states_other_weekday(number: Number, weekday: int) -> bool:
    """Whether a date states a weekday that differs from ``weekday`` (1 is Monday)."""
    stated = number.parts.get("weekday")
    return isinstance(stated, int) and (stated - weekday) % _DAYS_OF_WEEK != 0
