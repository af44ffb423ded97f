from __future__ import annotations

import datetime as dt
import io
from typing import Any

import openpyxl
import pytest

from aligner.document.formats import format_of
from aligner.document.formats.excel import read
from aligner.errors import InputError
from aligner.model import Counted, Lang, Reason
from aligner.settings import Settings
from tests.document.formats.office_files import compound, package, relations
from tests.document.formats.office_files import found as seen

S = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def found(data: bytes) -> list[tuple[int, str, str | None, str]]:
    """Row, kind, origin and text of every cell of a workbook that is one text."""
    (source,) = read(data, "a.xlsx", Settings())
    assert source.counted is Counted.ROW
    return seen(source)


def pairs(data: bytes) -> list[list[tuple[Lang | None, str, int | None, str | None, str]]]:
    """Language, key, row, origin and text of every unit of the two texts of a workbook of pairs."""
    return [
        [
            (source.lang, block.unit.key, block.line, block.origin, source.text[block.start : block.end])
            for block in source.blocks or ()
            if block.unit is not None
        ]
        for source in read(data, "a.xlsx", Settings())
    ]


def saved(book: openpyxl.Workbook) -> bytes:
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def filled(*rows: tuple[Any, ...], name: str = "Sheet1") -> openpyxl.Workbook:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = name
    for row in rows:
        sheet.append(row)
    return book


def workbook(rows: str, *, shared: str = "", columns: str = "", sheets: str = "") -> bytes:
    """A workbook of one sheet whose rows are given."""
    listed = sheets or '<sheet name="S" sheetId="1" r:id="rId1"/>'
    return package(
        {
            "_rels/.rels": relations(("officeDocument", "xl/workbook.xml")),
            "xl/workbook.xml": f'<workbook xmlns="{S}" xmlns:r="{R}"><sheets>{listed}</sheets></workbook>',
            "xl/_rels/workbook.xml.rels": relations(("worksheet", "worksheets/sheet1.xml"), ("sharedStrings", "s.xml")),
            "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{S}">{columns}<sheetData>{rows}</sheetData></worksheet>',
            **({"xl/s.xml": f'<sst xmlns="{S}">{shared}</sst>'} if shared else {}),
        }
    )


def inline(text: str) -> str:
    return f'<c t="inlineStr"><is><t>{text}</t></is></c>'


def test_texts_and_the_figures_of_rows_with_labels_are_read() -> None:
    book = filled(("Part", "Weight", "Remark"), ("Pump", 12.5, "Keep dry. Do not tilt."), (None, True, "=1+1"))
    other = book.create_sheet("予備 2")
    other["C3"] = "A line\nand another"
    assert found(saved(book)) == [
        (1, "table", "Sheet1!A1", "Part"),
        (1, "table", "Sheet1!B1", "Weight"),
        (1, "table", "Sheet1!C1", "Remark"),
        (2, "table", "Sheet1!A2:B2", "Pump | 12.5"),
        (2, "body", "Sheet1!C2", "Keep dry. Do not tilt."),
        (3, "body", "予備 2!C3", "A line\nand another"),
    ]


def test_figures_are_read_as_they_are_shown() -> None:
    book = filled(
        ("Net sales", 1234567, 0.125, dt.date(2024, 3, 31), None, "t", -5, True),
        (1, 2, 3),
        ("A sentence. Another one.", 4),
        ("No.", "12", "3-4"),
        ("12", "13"),
    )
    sheet = book.active
    assert sheet is not None
    for cell, code in (("B1", "#,##0,"), ("C1", "0.0%"), ("D1", 'ggge"年"m"月"d"日"'), ("G1", "0;△0")):
        sheet[cell].number_format = code
    (source,) = read(saved(book), "a.xlsx", Settings())
    assert seen(source) == [
        (1, "table", "Sheet1!A1:D1,F1:G1", "Net sales | 1,235 | 12.5% | 令和6年3月31日 | t | △5"),
        (3, "body", "Sheet1!A3", "A sentence. Another one."),
        (4, "table", "Sheet1!A4:C4", "No. | 12 | 3-4"),
        (5, "table", "Sheet1!A5", "12"),
        (5, "table", "Sheet1!B5", "13"),
    ]
    assert [(part.text, part.reason, part.line) for part in source.skipped] == [
        ("1 2 3", Reason.FIGURE_ONLY, 2),
        ("4", Reason.FIGURE_ONLY, 3),
    ]


