"""Values that a spreadsheet took for dates: 3/4 became 2024-03-04 or 4-Mar, SEPT2 became 9月2日.

A date counts only if it is not the translation of a date: it has a year that the value lacks, it has the form that
spreadsheets write (4-Mar), or the value is a fraction, a range or a symbol and not a date.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NAME = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)"
_DATE = re.compile(
    rf"(?<![A-Za-z0-9/.-])(?:(?P<year>(?:19|20)\d\d)[-/](?P<m1>\d{{1,2}})[-/](?P<d1>\d{{1,2}})(?![\d/-])"
    rf"|(?P<d2>\d{{1,2}})-(?P<m2>{_NAME})(?![A-Za-z0-9-])|(?P<m3>{_NAME})-(?P<d3>\d{{1,2}})(?![A-Za-z0-9-])"
    r"|(?P<m4>\d{1,2})月(?P<d4>\d{1,2})日)"
)
#: What a spreadsheet may take for a date: 3/4, 1-2, and symbols such as SEPT2 and MARCH1.
_PAIR = re.compile(r"(?<![A-Za-z0-9/.,-])(?P<a>\d{1,2})(?P<sign>[/-])(?P<b>\d{1,2})(?![\d/.-])")
_SYMBOL = re.compile(
    r"(?<![A-Za-z0-9])(?P<month>JAN|FEB|MAR|MARCH|APR|MAY|JUN|JUL|AUG|SEPT?|OCT|NOV|DEC)-?(?P<day>\d{1,2})(?![A-Za-z0-9])"
)
#: What follows a fraction or a range.
_MEASURED = re.compile(
    r" ?(?:of\b|an?\b|cups?|inch|inches|teaspoons?|tablespoons?|tsp|tbsp|pints?|miles?|hours?|minutes?|people|persons?|"
    r"pounds?|oz|lb|full|size|scale|time|players?|weeks?|days?|years?|カップ|インチ|杯|人|個|枚|本|回|倍|時間|分|秒|程度|の|"
    r"サイズ|拍子|マイル|ポンド|週間|年|か月|%|％|\")"
)
_ANY_YEAR = re.compile(r"(?:19|20)\d\d|年")


class _Day(NamedTuple):
    month: int
    day: int


def changed_dates(text: str, other: str) -> Iterator[tuple[tuple[int, int], str]]:
    """Yield the span of every date in a text that is a value in the other text, with the value.

    >>> list(changed_dates("Add 2024-03-04 cup of rice.", "米3/4カップを加える。"))
    [((4, 14), '3/4')]
    >>> list(changed_dates("The office opens on 3月4日.", "The office opens on 3/4."))
    []
    """
    for match in _DATE.finditer(text):
        day = _day(match)
        if day is None or match[0] in other:
            continue
        value = _value(match, day, other)
        if value and value not in text:
            yield match.span(), value


def _day(match: re.Match[str]) -> _Day | None:
    """Return the month and day of a date."""
    groups = match.groupdict()
    month = groups["m1"] or groups["m4"]
    name = groups["m2"] or groups["m3"]
    number = int(month) if month else _MONTHS.index(name.lower()) + 1
    day = int(groups["d1"] or groups["d2"] or groups["d3"] or groups["d4"])
    return _Day(number, day) if 1 <= number <= len(_MONTHS) and day else None


def _value(match: re.Match[str], day: _Day, other: str) -> str:
    """Return what the other text has where a text has a date, or ""."""
    for symbol in _SYMBOL.finditer(other):
        if _Day(_MONTHS.index(symbol["month"][:3].lower()) + 1, int(symbol["day"])) == day:
            return symbol[0]
    for pair in _PAIR.finditer(other):
        if day not in {(int(pair["a"]), int(pair["b"])), (int(pair["b"]), int(pair["a"]))}:
            continue
        measured = _MEASURED.match(other, pair.end()) is not None
        no_year = match["year"] is not None and not _ANY_YEAR.search(other)
        if measured or (no_year and not _is_dated(other)) or (pair["sign"] == "-" and not match["m4"]):
            return pair[0]
    return ""


def _is_dated(text: str) -> bool:
    """Whether a text speaks of a day: of 3/4 in it, one cannot say whether it is a date."""
    return re.search(r"\b(?:[Oo]n|[Bb]y|[Uu]ntil|[Ss]ince|from|From|date|Date)\b|日|曜|付|締", text) is not None
