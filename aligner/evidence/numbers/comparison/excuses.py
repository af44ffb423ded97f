"""Why a number on one side alone need not trouble a translator."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from aligner.evidence.numbers.comparison.agreement import sameness
from aligner.evidence.numbers.comparison.context import year_named
from aligner.evidence.numbers.comparison.dates import date_fields
from aligner.evidence.numbers.comparison.differences import main_figure
from aligner.evidence.numbers.comparison.glosses import glossed, is_old, years_clash
from aligner.evidence.numbers.comparison.intervals import ends
from aligner.evidence.numbers.comparison.old_measures import has_old_measure, is_metric, is_old_measure
from aligner.evidence.numbers.number import Number, NumberKind
from aligner.evidence.numbers.units import units
from aligner.model import Lang, Span

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

    from aligner.evidence.numbers.comparison.context import Context

#: An article, "both", "half", a counter: these come and go in any translation.
_SMALL = frozenset({Fraction(0), Fraction(1), Fraction(2), Fraction(1, 2)})
#: A bare figure from here on is plainly one, a counted one earlier.
_LOUD_FROM = 10
_LOUD_COUNT = 3
#: Smaller sums come about by chance: nine is eight and one.
_SUMS_FROM = 20
#: Parts of a sum are looked for among so many numbers.
_ADDED = 12


@dataclass(frozen=True)
class Settled:
    """Two texts' numbers once those that agree are known, by their positions."""

    context: Context
    en: frozenset[int]
    ja: frozenset[int]

    def excused(self, k: int, lang: Lang) -> bool:
        """Whether the other text says the number anyway, or leaves it out by right."""
        number = self.context.numbers(lang)[k]
        return (
            is_small(number)
            or _said_already(number, lang, self.context)
            or _said_in_parts(number, lang, self.context)
            or self._adds_up(k, lang)
            or (lang is Lang.JA and self._glosses_a_year(number))
            or self._converted_from_old(number, lang)
            or (lang is Lang.EN and number.kind is NumberKind.ORDINAL and self._in_ja_date(number))
            or (number.unit == "year" and self.context.text(lang).endswith(_REGNAL, 0, number.start))
            or (lang is Lang.JA and self._in_roman(number))
        )

    def is_loud(self, k: int, lang: Lang) -> bool:
        """Whether a number that one text alone has is worth a word: plainly a figure, no name, no label."""
        number = self.context.numbers(lang)[k]
        if number.in_name or number.kind in {NumberKind.CODE, NumberKind.SECTION}:
            return False
        figured = any(char.isdecimal() for char in number.text) or "元年" in number.text
        if not figured or self._is_aside(number, lang):
            return False
        if number.kind is NumberKind.DATE:
            return self._is_loud_date(number, lang)
        if number.kind is NumberKind.TIME:
            return len(number.parts) > 1
        if number.kind is NumberKind.SCORE:
            return True
        figure = main_figure(number)
        if figure is None or is_few(number) or self._dated_by_words(number, lang):
            return False
        measured = number.unit is not None and not units()[number.unit].is_counter
        return measured or figure.denominator > 1 or figure >= (_LOUD_FROM if number.unit is None else _LOUD_COUNT)

    def _is_aside(self, number: Number, lang: Lang) -> bool:
        """Whether a number stands in brackets that the other text leaves out.

        It does not where it says something of what they hold (1799–1861), or has as many brackets itself and they hold
        little (1937), no explanation.
        """
        aside = bracketed(number, self.context.text(lang))
        if aside is None:
            return False
        brief = aside.end - aside.start <= _BRIEF[lang] and self.context.text(lang)[aside.start] != "["
        if brief and self._brackets(lang.other) >= self._brackets(lang):
            return False
        agreed = self.en if lang is Lang.EN else self.ja
        numbers = self.context.numbers(lang)
        return not any(aside.start < numbers[k].start < aside.end for k in agreed)

    def _brackets(self, lang: Lang) -> int:
        text = self.context.text(lang)
        return sum(text.count(mark) for mark in "(（")

    def _is_loud_date(self, number: Number, lang: Lang) -> bool:
        """A day of a month; a year or century where the other text leaves the reader without any."""
        if "month" in number.parts:
            return "day" in number.parts
        if "century" in number.parts or "decade" in number.parts:
            return True
        return "year" in number.parts and not self.context.year_by_words[lang.other] and not self._year_left(lang.other)

    def _dated_by_words(self, number: Number, lang: Lang) -> bool:
        """Whether a bare figure is a year that the other text tells in words: 778, 翌年."""
        return year_named(number) is not None and self.context.year_by_words[lang.other]

    def _year_left(self, lang: Lang) -> bool:
        """Whether a text has a year that agrees with none of the other text."""
        settled = self.en if lang is Lang.EN else self.ja
        numbers = enumerate(self.context.numbers(lang))
        return any(year_named(number) for k, number in numbers if k not in settled and not self.retold(k, lang))

    def _in_ja_date(self, number: Number) -> bool:
        """A rank that a Japanese date gives as one of its figures: the 3rd year of the Koan era, 弘安三年."""
        return any(number.value in other.parts.values() for other in self.context.ja if other.kind is NumberKind.DATE)

    def _in_roman(self, number: Number) -> bool:
        """A generation that English writes as Danjuro III, in brackets perhaps."""
        if number.kind is not NumberKind.ORDINAL or not isinstance(number.value, int):
            return False
        written = roman(number.value)
        return bool(written) and re.search(rf"\b{written}\b", self.context.en_text) is not None

    def _adds_up(self, k: int, lang: Lang) -> bool:
        """Whether the figure and another without counterpart make one of the other text: 12 men and 8 women, 計20人."""
        figure, left = main_figure(self.context.numbers(lang)[k]), self._left(lang)
        if figure is None or k not in left:
            return False
        wholes = {whole for whole in self._left(lang.other).values() if whole >= _SUMS_FROM}
        return any(figure + other in wholes for m, other in left.items() if m != k)

    def _left(self, lang: Lang) -> dict[int, Fraction]:
        """The first few figures of a text that agree with none of the other, by position."""
        settled = self.en if lang is Lang.EN else self.ja
        numbers = enumerate(self.context.numbers(lang)[:_ADDED])
        return {
            k: figure
            for k, number in numbers
            if k not in settled and number.kind is not NumberKind.DATE and (figure := main_figure(number))
        }

    def _converted_from_old(self, number: Number, lang: Lang) -> bool:
        """Metres or hectares for an old Japanese measure (五丈, 80町), or that measure itself beside them."""
        if lang is Lang.EN:
            return is_metric(number) and has_old_measure(self.context.ja_text)
        metric = (is_metric(other) for k, other in enumerate(self.context.en) if k not in self.en)
        return is_old_measure(self.context.ja_text, number) and any(metric)

    def retold(self, k: int, lang: Lang) -> bool:
        """Whether the number is a date that its own text tells again beside it, in the way that agrees.

        An era or regnal year and the western one that explains it (寛永11年（1634年）), of which one agrees; the date of
        another calendar before the one in brackets.
        """
        number = self.context.numbers(lang)[k]
        if lang is Lang.EN:
            return k + 1 < len(self.context.en) and self.context.told_again(number, self.context.en[k + 1])
        return self._may_gloss(number) and self.glosses_one_of(k, self.ja)

    def glosses_one_of(self, k: int, others: AbstractSet[int | None]) -> bool:
        """Whether a Japanese year explains one of these others, or is explained by it."""
        beside = glossed(self.context.ja[k], self.context)
        return beside is not None and any(j is not None and self.context.ja[j] is beside for j in others)

    def _glosses_a_year(self, number: Number) -> bool:
        """A year in brackets that explains the one before it."""
        beside = glossed(number, self.context)
        return beside is not None and beside.start < number.start and self._may_gloss(number)

    def _may_gloss(self, number: Number) -> bool:
        """Whether a year and the one beside it are one: no contradiction, no day of a calendar still in use."""
        beside = glossed(number, self.context)
        if beside is None or ("day" in number.parts and not is_old(beside)):
            return False
        regnal = number.kind is NumberKind.CARDINAL and number.unit in {"year", None}
        return regnal or not years_clash(number, beside)


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


