"""What the words around a reading say of it: ranges and scores, limits, approximation, its part in a change, names.

Passes over the readings of a text, in this order: neighbours that belong together become one (``10–12``, ``from 12,300 to
11,700``, ``2 hours 30 minutes``), then each reading looks at the words before and after it. Each looks at a bounded number of
tokens.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from aligner.evidence.numbers.english_dates import capital
from aligner.evidence.numbers.english_lexicon import lexicon
from aligner.evidence.numbers.english_reading import Reading, as_part, exact
from aligner.evidence.numbers.english_tokens import Kind
from aligner.evidence.numbers.number import Approximation, Bound, NumberKind, Role
from aligner.evidence.numbers.units import units

if TYPE_CHECKING:
    from aligner.evidence.numbers.english_tokens import Tokens
    from aligner.evidence.numbers.number import Exact

_DASHES = frozenset({"-", "–", "—", "~", "〜", "−", "‑"})
_AMOUNTS = frozenset({NumberKind.CARDINAL, NumberKind.MULTIPLE, NumberKind.RANGE})
#: How many tokens before a reading a change verb may stand ("cut its key rate by 25").
_CHANGE_REACH = 10
_SCORE_REACH = 8
_LARGEST_SCORE = 200


def join(tokens: Tokens, readings: list[Reading]) -> list[Reading]:
    """Readings with neighbours that are one range, score or compound amount made into one."""
    joined: list[Reading] = []
    for reading in readings:
        if joined:
            before = joined[-1]
            whole = _score(tokens, before, reading) or _range(tokens, before, reading) or _compound(tokens, before, reading)
            if whole is not None:
                joined[-1] = whole
                continue
            _mark_ends(tokens, before, reading)
        joined.append(reading)
    return joined


def _link(tokens: Tokens, a: Reading, b: Reading) -> str:
    """How two readings are joined: ``dash``, ``colon``, ``to``, ``and``, ``or``, ``next`` (nothing between), or ""."""
    between = tokens.items[a.end : b.first]
    if not between:
        return "next"
    lows = [token.low for token in between]
    if len(lows) == 1:
        if lows[0] in _DASHES and (between[0].glued == tokens[b.first].glued):
            return "dash"
        if lows[0] == ":" and between[0].glued and tokens[b.first].glued:
            return "colon"
        return {"to": "to", "and": "and", "or": "or", "through": "to", ",": "comma"}.get(lows[0], "")
    if lows[0] in _DASHES and lows[1:] in (["to"], ["or"]):  # "18- to 29-year-olds"
        return lows[1]
    return "to" if lows == ["up", "to"] or lows == ["down", "to"] else ""


def _plain(reading: Reading) -> bool:
    """A figure without unit, scale or fraction, as in a score."""
    whole = isinstance(reading.value, int) and reading.value >= 0
    return reading.kind is NumberKind.CARDINAL and reading.unit is None and not reading.scale and whole


def _near(tokens: Tokens, first: int, end: int, name: str) -> bool:
    words = lexicon().sets[name]
    around = (*tokens.items[max(0, first - _SCORE_REACH) : first], *tokens.items[end : end + 4])
    return any(token.low in words for token in around)


def _score(tokens: Tokens, a: Reading, b: Reading) -> Reading | None:
    """``4–1``, ``won 2-3``, ``16:9``, ``16.5 to 10.5`` beside words of sport; rising figures alone are a range."""
    link = _link(tokens, a, b)
    if link not in {"dash", "colon", "to"} or a.kind is not NumberKind.CARDINAL or b.kind is not NumberKind.CARDINAL:
        return None
    if a.value is None or b.value is None or a.scale or b.scale or a.unit or b.unit:
        return None
    cued = _near(tokens, a.first, b.end, "scores.cues") and tokens[a.first - 1].low not in {"from", "between"}
    small = a.value <= _LARGEST_SCORE and b.value <= _LARGEST_SCORE
    spoken = link == "to" and not (cued and a.value > b.value)
    dashed = link == "dash" and (not (_plain(a) and _plain(b)) or not (cued or a.value >= b.value))
    if not small or spoken or dashed or (tokens[b.end].low == "-" and tokens[b.end].glued):
        return None
    return Reading(a.first, b.end, NumberKind.SCORE, parts={"a": as_part(a.value), "b": as_part(b.value)})


def _range(tokens: Tokens, a: Reading, b: Reading) -> Reading | None:
    """``10–12``, ``10 to 12``, ``between 10 and 12``, ``from 12,300 to 11,700``, ``two or three``."""
    link = _link(tokens, a, b)
    if a.kind is not NumberKind.CARDINAL or b.kind is not NumberKind.CARDINAL or a.value is None or b.value is None:
        return None
    if a.in_name or b.in_name or "word" in a.parts or "word" in b.parts:
        return None
    opener = tokens[a.first - 1].low
    first, second = _shared(a, b)
    directed = link == "to" and opener == "from"
    rising = first < second and link in {"dash", "to"}
    between = link == "and" and opener == "between"
    either = link == "or" and isinstance(a.value, int) and b.value == a.value + 1
    if not (directed or rising or between or either) or not _same_class(a.unit or b.unit, b.unit or a.unit):
        return None
    low, high = min(first, second), max(first, second)
    reading = Reading(
        a.first - (directed or between), b.end, NumberKind.RANGE, low=Bound(low, included=True),
        high=Bound(high, included=True), unit=b.unit or a.unit,
    )
    if directed:
        reading.parts = {"from": as_part(first), "to": as_part(second)}
    return reading


def _shared(a: Reading, b: Reading) -> tuple[Exact, Exact]:
    """Both ends with the scale of the second: ``10 to 12 million``, ``$10–12bn``; not ``900 to 1.2 million``."""
    first, second = a.value or 0, b.value or 0
    if b.scale and not a.scale and first < Fraction(second) / 10**b.scale:
        first = exact(first * 10**b.scale)
    return first, second


def _same_class(a: str | None, b: str | None) -> bool:
    return a == b or (a is not None and b is not None and units()[a].unit_class == units()[b].unit_class)


def _compound(tokens: Tokens, a: Reading, b: Reading) -> Reading | None:
    """``2 hours 30 minutes``, ``twelve dollars and fifty cents``, ``5 feet 6 inches``: one amount in the first unit."""
    if _link(tokens, a, b) not in {"next", "and", "comma"} or a.kind is not b.kind or a.kind is not NumberKind.CARDINAL:
        return None
    if a.unit is None or b.unit is None or a.value is None or b.value is None or a.unit == b.unit:
        return None
    large, small = units()[a.unit], units()[b.unit]
    if large.unit_class != small.unit_class or not large.factor or not small.factor or large.offset or large.is_counter:
        return None
    if small.factor >= large.factor or b.value * small.factor >= large.factor or large.unit_class == "ratio":
        return None
    value = exact(a.value + Fraction(b.value) * small.factor / large.factor)
    return Reading(a.first, b.end, value=value, unit=a.unit, parts=a.parts)


def _mark_ends(tokens: Tokens, a: Reading, b: Reading) -> None:
    """Dates and times from … to …: two readings that keep their order."""
    if _link(tokens, a, b) == "to" and tokens[a.first - 1].low == "from" and a.kind is b.kind:
        a.role, b.role = Role.FROM, Role.TO


def complete(tokens: Tokens, reading: Reading) -> None:
    """Limit, approximation, role and name of a reading, from the words beside it."""
    if reading.kind in _AMOUNTS or reading.kind is NumberKind.TIME:
        before = _words_before(tokens, reading)
        _words_after(tokens, reading)
        if reading.kind in _AMOUNTS:
            _change(tokens, reading, before)
    if reading.kind in {NumberKind.CARDINAL, NumberKind.RANGE} and not reading.in_name:
        reading.in_name = _in_name(tokens, reading)


def _words_before(tokens: Tokens, reading: Reading) -> int:
    """Reads approximations and limits before a reading; the token index where they start."""
    words, at = lexicon(), reading.first
    for _ in range(3):
        roughly = tokens.phrase_to(at, words.approximations_before)
        bound = tokens.phrase_to(at, words.bounds_before)
        if roughly is not None and (bound is None or roughly[0] >= bound[0]):
            if reading.approximate is Approximation.NONE:
                reading.approximate = Approximation[roughly[1].upper()]
            at -= roughly[0]
        elif bound is not None and _bounds(tokens, reading, at, bound[0]):
            _set_bound(reading, _negated(tokens, at - bound[0], bound[1]))
            at -= bound[0]
        elif tokens[at - 1].low in {"a", "an", "the"} and reading.kind is NumberKind.CARDINAL and at == reading.first:
            if tokens.phrase_to(at - 1, words.bounds_before) is None and tokens.phrase_to(at - 1, words.approximations_before) is None:
                break
            at -= 1
        else:
            break
    return at


def _negated(tokens: Tokens, at: int, side: str) -> str:
    """``cannot exceed 5`` is at most 5."""
    if side == "low_excluded" and tokens[at - 1].low in {"cannot", "can't", "never", "won't", "not", "mustn't", "shouldn't"}:
        return "high_included"
    return side


def _bounds(tokens: Tokens, reading: Reading, at: int, size: int) -> bool:
    """Whether a phrase limits: ``over three days`` and ``within`` a time are stretches, not limits."""
    if reading.low is not None or reading.high is not None or reading.role is not Role.NONE:
        return False
    phrase = tokens.joined(at - size, at)
    if phrase in {"<", ">"} and (tokens[at - 2].low in {"<", ">", "-", "="} or tokens[at - 1].glued or _in_markup(tokens, at)):
        return False
    shy = phrase in lexicon().sets["bounds_shy.before_time"]
    timed = reading.unit is not None and units()[reading.unit].unit_class in {"time", "months"}
    return not (shy and timed and phrase == "over")


def _in_markup(tokens: Tokens, at: int) -> bool:
    """``<594>``, ``<594#name>``: an angle bracket of markup."""
    return tokens[at].glued and any(token.low in {">", "#"} for token in tokens.items[at : at + 6])


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


