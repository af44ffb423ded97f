"""The order in which the lines of a page are read: columns, what spans them, and rows of tables.

A gutter is a strip that hardly any line crosses, with prose at both sides: lines that fill their column for the most
part. What crosses it (a title) parts the page into bands; in each of them the first column is read before the next.
Side by side without prose are the cells of a table, which are read row by row.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING

from aligner.document.formats.pdf.aligned import lines_with_aligned_tables
from aligner.document.formats.pdf.lines import Line, levels_of, line_of, share_height

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

#: In ems: how wide a gap between the cells of a table is at least.
_CELL_GAP = 1.2
#: In ems: how wide a gutter is at least, and how long the lines beside it.
_GUTTER = 0.75
_COLUMN = 6.0
#: The share of a column's width that a full line fills at least, and the share of lines that are full.
_FILLED = 0.7
_OF_LINES = 0.3
#: In ems: how far apart the lines of a text may be, and the share of lines that keep to what is usual.
_CLOSE = 2.5
_MOST = 0.5
#: Lines that a column has at least, and the share of a page's lines that may cross a gutter.
_LINES = 3
_CROSSING = 0.3
#: No page of text has more pieces of lines, or more columns within columns.
_MOST_LINES = 600
_DEEPEST = 2
#: Ends of lines before a gutter that are tried as its left edge.
_NEAREST = 4


@dataclass(slots=True)
class Column:
    """Rows that are read one after the other, each of one piece or of the cells of a table's row."""

    rows: list[list[Line]]
    u0: float
    u1: float


def main_gutter(lines: Sequence[Line]) -> float | None:
    """Return the middle of the gutter between a page's columns, where it shows one."""
    return _gutter(lines) if len(lines) <= _MOST_LINES else None


def columns(lines: Sequence[Line], elsewhere: Sequence[float] = ()) -> Iterator[Column]:
    """Yield the columns of some lines, in reading order.

    Args:
        lines: all of them.
        elsewhere: gutters of other pages, which count where a page has too few lines to show one, and none crosses it.
    """
    gutter = main_gutter(lines)
    if gutter is None:
        gutter = next((other for other in elsewhere if _is_free(other, lines)), None)
    if gutter is None:
        yield from _one(lines)
        return
    before: list[Line] = []
    across: list[Line] = []
    after: list[Line] = []
    for line in sorted(lines, key=lambda piece: (piece.v0, piece.u0)):
        crosses = line.u0 < gutter < line.u1
        if crosses and (before or after):
            yield from _beside(before, after)
            before, after = [], []
        elif across and not crosses:
            yield from _one(across)
            across = []
        (across if crosses else before if line.u1 <= gutter else after).append(line)
    yield from _one(across)
    yield from _beside(before, after)


def _is_free(gutter: float, lines: Sequence[Line]) -> bool:
    """Return whether lines are at both sides of a gutter, and none in it."""
    before = sum(line.u1 <= gutter for line in lines)
    return 0 < before < len(lines) == before + sum(line.u0 >= gutter for line in lines)


def _beside(before: Sequence[Line], after: Sequence[Line]) -> Iterator[Column]:
    """Columns side by side; one whose lines are all short is as wide as the widest of the others."""
    both = [*columns(before), *columns(after)]
    widest = max((column.u1 - column.u0 for column in both), default=0.0)
    for column in both:
        ends = [row[-1].u1 for row in column.rows]
        is_filled = sum(column.u1 - end < row[-1].size for end, row in zip(ends, column.rows, strict=True)) > 1
        yield column if is_filled else replace(column, u1=max(column.u1, column.u0 + widest))


def _one(lines: Sequence[Line]) -> Iterator[Column]:
    if lines:
        yield Column(_rows(lines_with_aligned_tables(lines)), min(line.u0 for line in lines), _edge(lines))


def _edge(lines: Sequence[Line]) -> float:
    """Return the end of full lines, in the size of most of them; headings may reach further."""
    size = median(line.size for line in lines)
    return max((line.u1 for line in lines if abs(line.size - size) < 0.6), default=max(line.u1 for line in lines))


def _gutter(lines: Sequence[Line], nested: int = 0) -> float | None:
    """Return the middle of the gutter with most lines at both sides, if there is one."""
    if len(lines) < 2 * _LINES or nested > _DEEPEST:
        return None
    size = median(line.size for line in lines)
    candidates = [
        (smaller - 2 * crossing, wide, middle)
        for smaller, crossing, wide, middle in _strips(lines, size)
        if wide >= _GUTTER * size and crossing <= _CROSSING * len(lines) and _parts(lines, middle, size, nested)
    ]
    return max(candidates)[2] if candidates else None


