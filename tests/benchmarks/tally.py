"""Counts of right beads by document, the scores they give, and how far the scores would swing over other documents.

Scores are those of the alignment literature (see `aligner.gold.scores`). An interval is the middle 95% of the scores of
300 samples of the documents, drawn with replacement from a fixed seed.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from random import Random
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from tests.benchmarks.gold_sets import Bead

SAMPLES = 300


class Counts(NamedTuple):
    """Of one document: beads and gaps that were found, that were wanted, and that are both."""

    right: int
    found: int
    pairs_right: int
    pairs_wanted: int
    gaps_right: int
    gaps_found: int
    gaps_wanted: int


def count(gold: frozenset[Bead], found: frozenset[Bead]) -> Counts:
    """The counts of a document; one-sided beads are single segments in both."""
    right = gold & found
    pairs = sum(all(bead) for bead in right)
    return Counts(
        right=len(right),
        found=len(found),
        pairs_right=pairs,
        pairs_wanted=sum(all(bead) for bead in gold),
        gaps_right=len(right) - pairs,
        gaps_found=sum(not all(bead) for bead in found),
        gaps_wanted=sum(not all(bead) for bead in gold),
    )


@dataclass
class Tally:
    """An aligner's counts over the documents of a set, the segments of both sides, and the seconds it took."""

    documents: list[Counts] = field(default_factory=list)
    segments: int = 0
    seconds: float = 0.0

    @property
    def strict(self) -> float:
        """F1 of beads that are right to the segment: precision over all, recall over two-sided ones."""
        return strict(self.documents)

    @property
    def strict_interval(self) -> tuple[float, float]:
        """The middle 95% of `strict` over other samples of the documents."""
        return interval(self.documents, strict)

    @property
    def gap_precision(self) -> float:
        """The share of the segments left alone that the gold leaves alone."""
        return _share(self.documents, "gaps_right", "gaps_found")

    @property
    def gap_recall(self) -> float:
        """The share of the segments the gold leaves alone that are left alone."""
        return _share(self.documents, "gaps_right", "gaps_wanted")

    @property
    def gap_f1(self) -> float:
        """The harmonic mean of the two."""
        return _f1(self.gap_precision, self.gap_recall)

    @property
    def speed(self) -> float:
        """Segments a second, both sides counted."""
        return self.segments / self.seconds if self.seconds else 0.0


def strict(documents: Sequence[Counts]) -> float:
    """Strict F1 over documents taken together."""
    return _f1(_share(documents, "right", "found"), _share(documents, "pairs_right", "pairs_wanted"))


def interval(documents: Sequence[Counts], score: Callable[[Sequence[Counts]], float]) -> tuple[float, float]:
    """The middle 95% of a score over samples of the documents."""
    draw = Random(0)
    values = sorted(score(draw.choices(documents, k=len(documents))) for _ in range(SAMPLES))
    outside = SAMPLES // 40
    return values[outside], values[-outside - 1]


def _share(documents: Sequence[Counts], part: str, whole: str) -> float:
    base = sum(getattr(counts, whole) for counts in documents)
    return sum(getattr(counts, part) for counts in documents) / base if base else 0.0


def _f1(precision: float, recall: float) -> float:
    both = precision + recall
    return 2 * precision * recall / both if both else 0.0