def bracketed(number: Number, text: str) -> Span | None:
    """The brackets that a number stands in, where a text explains itself to its readers: (180 miles)."""
    start = max(0, number.start - _BRACKETED)
    before, after = text[start : number.start], text[number.end : number.end + _BRACKETED]
    opened = max(before.rfind(mark) for mark in "(（[")
    closed = [at for mark in ")）]" if (at := after.find(mark)) >= 0]
    if opened <= max(before.rfind(mark) for mark in ")）]") or not closed:
        return None
    return Span(start + opened, number.end + min(closed))


#: Brackets that hold no more characters do not explain.
_BRIEF = {Lang.EN: 40, Lang.JA: 12}
#: How far away a bracket is looked for, in characters.
_BRACKETED = 120


def roman(value: int) -> str:
    """A small whole number in Roman numerals, "" for what generations do not reach.

    >>> roman(3), roman(14), roman(40)
    ('III', 'XIV', '')
    """
    if not 0 < value < _LAST_ROMAN:
        return ""
    ones = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")
    return "X" * (value // 10) + ones[value % 10]


_LAST_ROMAN = 40
#: A year of the reign that was spoken of: 翌2年, 同5年.
_REGNAL = ("翌", "同")


def is_few(number: Number) -> bool:
    """Neighbours that stand for "a few": 2、3日."""
    low, high = ends(number)
    return number.kind is NumberKind.RANGE and low is not None and high == low + 1 and "from" not in number.parts


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
    whole = None if number.kind is NumberKind.DATE else main_figure(number)
    return whole is not None and whole >= _SUMS_FROM and whole in context.sums[lang.other]
