"""Writes worksheets that are easy to read: widths, wrapped text, row heights, long texts over several rows.

Rules: a text stays a text, whatever it looks like (no formula, error or date). Nothing is cut: what exceeds the 32,767
characters of a cell continues in rows below it. What looks like an escape of the format is escaped.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, NamedTuple, TypeVar

from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.properties import PageSetupProperties

from aligner.errors import OutputError
from aligner.outputs.office import fit
from aligner.text.formulas import RUN
from aligner.text.width import display_width

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from openpyxl import Workbook
    from openpyxl.cell import Cell as SheetCell
    from openpyxl.cell.cell import MergedCell
    from openpyxl.worksheet.worksheet import Worksheet

#: Excel's limits: characters of a cell in UTF-16, rows of a sheet, height of a row in points, links of a sheet.
CELL, ROWS, HEIGHT, LINKS = 32_767, 1_048_576, 409, 65_530
#: Height of a line of 11 points in the fonts in which Japanese is set.
LINE = 18.75
#: Columns are this much wider than their text: fonts for Japanese are wider than that in which Excel measures.
WIDENED = 1.12
#: Columns that a line of English loses because a word does not fit.
RAGGED = 3

#: Fill colours by style. The cell also contains the same information in words.
FILLS = {
    "plain": "",
    "heading": "D9E1F2",
    "high": "E2F0D9",
    "medium": "FFF2CC",
    "low": "F8CBAD",
    "alone": "EDEDED",
    "error": "F8CBAD",
    "warning": "FFF2CC",
    "info": "DDEBF7",
    "link": "",
}
FONT = "Yu Gothic"

_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
#: Where a long text is best cut; searched in the last characters that fit.
_GOOD_END = re.compile(r"[\n\s。．.！？!?、,]")
_STRETCH = 2000
#: The most code points of one character with its marks.
_LONGEST_CHARACTER = 64


_Item = TypeVar("_Item")


class Cell(NamedTuple):
    """A cell: its value, its style, and the place in the workbook that it links to."""

    value: str | int | float | None
    style: str = "plain"
    leads_to: str = ""


@dataclass(frozen=True)
class Column(Generic[_Item]):
    """A column of a sheet that has a row for each item.

    Attributes:
        heading: its heading.
        width: its width in half-width characters.
        cell: the cell of an item.
        repeated: whether every row of an item that takes several rows repeats the value.
        part: what the further rows of such an item say here, with ``{part}`` and ``{parts}``; "" for nothing.
        choices: the values a user chooses from; none for any value.
    """

    heading: str
    width: int
    cell: Callable[[_Item], Cell]
    repeated: bool = False
    part: str = ""
    choices: Sequence[str] = ()


def add_styles(book: Workbook) -> None:
    """The styles that cells are shown in, so that a user can change one for the whole workbook."""
    line = Side(style="thin", color="BFBFBF")
    for name, fill in FILLS.items():
        style = NamedStyle(f"taiyaku {name}")
        style.font = Font(name=FONT, size=11, bold=name == "heading")
        if name == "link":
            style.font = Font(name=FONT, size=11, underline="single", color="0563C1")
        style.alignment = Alignment(horizontal="left", vertical="top", wrap_text=True)
        style.border = Border(top=line, bottom=line, left=line, right=line)
        if fill:
            style.fill = PatternFill("solid", start_color=fill, end_color=fill)
        book.add_named_style(style)


class Sheet(Generic[_Item]):
    """Writes a worksheet: a heading that stays in view, and a row for each item."""

    def __init__(self, worksheet: Worksheet, columns: Sequence[Column[_Item]]) -> None:
        self.worksheet = worksheet
        self._columns = columns
        self._row = 0
        self._links = 0
        for k, column in enumerate(columns, 1):
            worksheet.column_dimensions[get_column_letter(k)].width = column.width * WIDENED
        self._write([Cell(column.heading, "heading") for column in columns])

    def add(self, item: _Item) -> int:
        """Writes the row of an item, or several rows where a text is too long for a cell.

        Returns:
            The number of the first row, from 1.

        Raises:
            OutputError: when the sheet is full.
        """
        cells = [column.cell(item) for column in self._columns]
        texts = [list(_pieces(cell.value)) if isinstance(cell.value, str) else [] for cell in cells]
        parts = max(1, *map(len, texts))
        if self._row + parts > ROWS:
            raise OutputError(f"a sheet of xlsx holds {ROWS:,} rows, and this is more; use csv or parquet")
        first = self._row + 1
        for part in range(parts):
            row = []
            for column, cell, pieces in zip(self._columns, cells, texts, strict=True):
                if part == 0:
                    row.append(cell._replace(value=pieces[0]) if pieces else cell)
                elif column.part:
                    row.append(Cell(column.part.format(part=part + 1, parts=parts)))
                elif column.repeated:
                    row.append(cell)
                else:
                    row.append(Cell(pieces[part] if part < len(pieces) else None, cell.style))
            self._write(row)
        return first

    def finish(self, *, filtered: bool = True) -> None:
        """Sets what needs all rows: lists of choices, the filter, the heading that stays in view, printing."""
        sheet = self.worksheet
        for k, column in enumerate(self._columns, 1):
            if column.choices:
                validation = DataValidation(type="list", formula1=f'"{",".join(column.choices)}"', allow_blank=True)
                validation.add(f"{get_column_letter(k)}2:{get_column_letter(k)}{max(self._row, 2)}")
                sheet.add_data_validation(validation)
        if filtered:
            sheet.auto_filter.ref = f"A1:{get_column_letter(len(self._columns))}{self._row}"
            sheet.freeze_panes = "B2"
            sheet.print_title_rows = "1:1"
        sheet.page_setup.orientation = "landscape"
        sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
        sheet.page_setup.fitToHeight = 0
        sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)

    def _write(self, cells: Sequence[Cell]) -> None:
        self._row += 1
        for k, cell in enumerate(cells, 1):
            written = self.worksheet.cell(self._row, k)
            written.style = f"taiyaku {cell.style}"
            if isinstance(cell.value, str) and cell.value:
                _put_text(written, cell.value)
            elif cell.value != "":
                written.value = cell.value
                if isinstance(cell.value, float):
                    written.number_format = "0.00"
            if cell.leads_to and self._links < LINKS:
                self._links += 1
                written.hyperlink = Hyperlink(ref=written.coordinate, location=cell.leads_to)
                written.style = f"taiyaku {cell.style}"
        lines = max(
            _lines(cell.value, column.width) if isinstance(cell.value, str) else 1
            for cell, column in zip(cells, self._columns, strict=True)
        )
        self.worksheet.row_dimensions[self._row].height = min(lines * LINE, HEIGHT)


def _put_text(cell: SheetCell | MergedCell, text: str) -> None:
    """A text as such, marked as one that a user typed with an apostrophe where it would be run once it is edited."""
    cell.value = _ESCAPE.sub("_x005F_", text)
    cell.data_type = "s"
    if RUN.match(text):
        cell.quotePrefix = True


def _pieces(text: str) -> Iterator[str]:
    """A text in pieces that fit a cell, cut at the end of a sentence or word if one is near."""
    text = fit(text)[0]
    start = 0
    while (end := _furthest(text, start)) < len(text):
        cut = _cut(text, start, end)
        yield text[start:cut]
        start = cut
    yield text[start:]


def _cut(text: str, start: int, end: int) -> int:
    """The best offset up to a limit to cut a text: after a sentence or word, and not before a combining mark."""
    good = [match.end() for match in _GOOD_END.finditer(text, max(start, end - _STRETCH), end)]
    for cut in (good[-1] if good else end, end):
        for k in range(cut, max(start, cut - _LONGEST_CHARACTER), -1):
            if not _clings(text, k):
                return k
    return end


def _furthest(text: str, start: int) -> int:
    """The offset at which a cell that begins at another offset is full."""
    end = min(len(text), start + CELL)
    while (over := _units(text[start:end]) - CELL) > 0:
        end -= (over + 1) // 2
    return end


def _units(text: str) -> int:
    """The length of a text in UTF-16."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def _clings(text: str, k: int) -> bool:
    """Whether a character belongs to the one before it: marks, variation selectors, what a joiner joins."""
    return unicodedata.category(text[k]) in {"Mn", "Me", "Cf"} or text[k - 1] == "\u200d"


def _lines(text: str, width: int) -> int:
    """An estimate of the lines of a text in a column, rather too high than too low; at most the height of a row."""
    most = int(HEIGHT / LINE) + 1
    count = 0
    for line in text[: most * width].split("\n"):
        count += max(1, -(-display_width(line) // (width if display_width(line) <= width else width - RAGGED)))
    return min(count, most)
