"""CSV and TSV: which columns, which lines; our own read back; a table in one language."""

from __future__ import annotations

import csv
import io
import random
from typing import TYPE_CHECKING

import pytest

import aligner
from aligner.document.formats.cells import rows
from aligner.document.reading import texts_from_bytes
from aligner.model import Lang, ParagraphKind
from aligner.outputs import format_named
from aligner.settings import Settings
from tests.document.formats.units import Seen, pair, refused, seen

if TYPE_CHECKING:
    from tests.growth import Stopwatch

CSV = '''ID,Note,English,日本語
hi,x,"Hello, ""you""",こんにちは
,,Bye,さようなら
long,y,"First line
second line",一行目
new,,Not yet,
'''


def test_columns_by_their_headings_and_rows_by_their_lines() -> None:
    source, target = pair(CSV, "a.csv")
    assert (source.lang, source.original) == (Lang.EN, False)
    assert seen(source) == [
        Seen("hi", 'Hello, "you"', 2, "hi"),
        Seen("2", "Bye", 3),
        Seen("long", "First line\nsecond line", 4, "long"),
        Seen("new", "Not yet", 6, "new"),
    ]
    assert seen(target) == [
        Seen("hi", "こんにちは", 2, "hi"),
        Seen("2", "さようなら", 3),
        Seen("long", "一行目", 4, "long"),
    ]


@pytest.mark.parametrize(
    ("table", "first", "known", "count"),
    [
        ("Hi\tやあ\nBye\tでは\n", Lang.EN, False, 2),
        ("やあ\tHi\nでは\tBye\n", Lang.JA, False, 2),
        ("原文\t訳文\nやあ\tHi\nでは\tBye\n", Lang.JA, True, 2),
        ("Target\tSource\nHi\tやあ\nBye\tでは\n", Lang.JA, True, 2),
        ("text\tmeans\nHi\tやあ\nBye\tでは\nNo\tいや\n", Lang.EN, False, 3),
        ("en-US\tja-JP\nHi\tやあ\n", Lang.EN, False, 1),
        ("key\ta\tb\nk.1\tHi\tやあ\nk.2\tBye\tでは\n", Lang.EN, False, 2),
        ("1\tHi\tやあ\n2\tSee you in iOS\tまた\n", Lang.EN, False, 2),
    ],
)
def test_columns_by_their_script(table: str, first: Lang, known: bool, count: int) -> None:
    source, target = pair(table, "a.tsv")
    assert (source.lang, source.original, len(seen(source)), len(seen(target))) == (first, known, count, count)


@pytest.mark.parametrize(
    ("data", "name"),
    [
        ("英語,日本語\nHi,やあ①\n".encode("cp932"), "excel.csv"),
        ("英語;日本語\nHi;やあ①\n".encode("utf-8-sig"), "excel.csv"),
        ("英語\t日本語\nHi\tやあ①\n".encode("utf-16"), "excel.csv"),
        ("英語,日本語\r\nHi,やあ①\r\n".encode(), "wrong.tsv"),
        ('"英語","日本語"\n"Hi","やあ①"'.encode(), "quoted.csv"),
    ],
)
def test_encodings_and_separators_of_spreadsheets(data: bytes, name: str) -> None:
    source, target = pair(data, name)
    assert (seen(source), seen(target)) == ([Seen("1", "Hi", 2)], [Seen("1", "やあ①", 2)])


@pytest.mark.parametrize("form", ["tsv", "csv"])
def test_what_this_program_wrote_is_read_back(form: str) -> None:
    english = ["=The ferry is late.", 'Tabs\tand "quotes"\nare\\n hard.', "Only in English, this one is."]
    japanese = ["'=フェリーは遅れています。", "タブと\t「引用」\nは難しい\\n。"]
    made = aligner.align_segments(english, japanese, settings=Settings(meaning=False))
    data = format_named(form).dump(made.record)
    source, target = pair(data, f"out.{form}")
    assert [it.text for it in seen(source)] == english
    assert [it.text for it in seen(target)] == japanese
    beads = [(bead.source, bead.target) for bead in made.beads]
    keys = {it.key: k for k, it in enumerate(seen(target))}
    assert [((k,), (keys[it.key],) if it.key in keys else ()) for k, it in enumerate(seen(source))] == beads


def test_a_table_in_one_language_has_rows() -> None:
    (source,) = texts_from_bytes(b'Name,Depth\nDock 1,\n,\n"Dock\n2",3 m\n', "docks.csv", Settings())
    assert [(it.text, it.line) for it in seen(source)] == [("Name | Depth", 1), ("Dock 1", 2), ("Dock 2 | 3 m", 4)]
    assert {block.kind for block in source.blocks or ()} == {ParagraphKind.TABLE}


def test_a_column_of_both_languages_is_in_neither() -> None:
    (source,) = texts_from_bytes("a,b\nHi,x\nやあ,y\n".encode(), "a.csv", Settings())
    assert len(source.blocks or ()) == 3


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('en,ja\nHi,"やあ\n', "x.csv:2: a quotation mark opens a cell and is never closed; close it"),
        ("\n\n,,\n", "x.csv: is empty; give a text with words in it"),
    ],
)
def test_what_cannot_be_read_is_named_with_its_line(text: str, message: str) -> None:
    assert refused(text, "x.csv") == message


@pytest.mark.parametrize("seed", range(40))
def test_cells_are_those_of_the_standard_library(seed: int) -> None:
    chance = random.Random(seed)
    table = [["".join(chance.choices('ab ,"\n日', k=chance.randrange(6))) for _ in range(3)] for _ in range(8)]
    table = [row for row in table if any(cell.strip() for cell in row)]
    file = io.StringIO()
    csv.writer(file, lineterminator="\n").writerows(table)
    assert [list(row.cells) for row in rows(file.getvalue(), "a.csv", ",")] == table
    lines, line = [], 1
    for row in table:
        lines.append(line)
        line += 1 + sum(cell.count("\n") for cell in row)
    assert [row.line for row in rows(file.getvalue(), "a.csv", ",")] == lines


def test_hostile_quotes_take_no_time(stopwatch: Stopwatch) -> None:
    with stopwatch.limit(10):
        refused('a,b\n"' + '""' * 100_000 + "x", "x.csv")
        refused("a,b\n" + '"x" y,' * 100_000 + '"', "x.csv")
