"""Decisions about findings: the closed list of reasons, what goes with which status, and which findings are alike."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from msgspec.structs import replace

from aligner.findings.certainty import is_shown
from aligner.model import Lang
from aligner.review.model import NO_DECISION, Decision, Finding, Status
from aligner.review.state_records import places_of
from aligner.text.folding import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from aligner.review.state import State

_JUDGED = (Status.REJECTED, Status.ASIDE)
_TO_MEND = (Status.ACCEPTED, Status.DONE)

#: Reasons by name (the message ``review.reason_NAME``), with the statuses that they go with.
REASONS: Mapping[str, tuple[Status, ...]] = {
    "false-alarm": (Status.REJECTED,),
    "intended-omission": (Status.ASIDE,),
    "intended-addition": (Status.ASIDE,),
    "translators-note": _JUDGED,
    "conversion": _JUDGED,
    "cultural": (Status.ASIDE,),
    "house-style": _JUDGED,
    "agreed-term": _JUDGED,
    "source-error": (Status.ASIDE, Status.ACCEPTED),
    "source-changed": (Status.ASIDE, Status.ACCEPTED),
    "query": (Status.ASIDE, Status.ACCEPTED),
    "mended": (Status.DONE,),
    "mistranslation": _TO_MEND,
    "omission": _TO_MEND,
    "other": (Status.ACCEPTED, Status.DONE, *_JUDGED),
}
#: Reasons that need a comment.
WANT_COMMENT = frozenset({"other"})
#: Statuses that need a reason.
WANT_REASON = frozenset({Status.ASIDE})


class Likeness(NamedTuple):
    """The properties that similar findings share, so that one decision can cover all: kind, relation, and content."""

    kind: str
    relation: str
    about: tuple[str, ...] = ()


def likeness(state: State, finding: Finding, *, loose: bool = False) -> Likeness:
    """The content of a finding: the texts that it marks or, if it marks none, the texts of its sentences.

    Args:
        state: what holds the texts.
        finding: the finding.
        loose: kind and relation alone.
    """
    if loose:
        return Likeness(finding.kind, finding.relation)
    marked = [
        state.segments[lang][place.segment].text[max(place.start, 0) : max(place.end, 0)]
        for lang in Lang
        for place in places_of(finding, lang)
        if place.segment in state.segments[lang]
    ]
    texts = marked or [
        state.segments[lang][k].text for lang in Lang for k in finding.side(lang) if k in state.segments[lang]
    ]
    folded = ["".join(fold(text).split()) for text in texts]
    return Likeness(finding.kind, finding.relation, tuple(dict.fromkeys(folded) if finding.occurs else folded))


def is_less_certain(state: State, finding: Finding) -> bool:
    """Whether a finding is not certain enough to be shown, and nobody has decided or commented on it."""
    return not is_shown(finding) and state.decision(finding.id) == NO_DECISION


def alike(state: State, finding: Finding, *, loose: bool = False, less_certain: bool = True) -> list[int]:
    """All findings that are like one and have the same status, itself included.

    Args:
        state: what holds the findings.
        finding: the finding.
        loose: whether kind and relation alone are compared.
        less_certain: whether other findings that are less certain are included.
    """
    wanted, status = likeness(state, finding, loose=loose), state.decision(finding.id).status
    same = (
        candidate
        for candidate in state.live()
        if candidate.kind is finding.kind
        and state.decision(candidate.id).status is status
        and (less_certain or candidate.id == finding.id or not is_less_certain(state, candidate))
    )
    return [candidate.id for candidate in same if likeness(state, candidate, loose=loose) == wanted]


def decided(state: State, findings: Iterable[int], decision: Decision) -> State:
    """The state with a decision about some findings; the status ``open`` takes one back.

    If the comment is empty, each finding keeps its own comment.
    """
    decisions = dict(state.decisions)
    for id_ in findings:
        old = state.decision(id_)
        new = replace(decision, comment=decision.comment or old.comment)
        if new == NO_DECISION:
            decisions.pop(id_, None)
        else:
            decisions[id_] = new
    return replace(state, decisions=decisions)


def commented(state: State, finding: int, comment: str) -> State:
    """The state with a comment on a finding; an empty one removes it."""
    new = replace(state.decision(finding), comment=comment)
    decisions = {id_: decision for id_, decision in state.decisions.items() if id_ != finding}
    if new != NO_DECISION:
        decisions[finding] = new
    return replace(state, decisions=dict(sorted(decisions.items())))
