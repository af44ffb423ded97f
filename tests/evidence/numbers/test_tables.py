from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from openpyxl import Workbook

import aligner
from aligner.evidence.numbers.tables import declared
from aligner.findings.number_check import check_numbers
from aligner.model import Lang
from tests.document.formats.office_files import docx, p

if TYPE_CHECKING:
    from pathlib import Path

EN_HEADS, JA_HEADS = ("Item", "FY2022", "FY2023"), ("項目", "2022年度", "2023年度")
EN_LABELS, JA_LABELS = ("Net sales", "Operating profit", "Employees"), ("売上高", "営業利益", "従業員数")
#: Rows of three figures: what the English and the Japanese table hold.
RIGHT = ((("12.3", "14.5"), ("1.2", "1.5"), ("310", "325")), (("123", "145"), ("12", "15"), ("310", "325")))
#: The same figure under two scales.
WRONG = ((("12.3", "14.5"), ("1.2", "1.5"), ("310", "325")), (("123", "145"), ("12", "1.5"), ("310", "325")))


def rows(
    lang: Lang, figures: tuple[tuple[str, ...], ...], heads: tuple[str, ...] | None = None
) -> list[tuple[str, ...]]:
    labels = EN_LABELS if lang is Lang.EN else JA_LABELS
    heads = heads or (EN_HEADS if lang is Lang.EN else JA_HEADS)
    return [heads, *((label, *row) for label, row in zip(labels, figures, strict=True))]


def markdown(caption: str, table: list[tuple[str, ...]]) -> str:
    lines = [f"| {' | '.join(row)} |" for row in table]
    lines.insert(1, "|---" * len(table[0]) + "|")
    return "\n".join(([caption, ""] if caption else []) + lines) + "\n"


def html(caption: str, table: list[tuple[str, ...]]) -> str:
    body = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in table)
    return f"<html><body><table><caption>{caption}</caption>{body}</table></body></html>"


def plain(caption: str, table: list[tuple[str, ...]]) -> str:
    return "\n".join([caption, *("    ".join(row) for row in table)]) + "\n"


def relations(folder: Path, suffix: str, en: str, ja: str) -> list[str]:
    source, target = folder / f"en.{suffix}", folder / f"ja.{suffix}"
    source.write_text(en, "utf-8")
    target.write_text(ja, "utf-8")
    return compared(source, target)


def compared(source: Path, target: Path) -> list[str]:
    settings = aligner.Settings(meaning=False, source_lang=Lang.EN, target_lang=Lang.JA)
    alignment = aligner.align_files(source, target, settings=settings).record.alignment
    return [str(found.difference.relation) for found in check_numbers(alignment).differences]


@pytest.mark.parametrize(("suffix", "layout"), [("md", markdown), ("html", html), ("txt", plain)])
@pytest.mark.parametrize(("figures", "expected"), [(RIGHT, []), (WRONG, ["scale"])])
def test_a_caption_gives_the_scale_of_a_table(
    tmp_path: Path, suffix: str, layout: object, figures: tuple[tuple[tuple[str, ...], ...], ...], expected: list[str]
) -> None:
    assert callable(layout)
    en = layout("(Billions of yen)", rows(Lang.EN, figures[0]))
    ja = layout("（単位：億円）", rows(Lang.JA, figures[1]))
    assert relations(tmp_path, suffix, en, ja) == expected


@pytest.mark.parametrize(("figures", "expected"), [(RIGHT, []), (WRONG, ["scale"])])
def test_a_header_cell_gives_the_scale_of_its_column(
    tmp_path: Path, figures: tuple[tuple[tuple[str, ...], ...], ...], expected: list[str]
) -> None:
    en = markdown("", rows(Lang.EN, figures[0], ("Item", "FY2022 (billions of yen)", "FY2023 (billions of yen)")))
    ja = markdown("", rows(Lang.JA, figures[1], ("項目", "2022年度（億円）", "2023年度（億円）")))
    assert relations(tmp_path, "md", en, ja) == expected


def test_a_label_gives_the_scale_of_its_row(tmp_path: Path) -> None:
    en = markdown("", [EN_HEADS, ("Net sales (billions of yen)", "12.3", "14.5"), ("Ratio (%)", "3.1", "4.1")])
    ja = markdown("", [JA_HEADS, ("売上高（億円）", "123", "145"), ("比率（％）", "3.1", "4.7")])
    assert relations(tmp_path, "md", en, ja) == ["digit"]


@pytest.mark.parametrize(("thousands", "expected"), [("1,234", []), ("1,243", ["swapped"])])
def test_a_note_gives_the_scale_of_every_table(tmp_path: Path, thousands: str, expected: list[str]) -> None:
    note = "All amounts are in thousands of U.S. dollars, unless otherwise stated.\n\nThe results follow.\n\n"
    en = note + markdown("", [EN_HEADS, ("Net sales", thousands, "5,678")])
    ja = "金額は特に断りのない限り米ドルです（単位：百万米ドル）。\n\n業績は次のとおりです。\n\n" + markdown(
        "", [JA_HEADS, ("売上高", "1.234", "5.678")]
    )
    assert relations(tmp_path, "md", en, ja) == expected


