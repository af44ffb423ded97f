"""Finds lists whose names and values stand in columns: names of keys, options with explanations, prices.

Blanks align the values. Justified text has wide blanks too, but not in one column. A value may go on in the next lines,
below its beginning or deeper.

The rule: at least two rows share a column, and the blanks of one of them are wider than those of justified text.
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

#: A name and the gap before its value. A gap after a stop is none: some typists leave two blanks there.
_NAME = re.compile(r"(?:(?! {2})[^\t　]){1,40}?(?<![.。:：;!?！？,、 ])( {2,}|　+ *|\t\s*)(?=\S)")
#: A gap between further cells.
_CELLS = re.compile(r"\S(?: {3,}|\t+|　{2,})(?=\S)")
#: Columns of a gap that no text has: justified text has at most two, Japanese text one blank of two columns.
_WIDE = 3


class _Gap(NamedTuple):
    """The gap of a row: the column after it, None for a tab, which fits any column; and whether it is wide."""

    column: int | None
    wide: bool


def row_ends(lines: Sequence[Line], looks: Sequence[Looks]) -> dict[int, int]:
    """Return the first line of each row → the line after its last one, for the lines of a stretch.

    Only lines without a mark of their own are rows.
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
    """Return whether the row that a line begins has further cells after its first value: it is a row of a table."""
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
    """Yield the rows from a line on that share its column, each with the lines in which its value goes on."""
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
