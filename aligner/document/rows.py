"""Finds lists with names and values in columns: names of keys, options with explanations, prices.

Blanks align the values. A value may continue in the next lines, at its column or further right. Justified text has wide
blanks too, but not in one column. Therefore at least two rows must share a column, and one of them must have a gap that
is wider than the blanks of justified text.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from aligner.document.line_types import Look
from aligner.text.width import display_width

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from aligner.document.blocks import Line
    from aligner.document.line_types import Looks

#: A name and the gap before its value. A gap after a stop does not count: some typists type two blanks there.
_NAME = re.compile(r"(?:(?! {2})[^\t　]){1,40}?(?<![.。:：;!?！？,、 ])( {2,}|　+ *|\t\s*)(?=\S)")
#: A gap between further cells.
_CELLS = re.compile(r"\S(?: {3,}|\t+|　{2,})(?=\S)")
#: Columns of a gap that no text has: justified text has at most two, Japanese text one blank of two columns.
_WIDE = 3


class _Gap(NamedTuple):
    """The gap of a row: the column after it, and whether it is wide. The column is None for a tab, which fits any."""

    column: int | None
    wide: bool


def row_ends(lines: Sequence[Line], looks: Sequence[Looks]) -> dict[int, int]:
    """Return the index of the first line of each row in a stretch → the index after its last line.

    Lines with a mark, such as a bullet, are not rows.
    """
    gaps = [_gap(line) if look.look is Look.PLAIN else None for line, look in zip(lines, looks, strict=True)]
    ends: dict[int, int] = {}
    k = 0
    while k < len(lines):
        rows = list(_rows(lines, gaps, k))
        if len(rows) > 1 and any((gap := gaps[row.start]) is not None and gap.wide for row in rows):
            ends |= {row.start: row.stop for row in rows}
        k = rows[-1].stop if rows else k + 1
    return ends


def has_cells(line: Line) -> bool:
    """Return whether a row, by its first line, has further cells after its first value, as rows of tables have."""
    match = _NAME.match(line.text)
    return match is not None and _CELLS.search(line.text, match.end()) is not None


def _gap(line: Line) -> _Gap | None:
    """Return the gap of a line, if it has one."""
    match = _NAME.match(line.text)
    if match is None:
        return None
    column = None if "\t" in match[1] else line.indent + display_width(match.group())
    return _Gap(column, column is None or display_width(match[1]) >= _WIDE)


def _rows(lines: Sequence[Line], gaps: Sequence[_Gap | None], k: int) -> Iterator[range]:
    """Yield successive rows with the same column, from a line on. A row includes the lines that continue its value."""
    first = gaps[k]
    while first is not None and first.column is not None and k < len(lines):
        gap = gaps[k]
        if gap is None or gap.column not in (first.column, None):
            return
        end = k + 1
        while end < len(lines) and lines[end].indent >= first.column:
            end += 1
        yield range(k, end)
        k = end
