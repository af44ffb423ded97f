"""Lines of text from glyphs: those on one line without a wide gap, in reading order."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from aligner.document.formats.pdf.glyphs import GUESSED, Glyph, is_wide

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

#: In ems: a gap of this width parts a line into two pieces, as in two columns; few spaces are as wide.
_PIECE_GAP = 0.7
#: In ems: from that gap on two Latin letters are in two words, where the file itself has no space.
_WORD_GAP = 0.2
#: A reading above a character (ruby) is about half as large, and at most so much.
_RUBY = 0.65
_KANA = re.compile("[\u3041-\u309f\u30a1-\u30ff]+")
_RAISED = str.maketrans("0123456789+-()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁽⁾ⁿ")
_LOWERED = str.maketrans("0123456789+-()", "₀₁₂₃₄₅₆₇₈₉₊₋₍₎")
_BOLD = re.compile("bold|heavy|black|demi|gothic|gothb|kaku", re.IGNORECASE)


@dataclass(slots=True)
class Line:
    """A piece of a line.

    Attributes:
        glyphs: its glyphs, in reading order.
        u0, u1, v0, v1: its extent; ``v0`` and ``v1`` of its main size.
        size: the em of most of it.
        strong: whether all of it is in a bold face (or Gothic, which stands for bold in Japanese).
    """

    glyphs: list[Glyph]
    u0: float
    u1: float
    v0: float
    v1: float
    size: float
    strong: bool

    @property
    def text(self) -> str:
        """The text of the line, with Unicode superscript and subscript figures."""
        return "".join(_pieces(self))

    @property
    def hyphen(self) -> bool:
        """Whether the last word continues in the next line."""
        return self.glyphs[-1].hyphen


def line_of(glyphs: Sequence[Glyph]) -> Line:
    """Return the line of some glyphs, in reading order."""
    sizes = Counter[float]()
    for glyph in glyphs:
        sizes[round(glyph.size * 2) / 2] += 1
    size = max(sizes, key=lambda size: (sizes[size], size))
    main = [glyph for glyph in glyphs if abs(glyph.size - size) <= 0.5] or list(glyphs)
    return Line(
        list(glyphs),
        min(glyph.u0 for glyph in glyphs),
        max(glyph.u1 for glyph in glyphs),
        min(glyph.v0 for glyph in main),
        max(glyph.v1 for glyph in main),
        size,
        all(_BOLD.search(glyph.font) for glyph in glyphs),
    )


def share_height(a: Line, b: Line) -> bool:
    """Return whether two pieces are on the same height: they overlap by more than half of the smaller one."""
    return min(a.v1, b.v1) - max(a.v0, b.v0) > 0.5 * min(a.v1 - a.v0, b.v1 - b.v0)


def levels_of(lines: Sequence[Line], together: Callable[[Line, Line], bool]) -> list[list[Line]]:
    """Return the pieces that are on the same height, from left to right, and the heights from the top.

    Args:
        lines: the pieces, in any order.
        together: whether a piece is on the height of the one before it.
    """
    groups: list[list[Line]] = []
    for line in sorted(lines, key=lambda piece: ((piece.v0 + piece.v1) / 2, piece.u0)):
        if groups and together(groups[-1][-1], line):
            groups[-1].append(line)
        else:
            groups.append([line])
    return [sorted(group, key=lambda piece: piece.u0) for group in groups]


def lines_of(glyphs: Sequence[Glyph], readings: list[Line]) -> list[Line]:
    """Return the pieces of lines that glyphs make, from the first line on.

    Args:
        glyphs: the glyphs of a page that run in one direction.
        readings: the list to which the readings above characters (ruby) are added. They are left out of the lines.
    """
    runs, ruby = _without_ruby([line_of(run) for run in _runs(glyphs)])
    readings += ruby
    return sorted((piece for row in _rows(runs) for piece in _joined(row)), key=lambda line: (line.v0, line.u0))


def _runs(glyphs: Sequence[Glyph]) -> Iterator[list[Glyph]]:
    """Glyphs that follow each other on a line as the file draws them."""
    run: list[Glyph] = []
    for glyph in glyphs:
        if run and not _follows(run[-1], glyph):
            yield run
            run = []
        run.append(glyph)
    if run:
        yield run


def _follows(before: Glyph, after: Glyph) -> bool:
    size = min(before.size, after.size)
    overlap = min(before.v1, after.v1) - max(before.v0, after.v0)
    if overlap <= 0.3 * size:
        return False
    in_square = abs(after.u0 - before.u0) < 0.2 * size and not is_wide(after.text)  # 縦中横
    return in_square or -0.6 * size < after.u0 - before.u1 < _PIECE_GAP * size


def _without_ruby(runs: Sequence[Line]) -> tuple[list[Line], list[Line]]:
    """Return the runs without readings, and the readings.

    Readings are small kana right before the line of larger characters that they belong to.
    """
    small = max((run.size for run in runs), default=0.0) * _RUBY
    kept: list[Line] = []
    readings: list[Line] = []
    for run in runs:
        (readings if run.size <= small and _is_ruby(run, runs) else kept).append(run)
    return kept, readings


def _is_ruby(run: Line, runs: Sequence[Line]) -> bool:
    if not _KANA.fullmatch("".join(glyph.text for glyph in run.glyphs)):
        return False
    return any(
        run.size <= _RUBY * other.size
        and -0.3 * run.size < other.v0 - run.v1 < run.size
        and min(run.u1, other.u1) - max(run.u0, other.u0) > 0.5 * (run.u1 - run.u0)
        for other in runs
    )


def _rows(runs: Sequence[Line]) -> Iterator[list[Line]]:
    """Return the runs on the same line, each row from its start."""
    row: list[Line] = []
    for run in sorted(runs, key=lambda piece: (piece.v0 + piece.v1, piece.u0)):
        if row and not _is_level(row, run):
            yield sorted(row, key=lambda piece: piece.u0)
            row = []
        row.append(run)
    if row:
        yield sorted(row, key=lambda piece: piece.u0)


def _is_level(row: Sequence[Line], run: Line) -> bool:
    """Return whether a run is on the line of some others: on the height of one for the most part, and over none."""
    near = any(
        min(piece.v1, run.v1) - max(piece.v0, run.v0) > 0.45 * min(piece.v1 - piece.v0, run.v1 - run.v0)
        for piece in row
    )
    return near and all(
        min(piece.u1, run.u1) - max(piece.u0, run.u0) < 0.5 * min(piece.size, run.size) for piece in row
    )


def _joined(row: Sequence[Line]) -> Iterator[Line]:
    """Yield the pieces of a row: runs without a wide gap between them are one."""
    glyphs: list[Glyph] = []
    end = 0.0
    for run in row:
        if glyphs and run.u0 - end > _PIECE_GAP * min(run.size, glyphs[-1].size):
            yield line_of(glyphs)
            glyphs = []
        end = max(end, run.u1) if glyphs else run.u1
        glyphs += run.glyphs
    yield line_of(glyphs)


def _pieces(line: Line) -> Iterator[str]:
    before: Glyph | None = None
    for glyph in line.glyphs:
        if before is not None:
            yield _space(before, glyph)
        yield _shifted(glyph, line)
        before = glyph


def _space(before: Glyph, glyph: Glyph) -> str:
    """Return the space between two glyphs of a line: one in the file, or one for a gap between Latin words."""
    if is_wide(before.text[-1]) or is_wide(glyph.text[0]):
        return glyph.space if glyph.space != GUESSED else ""
    is_gap = glyph.u0 - before.u1 > _WORD_GAP * max(before.size, glyph.size)
    return " " if glyph.space or is_gap else ""


def is_raised(glyph: Glyph, line: Line) -> bool:
    """Return whether a glyph is a small one above the baseline of its line, as powers and note marks are."""
    return glyph.size < 0.8 * line.size and glyph.v1 < line.v1 - 0.15 * line.size


def _shifted(glyph: Glyph, line: Line) -> str:
    if glyph.size >= 0.8 * line.size:
        return glyph.text
    if is_raised(glyph, line):
        return glyph.text.translate(_RAISED)
    return glyph.text.translate(_LOWERED) if glyph.v1 > line.v1 + 0.05 * line.size else glyph.text
