"""The differences that are reported, and how certain each of them is.

Rule: a number is reported only if both texts were read as a whole there. What is unsure is left out or a note.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

from aligner.evidence.numbers.comparison.certainty import certain_only, doubts
from aligner.evidence.numbers.comparison.differences import Difference, Relation
from aligner.evidence.numbers.comparison.digit_runs import OpenFigures, digit_runs
from aligner.evidence.numbers.comparison.old_measures import is_old_measure
from aligner.evidence.numbers.comparison.weights import weight_of
from aligner.evidence.numbers.number import NumberKind
from aligner.model import Lang

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from aligner.evidence.numbers.comparison.agreement import Agreement
    from aligner.evidence.numbers.number import Number
    from aligner.model import Span


def reported(
    en_text: str,
    ja_text: str,
    numbers: tuple[Sequence[Number], Sequence[Number]],
    agreements: Sequence[Agreement],
    differences: Sequence[Difference],
) -> list[Difference]:
    """The differences whose numbers were read with certainty, each with its weight.

    Args:
        en_text: the English text.
        ja_text: the Japanese text.
        numbers: the numbers of both texts.
        agreements: the numbers that match.
        differences: all differences.
    """
    agreed = [agreement.en for agreement in agreements], [agreement.ja for agreement in agreements]
    en_doubts, ja_doubts = doubts(en_text, numbers[0], ja_text), doubts(ja_text, numbers[1], en_text)
    ages = {lang: _has_age(*side) for lang, *side in zip(Lang, numbers, agreed, strict=True)}
    as_many_weekdays = len({sum("weekday" in number.parts for number in side) for side in numbers}) == 1
    is_list = sum(_is_weekday(difference.en) for difference in differences) > 1  # hours by weekdays, read in part
    certain = certain_only(differences, en_doubts, ja_doubts)
    en_figures, ja_figures = (
        OpenFigures.of(text, side, matched)
        for text, side, matched in zip((en_text, ja_text), numbers, agreed, strict=True)
    )
    settled = {lang: _settled(agreements, lang) for lang in Lang}
    return [
        replace(
            difference,
            weight=weight_of(difference, en_text, ja_text, ages),
            certain=_is_certain(difference.en, difference.ja, en_doubts)
            and _is_certain(difference.ja, difference.en, ja_doubts)
            and (not _is_weekday(difference.en) or (as_many_weekdays and not is_list))
            and not _is_of_old_measure(ja_text, difference)
            and not (len(certain) > 1 and _are_of_names(difference))
            and not _is_round_dozen(difference.en, difference.ja),
        )
        for difference in certain
        if not (
            _is_read_apart(difference, difference.en, difference.ja, ja_figures, settled[Lang.EN])
            or _is_read_apart(difference, difference.ja, difference.en, en_figures, settled[Lang.JA])
        )
    ]


def _is_certain(number: Number | None, other: Number | None, doubts_of_text: Sequence[Span]) -> bool:
    """Whether a number has one reading, or a text without the number contains nothing that was not read.

    A word without a figure and a unit (one, first), or a count beside a rank (the third, 残る1つ), may be no number. A
    second reading ("24m") is excluded by the unit of the other number.
    """
    if number is None:
        return not doubts_of_text
    spelt = not any(char.isdecimal() for char in number.text)
    if spelt and other is not None and {number.kind, other.kind} == _COUNT_AND_RANK:
        return False
    is_open = "alternative" in number.parts and (other is None or other.unit != number.unit)
    is_small = number.value is not None and number.value <= _DOZEN
    may_be_word = is_small and (number.kind is NumberKind.CARDINAL or number.value == 1)
    is_bare = number.unit is None and number.low is number.high is None
    is_word = may_be_word and is_bare and spelt and not number.in_name
    return number.certain and not is_open and not is_word


def _is_of_old_measure(ja_text: str, difference: Difference) -> bool:
    """Whether a bare English figure may be a metric amount for an old Japanese measure: 793,360 m2, 80町."""
    en, ja = difference.en, difference.ja
    if en is None or ja is None or difference.relation is not Relation.VALUE:
        return False
    return en.unit is None and is_old_measure(ja_text, ja)


def _is_round_dozen(en: Number | None, ja: Number | None) -> bool:
    """Whether a number of dozens is given by a round figure near it: two dozen, 20個."""
    if en is None or ja is None or en.value is None or ja.value is None or not _DOZENS.search(en.text):
        return False
    return abs(Fraction(en.value) - Fraction(ja.value)) * 5 <= Fraction(en.value)


#: Dozens in words.
_DOZENS = re.compile(r"\A\D*\bdozen", re.IGNORECASE)


def _are_of_names(difference: Difference) -> bool:
    """Whether both numbers belong to names. Names are paired with certainty only if all other numbers match."""
    en, ja = difference.en, difference.ja
    return en is not None and ja is not None and en.in_name and ja.in_name


def _is_weekday(number: Number | None) -> bool:
    return number is not None and number.parts.keys() == {"weekday"}


def _settled(agreements: Iterable[Agreement], lang: Lang) -> Mapping[int, AbstractSet[str]]:
    """The digits that the other text has for the numbers of one text that agree, by the start of the number."""
    digits: defaultdict[int, set[str]] = defaultdict(set)
    for agreement in agreements:
        own, other = (agreement.en, agreement.ja) if lang is Lang.EN else (agreement.ja, agreement.en)
        digits[own.start].update(run.digits for run in digit_runs(other.text))
    return digits


def _is_read_apart(
    difference: Difference,
    number: Number | None,
    beside: Number | None,
    others: OpenFigures,
    settled: Mapping[int, AbstractSet[str]],
) -> bool:
    """Whether the digits of a number stand in the other text too, where no number that agrees has them.

    Of a range, one end of which agrees, the digits of the other end count.
    """
    if number is None or (beside is not None and difference.relation not in _OF_VALUE):
        return False
    known = settled.get(number.start, frozenset())
    written = _GLOSS.split(number.text, maxsplit=1)[0]
    if others.hold([run for run in digit_runs(written) if run.digits not in known], beside):
        return True
    year = number.parts.get("year")
    return "era" in number.parts and beside is None and others.hold(digit_runs(str(year)))


#: What follows the year that is explained: 1629年（寛永6年）.
_GLOSS = re.compile("[(（〔]")
#: Words up to here may be no numbers: "one of them", "at sixes and sevens".
_DOZEN = 12
_COUNT_AND_RANK = {NumberKind.CARDINAL, NumberKind.ORDINAL}
#: Relations between figures that differ in value.
_OF_VALUE = frozenset({Relation.DIGIT, Relation.SCALE, Relation.VALUE, Relation.SWAPPED, Relation.DATE, Relation.TIME})


def _has_age(numbers: Sequence[Number], agreed: Sequence[Number]) -> bool:
    """Whether a text has an age that is not among the numbers that agree."""
    starts = {number.start for number in agreed}
    return any(number.unit == "year_of_age" and number.start not in starts for number in numbers)
