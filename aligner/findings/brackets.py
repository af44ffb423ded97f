"""Brackets and quotation marks without a partner in one text, where the other text has all partners.

If a document has many of them, it uses a convention that is not known here, and nothing is reported.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from aligner.findings.build import Location, build_finding
from aligner.findings.locations import say_lines
from aligner.messages import say
from aligner.model import NO_LANGUAGE, Document, Finding, FindingKind, Lang, Span
from aligner.text.balance import Family, Stray, stray_marks, unbalanced
from aligner.text.prose import without_marks

if TYPE_CHECKING:
    from aligner.findings.inspection import Inspection

#: More marks without a partner than this number, and than this share of the segments, are a convention. With half
#: and with twice the values, the eight findings in 4,945 pairs are the same.
_HABIT, _HABIT_SHARE = 4, 0.03
#: Maximum distance in beads of the same mark without a partner in the other text. At 0, verse is reported if a
#: quotation ends in another verse; at 2, nothing changes.
_BESIDE = 1


def find(inspection: Inspection) -> list[Finding]:
    """Return a finding for every mark without a partner that only one side has."""
    alignment = inspection.alignment
    texts = {lang: _texts(alignment.bitext.side(lang)) for lang in Lang}
    findings: list[Finding] = []
    for lang in Lang:
        strays = stray_marks(texts[lang])
        if len(strays) > max(_HABIT, _HABIT_SHARE * len(texts[lang])):
            continue
        reported: set[tuple[int, Family]] = set()
        for stray in strays:
            bead = inspection.beads_of[lang][stray.text].id
            if (stray.text, stray.family) in reported:
                continue
            reported.add((stray.text, stray.family))
            near = alignment.beads[max(bead - _BESIDE, 0) : bead + _BESIDE + 1]
            others = [texts[lang.other][k] for other in near for k in other.side(lang.other)]
            if not any(stray.family in unbalanced(text) for text in others):
                findings.append(_finding(inspection, lang, bead, stray))
    return findings


def _texts(document: Document) -> list[str]:
    """Return the running text, with headings and tables, by segment."""
    return [
        ""
        if document.paragraphs[segment.paragraph].kind in NO_LANGUAGE
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
