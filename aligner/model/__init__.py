"""The data model: spans, documents, beads, evidence, findings.

    left_out     text of a file that is in no segment, by reason
    texts        languages, spans, paragraphs, segments, documents, the bitext
    alignments   evidence, beads, links of paragraphs, the alignment
    findings     findings, severities, the record

Everything is frozen and checks its own invariants, so that no stage can lose a sentence or refer to a place outside a
text. Offsets are Unicode code points into the untouched text, end exclusive. The two sides are English and Japanese.
Which of them is the source changes only names and the order on screen and in files.
"""

from __future__ import annotations

from aligner.model.alignments import Alignment, Alone, Bead, Evidence, EvidenceKind, ParagraphLink
from aligner.model.findings import Finding, FindingKind, Json, NumberMatch, NumberTally, Record, Severity
from aligner.model.left_out import LeftOut, Reason
from aligner.model.texts import (
    LANGS,
    LINE_END,
    NO_LANGUAGE,
    AnchorRule,
    Bitext,
    Counted,
    Document,
    Lang,
    Paragraph,
    ParagraphKind,
    Segment,
    Span,
    Tag,
    TextKind,
    Unit,
    line_starts,
)

__all__ = [
    "LANGS",
    "LINE_END",
    "NO_LANGUAGE",
    "Alignment",
    "Alone",
    "AnchorRule",
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
    "LeftOut",
    "NumberMatch",
    "NumberTally",
    "Paragraph",
    "ParagraphKind",
    "ParagraphLink",
    "Reason",
    "Record",
    "Segment",
    "Severity",
    "Span",
    "Tag",
    "TextKind",
    "Unit",
    "line_starts",
]
