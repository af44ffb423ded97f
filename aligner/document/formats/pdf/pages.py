"""Reads the glyphs of all pages of a PDF file with PDFium."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pypdfium2

from aligner.document.formats.pdf.glyphs import PageGlyphs, page_glyphs
from aligner.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterator

#: Glyphs in a file. A long book has about a million.
MOST_GLYPHS = 3_000_000
#: Bytes that a page takes at least, in a file with many pages. A file may name one page thousands of times.
_BYTES_OF_PAGE, _MANY_PAGES = 50, 500
_PASSWORD = 4


def read_pages(data: bytes, name: str) -> Iterator[PageGlyphs]:
    """Yield the glyphs of the pages of a PDF.

    PDFium has one state for all threads. Therefore only one file at a time may be read.

    Raises:
        InputError: when the file is damaged, is protected with a password, has more than `MOST_GLYPHS` glyphs, or has
            more pages than a file of its size can hold.
    """
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) == _PASSWORD:
            raise InputError("is protected with a password; save a copy without one", name=name) from None
        raise InputError("is damaged; open it in a PDF reader and save it again", name=name) from None
    try:
        if len(document) > max(_MANY_PAGES, len(data) // _BYTES_OF_PAGE):
            problem = f"names {len(document):,} pages, more than a file of its size can hold; check where it comes from"
            raise InputError(problem, name=name)
        yield from _pages(document, name)
    except pypdfium2.PdfiumError as error:
        raise InputError(f"cannot be read ({error}); open it in a PDF reader and save it again", name=name) from None
    finally:
        document.close()


def _pages(document: pypdfium2.PdfDocument, name: str) -> Iterator[PageGlyphs]:
    total = 0
    for k in range(len(document)):
        page = document[k]
        try:
            glyphs_of_page = page_glyphs(page, k + 1)
        finally:
            page.close()
        total += sum(len(glyphs) for glyphs in glyphs_of_page.flows.values())
        if total > MOST_GLYPHS:
            raise InputError(f"holds more than {MOST_GLYPHS:,} characters; split the file", name=name)
        yield glyphs_of_page
