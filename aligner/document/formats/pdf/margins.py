"""Running heads and feet, and page numbers: lines that recur in the same place at the edge of pages.

A line at the first or last rows of a page recurs where another page has the same words, figures aside, at the same
height; figures must stay the same or go up with the pages. Where such a line is detected, the text there on other
pages (the title of another chapter) is one too.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from aligner.document.formats.pdf.glyphs import Direction
    from aligner.document.formats.pdf.lines import Line

#: Rows at each edge that may be heads or feet.
_ROWS = 2
#: In points: how far a recurring line may stray.
_STRAY = 4.0
#: Heads are hardly larger than the text; they are further from it than its lines are from each other.
_LARGEST = 1.2
_SMALL = 0.92
_APART = 1.4
#: In ems: no lines of a text are further from each other.
_WIDEST = 2.5
#: Number of pages from which a recurring line is certain to be a running head, however close to the text it is.
_OFTEN = 3
_NUMBER = re.compile(r"\d+")
_ROMAN = re.compile(r"\b[ivxl]+\b")
_PAGE_NUMBER = re.compile(r"(?:page|p)?(?:[^\w#]|_)*+#[\W_]*+(?:(?:of|ページ|頁)[\W_]*+)?+(?:ページ|頁)?")


class PageLines(NamedTuple):
    """The lines of a page, by how they run."""

    number: int
    flows: Mapping[Direction, list[Line]]


@dataclass(frozen=True, slots=True)
class _Edge:
    """A line at the edge of a page.

    ``apart`` says that it is apart from the text, ``outer`` that there is more text further in, ``alone`` that no other
    line is at its height.
    """

    page: int
    direction: Direction
    line: Line
    key: str
    numbers: tuple[int, ...]
    apart: bool
    outer: bool
    alone: bool


_Alike = dict[tuple["Direction", str], list[_Edge]]


class _Slot(NamedTuple):
    direction: Direction
    v: float
    size: float

    def holds(self, edge: _Edge) -> bool:
        near = abs(edge.line.v0 - self.v) < _STRAY and abs(edge.line.size - self.size) < 0.6
        return near and edge.direction == self.direction


def running_lines(pages: Sequence[PageLines], body: float) -> set[int]:
    """Return the lines (by their `id`) that are running heads, feet or page numbers.

    Args:
        pages: all pages.
        body: the size of the text.
    """
    edges = [edge for page in pages for edge in _edges(page) if edge.line.size <= _LARGEST * body]
    alike: _Alike = defaultdict(list)
    for edge in edges:
        alike[edge.direction, edge.key].append(edge)
    slots = list(_slots(alike, body))
    if len(pages) == 1:
        return {id(edge.line) for edge in edges if edge.apart and edge.alone and _PAGE_NUMBER.fullmatch(edge.key)}
    return {
        id(edge.line)
        for edge in edges
        if any(slot.holds(edge) for slot in slots) and (edge.apart or _recurs(edge, alike[edge.direction, edge.key]))
    }


def _edges(page: PageLines) -> Iterator[_Edge]:
    text = max(page.flows.values(), key=lambda lines: sum(len(line.glyphs) for line in lines), default=[])
    for direction, lines in page.flows.items():
        rows = _levels(lines)
        steps = [b[0].v0 - a[0].v0 for a, b in pairwise(rows)]
        usual = sorted(steps)[len(steps) // 4] if steps else 0.0
        for k, row in enumerate(rows):
            if _ROWS <= k < len(rows) - _ROWS:
                continue
            inward = steps[k : k + 1] if k < len(rows) / 2 else steps[k - 1 : k]
            apart = not inward or inward[0] >= _APART * min(usual, _WIDEST * row[0].size)
            for line in row:
                said = unicodedata.normalize("NFKC", line.text).lower()
                key = _ROMAN.sub("#", _NUMBER.sub("#", said)).strip()
                numbers = tuple(int(figure[:9]) for figure in _NUMBER.findall(said))
                outer = lines is not text or min(k, len(rows) - 1 - k) < (len(rows) - 1) // 2
                yield _Edge(page.number, direction, line, key, numbers, apart, outer, len(row) == 1)


def _levels(lines: Sequence[Line]) -> list[list[Line]]:
    rows: list[list[Line]] = []
    for line in sorted(lines, key=lambda line: line.v0):
        if rows and line.v0 - rows[-1][0].v0 < 0.5 * line.size:
            rows[-1].append(line)
        else:
            rows.append([line])
    return rows


def _slots(alike: _Alike, body: float) -> Iterator[_Slot]:
    """Yield the places where lines recur."""
    for (direction, key), edges in alike.items():
        for edge in edges:
            same = [other for other in edges if other.outer and abs(other.line.v0 - edge.line.v0) < _STRAY]
            pages = {other.page for other in same}
            sure = len(pages) >= _OFTEN or all(other.apart or other.line.size < _SMALL * body for other in same)
            if edge.outer and len(pages) > 1 and (sure or _PAGE_NUMBER.fullmatch(key)) and _goes_with_pages(same):
                yield _Slot(direction, edge.line.v0, edge.line.size)
                break


def _recurs(edge: _Edge, alike: Sequence[_Edge]) -> bool:
    return any(other.page != edge.page and abs(other.line.v0 - edge.line.v0) < _STRAY for other in alike)


def _goes_with_pages(edges: Sequence[_Edge]) -> bool:
    """Return whether the figures of lines are the same on all pages, or go up by one from page to page."""
    if not edges[0].numbers:
        return True
    columns = zip(*(edge.numbers for edge in edges), strict=False)
    pages = [edge.page for edge in edges]
    offsets = [{number - page for number, page in zip(column, pages, strict=True)} for column in columns]
    numbers = zip(*(edge.numbers for edge in edges), strict=False)
    return any(len(values) == 1 for values in offsets) or all(len(set(values)) == 1 for values in numbers)
