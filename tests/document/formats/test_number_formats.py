"""Number formats of workbooks: what a cell shows."""

from __future__ import annotations

import pytest

from aligner.document.formats.office.number_formats import BUILT_IN, displayed

ACCOUNTING = '_(* #,##0.00_);_(* (#,##0.00);_(* "-"??_);_(@_)'


@pytest.mark.parametrize(
    ("value", "code", "shown"),
    [
        ("1234.567", "", "1234.567"),
        ("0.30000000000000004", "General", "0.3"),
        ("1E+20", "", "100000000000000000000"),
        ("-1234567.5", "#,##0", "-1,234,568"),
        ("1234567890", "#,##0,", "1,234,568"),
        ("1234567890", "#,##0.0,,", "1,234.6"),
        ("0.125", "0.0%", "12.5%"),
        ("-0.045", "0.0%;△0.0%", "△4.5%"),
        ("-5", "0;(0)", "(5)"),
        ("-5", "0;[Red]-0", "-5"),
        ("0", '0;-0;"-"', "-"),
        ("1234.5", ACCOUNTING, "1,234.50"),
        ("-1234.5", ACCOUNTING, "(1,234.50)"),
        ("0", ACCOUNTING, "-"),
        ("12", "[$¥-411]#,##0", "¥12"),
        ("12", r"\\#,##0", "\\12"),
        ("3", '0"人"', "3人"),
        ("5", '[>=10]"many: "0;"few: "0', "few: 5"),
        ("50", '[>=10]"many: "0;"few: "0', "many: 50"),
        ("0.5", "0.0#", "0.5"),
        ("-0.001", "0.0", "0.0"),
        ("7", "000", "007"),
        ("5550123", "000-0000", "555-0123"),
        ("1.5", "# ?/?", "1 1/2"),
        ("0.00001", "0.00E+00", "1.00E-05"),
        ("12", ";;;", ""),
        ("45382", "yyyy/m/d", "2024/3/31"),
        ("45382", "mmm d, yyyy", "Mar 31, 2024"),
        ("45382", "dddd", "Sunday"),
        ("45382", "aaaa", "日曜日"),
        ("45382", 'ggge"年"m"月"d"日"', "令和6年3月31日"),
        ("45382", "[$-411]ge.m.d", "R6.3.31"),
        ("45382.7291666667", "yyyy-mm-dd hh:mm", "2024-03-31 17:30"),
        ("0.7291666667", "h:mm AM/PM", "5:30 PM"),
        ("0.3125", BUILT_IN[20], "7:30"),
        ("1.5", "[h]:mm", "36:00"),
        ("0.01", "mm:ss", "14:24"),
        ("59", "yyyy-mm-dd", "1900-02-28"),
        ("61", "yyyy-mm-dd", "1900-03-01"),
    ],
)
def test_numbers_are_shown_by_their_format(value: str, code: str, shown: str) -> None:
    assert displayed(value, code) == shown


def test_days_from_1904() -> None:
    assert displayed("0", "yyyy-mm-dd", from_1904=True) == "1904-01-01"


@pytest.mark.parametrize("value", ["", "x", "1" * 300, "9" * 30, "1e9999", "nan", "-"])
def test_what_is_no_number_shows_nothing(value: str) -> None:
    assert displayed(value, "0") == ""


@pytest.mark.parametrize("value", ["1e300", "-1e300", "3000000", "-1", "0", "1e-300"])
@pytest.mark.parametrize(
    "code",
    [
        "yyyy",
        "[h]",
        "0" * 300,
        "#,##0" * 60,
        "[" * 200,
        '"' * 199,
        "0/0" * 50,
        ";" * 99,
        "E+",
        "%" * 90,
        ".",
        "[>]0",
        "[>.]0",
    ],
)
def test_no_format_fails(value: str, code: str) -> None:
    assert len(displayed(value, code)) < 1000
