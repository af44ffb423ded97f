"""Differences between the numbers of two texts that have no match.

Some are excused (``excuses``). Two that correspond are a difference with a name. A number that is left alone is
missing or added; it is reported only where it is plainly a figure (``reportable``).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from aligner.evidence.numbers.comparison.contradictions import IndexedDifference, Matched, named
from aligner.evidence.numbers.comparison.conventions import carries_year
from aligner.evidence.numbers.comparison.differences import Relation
from aligner.evidence.numbers.comparison.excuses import excused, is_repeated
from aligner.evidence.numbers.comparison.figures import is_scale, main_figure
from aligner.evidence.numbers.comparison.interpretations import meanings
from aligner.evidence.numbers.comparison.likeness import comparable, likeness
from aligner.evidence.numbers.comparison.match_state import MatchState
from aligner.evidence.numbers.comparison.rates import TIME, comes_again, is_frequency
from aligner.evidence.numbers.comparison.reportable import is_reportable
from aligner.evidence.numbers.comparison.sameness import Sameness
from aligner.evidence.numbers.comparison.table import sameness
from aligner.evidence.numbers.number import NumberKind
from aligner.evidence.numbers.units import units
from aligner.model import Lang

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from aligner.evidence.numbers.comparison.context import Context
    from aligner.evidence.numbers.number import Number


def left_over(
    context: Context, matched: Sequence[Matched], apart: Sequence[IndexedDifference]
) -> list[IndexedDifference]:
    """The differences of the numbers without a match."""
    state = _match_state(context, matched)
    known = {j for _, _, j in apart}
    left_en = [i for i in range(len(context.en)) if i not in state.en]
    left_ja = [j for j in range(len(context.ja)) if j not in state.ja and j not in known]
    if not left_en and not left_ja:
        return []
    left_en = [i for i in left_en if not state.is_repeated_date(i, Lang.EN)]
    left_ja = [j for j in left_ja if not state.is_repeated_date(j, Lang.JA)]
    differences = list(_misconverted(context, matched, left_en, left_ja))
    misconverted_en, misconverted_ja = {i for _, i, _ in differences}, {j for _, _, j in differences}
    left_en = [i for i in left_en if i not in misconverted_en]
    left_ja = [j for j in left_ja if j not in misconverted_ja]
    repeated = {j for j in left_ja if "era" in context.ja[j].parts and is_repeated(state, j, Lang.JA)}
    for i, j in _counterparts(context, left_en, [j for j in left_ja if j not in repeated]):
        wrong = named(context, context.en[i], context.ja[j])
        measured = _come_again(context, i, j) or _two_of_time(context, i, j)
        decisive = wrong in _LIMITS or (wrong is Relation.UNIT and measured) or _how_often(context, i, j)
        if not decisive and excused(state, i, Lang.EN) and excused(state, j, Lang.JA):
            continue
        left_en.remove(i)
        left_ja.remove(j)
        differences.append((wrong, i, j))
    wrong_en, wrong_ja = {i for _, i, _ in differences}, known | {j for _, _, j in differences}
    alone_en = [i for i in left_en if is_reportable(state, i, Lang.EN) and not excused(state, i, Lang.EN)]
    alone_ja = [j for j in left_ja if is_reportable(state, j, Lang.JA) and not excused(state, j, Lang.JA)]
    alone_en = [i for i in alone_en if not _is_reported_beside(context.en, i, wrong_en)]
    alone_ja = [j for j in alone_ja if not _is_reported_beside(context.ja, j, wrong_ja)]
    alone_ja = [j for j in alone_ja if not state.glosses_one_of(j, wrong_ja)]
    return differences + _alone(context, alone_en, alone_ja)


#: Relations that are reported even of small figures.
_LIMITS = frozenset({Relation.BOUND, Relation.EDGE})


def _come_again(context: Context, i: int, j: int) -> bool:
    """Whether both are intervals at which something recurs: every other day, 隔週. They are always reported."""
    en, ja = comes_again(context.en_text, context.en[i], Lang.EN), comes_again(context.ja_text, context.ja[j], Lang.JA)
    return en and ja


def _two_of_time(context: Context, i: int, j: int) -> bool:
    """Whether both are lengths of two units, which are not articles: two weeks, 二か月."""
    both = context.en[i], context.ja[j]
    timed = all(number.unit is not None and units()[number.unit].unit_class in TIME for number in both)
    return timed and all(number.value == 2 for number in both)


def _misconverted(
    context: Context, matched: Sequence[Matched], left_en: Sequence[int], left_ja: Sequence[int]
) -> Iterator[IndexedDifference]:
    """Conversions in brackets that are wrong: 194°F (95°C), where the other text has 90℃ alone."""
    ja_of, en_of = {i: j for i, j, _ in matched}, {j: i for i, j, _ in matched}
    pairs = [(i, ja_of[i - 1]) for i in left_en if i - 1 in ja_of and _misconverts(context.en_text, context.en, i)]
    pairs += [(en_of[j - 1], j) for j in left_ja if j - 1 in en_of and _misconverts(context.ja_text, context.ja, j)]
    for i, j in pairs:
        if sameness(context.en[i], context.ja[j]) is None:
            yield named(context, context.en[i], context.ja[j]), i, j


def _misconverts(text: str, numbers: Sequence[Number], k: int) -> bool:
    """Whether a number in brackets gives the one before it in a unit of another system, and is something else."""
    number, gloss = numbers[k - 1], numbers[k]
    is_whole = text[gloss.end : gloss.end + 1] in {")", "）"}  # of one shaku and nine sun, one part was read
    if not is_whole or number.unit is None or gloss.unit is None:
        return False
    if text[number.end : gloss.start].strip() not in {"(", "（"}:
        return False
    unit, gloss_unit = units()[number.unit], units()[gloss.unit]
    if unit.unit_class != gloss_unit.unit_class or unit.factor is None or gloss_unit.factor is None or unit.is_money:
        return False
    return (
        unit.factor != gloss_unit.factor
        and not is_scale(unit.factor, gloss_unit.factor)
        and sameness(number, gloss) is None
    )


def _is_reported_beside(numbers: Sequence[Number], k: int, wrong: set[int | None]) -> bool:
    """Whether the number beside one gives it in another unit and is reported; 300°F (150°C) needs one finding."""
    beside = (m for m in (k - 1, k + 1) if m in wrong)
    return any(sameness(numbers[k], numbers[m]) is Sameness.CONVERTED for m in beside)


def _how_often(context: Context, i: int, j: int) -> bool:
    """Whether both are frequencies: once daily is not 1日2回, although the figures are small."""
    en, ja = context.en[i], context.ja[j]
    return is_frequency(context.en_text, en, Lang.EN) and is_frequency(context.ja_text, ja, Lang.JA)


def _match_state(context: Context, matched: Sequence[Matched]) -> MatchState:
    """What agrees; with a day of a month that agrees in its year, the year in brackets before it that it was given."""
    agreed = {j for _, j, _ in matched}
    agreed |= {
        j - 1
        for i, j, _ in matched
        if j and "year" in context.en[i].parts and carries_year(context.ja_text, context.ja[j - 1], context.ja[j])
    }
    return MatchState(context, frozenset(i for i, _, _ in matched), frozenset(agreed))


def _alone(context: Context, alone_en: Sequence[int], alone_ja: Sequence[int]) -> list[IndexedDifference]:
    """Figures without a counterpart; where there is just one on each side, they are each other's."""
    if len(alone_en) == len(alone_ja) == 1:
        i, j = alone_en[0], alone_ja[0]
        if comparable(context.en[i], context.ja[j]) or _same_figure(context.en[i], context.ja[j]):
            return [(named(context, context.en[i], context.ja[j]), i, j)]
    missing: list[IndexedDifference] = [(Relation.MISSING, i, None) for i in alone_en]
    return missing + [(Relation.ADDED, None, j) for j in alone_ja]


