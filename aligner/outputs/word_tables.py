"""Word documents with tables, as the exports for readers make them: page, fonts and languages, rows as XML.

The heading is repeated on every page. Japanese text has a Japanese font. Both languages are marked, so that Word checks
each with its own rules. Line feeds and tabs become Word's elements. A character that Word cannot hold becomes U+FFFD.
Rows are built as XML, because the library needs seconds for a hundred. Needs ``python-docx`` (extra ``office``).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING, Generic, TypeVar

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

from aligner.model import Lang
from aligner.outputs.office import fit, reproducible

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import datetime

    from docx.document import Document as WordDocument
    from lxml.etree import _Element as Element

#: A4 on its side, in centimetres.
PAGE, MARGIN = (29.7, 21.0), 1.5
LATIN, JAPANESE = "Calibri", "Yu Gothic"
LOCALES = {Lang.EN: "en-US", Lang.JA: "ja-JP"}
HEADING, ALONE = "D9E1F2", "EDEDED"
#: A row with more text than this may be broken by the end of a page.
SHORT = 800
_BREAK = re.compile(r"([\n\t])")


def blank() -> WordDocument:
    """A page on its side, fonts and languages for both scripts, page numbers at the foot."""
    document = Document()
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Cm(PAGE[0]), Cm(PAGE[1])
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Cm(MARGIN)
    for name, size in (("Normal", 10), ("Heading 1", 14)):
        style = document.styles[name]
        style.font.name, style.font.size = LATIN, Pt(size)
        properties = style.element.get_or_add_rPr()
        fonts = properties.get_or_add_rFonts()
        for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{theme}"), None)
        fonts.set(qn("w:eastAsia"), JAPANESE)
        _put(properties, "w:lang", {"w:val": LOCALES[Lang.EN], "w:eastAsia": LOCALES[Lang.JA]})
    foot = section.footer.paragraphs[0]._p  # noqa: SLF001 - the library has no field of its own
    _put(foot, "w:fldSimple", {"w:instr": "PAGE"})
    return document


def save(document: WordDocument, title: str, date: datetime | None) -> bytes:
    """The document as bytes that depend on it and its date alone."""
    saved = BytesIO()
    document.save(saved)
    return reproducible(saved.getvalue(), title, date)


_Item = TypeVar("_Item")


@dataclass(frozen=True)
class Column(Generic[_Item]):
    """A column of a table that has a row for each item.

    Attributes:
        heading: its heading.
        width: its width in centimetres.
        cell: the text of an item.
        shade: the colour behind that text, as six hexadecimal digits; "" for none.
    """

    heading: str
    width: float
    cell: Callable[[_Item], str]
    shade: Callable[[_Item], str] = lambda _: ""


class Table(Generic[_Item]):
    """Writes a table: a heading that is repeated on every page, and a row for each item."""

    def __init__(self, document: WordDocument, columns: Sequence[Column[_Item]]) -> None:
        self._columns = columns
        table = document.add_table(rows=0, cols=len(columns), style="Table Grid")
        table.autofit = False
        for table_column, column in zip(table.columns, columns, strict=True):
            table_column.width = Cm(column.width)
        self._body = table._tbl  # noqa: SLF001 - rows are built as XML, see above
        heads = [column.heading for column in columns]
        self._body.append(self._row(heads, [HEADING] * len(columns), "w:cantSplit", "w:tblHeader"))

    def add(self, item: _Item, *, whole: bool = True) -> None:
        """Writes the row of an item; ``whole`` keeps it on one page."""
        cells = [column.cell(item) for column in self._columns]
        shades = [column.shade(item) for column in self._columns]
        self._body.append(self._row(cells, shades, *(["w:cantSplit"] if whole else [])))

    def _row(self, cells: Sequence[str], shades: Sequence[str], *flags: str) -> Element:
        """A row; ``flags`` are its properties where a page ends."""
        row = OxmlElement("w:tr")
        if flags:
            properties = _put(row, "w:trPr")
            for flag in flags:
                _put(properties, flag)
        for text, shade, column in zip(cells, shades, self._columns, strict=True):
            cell = _put(row, "w:tc")
            properties = _put(cell, "w:tcPr")
            _put(properties, "w:tcW", {"w:w": str(Cm(column.width).twips), "w:type": "dxa"})
            if shade:
                _put(properties, "w:shd", {"w:val": "clear", "w:color": "auto", "w:fill": shade})
            _write(_put(cell, "w:p"), fit(text)[0], bold=shade == HEADING)
        return row


def _write(paragraph: Element, text: str, *, bold: bool) -> None:
    """A text as a run, its line feeds and tabs as Word's."""
    if not text:
        return
    run = _put(paragraph, "w:r")
    if bold:
        _put(_put(run, "w:rPr"), "w:b")
    for piece in _BREAK.split(text):
        if piece in {"\n", "\t"}:
            _put(run, "w:br" if piece == "\n" else "w:tab")
        elif piece:
            content = _put(run, "w:t")
            content.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
            content.text = piece


def _put(parent: Element, tag: str, attributes: Mapping[str, str] | None = None) -> Element:
    child = OxmlElement(tag)
    for name, value in (attributes or {}).items():
        child.set(qn(name), value)
    parent.append(child)
    return child
