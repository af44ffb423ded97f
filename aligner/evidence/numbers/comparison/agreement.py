"""Whether an English and a Japanese number match, and in what way.

``agree`` compares two numbers without their texts. It handles eras, clocks, ratios, units, multiples and limits.
``matching`` makes the decisions that need the texts: which of several numbers belong together, and whether a limit is a
legal one. All arithmetic is exact.

Rule: two numbers match only for a reason that has a name (``Sameness``); everything else is
None.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from aligner.evidence.numbers.comparison.amounts import converted_ends, is_cut, same_amount, units_clash
from aligner.evidence.numbers.comparison.dates import date_fields, hour_of_day, same_date, same_time
from aligner.evidence.numbers.comparison.intervals import same_interval
from aligner.evidence.numbers.comparison.limits import (
    limits_alike,
    limits_differ,
    same_side,
    whole_limits_alike,
)
from aligner.evidence.numbers.comparison.sameness import Sameness
from aligner.evidence.numbers.number import Approximation, Number, NumberKind, Role
from aligner.evidence.numbers.units import units

if TYPE_CHECKING:
    from collections.abc import Callable


@dataclass(frozen=True, slots=True)
class Agreement:
    """Two numbers that match, and how."""

    en: Number
    ja: Number
    sameness: Sameness

    @property
    def note(self) -> str:
        """Both numbers as written in the texts: ``784億元 = 78.4 billion yuan``."""
        sign = "≈" if self.sameness in _ROUGH else "="
        return f"{self.ja.text} {sign} {self.en.text}"


_ROUGH = frozenset({Sameness.CONVERTED, Sameness.ROUNDED, Sameness.VAGUE, Sameness.PART})


def agree(en: Number, ja: Number, *, strict: bool = False, denied: bool = False) -> Agreement | None:
    """How an English and a Japanese number match, or None if they do not.

    Args:
        en: a number of the English text.
        ja: a number of the Japanese text.
        strict: distinguish all limits (contracts, rules), also those that prose does not distinguish.
        denied: one text denies what the other affirms. A limit may then be stated from its other side.
    """
    if whole_limits_alike(en, ja):
        return Agreement(en, ja, Sameness.BOUND)
    same = sameness(en, ja)
    if same is None:
        return None
    if limits_differ(en, ja):
        if not limits_alike(en, ja, strict=strict) and not (denied and not same_side(en, ja)):
            return None
        same = Sameness.BOUND
    return Agreement(en, ja, same)


def sameness(en: Number, ja: Number) -> Sameness | None:
    """As ``agree``, but limits (at least, under …) are ignored."""
    for kind, rule in _RULES:
        if en.kind is kind or ja.kind is kind:
            return rule(en, ja)
    if en.value is None or ja.value is None:
        return converted_ends(en, ja) if units_clash(en.unit, ja.unit) else same_interval(en, ja)
    if en.unit == ja.unit and _is_bare(en) and _is_bare(ja):
        # The common case: nothing is converted or changed.
        if en.value == ja.value:
            return Sameness.EQUAL
        if en.value > 0 and ja.value > 0:
            return Sameness.ROUNDED if is_cut(en, ja) else None
    return same_amount(en, ja, Fraction(en.value), Fraction(ja.value))


def _is_bare(number: Number) -> bool:
    """An amount that is not marked as approximate and is not part of a change."""
    ranked = number.kind is NumberKind.ORDINAL
    exact = number.approximate is Approximation.NONE and "comparison" not in number.parts
    return exact and not ranked and number.role is Role.NONE


def _codes(en: Number, ja: Number) -> Sameness | None:
    first, second = plain_code(en), plain_code(ja)
    if first == second:
        return Sameness.NAME
    whole = "-" in first + second and _ZEROS.sub("", first) == _ZEROS.sub("", second)
    return Sameness.PART if whole else None


def plain_code(number: Number) -> str:
    """A code by its letters and digits alone, groups of digits kept apart: 3丁目12番5号 is 3-12-5."""
    written = str(number.parts.get("code", number.text))
    return "-".join(_CODE_PART.findall(written.casefold()))


#: Version 8.0 is version 8.
_ZEROS = re.compile(r"(?:-0)+\Z")
_CODE_PART = re.compile(r"[^\W\d_]+|\d+")


def levels(number: Number) -> tuple[Fraction, ...]:
    """The numbered levels of a section (Article 27-2: 27, 2), or the figure alone of anything else."""
    if number.kind is NumberKind.SECTION:
        figures = tuple(Fraction(part) for key, part in number.parts.items() if key != "label" and _is_int(part))
        if figures:
            return figures
    return () if number.value is None else (Fraction(number.value),)


def _is_int(part: int | str) -> bool:
    return isinstance(part, int) or part.isdecimal()


def _scores(en: Number, ja: Number) -> Sameness | None:
    """A score may name the other side first: 3–1 and 1対3."""
    first, second = (_pair(number) for number in (en, ja))
    same = first is not None and second is not None and first in {second, second[::-1]}
    return Sameness.EQUAL if same else None


def _pair(number: Number) -> tuple[Fraction, Fraction] | None:
    if number.kind is NumberKind.SCORE:
        return Fraction(number.parts["a"]), Fraction(number.parts["b"])
    if number.low is not None and number.high is not None:
        return Fraction(number.low.value), Fraction(number.high.value)
    return None


def _sections(en: Number, ja: Number) -> Sameness | None:
    first, second = levels(en), levels(ja)
    if not first or not second:
        return None
    return Sameness.EQUAL if first == second else Sameness.PART if _within(first, second) else None


def _within(first: tuple[Fraction, ...], second: tuple[Fraction, ...]) -> bool:
    """Whether one place is a stretch of the other: Article 27-2 and 第二十七条の二第三項第四号."""
    short, long = sorted((first, second), key=len)
    return any(long[k : k + len(short)] == short for k in range(len(long) - len(short) + 1))


def _dates(en: Number, ja: Number) -> Sameness | None:
    if en.kind is not ja.kind:
        return _field(en, ja)
    whole = same_date(en, ja)
    if not whole:
        return None if whole is None else Sameness.PART
    return Sameness.ERA if "era" in ja.parts else Sameness.EQUAL


def _times(en: Number, ja: Number) -> Sameness | None:
    if en.kind is not ja.kind:
        return _field(en, ja)
    whole = same_time(en, ja)
    if not whole:
        return None if whole is None else Sameness.PART
    return Sameness.CLOCK if ("half" in en.parts) != ("half" in ja.parts) else Sameness.EQUAL


#: The kinds that are not compared by value, with their comparisons; an earlier row takes precedence.
_RULES: tuple[tuple[NumberKind, Callable[[Number, Number], Sameness | None]], ...] = (
    (NumberKind.CODE, _codes),
    (NumberKind.SCORE, _scores),
    (NumberKind.SECTION, _sections),
    (NumberKind.DATE, _dates),
    (NumberKind.TIME, _times),
)


def _field(en: Number, ja: Number) -> Sameness | None:
    """A date or time against a plain number that gives one of its fields: 2019年 and 2019."""
    dated, plain = (en, ja) if en.kind in _DATED else (ja, en)
    unit = units()[plain.unit] if plain.unit else None
    if plain.value is None or not (unit is None or unit.is_counter or unit.unit_class in _CALENDAR_CLASSES):
        return None
    fields = date_fields(dated)
    if "hour" in fields and fields.get("minute"):
        return None
    if plain.unit is None and hour_of_day(plain.value, dated):
        return Sameness.CLOCK
    named = [key for key, value in fields.items() if value == plain.value]
    if plain is ja and (plain.kind is NumberKind.ORDINAL or plain.unit is None):
        named = [key for key in named if key not in _COUNTED_FIELDS]
    if not any(plain.unit in _FIELD_UNITS.get(key, (None, key)) or _is_counter(plain.unit) for key in named):
        return None
    return Sameness.EQUAL if len(fields) == 1 else Sameness.PART


def _is_counter(unit: str | None) -> bool:
    return unit is not None and units()[unit].is_counter


#: The units with which a field may be given as a plain number, where not its own name or none: a month is
#: never a bare
#: figure, a lone second or minute is a length of time.
_FIELD_UNITS = {
    "month": ("month",),
    "weekday": (),
    "quarter": ("quarter",),
    "fiscal_year": (None, "year", "fiscal_year"),
}
#: Fields that Japanese gives with their own counter: neither 四位 nor a bare 1 is a day.
_COUNTED_FIELDS = frozenset({"month", "day", "hour", "minute", "second"})
_DATED = frozenset({NumberKind.DATE, NumberKind.TIME})
#: Measures in which a field of a date or time may be given.
_CALENDAR_CLASSES = frozenset({"time", "months", "night", "age"})
