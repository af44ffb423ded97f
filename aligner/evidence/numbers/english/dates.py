"""Calendar dates in English: days, months, weekdays.

Every function parses at one token and returns None if there is no date. A name of a month needs a capital letter. A
name that is also a word or a given name (May, March) also needs a figure beside it, or a word of dates before it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from aligner.evidence.numbers.english.lexicon import WORDS, lexicon
from aligner.evidence.numbers.english.ordinals import ordinal
from aligner.evidence.numbers.english.reading import Reading
from aligner.evidence.numbers.english.tokens import Kind, capital, cue, past_hyphen
from aligner.evidence.numbers.english.years import four_digits
from aligner.evidence.numbers.number import NumberKind

if TYPE_CHECKING:
    from aligner.evidence.numbers.english.tokens import Tokens


Parts = dict[str, int | str]


_NUMERIC = re.compile(r"\d+")


def _month(tokens: Tokens, at: int) -> tuple[int, int] | None:
    """(month, end) of a month's name, its dot included; no question yet whether it is meant as one."""
    words, low = lexicon(), tokens[at].low.removesuffix("'s")
    if not capital(tokens, at) and (low not in words.months or low in WORDS.date_cues_ambiguous):
        return None
    if low in words.months:
        return words.months[low], at + 1
    if low in words.short_months:
        return words.short_months[low], at + 1 + (tokens[at + 1].low == "." and tokens[at + 1].glued)
    return None


def _day(tokens: Tokens, at: int) -> tuple[int, int] | None:
    """(day, end) of a day of the month: ``19``, ``19th``, ``nineteenth``; not 19%, 19.5 or 19:00."""
    day_and_end = ordinal(tokens, at)
    if day_and_end is None:
        token = tokens[at]
        after, behind = tokens[at + 1], tokens[at + 2]
        is_time = after.low == ":" and behind.glued and behind.kind is Kind.FIGURE
        if not isinstance(token.value, int) or len(token.text) > 2 or (after.glued and (after.low == "%" or is_time)):
            return None
        day_and_end = token.value, at + 1
    return day_and_end if 1 <= day_and_end[0] <= 31 else None


def _year_after(tokens: Tokens, at: int) -> tuple[int, int] | None:
    """A year after a day or month, with a comma or ``of``; of three digits only where nothing is counted."""
    at += tokens[at].low in {",", "of"}
    token, after = tokens[at], tokens[at + 1]
    old = token.kind is Kind.FIGURE and token.text.isdecimal() and len(token.text) == 3 and token.text[0] != "0"
    closed = after.kind in {Kind.SIGN, Kind.END} or after.low in WORDS.year_closes
    if old and closed and after.low not in {"%", "/"} and not (after.low == "-" and after.glued):
        return int(token.text), at + 1
    return four_digits(tokens, at)


def read_numeric_date(tokens: Tokens, at: int) -> Reading | None:
    """``2024-03-05``, ``5.3.2024``; ``3/5/2024`` is read month first, with the other reading noted."""
    token = tokens[at]
    if token.kind is not Kind.DATE:
        return None
    figures = _NUMERIC.findall(token.text)
    first, second, third = map(int, figures)
    parts: Parts
    if len(figures[0]) == 4:
        parts = {"year": first, "month": second, "day": third}
    elif "." in token.text or first > 12:
        parts = {"year": third, "month": second, "day": first}
    else:
        parts = {"year": third, "month": first, "day": second}
        if second <= 12 and first != second:
            parts["alternative"] = f"{second}/{first}"
    if not (1 <= int(parts["month"]) <= 12 and 1 <= int(parts["day"]) <= 31):
        return Reading(at, at + 1, NumberKind.CODE, parts={"code": token.text})
    return Reading(at, at + 1, NumberKind.DATE, parts=parts)


def read_day_and_month(tokens: Tokens, at: int) -> Reading | None:
    """A calendar date or a part of one: ``Tuesday, 5 January 1989``, ``March 31``, ``in May``."""
    parts: Parts = {}
    start = at
    weekday = _weekday(tokens, at)
    if weekday is not None:
        parts["weekday"], at = weekday
        at += tokens[at].low == ","
        at += tokens[at].low == "the"
        at += tokens[at].low == "on"
    end_and_parts = _month_first(tokens, at, parts) or _day_first(tokens, at, parts)
    if end_and_parts is None:
        if weekday is None:
            return None
        end_and_parts = weekday[1], {"weekday": weekday[0]}
    end, parts = end_and_parts
    period = _period(tokens, start)
    if period and "month" in parts:
        parts["period"] = period
    return Reading(start, end, NumberKind.DATE, parts=parts)


