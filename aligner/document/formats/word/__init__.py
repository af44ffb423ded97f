"""Word documents (``.docx``, ``.docm``, templates), read from their XML: the text that a reader of the document sees.

Not read: headers and footers, comments, hidden text, deletions in tracked changes, readings over kanji, numbers and
bullets that Word generates, tables of contents and other generated text, text of charts and pictures, embedded files. A
document that is a table with the two languages side by side is read as pairs, row by row.
"""

from aligner.document.formats.word.reader import paragraphs, printed, read, source_of

__all__ = ["paragraphs", "printed", "read", "source_of"]
