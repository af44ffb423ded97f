"""The sections of both texts: the parts between headings that correspond.

A heading without a counterpart starts no section, so that its text belongs to the section before it. The rule: sections
are in the same order in both texts, and together they are the whole texts. Read next: `elements`, `section_elements`.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from aligner.findings.inspection import LIKELY
from aligner.model import LANGS, Alignment, Document, Lang, ParagraphKind, Span

if TYPE_CHECKING:
    from collections.abc import Mapping

#: How the line of a directive with a title begins. Such a title is no heading of a section.
_DIRECTIVE = ".."


@dataclass(frozen=True, slots=True)
class Section:
    """A part of both texts.

    Attributes:
        spans: its span in each text.
        confidence: the confidence of the less certain of the pairs of headings around it.
    """

    spans: Mapping[Lang, Span]
    confidence: float


def sections(alignment: Alignment) -> list[Section]:
    """Return the sections of both texts, in order."""
    bitext = alignment.bitext
    # The offsets at which sections start and end, with the confidence of the headings there.
    edges: list[tuple[Mapping[Lang, int], float]] = [(dict.fromkeys(LANGS, 0), 1.0)]
    last: Mapping[Lang, int] = dict.fromkeys(LANGS, -1)
    for bead in alignment.beads:
        if bead.moved or bead.confidence < LIKELY or not len(bead.en) == len(bead.ja) == 1:
            continue
        heads = {lang: bead.side(lang)[0] for lang in LANGS}
        if all(_is_heading(bitext.side(lang), heads[lang]) and heads[lang] > last[lang] for lang in LANGS):
            edges.append(({lang: _start(bitext.side(lang), heads[lang]) for lang in LANGS}, bead.confidence))
            last = heads
    edges.append(({lang: len(bitext.side(lang).text) for lang in LANGS}, 1.0))
    return [
        Section({lang: Span(start[lang], end[lang]) for lang in LANGS}, min(confidence, confidence_after))
        for (start, confidence), (end, confidence_after) in pairwise(edges)
    ]


def heading_before(document: Document, span: Span) -> int | None:
    """Return the segment of the last section heading within a span; None if there is none."""
    heads = (k.id for k in document.segments if span.start <= k.start < span.end and _is_heading(document, k.id))
    return max(heads, default=None)


def _is_heading(document: Document, segment: int) -> bool:
    """Whether a segment is the heading of a section, and not the title of a note or a tab, or a field of metadata."""
    paragraph = document.paragraphs[document.segments[segment].paragraph]
    if paragraph.kind is not ParagraphKind.HEADING or document.text.startswith(_DIRECTIVE, paragraph.start):
        return False
    line = document.text.rfind("\n", 0, paragraph.start) + 1
    return not document.text[line : paragraph.start].strip(" \t>")


def _start(document: Document, segment: int) -> int:
    return document.paragraphs[document.segments[segment].paragraph].start
