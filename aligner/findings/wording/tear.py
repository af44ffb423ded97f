"""A place where a text is torn, and the data that the rules of both languages share."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from aligner.findings.length_excess import times_usual
from aligner.model import Lang, ParagraphKind, TextKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aligner.findings.inspection import Inspection
    from aligner.model import Bead, Segment, Span

#: Kinds of paragraph with running text, in which a tear is visible.
RUNNING = frozenset({ParagraphKind.BODY, ParagraphKind.QUOTE})
#: Kinds of text in which sentences break off, or in which there are no sentences. A dialogue without capitals or stops
#: is known by its habits.
_BROKEN = frozenset({TextKind.COMIC, TextKind.TRANSCRIPT, TextKind.CATALOGUE, TextKind.FRONT_MATTER})
#: Maximum length of a side that lost text, as a share of the length that is expected from the other side. Of sentences
#: of scripture that go on in the next verse, none is shorter. A choice.
_SHORTENED = 0.6
#: From this share of sentences on, and from more than a few, a text does without stops, as subtitles do. A choice.
_OPEN_HABIT, _FEW_OPEN = 0.4, 3
#: The end of a Japanese sentence.
JAPANESE_END = re.compile(r"[。．！？!?][」』）)]*\s*$")


class Tear(NamedTuple):
    """A tear: the segment, the span of the document, and the relation (`torn` lists them)."""

    segment: int
    span: Span
    relation: str


def running_segments(inspection: Inspection, lang: Lang) -> Sequence[Segment]:
    """Return the segments of running text in which a tear is visible: no speech, titles or entries."""
    document = inspection.alignment.bitext.side(lang)
    return [
        segment
        for segment in document.segments
        if document.paragraphs[segment.paragraph].kind in RUNNING and not is_broken(inspection, lang, segment.id)
    ]


def is_broken(inspection: Inspection, lang: Lang, segment: int) -> bool:
    """Whether the text around a segment is of a kind whose sentences break off."""
    return inspection.text_kind(lang, segment) in _BROKEN


def is_habit(texts: Sequence[str], form: re.Pattern[str]) -> bool:
    """Whether a text is generally written in a form. Of few sentences nothing is known, and it is taken as usual."""
    lacking = sum(form.search(text) is None for text in texts)
    return lacking <= max(_FEW_OPEN, _OPEN_HABIT * len(texts))


def has_lost_text(inspection: Inspection, bead: Bead, lang: Lang) -> bool:
    """Whether a side of a pair is much shorter than is usual for its other side."""
    return times_usual(inspection, bead, lang) < _SHORTENED
