"""The two texts side by side: a row for each bead, in the order of the source.

The left edge of each column shows the line of the file where it changes. A mark before both columns means that the row
has a finding. On a narrow page the two texts are shown one below the other.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import zip_longest
from typing import TYPE_CHECKING

from rich.text import Text

from aligner.model import Bead, Finding, Lang
from aligner.outputs.beads import in_source_order, paragraph_blocks
from aligner.outputs.report.highlight import Mark, Marked, marked
from aligner.outputs.report.layout import ASIDE, SEVERITY_STYLES, Page
from aligner.outputs.report.name_counts import Name, pattern
from aligner.outputs.report.statistics import Certainty, Figures, SpanPair, certainty
from aligner.text.passages import pieces
from aligner.text.width import display_width

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


#: Narrower columns are not set side by side.
NARROWEST_COLUMN = 24
#: Up to this many pairs a report shows all; above, only pairs to look at, each with its neighbours. A choice: a press
#: release or a page is read from end to end, a chapter is not.
SHOWN_WHOLE = 100

NUMBER_STYLE = "bold cyan"
NAME_STYLE = "underline"


@dataclass(frozen=True, slots=True)
class _Columns:
    """The layout of the columns: the width of each line-number gutter and of each text column."""

    gutters: tuple[int, int]
    text: int
    stacked: bool


@dataclass(frozen=True, slots=True)
class _Row:
    """A bead as it is shown: its marks, its findings by number, whether it opens a paragraph."""

    bead: Bead
    numbers: tuple[SpanPair, ...]
    names: tuple[Name, ...]
    findings: tuple[tuple[int, Finding], ...]
    opens: bool

    @property
    def margin(self) -> str:
        """The mark at the edge of the page."""
        if self.findings:
            return ">"
        return "?" if certainty(self.bead) is Certainty.LOW else " "

    @property
    def quiet(self) -> bool:
        """Whether the row has nothing that must be checked."""
        return self.bead.paired and not self.bead.moved and self.margin == " "


def side_by_side(page: Page, figures: Figures) -> Iterator[Text]:
    """All rows; for a long document, only the rows to check, their neighbours, and the number of rows left out."""
    columns = _columns(page)
    rows = _rows(page, figures)
    shown = _shown(rows, everything=page.everything or len(rows) <= SHOWN_WHOLE)
    last_lines: list[int | None] = [None, None]
    left_out = 0
    for k, row in enumerate(rows):
        if k not in shown:
            left_out += 1
            continue
        if left_out:
            yield from page.paragraph("")
            yield from page.paragraph(page.word("elided", pairs=left_out), indent=2, style=ASIDE)
            left_out = 0
            last_lines = [None, None]
        if k:
            yield from page.paragraph("")
        if row.opens and k:
            yield from page.paragraph("-" * page.width, style=ASIDE)
        yield from _row(page, columns, row, last_lines)
    if left_out:
        yield from page.paragraph("")
        yield from page.paragraph(page.word("elided", pairs=left_out), indent=2, style=ASIDE)


def _columns(page: Page) -> _Columns:
    bitext = page.record.alignment.bitext
    order = (bitext.source, bitext.source.other)
    last_lines = [max((segment.line for segment in bitext.side(lang).segments), default=1) for lang in order]
    left, right = (len(str(line)) for line in last_lines)
    text = (page.width - 2 - (left + 2) - 2 - (right + 2)) // 2
    if text >= NARROWEST_COLUMN:
        return _Columns((left, right), text, stacked=False)
    gutter = max(left, right)
    return _Columns((gutter, gutter), max(page.width - 2 - (gutter + 2), 1), stacked=True)


def _rows(page: Page, figures: Figures) -> list[_Row]:
    alignment = page.record.alignment
    block = paragraph_blocks(alignment)
    by_segment: dict[tuple[Lang, int], list[tuple[int, Finding]]] = {}
    for number, finding in page.shown:
        for lang in Lang:
            for segment in finding.side(lang):
                by_segment.setdefault((lang, segment), []).append((number, finding))
    rows = []
    previous = None
    for bead in in_source_order(alignment):
        touching = {
            number: finding
            for lang in Lang
            for segment in bead.side(lang)
            for number, finding in by_segment.get((lang, segment), ())
        }
        current = block(bead)
        rows.append(
            _Row(
                bead,
                figures.matched_numbers.get(bead.id, ()),
                figures.names.by_bead[bead.id],
                tuple(sorted(touching.items())),
                opens=current != previous,
            )
        )
        previous = current
    return rows


def _shown(rows: Sequence[_Row], *, everything: bool) -> set[int]:
    """The rows to show: all, or the rows to check, each with one row before and one after it as context."""
    if everything:
        return set(range(len(rows)))
    return {k + step for k, row in enumerate(rows) if not row.quiet for step in (-1, 0, 1)}


def _row(page: Page, columns: _Columns, row: _Row, last_lines: list[int | None]) -> Iterator[Text]:
    bitext = page.record.alignment.bitext
    order = (bitext.source, bitext.source.other)
    style = _style(row)
    labels = []
    cells = []
    for k, lang in enumerate(order):
        segments = row.bead.side(lang)
        line = bitext.side(lang).segments[segments[0]].line if segments else last_lines[k]
        labels.append("" if line == last_lines[k] else str(line))
        last_lines[k] = line
        cells.append(list(_cell(page, row, lang, columns.text, style)))
    yield from (_stacked if columns.stacked else _beside)(columns, row.margin, labels, cells, style)
    note = _note(page, row)
    if note:
        indent = 4 + columns.gutters[0]
        yield from page.paragraph(note, first=" " * indent, indent=indent, style=style or ASIDE)


def _cell(page: Page, row: _Row, lang: Lang, width: int, style: str) -> Iterator[Text]:
    """One side of a row, broken into lines. An empty side has a note that it is empty."""
    if row.bead.side(lang):
        plain_style = "" if row.bead.paired else style
        yield from _marked_side(page, row, lang).lines(width, plain_style)
        return
    numbers = page.numbers(number for number, _ in row.findings)
    note = page.word("nothing_see", side=lang, numbers=numbers) if numbers else page.word("nothing", side=lang)
    yield from Marked(note).lines(width, style or ASIDE)


def _beside(
    columns: _Columns, margin: str, labels: Sequence[str], cells: Sequence[list[Text]], style: str
) -> Iterator[Text]:
    left_gutter, right_gutter = columns.gutters
    for k, (left, right) in enumerate(zip_longest(*cells)):
        line = Text(f"{margin if k == 0 else ' '} ", style=style)
        line.append(f"{labels[0] if k == 0 else '':>{left_gutter}}  ", ASIDE)
        line.append_text(left or Text())
        fill = columns.text - (display_width(left.plain) if left else 0)
        line.append(" " * (fill + 2))
        line.append(f"{labels[1] if k == 0 else '':>{right_gutter}}  ", ASIDE)
        line.append_text(right or Text())
        line.rstrip()
        yield line


def _stacked(
    columns: _Columns, margin: str, labels: Sequence[str], cells: Sequence[list[Text]], style: str
) -> Iterator[Text]:
    for label, cell in zip(labels, cells, strict=True):
        for k, text in enumerate(cell):
            line = Text(f"{margin if k == 0 else ' '} ", style=style)
            line.append(f"{label if k == 0 else '':>{columns.gutters[0]}}  ", ASIDE)
            line.append_text(text)
            line.rstrip()
            yield line


def _style(row: _Row) -> str:
    """The style of the worst finding of the row."""
    if not row.findings:
        return ""
    return SEVERITY_STYLES[min((finding.severity for _, finding in row.findings), key=lambda severity: severity.rank)]


def _note(page: Page, row: _Row) -> str:
    """The note below a pair: its findings, that it moved, that its certainty is low."""
    if not row.bead.paired:
        return ""
    notes = []
    if row.findings:
        notes.append(page.word("see", numbers=page.numbers(number for number, _ in row.findings)))
    if row.bead.moved:
        notes.append(page.word("moved"))
    if certainty(row.bead) is Certainty.LOW:
        notes.append(page.word("certainty_low"))
    return page.word("note", said=page.word("and").join(notes)) if notes else ""


def _marked_side(page: Page, row: _Row, lang: Lang) -> Marked:
    """One side of a row with its marks."""
    spans = [pair.en if lang is Lang.EN else pair.ja for pair in row.numbers]
    marks: list[Mark] = []
    texts: list[str] = []
    length = 0
    for text, start in pieces(page.record.alignment.bitext.side(lang), row.bead.side(lang)):
        if start is not None:
            marks += (
                Mark(span.start - start + length, span.end - start + length, NUMBER_STYLE)
                for span in spans
                if start <= span.start and span.end <= start + len(text)
            )
        texts.append(text)
        length += len(text)
    whole = "".join(texts)
    for name in row.names:
        matches = pattern(name.en if lang is Lang.EN else name.ja).finditer(whole)
        marks += (Mark(match.start(), match.end(), NAME_STYLE) for match in matches)
    return marked(whole, marks, brackets=page.plain)
