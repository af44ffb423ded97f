r"""Tab-separated values: the columns of ``table``, a line a row.

The format has no quoting: in a cell a tab is written ``\t``, a line end ``\n`` (``\r`` for the other kind),
and a backslash ``\\``; what a spreadsheet would run as a formula, in quotes too, has a backslash in front.
``parse`` undoes it. All other characters are unchanged.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from aligner.model import Lang
from aligner.outputs.options import EVERYTHING, Listing
from aligner.outputs.table import COLUMNS, cells
from aligner.text.formulas import RUN

if TYPE_CHECKING:
    from aligner.model import Record

_ESCAPES = {"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"}
_WRITTEN = {written: char for char, written in _ESCAPES.items()}
#: What a spreadsheet takes off the start of a cell before it looks for a formula, although the format has no quotes.
_QUOTES = '" '
_ESCAPED = re.compile(r"\\(?:[\\tnr]|)")


def dump(record: Record, *, lang: Lang = Lang.EN, listing: Listing = EVERYTHING) -> str:
    """The heading and a line a bead."""
    return "".join("\t".join(map(_escaped, row)) + "\n" for row in (COLUMNS, *cells(record, lang, listing)))


def parse(text: str) -> list[tuple[str, ...]]:
    r"""The cells of every line, heading included, as they were before they were written.

    >>> parse("a\\tb\tc\\\\d\t\\=1\n")
    [('a\tb', 'c\\d', '=1')]
    """
    return [tuple(map(_restored, line.split("\t"))) for line in text.split("\n")[:-1]]


def _escaped(cell: str) -> str:
    cell = re.sub(r"[\\\t\n\r]", lambda match: _ESCAPES[match[0]], cell)
    return "\\" + cell if RUN.match(cell.lstrip(_QUOTES)) else cell


def _restored(cell: str) -> str:
    return _ESCAPED.sub(lambda match: _WRITTEN.get(match[0], ""), cell)
