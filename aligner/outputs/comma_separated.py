"""Comma-separated values (RFC 4180): the columns of ``table``.

The file starts with a byte order mark, because spreadsheets on Japanese systems read UTF-8 without one as
Shift_JIS.
"""

from __future__ import annotations

import csv
from io import StringIO

from aligner.model import Lang, Record
from aligner.outputs.table import COLUMNS, rows

BYTE_ORDER_MARK = "\ufeff"


def dump(record: Record, *, lang: Lang = Lang.EN) -> str:
    """The heading and a row a bead; cells with commas, quotes or line ends are quoted."""
    file = StringIO(newline="")
    file.write(BYTE_ORDER_MARK)
    writer = csv.writer(file, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    writer.writerows(rows(record, lang))
    return file.getvalue()
