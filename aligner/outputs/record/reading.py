"""From the values of its JSON to a record, each checked where it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aligner.errors import InputError
from aligner.model import (
    Alignment,
    Alone,
    Bead,
    Bitext,
    Counted,
    Document,
    Evidence,
    EvidenceKind,
    Finding,
    FindingKind,
    Lang,
    Paragraph,
    ParagraphKind,
    ParagraphLink,
    Record,
    Segment,
    Severity,
    Span,
    Tag,
    Unit,
)
from aligner.outputs.record.canonical import SCHEMA, frozen_mapping

if TYPE_CHECKING:
    from aligner.untrusted_json import Node


def record_from_json(root: Node) -> Record:
    """The record of a JSON value, which must be of the schema.

    Raises:
        InputError: when it is of another, or something is missing, of another type, or contradicts the rest.
    """
    found = root["schema"].text()
    if found != SCHEMA:
        raise InputError(f"its schema is {found!r}, and this version reads {SCHEMA!r}; align the texts again")
    with root.checked():
        bitext = Bitext(
            en=_document(root["en"], Lang.EN),
            ja=_document(root["ja"], Lang.JA),
            source=root["source"].member(Lang),
            source_known=root["source_known"].boolean(),
            mixed=root["mixed"].boolean(),
        )
        alignment = Alignment(
            bitext=bitext,
            beads=tuple(_bead(node) for node in root["beads"].items()),
            links=tuple(_link(node) for node in root["paragraph_links"].items()),
        )
    return Record(
        version=root["version"].text(),
        settings=frozen_mapping(root["settings"].mapping()),
        alignment=alignment,
        findings=tuple(_finding(node, bitext) for node in root["findings"].items()),
    )


def _document(node: Node, lang: Lang) -> Document:
    with node.checked():
        document = Document(
            lang=lang,
            name=node["name"].text(),
            text=node["text"].text(),
            paragraphs=tuple(_paragraph(child) for child in node["paragraphs"].items()),
            segments=tuple(_segment(child) for child in node["segments"].items()),
            encoding=node["encoding"].text(),
            counted=node["counted"].member(Counted) if node.has("counted") else Counted.LINE,
        )
    if node["sha256"].text() != document.sha256:
        raise InputError(f"the {lang} text does not match its sha256; it was changed after the record was made")
    return document


def _paragraph(node: Node) -> Paragraph:
    origin = node["origin"]
    return Paragraph(
        id=node["id"].integer(),
        start=node["start"].integer(),
        end=node["end"].integer(),
        kind=node["kind"].member(ParagraphKind),
        origin=None if origin.is_null() else origin.text(),
        unit=_unit(node["unit"]) if node.has("unit") else None,
        time=_span(node["time"]) if node.has("time") else None,
    )


def _unit(node: Node) -> Unit:
    previous = node["previous"]
    tags = tuple(map(_tag, node["tags"].items())) if node.has("tags") else ()
    return Unit(node["key"].text(), node["state"].text(), None if previous.is_null() else previous.text(), tags)


def _tag(node: Node) -> Tag:
    pair = list(node.items())
    if len(pair) != 2:
        raise node.wrong("an offset and a name")
    return Tag(pair[0].integer(), pair[1].text())


def _segment(node: Node) -> Segment:
    return Segment(
        id=node["id"].integer(),
        paragraph=node["paragraph"].integer(),
        start=node["start"].integer(),
        end=node["end"].integer(),
        line=node["line"].integer(),
        rule=node["rule"].text() if node.has("rule") else "",
    )


def _link(node: Node) -> ParagraphLink:
    return ParagraphLink(node["en"].integers(), node["ja"].integers(), node["confidence"].number())


def _bead(node: Node) -> Bead:
    features = node["features"]
    with node.checked():
        return Bead(
            id=node["id"].integer(),
            en=node["en"].integers(),
            ja=node["ja"].integers(),
            confidence=node["confidence"].number(),
            score=node["score"].number(),
            moved=node["moved"].boolean(),
            features={key: features[key].number() for key in features.mapping()},
            evidence=tuple(_evidence(child) for child in node["evidence"].items()),
            alone=tuple(_alone(child) for child in node["alone"].items()) if node.has("alone") else (),
        )


def _alone(node: Node) -> Alone:
    parts = list(node.items())
    if len(parts) != 3:
        raise node.wrong("a language, a segment and a probability")
    return Alone(parts[0].member(Lang), parts[1].integer(), parts[2].number())


def _evidence(node: Node) -> Evidence:
    return Evidence(
        kind=node["kind"].member(EvidenceKind),
        en=_span(node["en"]),
        ja=_span(node["ja"]),
        weight=node["weight"].number(),
        note=node["note"].text(),
    )


def _span(node: Node) -> Span | None:
    if node.is_null():
        return None
    offsets = node.integers()
    if len(offsets) != 2 or not 0 <= offsets[0] <= offsets[1]:
        raise node.wrong("a pair of offsets")
    return Span(*offsets)


def _finding(node: Node, bitext: Bitext) -> Finding:
    finding = Finding(
        id=node["id"].integer(),
        kind=node["kind"].member(FindingKind),
        severity=node["severity"].member(Severity),
        en=node["en"].integers(),
        ja=node["ja"].integers(),
        message={lang: node["message"][lang].text() for lang in node["message"].mapping()},
        fingerprint=node["fingerprint"].text(),
        detail=frozen_mapping(node["detail"].mapping()),
    )
    for lang in Lang:
        if any(not 0 <= segment < len(bitext.side(lang).segments) for segment in finding.side(lang)):
            raise node[lang].wrong("ids of segments there are")
    return finding
