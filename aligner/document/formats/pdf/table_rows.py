"""Rows of tables as paragraphs: their text, headers that are repeated, and rows that a page end cuts.

A row continues on the next page only if the text there has no label. A table whose first column has merged cells also
has rows without a label, but these have text in several columns.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from aligner.document.formats.pdf.aligned_rows import is_figure
from aligner.document.formats.pdf.joining import Piece, Setting, joined
from aligner.model import ParagraphKind, Reason

if TYPE_CHECKING:
    from collections.abc import Iterator

_BAR = " | "


@dataclass(slots=True)
class TableRow:
    """A row of a table.

    Attributes:
        cells: the text of each column that has some.
        number: the number of the row in its table, from 1.
        page: its page.
        rest: (column, offset in its text, page) where the first cell that continues on the next page does so.
    """

    cells: dict[int, str]
    number: int
    page: int
    rest: tuple[int, int, int] | None = None

    @property
    def text(self) -> str:
        """The cells between the first and the last with text, with bars between them."""
        return _BAR.join(self.cells.get(k, "") for k in range(min(self.cells), max(self.cells) + 1))

    def continues_in(self, row: TableRow) -> bool:
        """Return whether the next row, at the top of the next page, is the rest of this one."""
        if row.page != self.page + 1 or self.rest is not None:
            return False
        if 0 in row.cells or 0 not in self.cells or not row.cells.keys() <= self.cells.keys():
            return False
        if any(map(is_figure, row.cells.values())):
            return False
        return len(row.cells) == 1 or all(text[:1].islower() for text in row.cells.values())

    def extend(self, row: TableRow, setting: Setting) -> None:
        """Add the rest of the row."""
        for column, text in row.cells.items():
            self.cells[column] = joined(self.cells[column], text, setting)
            self.rest = self.rest or (column, len(self.cells[column]) - len(text), row.page)

    def piece(self, table: int) -> Piece:
        """Return the paragraph of the row; ``table`` is the number of its table on the page."""
        places: tuple[tuple[int, int], ...] = ()
        if self.rest is not None:
            column, offset, page = self.rest
            before = sum(len(self.cells.get(k, "")) + len(_BAR) for k in range(min(self.cells), column))
            places = ((before + offset, page),)
        origin = f"table {table}, row {self.number}"
        return Piece(self.text, ParagraphKind.TABLE, self.page, origin, places)


class Tables:
    """The tables of a document, row by row. The last row is kept until it is certain that it does not continue."""

    def __init__(self, setting: Setting) -> None:
        self._setting = setting
        self._head, self._head_page = "", 0
        self._open: TableRow | None = None
        #: The number of tables on the page so far, and the number of the table of the open row.
        self._table = self._page = self._open_table = 0

    def add(self, row: TableRow) -> Iterator[Piece]:
        """Yield what is complete before a row, or the row itself if it is a repeated header, which is left out."""
        if row.page != self._page:
            self._table, self._page = 0, row.page
        if self._open is not None and self._open.continues_in(row):
            self._open.extend(row, self._setting)
            return
        if row.number == 1:
            self._table += 1
            is_repeated = row.text == self._head and row.page > self._head_page
            self._head, self._head_page = row.text, row.page
            if is_repeated:
                yield Piece(row.text, ParagraphKind.MARKUP, row.page, reason=Reason.REPEATED)
                return
        yield from self.close()
        self._open, self._open_table = row, max(self._table, 1)

    def close(self) -> Iterator[Piece]:
        """Yield the last row, if it is still open."""
        if self._open is not None:
            yield self._open.piece(self._open_table)
            self._open = None
