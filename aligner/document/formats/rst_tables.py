"""Tables of reStructuredText, drawn as grids or with rules: each row is a block.

A row of a grid may take several lines, with a part of every cell in each; it is one block.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from aligner.document.blocks import Block, markup
from aligner.model import ParagraphKind, Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from aligner.document.blocks import Line

_GRID = re.compile(r"\+(?:[-=]+\+)+$")
_GRID_RULE = frozenset("+-=| \t　")
_BORDER = re.compile(r"=+(?:[ \t]+=+)+$")
_SPAN = re.compile(r"-+(?:[ \t]+-+)*$")
_BARS = "| \t　"


def is_grid(text: str) -> bool:
    """Return whether a line is the upper edge of a grid."""
    return text.startswith("+") and _GRID.match(text) is not None


def grid(lines: Sequence[Line], k: int) -> tuple[list[Block], int]:
    """Return the rows of the grid at a line, its rules as markup, and the index past its last line."""
    end = k
    while end < len(lines) and lines[end].text and lines[end].text[0] in "+|":
        end += 1
    return list(_grid_rows(lines[k:end])), end


def _grid_rows(lines: Sequence[Line]) -> Iterator[Block]:
    row: list[Line] = []
    for line in lines:
        if set(line.text) <= _GRID_RULE:
            if row:
                yield _row(row)
            row = []
            yield markup(line.start, line.end)
        else:
            row.append(line)
    if row:
        yield _row(row)


def is_border(text: str) -> bool:
    """Return whether a line is the border of a table with rules."""
    return text.startswith("=") and _BORDER.match(text) is not None


def ruled_end(lines: Sequence[Line], k: int) -> int | None:
    """Index past the last border of the table that begins at a line: the border before a blank line."""
    for i in range(k + 1, len(lines)):
        if is_border(lines[i].text) and (i + 1 == len(lines) or not lines[i + 1].text):
            return i + 1
    return None


def ruled(lines: Sequence[Line]) -> list[Block]:
    """Return the rows of a table with rules (markup); a line with an empty first cell continues the row before."""
    blocks: list[Block] = []
    row: list[Line] = []
    margin = lines[0].indent
    for line in lines:
        if is_border(line.text) or _SPAN.match(line.text):
            blocks += [_row(row)] if row else []
            row = []
            blocks.append(markup(line.start, line.end))
        elif line.text and row and line.indent > margin:
            row.append(line)
        elif line.text:
            blocks += [_row(row)] if row else []
            row = [line]
    return blocks


def _row(lines: Sequence[Line]) -> Block:
    """Return a row; the bars at its ends are not part of its segment."""
    start, end = lines[0].start, lines[-1].end
    first = start + len(lines[0].text) - len(lines[0].text.lstrip(_BARS))
    last = end - (len(lines[-1].text) - len(lines[-1].text.rstrip(_BARS)))
    return Block(start, end, ParagraphKind.TABLE, Span(first, last) if first < last else None, first)
