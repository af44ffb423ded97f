"""From a record to a state, and back: spans of a document become places within sentences, and places spans.

Rules: a state that nothing was done to gives back the record it came from; whatever was done, the record that comes
back covers both texts exactly once and its sentences, with what lies between them, are the whole text.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from aligner.findings import in_order
from aligner.matching.paragraph_links import link_paragraphs
from aligner.model import Alignment, Bead, Bitext, Document, Evidence, Finding, Lang, Record, Segment, Span
from aligner.review.build_documents import Laid, document_of
from aligner.review.codec import frozen
from aligner.review.model import About, Block, Made, Note, Pair, Place, PlacedEvidence, Sentence
from aligner.review.state import State

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from aligner.model import Json


class Anchors:
    """The sentences of a document by where they start."""

    def __init__(self, document: Document, ids: Sequence[int]) -> None:
        self._starts = [segment.start for segment in document.segments]
        self._ids = ids

    def place(self, span: Span) -> Place:
        """A span as a place: in the sentence it starts in, or behind which it does."""
        k = max(bisect_right(self._starts, span.start) - 1, 0)
        return Place(self._ids[k], span.start - self._starts[k], span.end - self._starts[k])


def state_of(record: Record) -> State:
    """The state of a review that begins with a record; ids are those of the record."""
    bitext = record.alignment.bitext
    documents = {lang: bitext.side(lang) for lang in Lang}
    anchors = {lang: Anchors(documents[lang], range(len(documents[lang].segments))) for lang in Lang}
    return State(
        made=Made(record.version, record.settings, bitext.mixed),
        source=bitext.source,
        source_known=bitext.source_known,
        about={lang: _about(documents[lang]) for lang in Lang},
        order={lang: tuple(range(len(documents[lang].segments))) for lang in Lang},
        sentences={lang: _sentences(documents[lang]) for lang in Lang},
        blocks={lang: _blocks(documents[lang]) for lang in Lang},
        pairs={bead.id: pair_of(bead, anchors) for bead in record.alignment.beads},
        notes={finding.id: note_of(finding, anchors) for finding in record.findings},
        decisions={},
    )


def pair_of(bead: Bead, anchors: Mapping[Lang, Anchors]) -> Pair:
    """A bead whose segments are numbered like sentences."""
    return Pair(
        bead.id,
        bead.en,
        bead.ja,
        bead.confidence,
        bead.score,
        bead.moved,
        bead.features,
        evidence_of(bead.evidence, anchors),
        alone=bead.alone,
    )


def evidence_of(evidence: Iterable[Evidence], anchors: Mapping[Lang, Anchors]) -> tuple[PlacedEvidence, ...]:
    """Evidence with its places."""
    return tuple(
        PlacedEvidence(
            it.kind,
            it.en and anchors[Lang.EN].place(it.en),
            it.ja and anchors[Lang.JA].place(it.ja),
            it.weight,
            it.note,
        )
        for it in evidence
    )


def note_of(finding: Finding, anchors: Mapping[Lang, Anchors]) -> Note:
    """A finding whose segments are numbered like sentences."""
    detail = {
        key: _placed(value, anchors[Lang(key)]) if key in (Lang.EN, Lang.JA) else value
        for key, value in finding.detail.items()
    }
    return Note(
        finding.id,
        finding.kind,
        finding.severity,
        finding.en,
        finding.ja,
        finding.message,
        finding.fingerprint,
        frozen(detail),
    )


def _placed(value: Json, anchors: Anchors) -> Json:
    """A part of a finding's detail with its spans as places."""
    if isinstance(value, Mapping):
        start, end = value.get("start"), value.get("end")
        if isinstance(start, int) and isinstance(end, int):
            return {**value, **anchors.place(Span(start, end))._asdict()}
        return value
    if isinstance(value, Sequence) and not isinstance(value, str):
        return tuple(_placed(each, anchors) for each in value)
    return value


def _about(document: Document) -> About:
    end = document.segments[-1].end if document.segments else 0
    return About(document.name, document.encoding, document.counted, document.text[end:])


def _sentences(document: Document) -> dict[int, Sentence]:
    found: dict[int, Sentence] = {}
    end = 0
    for it in document.segments:
        text, lead = document.text[it.start : it.end], document.text[end : it.start]
        found[it.id] = Sentence(it.id, text, lead, it.paragraph, it.line, it.rule)
        end = it.end
    return found


