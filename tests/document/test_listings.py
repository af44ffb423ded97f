"""Indented text is read as text, and code as code: texts of seven kinds in both languages, and single lines."""

from __future__ import annotations

from pathlib import Path

import pytest

from aligner.document.formats import scan
from aligner.document.listings import LineType, line_type
from aligner.document.load import document_from_text
from aligner.document.source import SourceText
from aligner.model import Lang, ParagraphKind, Reason
from aligner.settings import Settings

TEXTS = Path(__file__).parent / "indented"
#: Kind of text → its listings, by the beginnings of their first lines.
LISTINGS = {
    "licence": [],
    "mail": [],
    "man": ["#include", "int tide_open", "int handle"],
    "poem": [],
    "readme": ["$ ./configure"],
    "rfc": [],
    "tutorial": [],
}
#: Lines that are certainly code.
CODE = [
    "if (boats > 0) {",
    'puts("It is the last of the boats of the day.");',
    "#include <tide.h>  /* the tables of the harbours */",
    "double height(int harbour, time_t when,",
    "x = height(3);  // これまでの最高値",
    'printf("Height: %ld metres",',
    "<li>Boats</li>",
    '"note": "The boats are for hire in the summer only",',
    "INSERT INTO boats (name, price) VALUES ('Anna', 40);",
    "cd /opt/harbour && make install",
    "def height(harbour, when):",
    "best = max(heights, key=lambda h: h.metres);",
    "tide::height(harbour)",
    "}",
]
PHRASES = [
    "the functions open(2) and close(2) do this for you;",
    "He shook his head; he looked at the sea;",
    "Press <ENTER> to go on to the next lesson",
    'if "the Tools" are changed by you or copied;',
    "tide_open() は -1 を返す;",
    "ファイル(複数可);",
    "x -> y means that the boat goes from x to y",
    '"Step in," said he, "it is time for the tide;',
]
#: Lines that may be code or text, and prove neither.
UNCERTAIN = [
    "boat(s)",
    "See date(1)",
    "# the highest of all of them",
    "Weep no more;",
    "(at last)",
    "-E, --remote",
    "CREATE A BOAT",
    '"""The boats of the harbour."""',
]


def code(text: str) -> list[str]:
    return [text[block.start : block.end] for block in scan(text, "plain") if block.kind is ParagraphKind.CODE]


@pytest.mark.parametrize("lang", list(Lang))
@pytest.mark.parametrize("kind", list(LISTINGS))
def test_only_code_is_a_listing(kind: str, lang: Lang) -> None:
    blocks = code((TEXTS / f"{kind}.{lang}.txt").read_text("utf-8"))
    assert [block[: len(start)] for block, start in zip(blocks, LISTINGS[kind], strict=True)] == LISTINGS[kind]


@pytest.mark.parametrize(
    ("line", "types"),
    [
        *((line, {LineType.CODE}) for line in CODE),
        *((line, {LineType.PHRASE}) for line in PHRASES),
        *((line, {LineType.LIKE_CODE, LineType.NONE}) for line in UNCERTAIN),
    ],
)
def test_the_type_of_a_line(line: str, types: set[LineType]) -> None:
    assert line_type(line) in types


@pytest.mark.parametrize(
    ("text", "listings"),
    [
        ("$ make\nboats built\n", ["$ make\nboats built"]),
        ("    $ make\nThen start it.\n", ["$ make"]),
        ("$ 900 was the price.\n", []),
        ("$ - to the end of the line\n", []),
        ("... and one more thing\n", []),
        (">>> height(3)\n... \n4.5\n", [">>> height(3)\n... \n4.5"]),
        (">>> The mast is bought from a\n>>> supplier.\n", []),
        ("% cp ファイル名 コピー先\n", ["% cp ファイル名 コピー先"]),
        ("% of cotton would be good to know\n", []),
        ("```\nboat\n```\n", ["```\nboat\n```"]),
        ("~~~ python\nboat\n~~~\n", ["~~~ python\nboat\n~~~"]),
        ("~~~~~~~~~~~~~~~~~~~~\n\nText.\n\n~~~~~~~~~~~~~~~~~~~~\n", []),
        ("Boats\n~~~~~\n\nText.\n\nFares\n~~~~~\n\nText.\n", []),
    ],
)
def test_prompts_and_fences(text: str, listings: list[str]) -> None:
    assert code(text) == listings


def test_lines_that_are_read_as_code_are_stated() -> None:
    document = document_from_text(
        SourceText("a.txt", "Type:\n\n    $ make boats\n\n```\nmake\n```\n"), Lang.EN, Settings()
    )
    (stated,) = document.left_out
    assert (stated.reason, stated.words, stated.line) == (Reason.LISTING, 2, 3)


def test_the_depth_of_a_quotation_is_no_prompt() -> None:
    text = ">>> The mast is bought from a\n>>> supplier.\n"
    assert [(block.kind, block.lead - block.start) for block in scan(text, "plain")] == [(ParagraphKind.QUOTE, 4)] * 2
