"""Comma-separated values (RFC 4180): the columns of ``table``.

The file starts with a byte order mark, because spreadsheets on Japanese systems read UTF-8 without one as
Shift_JIS. A text that a spreadsheet would run as a formula has an apostrophe in front, which ``parse`` takes off.
"""

from __future__ import annotations

import csv
from io import StringIO
from typing import TYPE_CHECKING

from aligner.model import Lang
from aligner.outputs.options import EVERYTHING, Listing
from aligner.outputs.table import COLUMNS, cells
from aligner.text.formulas import guarded, unguarded

if TYPE_CHECKING:
    from aligner.model import Record

BYTE_ORDER_MARK = "\ufeff"


def dump(record: Record, *, lang: Lang = Lang.EN, listing: Listing = EVERYTHING) -> str:
    """The heading and a row a bead; cells with commas, quotes or line ends are quoted."""
    file = StringIO(newline="")
    file.write(BYTE_ORDER_MARK)
    writer = csv.writer(file, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    writer.writerows(map(guarded, row) for row in cells(record, lang, listing))
    return file.getvalue()


def parse(text: str) -> list[tuple[str, ...]]:
    """The cells of every row, heading included, as they were before they were written; they may be of any length."""
    file = StringIO(text.removeprefix(BYTE_ORDER_MARK), newline="")
    usual = csv.field_size_limit(max(len(text), 1))
    try:
        return [tuple(map(unguarded, row)) for row in csv.reader(file)]
    finally:
        csv.field_size_limit(usual)
