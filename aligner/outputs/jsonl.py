"""JSON Lines: a bead a line with its texts, for programs that want pairs and nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aligner.findings.places import lines_of
from aligner.outputs.beads import findings_by_bead, in_source_order
from aligner.outputs.record import canonical, json_text
from aligner.text.passages import passage

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aligner.model import Bead, Document, Record


def dump(record: Record) -> str:
    """The beads in the order of the source, a line each; line ends inside a text are escaped."""
    record = canonical(record)
    findings = findings_by_bead(record)

    def row(bead: Bead) -> dict[str, object]:
        bitext = record.alignment.bitext
        return {
            "id": bead.id,
            "en": bead.en,
            "ja": bead.ja,
            "en_text": passage(bitext.en, bead.en),
            "ja_text": passage(bitext.ja, bead.ja),
            "en_lines": _lines(bitext.en, bead.en),
            "ja_lines": _lines(bitext.ja, bead.ja),
            "confidence": bead.confidence,
            "moved": bead.moved,
            "findings": [
                {"id": finding.id, "kind": str(finding.kind), "severity": str(finding.severity)}
                for finding in findings[bead.id]
            ],
        }

    return "".join(json_text(row(bead)) + "\n" for bead in in_source_order(record.alignment))


def _lines(document: Document, segments: Sequence[int]) -> tuple[int, int] | None:
    return lines_of(document, segments) if segments else None
