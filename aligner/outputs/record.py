"""The JSON record, schema ``taiyaku/1``: a whole alignment in one file.

Every other output can be made from it. Rules: the same record gives the same bytes (keys in the order of the
contract, mappings sorted by key); exact numbers are strings; every float (confidence, score, feature, weight)
is rounded to six decimals, so a record is first made ``canonical`` and then loses nothing: ``load(dump(x)) ==
x`` for every canonical ``x``. The published form is ``docs/taiyaku-1.schema.json``.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from aligner.decoding import Node, parse
from aligner.errors import InputError
from aligner.findings.kinds import mqm_type
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
    Json,
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

SCHEMA = "taiyaku/1"

#: Decimals kept of a float. Confidences differ by up to 0.001 between numeric libraries, so more would only
#: pretend.
DECIMALS = 6

# Lone surrogates cannot be written in UTF-8; the rest are line ends to some readers, which one line of JSON
# must not hold.
_ESCAPED = re.compile("[\ud800-\udfff\u0085\u2028\u2029]")


def dump(record: Record) -> str:
    """The record as JSON text with a line end; rounds what is not canonical yet."""
    return _laid_out(_to_json(canonical(record))) + "\n"


def load(text: str, *, name: str | None = None) -> Record:
    """The record that ``dump`` wrote.

    Args:
        text: JSON text.
        name: the file it comes from, for messages.

    Raises:
        InputError: when it is no JSON, another schema, or a record that contradicts itself.
    """
    try:
        return _from_json(parse(text))
    except InputError as error:
        if error.line is None:
            raise InputError(f"not a usable taiyaku record: {error.problem}", name=name) from None
        raise InputError(error.problem, name=name, line=error.line) from None


def canonical(record: Record) -> Record:
    """The record as a file holds it: floats rounded, sequences in details and settings as tuples."""
    alignment = record.alignment
    return Record(
        version=record.version,
        settings=_frozen_mapping(record.settings),
        alignment=Alignment(
            bitext=alignment.bitext,
            beads=tuple(_canonical_bead(bead) for bead in alignment.beads),
            links=tuple(replace(link, confidence=_rounded(link.confidence)) for link in alignment.links),
        ),
        findings=tuple(
            replace(finding, message=dict(finding.message), detail=_frozen_mapping(finding.detail))
            for finding in record.findings
        ),
    )


def json_text(value: Any) -> str:
    r"""JSON on one line, in plain characters.

    >>> json_text({"ja": "対訳\u2028"})
    '{"ja": "対訳\\u2028"}'
    """
    text = json.dumps(value, ensure_ascii=False, allow_nan=False)
    return _ESCAPED.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def _laid_out(value: Any, depth: int = 0) -> str:
    """JSON with a key a line near the root and an entry a line in lists: records can be read and compared."""
    margin = "\n" + " " * (depth + 1)
    if isinstance(value, Mapping) and value and depth < 2:
        entries = [f"{json_text(key)}: {_laid_out(entry, depth + 1)}" for key, entry in value.items()]
        return "{" + margin + ("," + margin).join(entries) + margin[:-1] + "}"
    if isinstance(value, list) and value:
        return "[" + margin + ("," + margin).join(map(json_text, value)) + margin[:-1] + "]"
    return json_text(value)


def _rounded(value: float) -> float:
    return round(float(value), DECIMALS) + 0.0  # + 0.0 makes -0.0 a plain zero


def _canonical_bead(bead: Bead) -> Bead:
    return Bead(
        bead.id,
        bead.en,
        bead.ja,
        _rounded(bead.confidence),
        _rounded(bead.score),
        bead.moved,
        {key: _rounded(bead.features[key]) for key in sorted(bead.features)},
        tuple(map(_canonical_evidence, bead.evidence)),
        tuple(it._replace(probability=_rounded(it.probability)) for it in bead.alone),
    )


def _canonical_evidence(evidence: Evidence) -> Evidence:
    """The same one where its weight is rounded already, as it is unless it was made elsewhere."""
    weight = _rounded(evidence.weight)
    # A zero is taken anew, since it may be a negative one.
    if weight == evidence.weight and weight:
        return evidence
    return Evidence(evidence.kind, evidence.en, evidence.ja, weight, evidence.note)


def _frozen_mapping(mapping: Mapping[str, Json]) -> dict[str, Json]:
    return {key: _frozen(mapping[key]) for key in sorted(mapping)}


def _frozen(value: Json) -> Json:
    """A JSON value with its arrays as tuples and its objects sorted by key."""
    if isinstance(value, Mapping):
        return _frozen_mapping(value)
    if isinstance(value, Sequence) and not isinstance(value, str):
        return tuple(_frozen(item) for item in value)
    return _rounded(value) if isinstance(value, float) else value


def _to_json(record: Record) -> dict[str, Any]:
    alignment = record.alignment
    bitext = alignment.bitext
    return {
        "schema": SCHEMA,
        "version": record.version,
        "settings": record.settings,
        "source": str(bitext.source),
        "source_known": bitext.source_known,
        "mixed": bitext.mixed,
        "en": _document_to_json(bitext.en),
        "ja": _document_to_json(bitext.ja),
        "paragraph_links": [{"en": link.en, "ja": link.ja, "confidence": link.confidence} for link in alignment.links],
        "beads": [bead_to_json(bead) for bead in alignment.beads],
        "findings": [_finding_to_json(finding) for finding in record.findings],
    }


def _document_to_json(document: Document) -> dict[str, Any]:
    return {
        "name": document.name,
        "sha256": document.sha256,
        "encoding": document.encoding,
        **({} if document.counted is Counted.LINE else {"counted": str(document.counted)}),
        "text": document.text,
        "paragraphs": [
            {"id": it.id, "start": it.start, "end": it.end, "kind": str(it.kind), "origin": it.origin}
            | ({} if it.unit is None else {"unit": _unit_to_json(it.unit)})
            | ({} if it.time is None else {"time": it.time})
            for it in document.paragraphs
        ],
        "segments": [
            {
                "id": it.id,
                "paragraph": it.paragraph,
                "start": it.start,
                "end": it.end,
                "line": it.line,
                "rule": it.rule,
            }
            for it in document.segments
        ],
    }


def _unit_to_json(unit: Unit) -> dict[str, Any]:
    tags = {"tags": unit.tags} if unit.tags else {}
    return {"key": unit.key, "state": unit.state, "previous": unit.previous, **tags}


def bead_to_json(bead: Bead) -> dict[str, Any]:
    """A bead as the record holds it."""
    return {
        "id": bead.id,
        "en": bead.en,
        "ja": bead.ja,
        "confidence": bead.confidence,
        "moved": bead.moved,
        "score": bead.score,
        "features": bead.features,
        "evidence": [evidence_to_json(it) for it in bead.evidence],
        **({"alone": bead.alone} if bead.alone else {}),
    }


def evidence_to_json(evidence: Evidence) -> dict[str, Any]:
    """A piece of evidence as the record holds it."""
    return {
        "kind": str(evidence.kind),
        "en": evidence.en,
        "ja": evidence.ja,
        "weight": evidence.weight,
        "note": evidence.note,
    }


def _finding_to_json(finding: Finding) -> dict[str, Any]:
    """``mqm`` follows from kind and relation and is written for other tools; ``load`` need not read it."""
    mqm = mqm_type(finding.kind, str(finding.detail.get("relation", "")))
    return {
        "id": finding.id,
        "fingerprint": finding.fingerprint,
        "kind": str(finding.kind),
        "severity": str(finding.severity),
        "en": finding.en,
        "ja": finding.ja,
        "message": {key: finding.message[key] for key in sorted(finding.message)},
        "detail": finding.detail,
        "mqm": {"id": mqm.id, "name": mqm.name},
    }


def _from_json(root: Node) -> Record:
    schema = root["schema"].text()
    if schema != SCHEMA:
        raise InputError(f"its schema is {schema!r}, and this version reads {SCHEMA!r}")
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
        settings=_frozen_mapping(root["settings"].mapping()),
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
        detail=_frozen_mapping(node["detail"].mapping()),
    )
    for lang in Lang:
        if any(not 0 <= segment < len(bitext.side(lang).segments) for segment in finding.side(lang)):
            raise node[lang].wrong("ids of segments there are")
    return finding
