"""Findings made anew around a change, with the decisions that were made about them.

Rules: a finding that says the same of the same text is the same one and keeps its decision; what does not hold any
more is gone, not forgotten; findings that need the whole text (styles mixed, terms rendered in several ways) are left
as they are until the text that they point at is edited.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from aligner.findings.kinds import Scope, relation_of
from aligner.model import FindingKind, Lang
from aligner.review.state_records import note_of, places_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from collections.abc import Set as AbstractSet
    from typing import TypeAlias

    from aligner.model import Finding
    from aligner.review.model import Note
    from aligner.review.state import State
    from aligner.review.window import Window

    #: Sentences of both sides: (language, id).
    Sentences: TypeAlias = AbstractSet[tuple[Lang, int]]


def needs_whole(kind: FindingKind, relation: str) -> bool:
    """Whether a finding can only be told from the whole text."""
    return relation_of(kind, relation).scope is Scope.TEXT


def sentences_of(note: Note) -> set[tuple[Lang, int]]:
    """What a finding touches."""
    return {(lang, k) for lang in Lang for k in note.side(lang)}


def with_findings(
    old: State,
    new: State,
    changed: Sentences,
    window: Window,
    *,
    findings: Sequence[Finding],
    untold: AbstractSet[FindingKind],
) -> State:
    """The new state with the findings of a window in place of those that the change may have outdated.

    Args:
        old: the state before the change.
        new: that after it, with its pairs as they are to be.
        changed: the sentences whose text or partners changed.
        window: what the findings were made from.
        findings: all of the window.
        untold: kinds that were not looked for.
    """

    def stays(note: Finding | Note) -> bool:
        return note.kind in untold or needs_whole(note.kind, str(note.detail.get("relation", "")))

    made = [
        replace(
            note_of(finding, window.anchors),
            en=tuple(window.ids[Lang.EN][k] for k in finding.en),
            ja=tuple(window.ids[Lang.JA][k] for k in finding.ja),
        )
        for finding in findings
        if not stays(finding)
    ]
    held = [note for note in new.live() if not stays(note)]
    touched = _reached(changed, [*made, *held])
    before = [note for note in held if touched & sentences_of(note)]
    notes = dict(new.notes)
    _replace(notes, before, [note for note in made if touched & sentences_of(note)])
    for note in list(notes.values()):
        if not note.gone and stays(note) and _outdated(old, new, note):
            notes[note.id] = replace(note, gone=True)
    return replace(new, notes=notes)


def _reached(changed: Sentences, notes: Iterable[Note]) -> set[tuple[Lang, int]]:
    """The sentences that a change reaches by findings: what is told of some of them together is told anew."""
    reached = set(changed)
    waiting = [found for note in notes if (found := sentences_of(note))]
    while True:
        joined = [found for found in waiting if reached & found]
        if not joined:
            return reached
        waiting = [found for found in waiting if not reached & found]
        reached.update(*joined)


def _replace(notes: dict[int, Note], before: Sequence[Note], after: Sequence[Note]) -> None:
    """Put findings in the place of others: what is the same keeps its id, what is not told any more is gone."""
    known: Mapping[tuple[str, str], list[Note]] = defaultdict(list)
    replaced = {note.id for note in before}
    for note in notes.values():
        if note.id in replaced or note.gone:
            known[note.kind, note.fingerprint].append(note)
    for found in known.values():
        # Of several with one text those that hold now come first.
        found.sort(key=lambda note: (note.gone, note.id))
    fresh = max(notes, default=-1) + 1
    kept = set()
    for note in after:
        same = known[note.kind, note.fingerprint]
        if same:
            was = same.pop(0)
            notes[was.id] = replace(note, id=was.id)
            kept.add(was.id)
        else:
            notes[fresh] = replace(note, id=fresh)
            fresh += 1
    for note in before:
        if note.id not in kept:
            notes[note.id] = replace(note, gone=True)


def _outdated(old: State, new: State, note: Note) -> bool:
    """Whether a finding about the whole text points at text, or rests on a pair, that is not there any more."""
    if note.kind is FindingKind.MOVED:
        return any(not new.pairs[bead].moved for bead in new.beads_of(note))
    was = old.notes.get(note.id)
    if was is None:
        return False
    for lang in Lang:
        for before, after in zip(places_of(was, lang), places_of(note, lang), strict=True):
            texts = [
                state.sentences[lang][it.sentence].text[max(it.start, 0) : max(it.end, 0)]
                for state, it in ((old, before), (new, after))
                if it.sentence in state.sentences[lang]
            ]
            if len(texts) < 2 or texts[0] != texts[1]:
                return True
    return False
