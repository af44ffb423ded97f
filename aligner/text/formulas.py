r"""Text that a spreadsheet would run as a formula: one character in front keeps it from that, and comes off again.

A cell is run when it starts with ``=``, ``+``, ``-`` or ``@``, in some programs with their full-width forms too,
and a tab or line end at the start may be dropped before that is looked at (CWE-1236).
"""

from __future__ import annotations

import re

#: What may stand in front of what is run, and what is run.
_ACTS = r"(?:[\t\r\n]|\s*[=+\-@＝＋－＠])"
GUARD = "'"

RUN = re.compile(_ACTS)
_TO_GUARD = re.compile(f"{GUARD}*{_ACTS}")
_GUARDED = re.compile(f"{GUARD}+{_ACTS}")


def guarded(text: str) -> str:
    """A text that no spreadsheet runs; one that looks guarded already is guarded again, so that nothing is lost.

    >>> guarded("=1+1"), guarded("'=1+1"), guarded("'tis")
    ("'=1+1", "''=1+1", "'tis")
    """
    return GUARD + text if _TO_GUARD.match(text) else text


def unguarded(cell: str) -> str:
    """The text of a cell.

    >>> unguarded("'=1+1"), unguarded("'tis")
    ('=1+1', "'tis")
    """
    return cell[1:] if _GUARDED.match(cell) else cell
