"""Matches the numbers of two texts one to one.

Rule: the best way of matching counts first, then the order of the texts. Read next: ``agreement``.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from aligner.evidence.numbers.comparison.agreement import Agreement, agree
from aligner.evidence.numbers.comparison.interpretations import in_scales, meanings
from aligner.evidence.numbers.comparison.keys import matching_keys
from aligner.evidence.numbers.comparison.likeness import alike
from aligner.evidence.numbers.comparison.limits import limit
from aligner.evidence.numbers.comparison.sameness import Sameness
from aligner.model import Lang

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from aligner.evidence.numbers.comparison.context import Context
    from aligner.evidence.numbers.comparison.contradictions import (
        Matched,
    )
    from aligner.evidence.numbers.number import Number

#: The order of matching: the best kinds of match first.
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

#: Up to this number of pairs, all are compared; beyond it, only those that share a key and are close.
_ALL_PAIRS = 4096
_NEAR = 4


def matches(context: Context) -> list[Matched]:
    """Numbers that agree, one to one: the best ways to agree first, then the nearest in order."""
    ranked = []
    en = [(*meanings(number), *in_scales(number)) for number in context.en]
    ja = [tuple(meanings(number)) for number in context.ja]
    for i, j in _candidates(context):
        agreement, doubtful = _agree(context, en[i], ja[j])
        if agreement is not None:
            unlike = doubtful or not alike(context.en[i], context.ja[j])
            alike_fields = -len(context.en[i].parts.items() & context.ja[j].parts.items())
            ranked.append((_RANK[agreement.sameness], unlike, alike_fields, context.apart(i, j), i, j, agreement))
    ranked.sort(key=lambda entry: entry[:6])
    taken_en: set[int] = set()
    taken_ja: set[int] = set()
    kept = []
    for *_, i, j, agreement in ranked:
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
            # Only limits depend on whether the sentences state a rule.
            limits = limit(en) is not None and limit(ja) is not None
            strict = limits and (context.in_a_rule(en, Lang.EN) or context.in_a_rule(ja, Lang.JA))
            if agreement := agree(en, ja, strict=strict, denied=limits and context.one_denies(en, ja)):
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
