"""What the server sends to the page, as types. They are encoded as JSON; `schema` gives the JSON schema.

Rules: offsets are in UTF-16 code units, as JavaScript counts. A text for a reader is a mapping of both languages. What
the answers mean, and which address gives which, is in `review.web`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple, TypeAlias

import msgspec

from aligner.model import EvidenceKind, FindingKind, Lang, ParagraphKind, Severity
from aligner.outputs.report.statistics import Certainty
from aligner.review.model import Maker, Status

#: A text in both languages.
Texts: TypeAlias = Mapping[str, str]


class Mark(NamedTuple):
    """A stretch of a segment that is highlighted."""

    segment: int
    start: int
    end: int


class SegmentView(msgspec.Struct, frozen=True):
    """A segment; ``starts``: it is the first of its paragraph; ``changed``: its text is not the file's."""

    id: int
    text: str
    line: int
    paragraph: int
    kind: ParagraphKind
    starts: bool
    changed: bool


class Row(msgspec.Struct, frozen=True):
    """A bead with its segments and the ids of its findings; ``place`` is its place in the table."""

    id: int
    place: int
    en: Sequence[SegmentView]
    ja: Sequence[SegmentView]
    confidence: float
    level: Certainty
    moved: bool
    made: Maker
    confirmed: bool
    comment: str
    findings: Sequence[int]


class FindingView(msgspec.Struct, frozen=True):
    """A finding with the decision about it.

    Attributes:
        less_certain: whether it is not certain enough to be shown, and nobody has decided or commented on it.
        missing: whether it is about text of the original without a translation.
        possible: whether its certainty is too low to word it as a fact.
        place: the place of its first bead in the table; -1 where it is about no segment.
        places: the first bead of each of its places, if it has several, in the order of the table.
        alike: how many findings a decision for all that are alike reaches, itself included.
    """

    id: int
    kind: FindingKind
    relation: str
    name: Texts
    severity: Severity
    certainty: float
    level: Certainty
    less_certain: bool
    message: Texts
    missing: bool
    possible: bool
    place: int
    places: Sequence[int]
    beads: Sequence[int]
    status: Status
    reason: str
    comment: str
    alike: int
    marks: Mapping[Lang, Sequence[Mark]]


class Progress(msgspec.Struct, frozen=True):
    """How far the work is.

    Attributes:
        findings: the findings that count; less certain ones only if they were asked for. So do the next two.
        decided: those that are decided.
        open: those that are open, by severity.
        less_certain: less certain findings, whether they count or not.
        beads: the pairs and gaps.
        confirmed: those that are confirmed.
        resolved: findings that an action made go away.
    """

    findings: int
    decided: int
    open: Mapping[Severity, int]
    less_certain: int
    beads: int
    confirmed: int
    resolved: int


class Bucket(msgspec.Struct, frozen=True, rename={"first": "from"}):
    """A stretch of the table, for the map; ``worst`` is of its open findings, ``confidence`` the lowest."""

    first: int
    rows: int
    worst: Severity | None
    open: int
    decided: int
    unpaired: int
    confirmed: int
    confidence: float


class Rows(msgspec.Struct, frozen=True, rename={"first": "from"}):
    """A window of the table."""

    version: int
    first: int
    total: int
    rows: Sequence[Row]


class Findings(msgspec.Struct, frozen=True, rename={"first": "from"}):
    """A window of the findings; ``withheld``: how many more would match if less certain ones could pass."""

    version: int
    first: int
    total: int
    withheld: int
    findings: Sequence[FindingView]


class FindingRows(msgspec.Struct, frozen=True):
    """A finding with its rows and those around them."""

    version: int
    finding: FindingView
    rows: Sequence[Row]


class NextFinding(msgspec.Struct, frozen=True):
    """The next finding, and its number among those that match."""

    version: int
    finding: FindingView | None
    number: int
    total: int


class DocumentMap(msgspec.Struct, frozen=True):
    """The whole document in stretches."""

    version: int
    total: int
    buckets: Sequence[Bucket]


class Hit(msgspec.Struct, frozen=True):
    """A place where a text was found."""

    place: int
    bead: int
    lang: Lang
    sentence: int
    start: int
    end: int


class Hits(msgspec.Struct, frozen=True):
    """A window of the hits of a search."""

    version: int
    total: int
    hits: Sequence[Hit]


class Reason(msgspec.Struct, frozen=True):
    """A piece of evidence for an alternative, in words and with its places."""

    weight: float
    strength: Texts
    said: Mapping[Lang, str]
    en: Sequence[Mark] | None
    ja: Sequence[Mark] | None


class BeadReason(Reason, frozen=True):
    """A piece of evidence for a bead."""

    kind: EvidenceKind


