"""How often, or per what: twice a week and 週2回, every three weeks and 3週間ごと.

A figure may agree and its period differ: twice a week is not 月2回. Both are read from the words that touch the number.
Rule: a period is known only if the text gives it directly beside the figure.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import NamedTuple

from aligner.evidence.numbers.number import Number, NumberKind
from aligner.evidence.numbers.units import units
from aligner.model import Lang

#: Words for how often something occurs, or how much at a time.
_RATED = frozenset({NumberKind.CARDINAL, NumberKind.RANGE})
#: Classes of units that are lengths of time.
TIME = frozenset({"time", "months"})
#: How far from the figure its period may stand, in characters.
_REACH = 40

_PERIODS = {
    "day": "day", "week": "week", "month": "month", "year": "year", "hour": "hour", "minute": "minute",
    "second": "second", "daily": "day", "weekly": "week", "monthly": "month", "yearly": "year", "annually": "year",
    "hourly": "hour", "日": "day", "週": "week", "月": "month", "年": "year", "時間": "hour", "時": "hour",
    "分": "minute", "秒": "second", "時給": "hour", "日給": "day",
}  # fmt: skip
#: "twice a week", "40 hours per week", "three meetings each month", "three times daily"; "a year later" is none.
_AFTER = re.compile(
    r"(?:\s+[a-z]+){0,2}?\s+(?:(?:an?|per|each|every)\s+(?P<noun>day|week|month|year|hour|minute|second)\b"
    r"|(?P<adverb>daily|weekly|monthly|yearly|annually|hourly)\b)"
    r"(?!\s+(?:later|ago|earlier|before|after|old|or(?!\s+so\b)|and|to|in advance)\b)",
    re.IGNORECASE,
)
#: 週2回, 月に約3回, 毎月5,000円, 1日3回, 年額; no part of a date or of another word (今月, 5月2回).
_BEFORE = re.compile(
    r"(?:(?<![0-9０-９一-龥々月])(?P<alone>[週月年])|毎(?P<each>[日週月年時分秒])"
    r"|(?P<one>(?<![0-9０-９第月年成和正治])[1１]|(?<![0-9０-９一-龥々])一)"
    r"(?:[かカヶケ箇]?(?P<long>[日週月年]|時間|分|秒)間?)|(?P<pay>時給|日給))"
    r"(?P<of>間?[にで]|間?[あ当]たり(?:に)?|[額間])?(?:約|およそ|平均|最大|最低|少なくとも|わずか|ほぼ)?\Z"
)
_EVERY = re.compile(r"\b(?:every|each)\s+\Z", re.IGNORECASE)
_EACH = re.compile("ごと|おき|毎|置き|に[1１一][回度]")


class _Period(NamedTuple):
    """A period and where its words stand in the text, the number between them left aside."""

    unit: str
    start: int
    end: int


def periods_differ(en_text: str, en: Number, ja_text: str, ja: Number) -> bool:
    """Whether two numbers that match have different periods, or one is a period: twice a month, 2か月に1度."""
    en_period, ja_period = _period(en_text, en, Lang.EN), _period(ja_text, ja, Lang.JA)
    if en_period is not None and ja_period is not None:
        return en_period.unit != ja_period.unit
    counted, text, period, lang = (en, ja_text, ja, Lang.JA) if ja_period is None else (ja, en_text, en, Lang.EN)
    often = (en_period or ja_period) is not None and counted.unit == "time" and counted.value != 1
    return often and _comes_again(text, period, lang)


def is_frequency(text: str, number: Number, lang: Lang) -> bool:
    """Whether a number counts how often within a period something happens: once daily, 1日2回."""
    return number.unit == "time" and _period(text, number, lang) is not None


def _comes_again(text: str, number: Number, lang: Lang) -> bool:
    """Whether a length of time is the interval at which something recurs: every two weeks, 2週間ごと, 隔週."""
    if number.unit is None or units()[number.unit].unit_class not in TIME:
        return False
    if "interval" in number.parts or (lang is Lang.JA and _EACH.match(text, number.end)):
        return True
    return lang is Lang.EN and _EVERY.search(text, max(0, number.start - _REACH), number.start) is not None


def with_period(text: str, number: Number, lang: Lang) -> Number:
    """A number with the words of its frequency: twice a week, 週2回, every three weeks, 3か月ごと."""
    start, end = number.start, number.end
    if (period := _period(text, number, lang)) is not None:
        start, end = min(start, period.start), max(end, period.end)
    elif _comes_again(text, number, lang):
        if lang is Lang.EN and (every := _EVERY.search(text, max(0, start - _REACH), start)):
            start = every.start()
        elif lang is Lang.JA and (suffix := _EACH.match(text, end)):
            end = suffix.end()
    return (
        number
        if (start, end) == (number.start, number.end)
        else replace(number, start=start, end=end, text=text[start:end])
    )


def _period(text: str, number: Number, lang: Lang) -> _Period | None:
    """The period of a number, or None if its text gives none."""
    if number.kind not in _RATED or number.in_name:
        return None
    if lang is Lang.EN:
        match = _AFTER.match(text, number.end, number.end + _REACH)
        return match and _Period(_PERIODS[(match["noun"] or match["adverb"]).casefold()], number.end, match.end())
    match = _BEFORE.search(text, max(0, number.start - _REACH), number.start)
    if match is None:
        return None
    # 1年2か月 is one length of time.
    timed = number.unit is not None and units()[number.unit].unit_class in TIME
    if match["one"] and timed and not match["of"]:
        return None
    named = match["alone"] or match["each"] or match["long"] or match["pay"]
    return _Period(_PERIODS[named], match.start(), number.start)
