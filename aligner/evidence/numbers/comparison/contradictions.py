"""Contradictions between figures that match: a rise for a fall, a start for an end, half a date, a week for a month.

Also the name for what differs once the calendars of the time are allowed for.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from aligner.evidence.numbers.comparison.calendars import GREGORIAN_SINCE, calendars_apart
from aligner.evidence.numbers.comparison.differences import Relation
from aligner.evidence.numbers.comparison.direction import direction, is_worded_as_less
from aligner.evidence.numbers.comparison.glosses import glossed, years_clash
from aligner.evidence.numbers.comparison.limits import over_an_age, same_side, to_the_letter
from aligner.evidence.numbers.comparison.rates import periods_differ
from aligner.evidence.numbers.comparison.sameness import Sameness
from aligner.evidence.numbers.comparison.table import relation
from aligner.evidence.numbers.comparison.weekdays import states_other_weekday, weekday_by_calendar
from aligner.evidence.numbers.number import Number, NumberKind, Role
from aligner.model import Lang

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from aligner.evidence.numbers.comparison.agreement import Agreement
    from aligner.evidence.numbers.comparison.context import Context

#: A relation, and the positions of its numbers in English and in Japanese.
IndexedDifference: TypeAlias = "tuple[Relation, int | None, int | None]"
#: Two numbers that agree, by position.
Matched: TypeAlias = "tuple[int, int, Agreement]"
_CALENDAR_FIELDS = ("year", "month", "day")
#: Maximum number of dates without a match that are compared.
_DATES = 64


class _Pair(NamedTuple):
    """Two numbers that match, with their texts."""

    context: Context
    i: int
    j: int
    en: Number
    ja: Number
    same: Sameness


def contradictions(context: Context, matched: Sequence[Matched]) -> Iterator[tuple[Relation, int, int]]:
    """Figures that match but mean different things, each with the first row of ``CONTRADICTIONS`` that applies."""
    for i, j, agreement in matched:
        pair = _Pair(context, i, j, context.en[i], context.ja[j], agreement.sameness)
        for name, applies in CONTRADICTIONS:
            if applies(pair):
                yield name, i, j
                break


def _go_apart(pair: _Pair) -> bool:
    """Whether one rises and the other falls."""
    context, en, ja = pair.context, pair.en, pair.ja
    ways = direction(context.en_text, en, Lang.EN), direction(context.ja_text, ja, Lang.JA)
    if pair.same is Sameness.SIGN and 0 in ways:
        return _unsigned(context, en, ja)
    return ways[0] * ways[1] == -1


def _are_ends_of_a_change(pair: _Pair) -> bool:
    """Whether one is the start of a change and the other its end."""
    return {pair.en.role, pair.ja.role} == {Role.FROM, Role.TO} or _turned(pair.en, pair.ja)


def _lacks_part_of_date(pair: _Pair) -> bool:
    context, en, ja = pair.context, pair.en, pair.ja
    return pair.same is Sameness.PART and (_day_left_out(context, en, ja) or _year_left_out(context, en, ja))


def _has_other_period(pair: _Pair) -> bool:
    return periods_differ(pair.context.en_text, pair.en, pair.context.ja_text, pair.ja)


def _has_other_weekday(pair: _Pair) -> bool:
    """Whether a date has a weekday that the calendar does not give, in one text or in both."""
    if not pair.en.kind is pair.ja.kind is NumberKind.DATE:
        return False
    weekday = weekday_by_calendar(pair.en, pair.ja)
    return weekday is not None and any(states_other_weekday(number, weekday) for number in (pair.en, pair.ja))


def _unsigned(context: Context, en: Number, ja: Number) -> bool:
    """Whether one number has a minus sign and no word in the other text means the same."""
    positive, lang = (en, Lang.EN) if (ja.value or 0) < 0 else (ja, Lang.JA)
    return not is_worded_as_less(context.text(lang), positive, lang)


def _is_points_for_percent(pair: _Pair) -> bool:
    """Whether one changes by percentage points and the other by a share: 3 percentage points is not 3％増."""
    return {pair.en.unit, pair.ja.unit} == {"percent", "percentage_point"}


def _is_multiplied(pair: _Pair) -> bool:
    """A doubling to 3,000 that is translated as twice 3,000 (3,000点の2倍)."""
    context, i, j = pair.context, pair.i, pair.j
    if not pair.en.kind is pair.ja.kind is NumberKind.MULTIPLE or i + 1 == len(context.en) or j == 0:
        return False
    reached = context.en_text[context.en[i].end : context.en[i + 1].start].split() == ["to"]
    return reached and context.ja_text[context.ja[j - 1].end : context.ja[j].start] == "の"


def _day_left_out(context: Context, en: Number, ja: Number) -> bool:
    """A month and day of which the other text has the month alone, and nothing that could be the day.

    A weekday may stand for it, so may early, late and the end of the month; what closes a period has none.
    """
    dates = en.kind is ja.kind is NumberKind.DATE and "month" in en.parts and "month" in ja.parts
    if not dates or ("day" in en.parts) == ("day" in ja.parts) or "period" in {*en.parts, *ja.parts}:
        return False
    lang = Lang.EN if "day" in en.parts else Lang.JA
    whole, brief = (en, ja) if lang is Lang.EN else (ja, en)
    if _PART_OF_MONTH[lang.other].search(around(context.text(lang.other), brief)):
        return False
    return not {whole.parts["day"], "weekday"} & context.days[lang.other]


def _year_left_out(context: Context, en: Number, ja: Number) -> bool:
    """A date without the year that the other text gives, after text that names another year.

    A translator may leave out the year if the text before names the same year or none.
    """
    dates = en.kind is ja.kind is NumberKind.DATE and "month" in en.parts and "month" in ja.parts
    if not dates or ("year" in en.parts) == ("year" in ja.parts):
        return False
    lang = Lang.EN if "year" in en.parts else Lang.JA
    parts = (en if lang is Lang.EN else ja).parts
    year, years = parts["year"], {parts["year"], parts.get("era_year")}
    is_stated = context.year_by_words[lang.other] or context.names_year[lang.other]
    is_stated = is_stated or any(number.value in years for number in context.numbers(lang.other) if number.value)
    return not is_stated and context.years.get(lang.other, year) != year


def around(text: str, number: Number) -> str:
    """A number with a few words on either side."""
    return text[max(0, number.start - _AROUND) : number.end + _AROUND]


_AROUND = 16
_PART_OF_MONTH = {
    Lang.EN: re.compile(r"\b(?:early|late|mid|middle|end|beginning|start|begins?|ends?|first|last)\b", re.IGNORECASE),
    Lang.JA: re.compile("[上中下初]旬|[末初頭半]|はじめ|始め|終わ"),
}


def _turned(en: Number, ja: Number) -> bool:
    """Whether from A to B is translated as from B to A."""
    return all("from" in n.parts for n in (en, ja)) and en.parts["from"] == ja.parts["to"] != en.parts["to"]


#: Differences that the texts show between two numbers that match. The first row that applies counts.
CONTRADICTIONS: tuple[tuple[Relation, Callable[[_Pair], bool]], ...] = (
    (Relation.DIRECTION, _go_apart),  # rose 3% and 3%減
    (Relation.CHANGE, _is_multiplied),  # doubled to 3,000 and 3,000点の2倍
    (Relation.ORDER, _are_ends_of_a_change),  # from 12,300 and 12,300円に
    (Relation.INCOMPLETE, _lacks_part_of_date),  # June 11 and 6月
    (Relation.UNIT, _is_points_for_percent),  # 3 percentage points and 3％増
    (Relation.UNIT, _has_other_period),  # twice a week and 月2回
    (Relation.MISPRINT, lambda pair: "typo" in pair.ja.parts),  # 784憶円
    (Relation.CONVERTED, lambda pair: pair.same is Sameness.CONVERTED),  # 30 miles and 48キロ
    (Relation.WEEKDAY, _has_other_weekday),  # Thursday, 3 March 2026 and 3日（木）
)


def parts_apart(context: Context, matched: Sequence[Matched]) -> list[IndexedDifference]:
    """Japanese dates that contradict an English one beside what agrees with it.

    The year in 元禄7年（1934年) against 1694 and in 843年3月 against March 343, the day in
    1013年1月27日（長和2年）.
    """
    taken = {j for _, j, _ in matched}
    differences: list[IndexedDifference] = []
    dates = (j for j, n in enumerate(context.ja) if n.kind is NumberKind.DATE or n.unit == "year")
    for j in [j for j in dates if j not in taken][:_DATES]:
        number = context.ja[j]
        i = _glossed_wrongly(context, number)
        if i is None:
            parts = (
                i
                for i, k, same in matched
                if same.sameness is Sameness.PART and _is_beside(context, j, k) and _contradicts(context, i, j, k)
            )
            i = next(parts, None)
        if i is not None:
            differences.append((named(context, context.en[i], number), i, j))
    return differences


def _is_beside(context: Context, j: int, k: int) -> bool:
    """Whether two Japanese dates are parts of one: 正徳3年（1713年）10月15日, 1013年1月27日（長和2年）."""
    first, second = sorted((context.ja[j], context.ja[k]), key=lambda number: number.start)
    between = context.ja_text[first.end : second.start]
    return len(between) <= _ONE_DATE and not _CLAUSE.search(between)


#: How far apart the parts of a Japanese date stand, with its gloss, and what begins another date: の joins parts.
_ONE_DATE = 20
_CLAUSE = re.compile("[、。，]|[-－―–—～〜]|[ぁ-にぬ-ん翌]")


def _glossed_wrongly(context: Context, number: Number) -> int | None:
    """The English number with the year of the Japanese date beside this one, if this one gives another year."""
    partner = glossed(number, context)
    if partner is None or not years_clash(number, partner):
        return None
    year = partner.parts.get("year", partner.value)
    return next((i for i, en in enumerate(context.en) if year in {en.parts.get("year"), en.value}), None)


def _contradicts(context: Context, i: int, j: int, k: int) -> bool:
    """Whether date ``j`` gives another year or another day than ``i``; ``k`` gives the rest of ``i``."""
    en, number, partner = context.en[i].parts, context.ja[j].parts, context.ja[k].parts
    for field in _CALENDAR_FIELDS:
        if field in en and field in number and field not in partner and en[field] != number[field]:
            return en[field] not in context.ja_fields[field]
    return False


def named(context: Context, en: Number, ja: Number) -> Relation:
    """The relation of two numbers that differ; differences of calendar and of loose prose are accepted."""
    difference = relation(en, ja)
    if difference is Relation.BOUND and same_side(en, ja):
        strict = context.in_a_rule(en, Lang.EN) or context.in_a_rule(ja, Lang.JA)
        is_exact = to_the_letter(en, ja) or (strict and not over_an_age(en, ja))
        return Relation.BOUND if is_exact else Relation.EDGE
    if difference in {Relation.DATE, Relation.ERA} and not context.glosses_calendar(en):
        year = context.year_of(en, Lang.EN) or context.year_of(ja, Lang.JA)
        if calendars_apart(en, ja, year) or _turns_lunar_year(context, en, ja):
            return Relation.CALENDAR
    return difference


def _turns_lunar_year(context: Context, en: Number, ja: Number) -> bool:
    """Whether an English year follows a day of January or February: January 21, 1797 is of the lunar year 1796."""
    year = en.parts.get("year")
    if en.parts.keys() != {"year"} or not isinstance(year, int) or year >= GREGORIAN_SINCE:
        return False
    before = [n for n in context.en if n.end <= en.start <= n.end + 2 and n.parts.get("month") in {1, 2}]
    return bool(before) and ja.parts.get("year") == year - 1
