"""Reasons to ignore a year or a day that only one text has: the other gives it by era, decade or another calendar."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aligner.evidence.numbers.comparison.calendars import calendars_apart
from aligner.evidence.numbers.comparison.context import year_named
from aligner.evidence.numbers.number import Number, NumberKind
from aligner.model import Lang, Span

if TYPE_CHECKING:
    from aligner.evidence.numbers.comparison.context import Context
    from aligner.evidence.numbers.comparison.match_state import MatchState


def is_year_of_era(state: MatchState, k: int, lang: Lang) -> bool:
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
    if _continues_era(number, context):
        return True
    years = (counterpart.parts.get("year", counterpart.parts.get("decade")) for counterpart in unmatched)
    return any(isinstance(there, int) and _counts_from_era(number, there, context) for there in years)


def _continues_era(number: Number, context: Context) -> bool:
    """Whether a bare year counts on from an era year of its text, and the English has that year: 昭和23年及び24年."""
    if number.unit != "year" or not isinstance(number.value, int):
        return False
    bases = {
        int(dated.parts["year"]) - int(dated.parts["era_year"])
        for dated in context.ja
        if dated.end <= number.start <= dated.end + _NEXT_YEAR and {"year", "era_year"} <= dated.parts.keys()
    }
    return any(base + number.value in _years(counterpart) for base in bases for counterpart in context.en)


#: How far behind an era year the next one stands: 応永32・33年, 昭和23年及び24年.
_NEXT_YEAR = 4


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


def is_named_by_era(state: MatchState, k: int, _: Lang) -> bool:
    """Whether an English year or century is one that an era of the Japanese text gives: 大同, 元禄期."""
    number = state.context.en[k]
    if number.in_name:
        return False
    century, years = number.parts.get("century"), _years(number)
    if isinstance(century, int):
        return any(era.touches_century(century) for era in state.context.eras)
    if years and all(any(0 <= year - first <= _DECADE for first in state.context.decades) for year in years):
        return True
    if not years or state.year_left[Lang.JA]:
        return False
    named = {year for other in state.context.en for year in _years(other)}
    return all(any(era.is_given_by(year, named) for era in state.context.eras) for year in years)


def is_decade_given_by_years(state: MatchState, k: int, _: Lang) -> bool:
    """Whether the English text gives a Japanese decade by its years: 昭和20年代から30年代, from 1945 to 1965."""
    if "decade" not in state.context.ja[k].parts:
        return False
    years = [year for number in state.context.en for year in _years(number)]
    return any(0 <= year - first <= _DECADE for first in state.context.decades for year in years)


def _years(number: Number) -> list[int]:
    """The years that a number may be: one, or the two ends of a range."""
    if number.kind is NumberKind.RANGE and number.low is not None and number.high is not None:
        return [int(number.low.value), int(number.high.value)]
    year = year_named(number)
    return [] if year is None else [year]


def is_glossed_day(state: MatchState, k: int, lang: Lang) -> bool:
    """Whether an English day is given by another calendar in brackets beside it, and that one agrees.

    October 2, 960 (October 29, 960 in new calendar); September 25 to 28 (August 7 to 10 under the old calendar).
    """
    numbers, text = state.context.en, state.context.en_text
    day = numbers[k]
    opened = text.rfind("(", 0, day.start)
    if opened > text.rfind(")", 0, day.start):
        inside = state.context.between(Span(opened, day.start), lang)
        before = (inside.start if inside else k) - 1
        return before in state.en and _is_day(numbers[before]) and opened - numbers[before].end <= _GLOSS_REACH
    opened = text.find("(", day.end)
    if k + 1 < len(numbers) and day.end < numbers[k + 1].start <= min(opened, day.end + _GLOSS_REACH):
        return _is_day(day) and is_glossed_day(state, k + 1, lang)
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


def is_rest_of_date(state: MatchState, k: int, lang: Lang) -> bool:
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
