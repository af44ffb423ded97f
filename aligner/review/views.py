"""What the page is shown: rows, findings, the map, progress, as JSON. Nothing here changes anything.

Rule: offsets leave this module in UTF-16 code units, as a browser counts them, and never otherwise.
"""

from __future__ import annotations

import itertools
from collections import Counter
from functools import cached_property
from typing import TYPE_CHECKING, Any

from aligner.findings.kinds import Only, kinds
from aligner.messages import say
from aligner.model import FindingKind, Lang, Severity
from aligner.outputs.report.statistics import HIGH, MEDIUM, Certainty
from aligner.review.decisions import likeness
from aligner.review.model import Finding, Place, Status
from aligner.review.state_records import places_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from aligner.review.state import State


def units(text: str, offset: int) -> int:
    """An offset in characters as one in UTF-16 code units.

    >>> units("𠮟る", 1)
    2
    """
    return offset + sum(char > "\uffff" for char in text[:offset])


def characters(text: str, offset: int) -> int | None:
    """An offset in UTF-16 code units as one in characters; None within a character or outside the text.

    >>> characters("𠮟る", 2), characters("𠮟る", 1), characters("𠮟る", 9)
    (1, None, None)
    """
    at = 0
    for k, char in enumerate(text):
        if at == offset:
            return k
        at += 2 if char > "\uffff" else 1
    return len(text) if at == offset else None


def level(confidence: float) -> str:
    """How sure something is, in the three steps of the report."""
    return str(Certainty.HIGH if confidence >= HIGH else Certainty.MEDIUM if confidence >= MEDIUM else Certainty.LOW)


