"""Reasons to ignore a number that only one text has."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from aligner.evidence.numbers.comparison.agreement import sameness
from aligner.evidence.numbers.comparison.calendars import calendars_apart
from aligner.evidence.numbers.comparison.context import year_named
from aligner.evidence.numbers.comparison.dates import date_fields
from aligner.evidence.numbers.comparison.differences import main_figure
from aligner.evidence.numbers.comparison.old_measures import is_metric, is_old_measure
from aligner.evidence.numbers.number import Number, NumberKind
from aligner.evidence.numbers.units import find, units
from aligner.model import Lang, Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from aligner.evidence.numbers.comparison.context import Context
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

    name: str
    applies: Callable[[MatchState, int, Lang], bool]


def excused(state: MatchState, k: int, lang: Lang) -> bool:
    """Whether there is a reason to ignore the number of one text at a position."""
    return any(excuse.applies(state, k, lang) for excuse in EXCUSES)


def _leads_to_a_date(state: MatchState, k: int) -> bool:
    """Whether a Japanese length of time only reckons a date that agrees from the one before: 5年後の1910年."""
    number = state.context.ja[k]
    led = _LEADING.match(state.context.ja_text, number.end)
    return led is not None and k + 1 in state.ja and state.context.ja[k + 1].start == led.end()


#: Between a length of time and the date at its end.
_LEADING = re.compile("[後前](?:に[当あ]たる|の)、?")


def _left_as_it_is(number: Number, other_text: str) -> bool:
    """Whether an amount with its words is in the other text untranslated (60百万円). It has its own finding."""
    return any(char.isalpha() for char in number.text) and number.text in other_text


def _is_one_larger(number: Number, other_text: str, other_lang: Lang) -> bool:
    """60分 where the English has an hour, "24 hours" where the Japanese has 1日: both are ignored."""
    unit = None if number.unit is None else units()[number.unit]
    if unit is None or number.value is None or unit.unit_class not in _LENGTHS:
        return False
    wholes = (units()[name] for word in _ones(other_text, other_lang) if (name := find(word, other_lang)) is not None)
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


def _in_roman(number: Number, context: Context) -> bool:
    """A generation that English writes as Danjuro III, in brackets perhaps."""
    if number.kind is not NumberKind.ORDINAL or not isinstance(number.value, int):
        return False
    return roman(number.value) in context.en_romans


def _adds_up(state: MatchState, k: int, lang: Lang) -> bool:
    """Whether the figure and another without counterpart make one of the other text: 12 men and 8 women, 計20人."""
    left = state.figures_left[lang]
    if k not in left:
        return False
    wholes = {whole for whole in state.figures_left[lang.other].values() if whole >= _SUMS_FROM}
    return any(left[k] + figure in wholes for m, figure in left.items() if m != k)


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


def _is_given_in_parts(number: Number, lang: Lang, context: Context) -> bool:
    """The sum of two or three figures of the other text: 12ドル50セント, twelve fifty."""
    whole = None if number.kind is NumberKind.DATE else main_figure(number)
    return whole is not None and whole >= _SUMS_FROM and whole in context.sums[lang.other]


def _is_metric_for_old(state: MatchState, k: int, lang: Lang) -> bool:
    if lang is Lang.EN:
        return state.context.has_old_measure and is_metric(state.context.en[k])
    number, text = state.context.ja[k], state.context.ja_text
    glossed = k + 1 in state.ja and _OPENED.fullmatch(text, number.end, state.context.ja[k + 1].start) is not None
    return (state.metric_left or glossed) and is_old_measure(text, number)


#: Between an old measure and the metric one that explains it: 4尺5寸（約1.5m）.
_OPENED = re.compile(r"\s*[(（][^()（）0-9]{0,4}")


def _is_year_of_era(state: MatchState, k: int, lang: Lang) -> bool:
    """Whether one text gives the year of an era without its era, or the other one the era alone.

    26年 beside 1893 (Meiji 26), 昭和20年代 beside 1945, 貞治3年 beside "Joji 3".
    """
    context, number = state.context, state.context.numbers(lang)[k]
    unmatched = [n for m, n in enumerate(context.numbers(lang.other)) if m not in state.agreed(lang.other)]
    year = number.parts.get("year", number.parts.get("decade"))
    if lang is Lang.EN:
        if number.value is not None and number.kind is not NumberKind.DATE:
            return number.unit in {None, "year"} and any(
                number.value == counterpart.parts.get("era_year") for counterpart in context.ja
            )
        return isinstance(year, int) and any(_counts_from_era(counterpart, year, context) for counterpart in unmatched)
    if "era_year" in number.parts and any(counterpart.value == number.parts["era_year"] for counterpart in context.en):
        return True
    years = (counterpart.parts.get("year", counterpart.parts.get("decade")) for counterpart in unmatched)
    return any(isinstance(there, int) and _counts_from_era(number, there, context) for there in years)


def _counts_from_era(number: Number, year: int, context: Context) -> bool:
    """Whether a Japanese year or decade, of an era that is not named, may be a western year."""
    counted = number.parts.get("decade") if "decade" in number.parts else number.value
    if number.parts.get("era") is not None and "year" not in number.parts:
        counted = number.parts.get("era_year")
    elif not (number.unit == "year" or "decade" in number.parts) or "year" in number.parts:
        return False
    if not isinstance(counted, int) or not 0 < counted < _LONGEST_ERA:
        return False
    eras = {era.first - 1 for era in context.eras}
    named = {
        int(dated.parts["year"]) - int(dated.parts["era_year"])
        for dated in context.ja
        if "era_year" in dated.parts and "year" in dated.parts
    }
    return year - counted in named | _MODERN_ERAS | eras


def _is_regnal(context: Context, number: Number) -> bool:
    """Whether a Japanese number is a year of a reign: 天皇55年, or of an era without 年: （1923年・大正12）."""
    before = {"year": _REGNAL, None: _ERAS}.get(number.unit, ())
    return context.ja_text.endswith(before, 0, number.start)


def _stands_unread(state: MatchState, k: int, lang: Lang) -> bool:
    """Whether the Japanese text holds the figure in kanji that no rule read: 三面, 第十八番, 百文, 二・二六事件."""
    if lang is not Lang.EN:
        return False
    number = state.context.en[k]
    figure = main_figure(number)
    figures = {number.parts.get("month"), number.parts.get("day")} if figure is None else {figure}
    return figures <= state.context.unread_kanji


def _is_named_by_era(state: MatchState, k: int, lang: Lang) -> bool:
    """Whether an English year or century is one that an era of the Japanese text gives: 大同, 元禄期."""
    if lang is not Lang.EN or state.context.en[k].in_name:
        return False
    number = state.context.en[k]
    century, years = number.parts.get("century"), _years(number)
    if isinstance(century, int):
        return any(era.touches_century(century) for era in state.context.eras)
    if years and all(any(0 <= year - first <= _DECADE for first in state.context.decades) for year in years):
        return True
    if not years or state.year_left[Lang.JA]:
        return False
    return all(any(era.begins_or_ends(year) for era in state.context.eras) for year in years)


def _is_decade_given_by_years(state: MatchState, k: int, lang: Lang) -> bool:
    """Whether the English text gives a Japanese decade by its years: 昭和20年代から30年代, from 1945 to 1965."""
    if lang is not Lang.JA or "decade" not in state.context.ja[k].parts:
        return False
    years = [year for number in state.context.en for year in _years(number)]
    return any(0 <= year - first <= _DECADE for first in state.context.decades for year in years)


def _years(number: Number) -> list[int]:
    """The years that a number may be: one, or the two ends of a range."""
    if number.kind is NumberKind.RANGE and number.low is not None and number.high is not None:
        return [int(number.low.value), int(number.high.value)]
    year = year_named(number)
    return [] if year is None else [year]


def _is_glossed_day(state: MatchState, k: int, lang: Lang) -> bool:
    """Whether an English day is given by another calendar in brackets beside it, and that one agrees.

    October 2, 960 (October 29, 960 in new calendar); September 25 to 28 (August 7 to 10 under the old calendar).
    """
    if lang is not Lang.EN:
        return False
    numbers, text = state.context.en, state.context.en_text
    day = numbers[k]
    opened = text.rfind("(", 0, day.start)
    if opened > text.rfind(")", 0, day.start):
        inside = state.context.between(Span(opened, day.start), lang)
        before = (inside.start if inside else k) - 1
        return before in state.en and _is_day(numbers[before]) and opened - numbers[before].end <= _GLOSS_REACH
    opened = text.find("(", day.end)
    if k + 1 < len(numbers) and day.end < numbers[k + 1].start <= min(opened, day.end + _GLOSS_REACH):
        return _is_day(day) and _is_glossed_day(state, k + 1, lang)
    closed = text.find(")", opened)
    if not _is_day(day) or opened < 0 or not text[day.end : opened].isspace() or closed < 0:
        return False
    inside = state.context.between(Span(opened, closed), lang)
    return bool(inside) and _is_day(numbers[inside.start]) and any(m in state.en for m in inside)


def _is_day(number: Number) -> bool:
    """A day of a month, or a bare figure that may be one."""
    bare = number.kind is NumberKind.CARDINAL and number.unit is None and number.value is not None
    return "day" in number.parts or (bare and 0 < (number.value or 0) <= _DAYS)


#: A decade ends in the first year of the next one: 1945 to 1955.
_DECADE = 10
#: The days of a month, and how far before a bracket the day stands that it explains.
_DAYS, _GLOSS_REACH = 31, 8


def _is_rest_of_date(state: MatchState, k: int, lang: Lang) -> bool:
    """Whether a number is a field of a date in the other text, and no date in its text has this field: 10月31年.

    Also a day of a month that a date of the other text has with its year, perhaps in another calendar:
    1229年（寛喜4年）1月30日.
    """
    context, number = state.context, state.context.numbers(lang)[k]
    dates = [context.numbers(lang.other)[m] for m in state.agreed(lang.other)]
    if number.kind is NumberKind.DATE and "day" in number.parts and "month" in number.parts:
        day = {key: number.parts[key] for key in ("month", "day")}.items()
        return any(day <= date.parts.items() or _is_one_lunar_day(context, date, number, lang) for date in dates)
    if number.value is None or number.unit not in {None, "year", "day"} or number.kind is not NumberKind.CARDINAL:
        return False
    own = {value for own_number in context.numbers(lang) for value in own_number.parts.values()}
    return number.value not in own and any(
        number.value in (date.parts.get("month"), date.parts.get("day")) for date in dates
    )


def _is_one_lunar_day(context: Context, date: Number, number: Number, lang: Lang) -> bool:
    """Whether a Japanese day may be the English one in the old calendar."""
    return lang is Lang.JA and "day" in date.parts and calendars_apart(date, number, context.year_of(date, Lang.EN))


#: The western years before those of the eras since 1868, by which a year is often given without its era.
_MODERN_ERAS = frozenset({1867, 1911, 1925, 1988, 2018})
_LONGEST_ERA = 65

#: The reasons, the cheapest first. A new one is a row here and a case in ``tests/cases/numbers_agree.json``.
EXCUSES: tuple[Excuse, ...] = (
    Excuse("one, two or half", lambda state, k, lang: is_small(state.context.numbers(lang)[k])),
    Excuse("given once more", is_repeated),
    Excuse(
        "given in parts", lambda state, k, lang: _is_given_in_parts(state.context.numbers(lang)[k], lang, state.context)
    ),
    Excuse("part of a sum", _adds_up),
    Excuse(
        "in a code of both", lambda state, k, lang: state.context.in_a_shared_code(state.context.numbers(lang)[k], lang)
    ),
    Excuse(
        "not translated",
        lambda state, k, lang: _left_as_it_is(state.context.numbers(lang)[k], state.context.text(lang.other)),
    ),
    Excuse(
        "one of a larger unit",
        lambda state, k, lang: _is_one_larger(
            state.context.numbers(lang)[k], state.context.text(lang.other), lang.other
        ),
    ),
    Excuse("old measure", _is_metric_for_old),
    Excuse(
        "rank in a date",
        lambda state, k, lang: (
            lang is Lang.EN
            and state.context.en[k].kind is NumberKind.ORDINAL
            and state.context.en[k].value in state.context.ja_date_figures
        ),
    ),
    Excuse(
        "year of a reign", lambda state, k, lang: lang is Lang.JA and _is_regnal(state.context, state.context.ja[k])
    ),
    Excuse("stands unread", _stands_unread),
    Excuse("rest of a date", _is_rest_of_date),
    Excuse("year of an era", _is_year_of_era),
    Excuse("named by its era", _is_named_by_era),
    Excuse("decade of an era", _is_decade_given_by_years),
    Excuse("day in two calendars", _is_glossed_day),
    Excuse("gloss of a year", lambda state, k, lang: lang is Lang.JA and state.glosses_a_year(state.context.ja[k])),
    Excuse("leads to a date", lambda state, k, lang: lang is Lang.JA and _leads_to_a_date(state, k)),
    Excuse("Roman numeral", lambda state, k, lang: lang is Lang.JA and _in_roman(state.context.ja[k], state.context)),
)
