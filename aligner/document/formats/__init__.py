"""Input formats: one small module for each, and the choice of a file's format.

A text format has ``scan(text, *, mixed) -> list[Block]``, which returns the blocks of the untouched text, in order.
With ``mixed`` the text contains both languages, and every block has its language. Any other format has ``read(data,
name, settings) -> tuple[SourceText, ...]``, which extracts the text of the file: one text, or the two texts of a file
of pairs, whose paragraphs then have keys for the pairs (`model.Unit`). A format that can also be one side of two has
``read_side``, which returns one text. A new format needs one module, one line of ``FORMATS`` (`registry`) and, if the
suffix is not enough to recognise it, one entry in `detect`.

Some modules are shared by several formats: `xml` and `packages` (zip), `inline` and `pairs` (files of translation
tools), `strings`, `cells`, `front_matter`, `subtitles` and `timed_lines`, `office/`. A module whose name begins with
that of a format (`markdown_html`, `rst_tables`) is a part of that format.
"""

from aligner.document.formats.registry import FORMATS, Format, format_named, format_of, read, scan

__all__ = ["FORMATS", "Format", "format_named", "format_of", "read", "scan"]