def _period(tokens: Tokens, at: int) -> str:
    """What a date ends: ``the fiscal year ended March 31``, ``the three months to December``."""
    if not cue(tokens, at, "date_cues.ended"):
        return ""
    noun = tokens[at - 2].low
    if noun in WORDS.year_nouns:
        return "fiscal_year" if noun == "fy" or tokens[at - 1].low != "to" else "year"
    return noun if noun in WORDS.period_nouns else ""


def _weekday(tokens: Tokens, at: int) -> tuple[int, int] | None:
    if tokens[at].kind is not Kind.WORD:
        return None
    words, low = lexicon(), tokens[at].low.removesuffix("'s")
    day = words.weekdays.get(low) or words.weekdays.get(low.removesuffix("s"))
    if day:
        return day, at + 1
    day = words.short_weekdays.get(low)
    if day is None or not capital(tokens, at):
        return None
    end = at + 1 + (tokens[at + 1].low == ".")
    after = end + (tokens[end].low == ",")
    dated = _day(tokens, after) or _month(tokens, after) or tokens[after].kind is Kind.CLOCK
    return (day, end) if dated else None


def _month_first(tokens: Tokens, at: int, parts: Parts) -> tuple[int, Parts] | None:
    month_and_end = _month(tokens, at)
    if month_and_end is None:
        return None
    month, end = month_and_end
    parts = parts | {"month": month}
    the = end + (tokens[end].low == "the")
    if (impossible := _no_day(tokens, the)) is not None:
        return impossible[0], parts | {"year": impossible[1]}
    day = _day(tokens, the)
    if day is not None and not four_digits(tokens, the) and not _measured(tokens, day[1]):
        parts["day"], end = day
        last = _last_day(tokens, end, int(day[0]))
        if last is not None:
            parts["last_day"], end = last
        year = _year_after(tokens, end)
    else:
        year = _year_after(tokens, end)
        if year is None and not _is_month_alone(tokens, at, end):
            return None
    if year is not None:
        parts["year"], end = year
    return end, parts


def _no_day(tokens: Tokens, at: int) -> tuple[int, int] | None:
    """(end, year) of a day that no month has, before a year: ``April 60, 1900`` gives the month and the year alone."""
    token = tokens[at]
    if not isinstance(token.value, int) or not 31 < token.value < 1000 or tokens[at + 1].low != ",":
        return None
    year = four_digits(tokens, at + 2)
    return None if year is None else (year[1], year[0])


def _measured(tokens: Tokens, at: int) -> bool:
    """Whether a possible day is a separate figure: ``In May 30 people``."""
    low = tokens[at].low
    return low in lexicon().scales or low in WORDS.day_counts


def _last_day(tokens: Tokens, at: int, first: int) -> tuple[int, int] | None:
    """The second day of ``May 3–5`` and ``May 3 to 5``."""
    word = tokens[at].low in WORDS.to_and
    if not word and tokens[at].low not in WORDS.dashes:
        return None
    last = _day(tokens, at + 1)
    if last is None or last[0] <= first:
        return None
    after = tokens[last[1]]
    closed = after.kind in {Kind.SIGN, Kind.END} or after.low in WORDS.day_closes or four_digits(tokens, last[1])
    return last if not word or (closed and after.low not in WORDS.dashes) else None


def _is_month_alone(tokens: Tokens, at: int, end: int) -> bool:
    words, low = lexicon(), tokens[at].low.removesuffix("'s")
    if low in words.short_months and low not in words.months:
        return False
    dated = cue(tokens, at, "date_cues.month") or tokens[at - 1].low in WORDS.dashes
    if low not in WORDS.date_cues_ambiguous:
        return True
    following = _month(tokens, end + 1) if tokens[end].low in WORDS.and_to_or | WORDS.dashes else None
    if low in WORDS.doubtful_months and not dated:
        return following is not None
    return (dated and not (capital(tokens, end) and tokens[end].kind is Kind.WORD)) or following is not None


def _day_first(tokens: Tokens, at: int, parts: Parts) -> tuple[int, Parts] | None:
    """``5 January 1989``, ``the 4th of July``, ``3–5 May``."""
    day = _day(tokens, at)
    if day is None:
        return None
    end = day[1]
    last = _last_day(tokens, end, day[0])
    if last is None and tokens[end].low in WORDS.to_and:
        last = _day(tokens, end + 1)
        last = last if last is not None and _month(tokens, last[1]) else None
    if last is not None:
        end = last[1]
    end += tokens[end].low == "of"
    end = past_hyphen(tokens, end)
    month = _month(tokens, end)
    if month is None:
        return None
    parts = parts | {"day": day[0], "month": month[0]}
    if last is not None:
        parts["last_day"] = last[0]
    year = _year_after(tokens, past_hyphen(tokens, month[1]))
    if year is not None:
        parts["year"] = year[0]
    return (month[1] if year is None else year[1]), parts
