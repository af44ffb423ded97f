"""The cells of CSV and TSV, each row with its line, and the detection of the separator.

Cells in double quotes may hold line ends, separators and doubled quotes. The separator is the character outside quotes
with which most rows have the same number of columns. Excel uses a semicolon where a comma is the decimal point.
"""

from __future__ import annotations

import re
from collections import Counter
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from aligner.errors import InputError
from aligner.model import LINE_END

if TYPE_CHECKING:
    from collections.abc import Iterator

SEPARATORS = ("\t", ",", ";")
#: Number of rows used to detect the separator.
_LOOKED_AT = 200


class Row(NamedTuple):
    """The cells of a row, and its first line."""

    line: int
    cells: tuple[str, ...]


def separator_of(text: str, name: str, preferred: str) -> str:
    """Return the separator of a text; among equally good ones the one that the file name suggests."""

    def fit(separator: str) -> tuple[float, bool]:
        try:
            widths = Counter(len(row.cells) for row in islice(rows(text, name, separator), _LOOKED_AT))
        except InputError:  # another separator may fit without an error
            return 0.0, separator == preferred
        width, number = max(widths.items(), key=lambda item: (item[0] > 1, item[1]), default=(0, 0))
        return (number / widths.total() if width > 1 else 0.0), separator == preferred

    return max(SEPARATORS, key=fit)


def rows(text: str, name: str, separator: str) -> Iterator[Row]:
    r"""Yield the rows that are not empty.

    Raises:
        InputError: a quotation mark is never closed.

    >>> list(rows('a,"b\n""c"\n\nd,e', "a.csv", ","))
    [Row(line=1, cells=('a', 'b\n"c')), Row(line=4, cells=('d', 'e'))]
    """
    end = rf"[{separator}\r\n]|\Z"
    cell = re.compile(rf'[ ]*"(?P<quoted>[^"]*(?:""[^"]*)*)"[ ]*(?={end})|(?P<plain>.*?)(?={end})', re.DOTALL)
    line, first, at = 1, 1, 0
    cells: list[str] = []
    while at <= len(text):
        match = cell.match(text, at)
        whole = match[0] if match else ""
        cells.append(_content(match, name, line))
        line += len(LINE_END.findall(whole))
        at += len(whole)
        if text.startswith(separator, at):
            at += 1
            continue
        if any(cell.strip() for cell in cells):
            yield Row(first, tuple(cells))
        line_end = LINE_END.match(text, at)
        at = line_end.end() if line_end else at + 1
        line, cells = line + 1, []
        first = line


def _content(match: re.Match[str] | None, name: str, line: int) -> str:
    if match is None:
        return ""
    if match["quoted"] is not None:
        return match["quoted"].replace('""', '"')
    plain = match["plain"]
    if plain.lstrip(" ").startswith('"') and plain.count('"') % 2:
        raise InputError("a quotation mark opens a cell and is never closed; close it", name=name, line=line)
    return plain
