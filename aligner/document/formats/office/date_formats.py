"""Dates and times of workbooks: a number of days, as a cell shows it.

The result is "" for a number that is not a date. `number_formats` parses the formats.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

#: Days from 0 to the end of 9999, and the day that does not exist: 29 February 1900.
_LAST_DAY, _NO_DAY = 2_958_466, 60
_DAY = 86_400
_ERAS = (
    (date(2019, 5, 1), "令和", "R"), (date(1989, 1, 8), "平成", "H"), (date(1926, 12, 25), "昭和", "S"),
    (date(1912, 7, 30), "大正", "T"), (date(1868, 1, 25), "明治", "M"),
)  # fmt: skip
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
_WEEK = (
    ("Monday", "月"), ("Tuesday", "火"), ("Wednesday", "水"), ("Thursday", "木"), ("Friday", "金"), ("Saturday", "土"),
    ("Sunday", "日"),
)  # fmt: skip


class Token(NamedTuple):
    """A piece of a format: ``text`` as it is shown, or ``date``, ``elapsed``, ``digit``, ``power``, ``percent``."""

    kind: str
    text: str


def dated(tokens: Sequence[Token], number: Decimal, *, from_1904: bool) -> str:
    """Return a number of days as a date or time; "" if it is outside the range of dates."""
    if not 0 <= number < _LAST_DAY:
        return ""
    days, seconds = divmod(int((number * _DAY).to_integral_value(ROUND_HALF_UP)), _DAY)
    first = datetime(1904, 1, 1) if from_1904 else datetime(1899, 12, 31 if days < _NO_DAY else 30)  # noqa: DTZ001 no zone
    try:
        moment = first + timedelta(days, seconds)
    except OverflowError:
        return ""
    is_half = any(token.text in {"am/pm", "a/p"} for token in tokens)
    shown: list[str] = []
    for k, token in enumerate(tokens):
        if token.kind == "elapsed":
            total = days * _DAY + seconds
            shown.append(f"{total // {'h': 3600, 'm': 60, 's': 1}[token.text[0]]:0{len(token.text)}d}")
        elif token.kind == "date":
            shown.append(_part(token.text, moment, is_minute=_is_minute(tokens, k), is_half=is_half))
        elif token.kind in {"text", "percent"} or token.text in "/.,":
            shown.append(token.text)
    return "".join(shown).strip()


def _is_minute(tokens: Sequence[Token], k: int) -> bool:
    """Return whether ``m`` stands for minutes: after hours, or before seconds."""
    timed = [token.text[0] for token in tokens[:k] if token.kind in {"date", "elapsed"}]
    following = [token.text[0] for token in tokens[k + 1 :] if token.kind in {"date", "elapsed"}]
    return timed[-1:] == ["h"] or following[:1] == ["s"]


def _part(code: str, moment: datetime, *, is_minute: bool, is_half: bool) -> str:
    """Return one part of a date."""
    if code in {"am/pm", "a/p"}:
        half = "PM" if moment.hour >= 12 else "AM"
        return half if len(code) > 3 else half[0]
    if code[0] in "eg":
        return _era(code, moment)
    if len(code) > 2 and not (is_minute and code[0] == "m"):
        return _name(code, moment)
    hour = moment.hour % 12 or 12 if is_half else moment.hour
    month = moment.minute if is_minute else moment.month
    values = {"y": moment.year % 100, "d": moment.day, "h": hour, "s": moment.second, "m": month}
    size = 2 if code[0] == "y" else min(len(code), 2)
    return f"{values[code[0]]:0{size}d}"


def _era(code: str, moment: datetime) -> str:
    """Return the name of the Japanese era, or the year in it."""
    start, name, letter = next((era for era in _ERAS if era[0] <= moment.date()), (date(1, 1, 1), "", ""))
    if code[0] == "g":
        return letter if len(code) == 1 else name[:1] if len(code) == 2 else name
    return f"{moment.year - start.year + 1:0{min(len(code), 2)}d}"


def _name(code: str, moment: datetime) -> str:
    """Return a part of a date with three letters or more in its format: a year, a month, or a day of the week."""
    size = len(code)
    if code[0] == "y":
        return f"{moment.year:04d}"
    if code[0] == "a":
        return _WEEK[moment.weekday()][1] + ("曜日" if size > 3 else "")
    if code[0] == "d":
        return _WEEK[moment.weekday()][0][: None if size > 3 else 3]
    if code[0] == "m":
        return _MONTHS[moment.month - 1][: None if size == 4 else 1 if size == 5 else 3]
    return f"{moment.hour if code[0] == 'h' else moment.second:02d}"
