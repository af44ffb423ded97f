"""The sheet of queries (申し送り) as a Word table, with an empty column for the answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aligner.outputs.word_tables import SHORT, Column, Table, blank, save
from aligner.review.handover.items import queries
from aligner.review.handover.labels import Words

if TYPE_CHECKING:
    from datetime import datetime

    from aligner.model import Lang
    from aligner.review.handover import Review
    from aligner.review.handover.items import Query


def dump(review: Review, lang: Lang, date: datetime | None) -> bytes:
    """The document."""
    words = Words(review.state, lang)
    document = blank()
    document.add_heading(words("queries"), level=1)
    document.add_paragraph(words.title)
    table = Table(document, _columns(words, lang))
    for number, query in enumerate(queries(review.state), 1):
        table.add((number, query), whole=len(query.source) + len(query.target) < SHORT)
    return save(document, words("queries"), date)


def _columns(words: Words, lang: Lang) -> list[Column[tuple[int, Query]]]:
    return [
        Column(words("number"), 1.1, lambda row: str(row[0])),
        Column(words("place"), 2.8, lambda row: row[1].place[lang]),
        Column(words.side(source=True), 6.2, lambda row: row[1].source),
        Column(words.side(source=False), 6.2, lambda row: row[1].target),
        Column(words("query_kind"), 2.6, lambda row: row[1].kind[lang]),
        Column(words("comment"), 4.2, lambda row: "\n".join(filter(None, (row[1].comment, row[1].message[lang])))),
        Column(words("answer"), 3.6, lambda _: ""),
    ]
