"""The table that TSV and CSV share: a row a bead, in the order of the source.

Columns: ``id``; ``kind`` (pair, moved, en-only, ja-only); ``confidence``; ``en_ids`` and ``ja_ids``, segment
numbers parted by spaces; ``en_lines`` and ``ja_lines``, lines of the file (``3-5``); ``en`` and ``ja``, the
texts; ``findings``, each as ``severity kind: message``, parted by `` / ``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from aligner.findings.places import lines_of
from aligner.outputs.beads import findings_by_bead, in_source_order
from aligner.outputs.record import DECIMALS
from aligner.text.passages import passage

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from aligner.model import Bead, Document, Finding, Lang, Record

COLUMNS = ("id", "kind", "confidence", "en_ids", "ja_ids", "en_lines", "ja_lines", "en", "ja", "findings")


def rows(record: Record, lang: Lang) -> Iterator[tuple[str, ...]]:
    """The rows below the heading; ``lang`` is the language of the findings' messages."""
    bitext = record.alignment.bitext
    findings = findings_by_bead(record)
    for bead in in_source_order(record.alignment):
        yield (
            str(bead.id),
            _kind(bead),
            f"{bead.confidence:.{DECIMALS}f}",
            " ".join(map(str, bead.en)),
            " ".join(map(str, bead.ja)),
            _lines(bitext.en, bead.en),
            _lines(bitext.ja, bead.ja),
            passage(bitext.en, bead.en),
            passage(bitext.ja, bead.ja),
            " / ".join(_worded(finding, lang) for finding in findings[bead.id]),
        )


def _kind(bead: Bead) -> str:
    if not bead.paired:
        return "en-only" if bead.en else "ja-only"
    return "moved" if bead.moved else "pair"


def _lines(document: Document, segments: Sequence[int]) -> str:
    """``3`` or ``3-5``, empty for no segments."""
    if not segments:
        return ""
    first, last = lines_of(document, segments)
    return str(first) if first == last else f"{first}-{last}"


def _worded(finding: Finding, lang: Lang) -> str:
    return f"{finding.severity} {finding.kind}: {finding.message.get(lang, '')}".removesuffix(": ")