class Views:
    """Views of one state; what several of them need is worked out once, when it is first asked for."""

    def __init__(self, state: State) -> None:
        self.state = state

    @cached_property
    def findings(self) -> list[Finding]:
        """The findings that hold, in document order."""
        return sorted(self.state.live(), key=self._order)

    @cached_property
    def _alike(self) -> dict[int, int]:
        """How many findings each is like, itself included (`decisions.alike`)."""
        state = self.state
        likenesses = {note.id: (likeness(state, note), state.decision(note.id).status) for note in self.findings}
        counts = Counter(likenesses.values())
        return {id_: counts[like] for id_, like in likenesses.items()}

    def _order(self, note: Finding) -> tuple[int, int, int]:
        return self.note_place(note), note.severity.rank, note.id

    def note_place(self, note: Finding) -> int:
        """Where a finding's first pair stands in the table; -1 where it is about no sentence."""
        return min((self.state.place[bead] for bead in self.state.beads_of(note)), default=-1)

    def rows(self, first: int, count: int) -> list[dict[str, Any]]:
        """So many rows of the table."""
        return [self.row(bead) for bead in self.state.table[max(first, 0) : max(first, 0) + count]]

    def row(self, bead: int) -> dict[str, Any]:
        """A pair with all there is about it."""
        pair = self.state.beads[bead]
        return {
            "id": bead,
            "place": self.state.place[bead],
            **{str(lang): [self._sentence(lang, k) for k in pair.side(lang)] for lang in Lang},
            "confidence": pair.confidence,
            "level": level(pair.confidence),
            "moved": pair.moved,
            "made": str(pair.made),
            "confirmed": pair.confirmed,
            "comment": pair.comment,
            "findings": list(self.state.findings_of.get(bead, ())),
        }

    def _sentence(self, lang: Lang, id_: int) -> dict[str, Any]:
        state = self.state
        it = state.segments[lang][id_]
        position = state.position[lang][id_]
        starts = position == 0 or state.segments[lang][state.order[lang][position - 1]].paragraph != it.paragraph
        return {
            "id": id_,
            "text": it.text,
            "line": it.line,
            "paragraph": it.paragraph,
            "kind": str(state.paragraphs[lang][it.paragraph].kind),
            "starts": starts,
            "changed": it.changed,
        }

    def finding(self, note: Finding) -> dict[str, Any]:
        """A finding with what was decided about it."""
        decision = self.state.decision(note.id)
        confidence = note.detail.get("confidence")
        sure = float(confidence) if isinstance(confidence, (int, float)) else None
        return {
            "id": note.id,
            "kind": str(note.kind),
            "relation": note.relation,
            "name": self.kind_name(note.kind),
            "missing": kinds()[note.kind].only_in is Only.SOURCE,
            "severity": str(note.severity),
            "confidence": sure,
            "level": level(1.0 if sure is None else sure),
            "message": dict(note.message),
            "place": self.note_place(note),
            "beads": sorted(self.state.beads_of(note), key=self.state.place.__getitem__),
            "status": str(decision.status),
            "reason": decision.reason,
            "comment": decision.comment,
            "alike": self._alike.get(note.id, 0),
            "marks": {str(lang): self._marks(note, lang) for lang in Lang},
        }

    def _marks(self, note: Finding, lang: Lang) -> list[list[int]]:
        return [mark for place in places_of(note, lang) for mark in self.marks(lang, place)]

    def marks(self, lang: Lang, place: Place) -> list[list[int]]:
        """A place as stretches within sentences: [sentence, start, end], in UTF-16 code units."""
        found = []
        order, sentences = self.state.order[lang], self.state.segments[lang]
        position = self.state.position[lang].get(place.segment)
        start, end = place.start, place.end
        while position is not None and position < len(order) and end > 0:
            it = sentences[order[position]]
            first, last = max(start, 0), min(end, len(it.text))
            if first < last:
                found.append([it.id, units(it.text, first), units(it.text, last)])
            position += 1
            step = len(it.text) + (len(sentences[order[position]].lead) if position < len(order) else 0)
            start, end = start - step, end - step
        return found

    def kind_name(self, kind: FindingKind) -> dict[str, str]:
        """What a kind of finding is called; text without counterpart neutrally while the direction is assumed."""
        row = kinds()[kind]
        if row.only_in is not None and not self.state.source_known:
            lang = self.state.source if row.only_in is Only.SOURCE else self.state.source.other
            return say(f"exports.kind_{lang}_only")
        return dict(row.name)

    def progress(self) -> dict[str, Any]:
        """How far the work has come."""
        state = self.state
        live = list(state.live())
        undecided = [note for note in live if state.decision(note.id).status is Status.OPEN]
        severities = Counter(note.severity for note in undecided)
        return {
            "findings": len(live),
            "decided": len(live) - len(undecided),
            "open": {str(it): severities[it] for it in Severity},
            "beads": len(state.beads),
            "confirmed": sum(pair.confirmed for pair in state.beads.values()),
            "resolved": len(state.findings) - len(live),
        }

    def map(self, buckets: int) -> list[dict[str, Any]]:
        """The document in so many stretches of the table, for the minimap."""
        table = self.state.table
        buckets = max(1, min(buckets, len(table)))
        edges = [len(table) * k // buckets for k in range(buckets + 1)]
        return [self._bucket(first, table[first:last]) for first, last in itertools.pairwise(edges)]

    def _bucket(self, first: int, beads: Sequence[int]) -> dict[str, Any]:
        state = self.state
        pairs = [state.beads[bead] for bead in beads]
        touched = dict.fromkeys(note for bead in beads for note in state.findings_of.get(bead, ()))
        undecided = [state.findings[k] for k in touched if state.decision(k).status is Status.OPEN]
        worst = min(undecided, key=lambda note: note.severity.rank, default=None)
        return {
            "from": first,
            "rows": len(beads),
            "worst": None if worst is None else str(worst.severity),
            "open": len(undecided),
            "decided": len(touched) - len(undecided),
            "unpaired": sum(not pair.paired for pair in pairs),
            "confirmed": sum(pair.confirmed for pair in pairs),
            "confidence": min((pair.confidence for pair in pairs), default=1.0),
        }

    def texts(self, note: Finding) -> Iterable[str]:
        """The sentences a finding touches."""
        return (self.state.segments[lang][k].text for lang in Lang for k in note.side(lang))
