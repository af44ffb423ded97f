"""Which numbers of two corresponding texts agree, and what is wrong with the rest.

Every number is first matched with one that says the same (``compare.agree``), nearest in order first. What is left over
is explained away where a translator would not look twice: said already, said in parts, an article, a name. Of the rest,
two numbers that hold the same place are a difference with a name; one alone is missing or added, and reported only where
it is plainly a figure. The rule kept here: silent rather than wrong about small numbers on one side, never silent about
figures that contradict each other.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from aligner.evidence.numbers.comparison.agreement import Agreement, agree
from aligner.evidence.numbers.comparison.calendars import calendars_apart
from aligner.evidence.numbers.comparison.claims import claims, meanings
from aligner.evidence.numbers.comparison.context import Context
from aligner.evidence.numbers.comparison.differences import Relation, relation
from aligner.evidence.numbers.comparison.direction import direction
from aligner.evidence.numbers.comparison.excuses import excused, glossed, is_loud, years_clash
from aligner.evidence.numbers.comparison.idioms import idiom_spans, outside
from aligner.evidence.numbers.comparison.keys import matching_keys
from aligner.evidence.numbers.comparison.likeness import alike, comparable, likeness
from aligner.evidence.numbers.comparison.recounting import recounted_english, recounted_japanese
from aligner.evidence.numbers.comparison.sameness import Sameness
from aligner.evidence.numbers.number import Number, NumberKind, Role
from aligner.model import Lang

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


@dataclass(frozen=True, slots=True)
class Difference:
    """A number on either side, or two that should say the same, and what is wrong; ``en`` or ``ja`` may be None."""

    relation: Relation
    en: Number | None
    ja: Number | None


@dataclass(frozen=True, slots=True)
class Comparison:
    """What comparing two texts' numbers gave: pairs that agree and differences, each in English order."""

    agreements: tuple[Agreement, ...]
    differences: tuple[Difference, ...]


def compare_numbers(
    en_text: str, ja_text: str, en_numbers: Sequence[Number], ja_numbers: Sequence[Number]
) -> Comparison:
    """Match the numbers of two texts that say the same thing, and name what differs.

    Args:
        en_text: the English text, for what numbers alone do not tell (directions, rules, floors).
        ja_text: the Japanese text.
        en_numbers: its numbers, in order, offsets into ``en_text``.
        ja_numbers: those of the Japanese text.
    """
    en_idioms, ja_idioms = idiom_spans(en_text, ja_text)
    en_numbers = outside(tuple(en_numbers), en_idioms)
    ja_numbers = outside(tuple(ja_numbers), ja_idioms)
    meant_en = recounted_english(en_text, en_numbers)
    meant_ja = recounted_japanese(ja_numbers, en_numbers, en_text)
    en = claims(meant_en, en_numbers, meant_ja, Lang.EN)
    ja = claims(meant_ja, ja_numbers, meant_en, Lang.JA)
    context = Context(en_text, ja_text, tuple(each.meant for each in en), tuple(each.meant for each in ja))
    matched = _agreements(context)
    wrong = {(i, j): found for found, i, j in _contradictions(context, matched)}
    differences = [(found, i, j) for (i, j), found in wrong.items()] + _differences(context, matched)
    differences += _parts_apart(context, matched, differences)
    differences.sort(key=lambda found: (found[1] is None, found[1] or found[2] or 0))
    return Comparison(
        tuple(
            Agreement(en[i].written, ja[j].written, agreement.sameness)
            for i, j, agreement in matched
            if wrong.get((i, j)) in _NOTES
        ),
        tuple(
            Difference(found, None if i is None else en[i].written, None if j is None else ja[j].written)
            for found, i, j in differences
        ),
    )


#: What is wrong, and with which claims, by position in English and in Japanese.
_Found: TypeAlias = "tuple[Relation, int | None, int | None]"
#: What is said of pairs that agree.
_NOTES = frozenset({None, Relation.CONVERTED})