class AlternativeView(msgspec.Struct, frozen=True):
    """A bead that was considered instead."""

    en: Sequence[int]
    ja: Sequence[int]
    probability: float
    said: Texts
    reasons: Sequence[Reason]


class Evidence(msgspec.Struct, frozen=True):
    """Why a bead is as it is; the weightiest reasons come first."""

    version: int
    bead: int
    confidence: float
    level: Certainty
    made: Maker
    reasons: Sequence[BeadReason]
    runners_up: Sequence[AlternativeView]


class Label(msgspec.Struct, frozen=True):
    """An action that can be undone or redone."""

    kind: str
    name: Texts


class SideView(msgspec.Struct, frozen=True):
    """The file of a side."""

    name: str
    counted: str
    sentences: int


class KindCount(msgspec.Struct, frozen=True):
    """How many findings there are of a kind."""

    kind: FindingKind
    name: Texts
    count: int


class StatusCount(msgspec.Struct, frozen=True):
    """How many findings have a status."""

    status: Status
    name: Texts
    count: int


class ReasonChoice(msgspec.Struct, frozen=True):
    """A reason of the closed list, with the statuses it goes with; ``comment``: it needs one."""

    reason: str
    name: Texts
    status: Sequence[Status]
    comment: bool


class StaleFile(msgspec.Struct, frozen=True):
    """A text that changed on disk."""

    name: str
    problem: Texts


class FormatChoice(msgspec.Struct, frozen=True):
    """A format of the export."""

    format: str
    name: Texts
    suffix: str


class Limits(msgspec.Struct, frozen=True):
    """The most characters of a text and of a comment."""

    text: int
    comment: int


class Overview(msgspec.Struct, frozen=True):
    """Everything that the page needs to know first."""

    version: int
    name: str
    program: str
    source: Lang
    source_known: bool
    sides: Mapping[Lang, SideView]
    editable: Lang
    progress: Progress
    kinds: Sequence[KindCount]
    severities: Mapping[Severity, int]
    statuses: Sequence[StatusCount]
    reasons: Sequence[ReasonChoice]
    undo: Label | None
    redo: Label | None
    stale: Sequence[StaleFile]
    carried: Mapping[str, Any] | None
    formats: Sequence[FormatChoice]
    limits: Limits


class Draft(msgspec.Struct, frozen=True):
    """A text that was written and not yet saved; ``bead`` is None if what it was written for is gone."""

    place: str
    text: str
    bead: int | None


class Drafts(msgspec.Struct, frozen=True):
    """All drafts, the oldest first."""

    drafts: Sequence[Draft]


class JournalRow(msgspec.Struct, frozen=True):
    """A row of the journal in words; ``about`` quotes the texts as they were."""

    version: int
    time: str
    tab: str
    kind: str
    who: str
    name: Texts
    said: Texts
    about: Mapping[str, Any]
    comment: str
    undone: bool


class Journal(msgspec.Struct, frozen=True):
    """A window of the journal, newest first."""

    rows: Sequence[JournalRow]


class ChangeEvent(msgspec.Struct, frozen=True):
    """What an action changed, for every tab.

    Attributes:
        everything: whether the texts are others, so that all must be fetched again.
        beads: beads that are new or changed.
        gone: beads that are gone.
        findings: findings that are new, changed or gone.
        structure: whether rows came, went or moved.
    """

    version: int
    kind: str
    tab: str
    everything: bool
    beads: Sequence[int]
    gone: Sequence[int]
    findings: Sequence[int]
    structure: bool
    progress: Progress


class Steps(msgspec.Struct, frozen=True):
    """What can be undone and redone now."""

    undo: Label | None
    redo: Label | None


class Done(ChangeEvent, frozen=True):
    """The answer to an action."""

    state: Steps


class Error(msgspec.Struct, frozen=True):
    """Why something was refused."""

    code: str
    message: Texts


class Refusal(msgspec.Struct, frozen=True):
    """The answer to what is refused."""

    error: Error


class Stale(Refusal, frozen=True):
    """The answer to an action on an older state, with what happened since; None where that is too long ago."""

    version: int
    changes: Sequence[ChangeEvent] | None
    progress: Progress


#: The answers by the first part of their address.
ANSWERS: Mapping[str, type[msgspec.Struct]] = {
    "session": Overview,
    "rows": Rows,
    "findings": Findings,
    "finding": FindingRows,
    "next": NextFinding,
    "map": DocumentMap,
    "search": Hits,
    "evidence": Evidence,
    "drafts": Drafts,
    "history": Journal,
    "action": Done,
    "stale": Stale,
    "refusal": Refusal,
}


def schema(answer: str) -> dict[str, Any]:
    """The JSON schema of an answer.

    >>> schema("map")["$ref"]
    '#/$defs/DocumentMap'
    """
    return msgspec.json.schema(ANSWERS[answer])
