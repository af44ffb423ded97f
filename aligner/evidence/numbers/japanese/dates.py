"""Dates in Japanese by the Gregorian calendar: from weekdays and days to decades and centuries.

A bare N日 can be a day of the month or a length of time. It is parsed as a date, and its value and unit give the other
reading.
"""

from __future__ import annotations

import calendar
import re
from typing import TYPE_CHECKING

from aligner.evidence.numbers.japanese.lexicon import expression_words
from aligner.evidence.numbers.japanese.numerals import parse_numeral
from aligner.evidence.numbers.japanese.words import WORDS, filled, regex, word_class
from aligner.evidence.numbers.number import Number, NumberKind

if TYPE_CHECKING:
    from collections.abc import Callable

Parts = dict[str, int | str]

KANJI = "〇零○◯一二三四五六七八九十"
_YEAR = rf"(?:[0-9]{{1,4}}(?![0-9])|[{KANJI}百千]{{1,8}})"
_MONTH = r"(?:1[0-2]|0?[1-9](?![0-9])|十[一二]?|[一二三四五六七八九正])"
_DAY = rf"(?:(?:3[01]|[12][0-9]|0?[1-9])(?![0-9])|[{KANJI}廿卅]{{1,4}})"
_NUMBER = rf"(?:[0-9]{{1,4}}(?![0-9])|[{KANJI}百千]{{1,6}})"
_WEEKDAY = filled(r"(?:[、 ]?\(?(?P<w><<weekdays>>)(?:曜日?|(?=[・)]))(?:・(?:<<weekday_marks>>)日?)?\)?)")
MONTH_DAY = filled(
    rf"(?P<m>{_MONTH})月(?!<<no_month>>)"
    rf"(?:(?P<d>{_DAY})(?:日(?!<<no_day>>)(?:{_WEEKDAY})?|(?=[、・~〜–—-]{_DAY}(?:日(?!<<no_day>>|間)|の?両日)))|(?P<last><<last_days>>)|(?P<period>期)(?![待限])|<<month_parts>>)?"
)
_SPAN_MONTHS = rf"(?P<m1>{_MONTH})月?[~〜–—―-](?P<m2>{_MONTH})月期"
QUARTER = r"の?第(?P<q>[1-4一二三四])・?四半期"
HALF = filled("の?(?P<hy>[上下])半?期(?!<<no_half_year>>)")
JOINT = r"(?:[ 、]{0,1}の?)"
WEEKDAYS = {day: k for k, day in enumerate(word_class("weekdays"), start=1)}

_NO_FISCAL_YEAR = tuple(WORDS.no_fiscal_year)
_YEAR_IN_BRACKETS = re.compile(r"^\([0-9]+年[)頃~〜]")
_IN_YEAR = regex("に(?!<<no_in_year>>)")


def number(text: str) -> int:
    """The value of a short numeral; 元 is 1, 正 (of 正月) too."""
    if text in WORDS.first_words:
        return 1
    numeral = parse_numeral(text, 0)
    return int(numeral.value) if numeral is not None and numeral.value is not None else 0


_WESTERN = regex(
    rf"(?P<bc>紀元前|(?<!<<no_year_before>>|[0-9])前(?=[0-9{KANJI}百千]{{1,6}}年))?(?P<ad>西暦)?(?P<y>{_YEAR})"
    rf"(?:(?P<fy>年度)(?:{QUARTER.replace('<q>', '<q2>')}|{HALF.replace('<hy>', '<hy2>')})?"
    rf"|年(?P<rest>{JOINT}(?:{_SPAN_MONTHS}|{MONTH_DAY})|{QUARTER}|{HALF})?)"
)
_MONTHS = re.compile(rf"{_SPAN_MONTHS}|{MONTH_DAY}")
_LONE_QUARTER = re.compile(rf"{QUARTER}|(?P<q2>[1-4])Q(?![A-Za-z0-9])|Q(?P<q3>[1-4])(?![A-Za-z0-9])")
_ISO = re.compile(
    r"(?P<y>[0-9]{4})(?P<s>[-/.])(?P<m>1[0-2]|0?[1-9])(?P=s)(?P<d>3[01]|[12][0-9]|0?[1-9])(?![0-9]|[-/.][0-9])"
    rf"(?:{_WEEKDAY})?"
)
_SLASH = re.compile(rf"(?P<m>1[0-2]|0?[1-9])/(?P<d>[0-9]{{1,2}})(?![0-9/]|\.[0-9])(?:\s?{_WEEKDAY})?")
_NOT_A_SLASH_DATE = regex(r"<<no_slash_date>>|[a-zA-Z]")
_DAY_ALONE = regex(rf"(?P<d>{_DAY})(?:日(?!<<no_day_alone>>)|(?=の両日)|(?<=[0-9])(?=両日))(?:(?=\(){_WEEKDAY})?")
_DECADE = re.compile(rf"(?P<y>[0-9]{{2,4}}|[{KANJI}百千]{{2,6}})年代")
_CENTURY = regex(rf"(?P<bc><<before_christ>>)?(?P<c>{_NUMBER})世紀(?!<<no_century>>)")
_WEEKDAY_ALONE = regex(r"(?P<w><<weekdays>>)曜日?(?!<<no_weekday>>)")