def _change(tokens: Tokens, reading: Reading, at: int) -> None:
    """By how much, from what and to what something changed; the direction is kept in ``parts["change"]``."""
    if "from" in reading.parts:
        way = _change_before(tokens, at)
        if way in {"up", "down"}:
            reading.parts["change"] = way
        return
    at -= tokens[at - 1].low in {"a", "an", "another", "additional", "further", "extra"}
    at -= tokens[at - 1].low == "a" and tokens[at].low in {"further"}
    before = tokens[at - 1].low
    way = ""
    if before in {"by", "to", "from"}:
        way = _change_before(tokens, at - 1)
        if way:
            reading.role = Role[before.upper()]
        if way == "even" and before == "by" or before != "by":
            return
    elif before in {"of", "in"} and _measurable(reading):
        way = lexicon().changes.get(tokens[at - 2].low, "")
    elif before in lexicon().changes and not _compares(tokens, at - 1):
        way = lexicon().changes[before]
    elif _measurable(reading):
        way = _change_noun(tokens, reading.end)
    if way in {"up", "down"}:
        reading.role = Role.BY
        reading.parts["change"] = way


def _compares(tokens: Tokens, at: int) -> bool:
    """``higher``/``lower`` before a figure is seldom a change; nor is ``go 5``; nor ``gains the 5``."""
    return tokens[at].low in {"contract", "ease", "lower", "improve", "raise", "change", "cuts"}


