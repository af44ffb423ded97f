"""Long records: a short one over and over, with all it has, until there are so many beads."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from aligner.model import Alignment, Document, Evidence, Json, Lang, Record, Span

if TYPE_CHECKING:
    from collections.abc import Mapping

    from aligner.model import Bead, Finding, ParagraphLink

_JOINT = "\n\n"


def repeated(record: Record, beads: int) -> Record:
    """A record with at least so many beads."""
    copies = -(-beads // len(record.alignment.beads))
    bitext = record.alignment.bitext
    return Record(
        record.version,
        record.settings,
        Alignment(
            replace(bitext, en=_document(bitext.en, copies), ja=_document(bitext.ja, copies)),
            tuple(_bead(record, bead, k) for k in range(copies) for bead in record.alignment.beads),
            tuple(_link(record, link, k) for k in range(copies) for link in record.alignment.links),
        ),
        tuple(_finding(record, finding, k) for k in range(copies) for finding in record.findings),
    )


def _step(document: Document) -> int:
    return len(document.text) + len(_JOINT)


def _document(document: Document, copies: int) -> Document:
    lines = document.text.count("\n") + _JOINT.count("\n")
    paragraphs, segments = document.paragraphs, document.segments
    return Document(
        document.lang,
        document.name,
        _JOINT.join([document.text] * copies),
        tuple(
            replace(
                it,
                id=it.id + k * len(paragraphs),
                start=it.start + k * _step(document),
                end=it.end + k * _step(document),
            )
            for k in range(copies)
            for it in paragraphs
        ),
        tuple(
            replace(
                it,
                id=it.id + k * len(segments),
                paragraph=it.paragraph + k * len(paragraphs),
                start=it.start + k * _step(document),
                end=it.end + k * _step(document),
                line=it.line + k * lines,
            )
            for k in range(copies)
            for it in segments
        ),
        document.encoding,
    )


def _segments(record: Record, lang: Lang, ids: tuple[int, ...], copy: int) -> tuple[int, ...]:
    return tuple(k + copy * len(record.alignment.bitext.side(lang).segments) for k in ids)


def _span(record: Record, lang: Lang, span: Span | None, copy: int) -> Span | None:
    step = copy * _step(record.alignment.bitext.side(lang))
    return None if span is None else Span(span[0] + step, span[1] + step)


def _bead(record: Record, bead: Bead, copy: int) -> Bead:
    return replace(
        bead,
        id=bead.id + copy * len(record.alignment.beads),
        en=_segments(record, Lang.EN, bead.en, copy),
        ja=_segments(record, Lang.JA, bead.ja, copy),
        evidence=tuple(
            Evidence(
                it.kind, _span(record, Lang.EN, it.en, copy), _span(record, Lang.JA, it.ja, copy), it.weight, it.note
            )
            for it in bead.evidence
        ),
    )


def _link(record: Record, link: ParagraphLink, copy: int) -> ParagraphLink:
    bitext = record.alignment.bitext
    return replace(
        link,
        en=tuple(k + copy * len(bitext.en.paragraphs) for k in link.en),
        ja=tuple(k + copy * len(bitext.ja.paragraphs) for k in link.ja),
    )


def _finding(record: Record, finding: Finding, copy: int) -> Finding:
    return replace(
        finding,
        id=finding.id + copy * len(record.findings),
        en=_segments(record, Lang.EN, finding.en, copy),
        ja=_segments(record, Lang.JA, finding.ja, copy),
        detail={**finding.detail, **_points(record, finding.detail, copy)},
    )


def _points(record: Record, detail: Mapping[str, Json], copy: int) -> dict[str, Json]:
    moved: dict[str, Json] = {}
    for lang in Lang:
        point = detail.get(lang)
        if isinstance(point, dict) and isinstance(point.get("start"), int):
            step = copy * _step(record.alignment.bitext.side(lang))
            moved[lang] = {**point, "start": point["start"] + step, "end": point["end"] + step}
    return moved
