"""Tables of a PDF without ruled lines: their columns are gaps that stay at the same place over several lines.

The rule: text in two columns is never a table. A table has a column of labels or figures, its cells begin at the same
height, and no cell continues where another one of the same row has ended. What is not recognised as a table is left to
`columns` and `paragraphs`.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING, NamedTuple

from aligner.document.formats.pdf.glyphs import is_wide
from aligner.document.formats.pdf.joining import BULLET, ITEM
from aligner.document.formats.pdf.lines import Line, line_of
from aligner.document.formats.pdf.ruled import TableLine

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

#: In ems: the smallest gap between two columns, and the smallest one in a table of less than `_FEW` rows.
_GAP, _WIDE_GAP = 0.7, 1.2
_FEW = 4
#: In ems: the largest step between two rows.
_STEP = 3.5
#: Factors of the smallest step between lines: lines of one cell are at most so far apart, and rows with space between
#: them at least so far.
_TIGHT, _PADDED = 1.08, 1.12
#: In ems: the smallest step between two lines. Share of the lines of labels that space must separate.
_CLOSEST, _BANDS = 0.95, 0.5
#: The share of the lines of a column that end at its edge at most.
_FULL = 0.9
#: In ems: the smallest width of a column whose lines may be running text, and the room that Japanese lines leave.
_TEXT = 8.0
_ROOM = 2.0
#: Maximum number of lines at the top of a page that can be the rest of a row.
_CUT_LINES = 6
#: Share of the boundaries between rows at which a cell may seem to continue.
_CONFLICTS = 0.2
#: Share of the rows in which a cell may fill several columns.
_CROSSING = 0.3
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

Cells = dict[int, Line]


@dataclass(slots=True)
class _Row:
    """A row: for each column with text, the lines of its cell; and the position of its last line."""

    cells: dict[int, list[Line]] = field(default_factory=dict)
    last: float = 0.0

    def add(self, cells: Cells, at: float) -> None:
        for column, line in cells.items():
            self.cells.setdefault(column, []).append(line)
        self.last = at


def lines_with_aligned_tables(lines: Sequence[Line]) -> list[Line]:
    """Return lines in order, each row of a table as one `TableLine`."""
    levels = _levels(lines)
    made: list[Line] = []
    start = 0
    while start < len(levels):
        end = _region_end(levels, start)
        rows = _table(levels[start:end]) if end - start > 1 else None
        if rows is None:
            # The lines of a region that is no table are not the lines of a table that begins within it.
            made += [line for level in levels[start:end] for line in level]
        else:
            if start <= _CUT_LINES and all(len(level) == 1 for level in levels[:start]):
                made = _with_rest(made, rows, levels[start:end])
            made += rows
        start = end
    return made


def _with_rest(lines: list[Line], rows: Sequence[TableLine], levels: Sequence[Sequence[Line]]) -> list[Line]:
    """Return the lines at the top of a page, before its first table: as a row, if they are the rest of a cut one.

    They are under none of the labels of the table, but under the cells of one of its other columns.
    """
    columns = _columns(levels, rows[0].size) or []
    under = {
        k for line in lines for k, (u0, u1) in enumerate(columns) if min(u1, line.u1) > max(u0, line.u0)
    }  # fmt: skip
    if len(under) != 1 or under == {0} or rows[0].v0 - lines[-1].v1 > _STEP * rows[0].size:
        return lines
    row = _Row({under.pop(): lines})
    for following in rows:
        following.row += 1
    return [_line(row, 1, rows[0].u0, rows[0].u1)]


def _levels(lines: Sequence[Line]) -> list[list[Line]]:
    """Return the pieces on the same height, from left to right."""
    levels: list[list[Line]] = []
    for line in sorted(lines, key=lambda piece: ((piece.v0 + piece.v1) / 2, piece.u0)):
        last = levels[-1][-1] if levels else None
        if last is not None and _is_level(last, line):
            levels[-1].append(line)
        else:
            levels.append([line])
    return [sorted(level, key=lambda piece: piece.u0) for level in levels]


def _is_level(a: Line, b: Line) -> bool:
    overlap = min(a.v1, b.v1) - max(a.v0, b.v0)
    return overlap > 0.5 * min(a.v1 - a.v0, b.v1 - b.v0) and not isinstance(b, TableLine)


def _region_end(levels: Sequence[Sequence[Line]], start: int) -> int:
    """Return the end of the levels from a start on that leave the same gap free."""
    first = levels[start]
    if len(first) < 2:
        return start + 1
    gaps = [(a.u1, b.u0) for a, b in pairwise(first)]
    size = median(line.size for line in first)
    end = start + 1
    while end < len(levels):
        level = levels[end]
        if isinstance(level[0], TableLine) or level[0].v1 - levels[end - 1][0].v1 > _STEP * size:
            break
        free = list(_free(gaps, level, _GAP * size))
        if not free:
            if not _is_between(levels, end, gaps, size):
                break
            free = gaps
        gaps = free
        end += 1
    while end > start + 1 and len(levels[end - 1]) < 2 and not _may_continue(levels[end - 2 : end], size):
        end -= 1
    return end


def _free(gaps: Sequence[tuple[float, float]], level: Sequence[Line], least: float) -> Iterator[tuple[float, float]]:
    """Yield what a level leaves free of some gaps."""
    for start, end in gaps:
        at, widest = start, (0.0, 0.0)
        for line in level:
            if line.u1 <= at or line.u0 >= end:
                continue
            if line.u0 - at > widest[1] - widest[0]:
                widest = at, line.u0
            at = max(at, line.u1)
        if end - at > widest[1] - widest[0]:
            widest = at, end
        if widest[1] - widest[0] >= least:
            yield widest


def _is_between(levels: Sequence[Sequence[Line]], k: int, gaps: Sequence[tuple[float, float]], size: float) -> bool:
    """Return whether a level is a single line over several columns, with rows of the same table below it."""
    if len(levels[k]) > 1 or k + 1 >= len(levels) or len(levels[k + 1]) < 2:
        return False
    following = levels[k + 1]
    near = following[0].v1 - levels[k][0].v1 <= _STEP * size and not isinstance(following[0], TableLine)
    return near and len(list(_free(gaps, following, _GAP * size))) == len(gaps)


def _may_continue(pair: Sequence[Sequence[Line]], size: float) -> bool:
    """Return whether a single line may continue a cell of the level before it."""
    above, below = pair
    (line,) = below
    over = [other for other in above if min(other.u1, line.u1) > max(other.u0, line.u0)]
    return len(over) == 1 and line.v1 - above[0].v1 < 2 * size and abs(over[0].size - line.size) < 1


def _table(levels: Sequence[Sequence[Line]]) -> list[TableLine] | None:
    """Return the rows of a region if it is a table."""
    size = median(line.size for level in levels for line in level)
    columns = _columns(levels, size)
    if columns is None or _crosses(levels, columns):
        return None
    placed = [_placed(level, columns) for level in levels]
    rows, conflicts = _joined(placed, columns, size)
    if not _is_table(rows, conflicts, columns, size):
        return None
    left = min(line.u0 for level in levels for line in level)
    right = max(line.u1 for level in levels for line in level)
    return [_line(row, number, left, right) for number, row in enumerate(rows, 1)]


def _columns(levels: Sequence[Sequence[Line]], size: float) -> list[tuple[float, float]] | None:
    """Return the extents of the columns: those of the levels with most cells, if these do not overlap."""
    counts = Counter(len(level) for level in levels)
    for count in sorted((n for n in counts if n > 1 and counts[n] > 1), reverse=True):
        full = [level for level in levels if len(level) == count]
        extents = [
            (min(line.u0 for line in cells), max(line.u1 for line in cells)) for cells in zip(*full, strict=True)
        ]
        least = (_GAP if len(levels) >= _FEW else _WIDE_GAP) * size
        if all(b[0] - a[1] >= least for a, b in pairwise(extents)):
            return _widened(extents, levels)
    return None


def _widened(columns: list[tuple[float, float]], levels: Sequence[Sequence[Line]]) -> list[tuple[float, float]]:
    """Return the columns with the pieces that are over one of them alone, such as headers beside their figures."""
    for level in sorted(levels, key=len, reverse=True):
        for line in level:
            over = [k for k, (u0, u1) in enumerate(columns) if min(u1, line.u1) > max(u0, line.u0)]
            if len(over) == 1:
                u0, u1 = columns[over[0]]
                columns[over[0]] = min(u0, line.u0), max(u1, line.u1)
    return columns


def _crosses(levels: Sequence[Sequence[Line]], columns: Sequence[tuple[float, float]]) -> bool:
    """Return whether too many levels have a piece that fills several columns, as text around a table does."""
    several = [level for level in levels if len(level) > 1]
    crossing = sum(
        sum(min(u1, line.u1) - max(u0, line.u0) > (u1 - u0) / 2 for u0, u1 in columns) > 1
        for level in several
        for line in level
    )
    return crossing > _CROSSING * len(several)


def _placed(level: Sequence[Line], columns: Sequence[tuple[float, float]]) -> Cells:
    """Return the pieces of a level by column. A piece over several columns is in the first of them."""
    pieces: dict[int, list[Line]] = {}
    for line in level:
        over = [k for k, (u0, u1) in enumerate(columns) if min(u1, line.u1) - max(u0, line.u0) > 0]
        before = [k for k, (u0, _) in enumerate(columns) if u0 < line.u1]
        column = over[0] if over else before[-1] if before else 0
        pieces.setdefault(column, []).append(line)
    return {
        column: parts[0] if len(parts) == 1 else line_of([glyph for part in parts for glyph in part.glyphs])
        for column, parts in pieces.items()
    }


def _joined(placed: Sequence[Cells], columns: Sequence[tuple[float, float]], size: float) -> tuple[list[_Row], int]:
    """Return the rows that levels make, and at how many of their boundaries a cell seems to continue."""
    heights = [max(line.v1 for line in cells.values()) for cells in placed]
    own = [_Column.of(k, placed, heights, size) for k in range(len(columns))]
    leading = min((step for column in own for step in column.steps), default=size)
    tight = _TIGHT * leading
    bands = 1 + sum(b - a > _PADDED * leading for a, b in pairwise(heights))
    padded = bands > _BANDS * sum(0 in cells for cells in placed)
    rows: list[_Row] = []
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
        rows.append(_Row())
        rows[-1].add(cells, height)
    return rows, conflicts


class _Column(NamedTuple):
    """What the lines of a column have in common: the place at which full lines end, and the steps between lines."""

    edge: float
    steps: list[float]

    @classmethod
    def of(cls, k: int, placed: Sequence[Cells], heights: Sequence[float], size: float) -> _Column:
        """Return the column with a number."""
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
        wide: those of them that may hold running text.
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
    """Return whether a cell holds a figure or a sign rather than words.

    >>> [is_figure(text) for text in ("1,234", "7:05", "12 km", "—", "(4.7)%", "Every 3 months", "売上高")]
    [True, True, True, True, True, False, False]
    """
    letters = sum(char.isalpha() for char in text)
    return letters <= _LETTERS and (any(char.isdigit() for char in text) or not letters)


def _is_table(rows: Sequence[_Row], conflicts: int, columns: Sequence[tuple[float, float]], size: float) -> bool:
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


def _line(row: _Row, number: int, left: float, right: float) -> TableLine:
    """Return a row as a line over the whole width of its table."""
    first, last = min(row.cells), max(row.cells)
    cells = [row.cells.get(k, []) for k in range(first, last + 1)]
    glyphs = [glyph for lines in cells for line in lines for glyph in line.glyphs]
    whole = line_of(glyphs)
    top = min(line.v0 for lines in cells for line in lines)
    bottom = max(line.v1 for lines in cells for line in lines)
    return TableLine(glyphs, left, right, top, bottom, whole.size, whole.strong, cells, first, number)
