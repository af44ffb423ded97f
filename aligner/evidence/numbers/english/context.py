"""The context of a reading: limits, approximation, and whether it is part of a name.

Each function examines a bounded number of tokens before and after it.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from aligner.evidence.numbers.english.changes import mark_change
from aligner.evidence.numbers.english.lexicon import WORDS, lexicon, word_class
from aligner.evidence.numbers.english.tokens import Kind, capital
from aligner.evidence.numbers.number import Approximation, Bound, NumberKind, Role
from aligner.evidence.numbers.units import units

if TYPE_CHECKING:
    from aligner.evidence.numbers.english.reading import Reading
    from aligner.evidence.numbers.english.tokens import Tokens


_AMOUNTS = frozenset({NumberKind.CARDINAL, NumberKind.MULTIPLE, NumberKind.RANGE})


def complete(tokens: Tokens, reading: Reading) -> None:
    """Limit, approximation, role and name of a reading, from the words beside it."""
    if reading.kind in _AMOUNTS or reading.kind is NumberKind.TIME:
        before = _words_before(tokens, reading)
        _words_after(tokens, reading)
        if reading.kind in _AMOUNTS:
            mark_change(tokens, reading, before)
    if reading.kind in {NumberKind.CARDINAL, NumberKind.RANGE} and not reading.in_name:
        reading.in_name = _in_name(tokens, reading)


def _words_before(tokens: Tokens, reading: Reading) -> int:
    """Reads approximations and limits before a reading; the token index where they start."""
    words, at = lexicon(), _past_age(tokens, reading)
    for _ in range(3):
        if tokens[at - 1].low not in _last_words():
            break
        roughly = tokens.phrase_to(at, words.approximations_before)
        bound = tokens.phrase_to(at, words.bounds_before)
        if roughly is not None and (bound is None or roughly[0] >= bound[0]):
            if reading.approximate is Approximation.NONE:
                reading.approximate = Approximation[roughly[1].upper()]
            at -= roughly[0]
        elif bound is not None and _bounds(tokens, reading, at, bound[0]):
            if tokens[at - 1].low in WORDS.loose_limits and bound[0] == 1 and reading.unit in {None, "year_of_age"}:
                reading.parts["limit"] = "over"
            side = _negated(tokens, at - bound[0], bound[1])
            if side != bound[1]:
                reading.parts["limit"] = "not"
            _set_bound(reading, side)
            at -= bound[0]
        elif tokens[at - 1].low in WORDS.all_articles and reading.kind is NumberKind.CARDINAL and at == reading.first:
            if (
                tokens.phrase_to(at - 1, words.bounds_before) is None
                and tokens.phrase_to(at - 1, words.approximations_before) is None
            ):
                break
            at -= 1
        else:
            break
    return at


def _past_age(tokens: Tokens, reading: Reading) -> int:
    """The index that what limits a reading ends at: before ``the age of`` and the hyphen of ``under-18s``."""
    at = reading.first
    hyphened = tokens[at - 1].low in WORDS.hyphens and tokens[at - 2].low in WORDS.age_limits
    if hyphened or (tokens[at - 1].low in WORDS.age_limits and tokens[at - 2].low == "the"):
        if reading.unit == "second" and tokens[reading.end - 1].low == "s" and tokens[reading.end - 1].glued:
            reading.unit = "year_of_age"
        return at - hyphened
    if reading.unit not in {None, "year_of_age"} or reading.kind is NumberKind.TIME:
        return at
    if tokens[at - 1].low == "of" and tokens[at - 2].low in WORDS.age_words:
        reading.unit = "year_of_age"
        return at - 2 - (tokens[at - 3].low == "the")
    return at - (tokens[at - 1].low in WORDS.age_words)


@cache
def _last_words() -> frozenset[str]:
    """The words that may precede an amount and modify it; a quick test."""
    words = lexicon()
    return WORDS.all_articles.union(words.approximations_before.longest_to, words.bounds_before.longest_to)


def _negated(tokens: Tokens, at: int, side: str) -> str:
    """``cannot exceed 5`` is at most 5, ``not be under 18`` at least 18."""
    at -= tokens[at - 1].low == "be"
    return _OPPOSITE.get(side, side) if tokens[at - 1].low in WORDS.negations else side


_OPPOSITE = word_class("opposite_limits")


def _bounds(tokens: Tokens, reading: Reading, at: int, size: int) -> bool:
    """Whether a phrase is a limit: ``over three days`` and ``within`` a time are periods, not limits."""
    if reading.low is not None or reading.high is not None or reading.role is not Role.NONE:
        return False
    phrase = tokens.joined(at - size, at)
    if phrase in {"<", ">"} and not _compares(tokens, at):
        return False
    shy = phrase in WORDS.bounds_shy_before_time
    timed = reading.unit is not None and units()[reading.unit].unit_class in WORDS.time_classes
    if timed and phrase in WORDS.latest_limits and tokens[reading.end].low in WORDS.before_event:
        return False
    return not (shy and timed and phrase == "over")


def _compares(tokens: Tokens, at: int) -> bool:
    """Whether an angle bracket before a figure compares: ``p<0.05``; not ``<594>``, ``<b>5``, ``->5``."""
    before = tokens[at - 2]
    if before.low in {"<", ">", "-", "="} or (tokens[at - 1].glued and before.kind is not Kind.WORD):
        return False
    tagged = tokens[at - 1].glued and tokens[at - 3].low in {"<", "/"}
    return not tagged and not (tokens[at].glued and any(token.low in {">", "#"} for token in tokens[at : at + 6]))


def _set_bound(reading: Reading, side: str) -> None:
    if reading.value is None:
        return
    end, closed = side.split("_")
    bound = Bound(reading.value, included=closed == "included")
    if end == "low":
        reading.low = bound
    else:
        reading.high = bound


def _words_after(tokens: Tokens, reading: Reading) -> None:
    """``or more``, ``or so``, ``and above``, ``+``; they belong to the limit, not to the span."""
    words = lexicon()
    bound = tokens.phrase_from(reading.end, words.bounds_after)
    if bound is not None and reading.low is None and reading.high is None and _closes(tokens, reading.end):
        _set_bound(reading, bound[1])
    roughly = tokens.phrase_from(reading.end, words.approximations_after)
    if roughly is not None and reading.approximate is Approximation.NONE:
        reading.approximate = Approximation.ABOUT


def _closes(tokens: Tokens, at: int) -> bool:
    """A plus sign only where it touches the figure, ``plus`` not before another amount."""
    token, after = tokens[at], tokens[at + 1]
    if token.low == "+":
        return token.glued and after.kind is not Kind.FIGURE
    return token.low != "plus" or after.kind in {Kind.SIGN, Kind.END}


def _in_name(tokens: Tokens, reading: Reading) -> bool:
    """A number inside a name: ``Five-Year Plan``, ``Seven Samurai``, ``Formula 1``, ``five-star``."""
    token, after, before = tokens[reading.first], tokens[reading.end], tokens[reading.first - 1]
    if token.kind is Kind.WORD:
        titled = token.text[0].isupper() and not token.text.isupper() and not tokens.starts_sentence(reading.first)
        named = after.kind is Kind.WORD and capital(tokens, reading.end)
        last = tokens[reading.end - 1]
        inside = reading.end - reading.first > 1 and last.kind is Kind.WORD and last.text[0].isupper()
        return (titled and (named or inside)) or tokens.joined(reading.end, reading.end + 2) in WORDS.stars
    if after.low in {"-", "star"} and tokens.joined(reading.end, reading.end + 2) in WORDS.stars:
        return True
    if token.kind is not Kind.FIGURE or reading.unit or reading.scale or before.kind is not Kind.WORD:
        return False
    proper = before.text[0].isupper() and len(before.text) > 1 and not tokens.starts_sentence(reading.first - 1)
    return proper and not after.text[:1].islower()
