"""The sheet of queries (申し送り) as a workbook, with an empty column for the answers."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

from openpyxl import Workbook

from aligner.outputs.office import reproducible
from aligner.outputs.worksheet import Cell, Column, Sheet, add_styles
from aligner.review.handover.items import queries
from aligner.review.handover.labels import Words

if TYPE_CHECKING:
    from datetime import datetime

    from aligner.model import Lang
    from aligner.review.handover import Review
    from aligner.review.handover.items import Query


def dump(review: Review, lang: Lang, date: datetime | None) -> bytes:
    """The workbook.

    Raises:
        OutputError: when there are more queries than a sheet holds.
    """
    words = Words(review.state, lang)
    book = Workbook()
    book.remove(book.worksheets[0])
    add_styles(book)
    sheet = Sheet(book.create_sheet(words("queries")), _columns(words, lang))
    for numbered_query in enumerate(queries(review.state), 1):
        sheet.add(numbered_query)
    sheet.finish()
    saved = BytesIO()
    book.save(saved)
    return reproducible(saved.getvalue(), words("queries"), date)


def _columns(words: Words, lang: Lang) -> list[Column[tuple[int, Query]]]:
    part = words("exports.continued", part="{part}", parts="{parts}")
    return [
        Column(words("number"), 6, lambda row: Cell(row[0]), repeated=True),
        Column(words("place"), 16, lambda row: Cell(row[1].place[lang]), part=part),
        Column(words.side(source=True), 45, lambda row: Cell(row[1].source)),
        Column(words.side(source=False), 45, lambda row: Cell(row[1].target)),
        Column(words("query_kind"), 18, lambda row: Cell(row[1].kind[lang])),
        Column(words("comment"), 40, lambda row: Cell("\n".join(filter(None, (row[1].comment, row[1].message[lang]))))),
        Column(words("answer"), 40, lambda _: Cell("")),
    ]
