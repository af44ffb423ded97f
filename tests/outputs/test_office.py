"""The workbook and the Word table as a reviewer meets them."""

from __future__ import annotations

import re
import zipfile
from dataclasses import replace
from io import BytesIO
from typing import TYPE_CHECKING, Any

import pytest
from docx import Document
from docx.oxml.ns import qn
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from aligner.errors import OutputError
from aligner.model import Bitext, Finding, FindingKind, Lang, ParagraphKind, Record, Severity
from aligner.outputs import format_named, worksheet
from aligner.outputs.direction import directed
from aligner.outputs.office import fit, reproducible
from aligner.outputs.options import Choices
from aligner.outputs.worksheet import CELL, Cell, Column, Sheet, add_styles
from tests.outputs.records import Pair, document, harbour, record
from tests.outputs.test_round_trips import of

if TYPE_CHECKING:
    from collections.abc import Sequence


def book(made: Record, lang: Lang = Lang.EN) -> Any:
    return load_workbook(BytesIO(format_named("xlsx").dump(made, Choices(lang))))


def row(sheet: Any, number: int) -> list[object]:
    return [cell.value for cell in sheet[number]]


def test_a_workbook_has_the_texts_the_findings_and_what_it_is_about() -> None:
    made = book(harbour())
    assert made.sheetnames == ["Side by side", "Findings", "About"]
    pairs, findings, about = made.worksheets
    assert row(pairs, 1) == [
        "No.", "Kind", "Certainty", "Lines (English)", "English", "Lines (Japanese)", "Japanese", "Findings",
        "Confidence", "Bead",
    ]  # fmt: skip
    assert row(pairs, 5)[:7] == [
        4, "Pair", "High", 3, "Its quay is 1.2 kilometres long, and the cost came to 78.4 billion yen.",
        5, "岸壁の長さは1.2キロで、費用は78.4億円に上った。",
    ]  # fmt: skip
    assert str(row(pairs, 5)[7]).startswith("1. Error: Number differs.")
    assert row(pairs, 11)[2] == "Low"
    assert row(findings, 2)[:5] == [1, "Error", "Number", 3, 5]
    assert row(findings, 2)[6:9] == [5, "Open", None]
    assert about["A2"].value == "harbour.txt / minato.txt"
    assert "7 pairs" in about["A4"].value


def test_it_is_all_in_japanese_for_a_japanese_reader() -> None:
    made = book(harbour(source=Lang.JA, known=True), Lang.JA)
    assert made.sheetnames == ["対訳", "指摘", "概要"]
    pairs, findings, _ = made.worksheets
    assert row(pairs, 1) == [
        "番号", "区分", "確度", "行（原文）", "原文", "行（訳文）", "訳文", "指摘", "確度（数値）", "対応ID",
    ]  # fmt: skip
    assert row(pairs, 2)[:2] == [1, "原文のみ"]
    assert str(row(pairs, 5)[7]).startswith("1. 【要修正】数値の不一致")
    assert row(findings, 3)[:3] == [2, "要修正", "原文にない文"]
    letters = re.compile("[A-Za-z]{3,}")
    assert not [head for head in (*row(pairs, 1), *row(findings, 1)) if letters.search(str(head))]


@pytest.mark.parametrize("kind", list(FindingKind))
def test_every_kind_of_finding_has_a_name_in_both_languages(kind: FindingKind) -> None:
    found = Finding(0, kind, Severity.INFO, (1,), (2,), {})
    made = replace(harbour(known=True), findings=(found,))
    names = [row(book(made, lang).worksheets[1], 2)[2] for lang in Lang]
    assert all(names)
    assert names[0] != names[1]


def test_what_a_colour_says_is_said_in_words() -> None:
    pairs = book(harbour()).worksheets[0]
    told = {(cell.value, cell.fill.start_color.rgb) for cell in pairs["C"][1:]}
    assert len(told) == len({value for value, _ in told}) == 3
    assert {cell.fill.start_color.rgb for cell in pairs["H"][1:] if str(cell.value).find("Error") > 0} == {"00F8CBAD"}


def test_the_heading_stays_is_filtered_and_printed_on_every_page() -> None:
    for sheet in book(harbour()).worksheets[:2]:
        assert sheet.freeze_panes == "B2"
        assert sheet.auto_filter.ref == f"A1:{sheet.dimensions.split(':')[1]}"
        assert sheet.print_title_rows == "$1:$1"


def test_a_finding_leads_to_its_row_and_awaits_a_decision() -> None:
    made = book(harbour(), Lang.JA)
    findings = made.worksheets[1]
    assert [cell.hyperlink.location for cell in findings["G"][1:]] == [
        f"'対訳'!A{line}" for line in (5, 7, 9, 2, 10)
    ]  # fmt: skip
    (choice,) = findings.data_validations.dataValidation
    assert choice.formula1 == '"未対応,要対応,誤検出,意図的,対応済み"'
    assert str(choice.sqref) == "H2:H6"
    without = book(of(("One.", "一。")))
    assert without.worksheets[1].max_row == 1


