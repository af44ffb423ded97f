"""Makes paragraphs from the lines of a PDF: where one ends, how its lines are joined, and its kind.

A PDF contains no paragraphs, only the places of glyphs. A new paragraph starts after a gap, an indent, or a line that
ends before its column does, with another size or typeface, or with the mark of an item. A paragraph that reaches the
end of its column continues in the next column, across footnotes and on the next page.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from aligner.document.formats.pdf.glyphs import is_wide
from aligner.document.formats.pdf.joining import BULLET, ENDS, HEADING, ITEM, Piece, Row, Setting, closed, text_of
from aligner.document.formats.pdf.lines import is_raised, line_of
from aligner.document.formats.pdf.ruled import TableLine
from aligner.document.formats.pdf.table_rows import TableRow, Tables
from aligner.model import ParagraphKind, Reason

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from aligner.document.formats.pdf.columns import Column
    from aligner.document.formats.pdf.glyphs import Glyph
    from aligner.document.formats.pdf.lines import Line

#: Smaller than the text by that factor may be notes, and alike are sizes within another.
_NOTE = 0.92
_ALIKE = 1.06
#: A step from line to line by that factor longer than usual is a gap between paragraphs.
_GAP = 1.2
#: In ems: a wide step from line to line, for headings and the like, of which there are few.
_LOOSE = 1.5
#: The share of steps that may be smaller than the usual one.
_USUAL = 0.15
#: In ems: indents, what Japanese lines may be shorter for the sake of a stop that may not begin the next line, and what
#: indents that are the same may differ.
_INDENT, _SHORT, _SAME_INDENT = 0.7, 2.2, 0.2
#: The share of its column that a line leaves free which ends a paragraph without a stop.
_FAR = 0.25
_NOTE_MARK = re.compile(r"[\[(（]?(\d{1,3}|[*＊†‡§※]+|注\s?\d{0,3}|[⁰¹²³⁴-⁹]{1,3})[\])）]?[\s\u3000:：.]?")
_SUPERSCRIPT = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_SUPERSCRIPTS = str.maketrans(_SUPERSCRIPT, "0123456789")


@dataclass(slots=True)
class PageColumns:
    """A page's columns in reading order, and what runs in another direction than its text."""

    number: int
    columns: list[Column]
    others: Sequence[Sequence[Column]] = ()


def leading_of(pages: Sequence[PageColumns], size: float) -> float:
    """Return the usual step from line to line within paragraphs: the smallest that is no exception."""
    steps = sorted(
        b[0].v0 - a[0].v0
        for page in pages
        for column in page.columns
        for a, b in pairwise(column.rows)
        if abs(a[0].size - size) < 0.6 and abs(b[0].size - size) < 0.6 and b[0].v0 > a[0].v0
    )
    return steps[int(_USUAL * len(steps))] if steps else 0.0


def pieces(pages: Sequence[PageColumns], setting: Setting) -> Iterator[Piece]:
    """Yield the paragraphs of a document, in reading order. Notes follow the paragraph in which their page ends.

    Text that is left out has a reason.
    """
    open_: list[Row] = []
    notes: list[Piece] = []
    tables = Tables(setting)
    for page in pages:
        text, page_notes = _without_notes(page, setting)
        marks = {_mark(note.text) for note in page_notes}
        for item in text:
            if isinstance(item, TableRow):
                yield from closed(open_, setting)
                yield from tables.add(item)
                open_ = []
                continue
            yield from tables.close()
            row, mark = _without_marks(item, marks)
            if mark:
                yield Piece(mark, ParagraphKind.MARKUP, page.number, reason=Reason.NOTE_MARK)
            if open_ and _starts(open_, row, setting):
                yield from closed(open_, setting)
                yield from notes
                open_, notes = [], []
            open_.append(row)
        notes += page_notes
        for other in page.others:
            notes += pieces([PageColumns(page.number, list(other))], setting)
    yield from closed(open_, setting)
    yield from tables.close()
    yield from notes