def dated(match: re.Match[str], parts: Parts, value: int | None = None, unit: str | None = None) -> Number:
    """The date that a match reads."""
    return Number(match.start(), match.end(), match.group(), NumberKind.DATE, value=value, unit=unit, parts=parts)


def groups_of(match: re.Match[str]) -> dict[str, str]:
    """The named groups that matched something."""
    return {name: group for name, group in match.groupdict().items() if group}


def calendar_parts(groups: dict[str, str]) -> Parts | None:
    """Month, day, weekday, quarter of a match; None if no such day exists."""
    parts: Parts = {}
    if quarter := groups.get("q") or groups.get("q2"):
        parts["quarter"] = number(quarter)
    if half := groups.get("hy") or groups.get("hy2"):
        parts["half_year"] = 1 if half == "上" else 2
    if "m2" in groups:
        parts |= {"first_month": number(groups["m1"]), "month": number(groups["m2"])}
    elif "m" in groups or "dm" in groups:
        parts["month"] = number(groups.get("m") or groups["dm"])
    if "d" in groups or "dd" in groups:
        parts["day"] = day = number(groups.get("d") or groups["dd"])
        if not 1 <= day <= 31:
            return None
    if "w" in groups:
        parts["weekday"] = WEEKDAYS[groups["w"]]
    return parts


def last_day(parts: Parts, groups: dict[str, str]) -> None:
    """末日 is the 28th to 31st, if the month (and for February the year) is known."""
    if "last" not in groups:
        return
    month, year = parts["month"], parts.get("year")
    if isinstance(month, int) and (month != 2 or isinstance(year, int)):
        parts["day"] = calendar.monthrange(year if isinstance(year, int) and year > 0 else 2001, month)[1]


_MAY_BE_DATE = regex(
    rf"(?:<<date_openers>>|の?第)?[0-9{KANJI}百千正廿卅]{{1,8}}(?:<<may_be_dates>>|[/.~〜–—―-])|.曜|Q[1-4]"
)


def read_date(text: str, pos: int) -> Number | None:
    """A date that starts at an offset with a numeral (or 紀元前, 西暦, 第, Q, a weekday)."""
    if _MAY_BE_DATE.match(text, pos) is None:
        return None
    for rule in _DATE_RULES:
        date = rule(text, pos)
        if date is not None:
            return date
    return None


def _iso(text: str, pos: int) -> Number | None:
    match = _ISO.match(text, pos)
    if match is None or (parts := calendar_parts(groups_of(match))) is None:
        return None
    return dated(match, {**parts, "year": int(match["y"])})


def _slash(text: str, pos: int) -> Number | None:
    match = _SLASH.match(text, pos)
    if match is None or (parts := calendar_parts(groups_of(match))) is None:
        return None
    if "w" not in groups_of(match) and (
        _NOT_A_SLASH_DATE.match(text, match.end()) or (pos and text[pos - 1] in "0123456789./")
    ):
        return None
    return dated(match, parts)


