"""PDF files made in the tests: glyphs set by hand, and the documents of ``corpus/`` set as books and journals are."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, NamedTuple
from xml.sax.saxutils import escape

from reportlab.lib.enums import TA_JUSTIFY, TA_LEFT
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate, Paragraph, Preformatted

from aligner.model import ParagraphKind

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

LATIN, BOLD, MINCHO, GOTHIC, VERTICAL = "Times-Roman", "Helvetica-Bold", "HeiseiMin-W3", "HeiseiKakuGo-W5", "Vertical"
WIDTH, HEIGHT = A4
MARGIN = 60


def _register() -> None:
    """Fonts that every reader has; none is put into the files."""
    for name in (MINCHO, GOTHIC):
        pdfmetrics.registerFont(UnicodeCIDFont(name))
    vertical = UnicodeCIDFont(MINCHO, isVertical=True)
    vertical.name = vertical.fontName = VERTICAL
    pdfmetrics.registerFont(vertical)


_register()


class Put(NamedTuple):
    """A text on a page: where its baseline (in vertical text: its top) starts, from the lower left corner."""

    x: float
    y: float
    text: str
    size: float = 10
    font: str = LATIN
    angle: float = 0


def pdf(*pages: Sequence[Put], rotate: int = 0, **options: Any) -> bytes:
    """A PDF of texts put on pages by hand."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4, invariant=1, **options)
    for page in pages:
        if rotate:
            canvas.setPageRotation(rotate)
        for it in page:
            canvas.saveState()
            canvas.translate(it.x, it.y)
            canvas.rotate(it.angle)
            canvas.setFont(it.font, it.size)
            canvas.drawString(0, 0, it.text)
            canvas.restoreState()
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def column(x: float, y: float, *lines: str, size: float = 10, font: str = LATIN, step: float = 14) -> list[Put]:
    """Lines below one another."""
    return [Put(x, y - step * k, line, size, font) for k, line in enumerate(lines)]


def vertical(x: float, y: float, *lines: str, size: float = 10, step: float = 18) -> list[Put]:
    """Lines of vertical text, from right to left."""
    return [Put(x - step * k, y, line, size, VERTICAL) for k, line in enumerate(lines)]


def typeset(
    paragraphs: Sequence[tuple[ParagraphKind, str]],
    lang: str,
    *,
    columns: int = 1,
    size: float = 10,
    indent: float = 0,
    heads: bool = True,
) -> bytes:
    """A document set as a book or journal is: justified, with heads and page numbers."""
    is_japanese = lang == "ja"
    font, wrap = (MINCHO, "CJK") if is_japanese else (LATIN, None)
    body = ParagraphStyle(
        "body",
        fontName=font,
        fontSize=size,
        leading=1.5 * size,
        wordWrap=wrap,
        firstLineIndent=indent,
        spaceAfter=0 if indent else 6,
        alignment=TA_JUSTIFY if columns > 1 else TA_LEFT,
    )
    heading = ParagraphStyle(
        "heading",
        fontName=GOTHIC if is_japanese else BOLD,
        fontSize=1.4 * size,
        leading=2 * size,
        wordWrap=wrap,
        spaceBefore=8,
        spaceAfter=6,
    )
    code = ParagraphStyle("code", fontName="Courier", fontSize=size - 1, leading=1.2 * size)
    gap = 18
    width = (WIDTH - 2 * MARGIN - (columns - 1) * gap) / columns

    def margins(canvas: Canvas, document: BaseDocTemplate) -> None:
        canvas.setFont(font, 8)
        canvas.drawString(MARGIN, HEIGHT - 40, "霧浦通信" if is_japanese else "Harbour News")
        canvas.drawCentredString(WIDTH / 2, 30, f"- {document.page} -")

    frames = [
        Frame(MARGIN + k * (width + gap), MARGIN, width, HEIGHT - 2 * MARGIN, leftPadding=0, rightPadding=0)
        for k in range(columns)
    ]
    out = io.BytesIO()
    template = PageTemplate(frames=frames, onPage=margins if heads else lambda *_: None)
    BaseDocTemplate(out, pagesize=A4, pageTemplates=[template], invariant=1).build(
        [
            Preformatted(escape(text), code)
            if kind is ParagraphKind.CODE
            else Paragraph(escape(text), heading if kind is ParagraphKind.HEADING else body)
            for kind, text in paragraphs
        ]
    )
    return out.getvalue()
