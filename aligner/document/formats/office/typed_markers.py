"""Marks of lists and headings that were typed, where the file's own lists and styles were not used (・, ■, 第1章)."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from aligner.document.line_types import Look, heading_mark, look_of
from aligner.model import ParagraphKind

if TYPE_CHECKING:
    from collections.abc import Sequence


class Typed(NamedTuple):
    """The kind of a paragraph by its typed mark, and the length of the mark with the space around it."""

    kind: ParagraphKind
    mark: int


def read_marks(texts: Sequence[tuple[str, ParagraphKind]]) -> list[Typed]:
    """Return the kinds of paragraphs; only running text and list items are looked at.

    A mark of headings (■) that no neighbour has is one.
    """
    return [_read(texts, k) for k in range(len(texts))]


def _read(texts: Sequence[tuple[str, ParagraphKind]], k: int) -> Typed:
    text, kind = texts[k]
    margin = len(text) - len(text.lstrip())
    line = text[margin:].rstrip()
    if kind not in {ParagraphKind.BODY, ParagraphKind.LIST} or not line:
        return Typed(kind, 0)
    look = look_of(line)
    if look.look is Look.HEADING and kind is ParagraphKind.BODY and "\n" not in line:
        return Typed(ParagraphKind.HEADING, 0)
    if look.look is Look.ENUMERATOR:
        return Typed(ParagraphKind.LIST, 0)
    if look.look is not Look.BULLET or look.mark >= len(line):
        return Typed(kind, 0)
    near = [texts[other][0].lstrip()[:1] for other in (k - 1, k + 1) if 0 <= other < len(texts)]
    alone = heading_mark(line) and line[0] not in near
    return Typed(ParagraphKind.HEADING if alone else ParagraphKind.LIST, margin + look.mark)