@pytest.mark.parametrize(
    ("head", "joined"),
    [
        (("Item", 2024, 2025, "Change"), True),
        (("項目", "2024年", "2025年", "増減"), True),
        (("項目", "2024年3月期", "25年度", "増減"), True),
        (("Item", "FY2024", "FY2025", "Change"), True),
        (("Size", "25 kg", "30 kg", "Remark"), True),
        (("Item", "Step 1", "Step 2", "Change"), False),
        (("項目", "第1工程", "第2工程", "増減"), False),
        (("2024年", "2025年", "30人", "4人"), False),
    ],
)
def test_a_figure_with_a_unit_joins_its_row_as_a_number_does(head: tuple[str | int, ...], joined: bool) -> None:
    rows = found(saved(filled(head)))
    assert [text for *_, text in rows] == ([" | ".join(map(str, head))] if joined else list(head))


def test_a_small_workbook_with_one_text_many_times_is_refused() -> None:
    cells = '<row><c t="s"><v>0</v></c></row>' * 60
    swollen = workbook(cells, shared=f"<si><t>{'ab' * 10_000}</t></si>")
    with pytest.raises(InputError, match=r"^a\.xlsx: its cells hold more than 1,048,576 characters; raise --max-ratio"):
        read(swollen, "a.xlsx", Settings())
    assert len(found(workbook(cells, shared="<si><t>short</t></si>"))) == 60


def test_hidden_sheets_and_columns_are_left_out_and_hidden_rows_are_read() -> None:
    book = filled(("Seen", "Working data", "Also seen"), ("In a row that a filter hides", "x", "y"))
    sheet = book.active
    assert sheet is not None
    sheet.column_dimensions["B"].hidden = True
    sheet.row_dimensions[2].hidden = True
    hidden = book.create_sheet("List")
    hidden["A1"] = "Never shown"
    hidden.sheet_state = "veryHidden"
    assert [text for *_, text in found(saved(book))] == ["Seen", "Also seen", "In a row that a filter hides", "y"]


def test_cells_without_names_follow_each_other() -> None:
    named = inline("c").replace("<c ", '<c r="AA7" ')
    rows = f"<row>{inline('a')}{inline('b')}</row><row r='7'>{named}{inline('d')}</row><row>{inline('e')}</row>"
    assert [(row, origin) for row, _, origin, _ in found(workbook(rows))] == [
        (1, "S!A1"),
        (1, "S!B1"),
        (7, "S!AA7"),
        (7, "S!AB7"),
        (8, "S!A8"),
    ]


def test_strings_in_all_their_forms() -> None:
    shared = (
        "<si><r><rPr/><t>東京</t></r><r><t>へ</t></r><rPh sb='0' eb='2'><t>トウキョウ</t></rPh><phoneticPr/></si>"
        "<si><t>one_x000D_\ntwo _x005F_x000D_ _x0000__xD800_</t></si><si><r/></si>"
    )
    cells = (
        '<c t="s"><v>0</v></c><c t="s"><v>1</v></c><c t="s"><v>2</v></c><c t="s"><v>9</v></c><c t="s"><v>x</v></c>'
        '<c t="str"><f>A1</f><v>result</v></c><c t="str"/><c t="inlineStr"/>'
        '<c t="b"><v>1</v></c><c t="e"><v>#N/A</v></c>'
    )
    assert [text for *_, text in found(workbook(f"<row>{cells}</row>", shared=shared))] == [
        "東京へ",
        "one\ntwo _x000D_",
        "東京へ",  # 'x' is no number, and counts as the first
        "result",
    ]


BILINGUAL = (
    ("No.", "English", "日本語", "Comment"),
    (1, "It rained all day.", "一日中雨が降った。", "check"),
    (2, "Then it snowed.", "それから雪になった。", None),
    (3, "Nobody came.", None, None),
    (4, "The lamp went out.", "明かりが消えた。", None),
)


def test_a_bilingual_sheet_is_read_as_pairs() -> None:
    english, japanese = pairs(saved(filled(*BILINGUAL)))
    assert english == [
        (Lang.EN, "Sheet1!2", 2, "Sheet1!B2", "It rained all day."),
        (Lang.EN, "Sheet1!3", 3, "Sheet1!B3", "Then it snowed."),
        (Lang.EN, "Sheet1!4", 4, "Sheet1!B4", "Nobody came."),
        (Lang.EN, "Sheet1!5", 5, "Sheet1!B5", "The lamp went out."),
    ]
    assert japanese == [
        (Lang.JA, "Sheet1!2", 2, "Sheet1!C2", "一日中雨が降った。"),
        (Lang.JA, "Sheet1!3", 3, "Sheet1!C3", "それから雪になった。"),
        (Lang.JA, "Sheet1!5", 5, "Sheet1!C5", "明かりが消えた。"),
    ]


def test_the_left_column_comes_first() -> None:
    rows = (("雨が降った。", "It rained."), ("雪になった。", "It snowed."))
    japanese, english = pairs(saved(filled(*rows)))
    assert [unit[0] for unit in (japanese[0], english[0])] == [Lang.JA, Lang.EN]
    assert len(japanese) == len(english) == 2


