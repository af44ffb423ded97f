"""Compares the numbers of corresponding texts, and counts those that match.

Numbers are read segment by segment, so that none crosses a sentence end, and compared bead by bead. Rule: a number that
is missing in a bead but present in a neighbouring one is not reported, because the alignment may be wrong there. Read
next: `numbers`, which makes findings of the differences.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass, replace
from itertools import islice
from typing import TYPE_CHECKING

from aligner.evidence.numbers import read_numbers
from aligner.evidence.numbers.comparison.agreement import agree
from aligner.evidence.numbers.comparison.differences import Difference, Relation
from aligner.evidence.numbers.comparison.interpretations import meanings
from aligner.evidence.numbers.comparison.pairing import Comparison, compare_numbers
from aligner.evidence.numbers.comparison.sameness import Sameness
from aligner.evidence.numbers.tables import scaled_numbers
from aligner.findings.kinds import kinds
from aligner.model import (
    LANGS,
    NO_LANGUAGE,
    Alignment,
    Bead,
    Bitext,
    Document,
    FindingKind,
    Lang,
    NumberMatch,
    NumberTally,
    Span,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from aligner.evidence.numbers.number import Number


@dataclass(frozen=True, slots=True)
class NumberPair:
    """Two matching numbers with document offsets, and their bead."""

    bead: int
    en: Number
    ja: Number
    sameness: Sameness


@dataclass(frozen=True, slots=True)
class NumberDifference:
    """A difference with document offsets, and its bead.

    Attributes:
        bead: the id of the bead.
        difference: the difference.
        agreeing: how many numbers of the bead match.
        neighbour: whether a bead close by contains one of the numbers on the other side.
    """

    bead: int
    difference: Difference
    agreeing: int = 0
    neighbour: bool = False


@dataclass(frozen=True, slots=True)
class NumberCheck:
    """The result of the check: matching pairs and differences, in the order of the beads."""

    pairs: tuple[NumberPair, ...]
    differences: tuple[NumberDifference, ...]

    @property
    def agreeing(self) -> int:
        """The number of matching pairs."""
        return len(self.pairs)

    @property
    def loose_bounds(self) -> tuple[NumberDifference, ...]:
        """Matching limits that differ by the letter, such as "over 100" and 100以上, as differences."""
        matching = Counter(pair.bead for pair in self.pairs)
        return tuple(
            NumberDifference(
                pair.bead, Difference(Relation.LOOSE_BOUND, pair.en, pair.ja), agreeing=matching[pair.bead] - 1
            )
            for pair in self.pairs
            if pair.sameness is Sameness.BOUND
        )

    @property
    def compared(self) -> int:
        """The number of pairs compared: those that match and those reported as wrong or missing, without notes."""
        relations = kinds()[FindingKind.NUMBER].relations
        return self.agreeing + sum(
            not relations[difference.difference.relation].is_note for difference in self.differences
        )


def check_numbers(
    alignment: Alignment, numbers_read: Mapping[Lang, Sequence[tuple[Number, ...]]] | None = None
) -> NumberCheck:
    """Compare the numbers of every pair of corresponding texts.

    Args:
        alignment: the beads whose numbers are compared.
        numbers_read: the numbers of every segment by language, offsets relative to the segment; None reads them.
    """
    pairs: list[NumberPair] = []
    differences: list[NumberDifference] = []
    neighbours = _Neighbours(alignment.beads)
    years: dict[Lang, int] = {}
    if numbers_read is None:
        numbers_read = {lang: _read_segments(alignment.bitext.side(lang)) for lang in LANGS}
    numbers = {lang: _numbers_of_text(alignment.bitext.side(lang), numbers_read[lang]) for lang in LANGS}
    scaled = {lang: scaled_numbers(alignment.bitext.side(lang), numbers[lang]) for lang in LANGS}
    for bead in alignment.beads:
        if not any(numbers[lang][k] for lang in LANGS for k in bead.side(lang)):
            continue
        en, ja = (_BeadText(alignment.bitext.side(lang), bead.side(lang), numbers[lang]) for lang in (Lang.EN, Lang.JA))
        compared = _NOTHING
        if en.text and ja.text:
            compared = compare_numbers(en.text, ja.text, en.numbers, ja.numbers, years)
            if any(k in scaled[lang] for lang in LANGS for k in bead.side(lang)):
                en, ja, compared = _in_scale(alignment.bitext, bead, (en, ja, compared), numbers, scaled)
        years |= {
            lang: year
            for lang, side in ((Lang.EN, en), (Lang.JA, ja))
            if (year := _last_year(side.numbers)) is not None
        }
        pairs += (
            NumberPair(bead.id, en.place(a.en), ja.place(a.ja), a.sameness)
            for a in compared.agreements
            if not (a.en.is_worded_date or a.ja.is_worded_date)
        )
        for difference in compared.differences:
            sides = (
                None if difference.en is None else en.place(difference.en),
                None if difference.ja is None else ja.place(difference.ja),
            )
            placed = replace(difference, en=sides[0], ja=sides[1])
            differences.append(NumberDifference(bead.id, placed, agreeing=len(compared.agreements)))
        neighbours.add(Lang.EN, bead.id, en, [agreement.en for agreement in compared.agreements])
        neighbours.add(Lang.JA, bead.id, ja, [agreement.ja for agreement in compared.agreements])
    return NumberCheck(tuple(pairs), tuple(neighbours.unexplained(differences)))


def _in_scale(
    bitext: Bitext,
    bead: Bead,
    plain: tuple[_BeadText, _BeadText, Comparison],
    numbers: Mapping[Lang, Sequence[tuple[Number, ...] | None]],
    scaled: Mapping[Lang, Mapping[int, tuple[Number, ...]]],
) -> tuple[_BeadText, _BeadText, Comparison]:
    """Compare two table rows with the scales that their tables declare.

    If both rows have the same scales, the figures are compared as written. If both have different scales, the amounts
    are compared. If one has none, its scale is not known, and the comparison with fewer differences counts.
    """
    factors = {
        lang: {
            (n.parts["factor"], n.unit) for k in bead.side(lang) for n in scaled[lang].get(k, ()) if "factor" in n.parts
        }
        for lang in LANGS
    }
    if factors[Lang.EN] == factors[Lang.JA] and factors[Lang.EN]:
        return plain
    en, ja = (
        _BeadText(
            bitext.side(lang), bead.side(lang), {k: scaled[lang].get(k, numbers[lang][k]) for k in bead.side(lang)}
        )
        for lang in (Lang.EN, Lang.JA)
    )
    compared = compare_numbers(en.text, ja.text, en.numbers, ja.numbers)
    known = all(factors.values()) or not any(factors.values())
    return (en, ja, compared) if known or len(compared.differences) < len(plain[2].differences) else plain


def _last_year(numbers: Sequence[Number]) -> int | None:
    """Return the last year of a date in a text."""
    years = (number.parts.get("year") for number in reversed(numbers))
    return next((year for year in years if isinstance(year, int)), None)


#: The result for a bead with one side.
_NOTHING = Comparison((), ())


def _read_segments(document: Document) -> list[tuple[Number, ...]]:
    return [read_numbers(document.segment_text(segment.id), document.lang) for segment in document.segments]


def _numbers_of_text(document: Document, numbers: Sequence[tuple[Number, ...]]) -> list[tuple[Number, ...] | None]:
    """Return the numbers of every segment; None for segments that are not compared."""
    return [
        None if document.paragraphs[segment.paragraph].kind in NO_LANGUAGE else read
        for segment, read in zip(document.segments, numbers, strict=True)
    ]


class _BeadText:
    """One side of a bead as one text, with its numbers, and the mapping of its offsets to the document."""

    def __init__(
        self,
        document: Document,
        segments: tuple[int, ...],
        numbers: Sequence[tuple[Number, ...] | None] | Mapping[int, tuple[Number, ...] | None],
    ) -> None:
        self.numbers: list[Number] = []
        self.text = ""
        self._starts: list[int] = []
        self._offsets: list[int] = []
        for k in segments:
            of_segment = numbers[k]
            if of_segment is None:
                continue
            here = len(self.text)
            self._starts.append(here)
            self._offsets.append(document.segments[k].start - here)
            self.numbers += (n.placed(n.start + here, n.end + here) for n in of_segment) if here else of_segment
            self.text += document.segment_text(k) + "\n"

    def place(self, number: Number) -> Number:
        """Return a number of this text with its offsets in the document."""
        start, end = self._place(number.start), self._place(number.end - 1) + 1
        return number.placed(start, end)

    def _place(self, offset: int) -> int:
        return offset + self._offsets[bisect_right(self._starts, offset) - 1]


class _Neighbours:
    """The numbers of each bead, and which of them have no match in it."""

    def __init__(self, beads: Sequence[Bead]) -> None:
        self._beads = beads
        self._all: dict[Lang, list[list[Number]]] = {lang: [[] for _ in beads] for lang in LANGS}
        self._left: dict[Lang, list[list[Number]]] = {lang: [[] for _ in beads] for lang in LANGS}

    def add(self, lang: Lang, bead: int, text: _BeadText, agreed: Sequence[Number]) -> None:
        """Keep the first numbers of one side of a bead; those that ``agreed`` are not left over."""
        self._all[lang][bead] = text.numbers[:_PER_BEAD]
        if len(agreed) < len(text.numbers) or len(agreed) > _PER_BEAD:
            left = (n for n in text.numbers if not any(a.start < n.end and n.start < a.end for a in agreed))
            self._left[lang][bead] = list(islice(left, _PER_BEAD))

    def unexplained(self, differences: Sequence[NumberDifference]) -> Iterator[NumberDifference]:
        """Yield the differences that no neighbouring bead explains.

        A number that only one text has is explained by any matching number in the bead before or after, unless this
        bead has a number left over that may be its counterpart. If the bead is unsure, more beads around it are
        searched. A pair of numbers is explained only if both have a match that is left over nearby.
        """
        for difference in differences:
            en, ja = difference.difference.en, difference.difference.ja
            alone = en is None or ja is None
            is_sure = self._beads[difference.bead].confidence >= _SURE
            left, either = (_NEAR, 1) if is_sure else (_NEAR_UNSURE, _NEAR_UNSURE)
            explained = [
                number is None
                or self._has(self._left, left, number, lang, difference.bead)
                or (
                    alone
                    and not self._left[lang.other][difference.bead]
                    and self._has(self._all, either, number, lang, difference.bead)
                )
                for number, lang in ((en, Lang.EN), (ja, Lang.JA))
            ]
            if not all(explained):
                numbers = ((number, lang) for number, lang in ((en, Lang.EN), (ja, Lang.JA)) if number is not None)
                is_near = any(self._has(self._all, _NEAR, number, lang, difference.bead) for number, lang in numbers)
                yield replace(difference, neighbour=is_near)

    @staticmethod
    def _has(numbers: dict[Lang, list[list[Number]]], near: int, number: Number, lang: Lang, bead: int) -> bool:
        """Whether a bead at most ``near`` away has a matching number on the other side."""
        others = numbers[lang.other]
        beads = (k for k in range(bead - near, bead + near + 1) if k != bead and 0 <= k < len(others))
        return any(_agree(number, other, lang) for k in beads for other in others[k])


#: Maximum distance in beads of a match that is left over, and of any match if the bead is less probable than ``_SURE``.
_NEAR, _NEAR_UNSURE = 2, 5
_SURE = 0.7
#: Maximum numbers of a bead that are compared with neighbouring beads.
_PER_BEAD = 64


def _agree(number: Number, other: Number, lang: Lang) -> bool:
    en, ja = (number, other) if lang is Lang.EN else (other, number)
    return any(agree(meant, candidate) is not None for meant in meanings(en) for candidate in meanings(ja))


#: Ways of matching in which both numbers have exactly the same value.
_IN_FULL = frozenset({Sameness.EQUAL, Sameness.ERA, Sameness.CLOCK, Sameness.RATIO, Sameness.UNIT})


def tally(check: NumberCheck) -> NumberTally:
    """Return the counts of compared and matching numbers, for a record."""
    matches = (
        NumberMatch(
            pair.bead, Span(pair.en.start, pair.en.end), Span(pair.ja.start, pair.ja.end), pair.sameness in _IN_FULL
        )
        for pair in check.pairs
    )
    return NumberTally(tuple(matches), check.compared)
