"""A workbook: the two texts side by side, the findings with room for decisions, and what it is about.

A heading that stays, a filter, and colours by certainty and severity, which the cells also say in words. A finding
leads to the row it is about. A character that a cell cannot hold is U+FFFD, and a column says which it was. Needs
``openpyxl`` (extra ``office``).
"""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

from openpyxl import Workbook
from openpyxl.worksheet.datavalidation import DataValidation

from aligner.findings.locations import lines_of
from aligner.model import Lang
from aligner.outputs.labels import Words
from aligner.outputs.office import fit, settled
from aligner.outputs.options import EVERYTHING, Listing
from aligner.outputs.report import direction, summary
from aligner.outputs.report.layout import Page, numbered
from aligner.outputs.report.statistics import certainty, measure
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
    return settled(saved.getvalue(), words.title, date)


def _pairs(
    worksheet: Worksheet, listed: Sequence[Row], replaced: Sequence[str], record: Record, words: Words
) -> Mapping[int, int]:
    """The texts side by side, the original left; returns the row of each finding, by its id."""
    bitext = record.alignment.bitext
    sides = (bitext.source, bitext.source.other)
    numbers = {finding.id: number for number, finding in numbered(record)}
    text_width = {side: _width([row.texts[side] for row in listed]) for side in sides}
    columns = [Column(words("number"), 6, repeated=True), Column(words("kind"), 14), Column(words("certainty"), 9)]
    for side in sides:
        columns.append(Column(words("lines_of", side=side), 10))
        columns.append(Column(words("report.side", side=side), text_width[side]))
    columns += [Column(words("findings"), 50), Column(words("confidence"), 11)]
    columns.append(Column(words("bead"), 8, repeated=True))
    if any(replaced):
        columns.append(Column(words("replaced"), 20))
    sheet = Sheet(worksheet, columns, (1, words("continued", part="{part}", parts="{parts}")))
    at: dict[int, int] = {}
    for number, (row, note) in enumerate(zip(listed, replaced, strict=True), 1):
        style = "plain" if row.bead.paired else "alone"
        cells = [Cell(number), Cell(words.kind(row.kind), style)]
        cells.append(Cell(words.certainty(row.bead), str(certainty(row.bead))))
        for side in sides:
            cells += [_lines(row.lines[side]), Cell(row.texts[side], style)]
        said = "\n".join(f"{numbers[it.id]}. {words.finding(it)}" for it in row.findings)
        cells.append(Cell(said, str(row.worst or "plain")))
        cells += [Cell(row.bead.confidence), Cell(row.bead.id)]
        if any(replaced):
            cells.append(Cell(note))
        first = sheet.add(cells)
        for finding in row.findings:
            at.setdefault(finding.id, first)
    sheet.finish()
    return at


def _findings(worksheet: Worksheet, record: Record, words: Words, pairs: str, at: Mapping[int, int]) -> None:
    """The findings, worst first, each with a list to choose a decision from and room for a comment."""
    bitext = record.alignment.bitext
    sides = (bitext.source, bitext.source.other)
    columns = [
        Column(words("number"), 6, repeated=True),
        Column(words("severity"), 9),
        Column(words("finding_kind"), 18),
        *(Column(words("lines_of", side=side), 10) for side in sides),
        Column(words("message"), 70),
        Column(words("row"), 8),
        Column(words("decision"), 12),
        Column(words("comment"), 40),
        Column(words("fingerprint"), 18),
    ]
    sheet = Sheet(worksheet, columns, (1, words("continued", part="{part}", parts="{parts}")))
    decisions = [words(f"decision_{name}") for name in DECISIONS]
    last = 1
    for number, finding in numbered(record):
        row = at.get(finding.id)
        last = sheet.add(
            [
                Cell(number),
                Cell(words.severity(finding.severity), str(finding.severity)),
                Cell(words.finding_kind(finding)),
                *(_lines(_place(record, finding, side)) for side in sides),
                Cell(finding.message.get(words.lang)),
                Cell(row, "link", f"'{pairs}'!A{row}" if row else ""),
                Cell(decisions[0]),
                Cell(None),
                Cell(finding.fingerprint),
            ]
        )
    choice = DataValidation(type="list", formula1=f'"{",".join(decisions)}"', allow_blank=True)
    choice.add(f"H2:H{max(last, 2)}")
    worksheet.add_data_validation(choice)
    sheet.finish()


def _place(record: Record, finding: Finding, side: Lang) -> tuple[int, int] | None:
    """The first and last line of one side of a finding."""
    segments = finding.side(side)
    return lines_of(record.alignment.bitext.side(side), segments) if segments else None


def _lines(lines: tuple[int, int] | None) -> Cell:
    """Lines of a file: a number where it is one, so that they can be sorted."""
    if lines is None or lines[0] == lines[1]:
        return Cell(lines and lines[0])
    return Cell(f"{lines[0]}–{lines[1]}")


def _about(worksheet: Worksheet, record: Record, words: Words, *, noted: bool) -> None:
    """What the report says first: files, direction, summary."""
    page = Page(record, words.lang)
    said = [words.title, direction(page), summary(page, measure(record)), page.word("pairs_only_correspond")]
    if noted:
        said.append(words("replaced_why", column=words("replaced")))
    sheet = Sheet(worksheet, [Column(words("about"), 100)], (0, words("continued", part="{part}", parts="{parts}")))
    for line in (*said, words("made_with", version=record.version)):
        sheet.add([Cell(line)])
    sheet.finish(filtered=False)


def _width(texts: Sequence[str]) -> int:
    """The width of a column of text."""
    widest = max((display_width(text[:WIDEST]) for text in texts), default=0)
    return min(max(widest, NARROWEST), WIDEST)
