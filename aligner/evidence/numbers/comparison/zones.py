"""Times of day converted to the reader's time zone: 10 a.m. PDT is 日本時間午前2時, a day later."""

from __future__ import annotations

import re
import tomllib
from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from aligner.evidence.numbers.number import NumberKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aligner.evidence.numbers.number import Number

_JAPAN = 9
_JAPAN_TIME = re.compile("日本時間|JST")
#: A zone stands right after the time, in brackets perhaps.
_REACH = 12
#: A year to add a day in, where the text gives none.
_COMMON_YEAR = 2023


def in_japan(text: str, numbers: Sequence[Number], japanese: str) -> tuple[Number, ...]:
    """English times of day and their dates in Japan's zone, if the Japanese text gives them in it."""
    zones = {n.start: zone for n in numbers if n.kind is NumberKind.TIME and (zone := _zone(text, n)) is not None}
    if not zones or not _JAPAN_TIME.search(japanese):
        return tuple(numbers)
    ahead = {start: _JAPAN - hours for start, hours in zones.items()}
    later = {_hour(number) + ahead[number.start] >= 24 for number in numbers if number.start in ahead}
    return tuple(
        _moved(number, ahead[number.start]) if number.start in ahead else _next_day(number, later) for number in numbers
    )


def _zone(text: str, number: Number) -> int | None:
    match = _names().match(text[number.end : number.end + _REACH])
    return None if match is None else _hours()[match[1]]


def _hour(number: Number) -> int:
    hour = number.parts.get("hour", 0)
    return hour if isinstance(hour, int) else 0


def _moved(number: Number, hours: int) -> Number:
    hour = (_hour(number) + hours) % 24
    return replace(number, parts={**number.parts, "hour": hour, "half": "am" if hour < 12 else "pm"})


def _next_day(number: Number, later: set[bool]) -> Number:
    """A full date a day on, when every time of the text has passed midnight."""
    month, day = number.parts.get("month"), number.parts.get("day")
    if later != {True} or number.kind is not NumberKind.DATE or not (isinstance(month, int) and isinstance(day, int)):
        return number
    year = number.parts.get("year", _COMMON_YEAR)
    try:
        there = date(int(year), month, day) + timedelta(days=1)
    except (ValueError, OverflowError):
        return number
    parts = {**number.parts, "month": there.month, "day": there.day}
    return replace(number, parts={**parts, "year": there.year} if "year" in number.parts else parts)


@cache
def _hours() -> dict[str, int]:
    return dict(tomllib.loads(files(__package__).joinpath("zones.toml").read_text("utf-8"))["hours"])


@cache
def _names() -> re.Pattern[str]:
    return re.compile(rf"\s*\(?({'|'.join(_hours())})\b")
