"""The rows of a PDF's tables without ruled lines: which lines are one row, and whether the rows are those of a table.

Text in two columns is never a table. A table has a column of labels or figures, its cells begin at the same height, and
no cell continues where another one of the same row has ended. Read next: `aligned`, which divides lines into columns.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING, NamedTuple

from aligner.document.formats.pdf.glyphs import is_wide
from aligner.document.formats.pdf.joining import BULLET, ITEM

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aligner.document.formats.pdf.lines import Line

#: Factors of the smallest step between lines: lines of one cell are at most so far apart, and rows with space between
#: them at least so far.
_TIGHT, _PADDED = 1.08, 1.12
#: In ems: the smallest step between two lines. Share of the lines of labels that space must separate.
_CLOSEST, _BANDS = 0.95, 0.5
#: Quantile of the ends of lines in a column that is its edge.
_FULL = 0.9
#: In ems: the smallest width of a column whose lines may be running text, and the room that Japanese lines leave.
_TEXT = 8.0
_ROOM = 2.0
#: Share of the boundaries between rows at which a cell may seem to continue.
_CONFLICTS = 0.2
#: Share of the cells of a column of labels that are short, their maximum length in characters, and their lines.
_LABELS, _SHORT, _SHORT_LINES = 0.6, 40, 2
#: Share of the cells of a column of figures that are figures, and maximum number of letters in a figure.
_FIGURES, _LETTERS = 0.5, 3
#: Share of rows whose cells have unequal numbers of lines, which columns of text or lists do not show.
_UNEVEN = 0.3
#: Maximum mean number of lines in the longest cell of a row.
_LINES = 5.0
#: Share of characters that are Japanese in a Japanese column, and in an English one at most.
_JAPANESE, _ENGLISH = 0.5, 0.1
_STOP = re.compile(r"[.!?。！？．]['\"”’」』）)\]]*$")
_MARK = re.compile(rf"(?:{ITEM.pattern})\s*|{BULLET.pattern}|[\[(（]?\d{{1,3}}[\])）]|[•●◦○▪■□・–—-]")

#: A level: the line of each column that has one there.
Cells = dict[int, "Line"]


@dataclass(slots=True)
class Row:
    """A row: for each column with text, the lines of its cell; and the position of its last line."""

    cells: dict[int, list[Line]] = field(default_factory=dict)
    last: float = 0.0

    def add(self, cells: Cells, at: float) -> None:
        """Add a level at a position."""
        for column, line in cells.items():
            self.cells.setdefault(column, []).append(line)
        self.last = at


def table_rows(placed: Sequence[Cells], columns: Sequence[tuple[float, float]], size: float) -> list[Row] | None:
    """Return the rows of a table; None if its lines are text or lists side by side.

    Args:
        placed: its levels, from the first one on.
        columns: the extents of its columns, from the left.
        size: the em of most of its lines.
    """
    rows, conflicts = _joined(placed, columns, size)
    return rows if _is_table(rows, conflicts, columns, size) else None


def _joined(placed: Sequence[Cells], columns: Sequence[tuple[float, float]], size: float) -> tuple[list[Row], int]:
    """Return the rows that levels make, and at how many of their boundaries a cell seems to continue."""
    heights = [max(line.v1 for line in cells.values()) for cells in placed]
    own = [_Column.of(k, placed, heights, size) for k in range(len(columns))]
    leading = min((step for column in own for step in column.steps), default=size)
    tight = _TIGHT * leading
    bands = 1 + sum(b - a > _PADDED * leading for a, b in pairwise(heights))
    padded = bands > _BANDS * sum(0 in cells for cells in placed)
    rows: list[Row] = []
    conflicts = 0
    for cells, height in zip(placed, heights, strict=True):
        if rows:
            row = rows[-1]
            near = height - row.last <= tight
            pairs = {k: (row.cells[k][-1], line) for k, line in cells.items() if k in row.cells}
            ahead = {k for k, (a, b) in pairs.items() if _continues(a, b, own[k].edge)}
            wide = {k for k in ahead if columns[k][1] - columns[k][0] >= _TEXT * size}
            figures = any(is_figure(a.text) and is_figure(b.text) for a, b in pairs.values())
            if near and not figures and (padded or _is_rest(cells, set(pairs), ahead, wide)):
                row.add(cells, height)
                continue
            conflicts += any(own[k].cuts(*pairs[k]) for k in wide)
        rows.append(Row())
        rows[-1].add(cells, height)
    return rows, conflicts


class _Column(NamedTuple):
    """What the lines of a column have in common: the place at which full lines end, and the steps between lines."""

    edge: float
    steps: list[float]

    @classmethod
    def of(cls, k: int, placed: Sequence[Cells], heights: Sequence[float], size: float) -> _Column:
        """Return the column with an index, from 0."""
        ends = sorted(cells[k].u1 for cells in placed if k in cells)
        own = [height for cells, height in zip(placed, heights, strict=True) if k in cells]
        steps = [b - a for a, b in pairwise(own) if b - a > _CLOSEST * size]
        return cls(ends[math.ceil(_FULL * (len(ends) - 1))] if ends else 0.0, steps)

    def cuts(self, line: Line, following: Line) -> bool:
        """Return whether a boundary between two lines is within a sentence."""
        near = following.v1 - line.v1 <= _TIGHT * median(self.steps or [0.0])
        return near and _STOP.search(line.text) is None


def _is_rest(cells: Cells, below: set[int], ahead: set[int], wide: set[int]) -> bool:
    """Return whether a level continues the row above it, in a table without space between its rows.

    Args:
        cells: the level.
        below: its columns in which the row has text, too.
        ahead: those of them in which the row seems to continue.
        wide: those of them that may have running text.
    """
    if 0 in cells and not cells[0].text[:1].islower():
        return False
    return below == ahead == set(cells) and all(k in wide or line.text[:1].islower() for k, line in cells.items())


def _continues(line: Line, following: Line, edge: float) -> bool:
    """Return whether a line of a column seems to continue in the next one: it leaves no room for its first word."""
    text, after = line.text, following.text
    if line.hyphen or after[0].islower():
        return True
    room = edge - line.u1
    if is_wide(after[0]) or is_wide(text[-1]):
        return room <= _ROOM * line.size
    word = following.glyphs[: len(after.partition(" ")[0])]
    return room < word[-1].u1 - word[0].u0 + 0.2 * line.size


def is_figure(text: str) -> bool:
    """Return whether a cell is a figure or a sign, not words.

    >>> [is_figure(text) for text in ("1,234", "7:05", "12 km", "—", "(4.7)%", "Every 3 months", "売上高")]
    [True, True, True, True, True, False, False]
    """
    letters = sum(char.isalpha() for char in text)
    return letters <= _LETTERS and (any(char.isdigit() for char in text) or not letters)


def _is_table(rows: Sequence[Row], conflicts: int, columns: Sequence[tuple[float, float]], size: float) -> bool:
    """Return whether rows are those of a table and not lines of text side by side."""
    several = sum(len(row.cells) > 1 for row in rows)
    if several < 2 or conflicts > _CONFLICTS * (len(rows) - 1):
        return False
    if sum(max(map(len, row.cells.values())) for row in rows) > _LINES * len(rows):
        return False
    cells = [
        ["".join(line.text for line in row.cells[k]) for row in rows if k in row.cells] for k in range(len(columns))
    ]
    marks = [sum(_MARK.fullmatch(text) is not None for text in column) > len(column) / 2 for column in cells]
    if len(columns) == 2 and marks[0]:
        return False
    if not any(
        _is_of_labels([row.cells[k] for row in rows if k in row.cells]) for k in range(len(columns)) if not marks[k]
    ):
        return False
    if _has_two_languages(cells, columns, size):
        return False
    figures = any(
        len(column) > 1 and not mark and sum(map(is_figure, column)) >= _FIGURES * len(column)
        for column, mark in zip(cells, marks, strict=True)
    )
    uneven = sum(len({len(lines) for lines in row.cells.values()}) > 1 for row in rows)
    return figures or uneven >= max(2, _UNEVEN * len(rows))


def _is_of_labels(cells: Sequence[Sequence[Line]]) -> bool:
    """Return whether most cells of a column are short and no sentences."""
    short = 0
    for lines in cells:
        text = "".join(line.text for line in lines)
        short += len(lines) <= _SHORT_LINES and len(text) <= _SHORT and _STOP.search(text) is None
    return len(cells) > 1 and short >= _LABELS * len(cells)


def _has_two_languages(cells: Sequence[Sequence[str]], columns: Sequence[tuple[float, float]], size: float) -> bool:
    """Return whether a wide column is in Japanese and another one in English: a text beside its translation."""
    shares = []
    for column, (u0, u1) in zip(cells, columns, strict=True):
        letters = [char for text in column for char in text if char.isalpha()]
        if u1 - u0 >= _TEXT * size and letters and not all(map(is_figure, column)):
            shares.append(sum(map(is_wide, letters)) / len(letters))
    return bool(shares) and max(shares) >= _JAPANESE and min(shares) <= _ENGLISH
