"""A place where a text is torn, and the data that the rules of both languages share."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from aligner.model import ParagraphKind

if TYPE_CHECKING:
    from aligner.model import Span

#: Kinds of paragraph with running text, in which a tear is visible.
RUNNING = frozenset({ParagraphKind.BODY, ParagraphKind.QUOTE})
#: The end of a Japanese sentence.
JAPANESE_END = re.compile(r"[。．！？!?][」』）)]*\s*$")


class Tear(NamedTuple):
    """A tear: the segment, the span of the document, and the relation (`torn` lists them)."""

    segment: int
    span: Span
    relation: str
