"""The ruled lines of a PDF's pages, and the tables that they draw.

Coordinates are those of horizontal text (`glyphs`): ``u`` rightwards, ``v`` downwards. Tables on turned pages, and
those that only alignment shows, are left to `aligned`.
"""

from __future__ import annotations

import ctypes
from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from pypdfium2 import raw

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pypdfium2 import PdfPage

#: In points: the largest slant of a straight edge, the largest distance of rules that are the same or touch, and the
#: shortest length of a rule.
_STRAIGHT = 1.0
_SAME = 2.5
_SHORTEST = 8.0
#: Maximum number of paths of a page, of edges of a path, and of rules of a page. With more, the page has drawings.
_MOST_PATHS = 20_000
_MOST_EDGES = 2_000
_MOST_RULES = 1_500


class Rule(NamedTuple):
    """A ruled line: its position on the other axis (v of a horizontal line, u of a vertical one), and its two ends."""

    at: float
    start: float
    end: float


@dataclass(slots=True)
class Rules:
    """The horizontal and the vertical lines of a page."""

    across: list[Rule]
    down: list[Rule]


@dataclass(slots=True)
class Grid:
    """A table: the edges of its columns and rows, and for each cell the one that it is merged into.

    Attributes:
        us: edges of the columns.
        vs: edges of the rows.
        anchors: for each row and column, the row and column of the first cell that it is merged with.
    """

    us: list[float]
    vs: list[float]
    anchors: list[list[tuple[int, int]]]

    def cell(self, u: float, v: float) -> tuple[int, int] | None:
        """Return the cell at a place; None outside the table."""
        column, row = bisect_right(self.us, u) - 1, bisect_right(self.vs, v) - 1
        inside = 0 <= column < len(self.us) - 1 and 0 <= row < len(self.vs) - 1
        return self.anchors[row][column] if inside else None


def rules_of(page: PdfPage) -> Rules:
    """Return the rules that the paths of a page draw; none if the page has too many of them."""
    edges = Rules([], [])
    for k, path in enumerate(page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH], max_depth=1)):
        if k >= _MOST_PATHS:
            return Rules([], [])
        for (u0, v0), (u1, v1) in _edges(path.raw):
            if abs(v1 - v0) <= _STRAIGHT and abs(u1 - u0) >= _SHORTEST:
                edges.across.append(Rule((v0 + v1) / 2, min(u0, u1), max(u0, u1)))
            elif abs(u1 - u0) <= _STRAIGHT and abs(v1 - v0) >= _SHORTEST:
                edges.down.append(Rule((u0 + u1) / 2, min(v0, v1), max(v0, v1)))
    joined = Rules(_joined(edges.across), _joined(edges.down))
    return joined if len(joined.across) + len(joined.down) <= _MOST_RULES else Rules([], [])


def _edges(path: object) -> Iterator[tuple[tuple[float, float], tuple[float, float]]]:
    """Yield the straight edges of a path."""
    count = raw.FPDFPath_CountSegments(path)
    if not 2 <= count <= _MOST_EDGES:
        return
    matrix = raw.FS_MATRIX()
    raw.FPDFPageObj_GetMatrix(path, matrix)
    x, y = ctypes.c_float(), ctypes.c_float()
    start = before = (0.0, 0.0)
    for k in range(count):
        segment = raw.FPDFPath_GetPathSegment(path, k)
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        here = (
            matrix.a * x.value + matrix.c * y.value + matrix.e,
            -(matrix.b * x.value + matrix.d * y.value + matrix.f),
        )
        kind = raw.FPDFPathSegment_GetType(segment)
        if kind == raw.FPDF_SEGMENT_LINETO:
            yield before, here
        elif kind == raw.FPDF_SEGMENT_MOVETO:
            start = here
        before = here
        if raw.FPDFPathSegment_GetClose(segment):
            yield here, start
            before = start


