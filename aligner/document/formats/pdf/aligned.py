"""Tables of a PDF without ruled lines: their columns are gaps that stay at the same place over several lines.

This module finds the lines that may be a table, and their columns. `aligned_rows` decides what their rows are and
whether they are a table. If they are not, `columns` and `paragraphs` read them.
"""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING

from aligner.document.formats.pdf.aligned_rows import Row, table_rows
from aligner.document.formats.pdf.lines import Line, levels_of, line_of, share_height
from aligner.document.formats.pdf.ruled import TableLine

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from aligner.document.formats.pdf.aligned_rows import Cells

#: In ems: the smallest gap between two columns, and the smallest one in a table of less than `_FEW` rows.
_GAP, _WIDE_GAP = 0.7, 1.2
_FEW = 4
#: In ems: the largest step between two rows.
_STEP = 3.5
#: Maximum number of lines at the top of a page that can be the rest of a row.
_CUT_LINES = 6
#: Share of the rows in which a cell may fill several columns.
_CROSSING = 0.3


def lines_with_aligned_tables(lines: Sequence[Line]) -> list[Line]:
    """Return lines in order, each row of a table as one `TableLine`."""
    levels = levels_of(lines, _are_together)
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
    under = {column for line in lines for column in _over(line, columns)}
    if len(under) != 1 or under == {0} or rows[0].v0 - lines[-1].v1 > _STEP * rows[0].size:
        return lines
    row = Row({under.pop(): lines})
    for following in rows:
        following.row += 1
    return [_line(row, 1, rows[0].u0, rows[0].u1)]


def _are_together(a: Line, b: Line) -> bool:
    return share_height(a, b) and not isinstance(b, TableLine)


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
    rows = table_rows(placed, columns, size)
    if rows is None:
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
            over = _over(line, columns)
            if len(over) == 1:
                u0, u1 = columns[over[0]]
                columns[over[0]] = min(u0, line.u0), max(u1, line.u1)
    return columns


def _over(line: Line, columns: Sequence[tuple[float, float]]) -> list[int]:
    """Return the columns that a piece is over, also in part."""
    return [k for k, (u0, u1) in enumerate(columns) if min(u1, line.u1) > max(u0, line.u0)]


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
        over = _over(line, columns)
        before = [k for k, (u0, _) in enumerate(columns) if u0 < line.u1]
        column = over[0] if over else before[-1] if before else 0
        pieces.setdefault(column, []).append(line)
    return {
        column: parts[0] if len(parts) == 1 else line_of([glyph for part in parts for glyph in part.glyphs])
        for column, parts in pieces.items()
    }


def _line(row: Row, number: int, left: float, right: float) -> TableLine:
    """Return a row as a line over the whole width of its table."""
    first, last = min(row.cells), max(row.cells)
    cells = [row.cells.get(k, []) for k in range(first, last + 1)]
    glyphs = [glyph for lines in cells for line in lines for glyph in line.glyphs]
    whole = line_of(glyphs)
    top = min(line.v0 for lines in cells for line in lines)
    bottom = max(line.v1 for lines in cells for line in lines)
    return TableLine(glyphs, left, right, top, bottom, whole.size, whole.strong, cells, first, number)
