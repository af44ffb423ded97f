"""Which numbers of two corresponding texts agree, and what is wrong with the rest.

Every number is first matched with one that says the same (``compare.agree``), nearest in order first. What
is left over is explained away where a translator would not look twice: said already, said in parts, an
article, a name. Of the rest, two numbers that hold the same place are a difference with a name; one alone
is missing or added, and reported only where it is plainly a figure. The rule kept here: silent rather than
wrong about small numbers on one side, never silent about figures that contradict each other.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from aligner.evidence.numbers.comparison.agreement import Agreement, agree
from aligner.evidence.numbers.comparison.claims import Claim, claims, meanings
from aligner.evidence.numbers.comparison.context import Context
from aligner.evidence.numbers.comparison.contradictions import (
    Found,
    Matched,
    contradictions,
    named,
    parts_apart,
)
from aligner.evidence.numbers.comparison.differences import Relation
from aligner.evidence.numbers.comparison.excuses import Settled
from aligner.evidence.numbers.comparison.glosses import glossed
from aligner.evidence.numbers.comparison.idioms import idiom_spans, outside
from aligner.evidence.numbers.comparison.keys import matching_keys
from aligner.evidence.numbers.comparison.likeness import alike, comparable, likeness
from aligner.evidence.numbers.comparison.limits import limit
from aligner.evidence.numbers.comparison.recounting import carries_year, recounted_english, recounted_japanese
from aligner.evidence.numbers.comparison.sameness import Sameness
from aligner.evidence.numbers.number import NumberKind
from aligner.evidence.numbers.units import units
from aligner.model import Lang

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from aligner.evidence.numbers.number import Number


@dataclass(frozen=True, slots=True)
class Difference:
    """What is wrong with two numbers that should say the same, or with one alone (the other is None)."""

    relation: Relation
    en: Number | None
    ja: Number | None


@dataclass(frozen=True, slots=True)
class Comparison:
    """What comparing two texts' numbers gave: pairs that agree and differences, each in English order."""

    agreements: tuple[Agreement, ...]
    differences: tuple[Difference, ...]


def compare_numbers(
    en_text: str,
    ja_text: str,
    en_numbers: Sequence[Number],
    ja_numbers: Sequence[Number],
    years: Mapping[Lang, int] | None = None,
) -> Comparison:
    """Match the numbers of two texts that say the same thing, and name what differs.

    Args:
        en_text: the English text, for what numbers alone do not tell (directions, rules, floors).
        ja_text: the Japanese text.
        en_numbers: its numbers, in order, offsets into ``en_text``.
        ja_numbers: those of the Japanese text.
        years: the year that the text before each of these spoke of last: it tells the calendar, and what a date without
            a year is taken for.
    """
    if not en_numbers and not ja_numbers:
        return Comparison((), ())
    en_idioms, ja_idioms = idiom_spans(en_text, ja_text)
    en_numbers = outside(tuple(en_numbers), en_idioms)
    ja_numbers = outside(tuple(ja_numbers), ja_idioms)
    meant_en = recounted_english(en_text, en_numbers, ja_text)
    meant_ja = recounted_japanese(ja_text, ja_numbers, en_numbers, en_text)
    en = claims(meant_en, en_numbers, meant_ja, Lang.EN)
    ja = claims(meant_ja, ja_numbers, meant_en, Lang.JA)
    context = Context(en_text, ja_text, tuple(each.meant for each in en), tuple(each.meant for each in ja), years or {})
    matched = _agreements(context)
    wrong = {(i, j): found for found, i, j in contradictions(context, matched)}
    apart = parts_apart(context, matched)
    differences = [(found, i, j) for (i, j), found in wrong.items()] + apart + _differences(context, matched, apart)
    differences.sort(key=lambda found: (found[1] is None, found[1] or found[2] or 0))
    return Comparison(
        tuple(
            Agreement(en[i].written, ja[j].written, agreement.sameness)
            for i, j, agreement in matched
            if wrong.get((i, j)) in _NOTES
        ),
        _one_order(
            context,
            [
                Difference(
                    found,
                    None if i is None else en[i].written,
                    None if j is None else _with_gloss(context, ja[j]) if i is None else ja[j].written,
                )
                for found, i, j in differences
            ],
        ),
    )


def _one_order(context: Context, differences: Sequence[Difference]) -> tuple[Difference, ...]:
    """Numbers that are swapped make one difference, which shows both of them on each side."""
    swapped = [found for found in differences if found.relation is Relation.ORDER]
    if len(swapped) < 2:
        return tuple(differences)
    en = _joined(context.en_text, [found.en for found in swapped if found.en])
    ja = _joined(context.ja_text, [found.ja for found in swapped if found.ja])
    kept = [found for found in differences if found.relation is not Relation.ORDER]
    return (Difference(Relation.ORDER, en, ja), *kept)


def _with_gloss(context: Context, claim: Claim) -> Number:
    """A Japanese number with the year in brackets that explains it: 寛文10年（1670年）."""
    gloss = glossed(claim.meant, context)
    if gloss is None or gloss.start < claim.meant.start:
        return claim.written
    closed = gloss.end + (context.ja_text[gloss.end : gloss.end + 1] in {")", "）"})
    return _joined(context.ja_text, [claim.written, gloss.placed(gloss.start, closed)])


