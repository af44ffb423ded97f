"""Reasons to ignore a number that only one text has."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from aligner.evidence.numbers.comparison.date_excuses import (
    is_decade_given_by_years,
    is_glossed_day,
    is_named_by_era,
    is_rest_of_date,
    is_year_of_era,
)
from aligner.evidence.numbers.comparison.dates import date_fields
from aligner.evidence.numbers.comparison.figures import main_figure
from aligner.evidence.numbers.comparison.listings import lists_as_many
from aligner.evidence.numbers.comparison.old_measures import is_metric, is_old_measure
from aligner.evidence.numbers.comparison.table import sameness
from aligner.evidence.numbers.number import Number, NumberKind
from aligner.evidence.numbers.units import find, units
from aligner.model import Lang

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from aligner.evidence.numbers.comparison.match_state import MatchState

#: Articles, "both", "half", counters: translations often add or omit them.
_SMALL = frozenset({Fraction(0), Fraction(1), Fraction(2), Fraction(1, 2)})
#: Smaller sums match by chance: nine is eight and one.
_SUMS_FROM = 20
#: A year of a reign, of the one that was spoken of too: 天皇55年, 翌2年, 同5年.
_REGNAL = ("天皇", "翌", "同")
#: The eras whose years may stand without 年.
_ERAS = ("明治", "大正", "昭和", "平成", "令和")


class Excuse(NamedTuple):
    """A reason to ignore a number that only one text has."""

    applies: Callable[[MatchState, int, Lang], bool]
    of: Lang | None = None  # the one language that it is for


def excused(state: MatchState, k: int, lang: Lang) -> bool:
    """Whether there is a reason to ignore the number of one text at a position."""
    return any(excuse.of in {None, lang} and excuse.applies(state, k, lang) for excuse in EXCUSES)


def _leads_to_a_date(state: MatchState, k: int, _: Lang) -> bool:
    """Whether a Japanese length of time only reckons a date that agrees from the one before: 5年後の1910年."""
    number = state.context.ja[k]
    led = _LEADING.match(state.context.ja_text, number.end)
    return led is not None and k + 1 in state.ja and state.context.ja[k + 1].start == led.end()


#: Between a length of time and the date at its end.
_LEADING = re.compile("[後前](?:に[当あ]たる|の)、?")


def _is_one_larger(state: MatchState, k: int, lang: Lang) -> bool:
    """60分 where the English has an hour, "24 hours" where the Japanese has 1日: both are ignored."""
    number, other = state.context.numbers(lang)[k], lang.other
    unit = None if number.unit is None else units()[number.unit]
    if unit is None or number.value is None or unit.unit_class not in _LENGTHS:
        return False
    names = (find(word, other) for word in _ones(state.context.text(other), other))
    wholes = (units()[name] for name in names if name is not None)
    length = unit.base(number.value)
    return any(whole.unit_class == unit.unit_class and whole.base(1) == length for whole in wholes)


_ONE = {
    Lang.EN: re.compile(r"\ban?\s+(?:full\s+)?(minute|hour|day|week|year)\b", re.IGNORECASE),
    Lang.JA: re.compile("(?<![0-9０-９月年])[1１一](分|時間|日|週間|年)|毎(日|年)"),
}
_LENGTHS = frozenset({"time", "months"})


def _ones(text: str, lang: Lang) -> Iterator[str]:
    """The lengths of time of which a text has one."""
    for match in _ONE[lang].finditer(text):
        yield match[match.lastindex or 0]


def _in_roman(state: MatchState, k: int, _: Lang) -> bool:
    """A generation that English writes as Danjuro III, in brackets perhaps."""
    number = state.context.ja[k]
    if number.kind is not NumberKind.ORDINAL or not isinstance(number.value, int):
        return False
    return roman(number.value) in state.context.en_romans


def _adds_up(state: MatchState, k: int, lang: Lang) -> bool:
    """Whether the figure and another without counterpart make one of the other text: 12 men and 8 women, 計20人."""
    left = state.figures_left[lang]
    if k not in left:
        return False
    wholes = {whole for whole in state.figures_left[lang.other].values() if whole >= _SUMS_FROM}
    return any(left[k] + figure in wholes for m, figure in left.items() if m != k)


def _is_small(state: MatchState, k: int, lang: Lang) -> bool:
    """0, 1, 2 or ½, unless written with a digit and a measure ("2 km", but not "two kilometres" or 2人).

    An ordinal in a name (World War I) is no article either.
    """
    number = state.context.numbers(lang)[k]
    if number.value is None or abs(Fraction(number.value)) not in _SMALL:
        return False
    if number.in_name and number.kind is NumberKind.ORDINAL:
        return False
    measured = number.unit is not None and not units()[number.unit].is_counter
    return not (measured and any(char.isdecimal() for char in number.text) and number.value != 1)


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


def is_repeated(state: MatchState, k: int, lang: Lang) -> bool:
    """Whether one text gives the number twice and the other once: $750 (seven hundred and fifty dollars)."""
    number = state.context.numbers(lang)[k]
    return any(_repeats(number, candidate, lang) for candidate in state.context.candidates(number, lang.other))


def _repeats(number: Number, candidate: Number, lang: Lang) -> bool:
    """Whether two numbers are equal and count the same thing: five months do not excuse five meetings."""
    measure, candidate_measure = _measure(number), _measure(candidate)
    ranked = NumberKind.ORDINAL in {number.kind, candidate.kind} and number.kind is not candidate.kind
    if (
        ranked
        or (measure != candidate_measure and measure is not None and candidate_measure is not None)
        or _has_more_fields(number, candidate)
    ):
        return False
    return (sameness(number, candidate) if lang is Lang.EN else sameness(candidate, number)) is not None


def _has_more_fields(number: Number, candidate: Number) -> bool:
    """Whether a date has a field that the other date leaves out: March 7 has a day, 3月 has none."""
    both = number.kind is candidate.kind is NumberKind.DATE
    return both and not date_fields(number).keys() <= date_fields(candidate).keys()


def _measure(number: Number) -> str | None:
    """What a number measures or that it counts; None where it is a bare figure or a lone year."""
    if number.kind is NumberKind.DATE:
        return None if "year" in number.parts and len(number.parts) == 1 else "date"
    return None if number.unit is None else units()[number.unit].unit_class


def _is_given_in_parts(state: MatchState, k: int, lang: Lang) -> bool:
    """The sum of two or three figures of the other text: 12ドル50セント, twelve fifty."""
    number = state.context.numbers(lang)[k]
    whole = None if number.kind is NumberKind.DATE else main_figure(number)
    return whole is not None and whole >= _SUMS_FROM and whole in state.context.sums[lang.other]


def _is_metric_for_old(state: MatchState, k: int, lang: Lang) -> bool:
    if lang is Lang.EN:
        return state.context.has_old_measure and is_metric(state.context.en[k])
    number, text = state.context.ja[k], state.context.ja_text
    glossed = k + 1 in state.ja and _OPENED.fullmatch(text, number.end, state.context.ja[k + 1].start) is not None
    return (state.metric_left or glossed) and is_old_measure(text, number)


#: Between an old measure and the metric one that explains it: 4尺5寸（約1.5m）.
_OPENED = re.compile(r"\s*[(（][^()（）0-9]{0,4}")


def _counts_a_list(state: MatchState, k: int, lang: Lang) -> bool:
    """Whether a small count is that of the things that one of the texts lists: イラク、トルコ、シリアの3か国."""
    number = state.context.numbers(lang)[k]
    if number.kind is not NumberKind.CARDINAL or number.unit is None or not isinstance(number.value, int):
        return False
    count = number.value
    return units()[number.unit].is_counter and any(
        lists_as_many(state.context.text(side), side, count) for side in (lang.other, lang)
    )


def _is_between_others(state: MatchState, k: int, lang: Lang) -> bool:
    """Whether a number stands between the one before and the one after it, which agree: the 11th, 12th and 13th."""
    numbers, agreed = state.context.numbers(lang), state.agreed(lang)
    if not {k - 1, k + 1} <= agreed:
        return False
    before, number, after = (_rank(numbers[m]) for m in (k - 1, k, k + 1))
    return number is not None and (before, after) == (number - 1, number + 1)


def _rank(number: Number) -> Fraction | None:
    """The position of a number in a sequence: its century, or else its main figure."""
    century = number.parts.get("century")
    return Fraction(century) if isinstance(century, int) else main_figure(number)


def _is_rank_in_date(state: MatchState, k: int, _: Lang) -> bool:
    """Whether an English rank is a field of a Japanese date: the 10th."""
    number = state.context.en[k]
    return number.kind is NumberKind.ORDINAL and number.value in state.context.ja_date_figures


def _glosses_a_year(state: MatchState, k: int, _: Lang) -> bool:
    """Whether a Japanese year in brackets explains the one before it."""
    return state.glosses_a_year(state.context.ja[k])


def _is_regnal(state: MatchState, k: int, _: Lang) -> bool:
    """Whether a Japanese number is a year of a reign: 天皇55年, or of an era without 年: （1923年・大正12）."""
    number = state.context.ja[k]
    before = {"year": _REGNAL, None: _ERAS}.get(number.unit, ())
    return state.context.ja_text.endswith(before, 0, number.start)


def _stands_unread(state: MatchState, k: int, _: Lang) -> bool:
    """Whether the Japanese text contains the figure in kanji that no rule read: 三面, 第十八番, 百文, 二・二六事件."""
    number = state.context.en[k]
    figure = main_figure(number)
    figures = {number.parts.get("month"), number.parts.get("day")} if figure is None else {figure}
    return figures <= state.context.unread_kanji


#: The reasons, the cheapest first. A new one is a row here and a case in ``tests/cases/numbers_agree.json``.
EXCUSES: tuple[Excuse, ...] = (
    Excuse(_is_small),
    Excuse(is_repeated),
    Excuse(_is_given_in_parts),
    Excuse(_adds_up),
    Excuse(_is_between_others),
    Excuse(_counts_a_list),
    Excuse(_is_one_larger),
    Excuse(_is_metric_for_old),
    Excuse(_is_rank_in_date, Lang.EN),
    Excuse(_is_regnal, Lang.JA),
    Excuse(_stands_unread, Lang.EN),
    Excuse(is_rest_of_date),
    Excuse(is_year_of_era),
    Excuse(is_named_by_era, Lang.EN),
    Excuse(is_decade_given_by_years, Lang.JA),
    Excuse(is_glossed_day, Lang.EN),
    Excuse(_glosses_a_year, Lang.JA),
    Excuse(_leads_to_a_date, Lang.JA),
    Excuse(_in_roman, Lang.JA),
)
