"""Decodes the JSON of a record, and checks that it does not contradict itself.

The classes here are the shapes of the file where these differ from the model. Beads, links, paragraphs and segments
are decoded as the model has them, and the model checks them.
"""

from __future__ import annotations

from typing import Annotated, Any

import msgspec

from aligner.errors import InputError
from aligner.findings.places import places_in
from aligner.model import (
    Alignment,
    Bead,
    Bitext,
    Counted,
    Document,
    Finding,
    FindingKind,
    Lang,
    LeftOut,
    Paragraph,
    ParagraphLink,
    Record,
    Segment,
    Severity,
    Span,
)
from aligner.outputs.record.canonical import SCHEMA, frozen_mapping
from aligner.text.untrusted_json import decode


class _Head(msgspec.Struct):
    schema: str


class _Side(msgspec.Struct):
    name: str
    sha256: str
    encoding: str
    text: str
    paragraphs: tuple[Paragraph, ...]
    segments: tuple[Segment, ...]
    counted: Counted = Counted.LINE
    left_out: tuple[LeftOut, ...] = ()


class _Finding(msgspec.Struct):
    id: int
    kind: FindingKind
    severity: Severity
    en: tuple[int, ...]
    ja: tuple[int, ...]
    message: dict[str, str]
    fingerprint: str
    detail: dict[str, Any]
    certainty: Annotated[float, msgspec.Meta(ge=0, le=1)] | None = None


class _File(msgspec.Struct):
    version: str
    settings: dict[str, Any]
    source: Lang
    source_known: bool
    mixed: bool
    en: _Side
    ja: _Side
    paragraph_links: tuple[ParagraphLink, ...]
    beads: tuple[Bead, ...]
    findings: tuple[_Finding, ...]


def record_from_json(text: str) -> Record:
    """The record of a JSON text.

    Raises:
        InputError: when it is of another schema, or something is missing, of another type, or contradicts the rest.
    """
    schema = decode(text, _Head).schema
    if schema != SCHEMA:
        raise InputError(f"its schema is {schema!r}, and this version reads {SCHEMA!r}; align the texts again")
    file = decode(text, _File)
    bitext = Bitext(
        _document(file.en, Lang.EN), _document(file.ja, Lang.JA), file.source, file.source_known, file.mixed
    )
    try:
        alignment = Alignment(bitext, file.beads, file.paragraph_links)
    except ValueError as error:
        raise InputError(f"$.beads: {error}") from None
    _check_spans(file)
    findings = tuple(_finding(finding, k, bitext) for k, finding in enumerate(file.findings))
    return Record(file.version, frozen_mapping(file.settings), alignment, findings)


def _document(side: _Side, lang: Lang) -> Document:
    try:
        document = Document(
            lang,
            side.name,
            side.text,
            side.paragraphs,
            side.segments,
            side.encoding,
            side.counted,
            side.left_out,
        )
    except ValueError as error:
        raise InputError(f"$.{lang}: {error}") from None
    if side.sha256 != document.sha256:
        raise InputError(f"the {lang} text does not match its sha256; it was changed after the record was made")
    return document


def _check_spans(file: _File) -> None:
    """Checks the spans that the model does not check: of evidence and of subtitles."""
    for bead in file.beads:
        for k, evidence in enumerate(bead.evidence):
            _check_span(evidence.en, f"$.beads[{bead.id}].evidence[{k}].en")
            _check_span(evidence.ja, f"$.beads[{bead.id}].evidence[{k}].ja")
    for lang, side in ((Lang.EN, file.en), (Lang.JA, file.ja)):
        for paragraph in side.paragraphs:
            _check_span(paragraph.time, f"$.{lang}.paragraphs[{paragraph.id}].time")


def _check_span(span: Span | None, place: str) -> None:
    if span is not None and not 0 <= span.start <= span.end:
        raise InputError(f"{place}: {list(span)} is not a pair of offsets")


def _finding(finding: _Finding, place: int, bitext: Bitext) -> Finding:
    for lang, segments in ((Lang.EN, finding.en), (Lang.JA, finding.ja)):
        if not all(0 <= segment < len(bitext.side(lang).segments) for segment in segments):
            raise InputError(f"$.findings[{place}].{lang}: not ids of existing segments")
        if not all(set(own.side(lang)) <= set(segments) for own in places_in(finding.detail)):
            raise InputError(f"$.findings[{place}].detail.places: not segments of the finding")
    return Finding(
        finding.id,
        finding.kind,
        finding.severity,
        finding.en,
        finding.ja,
        finding.message,
        finding.fingerprint,
        frozen_mapping(finding.detail),
        _certainty(finding),
    )


def _certainty(finding: _Finding) -> float:
    """The certainty of a finding. Records of earlier versions hold only the estimate of the finder."""
    if finding.certainty is not None:
        return finding.certainty
    confidence = finding.detail.get("confidence")
    return float(confidence) if isinstance(confidence, (int, float)) and 0 <= confidence <= 1 else 1.0
