"""The items of the exports: text still to be translated, and queries to the client."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from aligner.findings.kinds import Scope, relation_of
from aligner.findings.locations import measure, say_place
from aligner.messages import say
from aligner.model import Lang, Severity
from aligner.review.build_documents import document_of
from aligner.review.model import Finding, Maker, Status
from aligner.review.recurring import at_places
from aligner.review.views import Views

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from aligner.review.model import Bead
    from aligner.review.state import State

#: Reasons that make a decision a query to the client, even without a comment.
_FOR_CLIENT = frozenset(
    {"query", "source-error", "source-changed", "intended-omission", "intended-addition", "cultural"}
)


@dataclass(frozen=True, slots=True)
class Gap:
    """Text of the original that is still to be translated.

    Attributes:
        place: its place in the text.
        source: the sentences.
        target: the present translation: empty, or text that lacks a part or is not translated.
        before: the pair before it, the original and its translation.
        after: the pair after it.
        words: English words or Japanese characters of it.
        message: the name of the kind of the finding.
        comment: what the reviewer wrote.
    """

    place: Mapping[str, str]
    source: tuple[str, ...]
    target: tuple[str, ...]
    before: tuple[str, str]
    after: tuple[str, str]
    words: int
    message: Mapping[str, str]
    comment: str


@dataclass(frozen=True, slots=True)
class Query:
    """A line of the sheet of queries."""

    place: Mapping[str, str]
    source: str
    target: str
    kind: Mapping[str, str]
    message: Mapping[str, str]
    comment: str


def gaps(state: State) -> list[Gap]:
    """Text still to be translated, in order: findings of missing text that no decision settled."""
    views = Views(state)
    open_ = [place for finding in views.findings if _is_gap(state, finding) for place in at_places(finding)]
    return [_gap(state, views, place) for place in sorted(open_, key=views.finding_place)]


def _is_gap(state: State, finding: Finding) -> bool:
    source = state.source
    status = state.decision(finding.id).status
    row = relation_of(finding.kind, finding.relation)
    if not row.untranslated or not finding.side(source):
        return False
    if row.scope is Scope.SEGMENT and finding.side(source.other):
        return False
    return status is Status.ACCEPTED or (status is Status.OPEN and finding.severity is not Severity.INFO)


def _gap(state: State, views: Views, finding: Finding) -> Gap:
    source = state.source
    beads = sorted(state.beads_of(finding), key=state.place.__getitem__)
    first, last = state.place[beads[0]], state.place[beads[-1]]
    before = next((state.beads[k] for k in reversed(state.table[:first]) if state.beads[k].paired), None)
    after = next((state.beads[k] for k in state.table[last + 1 :] if state.beads[k].paired), None)
    side = finding.side(source)
    laid = document_of(state, source, side, whole=False).document
    return Gap(
        place_of(state, source, side),
        tuple(state.segments[source][k].text for k in side),
        tuple(state.segments[source.other][k].text for k in finding.side(source.other)),
        _both(state, before),
        _both(state, after),
        measure(laid, range(len(side))),
        views.kind_name(finding.kind),
        state.decision(finding.id).comment,
    )


def queries(state: State) -> list[Query]:
    """The queries, in order: findings with a comment, or with a reason that concerns the client."""
    views = Views(state)
    placed: list[tuple[int, int, Query]] = []
    for finding in views.findings:
        decision = state.decision(finding.id)
        if decision.comment or decision.reason in _FOR_CLIENT:
            beads = sorted(state.beads_of(at_places(finding)[0]), key=state.place.__getitem__)
            reason = say(f"review.reason_{decision.reason}") if decision.reason else views.kind_name(finding.kind)
            pairs = [state.beads[k] for k in beads]
            query = _query(state, pairs, kind=reason, message=finding.message, comment=decision.comment)
            placed.append((views.finding_place(finding), 1, query))
    for pair in state.beads.values():
        if pair.comment:
            kind = say("review.query_alignment" if pair.made is Maker.USER else "review.query_comment")
            query = _query(state, [pair], kind=kind, message={"en": "", "ja": ""}, comment=pair.comment)
            placed.append((state.place[pair.id], 0, query))
    return [query for _, _, query in sorted(placed, key=lambda entry: entry[:2])]


def _query(
    state: State, pairs: Sequence[Bead], *, kind: Mapping[str, str], message: Mapping[str, str], comment: str
) -> Query:
    sides = {lang: [k for pair in pairs for k in pair.side(lang)] for lang in Lang}
    texts = {lang: _joined(state, lang, sides[lang]) for lang in Lang}
    places = [place_of(state, lang, sides[lang]) for lang in (state.source, state.source.other) if sides[lang]]
    place = {lang: ("\n").join(name[lang] for name in places) for lang in ("en", "ja")}
    return Query(place, texts[state.source], texts[state.source.other], kind, message, comment)


def place_of(state: State, lang: Lang, side: Iterable[int]) -> Mapping[str, str]:
    """The place of segments of one side, in both languages."""
    ids = sorted(side, key=state.position[lang].__getitem__)
    laid = document_of(state, lang, ids, whole=False).document
    return say_place(laid, range(len(ids)), state.source if state.source_known else None)


def _both(state: State, pair: Bead | None) -> tuple[str, str]:
    if pair is None:
        return "", ""
    return _joined(state, state.source, pair.side(state.source)), _joined(
        state, state.source.other, pair.side(state.source.other)
    )


def _joined(state: State, lang: Lang, side: Iterable[int]) -> str:
    return (" " if lang is Lang.EN else "").join(state.segments[lang][k].text for k in side)