def _same_figure(en: Number, ja: Number) -> bool:
    """Whether a figure was kept and given a measure of another kind: 1.9 mmol, 1.9mg."""
    return en.unit is not None is not ja.unit and main_figure(en) is not None and main_figure(en) == main_figure(ja)


def _counterparts(context: Context, left_en: Sequence[int], left_ja: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Left-over numbers in the same place of both texts, one to one, the most similar first."""
    scored = []
    for i in left_en[:_LEFT_OVER]:
        for j in left_ja[:_LEFT_OVER]:
            scores = (likeness(en, ja) for en in meanings(context.en[i]) for ja in meanings(context.ja[j]))
            score = max((score for score in scores if score is not None), default=None)
            if score is not None and _is_one_day(context, i, j):
                score += _ONE_DAY
            if score is not None and not _is_one_of(context, i, j) and not _by_the_way(context.en[i], context.ja[j]):
                scored.append((-score, context.apart(i, j), i, j))
    taken_en: set[int] = set()
    taken_ja: set[int] = set()
    for _, _, i, j in sorted(scored):
        if i not in taken_en and j not in taken_ja:
            taken_en.add(i)
            taken_ja.add(j)
            yield i, j


def _is_one_day(context: Context, i: int, j: int) -> bool:
    """Whether two dates may be one day in two calendars. A date in brackets is already by that of the other text."""
    if named(context, context.en[i], context.ja[j]) is not Relation.CALENDAR:
        return False
    start = context.ja[j].start
    return _OPENED.search(context.ja_text[max(0, start - _GLOSS_REACH) : start]) is None


def _is_one_of(context: Context, i: int, j: int) -> bool:
    """Whether one of the two only picks one: one of the seven, 七卿の一人, 三山の1つ; the other counts something."""
    en, ja = context.en[i], context.ja[j]
    if 1 not in {en.value, ja.value} or en.value == ja.value or NumberKind.ORDINAL in {en.kind, ja.kind}:
        return False
    if ja.value == 1:
        return (
            _is_spelt(ja)
            or (_is_spelt(en) and en.unit is None)
            or context.ja_text[ja.start - 1 : ja.start] == "の"
            or ja.text.endswith(("つ", "種"))
        )
    return _is_spelt(en)


def _by_the_way(en: Number, ja: Number) -> bool:
    """Whether one has another meaning: "both" and 双方, "first" and "second" beside counts."""
    if en.parts.get("word") in _BOTH or ja.text in _BOTH:
        return en.value != ja.value
    ranked = en.kind is NumberKind.ORDINAL and en.value in {1, 2} and _is_spelt(en) and not en.in_name
    return ranked and ja.kind is NumberKind.CARDINAL


_BOTH = frozenset({"both", "pair", "双方"})


def _is_spelt(number: Number) -> bool:
    """Whether a number is written without a digit and is not a measure."""
    counted = number.unit is None or units()[number.unit].is_counter
    return counted and not any(char.isdecimal() for char in number.text)


#: Between an opening bracket and a date in it.
_OPENED = re.compile("[(（〔][^()（）〔〕]*$")
_GLOSS_REACH = 16
#: Points for dates that may be one day in two calendars.
_ONE_DAY = 6
#: With more numbers without a match than this, the texts do not correspond, and pairs would be meaningless.
_LEFT_OVER = 64
