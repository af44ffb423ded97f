"""A workbook of three sheets: the two texts side by side, the findings with room for decisions, and notes about it.

Sheets have a heading that stays in view, a filter, and colours by certainty and severity, which the cells also give in
words. A finding links to its row. A character that a cell cannot hold becomes U+FFFD, and a column names it.
Needs ``openpyxl`` (extra ``office``).
"""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, NamedTuple

from openpyxl import Workbook

from aligner.findings.locations import lines_of
from aligner.findings.places import at_own_place, say_other_places
from aligner.model import Lang
from aligner.outputs.labels import Words
from aligner.outputs.office import fit, reproducible
from aligner.outputs.options import EVERYTHING, Listing
from aligner.outputs.report.build import direction, summary
from aligner.outputs.report.layout import Page, numbered
from aligner.outputs.report.statistics import certainty
from aligner.outputs.rows import rows
from aligner.outputs.worksheet import Cell, Column, Sheet, add_styles
from aligner.text.width import display_width

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from openpyxl.worksheet.worksheet import Worksheet

    from aligner.model import Finding, Record
    from aligner.outputs.rows import Row

#: Columns of text are as wide as some sixty letters or thirty kanji, and narrower where all texts are.
WIDEST, NARROWEST = 60, 20
DECISIONS = ("open", "to_correct", "false_alarm", "intended", "done")


def dump(
    record: Record,
    *,
    lang: Lang = Lang.EN,
    listing: Listing = EVERYTHING,
    date: datetime | None = None,
) -> bytes:
    """The workbook, headings and findings in a language.

    Raises:
        OutputError: when there are more rows than a sheet holds.
    """
    book = Workbook()
    book.remove(book.worksheets[0])
    add_styles(book)
    words = Words(record.alignment.bitext, lang)
    listed = list(rows(record, listing))
    replaced = [words.replaced(row, fit) for row in listed]
    pairs = book.create_sheet(words("report.heading_pairs"))
    at = _pairs(pairs, listed, replaced, record, words)
    _findings(book.create_sheet(words("findings")), record, words, pairs.title, at)
    _about(book.create_sheet(words("about")), record, words, noted=any(replaced))
    saved = BytesIO()
    book.save(saved)
    return reproducible(saved.getvalue(), words.title, date)


class _Pair(NamedTuple):
    """A row of the first sheet: a bead with its number there, and the note of characters that were replaced."""

    number: int
    row: Row
    replaced: str


def _pairs(
    worksheet: Worksheet, listed: Sequence[Row], replaced: Sequence[str], record: Record, words: Words
) -> Mapping[int, int]:
    """The texts side by side, the original left; returns the row of each finding, by its id."""
    sheet = Sheet(worksheet, _pair_columns(listed, record, words, noted=any(replaced)))
    at: dict[int, int] = {}
    for number, (row, note) in enumerate(zip(listed, replaced, strict=True), 1):
        first = sheet.add(_Pair(number, row, note))
        for finding in row.findings:
            at.setdefault(finding.id, first)
    sheet.finish()
    return at


def _pair_columns(listed: Sequence[Row], record: Record, words: Words, *, noted: bool) -> list[Column[_Pair]]:
    numbers = {finding.id: number for number, finding in numbered(record)}

    def style(pair: _Pair) -> str:
        return "plain" if pair.row.bead.paired else "alone"

    def findings(pair: _Pair) -> Cell:
        said = "\n".join(f"{numbers[finding.id]}. {words.finding(finding)}" for finding in pair.row.findings)
        return Cell(said, str(pair.row.worst or "plain"))

    def text_columns(side: Lang) -> list[Column[_Pair]]:
        width = _width([row.texts[side] for row in listed])
        return [
            Column(words("lines_of", side=side), 10, lambda pair: _lines(pair.row.lines[side])),
            Column(words("report.side", side=side), width, lambda pair: Cell(pair.row.texts[side], style(pair))),
        ]

    source = record.alignment.bitext.source
    part = words("continued", part="{part}", parts="{parts}")
    return [
        Column(words("number"), 6, lambda pair: Cell(pair.number), repeated=True),
        Column(words("kind"), 14, lambda pair: Cell(words.kind(pair.row.kind), style(pair)), part=part),
        Column(words("certainty"), 9, lambda pair: Cell(words.certainty(pair.row.bead), str(certainty(pair.row.bead)))),
        *text_columns(source),
        *text_columns(source.other),
        Column(words("findings"), 50, findings),
        Column(words("confidence"), 11, lambda pair: Cell(pair.row.bead.confidence)),
        Column(words("bead"), 8, lambda pair: Cell(pair.row.bead.id), repeated=True),
        *([Column[_Pair](words("replaced"), 20, lambda pair: Cell(pair.replaced))] if noted else []),
    ]


