"""The figures of a report: the amount of text, the amount of unpaired text, and the compared items that agree."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from aligner.evidence.numbers.comparison.differences import Relation
from aligner.findings.locations import measure as amount
from aligner.findings.number_check import check_numbers, tally
from aligner.model import Alignment, Bead, FindingKind, Lang, ParagraphKind, Span
from aligner.outputs.report.name_counts import NameCheck, check_names

if TYPE_CHECKING:
    from collections.abc import Sequence
    from collections.abc import Set as AbstractSet

    from aligner.model import Finding, NumberTally, Record

#: Certainty is high from this confidence: confidences are calibrated, so at most one of ten such pairs is wrong.
HIGH = 0.9
#: Certainty is low below this confidence, and the pair should be checked: four or more of ten such pairs are wrong.
MEDIUM = 0.6


class Certainty(StrEnum):
    """How certain a pair is, in the words of the report."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


@dataclass(frozen=True, slots=True)
class Unpaired:
    """The text of one side without counterpart: segments, words (or characters), runs."""

    segments: tuple[int, ...]
    amount: int
    places: int
    bylines: bool


@dataclass(frozen=True, slots=True)
class Agreement:
    """How many of the compared items agree."""

    agreeing: int
    compared: int

    @property
    def complete(self) -> bool:
        """Whether items were compared and all agree."""
        return 0 < self.compared == self.agreeing


class SpanPair(NamedTuple):
    """A span of the English text and a span of the Japanese text."""

    en: Span
    ja: Span


@dataclass(frozen=True, slots=True)
class Figures:
    """All of them for one alignment.

    ``alone`` is the number of sentences without a counterpart, and ``unpaired`` are those of them that a shown finding
    is about. ``matched_numbers`` are those that agree, by bead; ``plain_numbers`` those of them whose agreement a
    reader sees.
    """

    sentences: dict[Lang, int]
    alone: dict[Lang, int]
    pairs: int
    unpaired: dict[Lang, Unpaired]
    numbers: Agreement
    matched_numbers: dict[int, tuple[SpanPair, ...]]
    plain_numbers: tuple[SpanPair, ...]
    names: NameCheck
    certainty: dict[Certainty, int]

    @property
    def agree(self) -> bool:
        """Whether everything that was compared agrees: the sentences, the numbers, and the names."""
        return self.numbers.complete and not self.names.uneven and not any(self.alone.values())


def measure(record: Record, shown: Sequence[Finding] | None = None) -> Figures:
    """The figures of an alignment; a number that a finding is about does not count as one that agrees.

    Args:
        record: the alignment and its findings.
        shown: the findings that are shown; None for all. Text whose finding is not shown does not count as unpaired.
    """
    hidden = _segments(record.findings) - _segments(record.findings if shown is None else shown)
    alignment = record.alignment
    paired = [bead for bead in alignment.beads if bead.paired]
    levels = [certainty(bead) for bead in paired]
    numbers = record.numbers or tally(check_numbers(alignment))
    return Figures(
        sentences={lang: len(alignment.bitext.side(lang).segments) for lang in Lang},
        alone={lang: sum(len(bead.side(lang)) for bead in alignment.beads if not bead.paired) for lang in Lang},
        pairs=len(paired),
        unpaired={lang: _unpaired(alignment, lang, hidden) for lang in Lang},
        numbers=Agreement(len(numbers.matches) - _by_the_letter(record.findings), numbers.compared),
        matched_numbers=_matched(numbers),
        plain_numbers=_plain(numbers),
        names=check_names(alignment),
        certainty={level: levels.count(level) for level in Certainty},
    )


def _by_the_letter(findings: Sequence[Finding]) -> int:
    """How many numbers agree only in prose, if the profile reports that."""
    return sum(
        finding.kind is FindingKind.NUMBER and finding.detail.get("relation") == Relation.LOOSE_BOUND
        for finding in findings
    )


def certainty(bead: Bead) -> Certainty:
    """The certainty of a bead."""
    if bead.confidence >= HIGH:
        return Certainty.HIGH
    return Certainty.MEDIUM if bead.confidence >= MEDIUM else Certainty.LOW


def _segments(findings: Sequence[Finding]) -> AbstractSet[tuple[Lang, int]]:
    """The segments that findings are about."""
    return {(lang, segment) for finding in findings for lang in Lang for segment in finding.side(lang)}


def _unpaired(alignment: Alignment, lang: Lang, hidden: AbstractSet[tuple[Lang, int]]) -> Unpaired:
    """Text without a counterpart, except for hidden segments. Markup is not counted, because readers do not see it."""
    document = alignment.bitext.side(lang)
    kinds = {
        segment: document.paragraphs[document.segments[segment].paragraph].kind
        for bead in alignment.beads
        if not bead.paired
        for segment in bead.side(lang)
        if (lang, segment) not in hidden
    }
    segments = sorted(segment for segment, kind in kinds.items() if kind is not ParagraphKind.MARKUP)
    return Unpaired(
        segments=tuple(segments),
        amount=amount(document, segments),
        places=runs(segments),
        bylines=bool(segments) and all(kinds[segment] is ParagraphKind.DATELINE for segment in segments),
    )


def runs(segments: Sequence[int]) -> int:
    """How many runs of consecutive numbers an ascending sequence has.

    >>> runs([2, 3, 4, 16])
    2
    """
    return bool(segments) + sum(after != before + 1 for before, after in pairwise(segments))


def _matched(numbers: NumberTally) -> dict[int, tuple[SpanPair, ...]]:
    by_bead: defaultdict[int, list[SpanPair]] = defaultdict(list)
    for match in numbers.matches:
        by_bead[match.bead].append(SpanPair(match.en, match.ja))
    return {bead: tuple(pairs) for bead, pairs in by_bead.items()}


def _plain(numbers: NumberTally) -> tuple[SpanPair, ...]:
    """The pairs that agree in full, one to one: not the ends of a range against the whole of it."""
    en, ja = Counter(match.en for match in numbers.matches), Counter(match.ja for match in numbers.matches)
    return tuple(
        SpanPair(match.en, match.ja) for match in numbers.matches if match.in_full and en[match.en] == ja[match.ja] == 1
    )
