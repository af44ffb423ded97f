"""A place where a text is torn, and what both languages need to find one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from aligner.model import ParagraphKind

if TYPE_CHECKING:
    from aligner.model import Span

#: Paragraphs whose text runs on, so that a tear shows.
RUNNING = frozenset({ParagraphKind.BODY, ParagraphKind.QUOTE})
#: How a Japanese sentence ends.
JAPANESE_END = re.compile(r"[。．！？!?][」』）)]*\s*$")


class Tear(NamedTuple):
    """The segment, the stretch of the document that shows it, and how it is torn (`torn` lists the relations)."""

    segment: int
    span: Span
    relation: str