class _Numbered(NamedTuple):
    """A finding with the number that the report gives it."""

    number: int
    finding: Finding


def _findings(worksheet: Worksheet, record: Record, words: Words, pairs: str, at: Mapping[int, int]) -> None:
    """The findings, worst first, each with a list to choose a decision from and room for a comment."""
    sheet = Sheet(worksheet, _finding_columns(record, words, pairs, at))
    for number, finding in numbered(record):
        sheet.add(_Numbered(number, finding))
    sheet.finish()


def _finding_columns(record: Record, words: Words, pairs: str, at: Mapping[int, int]) -> list[Column[_Numbered]]:
    decisions = [words(f"decision_{name}") for name in DECISIONS]

    def row(item: _Numbered) -> Cell:
        number = at.get(item.finding.id)
        return Cell(number, "link", f"'{pairs}'!A{number}" if number else "")

    def lines(side: Lang) -> Column[_Numbered]:
        return Column(words("lines_of", side=side), 10, lambda item: _lines(_place(record, item.finding, side)))

    source = record.alignment.bitext.source
    part = words("continued", part="{part}", parts="{parts}")
    return [
        Column(words("number"), 6, lambda item: Cell(item.number), repeated=True),
        Column(
            words("severity"),
            9,
            lambda item: Cell(words.severity(item.finding.severity), str(item.finding.severity)),
            part=part,
        ),
        Column(words("finding_kind"), 18, lambda item: Cell(words.finding_kind(item.finding))),
        lines(source),
        lines(source.other),
        Column(words("message"), 70, lambda item: Cell(_message(record, item.finding, words.lang))),
        Column(words("row"), 8, row),
        Column(words("decision"), 12, lambda _: Cell(decisions[0]), choices=decisions),
        Column(words("comment"), 40, lambda _: Cell(None)),
        Column(words("certainty"), 9, lambda item: Cell(round(item.finding.certainty, 2))),
        Column(words("fingerprint"), 18, lambda item: Cell(item.finding.fingerprint)),
    ]


def _message(record: Record, finding: Finding, lang: Lang) -> str | None:
    """The message, with the other places of a finding that has several."""
    others = say_other_places(record.alignment.bitext, finding)
    return f"{finding.message.get(lang, '')}\n{others[lang]}" if others else finding.message.get(lang)


def _place(record: Record, finding: Finding, side: Lang) -> tuple[int, int] | None:
    """The first and last line of one side of a finding; of several places, those of the first one."""
    segments = at_own_place(finding).side(side)
    return lines_of(record.alignment.bitext.side(side), segments) if segments else None


def _lines(lines: tuple[int, int] | None) -> Cell:
    """Lines of a file: a number where it is one, so that they can be sorted."""
    if lines is None or lines[0] == lines[1]:
        return Cell(lines and lines[0])
    return Cell(f"{lines[0]}–{lines[1]}")


def _about(worksheet: Worksheet, record: Record, words: Words, *, noted: bool) -> None:
    """The notes sheet: files, direction, summary."""
    page = Page(record, words.lang)
    said = [words.title, direction(page), summary(page, page.figures), page.word("pairs_only_correspond")]
    if noted:
        said.append(words("replaced_why", column=words("replaced")))
    part = words("continued", part="{part}", parts="{parts}")
    sheet = Sheet(worksheet, [Column[str](words("about"), 100, Cell, part=part)])
    for line in (*said, words("made_with", version=record.version)):
        sheet.add(line)
    sheet.finish(filtered=False)


def _width(texts: Sequence[str]) -> int:
    """The width of a column of text."""
    widest = max((display_width(text[:WIDEST]) for text in texts), default=0)
    return min(max(widest, NARROWEST), WIDEST)
