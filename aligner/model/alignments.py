"""Alignments: evidence, beads, links of paragraphs, and the alignment that covers both texts exactly once."""

from __future__ import annotations

from collections.abc import Mapping  # noqa: TC003 - the JSON record is decoded by these annotations
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from aligner.model.texts import Bitext, Lang, Span


class EvidenceKind(StrEnum):
    """What a piece of evidence for or against a bead is about."""

    NUMBER = "number"
    NAME = "name"
    WORD = "word"
    MEANING = "meaning"
    LENGTH = "length"
    SHAPE = "shape"
    PARAGRAPH = "paragraph"
    KIND = "kind"
    TIME = "time"


@dataclass(frozen=True, slots=True)
class Evidence:
    """A reason for (``weight`` > 0) or against (< 0) a bead, in log-odds, with the spans it rests on.

    A span is None where the reason concerns the whole bead, or where one side has nothing to show.
    """

    kind: EvidenceKind
    en: Span | None
    ja: Span | None
    weight: float
    note: str


class Alone(NamedTuple):
    """A segment of a bead that may be a null bead instead, and the probability of that."""

    lang: Lang
    segment: int
    probability: float


@dataclass(frozen=True, slots=True)
class Bead:
    """A group of consecutive English segments and the corresponding group of Japanese segments; one may be empty.

    Attributes:
        id: its index in the alignment.
        en: the English segments.
        ja: the Japanese segments.
        confidence: the calibrated probability that the bead is right.
        score: its log-odds, the sum of ``features`` times the published weights.
        moved: whether it breaks the order of the other beads.
        features: the value of each feature.
        evidence: the evidence for and against it.
        alone: segments of a bead of three and more segments that may be null beads instead.

    Raises:
        ValueError: when both sides are empty, segments are not consecutive, or the confidence is not within 0 and 1.
    """

    id: int
    en: tuple[int, ...]
    ja: tuple[int, ...]
    confidence: float
    score: float = 0.0
    moved: bool = False
    features: Mapping[str, float] = field(default_factory=dict)
    evidence: tuple[Evidence, ...] = ()
    alone: tuple[Alone, ...] = ()

    def __post_init__(self) -> None:
        if not self.en and not self.ja:
            raise ValueError("a bead needs a segment")
        for side in (self.en, self.ja):
            if side and side != tuple(range(side[0], side[0] + len(side))):
                raise ValueError(f"the segments of a bead are consecutive, not {side}")
        if not 0.0 <= self.confidence <= 1.0:
            raise ValueError(f"a confidence lies in 0..1, not {self.confidence}")

    def side(self, lang: Lang) -> tuple[int, ...]:
        """The segments on one side."""
        return self.en if lang is Lang.EN else self.ja

    @property
    def paired(self) -> bool:
        """Whether both sides hold segments."""
        return bool(self.en and self.ja)


@dataclass(frozen=True, slots=True)
class ParagraphLink:
    """Paragraphs that correspond, one side possibly empty; derived from confident beads that were not moved."""

    en: tuple[int, ...]
    ja: tuple[int, ...]
    confidence: float


@dataclass(frozen=True, slots=True)
class Alignment:
    """The beads of a bitext.

    Beads are in canonical order: by English position, a Japanese null bead right after the bead of the segment before
    it.

    Raises:
        ValueError: when the ids of the beads are not consecutive, or the beads do not cover every segment exactly once.
    """

    bitext: Bitext
    beads: tuple[Bead, ...]
    links: tuple[ParagraphLink, ...] = ()

    def __post_init__(self) -> None:
        if [bead.id for bead in self.beads] != list(range(len(self.beads))):
            raise ValueError("bead ids are not consecutive")
        for lang in Lang:
            covered = sorted(k for bead in self.beads for k in bead.side(lang))
            if covered != list(range(len(self.bitext.side(lang).segments))):
                raise ValueError(f"the beads do not cover every {lang} segment exactly once")
