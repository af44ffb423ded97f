"""A place where a text is torn, and what both languages need to find one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from aligner.model import ParagraphKind

if TYPE_CHECKING:
    from aligner.model import Document, Span

#: Paragraphs whose text runs on, so that a tear shows.
RUNNING = frozenset({ParagraphKind.BODY, ParagraphKind.QUOTE})
#: How a Japanese sentence ends.
JAPANESE_END = re.compile(r"[。．！？!?][」』）)]*\s*$")
#: From this share of sentences on, and from more than a few, going without stops is a habit. A choice.
_OPEN_HABIT, _FEW_OPEN = 0.5, 8


class Tear(NamedTuple):
    """The segment, the stretch of the document that shows it, and how it is torn (`torn` lists the relations)."""

    segment: int
    span: Span
    relation: str


def goes_without_stops(document: Document) -> bool:
    """Whether the sentences of a Japanese text do not end with stops, as those of subtitles."""
    running = [one.id for one in document.segments if document.paragraphs[one.paragraph].kind in RUNNING]
    open_ends = sum(not JAPANESE_END.search(document.segment_text(k)) for k in running)
    return open_ends > max(_FEW_OPEN, _OPEN_HABIT * len(running))