def test_rows_are_as_high_as_their_full_width_text() -> None:
    wide, narrow = "高" * 90, "low " * 45
    sheet = book(of((narrow, wide), ("x", "y"), ("long " * 9000, "z"), ("a\nb\nc", "d"))).worksheets[0]
    widths = {key: it.width for key, it in sheet.column_dimensions.items()}
    assert widths["E"] == widths["G"] == pytest.approx(67.2)
    heights = [sheet.row_dimensions[k].height for k in range(2, 7)]
    assert heights[0] == 4 * worksheet.LINE  # 180 half-width columns in 57, and English breaks at words
    assert heights[1] == worksheet.LINE
    assert heights[2] == worksheet.HEIGHT
    assert sheet.row_dimensions[sheet.max_row].height == 3 * worksheet.LINE


def test_a_text_is_never_a_formula_an_error_or_a_date() -> None:
    texts = ["=1+1", "+1", "-1", "@a", "#REF!", "TRUE", "2024-01-01", "=", "＝1"]
    sheet = book(of(*((it, it) for it in texts))).worksheets[0]
    cells = list(sheet["E"][1:])
    assert [cell.value for cell in cells] == texts
    assert {cell.data_type for cell in cells} == {"s"}
    assert [bool(cell.quotePrefix) for cell in cells] == [it[0] in "=+-@＝" for it in texts]


