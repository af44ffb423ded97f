"""A bilingual Word table for reviewers: number, original, translation, findings, room for a comment.

A character that Word cannot hold becomes U+FFFD, and the column of findings names it. Needs ``python-docx``
(extra ``office``).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from aligner.model import Lang
from aligner.outputs.labels import Words
from aligner.outputs.office import fit
from aligner.outputs.options import EVERYTHING, Listing
from aligner.outputs.report.build import direction, summary
from aligner.outputs.report.layout import Page, numbered
from aligner.outputs.report.statistics import Certainty, certainty
from aligner.outputs.rows import Kind, rows
from aligner.outputs.word_tables import ALONE, SHORT, Column, Table, blank, save

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from docx.document import Document as WordDocument

    from aligner.model import Record
    from aligner.outputs.rows import Row


def dump(
    record: Record,
    *,
    lang: Lang = Lang.EN,
    listing: Listing = EVERYTHING,
    date: datetime | None = None,
) -> bytes:
    """The document, headings and findings in a language."""
    words = Words(record.alignment.bitext, lang)
    document = blank()
    document.add_heading(fit(words.title)[0], level=1)
    page = Page(record, lang)
    for line in (direction(page), summary(page, page.figures), page.word("pairs_only_correspond")):
        document.add_paragraph(line)
    _table(document, record, words, list(rows(record, listing)))
    return save(document, words.title, date)


def _table(document: WordDocument, record: Record, words: Words, listed: Sequence[Row]) -> None:
    table = Table(document, _columns(record, words))
    for number, row in enumerate(listed, 1):
        table.add(_Numbered(number, row), whole=sum(len(fit(text)[0]) for text in row.texts.values()) < SHORT)


class _Numbered(NamedTuple):
    """A row with its number in the table."""

    number: int
    row: Row


def _columns(record: Record, words: Words) -> list[Column[_Numbered]]:
    numbers = {finding.id: number for number, finding in numbered(record)}

    def text(side: Lang) -> Column[_Numbered]:
        heading = words("report.side", side=side)
        return Column(
            heading, 8.2, lambda item: item.row.texts[side], lambda item: "" if item.row.bead.side(side) else ALONE
        )

    source = record.alignment.bitext.source
    return [
        Column(words("number"), 1.2, lambda item: str(item.number)),
        text(source),
        text(source.other),
        Column(words("finding"), 5.3, lambda item: _notes(item.row, words, numbers)),
        Column(words("comment"), 3.8, lambda _: ""),
    ]


def _notes(row: Row, words: Words, numbers: Mapping[int, int]) -> str:
    """The notes of a row, one on each line: moved, low certainty, its findings, replaced characters."""
    notes = []
    if row.kind is Kind.MOVED and not row.findings:
        notes.append(words.kind(row.kind))
    if row.bead.paired and certainty(row.bead) is not Certainty.HIGH:
        notes.append(words("certainty_is", level=words.certainty(row.bead)))
    notes += (f"{numbers[finding.id]}. {words.finding(finding)}" for finding in row.findings)
    if note := words.replaced(row, fit):
        notes.append(f"{words('replaced')}\n{note}")
    return "\n".join(notes)
