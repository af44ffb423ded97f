"""Tables of AsciiDoc: the rows of a table as lines, and the cells of a row.

A line with several cells is a row. Successive lines with one short cell each are a row too, if they are as many as the
table has columns. Any other cell that is alone on one or more lines is a paragraph.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from aligner.document.layout import is_stopped

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from aligner.document.blocks import Line

#: A bar with the specification of its cell: how often it is repeated, its span, alignment and style.
_SPECIFICATION = r"(?:(?:\d{1,3}(?:\.\d{1,3})?|\.\d{1,3})[*+])?[<^>]?(?:\.[<^>])?[adehlmsv]?"
_BARS = {bar: re.compile(rf"(?<!\\)(?:(?<!\S)(?P<specification>{_SPECIFICATION}))?{re.escape(bar)}") for bar in "|!"}
#: The columns in the attributes of a table, and the number of a column that is repeated: ``cols="1,2*^"``.
_COLUMNS = re.compile(r"\bcols\s*=\s*(?:\"([^\"]*)\"|([^\s,\]\"]+))")
_REPEATED = re.compile(r"(\d{1,2})\*")
#: Smallest number of columns of a table whose cells are joined to rows.
_FEWEST = 2


class Cells(NamedTuple):
    """A row, or a part of one: the lines from a bar at the start of a line up to the next one.

    Attributes:
        mark: length of what precedes the text in the first line.
        several: whether the lines have more than one cell.
        blocks: whether the single cell contains blocks (style ``a``).
        lines: the lines.
    """

    mark: int
    several: bool
    blocks: bool
    lines: Sequence[Line]


def columns(attributes: str) -> int:
    """Return the number of columns that the attributes of a table state; 0 if they do not.

    >>> [columns(line) for line in ('[cols="1,2"]', "[%header,cols=3*]", '[cols="<1,2*^"]', "[width=50%]")]
    [2, 3, 3, 0]
    """
    stated = _COLUMNS.search(attributes)
    if stated is None:
        return 0
    repeats = (_REPEATED.match(column.strip()) for column in re.split("[,;]", stated[1] or stated[2]))
    return sum(int(repeat[1]) if repeat else 1 for repeat in repeats)


def rows(lines: Sequence[Line], bar: str, columns_stated: int) -> Iterator[Cells]:
    """Yield the rows between two delimiters, and the cells that are paragraphs.

    Args:
        lines: the lines between the delimiters.
        bar: the character that begins a cell. Rows with commas or colons have a line each.
        columns_stated: the number of columns that the table states, or 0. If it is stated, successive lines with one
            short cell each are joined.
    """
    cells = list(_parts(lines, bar))
    spanning = any(cell.mark and any(sign in cell.lines[0].text[: cell.mark] for sign in "+*") for cell in cells)
    if columns_stated < _FEWEST or spanning:
        yield from cells
        return
    row: list[Cells] = []
    for cell in cells:
        row.append(cell)
        if cell.several or cell.blocks or len(row) == columns_stated:
            yield from _joined(row) if len(row) == columns_stated else row
            row = []
    yield from row


def _joined(row: Sequence[Cells]) -> Sequence[Cells]:
    """Return the cells of a row as one item, if each of them is a short line; otherwise the cells."""
    printed = [[line for line in cell.lines if line.text] for cell in row]
    if any(cell.several or cell.blocks for cell in row) or any(
        len(lines) > 1 or is_stopped(lines[0].text) for lines in printed
    ):
        return row
    return [Cells(row[0].mark, several=True, blocks=False, lines=[lines[0] for lines in printed])]


def _parts(lines: Sequence[Line], bar: str) -> Iterator[Cells]:
    """Yield the parts of a table that begin with a bar at the start of a line."""
    if bar not in _BARS:
        yield from (Cells(0, several=True, blocks=False, lines=[line]) for line in lines if line.text)
        return
    pattern = _BARS[bar]
    start = 0
    for k in range(1, len(lines) + 1):
        if k == len(lines) or pattern.match(lines[k].text):
            yield _cells(lines[start:k], pattern)
            start = k


def _cells(lines: Sequence[Line], pattern: re.Pattern[str]) -> Cells:
    first = pattern.match(lines[0].text)
    if first is None:
        return Cells(0, several=False, blocks=True, lines=lines)
    several = any(pattern.search(line.text, first.end() if k == 0 else 0) for k, line in enumerate(lines))
    style = first.group("specification") or ""
    mark = len(lines[0].text) - len(lines[0].text[first.end() :].lstrip())
    return Cells(mark, several, style.endswith("a") and not several, lines)
