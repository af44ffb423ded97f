"""Times of day in English: ``4:40 a.m.``, ``4.40 am``, ``14:30``, ``half past nine``, ``nine o'clock``, noon."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from aligner.evidence.numbers.english_amounts import past_hyphen
from aligner.evidence.numbers.english_lexicon import lexicon
from aligner.evidence.numbers.english_reading import Reading
from aligner.evidence.numbers.english_tokens import Kind
from aligner.evidence.numbers.number import NumberKind

if TYPE_CHECKING:
    from aligner.evidence.numbers.english_reading import Reader
    from aligner.evidence.numbers.english_tokens import Tokens

_NOON = 12
_NAMED = {"noon": 12, "midday": 12, "noontime": 12, "midnight": 0}
_PAST = frozenset({"past", "after"})
_TO = frozenset({"to", "before", "till", "of"})


class _Half(NamedTuple):
    """``am`` or ``pm`` (or neither: "") up to a token."""

    name: str
    end: int


def _half(tokens: Tokens, at: int) -> _Half:
    """``am``, ``p.m.``, ``in the morning`` after a time."""
    token = tokens[at]
    if token.low in {"am", "pm"}:
        return _Half(token.low, at + 1)
    dotted = token.low in {"a", "p"} and tokens[at + 1].low == "." and tokens[at + 2].low == "m"
    if dotted and tokens[at + 1].glued and tokens[at + 2].glued:
        stop = tokens[at + 3].low == "." and tokens[at + 3].glued
        return _Half(f"{token.low}m", at + 3 + stop)
    if token.low == "in" and tokens[at + 1].low == "the" and tokens[at + 2].low in {"morning", "afternoon", "evening"}:
        return _Half("am" if tokens[at + 2].low == "morning" else "pm", at + 3)
    return _Half("", at)


def _time(first: int, end: int, hour: int, minute: int, second: int | None, half: _Half) -> Reading | None:
    """A time as a reading; hours count through the day once the half is applied."""
    if half.name:
        if not 1 <= hour <= _NOON:
            half = _Half("", end)
        else:
            hour = hour % _NOON + (_NOON if half.name == "pm" else 0)
    if not 0 <= hour <= 24 or not 0 <= minute < 60:
        return None
    parts: dict[str, int | str] = {"hour": hour, "minute": minute}
    if second is not None:
        parts["second"] = second
    if half.name:
        parts["half"] = half.name
    return Reading(first, max(end, half.end), NumberKind.TIME, parts=parts)


def read_clock(tokens: Tokens, at: int) -> Reading | None:
    """``12:34``, ``4:40am``, ``02:30:15``, ``4.40 am``, ``6 a.m.``, ``9 o'clock``."""
    token = tokens[at]
    if token.kind is Kind.CLOCK:
        hour, minute, *rest = (int(part) for part in token.text.split(":"))
        return _time(at, at + 1, hour, minute, rest[0] if rest else None, _half(tokens, at + 1))
    hours = _hour(tokens, at)
    if hours is not None and tokens[at + 1].low in {"o'clock", "oclock"}:
        return _time(at, at + 2, hours, 0, None, _half(tokens, at + 2))
    half = _half(tokens, at + 1)
    if not half.name or tokens[at + 1].low == "in":
        return None
    if isinstance(token.value, Decimal) and len(token.text.partition(".")[2]) == 2:
        whole, _, minutes = token.text.partition(".")
        return _time(at, at + 1, int(whole or 0), int(minutes), None, half)
    if hours is None or (tokens[at + 1].low == "am" and token.kind is Kind.WORD):
        return None
    return _time(at, at + 1, hours, 0, None, half)


def _hour(tokens: Tokens, at: int) -> int | None:
    """An hour of the twelve, in figures or words."""
    token = tokens[at]
    value = token.value if token.kind is Kind.FIGURE else lexicon().small.get(token.low)
    return value if isinstance(value, int) and 1 <= value <= _NOON else None


