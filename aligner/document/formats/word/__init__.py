"""Word documents (``.docx``, ``.docm``, templates), read from their XML: what a reader of the document sees.

Left out on purpose: headers and footers, comments, hidden text, what tracked changes take out, readings over kanji,
numbers and bullets that Word makes itself, tables of contents and other text worked out from the pages, text of charts
and pictures, embedded files. A document that is a table of two languages side by side is read as pairs, row by row.
"""

from aligner.document.formats.word.reader import paragraphs, printed, read, source_of

__all__ = ["paragraphs", "printed", "read", "source_of"]
