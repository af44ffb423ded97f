"""Alignments: reasons, beads, links of paragraphs, and the whole that covers both texts exactly once."""

from __future__ import annotations

from collections.abc import Mapping  # noqa: TC003 - the JSON record is decoded by these annotations
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from aligner.model.texts import Bitext, Lang, Span


class EvidenceKind(StrEnum):
    """What a reason for or against a bead rests on."""

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
    """A segment of a pair that may rather stand alone, and the probability that it does."""

    lang: Lang
    segment: int
    probability: float


@dataclass(frozen=True, slots=True)
class Bead:
    """A group of consecutive English segments and the group of Japanese ones that says the same; either may be empty.

    ``confidence`` is the probability that the bead is right; ``score`` its log-odds, the sum of ``features`` times the
    published weights. ``moved`` marks a bead that breaks the order of the others. ``alone`` tells the segments of a
    pair of three and more that may rather stand alone.
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
    """Paragraphs that correspond, one side possibly empty; derived from the confident beads that were not moved."""

    en: tuple[int, ...]
    ja: tuple[int, ...]
    confidence: float


@dataclass(frozen=True, slots=True)
class Alignment:
    """The beads of a bitext; refuses to exist unless they cover both segment sequences exactly once.

    Beads are in canonical order: by English position, a Japanese one-sided bead right after the bead of the segment
    before it.
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
