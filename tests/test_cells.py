"""In a workbook of pairs a finding names the cell on either side, wherever it is shown."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from aligner.cli.main import run

ROWS = [
    ("English", "日本語"),
    ("The printer is out of paper.", "プリンターの用紙がありません。"),
    ("Save changes", "Save changes"),
    ("The deadline is 30 March 2024.", "締め切りは2024年4月30日です。"),
    ("Please contact support.", ""),
]


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    write("one.xlsx", "Sheet")


def write(name: str, *sheets: str) -> None:
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for title in sheets:
        sheet = book.create_sheet(title)
        for row in ROWS:
            sheet.append(row)
    book.save(name)


def shown(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert run(arguments) in {0, 1}
    return capsys.readouterr().out


def test_the_report_names_both_cells(capsys: pytest.CaptureFixture[str]) -> None:
    lines = shown(capsys, "check", "one.xlsx", "--no-meaning", "--width", "100").splitlines()
    assert "   English row 4 (Sheet!A4)   The deadline is 30 March 2024." in lines
    assert "   Japanese row 4 (Sheet!B4)  締め切りは2024年4月30日です。" in lines


def test_the_report_in_japanese_names_both_cells(capsys: pytest.CaptureFixture[str]) -> None:
    lines = shown(
        capsys, "check", "one.xlsx", "--no-meaning", "--width", "100", "--lang", "ja", "--min-certainty", "0"
    ).splitlines()
    assert "   英文4行目（Sheet!A4）  The deadline is 30 March 2024." in lines
    assert "   和文4行目（Sheet!B4）  締め切りは2024年4月30日です。" in lines
    assert any("和文セルB3" in line for line in lines)


@pytest.mark.parametrize("form", ["md", "html"])
def test_pages_name_both_cells(form: str, capsys: pytest.CaptureFixture[str]) -> None:
    every = ["--min-certainty", "0"] if form == "md" else []  # the other page has all findings
    page = shown(capsys, "align", "one.xlsx", "--no-meaning", "--format", form, *every)
    for place in ("English cell A4", "Japanese cell B4", "English cell A5", "Japanese cell B3"):
        assert place in page


def test_what_is_missing_is_named_once(capsys: pytest.CaptureFixture[str]) -> None:
    assert "1 unit (3 words; English cell A5);" in shown(capsys, "check", "one.xlsx", "--no-meaning", "--width", "150")


def test_of_several_sheets_the_sheet_is_named_too(capsys: pytest.CaptureFixture[str]) -> None:
    write("two.xlsx", "Menu", "Help")
    page = shown(capsys, "align", "two.xlsx", "--no-meaning", "--format", "md")
    assert "English cell A4 on sheet Menu" in page
    assert "Japanese cell B4 on sheet Help" in page


def test_the_name_of_a_unit_is_said_once(capsys: pytest.CaptureFixture[str]) -> None:
    Path("a.csv").write_text(
        "key,en,ja\nfare,The fare is 500 yen.,運賃は600円です。\nboat,The boat left.,船は出た。\n", "utf-8"
    )
    said = shown(capsys, "check", "a.csv", "--no-meaning", "--width", "100")
    assert "English line 2 (fare)" in said
    assert said.count("fare)") == 1
