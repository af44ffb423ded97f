"""Matches the numbers of two corresponding texts, and detects differences between the rest.

First, every number is matched with an equal one (``matching``), the nearest in order first. A number that is
left is ignored if there is a reason (``excuses``): it is repeated, given in parts, an article, or part of a name. Of
the rest, two numbers in the same place are a difference with a name. A number alone is missing or added, and is
reported only if it is clearly a figure.

Rule: small numbers on one side are not reported if they are in doubt; contradictions between figures are always
reported.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from aligner.evidence.numbers.comparison.agreement import Agreement
from aligner.evidence.numbers.comparison.context import Context
from aligner.evidence.numbers.comparison.contradictions import (
    IndexedDifference,
    contradictions,
    parts_apart,
)
from aligner.evidence.numbers.comparison.conventions import as_english_counts, as_japanese_counts
from aligner.evidence.numbers.comparison.counted import exchanged, with_nouns
from aligner.evidence.numbers.comparison.differences import Difference, Relation
from aligner.evidence.numbers.comparison.glosses import glossed
from aligner.evidence.numbers.comparison.idioms import idiom_spans, outside
from aligner.evidence.numbers.comparison.interpretations import Interpretation, interpretations
from aligner.evidence.numbers.comparison.leftover import left_over
from aligner.evidence.numbers.comparison.matching import matches
from aligner.evidence.numbers.comparison.reported import reported
from aligner.evidence.numbers.comparison.same_characters import Unchanged, unchanged_numbers
from aligner.evidence.numbers.comparison.sameness import Sameness
from aligner.evidence.numbers.comparison.showing import shown
from aligner.model import Lang, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from aligner.evidence.numbers.number import Number


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
        differences = reported(en_text, ja_text, (en, ja), agreements, differences)
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
    meant_en = as_japanese_counts(en_text, en_numbers, ja_numbers, ja_text)
    meant_ja = as_english_counts(ja_text, ja_numbers, en_numbers, en_text)
    en = interpretations(meant_en, en_numbers, meant_ja, Lang.EN)
    ja = interpretations(meant_ja, ja_numbers, meant_en, Lang.JA)
    context = Context(
        en_text, ja_text, tuple(number.meant for number in en), tuple(number.meant for number in ja), years
    )
    matched = matches(context)
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
    as_shown = _one_order(context, [_shown(context, en, ja, difference) for difference in differences])
    if crossed:
        sides = [en[i].written for i, _ in crossed], [ja[j].written for _, j in crossed]
        en_shown, ja_shown = _several(en_text, sides[0], Lang.EN), _several(ja_text, sides[1], Lang.JA)
        as_shown.append(Difference(Relation.SWAPPED, en_shown, ja_shown))
    return agreements, as_shown


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