def _measurable(reading: Reading) -> bool:
    unit = units()[reading.unit] if reading.unit else None
    return unit is not None and (unit.unit_class == "ratio" or unit.is_money or unit.name == "point")


def _change_before(tokens: Tokens, at: int) -> str:
    """The way of the nearest change verb before a token in its sentence, or ""."""
    changes = lexicon().changes
    for k in range(at - 1, max(-1, at - 1 - _CHANGE_REACH), -1):
        if tokens[k].low in {".", ";", "?", "!"} and not tokens[k + 1].glued:
            return ""
        if tokens[k].low in changes:
            return changes[tokens[k].low]
    return ""


_CHANGE_NOUNS = {
    "increase": "up", "rise": "up", "gain": "up", "jump": "up", "surge": "up", "growth": "up", "hike": "up", "raise": "up",
    "decrease": "down", "drop": "down", "fall": "down", "decline": "down", "cut": "down", "reduction": "down",
    "discount": "down", "dip": "down", "loss": "down", "slump": "down", "plunge": "down", "contraction": "down",
}  # fmt: skip


def _change_noun(tokens: Tokens, at: int) -> str:
    """``a 5% increase``, ``30 percent pay rise``."""
    near = _CHANGE_NOUNS.get(tokens[at].low, "")
    if near or tokens[at].kind is not Kind.WORD or tokens[at].low in {"of", "in", "on", "and"}:
        return near
    return _CHANGE_NOUNS.get(tokens[at + 1].low, "")


def _in_name(tokens: Tokens, reading: Reading) -> bool:
    """A number inside a name: ``Five-Year Plan``, ``Seven Samurai``, ``Formula 1``, ``five-star``."""
    token, after, before = tokens[reading.first], tokens[reading.end], tokens[reading.first - 1]
    if token.kind is Kind.WORD:
        titled = token.text[0].isupper() and not token.text.isupper() and not tokens.starts_sentence(reading.first)
        named = after.kind is Kind.WORD and capital(tokens, reading.end)
        last = tokens[reading.end - 1]
        inside = reading.end - reading.first > 1 and last.kind is Kind.WORD and last.text[0].isupper()
        return titled and (named or inside) or tokens.joined(reading.end, reading.end + 2) in {"-star", "star hotel"}
    if tokens.joined(reading.end, reading.end + 2) in {"-star", "star hotel"}:
        return True
    if token.kind is not Kind.FIGURE or reading.unit or reading.scale or before.kind is not Kind.WORD:
        return False
    proper = before.text[0].isupper() and len(before.text) > 1 and not tokens.starts_sentence(reading.first - 1)
    return proper and not after.text[:1].islower()
