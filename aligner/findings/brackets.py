"""Brackets and quotation marks without a partner in one text, where the other text has all partners.

A document with many of them has a convention that is unknown here, and nothing is reported.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from aligner.findings.build import Location, build_finding
from aligner.findings.locations import say_lines
from aligner.messages import say
from aligner.model import Document, Finding, FindingKind, Lang, ParagraphKind, Span
from aligner.text.balance import Family, Stray, stray_marks, unbalanced
from aligner.text.prose import without_marks

if TYPE_CHECKING:
    from aligner.findings.inspection import Inspection

_SKIPPED = frozenset({ParagraphKind.CODE, ParagraphKind.MARKUP})
#: More strays than so many, and than this share of the segments, are a habit. Halved or doubled, the eight that are
#: reported in 4,945 pairs stay the same.
_HABIT, _HABIT_SHARE = 4, 0.03
#: How many beads away the other text may have the same mark without a partner. At 0 verse whose quotations end in
#: another verse is reported; at 2 all stays the same.
_BESIDE = 1


def find(inspection: Inspection) -> list[Finding]:
    """A finding for every mark without a partner that stands on one side only."""
    alignment = inspection.alignment
    texts = {lang: _texts(alignment.bitext.side(lang)) for lang in Lang}
    found: list[Finding] = []
    for lang in Lang:
        strays = stray_marks(texts[lang])
        if len(strays) > max(_HABIT, _HABIT_SHARE * len(texts[lang])):
            continue
        owner = {k: bead.id for bead in alignment.beads for k in bead.side(lang)}
        reported: set[tuple[int, Family]] = set()
        for stray in strays:
            bead = owner[stray.text]
            if (stray.text, stray.family) in reported:
                continue
            reported.add((stray.text, stray.family))
            near = alignment.beads[max(bead - _BESIDE, 0) : bead + _BESIDE + 1]
            others = [texts[lang.other][k] for other in near for k in other.side(lang.other)]
            if not any(stray.family in unbalanced(text) for text in others):
                found.append(_finding(inspection, lang, bead, stray))
    return found


def _texts(document: Document) -> list[str]:
    """The running text, headings and tables included, by segment."""
    return [
        ""
        if document.paragraphs[segment.paragraph].kind in _SKIPPED
        else without_marks(document.segment_text(segment.id))
        for segment in document.segments
    ]


def _finding(inspection: Inspection, here: Lang, bead_id: int, stray: Stray) -> Finding:
    bead = inspection.alignment.beads[bead_id]
    document = inspection.alignment.bitext.side(here)
    start = document.segments[stray.text].start + stray.start
    other = Location(here.other, bead.side(here.other))
    return build_finding(
        inspection.alignment.bitext,
        FindingKind.PUNCTUATION,
        "unbalanced",
        say(
            "punctuation.unbalanced",
            source=inspection.direction,
            side=here,
            mark=stray.mark,
            line=say_lines(document, document.line_of(start), of=stray.text),
        ),
        locations=[Location(here, bead.side(here), Span(start, start + 1)), other],
        confidence=bead.confidence,
        about=[stray.mark, document.segment_text(stray.text)],
        **{str(here.other): None},
    )
