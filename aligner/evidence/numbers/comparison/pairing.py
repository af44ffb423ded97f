"""Matches the numbers of two corresponding texts, and detects differences between the rest.

First, every number is matched with an equal one (``agreement.agree``), the nearest in order first. A number that is
left is ignored if there is a reason (``excuses``): it is repeated, given in parts, an article, or part of a name. Of
the rest, two numbers in the same place are a difference with a name. A number alone is missing or added, and is
reported only if it is clearly a figure.

Rule: small numbers on one side are not reported if they are in doubt; contradictions between figures are always
reported.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from aligner.evidence.numbers.comparison.agreement import Agreement, agree
from aligner.evidence.numbers.comparison.certainty import Doubt, certain_only, doubts
from aligner.evidence.numbers.comparison.context import Context
from aligner.evidence.numbers.comparison.contradictions import (
    IndexedDifference,
    Matched,
    contradictions,
    parts_apart,
)
from aligner.evidence.numbers.comparison.conventions import as_english_counts, as_japanese_counts
from aligner.evidence.numbers.comparison.counted import exchanged, with_nouns
from aligner.evidence.numbers.comparison.differences import Relation
from aligner.evidence.numbers.comparison.digit_runs import OpenFigures, Run, digit_runs
from aligner.evidence.numbers.comparison.glosses import glossed
from aligner.evidence.numbers.comparison.idioms import idiom_spans, outside
from aligner.evidence.numbers.comparison.interpretations import Interpretation, in_scales, interpretations, meanings
from aligner.evidence.numbers.comparison.keys import matching_keys
from aligner.evidence.numbers.comparison.leftover import left_over
from aligner.evidence.numbers.comparison.likeness import alike
from aligner.evidence.numbers.comparison.limits import limit
from aligner.evidence.numbers.comparison.old_measures import is_old_measure
from aligner.evidence.numbers.comparison.same_characters import Unchanged, unchanged_numbers
from aligner.evidence.numbers.comparison.sameness import Sameness
from aligner.evidence.numbers.comparison.showing import shown
from aligner.evidence.numbers.comparison.weights import Weight, weight_of
from aligner.evidence.numbers.number import NumberKind
from aligner.model import Lang, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from aligner.evidence.numbers.number import Number


@dataclass(frozen=True, slots=True)
class Difference:
    """A difference between two numbers that should match, or one number without a match (the other is None).

    Attributes:
        relation: how they differ.
        en: the English number.
        ja: the Japanese number.
        weight: how certain and how large the difference is.
        certain: whether both texts were read with certainty: each number as a whole and in one way. Where one text has
            no number, it has no digits that were not read either.
    """

    relation: Relation
    en: Number | None
    ja: Number | None
    weight: Weight = Weight.FULL
    certain: bool = True


@dataclass(frozen=True, slots=True)
class Comparison:
    """The result of a comparison: pairs that match and differences, each in English order."""

    agreements: tuple[Agreement, ...]
    differences: tuple[Difference, ...]


def compare_numbers(
    en_text: str,
    ja_text: str,
    en_numbers: Sequence[Number],
    ja_numbers: Sequence[Number],
    years: Mapping[Lang, int] | None = None,
) -> Comparison:
    """Match the numbers of two corresponding texts, and name what differs.

    Args:
        en_text: the English text; its words give directions, rules and floors.
        ja_text: the Japanese text.
        en_numbers: its numbers, in order, offsets into ``en_text``.
        ja_numbers: those of the Japanese text.
        years: the last year that is named before each text. It determines the calendar, and the year of a date that
            has none.
    """
    if not en_numbers and not ja_numbers:
        return Comparison((), ())
    en, ja = tuple(en_numbers), tuple(ja_numbers)
    years = years or {}
    agreements, differences = _compared(en_text, ja_text, en, ja, years)
    if differences and (unchanged := unchanged_numbers(en_text, ja_text, en, ja)):
        rest = _without(en, [same.en for same in unchanged]), _without(ja, [same.ja for same in unchanged])
        agreements, differences = _compared(en_text, ja_text, *rest, years)
        agreements += _same_characters(en_text, ja_text, unchanged)
        agreements.sort(key=lambda agreement: agreement.en.start)
    if differences:
        differences = _certain(en_text, ja_text, (en, ja), agreements, differences)
    return Comparison(tuple(agreements), tuple(differences))


def _compared(
    en_text: str,
    ja_text: str,
    en_numbers: tuple[Number, ...],
    ja_numbers: tuple[Number, ...],
    years: Mapping[Lang, int],
) -> tuple[list[Agreement], list[Difference]]:
    """What agrees and what differs as the numbers were read, each in English order."""
    en_idioms, ja_idioms = idiom_spans(en_text, ja_text)
    en_numbers, ja_numbers = outside(en_numbers, en_idioms), outside(ja_numbers, ja_idioms)
    meant_en = as_japanese_counts(en_text, en_numbers, ja_text)
    meant_ja = as_english_counts(ja_text, ja_numbers, en_numbers, en_text)
    en = interpretations(meant_en, en_numbers, meant_ja, Lang.EN)
    ja = interpretations(meant_ja, ja_numbers, meant_en, Lang.JA)
    context = Context(
        en_text, ja_text, tuple(number.meant for number in en), tuple(number.meant for number in ja), years
    )
    matched = _agreements(context)
    crossed = list(exchanged(context, matched))
    wrong = {(i, j): relation for relation, i, j in contradictions(context, matched) if (i, j) not in crossed}
    apart = parts_apart(context, matched)
    differences = [(relation, i, j) for (i, j), relation in wrong.items()] + apart + left_over(context, matched, apart)
    differences.sort(key=lambda difference: (difference[1] is None, difference[1] or difference[2] or 0))
    agreements = [
        Agreement(en[i].written, ja[j].written, agreement.sameness)
        for i, j, agreement in matched
        if wrong.get((i, j)) in _NOTES and (i, j) not in crossed
    ]
    reported = _one_order(context, [_shown(context, en, ja, difference) for difference in differences])
    if crossed:
        sides = [en[i].written for i, _ in crossed], [ja[j].written for _, j in crossed]
        en_shown, ja_shown = _several(en_text, sides[0], Lang.EN), _several(ja_text, sides[1], Lang.JA)
        reported.append(Difference(Relation.SWAPPED, en_shown, ja_shown))
    return agreements, reported


def _shown(
    context: Context, en: Sequence[Interpretation], ja: Sequence[Interpretation], difference: IndexedDifference
) -> Difference:
    """A difference with the numbers as they are shown to a reader."""
    relation, i, j = difference
    en_shown = None if i is None else shown(context.en_text, en[i].written, relation, Lang.EN)
    if j is None:
        return Difference(relation, en_shown, None)
    ja_shown = _with_gloss(context, ja[j]) if i is None else shown(context.ja_text, ja[j].written, relation, Lang.JA)
    return Difference(relation, en_shown, ja_shown)


def _certain(
    en_text: str,
    ja_text: str,
    numbers: tuple[Sequence[Number], Sequence[Number]],
    agreements: Sequence[Agreement],
    differences: Sequence[Difference],
) -> list[Difference]:
    """The differences whose numbers were read with certainty, each with its weight."""
    agreed = [agreement.en for agreement in agreements], [agreement.ja for agreement in agreements]
    en_doubts, ja_doubts = doubts(en_text, numbers[0], ja_text), doubts(ja_text, numbers[1], en_text)
    ages = {lang: _has_age(*side) for lang, *side in zip(Lang, numbers, agreed, strict=True)}
    as_many_weekdays = len({sum("weekday" in number.parts for number in side) for side in numbers}) == 1
    certain = certain_only(differences, en_doubts, ja_doubts, agreed)
    en_figures, ja_figures = (
        OpenFigures.of(text, side, matched)
        for text, side, matched in zip((en_text, ja_text), numbers, agreed, strict=True)
    )
    settled = {
        Lang.EN: [(agreement.en, digit_runs(agreement.ja.text)) for agreement in agreements],
        Lang.JA: [(agreement.ja, digit_runs(agreement.en.text)) for agreement in agreements],
    }
    return [
        replace(
            difference,
            weight=weight_of(difference.en, difference.ja, en_text, ja_text, ages),
            certain=_is_certain(difference.en, difference.ja, en_doubts)
            and _is_certain(difference.ja, difference.en, ja_doubts)
            and (as_many_weekdays or not _is_weekday(difference.en))
            and not _is_of_old_measure(ja_text, difference),
        )
        for difference in certain
        if not (
            _is_read_apart(difference, difference.en, difference.ja, ja_figures, settled[Lang.EN])
            or _is_read_apart(difference, difference.ja, difference.en, en_figures, settled[Lang.JA])
        )
    ]


def _is_certain(number: Number | None, other: Number | None, doubts_of_text: Sequence[Doubt]) -> bool:
    """Whether a number has one reading, or a text without the number holds nothing that was not read.

    A word without a figure and a unit (one, first), or beside a rank, may be no number. A second reading ("24m") is
    excluded by the unit of the other number.
    """
    if number is None:
        return not doubts_of_text
    spelt = not any(char.isdecimal() for char in number.text)
    if spelt and number.kind is NumberKind.CARDINAL and other is not None and other.kind is NumberKind.ORDINAL:
        return False
    is_open = "alternative" in number.parts and (other is None or other.unit != number.unit)
    is_small = number.value is not None and number.value <= _DOZEN
    may_be_word = is_small and (number.kind is NumberKind.CARDINAL or number.value == 1)
    is_bare = number.unit is None and number.low is number.high is None
    is_word = may_be_word and is_bare and spelt
    return number.certain and not is_open and not is_word


def _is_of_old_measure(ja_text: str, difference: Difference) -> bool:
    """Whether a bare English figure may be a metric amount for an old Japanese measure: 793,360 m2, 80町."""
    en, ja = difference.en, difference.ja
    if en is None or ja is None or difference.relation is not Relation.VALUE:
        return False
    return en.unit is None and is_old_measure(ja_text, ja)


def _is_weekday(number: Number | None) -> bool:
    return number is not None and number.parts.keys() == {"weekday"}


def _is_read_apart(
    difference: Difference,
    number: Number | None,
    beside: Number | None,
    others: OpenFigures,
    settled: Iterable[tuple[Number, Sequence[Run]]],
) -> bool:
    """Whether the digits of a number stand in the other text too, where no number that agrees has them.

    Of a range, one end of which agrees, the digits of the other end count.
    """
    if number is None or (beside is not None and difference.relation not in _OF_VALUE):
        return False
    known = {run.digits for own, runs in settled if own.start == number.start for run in runs}
    written = _GLOSS.split(number.text, maxsplit=1)[0]
    return others.hold([run for run in digit_runs(written) if run.digits not in known], beside)


#: What follows the year that is explained: 1629年（寛永6年）.
_GLOSS = re.compile("[(（〔]")
#: Words up to here may be no numbers: "one of them", "at sixes and sevens".
_DOZEN = 12
#: Relations between figures that differ in value.
_OF_VALUE = frozenset({Relation.DIGIT, Relation.SCALE, Relation.VALUE, Relation.SWAPPED, Relation.DATE, Relation.TIME})


def _has_age(numbers: Sequence[Number], agreed: Sequence[Number]) -> bool:
    """Whether a text has an age that is not among the numbers that agree."""
    starts = {number.start for number in agreed}
    return any(number.unit == "year_of_age" and number.start not in starts for number in numbers)


def _without(numbers: tuple[Number, ...], groups: Iterable[Sequence[Number]]) -> tuple[Number, ...]:
    """The numbers that are in none of the groups."""
    left_out = {id(number) for group in groups for number in group}
    return tuple(number for number in numbers if id(number) not in left_out) if left_out else numbers


def _same_characters(en_text: str, ja_text: str, unchanged: Iterable[Unchanged]) -> Iterator[Agreement]:
    """The agreements of strings that both texts hold unchanged: number by number where both readers found as many."""
    for en, ja in unchanged:
        if len(en) == len(ja):
            yield from (Agreement(first, second, Sameness.NAME) for first, second in zip(en, ja, strict=True))
        elif en and ja:
            yield Agreement(_joined(en_text, en), _joined(ja_text, ja), Sameness.NAME)


def _one_order(context: Context, differences: list[Difference]) -> list[Difference]:
    """Numbers that are swapped make one difference, which shows both of them on each side."""
    swapped = [difference for difference in differences if difference.relation is Relation.ORDER]
    if len(swapped) < 2:
        return differences
    en = _joined(context.en_text, [difference.en for difference in swapped if difference.en])
    ja = _joined(context.ja_text, [difference.ja for difference in swapped if difference.ja])
    kept = [difference for difference in differences if difference.relation is not Relation.ORDER]
    return [Difference(Relation.ORDER, en, ja), *kept]


def _with_gloss(context: Context, reading: Interpretation) -> Number:
    """A Japanese number with the year in brackets that explains it: 寛文10年（1670年）."""
    gloss = glossed(reading.meant, context)
    if gloss is None or gloss.start < reading.meant.start:
        return reading.written
    closed = gloss.end + (context.ja_text[gloss.end : gloss.end + 1] in {")", "）"})
    return _joined(context.ja_text, [reading.written, gloss.placed(gloss.start, closed)])


def _several(text: str, numbers: Sequence[Number], lang: Lang) -> Number:
    """Numbers that were exchanged as one, which shows all of them and what they count."""
    joined = _joined(text, numbers)
    span = with_nouns(text, Span(joined.start, joined.end), lang)
    return replace(joined, start=span.start, end=span.end, text=text[span.start : span.end], parts={"several": 2})


def _joined(text: str, numbers: Sequence[Number]) -> Number:
    """Numbers as one that reaches from the first to the last."""
    start, end = min(number.start for number in numbers), max(number.end for number in numbers)
    return replace(numbers[0], start=start, end=end, text=text[start:end])


#: Relations that are reported of pairs that match.
_NOTES = frozenset({None, Relation.CONVERTED})

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


def _agreements(context: Context) -> list[Matched]:
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
