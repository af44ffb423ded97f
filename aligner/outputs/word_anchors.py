"""Finds the place of a span in a Word document and puts the marks of a comment there.

A comment covers exactly the words of its span: a run that holds more is split into runs with the same properties. A
note or a text box is marked where it is attached to its paragraph, because Word takes no comments inside it.
"""

from __future__ import annotations

from bisect import bisect_right
from copy import deepcopy
from itertools import accumulate
from typing import TYPE_CHECKING

from lxml import etree

from aligner.document.formats.office.extracted import Piece
from aligner.document.formats.office.names import child, named

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lxml.etree import _Element as Element

    from aligner.document.blocks import Block
    from aligner.document.formats.office.extracted import Found
    from aligner.model import Span


_XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


class Anchors:
    """Marks spans of a document's text, given its paragraphs and the block of text that each gave."""

    def __init__(self, paragraphs: Sequence[Found], blocks: Sequence[Block]) -> None:
        self._found = paragraphs
        self._blocks = blocks
        self._starts = [block.start for block in blocks]
        self._behind: dict[Element, Element] = {}

    def cover(self, span: Span, id_: int) -> None:
        """Marks a span of the text as what a comment is about, in the paragraph in which it starts."""
        first, last = self._ends(span)
        space = _space(first)
        first.addprevious(_mark(space, "commentRangeStart", id_))
        self._add_behind(last, _mark(space, "commentRangeEnd", id_), _reference(space, id_))

    def point(self, span: Span, id_: int, *, before: bool) -> None:
        """Marks the place before or after a span of the text."""
        first, last = self._ends(span)
        space = _space(first)
        marks = (_mark(space, "commentRangeStart", id_), _mark(space, "commentRangeEnd", id_), _reference(space, id_))
        if before:
            for mark in marks:
                first.addprevious(mark)
        else:
            self._add_behind(last, *marks)

    def _add_behind(self, element: Element, *marks: Element) -> None:
        """Puts marks after an element, and after those that were put there before."""
        behind = self._behind.get(element, element)
        for mark in marks:
            behind.addnext(mark)
            behind = mark
        self._behind[element] = behind

    def _ends(self, span: Span) -> tuple[Element, Element]:
        """The first and the last child of a paragraph that show part of a span."""
        k = max(bisect_right(self._starts, span.start) - 1, 0)
        block, paragraph = self._blocks[k], self._found[k]
        if paragraph.place.hung_on is not None:
            at = _child_of_paragraph(paragraph.place.hung_on)
            return at, at
        # Block and paragraph differ by the white space in front.
        shift = len(paragraph.text) - len(paragraph.text.lstrip()) - block.start
        self._split(paragraph, span.start + shift)
        self._split(paragraph, span.end + shift)
        ends = list(accumulate(len(piece.text) for piece in paragraph.pieces))
        shown = [
            _child_of_paragraph(piece.node)
            for piece, end in zip(paragraph.pieces, ends, strict=True)
            if piece.node is not None and end > span.start + shift and end - len(piece.text) < span.end + shift
        ]
        if not shown:  # the span covers only a separator of cells
            shown = [_child_of_paragraph(piece.node) for piece in paragraph.pieces if piece.node is not None]
        inside = [element for element in shown if element.getparent() is shown[0].getparent()]
        return inside[0], inside[-1]

    def _split(self, paragraph: Found, offset: int) -> None:
        """Splits the run that shows the characters before and after an offset of a paragraph's text, if it can be."""
        end = 0
        for k, piece in enumerate(paragraph.pieces):
            start, end = end, end + len(piece.text)
            if start < offset < end and piece.node is not None and _is_plain(piece):
                run = piece.node.getparent()
                node = _split_run(run, piece.node, offset - start)
                texts = (piece.text[: offset - start], piece.text[offset - start :])
                paragraph.pieces[k : k + 1] = [Piece(texts[0], piece.node), Piece(texts[1], node)]
                if run in self._behind:
                    self._behind[node.getparent()] = self._behind.pop(run)
                return


def _is_plain(piece: Piece) -> bool:
    """Whether a piece is the whole of a text in a run that is itself a child of its paragraph."""
    node = piece.node
    run = None if node is None else node.getparent()
    if node is None or run is None or named(node) != "w:t" or named(run) != "w:r" or node.text != piece.text:
        return False
    paragraph = run.getparent()
    return paragraph is not None and named(paragraph) == "w:p"


def _split_run(run: Element, text: Element, offset: int) -> Element:
    """Moves what a run shows from an offset of one of its texts on to a new run after it; gives the new text."""
    new = etree.Element(run.tag, dict(run.attrib))
    properties = child(run, "w:rPr")
    if properties is not None:
        new.append(deepcopy(properties))
    rest = etree.SubElement(new, text.tag)
    rest.text, text.text = text.text[offset:], text.text[:offset]
    for node in (text, rest):
        node.set(_XML_SPACE, "preserve")
    for sibling in list(text.itersiblings()):
        new.append(sibling)
    run.addnext(new)
    return rest


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
