"""Times of day in English: ``4.40 am``, ``14:30``, ``half past nine``, ``nine o'clock``, noon."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from aligner.evidence.numbers.english.lexicon import WORDS, lexicon, word_class
from aligner.evidence.numbers.english.numerals import under_hundred
from aligner.evidence.numbers.english.reading import Reading
from aligner.evidence.numbers.english.tokens import Kind
from aligner.evidence.numbers.english.unit_forms import read_unit
from aligner.evidence.numbers.number import NumberKind

if TYPE_CHECKING:
    from aligner.evidence.numbers.english.tokens import Tokens


_NOON = 12
_NAMED_TIMES = word_class("named_times")


class _Half(NamedTuple):
    """``am`` or ``pm`` (or neither: "") up to a token."""

    name: str
    end: int


def _half(tokens: Tokens, at: int) -> _Half:
    """``am``, ``p.m.``, ``in the morning`` after a time."""
    token = tokens[at]
    if token.low in WORDS.half_days:
        return _Half(token.low, at + 1)
    dotted = token.low in WORDS.half_day_letters and tokens[at + 1].low == "." and tokens[at + 2].low == "m"
    if dotted and tokens[at + 1].glued and tokens[at + 2].glued:
        stop = tokens[at + 3].low == "." and tokens[at + 3].glued
        return _Half(f"{token.low}m", at + 3 + stop)
    if token.low == "in" and tokens[at + 1].low == "the" and tokens[at + 2].low in _DAY_PARTS:
        return _Half(_DAY_PARTS[tokens[at + 2].low], at + 3)
    return _Half("", at)


_DAY_PARTS = word_class("day_parts")


def _loose_half(tokens: Tokens, at: int) -> _Half:
    """``this evening``, ``tonight``, ``last night``, ``in the afternoon`` after an hour alone."""
    low, after = tokens[at].low, tokens[at + 1].low
    if low == "tonight":
        return _Half("pm", at)
    if low == "last" and after == "night":
        return _Half("pm", at)
    if low in WORDS.which_day and after in _DAY_PARTS:
        return _Half(_DAY_PARTS[after], at)
    return _half(tokens, at) if low == "in" else _Half("", at)


def _time(first: int, end: int, clock: tuple[int, ...], half: _Half) -> Reading | None:
    """A time (hour, minute, perhaps second); hours count through the day once the half is applied."""
    hour, minute = clock[:2]
    if half.name and not 1 <= hour <= _NOON:
        half = _Half("", end)
    if half.name:
        hour = hour % _NOON + (_NOON if half.name == "pm" else 0)
    if not 0 <= hour <= 24 or not 0 <= minute < 60:
        return None
    parts: dict[str, int | str] = {"hour": hour, "minute": minute}
    if len(clock) > 2:
        parts["second"] = clock[2]
    if half.name:
        parts["half"] = half.name
    return Reading(first, max(end, half.end), NumberKind.TIME, parts=parts)


def read_clock(tokens: Tokens, at: int) -> Reading | None:
    """``12:34``, ``4:40am``, ``02:30:15``, ``4.40 am``, ``6 a.m.``, ``9 o'clock``."""
    token = tokens[at]
    if token.kind is Kind.CLOCK:
        clock = tuple(int(part) for part in token.text.split(":"))
        return _time(at, at + 1, clock, _half(tokens, at + 1))
    hours = _hour(tokens, at)
    if hours is not None and tokens[at + 1].low in WORDS.o_clock:
        return _time(at, at + 2, (hours, 0), _half(tokens, at + 2))
    loose = _loose_half(tokens, at + 1) if tokens[at - 1].low in WORDS.clock_cues else _Half("", at)
    if loose.name:
        return None if hours is None else _time(at, at + 1, (hours, 0), loose)
    return _with_half(tokens, at, hours)


def _with_half(tokens: Tokens, at: int, hours: int | None) -> Reading | None:
    """``4.40 am``, ``6 a.m.``: a figure that a half of the day makes a time."""
    token = tokens[at]
    half = _half(tokens, at + 1)
    if not half.name or tokens[at + 1].low == "in":
        return None
    if isinstance(token.value, Decimal) and len(token.text.partition(".")[2]) == 2:
        whole, _, minutes = token.text.partition(".")
        return _time(at, at + 1, (int(whole or 0), int(minutes)), half)
    if hours is None or (tokens[at + 1].low == "am" and token.kind is Kind.WORD):
        return None
    return _time(at, at + 1, (hours, 0), half)


