"""The sheet of queries (申し送り) as a workbook, with an empty column for the answers."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

from openpyxl import Workbook

from aligner.outputs.office import settled
from aligner.outputs.worksheet import Cell, Column, Sheet, add_styles
from aligner.review.handover.items import queries
from aligner.review.handover.labels import Words

if TYPE_CHECKING:
    from datetime import datetime

    from aligner.model import Lang
    from aligner.review.handover import Review


def dump(review: Review, lang: Lang, date: datetime | None) -> bytes:
    """The workbook.

    Raises:
        OutputError: when there are more queries than a sheet holds.
    """
    words = Words(review.state, lang)
    book = Workbook()
    book.remove(book.worksheets[0])
    add_styles(book)
    columns = [
        Column(words("number"), 6, repeated=True),
        Column(words("place"), 16),
        Column(words.side(source=True), 45),
        Column(words.side(source=False), 45),
        Column(words("query_kind"), 18),
        Column(words("comment"), 40),
        Column(words("answer"), 40),
    ]
    going_on = (1, words("exports.continued", part="{part}", parts="{parts}"))
    sheet = Sheet(book.create_sheet(words("queries")), columns, going_on)
    for number, query in enumerate(queries(review.state), 1):
        told = "\n".join(filter(None, (query.comment, query.said[lang])))
        cells = [query.place[lang], query.source, query.target, query.kind[lang], told, ""]
        sheet.add([Cell(number), *map(Cell, cells)])
    sheet.finish()
    saved = BytesIO()
    book.save(saved)
    return settled(saved.getvalue(), words("queries"), date)
