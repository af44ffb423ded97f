"""Evidence and findings after an action, with the decisions made about them.

Where the window is the whole review, the analysis reports what a fresh check of the edited texts reports with the same
beads. Where it is a part, findings that depend on the whole text stay until the text they point at is edited. Of a
finding with several places (`recurring`), the places in the edited text are replaced.

Rules: a finding that reports the same about the same text is the same finding and keeps its decision; a finding that
holds no longer is marked as gone, not removed.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from msgspec.structs import replace

from aligner.analysis import analyse
from aligner.findings.kinds import Scope
from aligner.findings.recurring import cause
from aligner.model import FindingKind, Lang
from aligner.review.recurring import with_found, with_inherited
from aligner.review.state_records import evidence_of, finding_of, places_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from collections.abc import Set as AbstractSet
    from typing import TypeAlias

    from aligner import model
    from aligner.review.model import Bead, Finding
    from aligner.review.resources import Toolbox
    from aligner.review.state import State
    from aligner.review.window import Window

    #: Segments of both sides: (language, id).
    Segments: TypeAlias = AbstractSet[tuple[Lang, int]]


def refreshed(toolbox: Toolbox, old: State, new: State, changed: Segments, window: Window) -> State:
    """The new state with the evidence of changed beads and the findings of a window analysed again.

    Args:
        toolbox: the resources.
        old: the state before the action.
        new: the state after it, with its beads as they are to be.
        changed: the segments whose text or partners changed.
        window: what is analysed.
    """
    scope = Scope.TEXT if window.whole else Scope.BEAD
    analysis = analyse(window.bitext, toolbox.resources(), preset=window.preset(), scope=scope)
    touched = {new.owner[lang][k] for lang, k in changed}
    pairs = dict(new.beads)
    for pair, bead in zip(window.beads, analysis.alignment.beads, strict=True):
        if pair.id in touched:
            pairs[pair.id] = _with_evidence(pair, bead, window)
    new = replace(new, beads=pairs)
    notes = [_note(finding, window) for finding in analysis.findings]
    if window.whole:
        return with_inherited(old, _with_all(new, notes, toolbox.unavailable()))
    causes = [cause(window.bitext, finding) for finding in analysis.findings]
    near = changed & window.spanned
    new, notes = _with_recurring(new, near, list(zip(causes, notes, strict=True)))
    return _with_near(old, new, near, notes, toolbox.unavailable())


def _with_evidence(pair: Bead, bead: model.Bead, window: Window) -> Bead:
    """A bead of the state with the confidence and the evidence of its bead in the window."""
    return replace(
        pair,
        confidence=bead.confidence,
        score=bead.score,
        features=bead.features,
        evidence=evidence_of(bead.evidence, window.anchors),
        alone=tuple(
            candidate._replace(segment=window.ids[candidate.lang][candidate.segment]) for candidate in bead.alone
        ),
    )


def _note(finding: model.Finding, window: Window) -> Finding:
    return replace(
        finding_of(finding, window.anchors),
        en=tuple(window.ids[Lang.EN][k] for k in finding.en),
        ja=tuple(window.ids[Lang.JA][k] for k in finding.ja),
    )


def segments_of(note: Finding) -> set[tuple[Lang, int]]:
    """The segments that a finding is about."""
    return {(lang, k) for lang in Lang for k in note.side(lang)}


def _with_all(new: State, made: Sequence[Finding], unavailable: AbstractSet[FindingKind]) -> State:
    """The state with its findings replaced by those of an analysis of the whole text."""
    notes = dict(new.findings)
    before = [note for note in new.live() if note.kind not in unavailable]
    _replace(notes, before, [note for note in made if note.kind not in unavailable])
    return replace(new, findings=notes)


def _with_recurring(new: State, changed: Segments, made: Sequence[tuple[str, Finding]]) -> tuple[State, list[Finding]]:
    """The state with the places of its findings with several places updated, and the other findings of a window.

    ``made`` has the findings of the window with their causes.
    """
    joined = {note.fingerprint: note for note in new.live() if note.occurs}
    found: dict[str, list[Finding]] = defaultdict(list)
    for name, note in made:
        found[name].append(note)
    notes = dict(new.findings)
    for name, note in joined.items():
        notes[note.id] = with_found(note, changed, found[name])
    return replace(new, findings=notes), [note for name, note in made if name not in joined]


def _with_near(
    old: State, new: State, changed: Segments, made: Sequence[Finding], unavailable: AbstractSet[FindingKind]
) -> State:
    """The state with the findings that the change may have outdated replaced by those of a window."""

    def stays(note: Finding) -> bool:
        return note.kind in unavailable or note.scope is Scope.TEXT

    made = [note for note in made if not stays(note)]
    held = [note for note in new.live() if not stays(note)]
    touched = _reached(changed, [*made, *held])
    before = [note for note in held if touched & segments_of(note)]
    notes = dict(new.findings)
    _replace(notes, before, [note for note in made if touched & segments_of(note)])
    for note in list(notes.values()):
        if not note.gone and stays(note) and not note.occurs and _outdated(old, new, note):
            notes[note.id] = replace(note, gone=True)
    return replace(new, findings=notes)


def _reached(changed: Segments, notes: Iterable[Finding]) -> set[tuple[Lang, int]]:
    """The segments that a change reaches by findings: a finding about several of them is replaced as a whole."""
    reached = set(changed)
    waiting = [segments for note in notes if (segments := segments_of(note))]
    while True:
        joined = [segments for segments in waiting if reached & segments]
        if not joined:
            return reached
        waiting = [segments for segments in waiting if not reached & segments]
        reached.update(*joined)


def _replace(notes: dict[int, Finding], before: Sequence[Finding], after: Sequence[Finding]) -> None:
    """Put findings in the place of others. A finding that is reported again keeps its id; the others are gone."""
    known: Mapping[tuple[str, str], list[Finding]] = defaultdict(list)
    replaced = {note.id for note in before}
    for note in notes.values():
        if note.id in replaced or note.gone:
            known[note.kind, note.fingerprint].append(note)
    for same in known.values():
        # Of several with one text, those that hold now come first.
        same.sort(key=lambda note: (note.gone, note.id))
    fresh = max(notes, default=-1) + 1
    kept = set()
    for note in after:
        same = known[note.kind, note.fingerprint]
        if same:
            # Of several with one text, the one about the same segments.
            was = next((candidate for candidate in same if (candidate.en, candidate.ja) == (note.en, note.ja)), same[0])
            same.remove(was)
            kept.add(was.id)
            if not _is_same(was, note):
                notes[was.id] = replace(note, id=was.id)
        else:
            notes[fresh] = replace(note, id=fresh)
            fresh += 1
    for note in before:
        if note.id not in kept:
            notes[note.id] = replace(note, gone=True)


def _is_same(was: Finding, note: Finding) -> bool:
    """Whether a finding is unchanged except for its confidence."""
    if was.gone or (was.severity, was.en, was.ja, was.message) != (note.severity, note.en, note.ja, note.message):
        return False
    return {**was.detail, "confidence": None} == {**note.detail, "confidence": None}


def _outdated(old: State, new: State, note: Finding) -> bool:
    """Whether a finding about the whole text points at text, or rests on a bead, that is no longer there."""
    if note.kind is FindingKind.MOVED:
        return any(not new.beads[bead].moved for bead in new.beads_of(note))
    was = old.findings.get(note.id)
    if was is None:
        return False
    for lang in Lang:
        for before, after in zip(places_of(was, lang), places_of(note, lang), strict=True):
            texts = [
                state.segments[lang][place.segment].text[max(place.start, 0) : max(place.end, 0)]
                for state, place in ((old, before), (new, after))
                if place.segment in state.segments[lang]
            ]
            if len(texts) < 2 or texts[0] != texts[1]:
                return True
    return False
