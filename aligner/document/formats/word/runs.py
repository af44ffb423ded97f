"""The text of a Word paragraph as a reader sees it, in pieces with their place in the file.

Tracked changes are taken as accepted; hidden text, codes of fields, readings over kanji and soft hyphens are not text;
a line break within the paragraph is a line end. Notes and text boxes are attached to the place that refers to them.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from aligner.document.formats.office.extracted import Piece
from aligner.document.formats.office.formulas import formula_text
from aligner.document.formats.office.names import child, chosen, named, value
from aligner.document.formats.word.fields import Fields, is_worked_out
from aligner.document.formats.word.symbols import symbol_text
from aligner.document.formats.xml import XML_SPACE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from lxml.etree import _Element as Element

    from aligner.document.formats.word.styles import Styles

#: Elements around runs that change nothing about them; tracked deletions are not among them.
_AROUND = frozenset({
    "w:hyperlink", "w:ins", "w:moveTo", "w:smartTag", "w:customXml", "w:sdt", "w:sdtContent", "w:dir", "w:bdo",
    "w:rubyBase",
})  # fmt: skip
_FORMULAS = frozenset({"m:oMath", "m:oMathPara"})
NOTES = frozenset({"w:footnoteReference", "w:endnoteReference"})
_DRAWINGS = frozenset({"w:drawing", "w:pict", "w:object"})
#: Elements that show that a form of some content contains text.
TEXT_ELEMENTS = ("w:t", "m:t", "w:sym", "w:txbxContent", "dgm:relIds")
#: What fills up a line, and what does not break it.
_CHARACTERS = {"w:tab": "\t", "w:ptab": "\t", "w:br": "\n", "w:cr": "\n", "w:noBreakHyphen": "-"}
_BETWEEN_SOFT_HYPHENS = re.compile("[^\u00ad]+")


class Hung(NamedTuple):
    """Something attached to a place in a paragraph: a reference to a note, a drawing."""

    node: Element


class Runs:
    """Reads the paragraphs of a story (body, footnotes), whose fields may continue from one to the next."""

    def __init__(self, story: Element, styles: Styles) -> None:
        self._styles = styles
        self._fields = Fields(story)
        self._properties: Element | None = None

    def read(self, paragraph: Element) -> Iterator[Piece | Hung]:
        """Yield the visible content of a paragraph, in order."""
        self._properties = child(paragraph, "w:pPr")
        yield from self._inside(paragraph)
        self._fields.end_paragraph()

    def _inside(self, element: Element) -> Iterator[Piece | Hung]:
        for inner in element:
            name = named(inner)
            if name == "w:r":
                yield from self._run(inner)
            elif name in _AROUND:
                yield from self._inside(inner)
            elif name == "mc:AlternateContent":
                yield from self._inside_chosen(inner, self._inside)
            elif name in _FORMULAS:
                if self._fields.shows:
                    yield Piece(formula_text(inner), inner)
            elif name == "w:fldSimple":
                code = value(inner, "instr") or ""
                if not is_worked_out(code) and self._fields.shows:
                    yield from self._inside(inner)

    def _run(self, run: Element) -> Iterator[Piece | Hung]:
        yield from self._content(run, hidden=self._styles.hides(child(run, "w:rPr"), self._properties))

    def _content(self, run: Element, *, hidden: bool = False) -> Iterator[Piece | Hung]:
        for inner in run:
            name = named(inner)
            if name == "w:fldChar":
                shown = self._fields.mark(value(inner, "fldCharType"))
                if shown and not hidden:
                    yield Piece(shown, inner)
            elif name == "w:instrText":
                self._fields.code(inner.text or "")
            elif not hidden and self._fields.shows:
                yield from self._shown(inner, name)

    def _shown(self, inner: Element, name: str) -> Iterator[Piece | Hung]:
        """Yield the visible content of an element of a run."""
        if name == "w:t":
            text = (inner.text or "").replace("\n", " ")
            # Word trims what does not ask to be kept.
            text = text if inner.get(XML_SPACE) == "preserve" else text.strip(" \t\r\n")
            for part in _BETWEEN_SOFT_HYPHENS.findall(text):
                yield Piece(part, inner)
        elif name in _CHARACTERS:
            yield Piece(_CHARACTERS[name], inner)
        elif name == "w:sym":
            yield Piece(symbol_text(value(inner, "font") or "", value(inner, "char") or ""), inner)
        elif name == "w:ruby":
            base = child(inner, "w:rubyBase")
            yield from self._inside(base) if base is not None else ()
        elif name in NOTES or name in _DRAWINGS:
            yield Hung(inner)
        elif name == "mc:AlternateContent":
            yield from self._inside_chosen(inner, self._content)

    @staticmethod
    def _inside_chosen(
        alternatives: Element, read: Callable[[Element], Iterator[Piece | Hung]]
    ) -> Iterator[Piece | Hung]:
        form = chosen(alternatives, *TEXT_ELEMENTS)
        if form is not None:
            yield from read(form)
