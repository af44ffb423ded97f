"""PDF files with a text layer: their paragraphs in reading order, page by page.

A PDF says where glyphs stand and nothing more. Lines, columns, running heads, paragraphs and headings are found by how
pages are set, in horizontal text and in vertical Japanese; `Settings.whole_page` leaves heads, feet and page numbers
in.
What has no text layer is refused: recognising text in pictures is another program's work.
"""

from aligner.document.formats.pdf.reader import read

__all__ = ["read"]
