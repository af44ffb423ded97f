"""Rows of tables as paragraphs: their text, headers that are repeated, and rows that a page end cuts.

The rule: a row continues on the next page only if what is there has no label of its own. A table whose first column has
merged cells also has rows without a label, but these have text in several columns.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from aligner.document.formats.pdf.aligned_rows import is_figure
from aligner.document.formats.pdf.joining import Piece, Setting, joined
from aligner.model import ParagraphKind, Reason

if TYPE_CHECKING:
    from collections.abc import Iterator


@dataclass(slots=True)
class TableRow:
    """A row of a table.

    Attributes:
        cells: the text of each column that has some.
        number: the number of the row in its table, from 1.
        page: its page.
        places: (column, offset in its text, page) where a cell continues on another page.
    """

    cells: dict[int, str]
    number: int
    page: int
    places: list[tuple[int, int, int]] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The cells between the first and the last with text, with bars between them."""
        return " | ".join(self.cells.get(k, "") for k in range(min(self.cells), max(self.cells) + 1))

    def continues_in(self, row: TableRow) -> bool:
        """Return whether a row at the top of the next page is the rest of this one."""
        if 0 in row.cells or 0 not in self.cells or not row.cells.keys() <= self.cells.keys():
            return False
        if row.page != self.page + 1 or any(map(is_figure, row.cells.values())):
            return False
        return len(row.cells) == 1 or all(text[:1].islower() for text in row.cells.values())

    def extend(self, row: TableRow, setting: Setting) -> None:
        """Add the rest of the row."""
        for column, text in row.cells.items():
            self.cells[column] = joined(self.cells[column], text, setting)
            self.places.append((column, len(self.cells[column]) - len(text), row.page))

    def piece(self, table: int) -> Piece:
        """Return the paragraph of the row; ``table`` is the number of its table on the page."""
        starts, at = {}, 0
        for column in range(min(self.cells), max(self.cells) + 1):
            starts[column] = at
            at += len(self.cells.get(column, "")) + len(" | ")
        places = [(starts[column] + offset, page) for column, offset, page in self.places[:1]]
        origin = f"table {table}, row {self.number}"
        return Piece(self.text, ParagraphKind.TABLE, self.page, origin, tuple(places))


class Tables:
    """The tables of a document, row by row. The last row is kept until it is certain that it does not continue."""

    def __init__(self, setting: Setting) -> None:
        self._setting = setting
        self._head, self._head_page = "", 0
        self._open: TableRow | None = None
        self._table = self._page = 0
        self._continues = False

    def add(self, row: TableRow) -> Iterator[Piece]:
        """Yield what is complete before a row, or the row itself if it is a repeated header, which is left out."""
        if row.page != self._page:
            self._table, self._page = 0, row.page
            self._continues = self._open is not None
        if row.number == 1 and not (self._continues and self._open is not None and self._open.continues_in(row)):
            self._table += 1
            is_repeated = row.text == self._head and row.page > self._head_page
            self._head, self._head_page = row.text, row.page
            if is_repeated:
                yield Piece(row.text, ParagraphKind.MARKUP, row.page, reason=Reason.REPEATED)
                return
        if self._continues and self._open is not None and self._open.continues_in(row):
            self._open.extend(row, self._setting)
            self._continues = False
            return
        yield from self.close()
        self._open, self._continues = row, False
        self._number = max(self._table, 1)

    def close(self) -> Iterator[Piece]:
        """Yield the last row, if it is still open."""
        if self._open is not None:
            yield self._open.piece(self._number)
            self._open = None