def _without_notes(page: PageColumns, setting: Setting) -> tuple[list[Row | TableRow], list[Piece]]:
    """Return the rows of a page's text, and the notes at the foot of its columns."""
    text: list[Row | TableRow] = []
    note_rows: list[Row] = []
    for column in page.columns:
        rows = list(_rows(column, page.number, setting))
        start = _first_note(rows, setting)
        text += rows[:start]
        note_rows += [row for row in rows[start:] if isinstance(row, Row)]
    notes: list[list[Row]] = []
    for row in note_rows:
        if not notes or _NOTE_MARK.match(row.line.text):
            notes.append([])
        notes[-1].append(row)
    made = [
        Piece(text_of(note, setting)[0], ParagraphKind.BODY, page.number, f"footnote {k}")
        for k, note in enumerate(notes, 1)
    ]
    return text, made


def _first_note(rows: Sequence[Row | TableRow], setting: Setting) -> int:
    """Return the index of the row at which notes begin: small ones at the end, the first with a mark."""
    start = len(rows)
    for k in range(len(rows) - 1, -1, -1):
        row = rows[k]
        if not isinstance(row, Row) or row.line.size > _NOTE * setting.size:
            break
        if _NOTE_MARK.match(row.line.text):
            start = k
    return start


def _rows(column: Column, page: int, setting: Setting) -> Iterator[Row | TableRow]:
    """Yield the rows of a column: lines, and rows of tables, which come two or more together."""
    steps = [b[0].v0 - a[0].v0 for a, b in pairwise(column.rows)]
    number = 0
    for k, row in enumerate(column.rows):
        if isinstance(row[0], TableLine):
            number = 0
            cells = {k: _cell(lines, setting) for k, lines in enumerate(row[0].cells, row[0].first) if lines}
            yield TableRow(cells, row[0].row, page)
            continue
        step = steps[k - 1] if k else 0.0
        beside = any(len(near) > 1 for near in (*column.rows[max(0, k - 1) : k], *column.rows[k + 1 : k + 2]))
        if len(row) > 1 and beside and not _is_marked(row):
            number = number + 1 if number else 1
            yield TableRow({k: piece.text for k, piece in enumerate(row)}, number, page)
            continue
        number = 0
        line = row[0] if len(row) == 1 else line_of([glyph for piece in row for glyph in piece.glyphs])
        yield Row(line, page, column.u0, column.u1, k == 0, step)


def _cell(lines: Sequence[Line], setting: Setting) -> str:
    """Return the text of a cell, its lines joined."""
    return text_of([Row(line, 0, line.u0, line.u1, first=False, step=0.0) for line in lines], setting)[0]


def _is_marked(row: Sequence[Line]) -> bool:
    """Return whether a row is an item: its mark, and what follows after a wide gap."""
    mark = row[0].text + " "
    return len(row) == 2 and any(pattern.fullmatch(mark) for pattern in (BULLET, ITEM, _NOTE_MARK))


def _starts(open_: Sequence[Row], row: Row, setting: Setting) -> bool:
    """Return whether a line starts a new paragraph."""
    before = open_[-1]
    line, last = row.line, before.line
    larger, smaller = max(line.size, last.size), min(line.size, last.size)
    if larger > _ALIKE * smaller or (line.strong is not last.strong and not setting.strong):
        return True
    if last.hyphen:
        return False
    is_item = BULLET.match(line.text) or ITEM.match(line.text)
    if is_item and (_ends_early(before, row) or ENDS.search(last.text) or _is_next_bullet(open_[0], row)):
        return True
    if row.first:
        return line.size >= HEADING * setting.size or _starts_column(open_, row)
    if row.step > _GAP * _expected(open_, row, setting):
        return True
    return _is_indented(open_, row) or (line.size <= setting.size * HEADING and _ends_early(before, row))


