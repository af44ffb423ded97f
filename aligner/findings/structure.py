"""Findings about the structure of a page: heading levels, headings' anchors, cells of table rows.

If one text has all its headings one level lower, has no anchors at all, or differs in the same number of cells in
most rows, nothing is reported. A Japanese anchor that a site makes from the English heading keeps links to it valid,
and is right.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from aligner.findings.build import new_finding
from aligner.findings.inspection import LIKELY
from aligner.messages import say
from aligner.model import Bead, Document, Finding, FindingKind, Lang, ParagraphKind, Segment

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from aligner.findings.inspection import Inspection

_NUMBER_SIGNS = re.compile(r"[ \t>]*(#{1,6})")
_UNDERLINE = re.compile(r"[ \t>]*(=+|-+)\s*$")
_ANCHOR = re.compile(r"\{#([^\s{}]+)\}|\{/\*\s*#?([^\s*{}]+)\s*\*/\}")
#: If more rows than these, and more than half of all, differ in the same way, the translation has another table. A
#: choice.
_FEW_ROWS = 2
_CELL = re.compile(r"(?:[^|`\\]|\\.|`[^`]*`|`)+|(?=\|\|)")


class _Both(NamedTuple):
    """Two headings or two rows that correspond."""

    bead: Bead
    en: Segment
    ja: Segment


def find(inspection: Inspection) -> list[Finding]:
    """Return a finding for every heading with another level or anchor and every row with more or fewer cells."""
    headings = list(_corresponding(inspection, ParagraphKind.HEADING))
    rows = _corresponding(inspection, ParagraphKind.TABLE)
    return [
        *_levels(inspection, headings),
        *_anchors(inspection, headings),
        *_cells(inspection, rows),
    ]


def _corresponding(inspection: Inspection, kind: ParagraphKind) -> Iterator[_Both]:
    bitext = inspection.alignment.bitext
    for bead in inspection.alignment.beads:
        if bead.paired and bead.confidence >= LIKELY:
            en, ja = (_of_kind(bitext.side(lang), bead.side(lang), kind) for lang in (Lang.EN, Lang.JA))
            if len(en) == len(ja):
                yield from (_Both(bead, one, other) for one, other in zip(en, ja, strict=True))


def _of_kind(document: Document, segments: Sequence[int], kind: ParagraphKind) -> list[Segment]:
    of_bead = [document.segments[k] for k in segments]
    return [segment for segment in of_bead if document.paragraphs[segment.paragraph].kind is kind]


def _levels(inspection: Inspection, headings: Sequence[_Both]) -> Iterator[Finding]:
    bitext = inspection.alignment.bitext
    levels = [(_level(bitext.en, both.en), _level(bitext.ja, both.ja)) for both in headings]
    apart = Counter(ja - en for en, ja in levels if en and ja)
    usual = max(apart, key=lambda step: (apart[step], -abs(step)), default=0)
    if usual and apart[usual] <= apart.total() / 2:
        usual = 0
    for both, (en, ja) in zip(headings, levels, strict=True):
        if en and ja and ja - en != usual:
            message = say("markup.level", source=inspection.direction, en="#" * en, ja="#" * ja)
            yield _finding(inspection, both, "level", message, (f"{en}", f"{ja}"))


def _level(document: Document, heading: Segment) -> int:
    """Return the level of a heading, 1 to 6; 0 if it is not known."""
    paragraph = document.paragraphs[heading.paragraph]
    if signs := _NUMBER_SIGNS.match(document.text, paragraph.start, heading.start):
        return len(signs[1])
    if heading.paragraph + 1 < len(document.paragraphs):
        below = document.paragraphs[heading.paragraph + 1]
        underline = _UNDERLINE.match(document.text, below.start, below.end)
        if below.kind is ParagraphKind.MARKUP and underline:
            return 1 if underline[1].startswith("=") else 2
    return 0


def _anchors(inspection: Inspection, headings: Sequence[_Both]) -> Iterator[Finding]:
    bitext = inspection.alignment.bitext
    anchors = [(_anchor(bitext.en, both.en), _anchor(bitext.ja, both.ja)) for both in headings]
    if not any(en for en, _ in anchors) or not any(ja for _, ja in anchors):
        return
    for both, (en, ja) in zip(headings, anchors, strict=True):
        if en == ja or (not en and _bare(ja) == _bare(bitext.en.segment_text(both.en.id))):
            continue
        what = say("markup.anchor")
        if en and ja:
            message = say("markup.differs", source=inspection.direction, what=what, en=en, ja=ja)
        else:
            source, here = inspection.direction, Lang.EN if en else Lang.JA
            key = "only" if source is None else "missing" if here is source else "added"
            message = say(f"markup.{key}", source=source, side=here, what=what, marks=en or ja, more="")
        yield _finding(inspection, both, "anchor", message, (en, ja))


def _bare(text: str) -> str:
    """Return the letters and figures of a text. Sites make the anchor of a heading without one from them."""
    return "".join(char for char in text.casefold() if char.isalnum())


def _anchor(document: Document, heading: Segment) -> str:
    """Return the anchor after a heading, or ""."""
    match = _ANCHOR.search(document.text, heading.end, document.paragraphs[heading.paragraph].end)
    return (match[1] or match[2]) if match else ""


def _cells(inspection: Inspection, rows: Iterator[_Both]) -> Iterator[Finding]:
    bitext = inspection.alignment.bitext
    cells = [(both, _cell_count(bitext.en, both.en), _cell_count(bitext.ja, both.ja)) for both in rows]
    shapes = Counter((en, ja) for _, en, ja in cells)
    for both, en, ja in cells:
        if en != ja and shapes[en, ja] <= max(_FEW_ROWS, len(cells) / 2):
            message = say("markup.cells", source=inspection.direction, en=en, ja=ja)
            yield _finding(inspection, both, "cells", message, (f"{en}", f"{ja}"))


def _cell_count(document: Document, row: Segment) -> int:
    return len(_CELL.findall(document.segment_text(row.id)))


def _finding(
    inspection: Inspection,
    both: _Both,
    relation: str,
    message: dict[str, str],
    values: tuple[str, str],
) -> Finding:
    bitext = inspection.alignment.bitext
    texts = (bitext.en.segment_text(both.en.id), bitext.ja.segment_text(both.ja.id))
    return new_finding(
        FindingKind.MARKUP,
        relation,
        message,
        {Lang.EN: (both.en.id,), Lang.JA: (both.ja.id,)},
        confidence=both.bead.confidence,
        about=[relation, *values, *texts],
        detail={
            "en": {"start": both.en.start, "end": both.en.end, "value": values[0]},
            "ja": {"start": both.ja.start, "end": both.ja.end, "value": values[1]},
        },
    )
