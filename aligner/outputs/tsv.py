r"""Tab-separated values: the columns of ``table``, a line a row.

The format has no quoting: in a cell a tab is written ``\t``, a line end ``\n`` (``\r`` for the other kind),
and a backslash ``\\``; ``parse`` undoes it. All else stands as it is.
"""

from __future__ import annotations

import re

from aligner.model import Lang, Record
from aligner.outputs.table import COLUMNS, rows

_ESCAPES = {"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"}
_WRITTEN = {written: char for char, written in _ESCAPES.items()}


def dump(record: Record, *, lang: Lang = Lang.EN) -> str:
    """The heading and a line a bead."""
    return "".join("\t".join(map(_escaped, row)) + "\n" for row in (COLUMNS, *rows(record, lang)))


def parse(text: str) -> list[tuple[str, ...]]:
    r"""The cells of every line, heading included, as they were before they were written.

    >>> parse("a\\tb\tc\\\\d\n")
    [('a\tb', 'c\\d')]
    """
    return [tuple(map(_restored, line.split("\t"))) for line in text.split("\n")[:-1]]


def _escaped(cell: str) -> str:
    return re.sub(r"[\\\t\n\r]", lambda match: _ESCAPES[match[0]], cell)


def _restored(cell: str) -> str:
    return re.sub(r"\\[\\tnr]", lambda match: _WRITTEN[match[0]], cell)
