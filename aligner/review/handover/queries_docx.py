"""The sheet of queries (申し送り) as a Word table, with an empty column for the answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aligner.outputs.word_tables import SHORT, Table, blank, save
from aligner.review.handover.items import queries
from aligner.review.handover.labels import Words

if TYPE_CHECKING:
    from datetime import datetime

    from aligner.model import Lang
    from aligner.review.handover import Review

#: Widths of the columns in centimetres: number, place, original, translation, kind, comment, answer.
COLUMNS = (1.1, 2.8, 6.2, 6.2, 2.6, 4.2, 3.6)


def dump(review: Review, lang: Lang, date: datetime | None) -> bytes:
    """The document."""
    words = Words(review.state, lang)
    document = blank()
    document.add_heading(words("queries"), level=1)
    document.add_paragraph(words.title)
    sides = [words.side(source=True), words.side(source=False)]
    heads = [words("number"), words("place"), *sides, words("query_kind"), words("comment"), words("answer")]
    table = Table(document, heads, COLUMNS)
    for number, query in enumerate(queries(review.state), 1):
        told = "\n".join(filter(None, (query.comment, query.said[lang])))
        cells = [str(number), query.place[lang], query.source, query.target, query.kind[lang], told, ""]
        table.add(cells, [""] * len(COLUMNS), whole=len(query.source) + len(query.target) < SHORT)
    return save(document, words("queries"), date)