def test_what_is_too_long_for_a_cell_goes_on_below() -> None:
    sentence = "これは長い文です。𠮷野家。"
    text = sentence * 8000
    sheet = book(of((text, "short"), ("next", "次"))).worksheets[0]
    parts = [cell.value for cell in sheet["E"][1:-1]]
    assert "".join(parts) == text
    assert all(len(part.encode("utf-16-le")) // 2 <= CELL for part in parts)
    assert all(part.endswith("。") for part in parts)
    assert [cell.value for cell in sheet["A"][1:]] == [1] * len(parts) + [2]
    assert [cell.value for cell in sheet["B"][1:3]] == ["Pair", f"Continued (2 of {len(parts)})"]
    assert [cell.value for cell in sheet["G"][1:]] == ["short", *[None] * (len(parts) - 1), "次"]


@pytest.mark.property
@given(st.text(max_size=60), st.integers(2, 9))
def test_pieces_join_to_the_text_and_fit(text: str, size: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(worksheet, "CELL", size)
        pieces = list(worksheet._pieces(text))
    assert "".join(pieces) == fit(text)[0]
    assert all(len(piece.encode("utf-16-le", "surrogatepass")) // 2 <= size for piece in pieces)


def test_no_piece_tears_a_character_from_its_marks() -> None:
    family = "👨‍👩‍👧‍👦"
    pieces = list(worksheet._pieces("a" * (CELL - 6) + family + "葛\U000e0100" * 20_000))
    assert pieces[1].startswith(family)
    assert not any(piece.startswith("\U000e0100") for piece in pieces)
    assert "".join(worksheet._pieces("a" + "\u0301" * 100_000)) == "a" + "\u0301" * 100_000


def test_a_full_sheet_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worksheet, "ROWS", 10)
    with pytest.raises(OutputError, match="a sheet of xlsx holds 10 rows, and this is more; use csv or parquet"):
        book(harbour())


def test_links_end_where_excel_has_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worksheet, "LINKS", 2)
    assert sum(cell.hyperlink is not None for cell in book(harbour()).worksheets[1]["G"]) == 2


def test_a_column_of_its_own_says_what_was_replaced() -> None:
    made = book(of(("beep\x07", "無"), ("plain", "無")))
    pairs = made.worksheets[0]
    assert [cell.value for cell in pairs["K"]] == ["Replaced characters", "English: 4 U+0007", None]
    assert pairs["E2"].value == "beep\ufffd"
    assert "Replaced characters" in [it[0].value for it in made.worksheets[2].rows][5]


def test_findings_of_a_stated_direction_are_called_by_it() -> None:
    assumed = [row(book(harbour()).worksheets[1], k)[2] for k in (3, 5)]
    stated = [row(book(directed(harbour(), Lang.EN)).worksheets[1], k)[2] for k in (3, 5)]
    assert (assumed, stated) == (["Only in English", "Only in Japanese"], ["Omission", "Addition"])


def test_a_row_of_numbers_goes_on_nowhere() -> None:
    workbook = Workbook()
    add_styles(workbook)
    columns = [
        Column[tuple[float, str | None]]("n", 5, lambda it: Cell(it[0]), part="{part}/{parts}"),
        Column[tuple[float, str | None]]("t", 5, lambda it: Cell(it[1])),
    ]
    sheet = Sheet(workbook.worksheets[0], columns)
    assert sheet.add((1, None)) == 2
    assert sheet.add((2.5, "t")) == 3


def test_a_column_of_choices_lets_a_user_choose_in_every_row() -> None:
    workbook = Workbook()
    add_styles(workbook)
    columns = [
        Column[str]("text", 5, Cell, part="{part}/{parts}"),
        Column[str]("choice", 5, lambda _: Cell("yes"), choices=("yes", "no")),
    ]
    sheet = Sheet(workbook.worksheets[0], columns)
    sheet.add("one")
    sheet.add("x" * (CELL + 1))
    sheet.finish()
    (validation,) = workbook.worksheets[0].data_validations.dataValidation
    assert (validation.formula1, str(validation.sqref)) == ('"yes,no"', "B2:B4")


def words(content: bytes) -> Any:
    return Document(BytesIO(content))


def test_a_word_table_has_what_a_reviewer_needs() -> None:
    made = words(format_named("docx").dump(harbour()))
    (table,) = made.tables
    cells = [[cell.text for cell in row.cells] for row in table.rows]
    assert cells[0] == ["No.", "English", "Japanese", "Finding", "Comment"]
    assert cells[2] == ["2", "Tides of Kurosaki: the harbour opens", "黒崎の潮 港が開く", "", ""]
    assert cells[4][3].startswith("1. Error: Number differs.")
    assert cells[7][3] == "Certainty: Medium"
    assert [paragraph.text for paragraph in made.paragraphs[:2]] == [
        "harbour.txt / minato.txt",
        "Direction: English to Japanese (assumed: the English comes first).",
    ]


def test_its_heading_is_repeated_and_its_rows_hold_together() -> None:
    rows: Sequence[Any] = words(format_named("docx").dump(of(("short", "短"), ("long " * 300, "長")))).tables[0].rows
    flags = [[child.tag for child in row._tr.trPr] if row._tr.trPr is not None else [] for row in rows]
    assert flags == [[qn("w:cantSplit"), qn("w:tblHeader")], [qn("w:cantSplit")], []]


def test_each_script_has_its_font_and_its_language() -> None:
    made = words(format_named("docx").dump(harbour()))
    for name in ("Normal", "Heading 1"):
        properties = made.styles[name].element.rPr
        fonts, lang = properties.find(qn("w:rFonts")), properties.find(qn("w:lang"))
        assert fonts.get(qn("w:eastAsia")) == "Yu Gothic"
        assert not [key for key in fonts.attrib if "Theme" in key]
        assert (lang.get(qn("w:val")), lang.get(qn("w:eastAsia"))) == ("en-US", "ja-JP")


def test_the_word_table_is_in_japanese_and_says_where_nothing_corresponds() -> None:
    table = words(format_named("docx").dump(harbour(), Choices(Lang.JA))).tables[0]
    assert [cell.text for cell in table.rows[0].cells] == ["番号", "英文", "和文", "指摘", "コメント"]
    shades = [cell._tc.tcPr.find(qn("w:shd")) is not None for cell in table.rows[1].cells]
    assert shades == [False, True, False, False, False]
    assert table.rows[7].cells[3].text == "確度：中"


def test_a_moved_pair_without_a_finding_is_told_as_such() -> None:
    made = replace(harbour(), findings=())
    assert words(format_named("docx").dump(made)).tables[0].rows[9].cells[3].text == "In a different place"


def test_line_feeds_and_tabs_are_words_own() -> None:
    made = words(format_named("docx").dump(of(("one\r\ntwo\tthree\x0b", "一"))))
    cell = made.tables[0].rows[1].cells[1]
    assert cell.text == "one\ntwo\tthree\ufffd"
    assert {child.tag for child in cell._tc.iter()} >= {qn("w:br"), qn("w:tab")}
    assert made.tables[0].rows[1].cells[3].text == "Replaced characters\nEnglish: 13 U+000B"


@pytest.mark.parametrize("name", ["xlsx", "docx"])
def test_a_package_holds_nothing_of_the_clock_or_the_user(name: str) -> None:
    content = format_named(name).dump(harbour())
    with zipfile.ZipFile(BytesIO(content)) as package:
        assert {part.date_time for part in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        core = package.read("docProps/core.xml").decode()
    assert "<dc:title>harbour.txt / minato.txt</dc:title><dc:creator>taiyaku</dc:creator></cp:core" in core
    assert "dcterms:created" not in core


def test_a_title_is_escaped() -> None:
    made = BytesIO()
    with zipfile.ZipFile(made, "w") as package:
        package.writestr("docProps/core.xml", "")
    with zipfile.ZipFile(BytesIO(reproducible(made.getvalue(), "<a> & b\0", None))) as package:
        assert "<dc:title>&lt;a&gt; &amp; b\ufffd</dc:title>" in package.read("docProps/core.xml").decode()


def test_one_file_of_both_languages_is_named_once() -> None:
    text = document(Lang.EN, "both.txt", [(ParagraphKind.BODY, ["One."])])
    mixed = Bitext(text, replace(text, lang=Lang.JA), mixed=True)
    about = book(record(mixed, [Pair((0,), (0,))])).worksheets[2]
    assert about["A2"].value == "both.txt"
