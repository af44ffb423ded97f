"""Output formats: one module each, with ``dump(record, **choices)``.

``dump`` returns text or bytes. For a format that consists of several files, it returns a mapping: the keys are the ends
of the file names, and the values are the texts. ``FORMATS`` lists the formats, and the choices that each accepts as
keywords. To add a format, add a module and a line to ``FORMATS``. To add a column, change the columns in the module of
the format (`docs/recipes.md`).

Read first: `record/`, which contains everything that the other formats write; `options`, the choices of the user;
`rows` and `beads`, a bead as the formats list it; `labels`, the words that several formats share. A module has the name
of its format: `xlsx` is the workbook, `docx` the Word table, `word_comments` the comments in a Word document. `table`
is the part that `tsv` and `comma_separated` share. `report/` is for a terminal, and `html/` is one page for a browser.
The other modules are shared by several formats: `office`, `worksheet` (cells and columns of a workbook), `word_tables`,
`word_anchors`, `edited_text`, `xml_files`. `write_back/` is no format of a record: it writes the edits of a review into
a copy of the translated file.

Rule: nothing here opens a file. The command line does.
"""

from __future__ import annotations

from aligner.outputs.registry import FORMATS, Format, format_for, format_named

__all__ = ["FORMATS", "Format", "format_for", "format_named"]
