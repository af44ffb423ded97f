r"""Protects text that a spreadsheet would run as a formula: a character is put in front, and removed on reading.

A cell is run if it starts with ``=``, ``+``, ``-`` or ``@``, in some programs also with their full-width forms. Some
programs first remove a tab or line end at the start (CWE-1236).
"""

from __future__ import annotations

import re

#: A text that is run, with the characters that may precede it.
_ACTS = r"(?:[\t\r\n]|\s*[=+\-@＝＋－＠])"
GUARD = "'"

RUN = re.compile(_ACTS)
_TO_GUARD = re.compile(f"{GUARD}*{_ACTS}")
_GUARDED = re.compile(f"{GUARD}+{_ACTS}")


def guarded(text: str) -> str:
    """A text that no spreadsheet runs. A text that already looks guarded is guarded again, so that nothing is lost.

    >>> guarded("=1+1"), guarded("'=1+1"), guarded("'tis")
    ("'=1+1", "''=1+1", "'tis")
    """
    return GUARD + text if _TO_GUARD.match(text) else text


def unguarded(cell: str) -> str:
    """The text of a cell, without the guard.

    >>> unguarded("'=1+1"), unguarded("'tis")
    ('=1+1', "'tis")
    """
    return cell[1:] if _GUARDED.match(cell) else cell
