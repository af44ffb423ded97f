"""Tables of comparisons: the ways in which an English and a Japanese number match, and the names of differences.

``SAME`` has the ways in which two numbers match, and ``DIFFER`` the names of their differences. Limits (at least,
under) are compared after ``SAME`` (`agreement`, `limits`). `contradictions` compares the words around the numbers, and
`excuses` decides about numbers on one side alone.

Rule: a comparison of two numbers is a row here, with an example that a test runs.
"""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING, NamedTuple

from aligner.evidence.numbers.comparison.amounts import (
    are_bare,
    converted,
    converted_ends,
    equal,
    inverted,
    multiple_and_share,
    roles_clash,
    rounded,
    same_change,
    same_figure,
    units_clash,
)
from aligner.evidence.numbers.comparison.dates import (
    differing_fields,
    half_day_apart,
    same_dates,
    same_field,
    same_times,
)
from aligner.evidence.numbers.comparison.differences import Relation
from aligner.evidence.numbers.comparison.figures import is_scale, is_swapped, main_figure, same_length
from aligner.evidence.numbers.comparison.intervals import same_interval
from aligner.evidence.numbers.comparison.labels import same_code, same_score, same_section
from aligner.evidence.numbers.comparison.limits import limits_differ
from aligner.evidence.numbers.comparison.sameness import Sameness
from aligner.evidence.numbers.comparison.weekdays import weekday_by_calendar
from aligner.evidence.numbers.number import Number, NumberKind, Role

if TYPE_CHECKING:
    from collections.abc import Callable


def sameness(en: Number, ja: Number) -> Sameness | None:
    """How two numbers match, or None; limits (at least, under …) are ignored."""
    for row in _BY_KINDS[en.kind, ja.kind]:
        if row.applies is None or row.applies(en, ja):
            same = row.compare(en, ja)
            if same is not None or row.decides:
                return same
    return None


def relation(en: Number, ja: Number) -> Relation:
    """What differs between two corresponding numbers: limits if their values are the same, else the values."""
    return next(row.relation for row in DIFFER if row.applies(en, ja))


class Same(NamedTuple):
    """A way in which two numbers match. The first row that gives a match, or that decides, counts.

    Attributes:
        kinds: which kinds of number it is for.
        compare: how two of them match, or None.
        example: an English number and a Japanese one, which match (or do not match, if no later row is tried).
        applies: a condition on the two numbers.
        decides: whether no later row is tried.
    """

    kinds: Callable[[NumberKind, NumberKind], bool]
    compare: Callable[[Number, Number], Sameness | None]
    example: tuple[str, str]
    applies: Callable[[Number, Number], bool] | None = None
    decides: bool = False


class Differ(NamedTuple):
    """The name of a difference. The first row that applies counts."""

    relation: Relation
    applies: Callable[[Number, Number], bool]
    example: tuple[str, str]


def _both(kind: NumberKind) -> Callable[[NumberKind, NumberKind], bool]:
    return lambda en, ja: en is ja is kind


def _either(kind: NumberKind) -> Callable[[NumberKind, NumberKind], bool]:
    return lambda en, ja: kind in {en, ja}


def _any(_: NumberKind, __: NumberKind) -> bool:
    return True


def _never(_: Number, __: Number) -> None:
    return None


def _is_interval(en: Number, ja: Number) -> bool:
    return en.value is None or ja.value is None


def _is_interval_of_other_unit(en: Number, ja: Number) -> bool:
    return _is_interval(en, ja) and units_clash(en.unit, ja.unit)


