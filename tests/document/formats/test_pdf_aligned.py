"""Tables of PDF files without ruled lines, and text in columns, which is no table."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest
from reportlab.lib import colors
from reportlab.platypus import Paragraph, Table

from aligner.document.formats.pdf import read
from aligner.document.formats.pdf.aligned import lines_with_aligned_tables
from aligner.document.formats.pdf.glyphs import Glyph
from aligner.document.formats.pdf.lines import Line, line_of
from aligner.model import ParagraphKind, Reason
from aligner.settings import Settings
from tests.document.formats.pdf_pages import MINCHO, Put, column, pdf
from tests.document.formats.test_pdf_tables import ENGLISH, JAPANESE, WORKS, ruled, texts, written

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Any

    from reportlab.lib.styles import ParagraphStyle

    from tests.growth import Stopwatch

RIGHT = [("ALIGN", (1, 0), (-1, -1), "RIGHT")]


def aligned(
    rows: Sequence[Sequence[str]],
    *style: Any,
    set_in: ParagraphStyle = ENGLISH,
    widths: Any = None,
    padding: float = 3,
    wrapped: bool = True,
    valign: str = "TOP",
) -> Table:
    """A table without ruled lines."""
    cells = [[Paragraph(text, set_in) if wrapped else text for text in row] for row in rows]
    made = Table(cells, colWidths=widths or [110] * len(rows[0]))
    made.setStyle(
        [
            ("VALIGN", (0, 0), (-1, -1), valign),
            ("TOPPADDING", (0, 0), (-1, -1), padding),
            ("BOTTOMPADDING", (0, 0), (-1, -1), padding),
            ("FONT", (0, 0), (-1, -1), set_in.fontName, set_in.fontSize),
            *style,
        ]
    )
    return made


def everything(data: bytes) -> list[str]:
    (source,) = read(data, "a.pdf", Settings())
    return [source.text[block.start : block.end] for block in source.blocks or ()]


def bars(rows: Sequence[Sequence[str]]) -> list[str]:
    return [" | ".join(row).strip(" |") for row in rows]


@pytest.mark.parametrize("valign", ["TOP", "MIDDLE", "BOTTOM"])
def test_cells_with_several_lines(valign: str) -> None:
    assert texts(written(aligned(WORKS, widths=(60, 130, 110), valign=valign))) == bars(WORKS)


def test_cells_with_several_lines_without_space_between_the_rows() -> None:
    rows = [
        ("Part", "Work", "Days"),
        ("Roof", "The roof is repaired before the winter, and the gutters are cleaned too.", "12"),
        ("Doors", "The doors are painted in the fall.", "3"),
        ("Fence", "The owner of the house keeps the fence, which is new, in good order.", "5"),
        ("Lamps", "None.", "0"),
    ]
    assert texts(written(aligned(rows, widths=(60, 150, 60), padding=0))) == bars(rows)


def test_japanese_cells_with_several_lines() -> None:
    rows = [
        ("番号", "部品", "はたらき", "間隔"),
        ("1", "フィルター", "ほこりが入るのを防ぎます。ぬるま湯で洗って、一日乾かしてください。", "3か月"),
        ("2", "ポンプとストレーナー", "水を抜きます。詰まる前に硬貨や髪の毛を取り除いてください。", "毎月"),
        ("3", "脚", "水平にします。", "移動後"),
    ]
    assert texts(written(aligned(rows, set_in=JAPANESE, widths=(40, 70, 150, 70)))) == bars(rows)


FIGURES = [
    ("", "Year ended March 31, 2023", "Year ended March 31, 2024", "Change"),
    ("Net sales", "123,456", "134,567", "9.0%"),
    ("Profit attributable to owners of the parent company", "7,890", "8,901", "12.8%"),
    ("Assets", "", "", ""),
    ("Cash and deposits", "45,678", "", "7.1%"),
    ("Inventories", "9,876", "10,987", "(11.2)%"),
]


def test_figures_under_headers_of_several_lines() -> None:
    right = [("ALIGN", (1, 1), (-1, -1), "RIGHT")]
    rows = [
        [Paragraph(text, ENGLISH) if k == 0 or not r else text for k, text in enumerate(row)]
        for r, row in enumerate(FIGURES)
    ]
    table = Table(rows, colWidths=(150, 90, 90, 60))
    table.setStyle([*right, ("VALIGN", (0, 0), (-1, -1), "TOP"), ("FONT", (0, 0), (-1, -1), ENGLISH.fontName, 10)])
    before, after = "The results of the year are these.", "The board met in May, and it approved them."
    found = everything(written(Paragraph(before, ENGLISH), table, Paragraph(after, ENGLISH)))
    assert found == [before, *bars(FIGURES), after]


def test_one_label_of_two_lines_among_many_of_one() -> None:
    rows = [
        ("", "前期", "当期"),
        ("売上高", "123,456", "134,567"),
        ("親会社株主に帰属する当期純利益", "7,890", "8,901"),
        ("資産の部", "", ""),
        ("現金及び預金", "45,678", "48,901"),
    ]
    assert texts(written(aligned(rows, set_in=JAPANESE, widths=(140, 90, 90)))) == bars(rows)


def test_a_header_over_two_columns_leaves_an_empty_cell() -> None:
    rows = [
        ("Boat", "This year", "", "Next year", ""),
        ("", "May", "June", "May", "June"),
        ("Ferry", "11", "22", "33", "44"),
        ("Launch", "55", "66", "77", "88"),
    ]
    spans = [("SPAN", (1, 0), (2, 0)), ("SPAN", (3, 0), (4, 0))]
    assert texts(written(aligned(rows, *spans, widths=[70] * 5))) == [
        "Boat | This year |  | Next year",
        "May | June | May | June",
        "Ferry | 11 | 22 | 33 | 44",
        "Launch | 55 | 66 | 77 | 88",
    ]


def test_empty_cells_of_a_timetable() -> None:
    rows = [
        ("Pier", "1st", "2nd", "3rd", "Last"),
        ("Kirigaura", "7:05", "9:30", "13:15", "18:40"),
        ("Lighthouse", "8:00", "", "14:10", ""),
        ("South Island", "8:25", "10:40", "", "19:50"),
    ]
    found = texts(written(aligned(rows, wrapped=False, widths=(90, 50, 50, 50, 50), padding=0)))
    assert found == bars(rows)


def test_lines_between_the_rows_change_nothing() -> None:
    line = ("LINEBELOW", (0, 0), (-1, -1), 0.5, colors.black)
    assert texts(written(aligned(WORKS, line, widths=(60, 130, 110)))) == bars(WORKS)


# Text that continues after the end of a page, a column or a line.


def test_a_row_that_a_page_end_cuts_is_joined() -> None:
    first = [Put(60, 760, "These are the works on the house, and what they cost.")]
    for k, (part, *lines) in enumerate(
        (("Roof", "It is repaired now,", "and cleaned."), ("Doors", "They are painted in"))
    ):
        first += [Put(60, 720 - 32 * k, part), *column(150, 720 - 32 * k, *lines), Put(300, 720 - 32 * k, str(k + 1))]
    second = [Put(150, 760, "the fall of the year.")]
    for k, (part, *lines) in enumerate(
        (("Fence", "It is new."), ("Lamps", "They are lit at six,", "and put out at two."))
    ):
        second += [Put(60, 730 - 32 * k, part), *column(150, 730 - 32 * k, *lines), Put(300, 730 - 32 * k, str(k + 3))]
    data = pdf(first, second)
    assert texts(data) == [
        "Roof | It is repaired now, and cleaned. | 1",
        "Doors | They are painted in the fall of the year. | 2",
        "Fence | It is new. | 3",
        "Lamps | They are lit at six, and put out at two. | 4",
    ]
    (source,) = read(data, "a.pdf", Settings())
    block = next(block for block in source.blocks or () if source.text[block.start :].startswith("Doors"))
    assert [(source.text[offset:][:8], page) for offset, page in block.places] == [("the fall", 2)]


def test_a_ruled_row_that_a_page_end_cuts_is_joined_and_rows_of_a_merged_cell_are_not() -> None:
    sentence = (
        "The keeper of the light writes down the weather of the day, and every vessel that he sees from the tower."
    )
    rows = [("No.", "Work", "Days"), *((str(k), sentence, "3") for k in range(1, 30))]
    assert set(texts(written(ruled(rows, widths=(40, 200, 60), repeatRows=1)))) == set(bars(rows))
    merged = [*rows[:2], *(("", "Work of the same number", "4") for _ in range(60))]
    assert len(texts(written(ruled(merged, widths=(40, 200, 60))))) == len(merged)


def test_an_item_that_a_page_end_cuts_is_joined() -> None:
    first = [Put(60, 760, "Bring these to the pier of the harbour in the morning, when the office opens its doors:")]
    first += [
        Put(60, 740, "•"),
        *column(75, 740, "A pass that is valid for the whole of the summer and for every boat of the"),
    ]
    second = [Put(75, 760, "line."), Put(60, 740, "•"), Put(75, 740, "A coat.")]
    assert everything(pdf(first, second))[1:] == [
        "A pass that is valid for the whole of the summer and for every boat of the line.",
        "A coat.",
    ]


@pytest.mark.parametrize(
    ("first", "second", "joined"),
    [
        ("The tables are at https://tides.example/tables/", "kirigaura/2024.html today.", "/tables/kirigaura"),
        ("The tables are at https://tides.example/kirigau", "ra/tables/2024 for everyone.", "kirigaura/tables"),
        ("The tables are at https://tides.example/tide-", "tables/all, which is new.", "tide-tables/all"),
        ("The tables are at https://tides.example/list?", "port=7&year=2024 for now.", "list?port=7"),
        ("The tables are at https://tides.example/2024", "and in the office itself.", "2024 and in"),
        ("The tables are at https://tides.example/2024.", "They are free for people.", "2024. They are"),
        ("The tables are in the office of the harbour/", "port authority of the town", "harbour/port"),
    ],
)
def test_addresses_that_a_line_end_cuts(first: str, second: str, joined: str) -> None:
    assert joined in " ".join(everything(pdf(column(60, 700, first, second))))


# Text in columns, which is no table.


WORDS = {
    "en": [
        "the",
        "harbour",
        "office",
        "keeps",
        "a",
        "record",
        "of",
        "every",
        "vessel",
        "that",
        "enters",
        "port",
        "and",
    ],
    "ja": list("港の事務所はすべての船とその日の天気を書き留めて棚に収めている"),
}


def prose(lang: str, seed: int, count: int, width: int) -> list[str]:
    """Lines of running text, with an end of a paragraph now and then."""
    chance = random.Random(seed)
    lines: list[str] = []
    while len(lines) < count:
        line, gap = "", " " if lang == "en" else ""
        while len(line + (word := chance.choice(WORDS[lang]))) < width:
            line += (gap if line else "") + word
        if chance.random() < 0.15:
            line = line[: width // 2].strip() + ("." if lang == "en" else "。")
        lines.append(line)
    return lines


@pytest.mark.parametrize("seed", range(8))
@pytest.mark.parametrize(("lang", "width", "font"), [("en", 42, "Times-Roman"), ("ja", 21, MINCHO)])
def test_columns_of_text_with_space_between_paragraphs(lang: str, width: int, font: str, seed: int) -> None:
    sides = [prose(lang, 10 * seed + k, 36, width) for k in range(2)]
    puts = []
    for k, lines in enumerate(sides):
        y = 760.0
        for line in lines:
            puts.append(Put(50 + 245 * k, y, line, 10, font))
            y -= 21 if line.endswith((".", "。")) else 15
    plain = "".join(everything(pdf(puts)))
    assert plain.replace(" ", "") == "".join(line for lines in sides for line in lines).replace(" ", "")


def test_a_table_in_one_of_two_columns() -> None:
    left = [*prose("en", 1, 11, 32), "It ends here."]
    right = prose("en", 2, 16, 32)
    prices = [("Ferry", "120"), ("Launch", "80"), ("Raft", "15"), ("Canoe", "9")]
    table = [
        put
        for k, (name, price) in enumerate(prices, 12)
        for put in (Put(60, 740 - 14 * k, name), Put(140, 740 - 14 * k, price))
    ]
    data = pdf([*column(60, 740, *left), *table, *column(260, 740, *right)])
    rows = [" | ".join(row) for row in prices]
    assert texts(data) == rows
    assert " ".join(everything(data)) == " ".join([*left, *rows, *right])


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize(("lang", "width", "font"), [("en", 40, "Times-Roman"), ("ja", 19, MINCHO)])
@pytest.mark.parametrize("columns", [2, 3])
def test_columns_of_text_on_one_grid_are_read_one_after_the_other(
    lang: str, width: int, font: str, columns: int, seed: int
) -> None:
    size = 10 if columns == 2 else 7
    step = 480 / columns
    sides = [prose(lang, 10 * seed + k, 30, width) for k in range(columns)]
    puts = [put for k, lines in enumerate(sides) for put in column(50 + step * k, 760, *lines, size=size, font=font)]
    plain = "".join(everything(pdf(puts)))
    assert plain.replace(" ", "") == "".join(line for lines in sides for line in lines).replace(" ", "")


def test_a_text_beside_its_translation_is_no_table() -> None:
    rows = [(" ".join(prose("en", k, 3, 40)), "".join(prose("ja", k, 3, 15))) for k in range(6)]
    cells = [[Paragraph(en, ENGLISH), Paragraph(ja, JAPANESE)] for en, ja in rows]
    numbered = [[Paragraph(f"{k}.", ENGLISH), *row] for k, row in enumerate(cells, 1)]
    assert texts(written(Table(cells, colWidths=(230, 230)))) == []
    assert not any(
        "|" in text and len(text) > 200 for text in texts(written(Table(numbered, colWidths=(30, 210, 210))))
    )


def test_two_lists_side_by_side_are_as_they_were() -> None:
    left = column(60, 740, *(f"• the boat of number {k} and its crew" for k in range(8)))
    right = column(300, 740, *(f"• a boat of number {k + 8} with no crew" for k in range(8)))
    assert everything(pdf([*left, *right])) == [put.text.removeprefix("• ") for put in (*left, *right)]


def test_marks_with_a_wide_gap_are_items() -> None:
    puts: list[Put] = []
    for k in range(4):
        y = 740 - 28 * k
        puts += [Put(60, y, f"({k + 1})"), Put(100, y, "Bring this book to the office of the harbour, and ask for the")]
        puts += [Put(100, y - 14, "keeper of the records.")]
    assert [text[:10] for text in everything(pdf(puts))] == [f"({k}) Bring " for k in range(1, 5)]


def test_numbers_of_lines_in_the_margin_are_no_reason_to_join_the_lines_of_a_text() -> None:
    lines = prose("en", 3, 20, 70)
    puts = [
        put
        for k, line in enumerate(lines)
        for put in (Put(60, 760 - 14 * k, str(5 * k + 5)), Put(90, 760 - 14 * k, line))
    ]
    assert all(line in " ".join(everything(pdf(puts))) for line in lines)


def test_the_time_is_linear_in_the_lines(stopwatch: Stopwatch) -> None:
    def line(u: float, v: float, text: str) -> Line:
        places = [(char, u + 5 * k) for k, char in enumerate(text)]
        return line_of([Glyph(char, x, x + 5, v, v + 10, 10, "", "", hyphen=False, x=x, y=v) for char, x in places])

    def prepare(size: int) -> Callable[[], object]:
        lines = [line(100 * k, 14.0 * row, f"{row}") for row in range(size) for k in range(5)]
        return lambda: lines_with_aligned_tables(lines)

    stopwatch.assert_linear(prepare, 400)
    assert prepare(10)()


def test_rows_have_their_place() -> None:
    (source,) = read(written(aligned(WORKS, widths=(60, 130, 110))), "a.pdf", Settings())
    assert [(block.kind, block.origin) for block in source.blocks or ()] == [
        (ParagraphKind.TABLE, f"table 1, row {k}") for k in (1, 2, 3)
    ]


def test_what_is_left_out_of_a_page_is_stated() -> None:
    def page(k: int) -> list[Put]:
        edges = [Put(60, 800, "Tide Tables", 8), Put(280, 30, f"- {k} -", 8)]
        return [*edges, *column(60, 740, f"The text of page {k} is here.", "It ends here.")]

    marked = [
        *page(2),
        Put(60, 600, "The keeper of the light"),
        Put(160, 604, "1", 6),
        Put(170, 600, "came to the pier."),
    ]
    notes = [Put(60, 60, "1 His name is not known.", 8)]
    ruby = [Put(60, 560, "漢字を読む人。", 12, MINCHO), Put(60, 572, "かんじ", 6, MINCHO)]
    (source,) = read(pdf(page(1), [*marked, *notes, *ruby]), "a.pdf", Settings())
    assert sorted((part.reason, part.line, part.text, part.option) for part in source.skipped) == [
        (Reason.NOTE_MARK, 2, "1", ""),
        (Reason.READING, 2, "かんじ", ""),
        (Reason.RUNNING_HEAD, 1, "- 1 -", "--whole-page"),
        (Reason.RUNNING_HEAD, 1, "Tide Tables", "--whole-page"),
        (Reason.RUNNING_HEAD, 2, "- 2 -", "--whole-page"),
        (Reason.RUNNING_HEAD, 2, "Tide Tables", "--whole-page"),
    ]
