"""PDF files with a text layer: their paragraphs in reading order, page by page.

A PDF has only the positions of glyphs. Lines, columns, running heads, paragraphs, headings and tables are detected from
the layout, in horizontal text and in vertical Japanese. `Settings.whole_page` keeps heads, feet and page numbers. Pages
without a text layer are refused: this program does not recognise text in pictures.

    glyphs, pages, child       what PDFium finds on the pages, read in a process with limits
    rules, ruled               ruled lines, and the rows of the tables that they draw
    aligned, aligned_rows      tables without ruled lines, and their rows
    lines, columns, margins    the lines of a page, their order, and what is at its edges
    paragraphs, joining        paragraphs and their kinds
    table_rows                 rows of tables, over the ends of pages
    reader                     the whole: from bytes to text
"""

from aligner.document.formats.pdf.reader import read

__all__ = ["read"]
