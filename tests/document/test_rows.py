"""Names and values in columns are separate items; justified text and single rows are not."""

from __future__ import annotations

import pytest

from aligner.document.formats import scan

KEYS = "Ctrl-Z    undo the last step of the drawing, if there is one\nCtrl-Y    repeat the step that was undone\n"
OPTIONS = "-q, --quiet   Print no headers of the table,\n              only heights.\n-v            Print everything.\n"
RIGHT = "   1   for bold text,\n  30   for black text,\n"
JUSTIFIED = """The watch  will  propagate  the exit
status of  a command  and  the  status
of  its  child to  the  program  itself
"""
LINKED = """You can read more about the boats and about their owners on
https://boats.example.org/owners and in the leaflet.
"""
STOPPED = """The harbour of Whitby was closed.  It rained for three days, and
the sea was very high then.  No boat left the pier on that day.
"""
SPACED = """この港は、嵐のために三日の間ずっと　閉じられていましたが、
四日目の朝になってからようやくまた　開かれました。
"""


def items(text: str) -> list[str]:
    return [text[block.start : block.end] for block in scan(text, "plain")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (KEYS, KEYS.splitlines()),
        (
            OPTIONS,
            ["-q, --quiet   Print no headers of the table,\n              only heights.", OPTIONS.splitlines()[2]],
        ),
        ("C-x 1     one window\nC-x u\t  undo the step\n", ["C-x 1     one window", "C-x u\t  undo the step"]),
        (RIGHT, ["1   for bold text,", "30   for black text,"]),
        (
            "保存    図面を保存する\n取消    直前の操作を取り消す\n",
            ["保存    図面を保存する", "取消    直前の操作を取り消す"],
        ),
        ("アンナ号　　六人乗り\nベル号　　　十人乗り\n", ["アンナ号　　六人乗り", "ベル号　　　十人乗り"]),
        (
            "https://boats.example.org/\nhttps://tides.example.org/\n",
            ["https://boats.example.org/", "https://tides.example.org/"],
        ),
        ("https://boats.example.org/\ninfo@example.org\n", ["https://boats.example.org/", "info@example.org"]),
    ],
)
def test_rows_are_items(text: str, expected: list[str]) -> None:
    assert items(text) == expected


@pytest.mark.parametrize(
    "text",
    [JUSTIFIED, LINKED, STOPPED, SPACED],
)
def test_text_is_no_row(text: str) -> None:
    assert len(items(text)) == 1


def test_rows_with_several_cells_are_those_of_a_table() -> None:
    rows = ["Boat      People    Price", "Anna      6         40 pounds", "Bertha    10        60 pounds"]
    blocks = scan("\n".join(rows), "plain")
    assert [(block.kind.value, block.inner and block.inner.end - block.inner.start) for block in blocks] == [
        ("table", len(row)) for row in rows
    ]


def test_a_row_is_split_into_sentences_and_a_single_one_is_a_paragraph() -> None:
    assert [block.kind.value for block in scan(KEYS, "plain")] == ["list", "list"]
    assert [block.kind.value for block in scan("Ctrl-Z    undo the last step.\n", "plain")] == ["body"]
