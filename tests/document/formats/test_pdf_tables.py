"""Ruled tables of PDF files: row by row, with merged cells, and what only looks like a table."""

from __future__ import annotations

import io
import unicodedata
from typing import TYPE_CHECKING

import pytest
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph, SimpleDocTemplate, Table

from aligner.document.formats.pdf import read
from aligner.document.formats.pdf import reader as pdf_reader
from aligner.document.formats.pdf.glyphs import _symbol
from aligner.document.formats.pdf.pages import read_pages
from aligner.document.formats.pdf.rules import Rule, Rules, grids
from aligner.model import ParagraphKind, Reason
from aligner.settings import Settings
from tests.document.formats.pdf_pages import LATIN, MINCHO, column, pdf

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from tests.growth import Stopwatch

ENGLISH = ParagraphStyle("english", fontName=LATIN, fontSize=10, leading=12)
JAPANESE = ParagraphStyle("japanese", fontName=MINCHO, fontSize=10, leading=14, wordWrap="CJK")
GRID = ("GRID", (0, 0), (-1, -1), 0.5, colors.black)


def written(*flow: Any) -> bytes:
    out = io.BytesIO()
    SimpleDocTemplate(out, pagesize=A4, invariant=1).build(list(flow))
    return out.getvalue()


def ruled(
    rows: Sequence[Sequence[str]], *style: Any, set_in: ParagraphStyle = ENGLISH, widths: Any = None, **options: Any
) -> Table:
    cells = [[Paragraph(text, set_in) for text in row] for row in rows]
    made = Table(cells, colWidths=widths or [150] * len(rows[0]), **options)
    made.setStyle([*(style or (GRID,)), ("VALIGN", (0, 0), (-1, -1), "TOP")])
    return made


def texts(data: bytes, kind: ParagraphKind = ParagraphKind.TABLE) -> list[str]:
    (source,) = read(data, "a.pdf", Settings())
    return [source.text[block.start : block.end] for block in source.blocks or () if block.kind is kind]


WORKS = [
    ("Part", "Work", "Cost"),
    (
        "Roof",
        "The roof is repaired before the winter, and the gutters are cleaned too.",
        "The owner pays for the roof.",
    ),
    ("Doors", "The doors are painted.", "The tenant pays for the paint, and the owner for the rest of it."),
]


def test_a_cell_with_several_lines_is_one_cell() -> None:
    assert texts(written(ruled(WORKS, widths=(60, 130, 110)))) == [" | ".join(row) for row in WORKS]


def test_japanese_lines_of_a_cell_are_joined_without_a_space() -> None:
    rows = [
        ("部位", "作業"),
        ("屋根", "東棟の屋根は冬が来る前に修理し、雨どいも清掃する。"),
        ("扉", "五年ごとに塗装する。"),
    ]
    assert texts(written(ruled(rows, set_in=JAPANESE, widths=(60, 110)))) == [" | ".join(row) for row in rows]


def test_text_around_a_table_stays_at_its_place() -> None:
    before, after = "These are the works on the house.", "All of them are done in the spring of the year."
    (source,) = read(written(Paragraph(before, ENGLISH), ruled(WORKS), Paragraph(after, ENGLISH)), "a.pdf", Settings())
    assert source.text.startswith(before)
    assert source.text.endswith(f"{after}\n")
    assert [block.origin for block in source.blocks or ()][1:4] == [f"table 1, row {k}" for k in (1, 2, 3)]


def test_merged_cells_leave_empty_ones() -> None:
    rows = [
        ("Boat", "2023", "", "2024", ""),
        ("", "May", "June", "May", "June"),
        ("Ferry", "1", "2", "3", "4"),
        ("", "5", "6", "7", "8"),
        ("Total", "36 in all", "", "", ""),
    ]
    spans = (((1, 0), (2, 0)), ((3, 0), (4, 0)), ((0, 0), (0, 1)), ((0, 2), (0, 3)), ((1, 4), (4, 4)))
    assert texts(written(ruled(rows, GRID, *(("SPAN", *ends) for ends in spans), widths=[60] * 5))) == [
        "Boat | 2023 |  | 2024",
        "May | June | May | June",
        "Ferry | 1 | 2 | 3 | 4",
        "5 | 6 | 7 | 8",
        "Total | 36 in all",
    ]


