"""A bead as a row, as every listing format shows it, in the order of the source."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from aligner.findings.locations import lines_of
from aligner.model import Lang, Severity
from aligner.outputs.beads import findings_by_bead, in_source_order
from aligner.outputs.options import Level, Listing
from aligner.outputs.record import DECIMALS
from aligner.text.passages import on_one_line, passage

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from aligner.model import Bead, Document, Finding, Record


class Kind(StrEnum):
    """The kind of a bead as readers see it."""

    PAIR = "pair"
    MOVED = "moved"
    EN_ONLY = "en-only"
    JA_ONLY = "ja-only"


@dataclass(frozen=True, slots=True)
class Row:
    """A bead with its texts, their lines (first and last, 1-based; None for no text) and its findings."""

    bead: Bead
    kind: Kind
    texts: Mapping[Lang, str]
    lines: Mapping[Lang, tuple[int, int] | None]
    findings: tuple[Finding, ...]

    @property
    def confidence(self) -> str:
        """The bead's confidence, with as many decimals as in the record."""
        return f"{self.bead.confidence:.{DECIMALS}f}"

    @property
    def worst(self) -> Severity | None:
        """The severity of the worst finding; None where there is none."""
        return min((finding.severity for finding in self.findings), key=lambda severity: severity.rank, default=None)

    def place(self, lang: Lang) -> str:
        """The lines of one side: ``3`` or ``3–5``, empty for no text.

        The dash is no hyphen, because a spreadsheet takes ``3-5`` for the third of May.
        """
        lines = self.lines[lang]
        if lines is None:
            return ""
        first, last = lines
        return str(first) if first == last else f"{first}–{last}"

    def segments(self, lang: Lang) -> str:
        """The numbers of the segments of one side, parted by spaces."""
        return " ".join(map(str, self.bead.side(lang)))


def rows(record: Record, listing: Listing, *, usual: Level = Level.ALL) -> Iterator[Row]:
    """The beads that are listed, in the order of the source; ``usual`` is the level where none is chosen."""
    bitext = record.alignment.bitext
    level = usual if listing.beads is None else listing.beads
    findings = findings_by_bead(record)
    for bead in in_source_order(record.alignment):
        if bead.confidence < listing.min_confidence or (level is Level.PAIRED and not bead.paired):
            continue
        texts = {lang: passage(bitext.side(lang), bead.side(lang)) for lang in Lang}
        if listing.one_line:
            texts = {lang: on_one_line(text) for lang, text in texts.items()}
        lines = {lang: _lines(bitext.side(lang), bead.side(lang)) for lang in Lang}
        yield Row(bead, kind_of(bead), texts, lines, findings[bead.id])


def kind_of(bead: Bead) -> Kind:
    """The kind of a bead."""
    if not bead.paired:
        return Kind.EN_ONLY if bead.en else Kind.JA_ONLY
    return Kind.MOVED if bead.moved else Kind.PAIR


def worded(finding: Finding, lang: Lang) -> str:
    """A finding on one line: ``severity kind: message``."""
    return f"{finding.severity} {finding.kind}: {finding.message.get(lang, '')}".removesuffix(": ")


def _lines(document: Document, segments: tuple[int, ...]) -> tuple[int, int] | None:
    return lines_of(document, segments) if segments else None