#: How two numbers match.
SAME: tuple[Same, ...] = (
    Same(_either(NumberKind.CODE), same_code, ("version 2.1.7", "バージョン2.1.7"), decides=True),
    Same(_either(NumberKind.SCORE), same_score, ("won 3–1", "3対1"), decides=True),
    Same(_either(NumberKind.SECTION), same_section, ("Article 27-2", "第二十七条の二"), decides=True),
    Same(_both(NumberKind.DATE), same_dates, ("May 3, 1990", "平成2年5月3日"), decides=True),
    Same(_either(NumberKind.DATE), same_field, ("the 15th", "15日"), decides=True),
    Same(_both(NumberKind.TIME), same_times, ("4:40 p.m.", "16時40分"), decides=True),
    Same(_either(NumberKind.TIME), same_field, ("at nine", "九時"), decides=True),
    Same(_any, converted_ends, ("41 to 95°F", "5～35℃"), applies=_is_interval_of_other_unit, decides=True),
    Same(_any, same_interval, ("hundreds of boats", "数百隻"), applies=_is_interval, decides=True),
    Same(_any, same_figure, ("78.4 billion yuan", "784億元"), applies=are_bare, decides=True),
    Same(_any, same_change, ("rose by 30%", "1.3倍")),
    Same(_any, inverted, ("ten times lighter", "10分の1")),
    Same(_any, _never, ("rose by 30%", "30%に上昇"), applies=roles_clash, decides=True),
    Same(_any, equal, ("about 279 crates", "279個")),
    Same(_any, converted, ("30 miles", "48キロ")),
    Same(_any, rounded, ("1,370 seats", "約1400席")),
)
_BY_KINDS = {kinds: tuple(row for row in SAME if row.kinds(*kinds)) for kinds in product(NumberKind, repeat=2)}


def _are_dates(en: Number, ja: Number) -> bool:
    return en.kind is ja.kind is NumberKind.DATE or (NumberKind.DATE in {en.kind, ja.kind} and "era" in ja.parts)


def _differ_in_weekday(en: Number, ja: Number) -> bool:
    alone = _are_dates(en, ja) and differing_fields(en, ja) == ("weekday",)
    return alone and weekday_by_calendar(en, ja) is not None


def _differ_in_era(en: Number, ja: Number) -> bool:
    year_alone = differing_fields(en, ja) in {("year",), ("fiscal_year",), ()}
    return _are_dates(en, ja) and "era" in ja.parts and year_alone


def _differ_in_limit(en: Number, ja: Number) -> bool:
    return limits_differ(en, ja) and sameness(en, ja) is not None


def _have_one_figure(en: Number, ja: Number) -> bool:
    return main_figure(en) is not None and main_figure(en) == main_figure(ja)


def _differ_in_unit(en: Number, ja: Number) -> bool:
    return _have_one_figure(en, ja) and (units_clash(en.unit, ja.unit) or multiple_and_share(en, ja))


def _differ_in_role(en: Number, ja: Number) -> bool:
    return _have_one_figure(en, ja) and {en.role, ja.role} == {Role.BY, Role.TO}


def _differ_in_multiple(en: Number, ja: Number) -> bool:
    return NumberKind.MULTIPLE in {en.kind, ja.kind} and None not in {main_figure(en), main_figure(ja)}


def _of_figures(test: Callable[..., bool]) -> Callable[[Number, Number], bool]:
    """The condition of a row: the main figures differ and pass a test."""

    def applies(en: Number, ja: Number) -> bool:
        first, second = main_figure(en), main_figure(ja)
        return first is not None and second is not None and first != second and test(first, second)

    return applies


#: The names of the differences between two numbers that do not match.
DIFFER: tuple[Differ, ...] = (
    Differ(Relation.WEEKDAY, _differ_in_weekday, ("Tuesday, 3 March 2026", "2026年3月3日（水）")),
    Differ(Relation.ERA, _differ_in_era, ("in 2018", "平成31年")),
    Differ(Relation.DATE, _are_dates, ("14 October", "10月15日")),
    Differ(Relation.HALF_DAY, half_day_apart, ("4.40 a.m.", "午後4時40分")),
    Differ(Relation.TIME, lambda en, ja: NumberKind.TIME in {en.kind, ja.kind}, ("6:30 pm", "19時30分")),
    Differ(Relation.BOUND, _differ_in_limit, ("at least 8 letters", "8文字以下")),
    Differ(Relation.UNIT, _differ_in_unit, ("30 miles", "30キロ")),
    Differ(Relation.CHANGE, _differ_in_role, ("fell by 30%", "30%に低下")),
    Differ(Relation.MULTIPLE, _differ_in_multiple, ("rose by 300%", "3倍")),
    Differ(Relation.DIRECTION, lambda en, ja: sameness(en, ja) is Sameness.SIGN, ("-20 °C", "20℃")),
    Differ(Relation.SCALE, _of_figures(is_scale), ("78.4 billion yuan", "78.4億元")),
    Differ(Relation.SWAPPED, _of_figures(is_swapped), ("1,368 km", "1386キロ")),
    Differ(Relation.DIGIT, _of_figures(same_length), ("279 crates", "276個")),
    Differ(Relation.VALUE, lambda *_: True, ("4,300 visitors", "1万9千人")),
)
