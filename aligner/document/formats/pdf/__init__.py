"""PDF files with a text layer: their paragraphs in reading order, page by page.

A PDF has only the positions of glyphs. Lines, columns, running heads, paragraphs and headings are detected from the
layout, in horizontal text and in vertical Japanese. `Settings.whole_page` keeps heads, feet and page numbers. Pages
without a text layer are refused: this program does not recognise text in pictures.
"""

from aligner.document.formats.pdf.reader import read

__all__ = ["read"]