def _hour(tokens: Tokens, at: int) -> int | None:
    """An hour of the twelve, in figures or words."""
    token = tokens[at]
    value = token.value if token.kind is Kind.FIGURE else lexicon().small.get(token.low)
    return value if isinstance(value, int) and 1 <= value <= _NOON else None


def read_past(tokens: Tokens, at: int) -> Reading | None:
    """``half past nine``, ``a quarter to ten``, ``ten past three``, ``twenty minutes to four``."""
    minutes = _minutes(tokens, at)
    if minutes is None:
        return None
    minute, end, named = minutes
    way = tokens[end].low
    if way not in WORDS.before_hour and way not in WORDS.past:
        return None
    hour = _hour(tokens, end + 1)
    hour = _NAMED_TIMES.get(tokens[end + 1].low) if hour is None else hour
    if hour is None:
        alone = tokens[at].low == "half" and way == "past"
        return Reading(at, end + 1, NumberKind.TIME, parts={"minute": minute}) if alone else None
    if not _is_clock(tokens, at, end, named=named):
        return None
    half = _half(tokens, end + 2)
    if way in WORDS.past:
        return _time(at, end + 2, (hour, minute), half)
    before = (hour - 1) % _NOON or (0 if half.name == "am" else _NOON)
    if half.name and hour == _NOON:  # "a quarter to twelve p.m." is a quarter before noon
        half = _Half("am" if half.name == "pm" else "pm", half.end)
    return _time(at, end + 2, (before, 60 - minute), half)


def _minutes(tokens: Tokens, at: int) -> tuple[int, int, bool] | None:
    """(minutes, end, whether they can only be minutes): ``half``, ``a quarter``, ``twenty-five minutes``."""
    words, at = lexicon(), at + (tokens[at].low == "a" and tokens[at + 1].low == "quarter")
    low = tokens[at].low
    if low in WORDS.hour_shares:
        return (30 if low == "half" else 15), at + 1, True
    if tokens[at].kind is Kind.FIGURE:
        value, end = tokens[at].value, at + 1
    else:
        spelt = under_hundred(tokens, at)
        value, end = (None, at) if spelt is None or low in words.groups else (spelt.value, spelt.end)
    if not isinstance(value, int) or not 1 <= value <= 59:
        return None
    named = tokens[end].low in WORDS.minutes
    return value, end + named, named


def _is_clock(tokens: Tokens, at: int, end: int, *, named: bool) -> bool:
    """Whether ``… to five`` is a time of day: ``at ten to five``; not ``two to five people``."""
    way, low = tokens[end].low, tokens[at].low
    if way == "past":
        return True
    if low == "half":
        return False
    if not named and (way in WORDS.clock_doubtful or tokens[at - 1].low not in WORDS.sure_clock_cues):
        return False
    after = tokens[end + 2]
    return not (after.kind is Kind.WORD and after.low.endswith("s")) and read_unit(tokens, end + 2) is None


def read_spoken_time(tokens: Tokens, at: int) -> Reading | None:
    """``at nine thirty``: an hour and minutes in words after a word of time."""
    words = lexicon()
    if tokens[at + 1].low == "-":
        return _hyphened_time(tokens, at)
    if tokens[at - 1].low not in WORDS.spoken_time_cues or tokens[at].kind is not Kind.WORD:
        return None
    hour = words.small.get(tokens[at].low, 0)
    minutes = under_hundred(tokens, at + 1)
    if minutes is None or not 1 <= hour <= _NOON or not 10 <= minutes.value < 60 or tokens[at + 1].glued:
        return None
    minute, end = int(minutes.value), minutes.end
    half = _half(tokens, end)
    if not half.name and minute not in {15, 30, 45}:
        return None
    if not half.name and tokens[end].low.rstrip("s") in WORDS.prices_after:
        return None
    return _time(at, end, (hour, minute), half)


def _hyphened_time(tokens: Tokens, at: int) -> Reading | None:
    """``six-thirty``, ``at ten-forty``; the half hour needs no word of time before it."""
    words = lexicon()
    hour, low = words.small.get(tokens[at].low, 0), tokens[at + 2].low
    minute = {**words.small, **words.tens}.get(low, 0)
    if not 1 <= hour <= _NOON or not 10 <= minute < 60 or not (tokens[at + 1].glued and tokens[at + 2].glued):
        return None
    if minute != 30 and tokens[at - 1].low not in WORDS.hyphened_time_cues:
        return None
    return _time(at, at + 3, (hour, minute), _half(tokens, at + 3))
