"""What is still to be translated, as a Word table: the original with what stands around it, and room for the rest."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aligner.messages import say
from aligner.outputs.word_tables import ALONE, SHORT, Table, blank, save
from aligner.review.handover.items import gaps
from aligner.review.handover.labels import Words

if TYPE_CHECKING:
    from datetime import datetime

    from aligner.model import Lang
    from aligner.review.handover import Review

#: Widths of the columns in centimetres: number, place, original, translation, comment.
COLUMNS = (1.2, 3.3, 9.0, 9.0, 4.2)


def dump(review: Review, lang: Lang, date: datetime | None) -> bytes:
    """The document."""
    words = Words(review.state, lang)
    found = gaps(review.state)
    document = blank()
    document.add_heading(words("to_translate"), level=1)
    document.add_paragraph(words.title)
    document.add_paragraph(words.amount(len(found), sum(gap.words for gap in found)))
    heads = [words("number"), words("place"), words.side(source=True), words.side(source=False), words("comment")]
    table = Table(document, heads, COLUMNS)
    around = ["", ALONE, ALONE, ALONE, ALONE]
    for number, gap in enumerate(found, 1):
        if gap.before[0]:
            table.add(["", words("before"), *gap.before, ""], around)
        text = "\n".join(gap.source)
        said = "\n".join(filter(None, (gap.said[lang], gap.comment)))
        cells = [str(number), gap.place[lang], text, "\n".join(gap.target), said]
        table.add(cells, [""] * len(COLUMNS), whole=len(text) < SHORT)
        if gap.after[0]:
            table.add(["", words("after"), *gap.after, ""], around)
    return save(document, say("review.hand_to_translate")[lang], date)
