"""What is handed over, item by item: text still to be translated, and what a client is asked or told."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from aligner.findings.kinds import Scope, relation_of
from aligner.findings.locations import measure, say_place
from aligner.messages import say
from aligner.model import Lang, Severity
from aligner.review.build_documents import document_of
from aligner.review.model import Finding, Maker, Status
from aligner.review.views import Views

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from aligner.review.model import Bead
    from aligner.review.state import State

#: Reasons that make a decision something to tell the client, without a comment too.
_TOLD = frozenset({"query", "source-error", "source-changed", "intended-omission", "intended-addition", "cultural"})


@dataclass(frozen=True, slots=True)
class Gap:
    """Text of the original that is still to be translated.

    Attributes:
        place: where it stands.
        source: the sentences.
        target: what the translation has there now: nothing, or text that lacks a part or is not translated.
        before: the pair before it, the original and its translation.
        after: the pair after it.
        words: English words or Japanese characters of it.
        said: what was found.
        comment: what the reviewer wrote.
    """

    place: Mapping[str, str]
    source: tuple[str, ...]
    target: tuple[str, ...]
    before: tuple[str, str]
    after: tuple[str, str]
    words: int
    said: Mapping[str, str]
    comment: str


@dataclass(frozen=True, slots=True)
class Query:
    """A line of the sheet of queries."""

    place: Mapping[str, str]
    source: str
    target: str
    kind: Mapping[str, str]
    said: Mapping[str, str]
    comment: str


def gaps(state: State) -> list[Gap]:
    """What is still to be translated, in order: what was found and not settled otherwise."""
    views = Views(state)
    return [_gap(state, views, note) for note in views.findings if _is_gap(state, note)]


def _is_gap(state: State, note: Finding) -> bool:
    source = state.source
    status = state.decision(note.id).status
    row = relation_of(note.kind, note.relation)
    if not row.untranslated or not note.side(source):
        return False
    if row.scope is Scope.SEGMENT and note.side(source.other):
        return False
    return status is Status.ACCEPTED or (status is Status.OPEN and note.severity is not Severity.INFO)


def _gap(state: State, views: Views, note: Finding) -> Gap:
    source = state.source
    beads = sorted(state.beads_of(note), key=state.place.__getitem__)
    first, last = state.place[beads[0]], state.place[beads[-1]]
    before = next((state.beads[k] for k in reversed(state.table[:first]) if state.beads[k].paired), None)
    after = next((state.beads[k] for k in state.table[last + 1 :] if state.beads[k].paired), None)
    side = note.side(source)
    laid = document_of(state, source, side, whole=False).document
    return Gap(
        place_of(state, source, side),
        tuple(state.segments[source][k].text for k in side),
        tuple(state.segments[source.other][k].text for k in note.side(source.other)),
        _both(state, before),
        _both(state, after),
        measure(laid, range(len(side))),
        views.kind_name(note.kind),
        state.decision(note.id).comment,
    )


def queries(state: State) -> list[Query]:
    """What the client is asked or told, in order: what has a comment, or a decision that concerns them."""
    views = Views(state)
    found: list[tuple[int, int, Query]] = []
    for note in views.findings:
        decision = state.decision(note.id)
        if decision.comment or decision.reason in _TOLD:
            beads = sorted(state.beads_of(note), key=state.place.__getitem__)
            reason = say(f"review.reason_{decision.reason}") if decision.reason else views.kind_name(note.kind)
            pairs = [state.beads[k] for k in beads]
            query = _query(state, pairs, kind=reason, said=note.message, comment=decision.comment)
            found.append((views.note_place(note), 1, query))
    for pair in state.beads.values():
        if pair.comment:
            kind = say("review.query_alignment" if pair.made is Maker.USER else "review.query_comment")
            query = _query(state, [pair], kind=kind, said={"en": "", "ja": ""}, comment=pair.comment)
            found.append((state.place[pair.id], 0, query))
    return [query for _, _, query in sorted(found, key=lambda it: it[:2])]


def _query(
    state: State, pairs: Sequence[Bead], *, kind: Mapping[str, str], said: Mapping[str, str], comment: str
) -> Query:
    sides = {lang: [k for pair in pairs for k in pair.side(lang)] for lang in Lang}
    texts = {lang: _joined(state, lang, sides[lang]) for lang in Lang}
    places = [place_of(state, lang, sides[lang]) for lang in (state.source, state.source.other) if sides[lang]]
    place = {lang: ("\n").join(it[lang] for it in places) for lang in ("en", "ja")}
    return Query(place, texts[state.source], texts[state.source.other], kind, said, comment)


def place_of(state: State, lang: Lang, side: Iterable[int]) -> Mapping[str, str]:
    """Where sentences of one side stand, in both languages."""
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