def _joined(text: str, numbers: Sequence[Number]) -> Number:
    """Numbers as one that reaches from the first to the last."""
    start, end = min(number.start for number in numbers), max(number.end for number in numbers)
    return replace(numbers[0], start=start, end=end, text=text[start:end])


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

#: Up to so many pairs of numbers each is compared with each; beyond, only those that share a key and stand
#: close.
_ALL_PAIRS = 4096
_NEAR = 4


def _agreements(context: Context) -> list[Matched]:
    """Numbers that agree, one to one: the best ways to agree first, then the nearest in order."""
    found = []
    en, ja = ([tuple(meanings(number)) for number in side] for side in (context.en, context.ja))
    for i, j in _candidates(context):
        agreement, doubtful = _agree(context, en[i], ja[j])
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


def _agree(
    context: Context, en_meanings: Sequence[Number], ja_meanings: Sequence[Number]
) -> tuple[Agreement | None, bool]:
    """How two numbers agree, if they do, and whether only in a less likely meaning of one."""
    for k, en in enumerate(en_meanings):
        for m, ja in enumerate(ja_meanings):
            # Whether the texts lay down a rule is asked of limits alone.
            strict = limit(en) is not None and limit(ja) is not None and context.strict
            if agreement := agree(en, ja, strict=strict):
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


def _differences(context: Context, matched: Sequence[Matched], apart: Sequence[Found]) -> list[Found]:
    """What is wrong with the numbers that found no partner."""
    agreed = {j for _, j, _ in matched}
    agreed |= {
        j - 1
        for i, j, _ in matched
        if j and "year" in context.en[i].parts and carries_year(context.ja_text, context.ja[j - 1], context.ja[j])
    }
    settled = Settled(context, frozenset(i for i, _, _ in matched), frozenset(agreed))
    known = {j for _, _, j in apart}
    left_en = [i for i in range(len(context.en)) if i not in settled.en]
    left_ja = [j for j in range(len(context.ja)) if j not in settled.ja and j not in known]
    if not left_en and not left_ja:
        return []
    left_en = [i for i in left_en if not settled.retold(i, Lang.EN)]
    left_ja = [j for j in left_ja if not settled.retold(j, Lang.JA)]
    calm_en = {i for i in left_en if settled.excused(i, Lang.EN)}
    calm_ja = {j for j in left_ja if settled.excused(j, Lang.JA)}
    found: list[Found] = []
    for i, j in _counterparts(context, left_en, left_ja):
        wrong = named(context, context.en[i], context.ja[j])
        if i in calm_en and j in calm_ja and wrong is not Relation.BOUND:
            continue
        left_en.remove(i)
        left_ja.remove(j)
        found.append((wrong, i, j))
    wrong_ja = known | {j for _, _, j in found}
    loud_en = [i for i in left_en if i not in calm_en and settled.is_loud(i, Lang.EN)]
    loud_ja = [j for j in left_ja if j not in calm_ja and settled.is_loud(j, Lang.JA)]
    loud_ja = [j for j in loud_ja if not settled.glosses_one_of(j, wrong_ja)]
    return found + _alone(context, loud_en, loud_ja)


def _alone(context: Context, loud_en: Sequence[int], loud_ja: Sequence[int]) -> list[Found]:
    """Figures without a counterpart; where there is just one on each side, they are each other's."""
    if len(loud_en) == len(loud_ja) == 1:
        i, j = loud_en[0], loud_ja[0]
        if comparable(context.en[i], context.ja[j]):
            return [(named(context, context.en[i], context.ja[j]), i, j)]
    missing: list[Found] = [(Relation.MISSING, i, None) for i in loud_en]
    return missing + [(Relation.ADDED, None, j) for j in loud_ja]


def _counterparts(context: Context, left_en: Sequence[int], left_ja: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Left-over numbers that hold the same place in both texts, the most alike first, one to one."""
    scored = []
    for i in left_en[:_LEFT_OVER]:
        for j in left_ja[:_LEFT_OVER]:
            score = likeness(context.en[i], context.ja[j])
            if score is not None and not _is_one_of(context, i, j):
                scored.append((-score, context.apart(i, j), i, j))
    taken_en: set[int] = set()
    taken_ja: set[int] = set()
    for _, _, i, j in sorted(scored):
        if i not in taken_en and j not in taken_ja:
            taken_en.add(i)
            taken_ja.add(j)
            yield i, j


def _is_one_of(context: Context, i: int, j: int) -> bool:
    """Whether one of the two only picks one: one of the seven, 七卿の一人, 三山の1つ; the other counts something."""
    en, ja = context.en[i], context.ja[j]
    if 1 not in {en.value, ja.value} or en.value == ja.value or NumberKind.ORDINAL in {en.kind, ja.kind}:
        return False
    if ja.value == 1:
        return _is_spelt(ja) or context.ja_text[ja.start - 1 : ja.start] == "の" or ja.text.endswith(("つ", "種"))
    return _is_spelt(en)


def _is_spelt(number: Number) -> bool:
    """Written without a digit, and no measure."""
    counted = number.unit is None or units()[number.unit].is_counter
    return counted and not any(char.isdecimal() for char in number.text)


#: So many numbers without a partner say that the texts do not correspond; pairing more of them would mean
#: nothing.
_LEFT_OVER = 64