def read_named_time(tokens: Tokens, at: int) -> Reading | None:
    """``noon``, ``midnight``; the word is kept, since 24:00 and 0:00 are one midnight seen from two days."""
    token = tokens[at]
    hour = _NAMED.get(token.low)
    if hour is None or tokens[at + 1].low in {"-", "oil", "blue"}:
        return None
    first = at - 1 if tokens[at - 1].value == 12 else at
    return Reading(first, at + 1, NumberKind.TIME, parts={"hour": hour, "minute": 0, "word": token.low})


def read_past(tokens: Tokens, at: int) -> Reading | None:
    """``half past nine``, ``a quarter to ten``, ``ten past three``, ``twenty minutes to four``, ``half past``."""
    words, low = lexicon(), tokens[at].low
    start = at
    if low == "a" and tokens[at + 1].low == "quarter":
        at, low = at + 1, "quarter"
    if low in {"half", "quarter"}:
        minute, end = (30 if low == "half" else 15), at + 1
    else:
        value = tokens[at].value if tokens[at].kind is Kind.FIGURE else words.small.get(low, words.tens.get(low))
        if not isinstance(value, int) or not 1 <= value <= 59:
            return None
        minute, end = value, at + 1
        ones = words.ones.get(tokens[past_hyphen(tokens, end)].low, 0) if low in words.tens else 0
        minute, end = (minute + ones, past_hyphen(tokens, end) + 1) if ones else (minute, end)
    named = low in {"half", "quarter"}
    if tokens[end].low in {"minutes", "minute"}:
        named, end = True, end + 1
    way = tokens[end].low
    hour = _hour(tokens, end + 1)
    hour = _NAMED.get(tokens[end + 1].low) if hour is None else hour
    if way == "past":
        if hour is None:
            return Reading(start, end + 1, NumberKind.TIME, parts={"minute": minute}) if low == "half" else None
        return _time(start, end + 2, hour, minute, None, _half(tokens, end + 2))
    told = named or tokens[start - 1].low in {"at", "until", "is", "was", "it's", "by"}
    if way not in _TO | _PAST or hour is None or not told or (low == "half" and way != "past"):
        return None
    if way in {"of", "after", "before"} and not named:
        return None
    if tokens[end + 2].kind is Kind.WORD and tokens[end + 2].low.endswith("s"):
        return None
    half = _half(tokens, end + 2)
    if way in _PAST:
        return _time(start, end + 2, hour, minute, None, half)
    before = _time(start, end + 2, (hour - 1) or (0 if half.name else _NOON), 60 - minute, None, half)
    if before is None or not half.name:
        return before
    hour = (hour % _NOON + (_NOON if half.name == "pm" else 0) - 1) % 24
    before.parts["hour"] = hour
    return before


def read_spoken_time(tokens: Tokens, at: int) -> Reading | None:
    """``at nine thirty``: an hour and minutes in words after a word of time."""
    words = lexicon()
    if tokens[at - 1].low not in {"at", "until", "till", "from", "by"} or tokens[at].kind is not Kind.WORD:
        return None
    hour = words.small.get(tokens[at].low, 0)
    low = tokens[at + 1].low
    minute = words.tens.get(low) or words.small.get(low, 0)
    if not 1 <= hour <= _NOON or not 10 <= minute < 60 or tokens[at + 1].glued:
        return None
    end = at + 2
    ones = words.ones.get(tokens[past_hyphen(tokens, end)].low, 0) if low in words.tens else 0
    if ones:
        minute, end = minute + ones, past_hyphen(tokens, end) + 1
    half = _half(tokens, end)
    if not half.name and minute not in {15, 30, 45}:
        return None
    if not half.name and tokens[end].low.rstrip("s") in {"euro", "dollar", "pound", "each", "apiece", "per", "a", "million"}:
        return None
    return _time(at, end, hour, minute, None, half)


#: In the order in which they are tried at a token.
TIME_READERS: tuple[Reader, ...] = (read_clock, read_named_time, read_past, read_spoken_time)
