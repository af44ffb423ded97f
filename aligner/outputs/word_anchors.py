"""Where in a Word document a stretch of its text stands, and the marks of comments put there.

A comment is anchored to whole runs, since only marks are added and no run is cut; what hangs on a paragraph (a note, a
text box) is anchored to where it hangs, because Word takes no comments inside it.
"""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate
from typing import TYPE_CHECKING

from lxml import etree

from aligner.document.formats.office.names import named

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lxml.etree import _Element as Element

    from aligner.document.blocks import Block
    from aligner.document.formats.office.extracted import Found
    from aligner.model import Span


class Anchors:
    """The document's paragraphs as they were found, and its blocks, one of each for the other."""

    def __init__(self, found: Sequence[Found], blocks: Sequence[Block]) -> None:
        self._found = found
        self._blocks = blocks
        self._starts = [block.start for block in blocks]
        self._behind: dict[Element, Element] = {}

    def cover(self, span: Span, id_: int) -> None:
        """Mark a stretch of the text as what a comment is about, in the paragraph in which it starts."""
        first, last = self._ends(span)
        space = _space(first)
        first.addprevious(_mark(space, "commentRangeStart", id_))
        self._add_behind(last, _mark(space, "commentRangeEnd", id_), _reference(space, id_))

    def point(self, span: Span, id_: int, *, before: bool) -> None:
        """Mark the place before or behind a stretch of the text."""
        first, last = self._ends(span)
        space = _space(first)
        marks = (_mark(space, "commentRangeStart", id_), _mark(space, "commentRangeEnd", id_), _reference(space, id_))
        if before:
            for mark in marks:
                first.addprevious(mark)
        else:
            self._add_behind(last, *marks)

    def _add_behind(self, element: Element, *marks: Element) -> None:
        """Put marks behind an element and behind those that were put there before."""
        behind = self._behind.get(element, element)
        for mark in marks:
            behind.addnext(mark)
            behind = mark
        self._behind[element] = behind

    def _ends(self, span: Span) -> tuple[Element, Element]:
        """The first and the last child of a paragraph that show some of a stretch."""
        k = max(bisect_right(self._starts, span.start) - 1, 0)
        block, found = self._blocks[k], self._found[k]
        if found.place.hung_on is not None:
            at = _child_of_paragraph(found.place.hung_on)
            return at, at
        # Block and paragraph differ by the white space in front.
        shift = len(found.text) - len(found.text.lstrip()) - block.start
        ends = list(accumulate(len(piece.text) for piece in found.pieces))
        shown = [
            _child_of_paragraph(piece.node)
            for piece, end in zip(found.pieces, ends, strict=True)
            if piece.node is not None and end > span.start + shift and end - len(piece.text) < span.end + shift
        ]
        if not shown:  # nothing but what parts cells
            shown = [_child_of_paragraph(piece.node) for piece in found.pieces if piece.node is not None]
        inside = [element for element in shown if element.getparent() is shown[0].getparent()]
        return inside[0], inside[-1]


def _child_of_paragraph(element: Element) -> Element:
    """What holds an element and is itself held by a paragraph."""
    parent = element.getparent()
    while parent is not None and named(parent) != "w:p":
        element, parent = parent, parent.getparent()
    return element


def _space(element: Element) -> str:
    """The name space of a document's own elements, with braces."""
    paragraph = element.getparent()
    return str(paragraph.tag).rpartition("}")[0] + "}"


def _mark(space: str, name: str, id_: int) -> Element:
    mark = etree.Element(space + name)
    mark.set(f"{space}id", str(id_))
    return mark


def _reference(space: str, id_: int) -> Element:
    run = etree.Element(f"{space}r")
    run.append(_mark(space, "commentReference", id_))
    return run