def _western(text: str, pos: int) -> Number | None:
    match = _WESTERN.match(text, pos)
    if match is None:
        return None
    groups = groups_of(match)
    year = number(groups["y"])
    if "fy" in groups:
        return _fiscal(text, match, year)
    parts = calendar_parts(groups)
    if not year or parts is None:
        return None
    if "bc" not in groups and "ad" not in groups:
        if "rest" not in groups and not _is_lone_year(text, match, year):
            return None
        if "rest" in groups and year < 65 and "period" not in groups:
            # The year of an era that is named elsewhere, or the last two figures of a Gregorian one.
            return dated(match, {"era_year": year, **parts})
    parts = {"year": -year if "bc" in groups else year, **parts}
    last_day(parts, groups)
    lone = parts.keys() == {"year"}
    if "period" in groups or "m2" in groups:
        parts["period"] = "期"
    return dated(match, parts, int(parts["year"]) if lone else None)


def _fiscal(text: str, match: re.Match[str], year: int) -> Number | None:
    if year < 20 or (year < 1000 and not match["y"].isdecimal()) or text.startswith(_NO_FISCAL_YEAR, match.end()):
        return None
    parts: Parts = {"fiscal_year": year, **(calendar_parts(groups_of(match)) or {})}
    return dated(match, parts, year if len(parts) == 1 else None)


def _is_lone_year(text: str, match: re.Match[str], year: int) -> bool:
    """Whether a year without month is one, not a length of time: 1995年 yes, 20年 no, 300年 no, 794年 yes."""
    start, end, figures = match.start(), match.end(), match["y"]
    positional = figures.isdecimal() or not set(figures) & set("十百千")
    if year >= 1000:
        round_words = not positional and year % 100 == 0
        return 1000 < year < 3000 and not round_words and not expression_words("ages_after").at(text, end)
    if is_length(text, start, end):
        return False
    if year < 100:
        apostrophe = text[start - 1 : start] in ("'", "’")
        return figures.isdecimal() and (apostrophe or (year >= 60 and bool(_IN_YEAR.match(text, end))))
    if _YEAR_IN_BRACKETS.search(text, max(0, start - 1), end + 1) or _IN_YEAR.match(text, end):
        return True
    return year % 10 != 0 and (positional or year > 500)


def is_length(text: str, start: int, end: int) -> bool:
    """Whether the words around N年 or N日 show that it is a length of time."""
    after, before = expression_words("length_after"), expression_words("length_before")
    return after.at(text, end) is not None or before.before(text, start) is not None


def _months(text: str, pos: int) -> Number | None:
    match = _MONTHS.match(text, pos)
    if match is None:
        return None
    groups = groups_of(match)
    parts = calendar_parts(groups)
    if parts is None or (groups.get("m") == "正" and "day" not in parts):
        return None
    last_day(parts, groups)
    if "period" in groups or "m2" in groups:
        parts["period"] = "期"
    return dated(match, parts)


def _quarter(text: str, pos: int) -> Number | None:
    match = _LONE_QUARTER.match(text, pos)
    if match is None or (match["q"] is None and pos and text[pos - 1].isascii() and text[pos - 1].isalnum()):
        return None
    quarter = number(match["q"] or match["q2"] or match["q3"])
    return dated(match, {"quarter": quarter})


def _day(text: str, pos: int) -> Number | None:
    """N日 alone: the day of a month unless the words around it show that it is a length of time."""
    match = _DAY_ALONE.match(text, pos)
    if match is None or (parts := calendar_parts(groups_of(match))) is None:
        return None
    if "weekday" not in parts and is_length(text, pos, match.end()):
        return None
    if len(match["d"]) == 2 and match["d"] in "一二三四五六七八九":
        return None
    day = int(parts["day"])
    return dated(match, parts, *((day, "day") if len(parts) == 1 else ()))


def _decade(text: str, pos: int) -> Number | None:
    match = _DECADE.match(text, pos)
    if match is None:
        return None
    decade = 2000 if match["y"] == "00" else number(match["y"])
    return None if not decade or decade % 10 else dated(match, {"decade": decade})


def _century(text: str, pos: int) -> Number | None:
    match = _CENTURY.match(text, pos)
    if match is None or not (century := number(match["c"])):
        return None
    return dated(match, {"century": -century if match["bc"] else century})


def _weekday(text: str, pos: int) -> Number | None:
    match = _WEEKDAY_ALONE.match(text, pos)
    if match is None:
        return None
    return dated(match, {"weekday": WEEKDAYS[match["w"]]})


_DATE_RULES: tuple[Callable[[str, int], Number | None], ...] = (
    _iso,
    _decade,
    _century,
    _western,
    _quarter,
    _months,
    _day,
    _weekday,
    _slash,
)
