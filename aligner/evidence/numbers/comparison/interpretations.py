"""Interpretations of the numbers of a text: the values that are compared with the other text.

A range whose ends the other text gives as two numbers ("11 to 18-year-olds", 11歳から18歳) has two interpretations.
A number that is ambiguous in its own language (``250m``: metres or millions) has a second meaning.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING

from aligner.evidence.numbers.comparison.intervals import ends, is_vague
from aligner.evidence.numbers.comparison.keys import matching_keys
from aligner.evidence.numbers.comparison.table import sameness
from aligner.evidence.numbers.number import Bound, Number, NumberKind, Role
from aligner.model import Lang

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


@dataclass(frozen=True, slots=True)
class Interpretation:
    """The value that is compared (``meant``) and the number as it was read from the text (``written``)."""

    meant: Number
    written: Number


def interpretations(
    meant: Sequence[Number], written: Sequence[Number], counterparts: Sequence[Number], lang: Lang
) -> tuple[Interpretation, ...]:
    """The interpretations of one text's numbers, in order.

    Args:
        meant: the numbers as the other language counts them (``conventions``).
        written: the same numbers as they were read.
        counterparts: the numbers of the other text.
        lang: the language of the first two.
    """
    result: list[Interpretation] = []
    if not any(map(_is_double, meant)):
        return tuple(map(Interpretation, meant, written))
    alone = {key for counterpart in counterparts if not _is_double(counterpart) for key in matching_keys(counterpart)}
    for number, origin in zip(meant, written, strict=True):
        halves = tuple(_split(number)) if _is_double(number) and len(counterparts) <= _MANY else ()
        shared = any(key in alone for half in halves for key in matching_keys(half))
        if shared and not _has_counterpart(number, counterparts, lang):
            result += (Interpretation(half, origin) for half in halves)
        else:
            result.append(Interpretation(number, origin))
    return tuple(result)


#: Beside more numbers than this, ranges are compared whole.
_MANY = 256
#: Kinds of number that hold two figures.
_DOUBLE = frozenset({NumberKind.RANGE, NumberKind.SCORE})


def _is_double(number: Number) -> bool:
    """A range, a score, or a share given by its part and its whole (one in four)."""
    return number.kind in _DOUBLE or "share" in number.parts


def _figures(number: Number) -> tuple[Fraction | None, Fraction | None]:
    """The two figures of a range, score or share in the order in which the text gives them."""
    if "share" in number.parts:
        return Fraction(number.parts["share"]), Fraction(number.parts["of"])
    if number.kind is NumberKind.SCORE:
        return Fraction(number.parts["a"]), Fraction(number.parts["b"])
    low, high = ends(number)
    return (high, low) if "from" in number.parts and Fraction(number.parts["from"]) == high else (low, high)


def _has_counterpart(number: Number, counterparts: Sequence[Number], lang: Lang) -> bool:
    """Whether the other text has the same number, without regard to limits. A vague magnitude is not split either."""
    if is_vague(number):
        return True
    return any(
        (sameness(meant, counterpart) if lang is Lang.EN else sameness(counterpart, meant)) is not None
        for meant in meanings(number)
        for counterpart in counterparts
    )


def _split(number: Number) -> Iterator[Number]:
    """The two figures of a range, score or share as separate numbers; nothing if one of them is not given.

    A range of ages includes its last year: 6 to 11 ends below 12 (12歳未満).
    """
    first, second = _figures(number)
    if first is None or second is None:
        return
    roles = (Role.FROM, Role.TO) if "from" in number.parts else (Role.NONE, Role.NONE)
    for value, role in zip((first, second), roles, strict=True):
        is_last_age = number.unit == "year_of_age" and role is Role.NONE and value == ends(number)[1]
        high = Bound(value, included=True) if is_last_age else None
        yield replace(number, kind=NumberKind.CARDINAL, value=value, low=None, high=high, parts={}, role=role)


def meanings(number: Number) -> Iterator[Number]:
    """A number and, where its text leaves it open, the other things it may mean."""
    yield number
    if number.kind is NumberKind.RANGE and _SECONDS.fullmatch(number.text) and number.low is not None:
        for unit in ("second", None):
            yield replace(number, kind=NumberKind.CARDINAL, value=number.low.value, low=None, high=None, unit=unit)
    if number.kind is NumberKind.DATE and (fraction := _FRACTION.fullmatch(number.text)) and int(fraction[2]):
        share = Fraction(int(fraction[1]), int(fraction[2]))
        yield replace(number, kind=NumberKind.CARDINAL, value=share, parts={}, unit=None)
    if number.unit == "second" and _DECADE.fullmatch(number.text):
        yield replace(number, kind=NumberKind.DATE, value=None, parts={"decade": int(number.text[:-1])}, unit=None)
    for ending, possible_units in _SHORT_UNITS.items():
        if number.unit is not None and number.text.endswith(ending):
            yield from (replace(number, unit=unit) for unit in possible_units)
    alternative = number.parts.get("alternative")
    if not isinstance(alternative, str):
        return
    if number.kind is NumberKind.DATE:
        month, _, day = alternative.partition("/")
        yield replace(number, parts={**number.parts, "month": int(month), "day": int(day)})
    else:
        value, _, unit = alternative.partition(" ")
        yield replace(number, value=Fraction(value), unit=unit or None)


def in_scales(number: Number) -> Iterator[Number]:
    """A figure in words as speech leaves its scale out: "four million?" "I can get you three and a half."."""
    bare = number.kind is NumberKind.CARDINAL and number.unit is None and not number.in_name and not number.parts
    if bare and number.value is not None and not any(char.isdecimal() for char in number.text):
        value = Fraction(number.value)
        if 0 < value < _SCALES[0]:
            yield from (replace(number, value=value * scale) for scale in _SCALES)


#: Scales too large for a slip. A missing thousand cannot be distinguished from a wrong count.
_SCALES = (10**6, 10**9)
#: The thirties of a century or of a life, and half a minute: 30s.
_SECONDS = re.compile(r"\d+s")
#: Ten years of a century: the 660s.
_DECADE = re.compile(r"\d{2,3}0s")
#: A day of a month, or a share: 1/6.
_FRACTION = re.compile(r"(\d{1,2})/(\d{1,2})")
#: What else a unit of length stands for in Japanese, for short or after 時速 and 風速.
_SHORT_UNITS = {
    "キロ": ("kilogram", "kilometre_per_hour"),
    "マイル": ("mile_per_hour",),
    "メートル": ("metre_per_second",),
    "ミリ": ("millilitre", "milligram"),
    "m": ("metre_per_second",),
    "km": ("kilometre_per_hour",),
}
