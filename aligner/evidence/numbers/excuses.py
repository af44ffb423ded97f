"""Why a number on one side alone need not trouble a translator."""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations
from typing import TYPE_CHECKING

from aligner.evidence.numbers.compare import sameness
from aligner.evidence.numbers.differences import main_figure
from aligner.evidence.numbers.number import Number, NumberKind
from aligner.evidence.numbers.units import units
from aligner.model import Lang

if TYPE_CHECKING:
    from aligner.evidence.numbers.context import Context

#: An article, "both", "half", a counter: these come and go in any translation.
_SMALL = frozenset({Fraction(0), Fraction(1), Fraction(2), Fraction(1, 2)})
_LOUD_FROM = 10
#: Sums are looked for among so many numbers only.
_PARTS = 12


def excused(number: Number, lang: Lang, context: Context) -> bool:
    """Whether the other text says the number anyway, or leaves it out by right."""
    return is_small(number) or _said_already(number, lang, context) or _said_in_parts(number, lang, context)


def is_small(number: Number) -> bool:
    """0, 1, 2 or ½, unless written with a digit and a measure ("2 km", but not "two kilometres" or 2人)."""
    if number.value is None or abs(Fraction(number.value)) not in _SMALL:
        return False
    measured = number.unit is not None and not units()[number.unit].is_counter
    return not (measured and any(char.isdecimal() for char in number.text) and number.value != 1)


def is_loud(number: Number) -> bool:
    """Whether a number that one text alone has is worth a word: plainly a figure, not a name, a label or a few."""
    if number.in_name or number.kind in {NumberKind.CODE, NumberKind.SECTION, NumberKind.ORDINAL}:
        return False
    if not any(char.isdecimal() for char in number.text):
        return False
    if number.kind in {NumberKind.DATE, NumberKind.TIME}:
        return len(number.parts) > 1 or "year" in number.parts
    figure = main_figure(number)
    measured = number.unit is not None and not units()[number.unit].is_counter
    return figure is not None and (figure >= _LOUD_FROM or measured)


def _said_already(number: Number, lang: Lang, context: Context) -> bool:
    """Said twice in one text and once in the other: $750 (seven hundred and fifty dollars)."""
    others = context.numbers(lang.other)[: _PARTS * _PARTS]
    return any(
        (sameness(number, other) if lang is Lang.EN else sameness(other, number)) is not None
        for other in others
    )


def _said_in_parts(number: Number, lang: Lang, context: Context) -> bool:
    """The sum of two or three figures of the other text: 12ドル50セント, twelve fifty."""
    whole = main_figure(number)
    others = [main_figure(other) for other in context.numbers(lang.other)[:_PARTS]]
    parts = [part for part in others if part]
    if whole is None:
        return False
    return any(sum(some) == whole for size in (2, 3) for some in combinations(parts, size))
