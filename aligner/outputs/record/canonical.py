"""Makes a record canonical: a canonical record loses nothing when it is written and read again.

Floats (confidences, scores, features, weights) are rounded. Sequences in details and settings become tuples, and their
mappings are sorted by key.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from aligner.model import Alignment, Bead, Evidence, Json, Record

#: The id of the form that is written and read.
SCHEMA = "taiyaku/1"
#: Decimals of a float. Confidences differ by up to 0.001 between numeric libraries, so further decimals would have no
#: meaning.
DECIMALS = 6


def canonical(record: Record) -> Record:
    """The canonical form of a record; a canonical record stays equal."""
    alignment = record.alignment
    return Record(
        version=record.version,
        settings=frozen_mapping(record.settings),
        alignment=Alignment(
            bitext=alignment.bitext,
            beads=tuple(_canonical_bead(bead) for bead in alignment.beads),
            links=tuple(replace(link, confidence=_rounded(link.confidence)) for link in alignment.links),
        ),
        findings=tuple(
            replace(
                finding,
                message=dict(finding.message),
                detail=frozen_mapping(finding.detail),
                certainty=_rounded(finding.certainty),
            )
            for finding in record.findings
        ),
    )


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
        tuple(alone._replace(probability=_rounded(alone.probability)) for alone in bead.alone),
    )


def _canonical_evidence(evidence: Evidence) -> Evidence:
    """The same object where its weight is rounded already, which is usual."""
    weight = _rounded(evidence.weight)
    # A zero may be negative, so it is replaced.
    if weight == evidence.weight and weight:
        return evidence
    return Evidence(evidence.kind, evidence.en, evidence.ja, weight, evidence.note)


def frozen_mapping(mapping: Mapping[str, Json]) -> dict[str, Json]:
    """A JSON object with its arrays as tuples, and all objects in it sorted by key."""
    return {key: _frozen(mapping[key]) for key in sorted(mapping)}


def _frozen(value: Json) -> Json:
    """A JSON value with its arrays as tuples and its objects sorted by key."""
    if isinstance(value, Mapping):
        return frozen_mapping(value)
    if isinstance(value, Sequence) and not isinstance(value, str):
        return tuple(_frozen(item) for item in value)
    return _rounded(value) if isinstance(value, float) else value
