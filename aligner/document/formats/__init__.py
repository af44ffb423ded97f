"""One small module per input format, and which format a file is in.

A format that is text has ``scan(text, *, mixed) -> list[Block]``, the blocks of the untouched text, in order; with
``mixed`` the text holds both languages, and every block then says in which one it is. Any other has
``read(data, name, settings) -> tuple[SourceText, ...]``, which takes the text out of the file: one text, or the two of
a file of pairs, whose paragraphs then say which of them belong together (`model.Unit`). One that can also be a side of
two has ``read_side`` beside it, which makes one text of it. Adding a format is one module,
one line of ``FORMATS`` (`registry`) and, where the suffix is not enough to tell it by, one of ``recognising``.

What formats of a kind share is no format: `xml` and `packages` (zip), `inline` and `pairs` (files of translators'
tools), `strings`, `cells`, `subtitles` and `timed_lines`, `office/`. A module named after a format and more
(`markdown_html`, `rst_tables`) is a part of that format.
"""

from aligner.document.formats.registry import FORMATS, Format, format_named, format_of, read, scan

__all__ = ["FORMATS", "Format", "format_named", "format_of", "read", "scan"]
