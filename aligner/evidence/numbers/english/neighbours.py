"""Joins readings that belong together: ranges, scores, compound amounts.

``10–12``, ``from 12,300 to 11,700``, ``4–1``, ``2 hours 30 minutes``. Dates and times from … to … stay two
and keep their order.
"""

from __future__ import annotations

from enum import StrEnum
from fractions import Fraction
from typing import TYPE_CHECKING

from aligner.evidence.numbers.english.lexicon import WORDS, lexicon, word_class
from aligner.evidence.numbers.english.reading import Reading, scaled
from aligner.evidence.numbers.english.tokens import Kind
from aligner.evidence.numbers.exact import as_part, exact
from aligner.evidence.numbers.number import Bound, NumberKind, Role
from aligner.evidence.numbers.units import alternatives, units

if TYPE_CHECKING:
    from aligner.evidence.numbers.english.tokens import Tokens
    from aligner.evidence.numbers.number import Exact


#: Maximum distance in words of a word of sport before two figures.
_SCORE_REACH = 8


#: Maximum score of a team.
_LARGEST_SCORE = 200


class Link(StrEnum):
    """The text between two readings that may be joined."""

    NEXT = "next"  # nothing
    DASH = "dash"
    SPACED_HYPHEN = "spaced hyphen"
    COLON = "colon"
    TO = "to"
    AND = "and"
    OR = "or"
    COMMA = "comma"


def join(tokens: Tokens, readings: list[Reading]) -> list[Reading]:
    """The readings, with each range, score and compound amount joined into one."""
    joined: list[Reading] = []
    for reading in readings:
        if joined:
            before = joined[-1]
            link = _link(tokens, before, reading)
            whole = _whole(tokens, before, reading, link) if link else None
            if whole is not None:
                joined[-1] = whole
                continue
            if link is Link.TO:
                _mark_ends(tokens, before, reading)
        joined.append(reading)
    return joined


def _whole(tokens: Tokens, a: Reading, b: Reading, link: Link) -> Reading | None:
    return _score(tokens, a, b, link) or _range(tokens, a, b, link) or _compound(tokens, a, b, link)


def _link(tokens: Tokens, a: Reading, b: Reading) -> Link | None:
    """How two readings are joined, or None."""
    apart = b.first - a.end
    if not apart:
        return Link.NEXT
    if apart > _LONGEST_LINK:
        return None
    low = tokens[a.end].low
    if apart == 1:
        return _sign_between(tokens, a.end) or _LINKS.get(low)
    second = tokens[a.end + 1].low
    if low in WORDS.dashes and second in WORDS.to_or:  # "18- to 29-year-olds"
        return _LINKS[second]
    return Link.TO if low in WORDS.ways and second == "to" else None


def _sign_between(tokens: Tokens, at: int) -> Link | None:
    """A dash that touches both neighbours or neither, or a colon that touches both."""
    sign, after = tokens[at], tokens[at + 1]
    if sign.low in WORDS.dashes and sign.glued == after.glued:
        return Link.DASH if sign.glued or sign.low != "-" else Link.SPACED_HYPHEN
    return Link.COLON if sign.low == ":" and sign.glued and after.glued else None


#: Tokens between two readings that are one.
_LONGEST_LINK = 2
_LINKS = {word: Link(link) for word, link in word_class("links").items()}


def _plain(reading: Reading) -> bool:
    """A figure without unit, scale or decimals, as in a score; golf and chess score halves."""
    halves = reading.value is not None and Fraction(reading.value).denominator <= 2
    return reading.unit is None and not reading.scale and halves and (reading.value or 0) >= 0


def _near(tokens: Tokens, first: int, end: int, name: str) -> bool:
    words = lexicon().sets[name]
    around = (*tokens[max(0, first - _SCORE_REACH) : first], *tokens[end : end + 4])
    return any(token.low in words for token in around)


def _score(tokens: Tokens, a: Reading, b: Reading, link: Link) -> Reading | None:
    """``4–1``, ``16:9``; beside words of sport ``2-3`` and ``16.5 to 10.5``, which are ranges elsewhere."""
    if (
        link not in {Link.DASH, Link.COLON, Link.TO, Link.SPACED_HYPHEN}
        or a.kind is not NumberKind.CARDINAL
        or b.kind is not NumberKind.CARDINAL
    ):
        return None
    if a.value is None or b.value is None or a.scale or b.scale or a.unit or b.unit:
        return None
    cued = _near(tokens, a.first, b.end, "scores.cues") and tokens[a.first - 1].low not in WORDS.range_openers
    small = a.value <= _LARGEST_SCORE and b.value <= _LARGEST_SCORE
    spoken = link is Link.TO and not (cued and a.value > b.value)
    dashed = link in {Link.DASH, Link.SPACED_HYPHEN} and not (_plain(a) and _plain(b) and (cued or a.value >= b.value))
    dashed = dashed or (link is Link.SPACED_HYPHEN and not cued)
    if not small or spoken or dashed or (tokens[b.end].low == "-" and tokens[b.end].glued):
        return None
    return Reading(a.first, b.end, NumberKind.SCORE, parts={"a": as_part(a.value), "b": as_part(b.value)}, rule="score")


