"""A bilingual Word table, as reviewers mark it up: number, original, translation, what was found, room for a comment.

The heading is repeated on every page, Japanese text has a Japanese font and both languages are marked as such, so
that each is proofed by its own rules. Line feeds and tabs are Word's own; a character that Word cannot hold is
U+FFFD, and the column of findings says which it was. The table is built as XML, because the library needs seconds for
a hundred rows. Needs ``python-docx`` (extra ``office``).
"""

from __future__ import annotations

import re
from io import BytesIO
from typing import TYPE_CHECKING

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

from aligner.model import Lang
from aligner.outputs.choices import Listing
from aligner.outputs.office import fit, settled
from aligner.outputs.report import direction, summary
from aligner.outputs.report.figures import Certainty, certainty, measure
from aligner.outputs.report.setting import Page, numbered
from aligner.outputs.rows import Kind, rows
from aligner.outputs.wording import Words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from docx.document import Document as WordDocument
    from lxml.etree import _Element as Element

    from aligner.model import Record
    from aligner.outputs.rows import Row

#: A4 on its side, and its columns in centimetres.
PAGE, MARGIN = (29.7, 21.0), 1.5
COLUMNS = (1.2, 8.2, 8.2, 5.3, 3.8)
LATIN, JAPANESE = "Calibri", "Yu Gothic"
LOCALES = {Lang.EN: "en-US", Lang.JA: "ja-JP"}
HEADING, ALONE = "D9E1F2", "EDEDED"
#: A row with more text than this may be broken by the end of a page.
SHORT = 800
_EVERYTHING = Listing()
_BREAK = re.compile(r"([\n\t])")


def dump(
    record: Record,
    *,
    lang: Lang = Lang.EN,
    listing: Listing = _EVERYTHING,
    date: datetime | None = None,
) -> bytes:
    """The document, headings and findings in a language."""
    words = Words(record.alignment.bitext, lang)
    document = _blank()
    document.add_heading(fit(words.title)[0], level=1)
    page = Page(record, lang)
    for line in (direction(page), summary(page, measure(record)), page.word("pairs_only_correspond")):
        document.add_paragraph(line)
    _table(document, record, words, list(rows(record, listing)))
    saved = BytesIO()
    document.save(saved)
    return settled(saved.getvalue(), words.title, date)


def _blank() -> WordDocument:
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


def _table(document: WordDocument, record: Record, words: Words, listed: Sequence[Row]) -> None:
    bitext = record.alignment.bitext
    sides = (bitext.source, bitext.source.other)
    numbers = {finding.id: number for number, finding in numbered(record)}
    table = document.add_table(rows=0, cols=len(COLUMNS), style="Table Grid")
    table.autofit = False
    for column, width in zip(table.columns, COLUMNS, strict=True):
        column.width = Cm(width)
    heads = [words("number"), *(words("report.side", side=side) for side in sides), words("finding"), words("comment")]
    body = table._tbl  # noqa: SLF001 - rows are built as XML, see above
    body.append(_row(heads, [HEADING] * len(COLUMNS), "w:cantSplit", "w:tblHeader"))
    for number, row in enumerate(listed, 1):
        texts = [fit(row.texts[side])[0] for side in sides]
        shades = ["", *("" if row.bead.side(side) else ALONE for side in sides), "", ""]
        whole = ["w:cantSplit"] if sum(map(len, texts)) < SHORT else []
        body.append(_row([str(number), *texts, _said(row, words, numbers), ""], shades, *whole))


def _said(row: Row, words: Words, numbers: Mapping[int, int]) -> str:
    """What there is to say of a row, a line each: that it is moved or not sure, findings, characters replaced."""
    said = []
    if row.kind is Kind.MOVED and not row.findings:
        said.append(words.kind(row.kind))
    if row.bead.paired and certainty(row.bead) is not Certainty.HIGH:
        said.append(words("certainty_is", level=words.certainty(row.bead)))
    said += (f"{numbers[it.id]}. {words.finding(it)}" for it in row.findings)
    if note := words.replaced(row, fit):
        said.append(f"{words('replaced')}\n{note}")
    return "\n".join(said)


def _row(cells: Sequence[str], shades: Sequence[str], *flags: str) -> Element:
    """A row with the shades of its cells; ``flags`` say how it behaves where a page ends."""
    row = OxmlElement("w:tr")
    if flags:
        properties = _put(row, "w:trPr")
        for flag in flags:
            _put(properties, flag)
    for text, shade, width in zip(cells, shades, COLUMNS, strict=True):
        cell = _put(row, "w:tc")
        properties = _put(cell, "w:tcPr")
        _put(properties, "w:tcW", {"w:w": str(Cm(width).twips), "w:type": "dxa"})
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
