"""Views of a state for the page (`page_state`): rows, findings, the map, progress. Nothing here changes anything.

Rule: offsets leave this module in UTF-16 code units, as a browser counts them.
"""

from __future__ import annotations

import itertools
from collections import Counter
from functools import cached_property
from typing import TYPE_CHECKING

from aligner.findings.hedges import FACT_FROM
from aligner.findings.kinds import Only, kinds
from aligner.messages import say
from aligner.model import FindingKind, Lang, Severity
from aligner.outputs.report.statistics import HIGH, MEDIUM, Certainty
from aligner.review.decisions import is_less_certain, likeness
from aligner.review.model import Finding, Place, Status
from aligner.review.page_state import Bucket, FindingView, Mark, Progress, Row, SegmentView
from aligner.review.recurring import at_places
from aligner.review.state_records import places_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from collections.abc import Set as AbstractSet

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


def level(confidence: float) -> Certainty:
    """The certainty of a confidence, in the three steps of the report."""
    return Certainty.HIGH if confidence >= HIGH else Certainty.MEDIUM if confidence >= MEDIUM else Certainty.LOW


class Views:
    """Views of one state. What several of them need is computed once, at the first use."""

    def __init__(self, state: State) -> None:
        self.state = state

    @cached_property
    def findings(self) -> list[Finding]:
        """The findings that are reported now, in document order."""
        return sorted(self.state.live(), key=self._order)

    @cached_property
    def _alike(self) -> dict[int, int]:
        """How many findings each is like, itself included (`decisions.alike`)."""
        state = self.state
        likenesses = {note.id: (likeness(state, note), state.decision(note.id).status) for note in self.findings}
        counts = Counter(likenesses.values())
        return {id_: counts[like] for id_, like in likenesses.items()}

    def _order(self, note: Finding) -> tuple[int, int, int]:
        return self.finding_place(note), note.severity.rank, note.id

    def finding_place(self, note: Finding) -> int:
        """The place of a finding's first bead in the table; -1 where it is about no segment."""
        return min((self.state.place[bead] for bead in self.state.beads_of(note)), default=-1)

    def rows(self, first: int, count: int) -> list[Row]:
        """A window of the rows of the table."""
        return [self.row(bead) for bead in self.state.table[max(first, 0) : max(first, 0) + count]]

    def row(self, id_: int) -> Row:
        """A bead with its segments and findings."""
        bead, state = self.state.beads[id_], self.state
        return Row(
            id=id_,
            place=state.place[id_],
            en=[self._segment(Lang.EN, k) for k in bead.en],
            ja=[self._segment(Lang.JA, k) for k in bead.ja],
            confidence=bead.confidence,
            level=level(bead.confidence),
            moved=bead.moved,
            made=bead.made,
            confirmed=bead.confirmed,
            comment=bead.comment,
            findings=state.findings_of.get(id_, ()),
        )

    def _segment(self, lang: Lang, id_: int) -> SegmentView:
        segments, position = self.state.segments[lang], self.state.position[lang][id_]
        segment = segments[id_]
        before = segments[self.state.order[lang][position - 1]] if position else None
        return SegmentView(
            id=id_,
            text=segment.text,
            line=segment.line,
            paragraph=segment.paragraph,
            kind=self.state.paragraphs[lang][segment.paragraph].kind,
            starts=before is None or before.paragraph != segment.paragraph,
            changed=segment.changed,
        )

    def finding(self, finding: Finding) -> FindingView:
        """A finding with the decision about it."""
        decision = self.state.decision(finding.id)
        return FindingView(
            id=finding.id,
            kind=finding.kind,
            relation=finding.relation,
            name=self.kind_name(finding.kind),
            severity=finding.severity,
            certainty=finding.certainty,
            level=level(finding.certainty),
            less_certain=is_less_certain(self.state, finding),
            message=finding.message,
            missing=kinds()[finding.kind].only_in is Only.SOURCE,
            possible=finding.certainty < FACT_FROM,
            place=self.finding_place(finding),
            places=self._places(finding),
            beads=sorted(self.state.beads_of(finding), key=self.state.place.__getitem__),
            status=decision.status,
            reason=decision.reason,
            comment=decision.comment,
            alike=self._alike.get(finding.id, 0),
            marks={lang: self._marks(finding, lang) for lang in Lang},
        )

    def _places(self, finding: Finding) -> list[int]:
        """The first bead of each place of a finding that has several, in the order of the table."""
        if not finding.occurs:
            return []
        place = self.state.place
        firsts = (min(self.state.beads_of(at), key=place.__getitem__, default=None) for at in at_places(finding))
        return sorted({bead for bead in firsts if bead is not None}, key=place.__getitem__)

    def _marks(self, finding: Finding, lang: Lang) -> list[Mark]:
        return [mark for place in places_of(finding, lang) for mark in self.marks(lang, place)]

    def marks(self, lang: Lang, place: Place) -> list[Mark]:
        """A place as stretches within segments."""
        marks = []
        order, segments = self.state.order[lang], self.state.segments[lang]
        position = self.state.position[lang].get(place.segment)
        start, end = place.start, place.end
        while position is not None and position < len(order) and end > 0:
            segment = segments[order[position]]
            first, last = max(start, 0), min(end, len(segment.text))
            if first < last:
                marks.append(Mark(segment.id, units(segment.text, first), units(segment.text, last)))
            position += 1
            step = len(segment.text) + (len(segments[order[position]].lead) if position < len(order) else 0)
            start, end = start - step, end - step
        return marks

    def kind_name(self, kind: FindingKind) -> dict[str, str]:
        """The name of a kind of finding; neutral for missing text while the direction is only assumed."""
        row = kinds()[kind]
        if row.only_in is not None and not self.state.source_known:
            lang = self.state.source if row.only_in is Only.SOURCE else self.state.source.other
            return say(f"exports.kind_{lang}_only")
        return dict(row.name)

    def in_use(self, *, less_certain: bool) -> list[Finding]:
        """The findings in document order, with or without those that are less certain."""
        return [finding for finding in self.findings if less_certain or not is_less_certain(self.state, finding)]

    def progress(self, *, less_certain: bool = False) -> Progress:
        """How far the work is; ``less_certain``: whether less certain findings count."""
        state = self.state
        live = self.in_use(less_certain=less_certain)
        undecided = [finding for finding in live if state.decision(finding.id).status is Status.OPEN]
        severities = Counter(finding.severity for finding in undecided)
        return Progress(
            findings=len(live),
            decided=len(live) - len(undecided),
            open={severity: severities[severity] for severity in Severity},
            less_certain=sum(is_less_certain(state, finding) for finding in self.findings),
            beads=len(state.beads),
            confirmed=sum(bead.confirmed for bead in state.beads.values()),
            resolved=len(state.findings) - len(self.findings),
        )

    def map(self, buckets: int, *, less_certain: bool = False) -> list[Bucket]:
        """The document in so many stretches of the table; ``less_certain``: whether less certain findings count."""
        table = self.state.table
        buckets = max(1, min(buckets, len(table)))
        edges = [len(table) * k // buckets for k in range(buckets + 1)]
        counted = {finding.id for finding in self.in_use(less_certain=less_certain)}
        return [self._bucket(first, table[first:last], counted) for first, last in itertools.pairwise(edges)]

    def _bucket(self, first: int, ids: Sequence[int], counted: AbstractSet[int]) -> Bucket:
        state = self.state
        beads = [state.beads[id_] for id_ in ids]
        touched = dict.fromkeys(k for id_ in ids for k in state.findings_of.get(id_, ()) if k in counted)
        undecided = [state.findings[k] for k in touched if state.decision(k).status is Status.OPEN]
        worst = min(undecided, key=lambda finding: finding.severity.rank, default=None)
        return Bucket(
            first=first,
            rows=len(beads),
            worst=None if worst is None else worst.severity,
            open=len(undecided),
            decided=len(touched) - len(undecided),
            unpaired=sum(not bead.paired for bead in beads),
            confirmed=sum(bead.confirmed for bead in beads),
            confidence=min((bead.confidence for bead in beads), default=1.0),
        )

    def texts(self, note: Finding) -> Iterable[str]:
        """The texts of the segments that a finding is about."""
        return (self.state.segments[lang][k].text for lang in Lang for k in note.side(lang))