@pytest.mark.parametrize(("figure", "expected"), [("123億円", []), ("12.3億円", ["scale"])])
def test_a_scale_of_one_side_goes_with_units_in_the_cells_of_the_other(
    tmp_path: Path, figure: str, expected: list[str]
) -> None:
    en = markdown("(Billions of yen)", [EN_HEADS, ("Net sales", "12.3", "14.5")])
    ja = markdown("", [JA_HEADS, ("売上高", figure, "145億円")])
    assert relations(tmp_path, "md", en, ja) == expected


def test_where_one_side_declares_nothing_the_figures_are_compared_as_they_stand(tmp_path: Path) -> None:
    en = markdown("(Millions of yen)", rows(Lang.EN, RIGHT[0]))
    ja = markdown("", rows(Lang.JA, RIGHT[0]))
    assert relations(tmp_path, "md", en, ja) == []


@pytest.mark.parametrize(("figures", "expected"), [(RIGHT, []), (WRONG, ["scale"])])
def test_workbooks_too(tmp_path: Path, figures: tuple[tuple[tuple[str, ...], ...], ...], expected: list[str]) -> None:
    for name, caption, table in (
        ("en", "(Billions of yen)", rows(Lang.EN, figures[0])),
        ("ja", "（単位：億円）", rows(Lang.JA, figures[1])),
    ):
        book = Workbook()
        sheet = book.active
        assert sheet is not None
        for row in ((caption,), *table):
            sheet.append(list(row))
        book.save(tmp_path / f"{name}.xlsx")
    assert compared(tmp_path / "en.xlsx", tmp_path / "ja.xlsx") == expected


def workbook(path: Path, rows: list[tuple[str | float | None, ...]], *merged: str, formats: str = "General") -> Path:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(list(row))
    for cells in merged:
        sheet.merge_cells(cells)
    for cells_of_row in sheet.iter_rows(min_row=2):
        for cell in cells_of_row:
            cell.number_format = formats
    book.save(path)
    return path


@pytest.mark.parametrize(("last", "expected"), [(1, []), (2, ["scale"]), (3, ["digit"])])
def test_a_merged_header_gives_the_scale_of_all_its_columns(tmp_path: Path, last: int, expected: list[str]) -> None:
    en = workbook(
        tmp_path / "en.xlsx",
        [
            ("Item", "Sales (billions of yen)", None, "Employees", None),
            (None, "2023", "2024", "2023", "2024"),
            ("Domestic", 12.3, 14.5, 310, 325),
            ("Overseas", 1.2, 1.5, 40, 42),
        ],
        "B1:C1",
        "D1:E1",
    )
    sales = {1: 145, 2: 14.5, 3: 146}[last]
    ja = workbook(
        tmp_path / "ja.xlsx",
        [
            ("項目", "売上高（億円）", None, "従業員数", None),
            (None, "2023年", "2024年", "2023年", "2024年"),
            ("国内", 123, sales, 310, 325),
            ("海外", 12, 15, 40, 42),
        ],
        "B1:C1",
        "D1:E1",
    )
    assert compared(en, ja) == expected


@pytest.mark.parametrize(("figure", "expected"), [("123,000", []), ("12,300", ["scale"])])
def test_a_merged_header_of_a_text_table(tmp_path: Path, figure: str, expected: list[str]) -> None:
    """The empty corner of a table is no cell in some formats, and neither are the empty cells at the end of a row."""
    tables = {
        "en": (
            ("Sales (billions of yen)", " ", "Staff"),
            ("2023", "2024", "2023", "2024"),
            ("Domestic", "99.8", "123", "4", "5"),
        ),
        "ja": (
            ("売上高（百万円）", " ", "従業員数"),
            ("2023", "2024", "2023", "2024"),
            ("国内", "99,800", figure, "4", "5"),
        ),
    }
    for lang, table in tables.items():
        (tmp_path / f"{lang}.html").write_text(html("", list(table)), "utf-8")
    assert compared(tmp_path / "en.html", tmp_path / "ja.html") == expected


@pytest.mark.parametrize(("figure", "expected"), [("123", []), ("12.3", ["scale"])])
def test_the_corner_of_a_table_declares_the_scale_of_all_columns(
    tmp_path: Path, figure: str, expected: list[str]
) -> None:
    en = markdown("", [("(Billions of yen)", "FY2022", "FY2023"), ("Net sales", "14.5", "12.3")])
    ja = markdown("", [("（億円）", "2022年度", "2023年度"), ("売上高", "145", figure)])
    assert relations(tmp_path, "md", en, ja) == expected


@pytest.mark.parametrize(("percent", "expected"), [("4.1", []), ("4.7", ["digit"])])
def test_a_column_of_its_own_unit_beside_a_merged_header(tmp_path: Path, percent: str, expected: list[str]) -> None:
    en = markdown("", [("Item", "Sales (billions of yen)", "", "Growth (%)"), ("Tea", "12.3", "14.5", "4.1")])
    ja = markdown("", [("項目", "売上高（億円）", "", "増減率（％）"), ("茶", "123", "145", percent)])
    assert relations(tmp_path, "md", en, ja) == expected


