"""Lines and columns of findings in the two files. Missing text has the place where it belongs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

from aligner.model import Document, Finding, Lang, Record, Span
from aligner.outputs.report.highlight import fit
from aligner.text.passages import passage

if TYPE_CHECKING:
    from collections.abc import Sequence


class Region(NamedTuple):
    """A part of a file: 1-based lines and columns, the end exclusive. A place of insertion is an empty region.

    Columns count UTF-16 code units, as editors and code hosts do.
    """

    start_line: int
    start_column: int
    end_line: int
    end_column: int


class Places:
    """The places of a record's findings."""

    def __init__(self, record: Record) -> None:
        bitext = record.alignment.bitext
        self.source = bitext.side(bitext.source)
        self.target = bitext.side(bitext.source.other)
        # In a bilingual file, the unit of a missing translation exists.
        self._one_file = bitext.given and self.source.name == self.target.name
        self._belongs: dict[int, int] = {}  # source sentence -> the target sentence before which its bead belongs
        before = 0
        for bead in record.alignment.beads:
            after = bead.side(self.target.lang)[-1] + 1 if bead.paired and not bead.moved else before
            for position, segment in enumerate(bead.side(self.source.lang)):
                # A sentence that was added to a pair belongs after the translation of the sentence before it.
                self._belongs[segment] = after if position else before
            before = after

    def insertion(self, finding: Finding) -> int:
        """Return the target sentence before which the missing text belongs; the number of sentences for the end."""
        return self._belongs[finding.side(self.source.lang)[0]]

    def insertion_offset(self, finding: Finding) -> int:
        """Return the offset in the translation at which the missing text belongs: the end of the sentence before it."""
        before = self.insertion(finding)
        return self.target.segments[before - 1].end if before else 0

    def in_target(self, finding: Finding) -> Region:
        """Return the place of a finding in the translation. Missing text belongs after the sentence before it."""
        if finding.side(self.target.lang):
            return region_of(self.target, _span(self.target, finding))
        if self._one_file:
            return region_of(self.source, _span(self.source, finding))
        offset = self.insertion_offset(finding)
        return region_of(self.target, Span(offset, offset))

    def in_source(self, finding: Finding) -> Region | None:
        """Return the place of a finding in the original; None if it is about the translation alone."""
        return region_of(self.source, _span(self.source, finding)) if finding.side(self.source.lang) else None


def _span(document: Document, finding: Finding) -> Span:
    """Return the words that a finding points at, otherwise its sentences."""
    sentences = span_of(document, finding.side(document.lang))
    return _pointed_at(finding, document.lang, sentences) or sentences


def _pointed_at(finding: Finding, lang: Lang, within: Span) -> Span | None:
    detail = finding.detail.get(str(lang))
    if isinstance(detail, Mapping):
        start, end = detail.get("start"), detail.get("end")
        if isinstance(start, int) and isinstance(end, int) and within.start <= start < end <= within.end:
            return Span(start, end)
    return None


def span_of(document: Document, segments: Sequence[int]) -> Span:
    """Return the span from the first sentence to the last."""
    return Span(document.segments[segments[0]].start, document.segments[segments[-1]].end)


def region_of(document: Document, span: Span) -> Region:
    """Return the lines and columns of a span of a document's text."""
    start = document.line_of(span.start), _column(document, span.start)
    return Region(*start, document.line_of(span.end), _column(document, span.end))


def _column(document: Document, offset: int) -> int:
    if not document.is_file:
        return 1  # text extracted from a file has lines but no columns
    line = 1 + max(document.text.rfind(end, 0, offset) for end in "\r\n")
    return 1 + sum(2 if ord(char) > 0xFFFF else 1 for char in document.text[line:offset])


def quoted(document: Document, segments: Sequence[int], length: int) -> str:
    """Return the text of some sentences on one line, cut at a length."""
    text = fit(passage(document, segments))
    return text if len(text) <= length else text[: length - 1].rstrip() + "…"
