"""The nouns of a review: sentences, blocks, pairs, findings, decisions.

Rules: everything is frozen; everything has an id that stays what it is while other things change; places are counted
within a sentence. So an edit changes what it is about and shifts nothing else.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from aligner.findings.kinds import relation_of
from aligner.model import Lang

if TYPE_CHECKING:
    from collections.abc import Mapping

    from aligner.findings.kinds import Scope
    from aligner.model import Alone, Counted, EvidenceKind, FindingKind, Json, ParagraphKind, Severity, Span, Unit


class Place(NamedTuple):
    """A stretch of text, counted from the start of a sentence; it may reach beyond that sentence's end."""

    sentence: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Sentence:
    """A segment of one side. ``lead`` is what lies between the sentence before and it.

    Attributes:
        id: stays while other sentences come and go.
        text: as it reads now.
        lead: white space, markup, or the other language of a mixed file.
        block: id of its block.
        line: where it stands in the file, or where it would.
        rule: what ended it.
        changed: whether the text is not the file's.
    """

    id: int
    text: str
    lead: str
    block: int
    line: int
    rule: str = ""
    changed: bool = False


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph of one side, placed by its sentences.

    ``before`` and ``after`` are the characters of it before its first sentence and behind its last. One without
    sentences stands in the lead of the sentence ``next`` (None: behind the last), and the two are the distances from
    its start and from its end to there.
    """

    id: int
    kind: ParagraphKind
    before: int
    after: int
    next: int | None = None
    origin: str | None = None
    unit: Unit | None = None
    time: Span | None = None


@dataclass(frozen=True, slots=True)
class PlacedEvidence:
    """A piece of evidence (`model.Evidence`) with its places."""

    kind: EvidenceKind
    en: Place | None
    ja: Place | None
    weight: float
    note: str


class Maker(StrEnum):
    """Who made a pair."""

    FOUND = "found"
    USER = "user"


@dataclass(frozen=True, slots=True)
class Pair:
    """A bead: sentences of both sides, either possibly none, and what the user said about it.

    What the user made or confirmed is ``fixed``: no search changes it. ``alone`` as in `model.Bead`, of sentences.
    """

    id: int
    en: tuple[int, ...]
    ja: tuple[int, ...]
    confidence: float
    score: float = 0.0
    moved: bool = False
    features: Mapping[str, float] = field(default_factory=dict)
    evidence: tuple[PlacedEvidence, ...] = ()
    made: Maker = Maker.FOUND
    confirmed: bool = False
    comment: str = ""
    alone: tuple[Alone, ...] = ()

    def side(self, lang: Lang) -> tuple[int, ...]:
        """The sentences on one side."""
        return self.en if lang is Lang.EN else self.ja

    @property
    def paired(self) -> bool:
        """Whether both sides hold sentences."""
        return bool(self.en and self.ja)

    @property
    def fixed(self) -> bool:
        """Whether it is the user's word."""
        return self.confirmed or self.made is Maker.USER


@dataclass(frozen=True, slots=True)
class Note:
    """A finding (`model.Finding`); spans in its ``detail`` are places.

    ``gone`` says that text or alignment were mended since, so that it holds no longer. Where the same is found again it
    is the same note, with its decision.
    """

    id: int
    kind: FindingKind
    severity: Severity
    en: tuple[int, ...]
    ja: tuple[int, ...]
    message: Mapping[str, str]
    fingerprint: str
    detail: Mapping[str, Json] = field(default_factory=dict)
    gone: bool = False

    def side(self, lang: Lang) -> tuple[int, ...]:
        """The sentences concerned on one side."""
        return self.en if lang is Lang.EN else self.ja

    @property
    def relation(self) -> str:
        """What kind of its kind it is."""
        return str(self.detail.get("relation", ""))

    @property
    def scope(self) -> Scope:
        """What it depends on."""
        return relation_of(self.kind, self.relation).scope


class Status(StrEnum):
    """What was decided about a finding: 未対応, 要対応, 対応済み, 誤検出, 問題なし."""

    OPEN = "open"
    ACCEPTED = "accepted"
    DONE = "done"
    REJECTED = "rejected"
    ASIDE = "aside"


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person said about a finding: a status, a reason of the closed list (`decisions`), a comment."""

    status: Status = Status.OPEN
    reason: str = ""
    comment: str = ""


NO_DECISION = Decision()


@dataclass(frozen=True, slots=True)
class About:
    """What a side's file is called and how its places are counted; never changes."""

    name: str
    encoding: str
    counted: Counted
    tail: str


@dataclass(frozen=True, slots=True)
class Made:
    """What the record was made with, and whether one file holds both texts; never changes."""

    version: str
    settings: Mapping[str, Json]
    mixed: bool
