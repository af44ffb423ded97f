r"""Text that a spreadsheet would run as a formula: one character in front keeps it from that, and comes off again.

A cell is run when it starts with ``=``, ``+``, ``-`` or ``@``, in some programs with their full-width forms too,
and a tab or line end at the start may be dropped before that is looked at (CWE-1236).
"""

from __future__ import annotations

import re

#: What may stand in front of what is run, and what is run.
ACTS = r"(?:[\t\r\n]|\s*[=+\-@＝＋－＠])"
GUARD = "'"

_RUN = re.compile(f"{GUARD}*{ACTS}")
_GUARDED = re.compile(f"{GUARD}+{ACTS}")


def guarded(text: str) -> str:
    """A text that no spreadsheet runs; one that looks guarded already is guarded again, so that nothing is lost.

    >>> guarded("=1+1"), guarded("'=1+1"), guarded("'tis")
    ("'=1+1", "''=1+1", "'tis")
    """
    return GUARD + text if _RUN.match(text) else text


def unguarded(cell: str) -> str:
    """The text of a cell.

    >>> unguarded("'=1+1"), unguarded("'tis")
    ('=1+1', "'tis")
    """
    return cell[1:] if _GUARDED.match(cell) else cell
