"""The nouns: spans, documents, beads, evidence, findings.

Everything here is frozen and checks its own invariants, so a later stage can neither lose a sentence nor point outside
a text. Offsets are Unicode code points into the untouched text, end exclusive. Inside the program the two sides are
English and Japanese; which of them is the source only changes names and order of what is shown.
"""

from __future__ import annotations

from aligner.model.alignments import Alignment, Alone, Bead, Evidence, EvidenceKind, ParagraphLink
from aligner.model.findings import Finding, FindingKind, Json, NumberMatch, NumberTally, Record, Severity
from aligner.model.texts import (
    LANGS,
    LINE_END,
    Bitext,
    Counted,
    Document,
    Lang,
    Paragraph,
    ParagraphKind,
    Segment,
    Span,
    Tag,
    Unit,
    line_starts,
)

__all__ = [
    "LANGS",
    "LINE_END",
    "Alignment",
    "Alone",
    "Bead",
    "Bitext",
    "Counted",
    "Document",
    "Evidence",
    "EvidenceKind",
    "Finding",
    "FindingKind",
    "Json",
    "Lang",
    "NumberMatch",
    "NumberTally",
    "Paragraph",
    "ParagraphKind",
    "ParagraphLink",
    "Record",
    "Segment",
    "Severity",
    "Span",
    "Tag",
    "Unit",
    "line_starts",
]
