"""JSON Lines: one bead with its texts on each line, for programs that need only pairs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aligner.model import Lang
from aligner.outputs.options import EVERYTHING, Listing
from aligner.outputs.record import canonical, json_text
from aligner.outputs.rows import rows

if TYPE_CHECKING:
    from aligner.model import Record
    from aligner.outputs.rows import Row


def dump(record: Record, *, listing: Listing = EVERYTHING) -> str:
    """The beads in the order of the source, a line each; line ends inside a text are escaped."""
    return "".join(json_text(_entry(row)) + "\n" for row in rows(canonical(record), listing))


def _entry(row: Row) -> dict[str, object]:
    return {
        "id": row.bead.id,
        "en": row.bead.en,
        "ja": row.bead.ja,
        "en_text": row.texts[Lang.EN],
        "ja_text": row.texts[Lang.JA],
        "en_lines": row.lines[Lang.EN],
        "ja_lines": row.lines[Lang.JA],
        "confidence": row.bead.confidence,
        "moved": row.bead.moved,
        "findings": [
            {"id": finding.id, "kind": str(finding.kind), "severity": str(finding.severity)} for finding in row.findings
        ],
    }
