"""Turns a record into the values of its JSON, with keys in the order of the contract."""

from __future__ import annotations

from typing import Any

from aligner.findings.kinds import mqm_type
from aligner.findings.quality import Quality, estimate
from aligner.findings.relatedness import Headline, headline
from aligner.matching.translator import habits
from aligner.model import Alignment, Bead, Counted, Document, Evidence, Finding, LeftOut, Record, Unit
from aligner.outputs.record.canonical import SCHEMA


def record_to_json(record: Record) -> dict[str, Any]:
    """A record as JSON values, with the id of its schema; numbers are not rounded."""
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
        "headline": _headline_to_json(headline(alignment)),
        "findings": [_finding_to_json(finding) for finding in record.findings],
        "quality": _quality_to_json(estimate(alignment, record.findings)),
        **_habits_to_json(alignment),
    }


def _habits_to_json(alignment: Alignment) -> dict[str, Any]:
    """The habits follow from the beads and are written for other tools; nothing where the translator has none."""
    frequent = habits(alignment.beads)
    if not frequent:
        return {}
    shapes = [{"en": habit.en, "ja": habit.ja, "pairs": habit.pairs} for habit in frequent]
    return {"translator": {"pairs": frequent[0].all_pairs, "shapes": shapes}}


def _headline_to_json(made: Headline | None) -> dict[str, Any] | None:
    """The headline follows from the beads and is written for other tools; ``load`` need not read it."""
    if made is None:
        return None
    return {
        "relation": str(made.relation),
        "side": str(made.side),
        "matched": {str(lang): share for lang, share in made.matched.items()},
        "length": made.length,
        "message": made.message,
    }


def _quality_to_json(quality: Quality | None) -> dict[str, Any] | None:
    """The estimate follows from the findings and is written for other tools; ``load`` need not read it."""
    if quality is None:
        return None
    return {
        "words": quality.words,
        **({} if quality.characters is None else {"characters": quality.characters}),
        "counts": [
            {
                "severity": str(severity),
                "certain": certain,
                "findings": rate.findings,
                "per_1000_words": rate.rate,
                "interval": [rate.low, rate.high],
            }
            for (severity, certain), rate in quality.rates.items()
        ],
        "expected": quality.expected,
        "types": [{"id": type_.id, "name": type_.name, "findings": number} for type_, number in quality.types],
    }


def _document_to_json(document: Document) -> dict[str, Any]:
    return {
        "name": document.name,
        "sha256": document.sha256,
        "encoding": document.encoding,
        **({} if document.counted is Counted.LINE else {"counted": str(document.counted)}),
        "text": document.text,
        "paragraphs": [
            {
                "id": paragraph.id,
                "start": paragraph.start,
                "end": paragraph.end,
                "kind": str(paragraph.kind),
                "origin": paragraph.origin,
            }
            | ({} if paragraph.unit is None else {"unit": _unit_to_json(paragraph.unit)})
            | ({} if paragraph.time is None else {"time": paragraph.time})
            for paragraph in document.paragraphs
        ],
        "segments": [
            {
                "id": segment.id,
                "paragraph": segment.paragraph,
                "start": segment.start,
                "end": segment.end,
                "line": segment.line,
                "rule": segment.rule,
            }
            for segment in document.segments
        ],
        **({"left_out": [_left_out_to_json(amount) for amount in document.left_out]} if document.left_out else {}),
    }


def _left_out_to_json(amount: LeftOut) -> dict[str, Any]:
    return {
        "reason": str(amount.reason),
        "words": amount.words,
        "characters": amount.characters,
        "line": amount.line,
        "option": amount.option,
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
        "evidence": [evidence_to_json(evidence) for evidence in bead.evidence],
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
        "certainty": finding.certainty,
        "en": finding.en,
        "ja": finding.ja,
        "message": {key: finding.message[key] for key in sorted(finding.message)},
        "detail": finding.detail,
        "mqm": {"id": mqm.id, "name": mqm.name},
    }