def test_a_table_without_rules_at_its_sides() -> None:
    sides = (
        ("LINEABOVE", (0, 0), (-1, -1), 0.5, colors.black),
        ("LINEBELOW", (0, -1), (-1, -1), 0.5, colors.black),
        ("LINEAFTER", (0, 0), (1, -1), 0.5, colors.black),
    )
    assert texts(written(ruled(WORKS, *sides))) == [" | ".join(row) for row in WORKS]


def test_a_header_that_is_repeated_on_the_next_page_is_read_once() -> None:
    rows = [("No.", "Work"), *((str(k), f"The work number {k} is done.") for k in range(1, 70))]
    (source,) = read(written(ruled(rows, repeatRows=1)), "a.pdf", Settings())
    assert source.text.count("No. | Work") == 1
    assert [(part.reason, part.text) for part in source.skipped] == [(Reason.REPEATED, "No. | Work")]


def test_a_box_around_text_is_no_table() -> None:
    note = "This is a note in a box, and it goes on for two lines, as the notes of a brochure do for their readers."
    box = ("BOX", (0, 0), (-1, -1), 0.5, colors.black)
    data = written(ruled([(note,)], box, widths=[300]), Paragraph("The text goes on.", ENGLISH))
    assert texts(data) == []
    assert texts(data, ParagraphKind.BODY) == [note, "The text goes on."]


def test_a_drawing_is_no_table() -> None:
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4, invariant=1)
    for k in range(8):
        canvas.line(100, 300 + 40 * k, 400, 300 + 40 * k)
        canvas.line(100 + 40 * k, 300, 100 + 40 * k, 600)
    canvas.setFont(LATIN, 10)
    canvas.drawString(110, 310, "A label inside a plot")
    canvas.drawString(60, 700, "The plot is below this line of text.")
    canvas.save()
    assert texts(out.getvalue()) == []


def test_grids() -> None:
    across = [Rule(v, 0.0, 200.0) for v in (0.0, 20.0, 40.0)]
    (grid,) = grids(Rules(across, [Rule(u, 0.0, 40.0) for u in (0.0, 100.0, 200.0)]))
    assert (grid.us, grid.vs) == ([0.0, 100.0, 200.0], [0.0, 20.0, 40.0])
    assert (grid.cell(50, 10), grid.cell(150, 30), grid.cell(250, 30), grid.cell(50, 60)) == (
        (0, 0),
        (1, 1),
        None,
        None,
    )
    # Rules that do not touch, and rules of one direction, are no table.
    assert not list(grids(Rules(across, [Rule(300.0, 0.0, 40.0)])))
    assert not list(grids(Rules(across, [])))


def test_a_page_full_of_rules_is_read_in_time(stopwatch: Stopwatch) -> None:
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4, invariant=1)
    canvas.setFont(LATIN, 6)
    for k in range(2000):
        canvas.line(50, 50 + 0.3 * k, 500, 50 + 0.3 * k)
        canvas.line(50 + 0.2 * k, 50, 50 + 0.2 * k, 700)
    for k in range(300):
        canvas.drawString(60, 60 + 2 * k, f"boat {k}")
    canvas.save()
    with stopwatch.limit(10):
        assert texts(out.getvalue(), ParagraphKind.BODY) or texts(out.getvalue())


@pytest.mark.parametrize(
    ("char", "font", "shown"),
    [
        ("\uf0b7", "SymbolMT", "•"),
        ("\uf0a7", "Wingdings-Regular", "▪"),
        ("\uf0b7", "ABCDEE", "•"),
        ("\ue123", "Corporate", ""),
        ("\uf041", "Corporate", ""),
    ],
)
def test_private_codes_of_symbol_fonts(char: str, font: str, shown: str) -> None:
    assert _symbol(char, font) == shown


def test_glyphs_without_a_character_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = column(60, 700, "The boats leave at nine and at noon.", "They come back at ten in the evening.")
    monkeypatch.setattr(pdf_reader, "pages_within_limits", lambda data, name: list(read_pages(data, name)))
    category = unicodedata.category
    monkeypatch.setattr(unicodedata, "category", lambda char: "Co" if char == "x" else category(char))
    lines += column(60, 600, "A boat with an x in its name.")
    (source,) = read(pdf(lines), "a.pdf", Settings())
    assert "an in its name" in source.text
    assert [(part.reason, part.line, len(part.text)) for part in source.skipped] == [(Reason.UNMAPPED, 1, 1)]
