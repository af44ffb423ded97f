"""From a record to a state, and back: spans of a document become places within segments, and places spans.

Rules: a state without actions gives the record it came from. After any actions, the record covers both texts exactly
once: its segments and the characters between them are the whole text.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from msgspec.structs import replace

from aligner import model
from aligner.findings.order import in_order
from aligner.findings.places import places_in
from aligner.matching.paragraph_links import link_paragraphs
from aligner.model import Alignment, Bitext, Document, Evidence, Lang, Record, Span
from aligner.review.build_documents import Laid, document_of
from aligner.review.model import (
    About,
    Bead,
    Finding,
    Made,
    Paragraph,
    Place,
    PlacedEvidence,
    PlacedUnit,
    Segment,
)
from aligner.review.state import State

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from aligner.model import Json

_SIDES = frozenset(map(str, Lang))
#: The keys of a place in the detail of a finding. Old journals contain them, so they do not change.
_PLACE_KEYS = ("sentence", "start", "end")


class Anchors:
    """The segments of a document by where they start."""

    def __init__(self, document: Document, ids: Sequence[int]) -> None:
        self._starts = [segment.start for segment in document.segments]
        self._ids = ids

    def segment(self, number: int) -> int:
        """The id of a segment of the document."""
        return self._ids[number]

    def place(self, span: Span) -> Place:
        """A span as a place, counted from the last segment that starts before it or at its start."""
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
        segments={lang: _segments(documents[lang]) for lang in Lang},
        paragraphs={lang: _paragraphs(documents[lang]) for lang in Lang},
        beads={bead.id: bead_of(bead, anchors) for bead in record.alignment.beads},
        findings={finding.id: finding_of(finding, anchors) for finding in record.findings},
        decisions={},
    )


def bead_of(bead: model.Bead, anchors: Mapping[Lang, Anchors]) -> Bead:
    """A bead of a record as one of a review; ids are those of the record."""
    return Bead(
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
            item.kind,
            item.en and anchors[Lang.EN].place(item.en),
            item.ja and anchors[Lang.JA].place(item.ja),
            item.weight,
            item.note,
        )
        for item in evidence
    )


def finding_of(finding: model.Finding, anchors: Mapping[Lang, Anchors]) -> Finding:
    """A finding of a record as one of a review; ids are those of the record."""
    detail = converted(
        finding.detail,
        spans=lambda lang, value: _placed(value, anchors[lang]),
        segments=lambda lang, side: tuple(map(anchors[lang].segment, side)),
    )
    return Finding(
        finding.id,
        finding.kind,
        finding.severity,
        finding.en,
        finding.ja,
        finding.message,
        finding.fingerprint,
        detail,
        certainty=finding.certainty,
    )


def converted(
    detail: Mapping[str, Json],
    *,
    spans: Callable[[Lang, Json], Json],
    segments: Callable[[Lang, tuple[int, ...]], tuple[int, ...]],
) -> dict[str, Json]:
    """The detail of a finding with other spans and segments: those at its own place, and those of all its places.

    Args:
        detail: the detail.
        spans: returns what replaces the value of ``en`` or ``ja``.
        segments: returns what replaces the segments of a place on one side.
    """
    made = {key: spans(Lang(key), value) if key in _SIDES else value for key, value in detail.items()}
    if places := places_in(detail):
        made["places"] = tuple(
            place._replace(
                en=segments(Lang.EN, place.en),
                ja=segments(Lang.JA, place.ja),
                spans={key: spans(Lang(key), value) for key, value in place.spans.items() if key in _SIDES},
            )._asdict()
            for place in places
        )
    return made


def _placed(value: Json, anchors: Anchors) -> Json:
    """A part of a finding's detail with its spans as places."""
    if isinstance(value, Mapping):
        start, end = value.get("start"), value.get("end")
        if isinstance(start, int) and isinstance(end, int):
            return {**value, **_keyed(anchors.place(Span(start, end)))}
        return value
    if isinstance(value, Sequence) and not isinstance(value, str):
        return tuple(_placed(item, anchors) for item in value)
    return value


def _about(document: Document) -> About:
    end = document.segments[-1].end if document.segments else 0
    return About(document.name, document.encoding, document.counted, document.text[end:], document.left_out)


def _segments(document: Document) -> dict[int, Segment]:
    segments: dict[int, Segment] = {}
    end = 0
    for segment in document.segments:
        text, lead = document.text[segment.start : segment.end], document.text[end : segment.start]
        segments[segment.id] = Segment(segment.id, text, lead, segment.paragraph, segment.line, segment.rule)
        end = segment.end
    return segments


def _paragraphs(document: Document) -> dict[int, Paragraph]:
    held: dict[int, list[model.Segment]] = {}
    for segment in document.segments:
        held.setdefault(segment.paragraph, []).append(segment)
    starts = [segment.start for segment in document.segments]
    blocks = {}
    for paragraph in document.paragraphs:
        if paragraph.id in held:
            first, last = held[paragraph.id][0], held[paragraph.id][-1]
            before, after, following = first.start - paragraph.start, paragraph.end - last.end, None
        else:
            k = bisect_right(starts, max(paragraph.end - 1, paragraph.start))
            following = k if k < len(starts) else None
            here = len(document.text) if following is None else starts[k]
            before, after = here - paragraph.start, here - paragraph.end
        blocks[paragraph.id] = Paragraph(
            paragraph.id,
            paragraph.kind,
            before,
            after,
            following,
            paragraph.origin,
            _unit(paragraph.unit),
            paragraph.time,
        )
    return blocks