#: The better a way to agree, the earlier it is matched.
_ORDER = (
    Sameness.NAME,
    Sameness.EQUAL,
    Sameness.ERA,
    Sameness.CLOCK,
    Sameness.UNIT,
    Sameness.RATIO,
    Sameness.CHANGE,
    Sameness.SIGN,
    Sameness.BOUND,
    Sameness.PART,
    Sameness.ROUNDED,
    Sameness.CONVERTED,
    Sameness.VAGUE,
)
_RANK = {same: rank for rank, same in enumerate(_ORDER)}

#: Up to so many pairs of numbers each is compared with each; beyond, only those that share a key and stand close.
_ALL_PAIRS = 4096
_NEAR = 4


def _agreements(context: Context) -> list[tuple[int, int, Agreement]]:
    """Numbers that agree, one to one: the best ways to agree first, then the nearest in order."""
    found = []
    for i, j in _candidates(context):
        agreement, doubtful = _agree(context, i, j)
        if agreement is not None:
            unlike = doubtful or not alike(context.en[i], context.ja[j])
            found.append((_RANK[agreement.sameness], unlike, context.apart(i, j), i, j, agreement))
    found.sort(key=lambda entry: entry[:5])
    taken_en: set[int] = set()
    taken_ja: set[int] = set()
    kept = []
    for *_, i, j, agreement in found:
        if i not in taken_en and j not in taken_ja:
            taken_en.add(i)
            taken_ja.add(j)
            kept.append((i, j, agreement))
    return sorted(kept, key=lambda entry: entry[:2])


def _agree(context: Context, i: int, j: int) -> tuple[Agreement | None, bool]:
    """How two numbers agree, if they do, and whether only in a less likely meaning of one."""
    for k, en in enumerate(meanings(context.en[i])):
        for m, ja in enumerate(meanings(context.ja[j])):
            if agreement := agree(en, ja, strict=context.strict):
                return agreement, k + m > 0
    return None, False


def _candidates(context: Context) -> Iterator[tuple[int, int]]:
    """Pairs of positions worth comparing; linear in the numbers of a long text."""
    if len(context.en) * len(context.ja) <= _ALL_PAIRS:
        for i in range(len(context.en)):
            for j in range(len(context.ja)):
                yield i, j
        return
    where: dict[object, list[int]] = defaultdict(list)
    for j, number in enumerate(context.ja):
        for key in matching_keys(number):
            where[key].append(j)
    seen: dict[object, int] = defaultdict(int)
    for i, number in enumerate(context.en):
        near = set()
        for key in matching_keys(number):
            nth = seen[key]
            seen[key] += 1
            near.update(where.get(key, [])[max(0, nth - _NEAR) : nth + _NEAR + 1])
        for j in sorted(near):
            yield i, j


def _differences(context: Context, agreements: Sequence[tuple[int, int, Agreement]]) -> list[_Found]:
    """What is wrong with the numbers that found no partner."""
    left_en = sorted(set(range(len(context.en))) - {i for i, _, _ in agreements})
    left_ja = sorted(set(range(len(context.ja))) - {j for _, j, _ in agreements})
    calm_en = {i for i in left_en if excused(context.en[i], Lang.EN, context)}
    calm_ja = {j for j in left_ja if excused(context.ja[j], Lang.JA, context)}
    found: list[_Found] = []
    for i, j in _counterparts(context, left_en, left_ja):
        named = _named(context, context.en[i], context.ja[j])
        if i in calm_en and j in calm_ja and named is not Relation.BOUND:
            continue
        left_en.remove(i)
        left_ja.remove(j)
        found.append((named, i, j))
    loud_en = [i for i in left_en if i not in calm_en and is_loud(context.en[i], Lang.EN, context)]
    loud_ja = [j for j in left_ja if j not in calm_ja and is_loud(context.ja[j], Lang.JA, context)]
    return found + _alone(context, loud_en, loud_ja)