def _joined(rules: Sequence[Rule]) -> list[Rule]:
    """Return rules without copies, and those that continue each other as one."""
    joined: list[Rule] = []
    line: list[Rule] = []
    for rule in sorted(rules):
        if line and rule.at - line[0].at > _SAME:
            joined += _merged(line)
            line = []
        line.append(rule)
    return joined + _merged(line)


def _merged(line: Sequence[Rule]) -> list[Rule]:
    """Return the rules of one line, which may have gaps."""
    merged: list[Rule] = []
    for rule in sorted(line, key=lambda rule: rule.start):
        if merged and rule.start <= merged[-1].end + _SAME:
            merged[-1] = merged[-1]._replace(end=max(merged[-1].end, rule.end))
        else:
            merged.append(rule)
    return merged


def grids(rules: Rules) -> Iterator[Grid]:
    """Yield the tables of a page: rules that touch each other and make two columns and two rows or more."""
    for across, down in _touching(rules):
        left, right = min(rule.start for rule in across), max(rule.end for rule in across)
        top, bottom = min(rule.start for rule in down), max(rule.end for rule in down)
        us = _places([rule.at for rule in down] + [left, right])
        vs = _places([rule.at for rule in across] + [top, bottom])
        if len(us) > 2 and len(vs) > 2 and len(us) * len(vs) <= _MOST_RULES * 4:
            yield Grid(us, vs, _anchors(us, vs, across, down))


def _touching(rules: Rules) -> Iterator[tuple[list[Rule], list[Rule]]]:
    """Yield the groups of rules that touch each other and go both ways."""
    group_of = list(range(len(rules.across) + len(rules.down)))

    def root(k: int) -> int:
        while group_of[k] != k:
            group_of[k] = group_of[group_of[k]]
            k = group_of[k]
        return k

    for i, across in enumerate(rules.across):
        for k, down in enumerate(rules.down, len(rules.across)):
            crosses = across.start - _SAME <= down.at <= across.end + _SAME
            if crosses and down.start - _SAME <= across.at <= down.end + _SAME:
                group_of[root(k)] = root(i)
    groups: dict[int, tuple[list[Rule], list[Rule]]] = {}
    for k, rule in enumerate((*rules.across, *rules.down)):
        groups.setdefault(root(k), ([], []))[k >= len(rules.across)].append(rule)
    yield from (group for group in groups.values() if len(group[0]) > 1 and group[1])


def _places(values: Sequence[float]) -> list[float]:
    """Return places in order, those that are nearly the same as one."""
    places: list[float] = []
    for value in sorted(values):
        if not places or value - places[-1] > _SAME:
            places.append(value)
    return places


def _anchors(
    us: Sequence[float], vs: Sequence[float], across: Sequence[Rule], down: Sequence[Rule]
) -> list[list[tuple[int, int]]]:
    """Return for each cell the first cell that it is merged with. Two cells without a rule between them are merged."""
    beside, above = _by_place(us, down), _by_place(vs, across)
    anchors: list[list[tuple[int, int]]] = []
    for row in range(len(vs) - 1):
        anchors.append([])
        for column in range(len(us) - 1):
            u, v = (us[column] + us[column + 1]) / 2, (vs[row] + vs[row + 1]) / 2
            if column and not _covers(beside[column], v):
                anchors[row].append(anchors[row][column - 1])
            elif row and not _covers(above[row], u):
                anchors[row].append(anchors[row - 1][column])
            else:
                anchors[row].append((row, column))
    return anchors


def _by_place(places: Sequence[float], rules: Sequence[Rule]) -> list[list[Rule]]:
    """Return the rules at each place."""
    at: list[list[Rule]] = [[] for _ in places]
    for rule in rules:
        k = bisect_right(places, rule.at + _SAME) - 1
        if k >= 0 and abs(places[k] - rule.at) <= 2 * _SAME:
            at[k].append(rule)
    return at


def _covers(rules: Sequence[Rule], place: float) -> bool:
    return any(rule.start - _SAME <= place <= rule.end + _SAME for rule in rules)
