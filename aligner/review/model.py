"""The data types of a review: segment, paragraph, bead and finding as they can be edited, and decisions.

Rules: everything is frozen. Everything has an id that stays while other things change, and a place is counted from the
start of a segment, so that an edit changes the segment it is about and shifts nothing else. The journal holds these
nouns as arrays of their fields in the order declared: a new field comes last and has a default, so that older journals
can be read.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Any, NamedTuple, TypeAlias

import msgspec

from aligner.findings.kinds import Scope, relation_of
from aligner.findings.places import places_in
from aligner.model import (
    Alone,
    Counted,
    EvidenceKind,
    FindingKind,
    Json,
    Lang,
    LeftOut,
    ParagraphKind,
    Severity,
    Span,
    Tag,
)

#: The segments of a bead, English and Japanese.
Sides: TypeAlias = "tuple[tuple[int, ...], tuple[int, ...]]"


class Place(NamedTuple):
    """A stretch of text, counted from the start of a segment; it may reach beyond that segment's end."""

    segment: int
    start: int
    end: int


class Segment(msgspec.Struct, frozen=True, array_like=True):
    """A segment of one side.

    Attributes:
        id: stays while other segments come and go.
        text: its present text.
        lead: the text between the previous segment and this one: white space, markup, or the other language of a
        mixed file.
        paragraph: id of its paragraph.
        line: its line in the file, or the line where it would be.
        rule: the rule that ended it.
        changed: whether its text is not the file's.
    """

    id: int
    text: str
    lead: str
    paragraph: int
    line: int
    rule: str = ""
    changed: bool = False


class PlacedUnit(msgspec.Struct, frozen=True, array_like=True):
    """A unit (`model.Unit`) as the journal holds it."""

    key: str
    state: str = ""
    previous: str | None = None
    tags: tuple[Tag, ...] = ()


class Paragraph(msgspec.Struct, frozen=True, array_like=True):
    """A paragraph of one side, placed by its segments.

    ``before`` and ``after`` count its characters before its first segment and after its last. A paragraph without
    segments is in the lead of the segment ``next`` (None: after the last one); then the two are the distances from its
    start and from its end to that segment.
    """

    id: int
    kind: ParagraphKind
    before: int
    after: int
    next: int | None = None
    origin: str | None = None
    unit: PlacedUnit | None = None
    time: Span | None = None


class PlacedEvidence(msgspec.Struct, frozen=True, array_like=True):
    """A piece of evidence (`model.Evidence`) with its places."""

    kind: EvidenceKind
    en: Place | None
    ja: Place | None
    weight: float
    note: str


class Maker(StrEnum):
    """Who made a bead."""

    FOUND = "found"
    USER = "user"


class Bead(msgspec.Struct, frozen=True, array_like=True):
    """A bead (`model.Bead`) of segments of both sides, with what the user decided about it.

    A bead that the user made or confirmed is ``fixed``: no search changes it.
    """

    id: int
    en: tuple[int, ...]
    ja: tuple[int, ...]
    confidence: float
    score: float = 0.0
    moved: bool = False
    features: Mapping[str, float] = {}
    evidence: tuple[PlacedEvidence, ...] = ()
    made: Maker = Maker.FOUND
    confirmed: bool = False
    comment: str = ""
    alone: tuple[Alone, ...] = ()

    def side(self, lang: Lang) -> tuple[int, ...]:
        """The segments on one side."""
        return self.en if lang is Lang.EN else self.ja

    @property
    def paired(self) -> bool:
        """Whether both sides hold segments."""
        return bool(self.en and self.ja)

    @property
    def fixed(self) -> bool:
        """Whether the user made or confirmed it."""
        return self.confirmed or self.made is Maker.USER


class Finding(msgspec.Struct, frozen=True, array_like=True):
    """A finding (`model.Finding`) whose ``detail`` has places instead of spans.

    ``gone``: an action changed the text or the alignment so that it is no longer reported. Reported again, it is the
    same finding, with its decision.
    """

    id: int
    kind: FindingKind
    severity: Severity
    en: tuple[int, ...]
    ja: tuple[int, ...]
    message: Mapping[str, str]
    fingerprint: str
    detail: Mapping[str, Any] = {}
    gone: bool = False
    certainty: float = 1.0

    def __post_init__(self) -> None:
        msgspec.structs.force_setattr(self, "detail", frozen(self.detail))

    def side(self, lang: Lang) -> tuple[int, ...]:
        """The segments that it is about on one side."""
        return self.en if lang is Lang.EN else self.ja

    @property
    def relation(self) -> str:
        """Its relation (`findings.kinds`)."""
        return str(self.detail.get("relation", ""))

    @property
    def occurs(self) -> bool:
        """Whether it has several places (`findings.recurring`)."""
        return bool(places_in(self.detail))

    @property
    def scope(self) -> Scope:
        """Whether it depends on a segment, a bead or the whole text; with several places, on the whole text."""
        return Scope.TEXT if self.occurs else relation_of(self.kind, self.relation).scope


def frozen(value: Json) -> Json:
    """A JSON value with its arrays as tuples, as records hold them."""
    if isinstance(value, Mapping):
        return {key: frozen(entry) for key, entry in value.items()}
    return tuple(frozen(entry) for entry in value) if isinstance(value, (list, tuple)) else value


class Status(StrEnum):
    """A decision about a finding: 未対応, 要対応, 対応済み, 誤検出, 問題なし."""

    OPEN = "open"
    ACCEPTED = "accepted"
    DONE = "done"
    REJECTED = "rejected"
    ASIDE = "aside"


class Decision(msgspec.Struct, frozen=True, array_like=True):
    """What a person decided about a finding: a status, a reason of the closed list (`decisions`), a comment."""

    status: Status = Status.OPEN
    reason: str = ""
    comment: str = ""


NO_DECISION = Decision()


class About(msgspec.Struct, frozen=True):
    """The file of a side: its name, its encoding, how its places are counted, what was left out. Never changes.

    ``tail`` is the text after the last segment.
    """

    name: str
    encoding: str
    counted: Counted
    tail: str
    left_out: tuple[LeftOut, ...] = ()


class Made(msgspec.Struct, frozen=True):
    """What the record was made with, and whether one file holds both texts. Never changes."""

    version: str
    settings: Mapping[str, Any]
    mixed: bool
