"""Which numbers that only one text has are reported: figures, but no names, labels or explanations in brackets."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from aligner.evidence.numbers.comparison.calendars import GREGORIAN_SINCE
from aligner.evidence.numbers.comparison.context import year_named
from aligner.evidence.numbers.comparison.figures import main_figure
from aligner.evidence.numbers.comparison.intervals import ends
from aligner.evidence.numbers.number import Number, NumberKind
from aligner.evidence.numbers.units import units
from aligner.model import Lang, Span

if TYPE_CHECKING:
    from aligner.evidence.numbers.comparison.match_state import MatchState

#: Bare figures from the first value on, and counts from the second, are clearly figures.
_BARE_FROM = 10
_COUNTED_FROM = 3
#: Labels, and numbers that are text.
_LABELS = frozenset({NumberKind.CODE, NumberKind.SECTION})


def is_reportable(state: MatchState, k: int, lang: Lang) -> bool:
    """Whether a number that only one text has is reported."""
    number = state.context.numbers(lang)[k]
    figured = any(char.isdecimal() for char in number.text) or "元年" in number.text
    if number.in_name or number.kind in _LABELS or not figured or _is_aside(state, number, lang):
        return False
    if number.kind is NumberKind.DATE:
        return _is_reportable_date(state, number, lang)
    if number.kind is NumberKind.TIME:
        return len(number.parts) > 1
    return number.kind is NumberKind.SCORE or _is_reportable_amount(state, number, lang)


def _is_reportable_date(state: MatchState, number: Number, lang: Lang) -> bool:
    """A day of a month; a year or century where the other text leaves the reader without any."""
    if "month" in number.parts:
        is_stated = _turns_month(number) and state.context.closes_period[lang.other]
        return "day" in number.parts and not is_stated and not _has_old_day_left(state, number, lang)
    if "century" in number.parts or "decade" in number.parts:
        return True
    is_stated = state.context.year_by_words[lang.other] or state.year_left[lang.other]
    return "year" in number.parts and not is_stated


def _has_old_day_left(state: MatchState, number: Number, lang: Lang) -> bool:
    """Whether the other text has a day left over too, and both may be of the old calendar."""
    year = state.context.year_of(number, lang)
    if year is None or year >= GREGORIAN_SINCE:
        return False
    others, agreed = state.context.numbers(lang.other), state.agreed(lang.other)
    return any("day" in other.parts and k not in agreed for k, other in enumerate(others))


def _turns_month(number: Number) -> bool:
    """A first or last day of a month, on which business years begin and end."""
    return number.parts.get("day") in {1, 28, 29, 30, 31}


def _is_reportable_amount(state: MatchState, number: Number, lang: Lang) -> bool:
    figure = main_figure(number)
    in_words = year_named(number) is not None and state.context.year_by_words[lang.other]  # 778, 翌年
    if figure is None or in_words or is_few(number):
        return False
    measured = number.unit is not None and not units()[number.unit].is_counter
    pointed = figure.denominator > 1 or _POINTED.search(number.text) is not None
    return measured or pointed or figure >= (_BARE_FROM if number.unit is None else _COUNTED_FROM)


#: A figure with a decimal point, though it be whole: 5.0.
_POINTED = re.compile(r"\d\.\d")


def is_few(number: Number) -> bool:
    """Neighbours that stand for "a few": 2、3日."""
    low, high = ends(number)
    return number.kind is NumberKind.RANGE and low is not None and high == low + 1 and "from" not in number.parts


def _is_aside(state: MatchState, number: Number, lang: Lang) -> bool:
    """Whether a number stands in brackets that the other text leaves out.

    A number is not left out if the other text has part of the content of the brackets (1799–1861), or if the brackets
    are short (1937), which is no explanation, and the other text has brackets that may be their counterpart.
    """
    context = state.context
    aside = bracketed(number, context.text(lang))
    if aside is None:
        return False
    brief = aside.end - aside.start <= _BRIEF[lang] and context.text(lang)[aside.start] != "["
    inside = [context.numbers(lang)[k] for k in context.between(aside, lang)]
    if brief and all(year_named(number) or number.kind is NumberKind.RANGE for number in inside):
        is_kept = _has_open_brackets(state, lang.other)  # Kamakura period (1185-1333)
    else:
        is_kept = brief and context.brackets[lang.other] >= context.brackets[lang]
    if is_kept:
        return False
    return not any(k in state.agreed(lang) for k in context.between(aside, lang))


def _has_open_brackets(state: MatchState, lang: Lang) -> bool:
    """Whether a text has brackets with a figure or with next to nothing, and no number in them agrees."""
    for match in _BRACKETS.finditer(state.context.text(lang)):
        inside = state.context.between(Span(match.start(), match.end()), lang)
        is_figure = len(match[1]) <= _EMPTY or any(char.isdecimal() for char in match[1]) or match[1].endswith("、")
        if is_figure and not any(k in state.agreed(lang) for k in inside):
            return True
    return False


_BRACKETS = re.compile(r"[(（\[]([^()（）\[\]]*)[)）\]]")
#: Brackets that hold no more characters, or end with a comma, have lost their figure: （年）, （建築家、）.
_EMPTY = 3


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
_BRACKETED = 240
