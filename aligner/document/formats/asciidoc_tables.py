"""Tables of AsciiDoc: the rows of a table as lines, and the cells of a row.

A line with several cells is a row. A cell that is alone on one or more lines is a paragraph.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from aligner.document.blocks import Line

#: A bar with the specification of its cell: how often it is repeated, its span, alignment and style.
_SPECIFICATION = r"(?:(?:\d{1,3}(?:\.\d{1,3})?|\.\d{1,3})[*+])?[<^>]?(?:\.[<^>])?[adehlmsv]?"
_BARS = {bar: re.compile(rf"(?<!\\)(?:(?<!\S)(?P<specification>{_SPECIFICATION}))?{re.escape(bar)}") for bar in "|!"}


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


def rows(lines: Sequence[Line], bar: str) -> Iterator[Cells]:
    """Yield the rows between two delimiters. Rows with commas or colons have a line each."""
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