def _blocks(document: Document) -> dict[int, Block]:
    held: dict[int, list[Segment]] = {}
    for segment in document.segments:
        held.setdefault(segment.paragraph, []).append(segment)
    starts = [segment.start for segment in document.segments]
    blocks = {}
    for it in document.paragraphs:
        if it.id in held:
            first, last = held[it.id][0], held[it.id][-1]
            before, after, following = first.start - it.start, it.end - last.end, None
        else:
            k = bisect_right(starts, max(it.end - 1, it.start))
            following = k if k < len(starts) else None
            here = len(document.text) if following is None else starts[k]
            before, after = here - it.start, here - it.end
        blocks[it.id] = Block(it.id, it.kind, before, after, following, it.origin, it.unit, it.time)
    return blocks


def bitext_of(state: State, en: Document, ja: Document) -> Bitext:
    """Documents made of a state's segments as a bitext. One file holds both no longer once a segment was edited."""
    edited = any(sentence.changed for lang in Lang for sentence in state.sentences[lang].values())
    return Bitext(en, ja, state.source, state.source_known, mixed=state.made.mixed and not edited)


def record_of(state: State) -> Record:
    """The record of a state."""
    sides = {lang: document_of(state, lang, state.order[lang]) for lang in Lang}
    bitext = bitext_of(state, sides[Lang.EN].document, sides[Lang.JA].document)
    beads = tuple(_bead(state.pairs[id_], number, sides) for number, id_ in enumerate(state.english_order))
    alignment = Alignment(bitext, beads, link_paragraphs(bitext, beads))
    findings = in_order(alignment, [_finding(note, sides) for note in state.live()])
    return Record(state.made.version, state.made.settings, alignment, findings)


def _bead(pair: Pair, number: int, sides: Mapping[Lang, Laid]) -> Bead:
    en, ja = (tuple(sides[lang].number[k] for k in pair.side(lang)) for lang in Lang)
    evidence = tuple(
        Evidence(
            it.kind,
            it.en and _span(sides[Lang.EN], it.en),
            it.ja and _span(sides[Lang.JA], it.ja),
            it.weight,
            it.note,
        )
        for it in pair.evidence
    )
    alone = tuple(it._replace(segment=sides[it.lang].number[it.segment]) for it in pair.alone)
    return Bead(number, en, ja, pair.confidence, pair.score, pair.moved, pair.features, evidence, alone)


def _span(side: Laid, place: Place) -> Span | None:
    return side.span(place) if place.sentence in side.number else None


def _finding(note: Note, sides: Mapping[Lang, Laid]) -> Finding:
    detail = {
        key: _unplaced(value, sides[Lang(key)]) if key in (Lang.EN, Lang.JA) else value
        for key, value in note.detail.items()
    }
    en, ja = (tuple(sides[lang].number[k] for k in note.side(lang) if k in sides[lang].number) for lang in Lang)
    return Finding(note.id, note.kind, note.severity, en, ja, note.message, note.fingerprint, detail)


def _unplaced(value: Json, side: Laid) -> Json:
    """A part of a note's detail with its places as spans."""
    if isinstance(value, Mapping):
        place = place_in(value)
        if place is None or place.sentence not in side.number:
            return {key: each for key, each in value.items() if key not in Place._fields} if place else value
        span = side.span(place)
        return {key: each for key, each in value.items() if key != "sentence"} | {"start": span.start, "end": span.end}
    if isinstance(value, Sequence) and not isinstance(value, str):
        return tuple(_unplaced(each, side) for each in value)
    return value


def place_in(value: Mapping[str, Json]) -> Place | None:
    """The place that a part of a note's detail holds."""
    found = [it for name in Place._fields if isinstance(it := value.get(name), int)]
    return Place(*found) if len(found) == len(Place._fields) else None


def places_of(note: Note, lang: Lang) -> list[Place]:
    """All places on one side that a finding points at."""

    def within(value: Json) -> list[Place]:
        if isinstance(value, Mapping):
            place = place_in(value)
            return [] if place is None else [place]
        if isinstance(value, Sequence) and not isinstance(value, str):
            return [place for each in value for place in within(each)]
        return []

    return within(note.detail.get(str(lang)))


def moved_places(detail: Mapping[str, Json], lang: Lang, moved: Callable[[Place], Place]) -> dict[str, Json]:
    """A note's detail with its places on one side moved."""

    def anew(value: Json) -> Json:
        if isinstance(value, Mapping):
            place = place_in(value)
            return value if place is None else {**value, **moved(place)._asdict()}
        if isinstance(value, Sequence) and not isinstance(value, str):
            return tuple(anew(each) for each in value)
        return value

    return {key: anew(value) if key == lang else value for key, value in detail.items()}