def _alone(context: Context, loud_en: Sequence[int], loud_ja: Sequence[int]) -> list[_Found]:
    """Figures without a counterpart; where there is just one on each side, they are each other's."""
    if len(loud_en) == len(loud_ja) == 1:
        i, j = loud_en[0], loud_ja[0]
        if comparable(context.en[i], context.ja[j]):
            return [(_named(context, context.en[i], context.ja[j]), i, j)]
    missing: list[_Found] = [(Relation.MISSING, i, None) for i in loud_en]
    return missing + [(Relation.ADDED, None, j) for j in loud_ja]


def _parts_apart(
    context: Context, matched: Sequence[tuple[int, int, Agreement]], known: Sequence[_Found]
) -> list[_Found]:
    """Japanese dates that contradict an English one beside what agrees with it.

    The year in 元禄7年（1934年) against 1694 and in 843年3月 against March 343, the day in 1013年1月27日（長和2年）.
    """
    taken = {j for _, j, _ in matched} | {j for _, _, j in known}
    found: list[_Found] = []
    for j, number in enumerate(context.ja):
        if j in taken or not (number.kind is NumberKind.DATE or number.unit == "year"):
            continue
        for i, k, agreement in matched:
            explained = context.ja[k] is glossed(number, context) and years_clash(number, context.ja[k])
            if explained or (agreement.sameness is Sameness.PART and _contradicts(context, i, j, k)):
                found.append((_named(context, context.en[i], number), i, j))
                break
    return found


def _contradicts(context: Context, i: int, j: int, k: int) -> bool:
    """Whether date ``j`` says another year, or another day, than ``i``, of which ``k`` gives the rest."""
    en, number, partner = context.en[i].parts, context.ja[j].parts, context.ja[k].parts
    for field in ("year", "month"):
        if field in en and field in number and field not in partner and en[field] != number[field]:
            return not any(en[field] == other.parts.get(field) for other in context.ja)
    return False


def _named(context: Context, en: Number, ja: Number) -> Relation:
    """What is wrong between two numbers, the calendars of their time allowed for."""
    found = relation(en, ja)
    if found is Relation.DATE or found is Relation.ERA:
        year = context.year_of(en, Lang.EN) or context.year_of(ja, Lang.JA)
        if calendars_apart(en, ja, year):
            return Relation.CALENDAR
    return found


def _contradictions(
    context: Context, matched: Sequence[tuple[int, int, Agreement]]
) -> Iterator[tuple[Relation, int, int]]:
    """Figures that agree and yet say the opposite: a rise for a fall, the start of a change for its end."""
    for i, j, agreement in matched:
        en, ja = context.en[i], context.ja[j]
        ways = direction(context.en_text, en, Lang.EN), direction(context.ja_text, ja, Lang.JA)
        if ways in {(1, -1), (-1, 1)} or (agreement.sameness is Sameness.SIGN and 0 in ways):
            yield Relation.DIRECTION, i, j
        elif {en.role, ja.role} == {Role.FROM, Role.TO} or _turned(en, ja):
            yield Relation.ORDER, i, j
        elif agreement.sameness is Sameness.CONVERTED:
            yield Relation.CONVERTED, i, j


def _turned(en: Number, ja: Number) -> bool:
    """From A to B told as from B to A."""
    return all("from" in n.parts for n in (en, ja)) and en.parts["from"] == ja.parts["to"] != en.parts["to"]


def _counterparts(
    context: Context, left_en: Sequence[int], left_ja: Sequence[int]
) -> Iterator[tuple[int, int]]:
    """Left-over numbers that hold the same place in both texts, the most alike first, one to one."""
    scored = []
    for i in left_en[:_LEFT_OVER]:
        for j in left_ja[:_LEFT_OVER]:
            score = likeness(context.en[i], context.ja[j])
            if score is not None:
                scored.append((-score, context.apart(i, j), i, j))
    taken_en: set[int] = set()
    taken_ja: set[int] = set()
    for _, _, i, j in sorted(scored):
        if i not in taken_en and j not in taken_ja:
            taken_en.add(i)
            taken_ja.add(j)
            yield i, j


#: So many numbers without a partner say that the texts do not correspond; pairing more of them would mean nothing.
_LEFT_OVER = 64
