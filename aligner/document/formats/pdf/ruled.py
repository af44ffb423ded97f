"""Ruled tables of a PDF: a row is one line of a page, even if its cells have several lines.

Rule: a table is taken out of the glyphs of its page before lines are made, so that no line crosses its cells.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from aligner.document.formats.pdf.lines import Line, line_of, lines_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aligner.document.formats.pdf.glyphs import Glyph
    from aligner.document.formats.pdf.rules import Grid

#: A table has rows with several cells: at least so many, and this share of the rows with text.
_ROWS, _SHARE = 2, 0.4


@dataclass(slots=True)
class TableLine(Line):
    """A row of a ruled table.

    Attributes:
        cells: the lines of each cell; none for an empty one.
        first: the column of the first of them.
        row: number of the row in its table, from 1.
    """

    cells: list[list[Line]] = field(default_factory=list)
    first: int = 0
    row: int = 1


def lines_with_tables(glyphs: Sequence[Glyph], tables: Sequence[Grid], readings: list[Line]) -> list[Line]:
    """Return the lines of a page, each row of a table as one; ``readings`` as in `lines_of`."""
    rest: Sequence[Glyph] = glyphs
    rows: list[Line] = []
    for grid in tables:
        inside: dict[tuple[int, int], list[Glyph]] = {}
        outside: list[Glyph] = []
        for glyph in rest:
            cell = grid.cell((glyph.u0 + glyph.u1) / 2, (glyph.v0 + glyph.v1) / 2)
            outside.append(glyph) if cell is None else inside.setdefault(cell, []).append(glyph)
        if _is_table(inside):
            rest = outside
            rows += _rows(grid, inside, readings)
    return sorted([*lines_of(rest, readings), *rows], key=lambda line: (line.v0, line.u0))


def _is_table(cells: dict[tuple[int, int], list[Glyph]]) -> bool:
    """Return whether enough rows have text in several cells. Boxes around text and drawings do not have such rows."""
    counts: dict[int, int] = {}
    for row, _ in cells:
        counts[row] = counts.get(row, 0) + 1
    several = sum(count > 1 for count in counts.values())
    return several >= _ROWS and several >= _SHARE * len(counts)


def _rows(grid: Grid, inside: dict[tuple[int, int], list[Glyph]], readings: list[Line]) -> list[Line]:
    """Return the rows with text, each as a line over the whole width of the table."""
    rows: list[Line] = []
    for row in range(len(grid.vs) - 1):
        # A merged cell leaves empty ones, so that the columns of all rows correspond.
        own = [inside.get((row, k), []) if grid.anchors[row][k] == (row, k) else [] for k in range(len(grid.us) - 1)]
        printed = [k for k, cell in enumerate(own) if cell]
        if not printed:
            continue
        own = own[printed[0] : printed[-1] + 1]
        glyphs = [glyph for cell in own for glyph in cell]
        whole = line_of(glyphs)
        cells = [lines_of(cell, readings) if cell else [] for cell in own]
        extent = grid.us[0], grid.us[-1], grid.vs[row], grid.vs[row + 1]
        rows.append(TableLine(glyphs, *extent, whole.size, whole.strong, cells, printed[0], len(rows) + 1))
    return rows