def _strips(lines: Sequence[Line], size: float) -> Iterator[tuple[int, int, float, float]]:
    """Strips between the end of some lines and the start of others.

    For each: how many lines are on the side that has fewer, how many cross it, its width and its middle.
    """
    ends = sorted({round(line.u1, 1) for line in lines})
    for start in sorted({round(line.u0, 1) for line in lines}):
        before = bisect_right(ends, start)
        # The nearest end may be that of a separate line, such as a page number.
        for end in ends[max(0, before - _NEAREST) : before]:
            if start - end >= _GUTTER * size:
                middle = (end + start) / 2
                before_it = sum(line.u1 <= middle for line in lines)
                after_it = sum(line.u0 >= middle for line in lines)
                yield min(before_it, after_it), len(lines) - before_it - after_it, start - end, middle


def _parts(lines: Sequence[Line], middle: float, size: float, nested: int) -> bool:
    """Return whether there is prose at both sides of a strip, side by side; the last column may be hardly begun."""
    before = [line for line in lines if line.u1 <= middle]
    after = [line for line in lines if line.u0 >= middle]
    if not before or not after:
        return False
    if not _is_prose(before, size, nested + 1):
        return _is_running(before, size) and _is_running(after, size) and not _are_level(before, after, size)
    if len(after) < _LINES:
        return _is_begun(after, before, size)
    top = max(min(line.v0 for line in side) for side in (before, after))
    bottom = min(max(line.v1 for line in side) for side in (before, after))
    return top < bottom and (_is_prose(after, size, nested + 1) or _is_running(after, size))


def _is_begun(lines: Sequence[Line], column: Sequence[Line], size: float) -> bool:
    """Return whether a few lines are the beginning of a column beside one that is full."""
    top = sorted(line.v0 for line in column)[:_LINES]
    together = max(line.v0 for line in lines) - min(line.v0 for line in lines) < 2 * _LINES * size
    return len(column) >= 2 * _LINES and together and min(line.v0 for line in lines) < top[-1]


def _is_prose(lines: Sequence[Line], size: float, nested: int) -> bool:
    """Return whether lines fill their column, or the columns they are in."""
    if len(lines) < _LINES:
        return False
    width = max(line.u1 for line in lines) - min(line.u0 for line in lines)
    filled = sum(line.u1 - line.u0 >= _FILLED * width for line in lines)
    if width >= _COLUMN * size and filled >= _OF_LINES * len(lines):
        return True
    return _gutter(lines, nested) is not None


def _are_level(lines: Sequence[Line], others: Sequence[Line], size: float) -> bool:
    """Return whether lines are at the height of others, as cells of a table do."""
    heights = sorted(line.v1 for line in others)
    level = 0
    for line in lines:
        k = bisect_right(heights, line.v1)
        level += any(abs(line.v1 - height) < 0.15 * size for height in heights[max(0, k - 1) : k + 1])
    return level > 0.3 * min(len(lines), len(others))


def _is_running(lines: Sequence[Line], size: float) -> bool:
    """Return whether lines, short as they are, follow each other as those of text do, from the same edge."""
    if len(lines) < 2 * _LINES:
        return False
    steps = [b.v0 - a.v0 for a, b in pairwise(sorted(lines, key=lambda line: line.v0))]
    close = sum(0.8 * size < step < _CLOSE * size for step in steps)
    edge = median(line.u0 for line in lines)
    aligned = sum(abs(line.u0 - edge) < _COLUMN * size / 4 for line in lines)
    return close >= _MOST * len(steps) and aligned >= _MOST * len(lines)


def _rows(lines: Sequence[Line]) -> list[list[Line]]:
    """Return the pieces on the same line, row by row."""
    return [_cells(row) for row in levels_of(lines, _are_together)]


def _cells(row: Sequence[Line]) -> list[Line]:
    """Return the pieces of a row; pieces with at most a wide space between them are joined."""
    cells = [row[0]]
    for piece in row[1:]:
        if piece.u0 - cells[-1].u1 < _CELL_GAP * min(piece.size, cells[-1].size):
            cells[-1] = line_of([*cells[-1].glyphs, *piece.glyphs])
        else:
            cells.append(piece)
    return cells


def _are_together(a: Line, b: Line) -> bool:
    apart = b.u0 >= a.u1 or a.u0 >= b.u1
    return apart and share_height(a, b)
