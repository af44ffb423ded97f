"""Text still to be translated, as a Word table: the original with its context, and empty cells for the translation."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from aligner.messages import say
from aligner.outputs.word_tables import ALONE, SHORT, Column, Table, blank, save
from aligner.review.handover.items import gaps
from aligner.review.handover.labels import Words

if TYPE_CHECKING:
    from datetime import datetime

    from aligner.model import Lang
    from aligner.review.handover import Review
    from aligner.review.handover.items import Gap


def dump(review: Review, lang: Lang, date: datetime | None) -> bytes:
    """The document."""
    words = Words(review.state, lang)
    untranslated = gaps(review.state)
    document = blank()
    document.add_heading(words("to_translate"), level=1)
    document.add_paragraph(words.title)
    document.add_paragraph(words.amount(len(untranslated), sum(gap.words for gap in untranslated)))
    table = Table(document, _columns(words))
    for number, gap in enumerate(untranslated, 1):
        if gap.before[0]:
            table.add(_Line("", words("before"), *gap.before, "", context=True))
        table.add(_line(number, gap, lang), whole=len("\n".join(gap.source)) < SHORT)
        if gap.after[0]:
            table.add(_Line("", words("after"), *gap.after, "", context=True))
    return save(document, say("review.hand_to_translate")[lang], date)


class _Line(NamedTuple):
    """A row of the table; ``context`` marks a bead before or after the text to be translated."""

    number: str
    place: str
    original: str
    translation: str
    comment: str
    context: bool = False


def _line(number: int, gap: Gap, lang: Lang) -> _Line:
    comment = "\n".join(filter(None, (gap.message[lang], gap.comment)))
    return _Line(str(number), gap.place[lang], "\n".join(gap.source), "\n".join(gap.target), comment)


def _columns(words: Words) -> list[Column[_Line]]:
    def shade(line: _Line) -> str:
        return ALONE if line.context else ""

    return [
        Column(words("number"), 1.2, lambda line: line.number),
        Column(words("place"), 3.3, lambda line: line.place, shade),
        Column(words.side(source=True), 9.0, lambda line: line.original, shade),
        Column(words.side(source=False), 9.0, lambda line: line.translation, shade),
        Column(words("comment"), 4.2, lambda line: line.comment, shade),
    ]
