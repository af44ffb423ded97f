"""How likely two numbers that differ were meant to match, in points."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aligner.evidence.numbers.comparison.amounts import units_clash
from aligner.evidence.numbers.comparison.dates import differing_fields, same_span
from aligner.evidence.numbers.comparison.figures import digits, is_scale, is_swapped, main_figure, same_length
from aligner.evidence.numbers.comparison.labels import plain_code
from aligner.evidence.numbers.comparison.table import sameness
from aligner.evidence.numbers.number import Number, NumberKind
from aligner.evidence.numbers.units import units

if TYPE_CHECKING:
    from fractions import Fraction

_AMOUNTS = frozenset({NumberKind.CARDINAL, NumberKind.ORDINAL, NumberKind.MULTIPLE, NumberKind.RANGE})

#: A rank in one language is often a count in the other: the eighth shogun, 8代将軍.
_COUNTED = frozenset({NumberKind.CARDINAL, NumberKind.ORDINAL, NumberKind.SECTION})
#: Points for what two numbers have in common; ``_ENOUGH`` of them make a pair. Set on planted errors and untouched
#: translations of the news and encyclopedia sets.
_SAME_VALUE = 6
_SAME_MEASURE = 4
_SAME_CLASS = 2
_SAME_KIND = 1
_LOOKALIKE = 3
_SAME_LENGTH = 1
_ENOUGH = 3
#: The year is the strongest common field of two dates, because days and months recur.
_PARTS = {"year": 3}
#: One and ten often differ by a power of ten by chance.
_SCALED_FROM = 10


def likeness(en: Number, ja: Number) -> int | None:
    """The likeness of two numbers that differ, in points; None if they have nothing in common."""
    if _in_words(en, ja):
        return None
    group = _group(en)
    if NumberKind.CODE in {en.kind, ja.kind} and "." in en.text and _shape(en) == _shape(ja):
        return _SAME_MEASURE
    if _hour_alone(en, ja) or _hour_alone(ja, en):
        return _ENOUGH
    if group == _group(ja) != "amount":
        return _alike_in_parts(en, ja)
    if group != _group(ja) and not _date_like(en, ja):
        return None
    counted = {en.kind, ja.kind} <= _COUNTED
    measured = 0 if _other_length(en, ja) else _measures(en.unit, ja.unit)
    points = (_SAME_KIND if en.kind is ja.kind or counted else 0) + _figures(en, ja) + measured
    points += _SAME_CLASS if "label" in en.parts and en.parts["label"] == ja.parts.get("label") else 0
    if sameness(en, ja) is not None:
        points += _SAME_VALUE
    return points if points >= _ENOUGH else None


def _in_words(en: Number, ja: Number) -> bool:
    """Whether both numbers are in words and have only their places in common: "three of them", 第一位.

    Such words often have no counterpart. Only those that count the same thing, or rank both, are compared.
    """
    spelt = not any(char.isdecimal() for char in en.text + ja.text)
    if not spelt or en.kind not in _WORDS or ja.kind not in _WORDS or (en.in_name and ja.in_name):
        return False
    if en.unit is not None and (en.unit == ja.unit or None not in {_measure(en.unit), _measure(ja.unit)}):
        return False
    return (en.unit is None or en.kind is not ja.kind) and sameness(en, ja) is None


_WORDS = frozenset({NumberKind.CARDINAL, NumberKind.ORDINAL})


def _alike_in_parts(en: Number, ja: Number) -> int | None:
    """Points for two codes of one make, or two dates, times or scores: the more, the more of them is the same."""
    if en.kind is NumberKind.CODE:
        return _SAME_MEASURE if _shape(en) == _shape(ja) else None
    if en.kind is NumberKind.DATE and (not differing_fields(en, ja) or not same_span(en, ja)):
        return None
    alike = sum(_PARTS.get(key, 1) for key, _ in set(en.parts.items()) & set(ja.parts.items()))
    return _SAME_MEASURE + alike + len(en.parts.keys() & ja.parts.keys())


def comparable(en: Number, ja: Number) -> bool:
    """Whether two amounts might be one, going by what they measure: enough when nothing else is left over."""
    return _group(en) == _group(ja) == "amount" and _measures(en.unit, ja.unit) >= 0


def alike(en: Number, ja: Number) -> bool:
    """Whether two numbers are of one kind and measure the same thing, counters left aside."""
    return en.kind is ja.kind and _measure(en.unit) == _measure(ja.unit)


def _measure(unit: str | None) -> str | None:
    return None if unit is None or units()[unit].is_counter else unit


def _shape(code: Number) -> tuple[str, ...]:
    """A code with its groups of digits blanked, so that versions and addresses of one make are alike."""
    return tuple("0" if part.isdecimal() else part for part in plain_code(code).split("-"))


def _group(number: Number) -> str:
    lone_section = number.kind is NumberKind.SECTION and number.value is not None
    return "amount" if number.kind in _AMOUNTS or lone_section else str(number.kind)


def _date_like(en: Number, ja: Number) -> bool:
    """A year or a day that one reader saw as a date and the other as a figure."""
    kinds = {en.kind, ja.kind}
    return NumberKind.DATE in kinds and bool(kinds & _COUNTED) and None not in {main_figure(en), main_figure(ja)}


def _hour_alone(number: Number, time: Number) -> bool:
    """A bare figure that may be the hour which the other text gives as such: at 5, ８時."""
    if time.kind is not NumberKind.TIME or time.parts.get("minute") or "hour" not in time.parts:
        return False
    bare = number.kind is NumberKind.CARDINAL and number.unit is None and not number.in_name
    return bare and isinstance(number.value, int) and 1 <= number.value <= _HOURS


_HOURS = 24


def _figures(en: Number, ja: Number) -> int:
    first, second = main_figure(en), main_figure(ja)
    if first is None or second is None:
        return 0
    if first == second or is_scale(first, second) or is_swapped(first, second) or _one_digit_apart(first, second):
        return _LOOKALIKE
    return _SAME_LENGTH if same_length(first, second) else 0


def _one_digit_apart(first: Fraction, second: Fraction) -> bool:
    first_digits, second_digits = digits(first), digits(second)
    return (
        len(first_digits) == len(second_digits) > 1
        and sum(a != b for a, b in zip(first_digits, second_digits, strict=True)) == 1
    )


def _other_length(en: Number, ja: Number) -> bool:
    """Whether both are lengths of time of the same figure: three weeks for 3か月 is a slip of the unit."""
    classes = {units()[unit].unit_class for unit in (en.unit, ja.unit) if unit is not None}
    return classes == _LENGTHS and main_figure(en) == main_figure(ja)


#: Days and weeks are not converted to months and years, but often confused with them.
_LENGTHS = frozenset({"time", "months"})


def _measures(en: str | None, ja: str | None) -> int:
    """Points for the same measure; measures that cannot be equal exclude a pair."""
    if en is not None and en == ja:
        return _SAME_MEASURE
    en_unit, ja_unit = (None if unit is None or units()[unit].is_counter else units()[unit] for unit in (en, ja))
    if en_unit is None or ja_unit is None:
        return 1 if en_unit is ja_unit else 0
    if en_unit.is_money and ja_unit.is_money:
        return 1
    return (
        0
        if en_unit.unit_class == ja_unit.unit_class
        else -_SAME_MEASURE
        if units_clash(en_unit.name, ja_unit.name)
        else 1
    )
