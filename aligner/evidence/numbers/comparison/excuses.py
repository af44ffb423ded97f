"""Why a number on one side alone need not trouble a translator."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from aligner.evidence.numbers.comparison.agreement import sameness
from aligner.evidence.numbers.comparison.dates import date_fields
from aligner.evidence.numbers.comparison.differences import main_figure
from aligner.evidence.numbers.comparison.glosses import glossed, is_old, years_clash
from aligner.evidence.numbers.number import Number, NumberKind
from aligner.evidence.numbers.units import units
from aligner.model import Lang

if TYPE_CHECKING:
    from aligner.evidence.numbers.comparison.context import Context

#: An article, "both", "half", a counter: these come and go in any translation.
_SMALL = frozenset({Fraction(0), Fraction(1), Fraction(2), Fraction(1, 2)})
#: A bare figure from here on is plainly one, a counted one earlier.
_LOUD_FROM = 10
_LOUD_COUNT = 3
#: Smaller sums come about by chance: nine is eight and one.
_SUMS_FROM = 20


def excused(number: Number, lang: Lang, context: Context) -> bool:
    """Whether the other text says the number anyway, or leaves it out by right."""
    return (
        is_small(number)
        or _said_already(number, lang, context)
        or _said_in_parts(number, lang, context)
        or _glosses_a_year(number, lang, context)
    )


def is_small(number: Number) -> bool:
    """0, 1, 2 or ½, unless written with a digit and a measure ("2 km", but not "two kilometres" or 2人).

    An ordinal in a name (World War I) is no article either.
    """
    if number.value is None or abs(Fraction(number.value)) not in _SMALL:
        return False
    if number.in_name and number.kind is NumberKind.ORDINAL:
        return False
    measured = number.unit is not None and not units()[number.unit].is_counter
    return not (measured and any(char.isdecimal() for char in number.text) and number.value != 1)


def is_loud(number: Number, lang: Lang, context: Context) -> bool:
    """Whether a number that one text alone has is worth a word: plainly a figure, no name, no label."""
    if number.in_name or number.kind in {NumberKind.CODE, NumberKind.SECTION, NumberKind.ORDINAL}:
        return False
    if not any(char.isdecimal() for char in number.text) or in_brackets(number, context.text(lang)):
        return False
    if number.kind is NumberKind.DATE:
        return _is_loud_date(number, lang, context)
    if number.kind is NumberKind.TIME:
        return len(number.parts) > 1
    figure = main_figure(number)
    if figure is None:
        return False
    measured = number.unit is not None and not units()[number.unit].is_counter
    return measured or figure >= (_LOUD_FROM if number.unit is None else _LOUD_COUNT)


def _is_loud_date(number: Number, lang: Lang, context: Context) -> bool:
    """A day of a month; a year where the other text leaves the reader without any."""
    if "month" in number.parts:
        return "day" in number.parts
    return "year" in number.parts and not context.tells_year[lang.other]


def in_brackets(number: Number, text: str) -> bool:
    """Whether a number stands in brackets, where a text explains itself to its readers: (180 miles)."""
    before, after = (
        text[max(0, number.start - _BRACKETED) : number.start],
        text[number.end : number.end + _BRACKETED],
    )
    opened = max(before.rfind(mark) for mark in "(（[")
    closed = [at for mark in ")）]" if (at := after.find(mark)) >= 0]
    return opened > max(before.rfind(mark) for mark in ")）]") and bool(closed)


#: How far away a bracket is looked for, in characters.
_BRACKETED = 120


def _glosses_a_year(number: Number, lang: Lang, context: Context) -> bool:
    """An era or regnal year beside the western one that it explains: 寛永11年（1634年）."""
    if lang is Lang.EN:
        return False
    beside = glossed(number, context)
    if beside is None or ("day" in number.parts and not is_old(beside)):
        return False
    regnal = number.kind is NumberKind.CARDINAL and number.unit in {"year", None}
    return regnal or not years_clash(number, beside)


def _said_already(number: Number, lang: Lang, context: Context) -> bool:
    """Said twice in one text and once in the other: $750 (seven hundred and fifty dollars)."""
    return any(_repeats(number, other, lang) for other in context.candidates(number, lang.other))


def _repeats(number: Number, other: Number, lang: Lang) -> bool:
    """The same number of the same thing: five months do not excuse five meetings."""
    one, two = _measure(number), _measure(other)
    ranked = NumberKind.ORDINAL in {number.kind, other.kind} and number.kind is not other.kind
    if ranked or (one != two and one is not None and two is not None) or _says_more(number, other):
        return False
    return (sameness(number, other) if lang is Lang.EN else sameness(other, number)) is not None


def _says_more(number: Number, other: Number) -> bool:
    """A date with a field that the other leaves out: 3月 does not say March 7."""
    both = number.kind is other.kind is NumberKind.DATE
    return both and not date_fields(number).keys() <= date_fields(other).keys()


def _measure(number: Number) -> str | None:
    """What a number measures or that it counts; None where it is a bare figure or a lone year."""
    if number.kind is NumberKind.DATE:
        return None if "year" in number.parts and len(number.parts) == 1 else "date"
    return None if number.unit is None else units()[number.unit].unit_class


def _said_in_parts(number: Number, lang: Lang, context: Context) -> bool:
    """The sum of two or three figures of the other text: 12ドル50セント, twelve fifty."""
    whole = main_figure(number)
    return whole is not None and whole >= _SUMS_FROM and whole in context.sums[lang.other]
