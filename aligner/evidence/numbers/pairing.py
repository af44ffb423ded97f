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
from typing import TYPE_CHECKING

from aligner.evidence.numbers.compare import Agreement, agree
from aligner.evidence.numbers.context import Context
from aligner.evidence.numbers.differences import Relation, relation
from aligner.evidence.numbers.direction import direction
from aligner.evidence.numbers.excuses import excused, is_loud
from aligner.evidence.numbers.keys import matching_keys
from aligner.evidence.numbers.likeness import likeness
from aligner.evidence.numbers.number import Number, Role
from aligner.evidence.numbers.recounting import recounted_english, recounted_japanese
from aligner.evidence.numbers.sameness import Sameness
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
    context = Context(
        en_text,
        ja_text,
        recounted_english(en_text, en_numbers),
        recounted_japanese(ja_text, ja_numbers, en_text),
    )
    matched = _agreements(context)
    contradicted = dict(_contradictions(context, matched))
    differences = list(contradicted.values()) + _differences(context, matched)
    return Comparison(
        tuple(
            Agreement(en_numbers[i], ja_numbers[j], a.sameness)
            for i, j, a in matched
            if i not in contradicted
        ),
        tuple(_untouched(each, context, en_numbers, ja_numbers) for each in sorted(differences, key=_place)),
    )


def _place(difference: Difference) -> tuple[bool, int]:
    """English order, then what is in the Japanese alone."""
    number = difference.en or difference.ja
    return difference.en is None, 0 if number is None else number.start


def _untouched(
    difference: Difference, context: Context, en_numbers: Sequence[Number], ja_numbers: Sequence[Number]
) -> Difference:
    """A difference with the numbers as they were read, not as they were recounted for comparing."""
    en = None if difference.en is None else en_numbers[context.en.index(difference.en)]
    ja = None if difference.ja is None else ja_numbers[context.ja.index(difference.ja)]
    return Difference(difference.relation, en, ja)


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
        agreement = agree(context.en[i], context.ja[j], strict=context.strict)
        if agreement is not None:
            unlike = context.en[i].kind is not context.ja[j].kind
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


def _differences(context: Context, agreements: Sequence[tuple[int, int, Agreement]]) -> list[Difference]:
    """What is wrong with the numbers that found no partner."""
    left_en = sorted(set(range(len(context.en))) - {i for i, _, _ in agreements})
    left_ja = sorted(set(range(len(context.ja))) - {j for _, j, _ in agreements})
    calm_en = {i for i in left_en if excused(context.en[i], Lang.EN, context)}
    calm_ja = {j for j in left_ja if excused(context.ja[j], Lang.JA, context)}
    found = []
    for i, j in _counterparts(context, left_en, left_ja):
        if i in calm_en and j in calm_ja:
            continue
        left_en.remove(i)
        left_ja.remove(j)
        named = relation(context.en[i], context.ja[j])
        found.append(Difference(named, context.en[i], context.ja[j]))
    alone_en = [context.en[i] for i in left_en if i not in calm_en]
    alone_ja = [context.ja[j] for j in left_ja if j not in calm_ja]
    found += [Difference(Relation.MISSING, number, None) for number in alone_en if is_loud(number)]
    found += [Difference(Relation.ADDED, None, number) for number in alone_ja if is_loud(number)]
    return found


def _contradictions(
    context: Context, matched: Sequence[tuple[int, int, Agreement]]
) -> Iterator[tuple[int, Difference]]:
    """Figures that agree and yet say the opposite: a rise for a fall, the start of a change for its end."""
    for i, j, agreement in matched:
        en, ja = context.en[i], context.ja[j]
        ways = direction(context.en_text, en, Lang.EN), direction(context.ja_text, ja, Lang.JA)
        if ways in {(1, -1), (-1, 1)} or (agreement.sameness is Sameness.SIGN and 0 in ways):
            yield i, Difference(Relation.DIRECTION, en, ja)
        elif {en.role, ja.role} == {Role.FROM, Role.TO}:
            yield i, Difference(Relation.ORDER, en, ja)
        elif agreement.sameness is Sameness.CONVERTED:
            yield -1 - i, Difference(Relation.CONVERTED, en, ja)


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