def _is_next_bullet(first: Row, row: Row) -> bool:
    """Return whether a line begins with the same bullet as its paragraph, at the same place in its column."""
    bullet, following = BULLET.match(first.line.text), BULLET.match(row.line.text)
    if bullet is None or following is None or bullet[0] != following[0]:
        return False
    return abs((first.line.u0 - first.u0) - (row.line.u0 - row.u0)) < _SAME_INDENT * row.line.size


def _expected(open_: Sequence[Row], row: Row, setting: Setting) -> float:
    """Return the step from line to line in the open paragraph, otherwise that of the document, as far as it has one."""
    steps = [later.step for later in open_[1:] if not later.first]
    if steps:
        return min(steps)
    size = row.line.size
    return setting.leading if setting.leading and abs(size - setting.size) < 0.6 else _LOOSE * size


def _starts_column(open_: Sequence[Row], row: Row) -> bool:
    """Return whether the first line of a column starts a paragraph, or continues that of the column before."""
    before = open_[-1]
    if _ends_early(before, row):
        return True
    if row.line.u0 - row.u0 > _INDENT * row.line.size:
        return not _hangs(open_, row)
    return ENDS.search(before.line.text) is not None and before.line.u0 - before.u0 < _INDENT * row.line.size


def _hangs(open_: Sequence[Row], row: Row) -> bool:
    """Return whether an indented line at the top of a column continues an item, whose lines are indented too."""
    first, before = open_[0], open_[-1]
    if not (BULLET.match(first.line.text) or ITEM.match(first.line.text)):
        return False
    indent = before.line.u0 - before.u0
    return len(open_) == 1 or abs(row.line.u0 - row.u0 - indent) < _INDENT * row.line.size


def _is_indented(open_: Sequence[Row], row: Row) -> bool:
    """Return whether a line is indented, and the paragraph so far is not."""
    before = open_[-1]
    indent = row.line.u0 - before.line.u0
    if indent <= _INDENT * row.line.size:
        return False
    # A hanging indent: the first line of an item begins further out than the others.
    return not (len(open_) == 1 and (BULLET.match(before.line.text) or ITEM.match(before.line.text)))


def _ends_early(before: Row, row: Row) -> bool:
    """Return whether a line ends though what begins the next one would have found room in it."""
    line = before.line
    room = before.u1 - line.u1
    first = next(iter(row.line.text.split(" ")), "")
    if is_wide(first[:1] or " ") or is_wide(line.text[-1]):
        return room > (_SHORT * line.size if ENDS.search(line.text) else _FAR * (before.u1 - before.u0))
    if first[:1].islower() and not ENDS.search(line.text):
        return False
    glyphs = row.line.glyphs[: len(first)]
    return room > glyphs[-1].u1 - glyphs[0].u0 + 0.4 * line.size


def _without_marks(row: Row, marks: set[str]) -> tuple[Row, str]:
    """Return a row without the raised marks that refer to notes of the page, and these marks."""
    if not marks:
        return row, ""
    removed = [glyph for glyph in row.line.glyphs if _is_mark(glyph, row.line, marks)]
    kept = [glyph for glyph in row.line.glyphs if glyph not in removed]
    if not kept or not removed:
        return row, ""
    return replace(row, line=line_of(kept)), " ".join(glyph.text for glyph in removed)


def _is_mark(glyph: Glyph, line: Line, marks: set[str]) -> bool:
    """Return whether a glyph refers to a note: a small raised one, or one that is raised by itself."""
    if glyph.text in _SUPERSCRIPT:
        return glyph.text.translate(_SUPERSCRIPTS) in marks
    return is_raised(glyph, line) and glyph.text.strip("()[]") in {*marks, ""}


def _mark(text: str) -> str:
    match = _NOTE_MARK.match(text)
    return match[1].translate(_SUPERSCRIPTS) if match else ""
