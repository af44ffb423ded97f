"""Keys that find candidates for matching numbers of both languages without a comparison.

The search needs to know quickly which far-apart sentences share a number. Numbers for which
``agreement.agree`` finds the same amount, date or time share at least one key; what agrees only roughly
(converted, rounded, vague, a year of two digits) or through a sentence (a change given as a multiple) need
not. Sharing a key is a hint, not agreement.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, TypeAlias

from aligner.evidence.numbers.comparison.dates import date_fields
from aligner.evidence.numbers.comparison.labels import levels, plain_code
from aligner.evidence.numbers.number import Number, NumberKind
from aligner.evidence.numbers.units import units

if TYPE_CHECKING:
    from collections.abc import Iterator

#: The subject of a key, and the exact figure or figures. Under ``weak`` are those too common to anchor
#: anything.
Key: TypeAlias = tuple[str, *tuple[Fraction | int | str, ...]]

#: Articles, "both", "half" and counters make these appear everywhere.
_WEAK = frozenset({Fraction(0), Fraction(1), Fraction(2), Fraction(1, 2)})

#: Fields of a date whose figure may stand alone in the other language ("1999", "the 5th").
_PLAIN_FIELDS = ("year", "fiscal_year", "decade", "century", "day")
_NAMED_FIELDS = ("month", "weekday", "quarter")


def matching_keys(number: Number) -> tuple[Key, ...]:
    """The keys of a number, without duplicates. A number of the other language that may match it shares one.

    ``("figure", n)`` for amounts, ordinals, years, sections and ends of ranges, whatever their unit;
    ``("weak", n)`` instead for a lone 0, 1, 2 or ½; the class of a unit and the amount in its base unit
    (``("time", 1800)`` for half an hour and 30分, ``("ratio", 3/10)`` for 30% and 3割); ``("date", month,
    day)``; ``("clock", hour modulo 12, minute)``, for a full hour its figure too; ``("month", 5)``,
    ``("weekday", …)``, ``("quarter", 1)``; ``("pair", a, b)`` for scores and ranges; ``("code", …)``.
    """
    return tuple(dict.fromkeys(_keys(number)))


def _keys(number: Number) -> Iterator[Key]:
    if number.kind is NumberKind.CODE:
        yield "code", plain_code(number)
    elif number.kind is NumberKind.DATE:
        yield from _date_keys(number)
    elif number.kind is NumberKind.TIME:
        yield from _time_keys(number)
    elif number.kind is NumberKind.SCORE:
        yield _pair(Fraction(number.parts["a"]), Fraction(number.parts["b"]))
    elif number.kind is NumberKind.SECTION:
        yield from (_figure(level) for level in levels(number)[:1])
    elif number.value is not None:
        yield from _amount_keys(number, abs(Fraction(number.value)))
    else:
        ends = [Fraction(end.value) for end in (number.low, number.high) if end is not None]
        yield from (_figure(end) for end in ends)
        if len(ends) == 2:
            yield _pair(*ends)


def _pair(first: Fraction, second: Fraction) -> Key:
    return "pair", min(first, second), max(first, second)


def _figure(value: Fraction) -> Key:
    return "weak" if value in _WEAK else "figure", value


def _date_keys(number: Number) -> Iterator[Key]:
    fields = date_fields(number)
    if "month" in fields and "day" in fields:
        yield "date", fields["month"], fields["day"]
    for name in _NAMED_FIELDS:
        if name in fields:
            yield name, fields[name]
    for name in _PLAIN_FIELDS:
        if isinstance(value := fields.get(name), int):
            yield _figure(Fraction(value))


def _time_keys(number: Number) -> Iterator[Key]:
    hour, minute = number.parts.get("hour"), number.parts.get("minute", 0)
    if isinstance(hour, int):
        yield "clock", hour % 12, minute
        if minute == 0:  # "at nine" for 九時, "at three" for 15時
            yield from (_figure(Fraction(spoken_hour)) for spoken_hour in (hour, hour % 12 or 12))
    elif isinstance(minute, int):
        yield _figure(Fraction(minute))


def _amount_keys(number: Number, value: Fraction) -> Iterator[Key]:
    yield _figure(value)
    unit = units()[number.unit] if number.unit else None
    if unit is None:
        if value.denominator > 1 or number.kind is NumberKind.MULTIPLE:
            yield "ratio", value
    elif unit.factor is not None and unit.unit_class != "temperature":
        yield unit.unit_class, value * unit.factor