def _unit(unit: model.Unit | None) -> PlacedUnit | None:
    return None if unit is None else PlacedUnit(unit.key, unit.state, unit.previous, unit.tags)


def bitext_of(state: State, en: Document, ja: Document) -> Bitext:
    """The bitext of a state's segments. After a segment was edited, the two texts no longer count as one file."""
    edited = any(sentence.changed for lang in Lang for sentence in state.segments[lang].values())
    return Bitext(en, ja, state.source, state.source_known, mixed=state.made.mixed and not edited)


def record_of(state: State) -> Record:
    """The record of a state."""
    sides = {lang: document_of(state, lang, state.order[lang]) for lang in Lang}
    bitext = bitext_of(state, sides[Lang.EN].document, sides[Lang.JA].document)
    beads = tuple(_bead(state.beads[id_], number, sides) for number, id_ in enumerate(state.english_order))
    alignment = Alignment(bitext, beads, link_paragraphs(bitext, beads))
    findings = in_order(alignment, [_finding(note, sides) for note in state.live()])
    return Record(state.made.version, state.made.settings, alignment, findings)


def _bead(pair: Bead, number: int, sides: Mapping[Lang, Laid]) -> model.Bead:
    en, ja = (tuple(sides[lang].number[k] for k in pair.side(lang)) for lang in Lang)
    evidence = tuple(
        Evidence(
            placed.kind,
            placed.en and _span(sides[Lang.EN], placed.en),
            placed.ja and _span(sides[Lang.JA], placed.ja),
            placed.weight,
            placed.note,
        )
        for placed in pair.evidence
    )
    alone = tuple(
        candidate._replace(segment=sides[candidate.lang].number[candidate.segment]) for candidate in pair.alone
    )
    return model.Bead(number, en, ja, pair.confidence, pair.score, pair.moved, pair.features, evidence, alone)


def _span(side: Laid, place: Place) -> Span | None:
    return side.span(place) if place.segment in side.number else None


def _finding(note: Finding, sides: Mapping[Lang, Laid]) -> model.Finding:
    def numbers(lang: Lang, side: tuple[int, ...]) -> tuple[int, ...]:
        return tuple(sides[lang].number[k] for k in side if k in sides[lang].number)

    detail = converted(note.detail, spans=lambda lang, value: _unplaced(value, sides[lang]), segments=numbers)
    en, ja = (numbers(lang, note.side(lang)) for lang in Lang)
    kept = (note.message, note.fingerprint, detail, note.certainty)
    return model.Finding(note.id, note.kind, note.severity, en, ja, *kept)


def _unplaced(value: Json, side: Laid) -> Json:
    """A part of a note's detail with its places as spans."""
    if isinstance(value, Mapping):
        place = place_in(value)
        if place is None or place.segment not in side.number:
            return {key: item for key, item in value.items() if key not in _PLACE_KEYS} if place else value
        span = side.span(place)
        return {key: item for key, item in value.items() if key != "sentence"} | {"start": span.start, "end": span.end}
    if isinstance(value, Sequence) and not isinstance(value, str):
        return tuple(_unplaced(item, side) for item in value)
    return value


def place_in(value: Mapping[str, Json]) -> Place | None:
    """The place that a part of a note's detail holds."""
    numbers = [number for name in _PLACE_KEYS if isinstance(number := value.get(name), int)]
    return Place(*numbers) if len(numbers) == len(_PLACE_KEYS) else None


def _keyed(place: Place) -> dict[str, int]:
    """A place as the detail of a finding has it."""
    return dict(zip(_PLACE_KEYS, place, strict=True))


def places_of(note: Finding, lang: Lang) -> list[Place]:
    """All places in the text of one side that a finding points at."""

    def within(value: Json) -> list[Place]:
        if isinstance(value, Mapping):
            place = place_in(value)
            return [] if place is None else [place]
        if isinstance(value, Sequence) and not isinstance(value, str):
            return [place for item in value for place in within(item)]
        return []

    own = within(note.detail.get(str(lang)))
    others = places_in(note.detail)[1:]
    return [*own, *(place for other in others for place in within(other.spans.get(str(lang))))]


def with_changed(
    finding: Finding, lang: Lang, segment: int, became: tuple[int, ...], moved: Callable[[Place], Place]
) -> Finding:
    """A finding with a segment of one side replaced by others, and with its places there moved."""

    def replaced(side: tuple[int, ...]) -> tuple[int, ...]:
        return tuple(k for id_ in side for k in (became if id_ == segment else (id_,)))

    def with_moved(value: Json) -> Json:
        if isinstance(value, Mapping):
            place = place_in(value)
            return value if place is None else {**value, **_keyed(moved(place))}
        if isinstance(value, Sequence) and not isinstance(value, str):
            return tuple(with_moved(item) for item in value)
        return value

    detail = converted(
        finding.detail,
        spans=lambda side, value: with_moved(value) if side is lang else value,
        segments=lambda side, ids: replaced(ids) if side is lang else ids,
    )
    side = replaced(finding.side(lang))
    return replace(finding, en=side, detail=detail) if lang is Lang.EN else replace(finding, ja=side, detail=detail)