def _range(tokens: Tokens, a: Reading, b: Reading, link: Link) -> Reading | None:
    """``10–12``, ``10 to 12``, ``between 10 and 12``, ``from 12,300 to 11,700``, ``two or three``."""
    if a.kind is not NumberKind.CARDINAL or b.kind is not NumberKind.CARDINAL or a.value is None or b.value is None:
        return None
    if a.in_name or b.in_name or a.parts.keys() & WORDS.own_parts or b.parts.keys() & WORDS.own_parts:
        return None
    opener = tokens[a.first - 1].low
    by_and_to = link is Link.TO and a.unit is not None and b.unit is None and _has_unit_word(tokens, a)
    if by_and_to and opener != "from":  # "fell 3 points to 12"
        return None
    if link is Link.TO and (opener == "by" or _points(a, b)):  # "down by a third to 2.4 billion"
        return None
    first, second = _shared(a, b)
    directed = link is Link.TO and opener == "from"
    rising = first < second and link in {Link.DASH, Link.TO}
    between = link is Link.AND and opener == "between"
    either = link is Link.OR and isinstance(a.value, int) and b.value == a.value + 1
    if not (directed or rising or between or either) or not _same_class(a.unit or b.unit, b.unit or a.unit):
        return None
    low, high = min(first, second), max(first, second)
    reading = Reading(
        a.first - (directed or between),
        b.end,
        NumberKind.RANGE,
        low=Bound(low, included=True),
        high=Bound(high, included=True),
        unit=b.unit or a.unit,
        rule="range",
    )
    if directed:
        reading.parts = {"from": as_part(first), "to": as_part(second)}
    return reading


def _points(a: Reading, b: Reading) -> bool:
    """Whether the first is a difference of shares and the second a share: 0.25 percentage points to 5.5 percent."""
    return a.unit != b.unit and a.unit is not None and units()[a.unit].unit_class == "ratio"


def _has_unit_word(tokens: Tokens, reading: Reading) -> bool:
    """Whether a unit in words follows the figure. The unit of a range follows only its second end."""
    return tokens[reading.end - 1].kind is Kind.WORD


def _shared(a: Reading, b: Reading) -> tuple[Exact, Exact]:
    """Both ends with the scale of the second: ``10 to 12 million``; not ``900 to 1.2 million``."""
    first, second = a.value or 0, b.value or 0
    if b.scale and not a.scale and first < Fraction(second) / 10**b.scale:
        first = scaled(first, b.scale)
    return first, second


def _same_class(a: str | None, b: str | None) -> bool:
    return a == b or (a is not None and b is not None and units()[a].unit_class == units()[b].unit_class)


def _compound(tokens: Tokens, a: Reading, b: Reading, link: Link) -> Reading | None:
    """An amount in two units, in the first: ``2 hours 30 minutes``, ``12 dollars and 50 cents``, ``six foot five``."""
    tall = a.unit == "foot" and b.unit is None and link in {Link.DASH, Link.NEXT} and b.kind is a.kind
    if tall and isinstance(a.value, int) and isinstance(b.value, int) and b.value < 12:
        return Reading(
            a.first, b.end, value=exact(a.value + Fraction(b.value, 12)), unit="foot", parts=a.parts, rule="two-units"
        )
    if link not in {Link.NEXT, Link.AND, Link.COMMA} or a.kind is not b.kind or a.kind is not NumberKind.CARDINAL:
        return None
    if a.unit is None or b.unit is None or a.value is None or b.value is None or a.unit == b.unit:
        return None
    return _age(a, b) if {a.unit, b.unit} & WORDS.age_units else _two_units(tokens, a, b)


def _two_units(tokens: Tokens, a: Reading, b: Reading) -> Reading | None:
    """An amount and a smaller one of the same class, in the unit of the first."""
    if a.unit is None or b.unit is None or a.value is None or b.value is None:
        return None
    small = units()[b.unit]
    large = units()[_meant(tokens, a, small.unit_class)]
    if large.unit_class != small.unit_class or not large.factor or not small.factor or large.offset or large.is_counter:
        return None
    if small.factor >= large.factor or Fraction(b.value) * small.factor >= large.factor or large.unit_class == "ratio":
        return None
    value = exact(Fraction(a.value) + Fraction(b.value) * small.factor / large.factor)
    return Reading(a.first, b.end, value=value, unit=large.name, parts=a.parts, rule="two-units")


def _age(a: Reading, b: Reading) -> Reading | None:
    """``3 years and 4 months old``, ``aged 3 years 4 months``: one age, in years."""
    years, months = a.unit in WORDS.age_years, b.unit in WORDS.age_months
    if not years or not months or not isinstance(a.value, int) or not isinstance(b.value, int) or b.value >= _YEAR:
        return None
    value = exact(a.value + Fraction(b.value, _YEAR))
    return Reading(a.first, b.end, value=value, unit="year_of_age", rule="two-units")


_YEAR = 12


def _meant(tokens: Tokens, reading: Reading, unit_class: str) -> str:
    """The unit of a reading, or the alternative that its word may mean if that has the class (pounds before pence)."""
    alternative = alternatives().get(tokens[reading.end - 1].low)
    return (
        alternative if alternative is not None and units()[alternative].unit_class == unit_class else str(reading.unit)
    )


def _mark_ends(tokens: Tokens, a: Reading, b: Reading) -> None:
    """Dates and times from … to …: two readings that keep their order."""
    if tokens[a.first - 1].low == "from" and a.kind is b.kind:
        a.role, b.role = Role.FROM, Role.TO