def test_figures_are_compared_as_a_workbook_shows_them(tmp_path: Path) -> None:
    en = workbook(
        tmp_path / "en.xlsx", [("Item", "Millions of yen"), ("Tea", 12_345_678_901), ("Rice", 2e9)], formats="#,##0,,"
    )
    ja = workbook(tmp_path / "ja.xlsx", [("品目", "百万円"), ("茶", 12_346), ("米", 2_100)], formats="#,##0")
    assert compared(en, ja) == ["digit"]


def word(path: Path, rows: list[list[tuple[str, int] | str]]) -> Path:
    """A document with one table; a cell is a text, or a text and the number of columns that it takes."""

    def cell(content: tuple[str, int] | str) -> str:
        text, span = (content, 1) if isinstance(content, str) else content
        return f'<w:tc><w:tcPr><w:gridSpan w:val="{span}"/></w:tcPr>{p(text)}</w:tc>'

    head = "<w:trPr><w:tblHeader/></w:trPr>"
    listed = "".join(f"<w:tr>{head if k < 2 else ''}{''.join(map(cell, row))}</w:tr>" for k, row in enumerate(rows))
    path.write_bytes(docx(p("Results") + f"<w:tbl>{listed}</w:tbl>" + p("End.")))
    return path


@pytest.mark.parametrize("corner", ["", "Item"])
@pytest.mark.parametrize(("figure", "expected"), [("1,450", []), ("14.5", ["scale"]), ("1,540", ["swapped"])])
def test_merged_headers_in_word(tmp_path: Path, corner: str, figure: str, expected: list[str]) -> None:
    en: list[list[tuple[str, int] | str]] = [
        [corner, ("Sales (billions of yen)", 2), ("Staff", 2)],
        ["", "2023", "2024", "2023", "2024"],
        ["Tea", "12.3", "14.5", "310", "325"],
        ["Rice", "1.2", "1.5", "40", "42"],
    ]
    ja: list[list[tuple[str, int] | str]] = [
        ["項目" if corner else "", ("売上高（千万円）", 2), ("従業員数", 2)],
        ["", "2023年", "2024年", "2023年", "2024年"],
        ["茶", "1,230", figure, "310", "325"],
        ["米", "120", "150", "40", "42"],
    ]
    assert compared(word(tmp_path / "en.docx", en), word(tmp_path / "ja.docx", ja)) == expected


def test_a_scale_ends_with_its_sheet(tmp_path: Path) -> None:
    for name, unit, label, stock in (("en", "(Billions of yen)", "Tea", "Boxes"), ("ja", "（億円）", "茶", "箱")):
        book = Workbook()
        sheet = book.active
        assert sheet is not None
        for row in ((unit,), ("Sales", "2024"), (label, 12.3 if name == "en" else 123)):
            sheet.append(list(row))
        other = book.create_sheet("Stock")
        for row in ((stock, 55), (stock + " 2", 66)):
            other.append(row)
        book.save(tmp_path / f"{name}.xlsx")
    assert compared(tmp_path / "en.xlsx", tmp_path / "ja.xlsx") == []


@pytest.mark.parametrize(
    ("text", "lang", "factor", "unit"),
    [
        ("(Billions of yen)", Lang.EN, 10**9, "JPY"),
        ("(Millions of yen, except per share data)", Lang.EN, 10**6, "JPY"),
        ("Net sales (thousands of U.S. dollars)", Lang.EN, 10**3, "USD"),
        ("In thousands", Lang.EN, 10**3, None),
        ("Yen in millions", Lang.EN, 10**6, "JPY"),
        ("(100 million yen)", Lang.EN, 10**8, "JPY"),
        ("JPY bn", Lang.EN, 10**9, "JPY"),
        ("Change (%)", Lang.EN, 1, "percent"),
        ("（単位：百万円）", Lang.JA, 10**6, "JPY"),
        ("単位：千米ドル", Lang.JA, 10**3, "USD"),
        ("（百万円、％）", Lang.JA, 10**6, "JPY"),
        ("売上高（億円）", Lang.JA, 10**8, "JPY"),
        ("増減率（％）", Lang.JA, 1, "percent"),
        ("（千株）", Lang.JA, 10**3, "share"),
    ],
)
def test_declarations(text: str, lang: Lang, factor: int, unit: str | None) -> None:
    scale = declared(text, lang)
    assert scale is not None
    assert (scale.factor, scale.unit) == (factor, unit)


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("Millions of people like it.", Lang.EN),
        ("He earned millions of dollars (a lot).", Lang.EN),
        ("Item (thousand islands)", Lang.EN),
        ("（百万円未満切捨て）", Lang.JA),
        ("業績は百万円だった。", Lang.JA),
        ("人", Lang.JA),
        ("千葉（千）", Lang.JA),
    ],
)
def test_what_declares_nothing(text: str, lang: Lang) -> None:
    assert declared(text, lang) is None
