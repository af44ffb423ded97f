"""Which numbers of two corresponding texts agree, and what is wrong with the rest.

Every number is first matched with one that says the same (``compare.agree``), nearest in order first. What is left over
is explained away where a translator would not look twice: said already, said in parts, an article, a name. Of the rest,
two numbers that hold the same place are a difference with a name; one alone is missing or added, and reported only where
it is plainly a figure. The rule kept here: silent rather than wrong about small numbers on one side, never silent about
figures that contradict each other.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from aligner.evidence.numbers.compare import Agreement, Sameness, agree
from aligner.evidence.numbers.context import Context
from aligner.evidence.numbers.differences import Relation, relation
from aligner.evidence.numbers.excuses import excused, is_loud
from aligner.evidence.numbers.keys import matching_keys
from aligner.evidence.numbers.likeness import likeness
from aligner.evidence.numbers.number import Number
from aligner.model import Lang


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
    context = Context(en_text, ja_text, tuple(en_numbers), tuple(ja_numbers))
    agreements = _agreements(context)
    differences = _differences(context, agreements)
    return Comparison(tuple(agreement for _, _, agreement in agreements), tuple(differences))


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
    found: list[tuple[int, Difference]] = []
    for i, j in _counterparts(context, left_en, left_ja):
        if i in calm_en and j in calm_ja:
            continue
        left_en.remove(i)
        left_ja.remove(j)
        named = relation(context.en[i], context.ja[j])
        found.append((context.en[i].start, Difference(named, context.en[i], context.ja[j])))
    alone_en = (context.en[i] for i in left_en if i not in calm_en)
    alone_ja = (context.ja[j] for j in left_ja if j not in calm_ja)
    found += [
        (number.start, Difference(Relation.MISSING, number, None)) for number in alone_en if is_loud(number)
    ]
    found += [(len(context.en_text), Difference(Relation.ADDED, None, n)) for n in alone_ja if is_loud(n)]
    return [difference for _, difference in sorted(found, key=lambda entry: entry[0])]


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
