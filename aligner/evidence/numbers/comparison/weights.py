"""How certain and how large a difference between numbers is, independent of its relation.

The severity depends on it: an uncertain difference is at most a warning, a small one is a note.
"""

from __future__ import annotations

import re
from fractions import Fraction
from typing import TYPE_CHECKING

from aligner.evidence.numbers.comparison.calendars import GREGORIAN_SINCE
from aligner.evidence.numbers.comparison.dates import differing_fields
from aligner.evidence.numbers.comparison.differences import Relation, Weight
from aligner.evidence.numbers.number import Number, NumberKind
from aligner.model import Lang

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from aligner.evidence.numbers.comparison.differences import Difference


#: Kinds that are given in words by the way.
_WORDS = frozenset({NumberKind.CARDINAL, NumberKind.ORDINAL})
#: ", 37," and (37): an age beside a name.
_AGE_BEFORE = {Lang.EN: re.compile(r"[A-Za-z\"”’](?:, ?| ?\()\Z"), Lang.JA: re.compile(r"[(（]\Z")}
_AGE_AFTER = {Lang.EN: re.compile(r"[,.;)]"), Lang.JA: re.compile("[)）]")}
_OLDEST = 120
_GLOSS = re.compile(r"\s*[(（][^()（）]{0,8}\d{3,4}年?[)）]")


def weight_of(difference: Difference, en_text: str, ja_text: str, ages: Mapping[Lang, bool]) -> Weight:
    """The weight of a difference between two numbers, or of a number that one text alone has.

    Args:
        difference: the difference.
        en_text: the English text.
        ja_text: the Japanese text.
        ages: whether each text has an age that agrees with none of the other text.
    """
    en, ja = difference.en, difference.ja
    if en is not None and ja is not None:
        if _is_list_mark(en, en_text) and _is_list_mark(ja, ja_text):
            return Weight.SMALL
        if difference.relation is Relation.WEEKDAY:
            return Weight.FULL if "weekday" in differing_fields(en, ja) else Weight.UNSURE
        spelt = {en.kind, ja.kind} <= _WORDS and not any(char.isdecimal() for char in en.text + ja.text)
        if _may_be_lunar((en, ja)):
            return Weight.UNSURE if _share_a_field(en, ja) else Weight.SMALL
        return Weight.UNSURE if spelt or _make_up_a_whole(en, ja) else Weight.FULL
    number, text, lang = (en, en_text, Lang.EN) if en is not None else (ja, ja_text, Lang.JA)
    if number is None:
        return Weight.FULL
    small = (_is_age(number, text, lang) and not ages[lang.other]) or _is_year_of_era(number, text)
    return Weight.SMALL if small else Weight.FULL


def _is_list_mark(number: Number, text: str) -> bool:
    """Whether a number is that of a list item or a heading: ``4.`` or ``4.5`` at the beginning of a line."""
    if number.unit is not None or text[text.rfind("\n", 0, number.start) + 1 : number.start].strip(" #*"):
        return False
    return _LIST_MARK.match(text, number.start) is not None


#: A number before the words of an entry or a heading.
_LIST_MARK = re.compile(r"(?:(?:[A-Z]\.)?\d+(?:\.\d+)+[.．]?\s|\d+[.．)）、]\s)(?=[^\d\s|%])")


def _make_up_a_whole(en: Number, ja: Number) -> bool:
    """Whether two shares add up to 100%, so that both may be right: hit in 40%, missed in 60％ of all cases."""
    return en.unit == ja.unit == "percent" and Fraction(en.value or 0) + Fraction(ja.value or 0) == _WHOLE


_WHOLE = 100


def _may_be_lunar(numbers: Iterable[Number]) -> bool:
    """Whether two days or months may be of two calendars, one of them without a year."""
    dates = [number.parts for number in numbers if number.kind is NumberKind.DATE and "month" in number.parts]
    if len(dates) < 2 or all("year" in parts for parts in dates):
        return False
    return any(isinstance(year := parts.get("year"), int) and year < GREGORIAN_SINCE for parts in dates)


def _share_a_field(en: Number, ja: Number) -> bool:
    """Whether two dates have the same month or the same day."""
    return any(en.parts.get(field) == ja.parts.get(field, "") for field in ("month", "day"))


def _is_age(number: Number, text: str, lang: Lang) -> bool:
    """Whether a number is an age set off beside a name: Jones, 52, joined."""
    aged = number.unit == "year_of_age" or (lang is Lang.EN and number.unit is None)
    if not aged or number.kind is not NumberKind.CARDINAL or not 0 < (number.value or 0) < _OLDEST:
        return False
    before = _AGE_BEFORE[lang].search(text, max(0, number.start - 3), number.start)
    return before is not None and _AGE_AFTER[lang].match(text, number.end) is not None


def _is_year_of_era(number: Number, text: str) -> bool:
    """Whether a number is a year alone that its text gives by era and by the western calendar: 永治元年（1141年）."""
    if number.kind is not NumberKind.DATE or "era" not in number.parts or "month" in number.parts:
        return False
    return _GLOSS.match(text, number.end) is not None or _GLOSS.search(number.text) is not None
