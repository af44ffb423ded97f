"""Reads a PDF file to its text; the package's guide says how the layout is used."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from aligner.document.formats.pdf.aligned import lines_with_aligned_tables
from aligner.document.formats.pdf.child import pages_within_limits
from aligner.document.formats.pdf.columns import columns, main_gutter
from aligner.document.formats.pdf.glyphs import HORIZONTAL
from aligner.document.formats.pdf.joining import Piece, setting_of
from aligner.document.formats.pdf.lines import lines_of
from aligner.document.formats.pdf.margins import PageLines, running_lines
from aligner.document.formats.pdf.paragraphs import PageColumns, leading_of, pieces
from aligner.document.formats.pdf.ruled import lines_with_tables
from aligner.document.source import Extract, SourceText
from aligner.errors import InputError
from aligner.model import Counted, ParagraphKind, Reason

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from aligner.document.formats.pdf.glyphs import Direction, PageGlyphs
    from aligner.document.formats.pdf.lines import Line
    from aligner.settings import Settings

_TAIL = 2048
_PAGE_NAMES = 5
#: Maximum number of gutters of other pages that are tried on a page without a gutter.
_GUTTERS = 3
#: Maximum share of glyphs for which the file gives no character.
_UNMAPPED = 0.1
#: Stands for a glyph without a character.
_REPLACEMENT = "\ufffd"
#: The option that reads what is left out for a reason.
_OPTIONS = {Reason.RUNNING_HEAD: "--whole-page"}
_OCR = "recognise its text (OCR) first"


def read(data: bytes, name: str, settings: Settings) -> tuple[SourceText]:
    """Return the text of a PDF.

    Raises:
        InputError: when it is no PDF, cut short, protected with a password, has pages without a text layer, or its
            fonts do not say which characters they draw.
    """
    pages = _pages(data, name)
    _check(pages, name)
    extract = Extract(name, counted=Counted.PAGE)
    pieces = list(_pieces(pages, settings))
    for piece in pieces:
        if piece.reason is not None:
            extract.leave_out(piece.text, piece.reason, line=piece.page, option=_OPTIONS.get(piece.reason, ""))
            continue
        extract.add(piece.text, piece.kind, line=piece.page, origin=piece.origin, places=piece.places)
    for page in pages:
        if page.unmapped:
            extract.leave_out(_REPLACEMENT * page.unmapped, Reason.UNMAPPED, line=page.number)
    return (extract.source(),)


def _pages(data: bytes, name: str) -> list[PageGlyphs]:
    """Return the glyphs of all pages."""
    if not data.lstrip()[:5] == b"%PDF-" and b"%PDF-" not in data[:1024]:
        raise InputError("is no PDF file; check that it is the file you meant", name=name)
    if b"%%EOF" not in data[-_TAIL:]:
        raise InputError("is cut short: the end of the file is missing; get the whole file", name=name)
    return pages_within_limits(data, name)


def _check(pages: Sequence[PageGlyphs], name: str) -> None:
    """Raise InputError where the text cannot be had from the file itself."""
    glyphs = sum(len(flow) for page in pages for flow in page.flows.values())
    empty = [page.number for page in pages if not page.flows and page.pictured]
    unmapped = sum(page.unmapped for page in pages)
    if not glyphs and not unmapped:
        raise InputError(f"has no text layer (scanned pages?); {_OCR}", name=name)
    if 2 * len(empty) > len(pages):
        shown = ", ".join(map(str, empty[:_PAGE_NAMES])) + (", …" if len(empty) > _PAGE_NAMES else "")
        raise InputError(f"has no text layer on {len(empty)} of {len(pages)} pages ({shown}); {_OCR}", name=name)
    if unmapped > _UNMAPPED * glyphs:
        raise InputError(f"its fonts do not say which characters they draw; {_OCR}", name=name)


def _pieces(pages: Sequence[PageGlyphs], settings: Settings) -> Iterator[Piece]:
    """Yield the paragraphs of a file, and what is left out of it."""
    laid = []
    for page in pages:
        readings: list[Line] = []
        laid.append(PageLines(page.number, {way: _lines(page, way, readings) for way in page.flows}))
        yield from _left_out(readings, page.number, Reason.READING)
    setting = setting_of([line for page in laid for lines in page.flows.values() for line in lines])
    left_out = set() if settings.whole_page else running_lines(laid, setting.size)
    for page_lines in laid:
        heads = [line for lines in page_lines.flows.values() for line in lines if id(line) in left_out]
        yield from _left_out(heads, page_lines.number, Reason.RUNNING_HEAD)
    flows = [[lines_with_aligned_tables(lines) for lines in _flows(page, left_out)] for page in laid]
    gutters = Counter(round(gutter) for text, *_ in flows if (gutter := main_gutter(text)) is not None)
    elsewhere = [float(gutter) for gutter, _ in gutters.most_common(_GUTTERS)]
    ordered = [
        PageColumns(page.number, list(columns(text, elsewhere)), [list(columns(other)) for other in others])
        for page, (text, *others) in zip(laid, flows, strict=True)
    ]
    yield from pieces(ordered, setting._replace(leading=leading_of(ordered, setting.size)))


def _left_out(lines: Sequence[Line], page: int, reason: Reason) -> Iterator[Piece]:
    """Yield lines that are left out."""
    for line in lines:
        yield Piece(line.text, ParagraphKind.MARKUP, page, reason=reason)


def _lines(page: PageGlyphs, direction: Direction, readings: list[Line]) -> list[Line]:
    """Return the lines of a page in one direction, and add the readings above characters to ``readings``."""
    if direction == HORIZONTAL and page.tables:
        return lines_with_tables(page.flows[direction], page.tables, readings)
    return lines_of(page.flows[direction], readings)


def _flows(page: PageLines, left_out: set[int]) -> list[list[Line]]:
    """Return a page's lines: those of the text first, then those that run in other directions."""
    flows = [[line for line in lines if id(line) not in left_out] for lines in page.flows.values()]
    return sorted(flows, key=lambda lines: -sum(len(line.glyphs) for line in lines)) or [[]]