@pytest.mark.parametrize("labels", [("原文", "訳文"), ("Source", "Target"), ("This is the heading", "of this sheet")])
def test_labels_over_the_columns_are_no_pair(labels: tuple[str, str]) -> None:
    rows = (labels, ("It rained.", "雨が降った。"), ("It snowed.", "雪になった。"))
    assert [len(side) for side in pairs(saved(filled(*rows)))] == [2, 2]


def test_pairs_on_several_sheets_are_told_apart_and_a_cover_is_left_out() -> None:
    book = filled(("It rained.", "雨が降った。"), ("It snowed.", "雪になった。"), name="one")
    other = book.create_sheet("two")
    for row in (("It froze.", "凍った。"), ("It thawed.", "溶けた。")):
        other.append(row)
    book.create_sheet("cover")["A1"] = "Weather"
    english, _ = pairs(saved(book))
    assert [key for _, key, *_ in english] == ["one!1", "one!2", "two!1", "two!2"]


def test_a_workbook_with_more_text_than_pairs_is_one_text() -> None:
    book = filled(("It rained.", "雨が降った。"), ("It snowed.", "雪になった。"))
    other = book.create_sheet("text")
    for k in range(4):
        other.append((f"A remark, number {k}",))
    assert len(read(saved(book), "a.xlsx", Settings())) == 1


def test_columns_in_one_language_are_no_pairs() -> None:
    rows = (("It rained.", "It snowed."), ("It froze.", "It thawed."))
    assert len(read(saved(filled(*rows)), "a.xlsx", Settings())) == 1
    far_between = (("It rained.", None), ("It snowed.", None), ("It froze.", None), (None, "雨だ。"), (None, "雪だ。"))
    assert len(read(saved(filled(*far_between)), "a.xlsx", Settings())) == 1


def test_a_column_of_measures_is_no_translation() -> None:
    rows = (("寸法", "品名"), ("200 mm", "フィルター"), ("60 cm", "ドアパッキン"), ("13 mm", "脚用スパナ"))
    assert len(read(saved(filled(*rows)), "a.xlsx", Settings())) == 1
    words = (("Size", "寸法"), ("200 mm wide", "幅200mm"), ("13 mm spanner", "13mmのスパナ"))
    assert len(read(saved(filled(*words)), "a.xlsx", Settings())) == 2


def test_files_that_are_refused() -> None:
    with pytest.raises(InputError, match=r"^a\.xlsx: is no Excel workbook, whatever its name says"):
        read(b"a,b", "a.xlsx", Settings())
    with pytest.raises(InputError, match=r"^a\.xlsx: is in the old format \.xls; open it and save it as \.xlsx"):
        read(compound("Workbook"), "a.xlsx", Settings())
    binary = package({"_rels/.rels": relations(("officeDocument", "xl/workbook.bin")), "xl/workbook.bin": ""})
    with pytest.raises(InputError, match=r"^a\.xlsb: is no Excel workbook of the usual kind; save it as \.xlsx"):
        read(binary, "a.xlsb", Settings())
    with pytest.raises(InputError, match=r"^a\.xlsx: is empty"):
        read(saved(filled((1, 2))), "a.xlsx", Settings())
    with pytest.raises(InputError, match=r"^a\.xlsx: its part 'xl/worksheets/sheet1\.xml' is no well-formed XML"):
        read(workbook("<row>"), "a.xlsx", Settings())
    chart = workbook("", sheets='<sheet name="lost" r:id="rId9"/><sheet name="chart" r:id="rId2"/>', shared="<si/>")
    with pytest.raises(InputError, match=r"^a\.xlsx: is empty"):
        read(chart, "a.xlsx", Settings())


def test_what_is_referred_to_without_end_is_read_once_or_refused() -> None:
    twice = '<sheet name="S" r:id="rId1"/><sheet name="again" r:id="rId1"/>'
    assert [origin for _, _, origin, _ in found(workbook(f"<row>{inline('a')}</row>", sheets=twice))] == ["S!A1"]
    cells = '<row><c t="s"><v>0</v></c><c t="s"><v>0</v></c></row>'
    swollen = workbook(cells * 3, shared=f"<si><t>{'ab' * 1000}</t></si>")
    with pytest.raises(InputError, match=r"^a\.xlsx: its cells hold more than 10,000 characters; raise --max-unpacked"):
        read(swollen, "a.xlsx", Settings(max_unpacked=10_000))
    assert len(found(swollen)) == 6


def test_workbooks_are_told_by_content_and_suffix() -> None:
    assert [format_of(name).name for name in ("a.xlsx", "a.xlsm", "a.xltx")] == ["xlsx"] * 3
    assert format_of("a", workbook("")).name == "xlsx"
    assert format_of("a.xls", compound("Workbook")).name == "xlsx"
