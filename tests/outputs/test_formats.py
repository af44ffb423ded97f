from __future__ import annotations

import ast
import csv
import io
import json
import sys
from datetime import UTC, datetime
from pathlib import PurePath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aligner.errors import InputError, OutputError
from aligner.model import Bitext, Lang, ParagraphKind, Record
from aligner.outputs import (
    Format,
    comma_separated,
    format_for,
    format_named,
    jsonl,
    ladder,
    markdown,
    moses,
    tsv,
    vecalign,
)
from aligner.outputs.beads import findings_by_bead, in_source_order
from aligner.outputs.direction import directed
from aligner.outputs.options import USUAL, Choices, Level, Listing
from aligner.outputs.table import COLUMNS
from tests.outputs.records import MADE, Pair, document, harbour, record

NASTY = [
    "tab\there",
    "line\nbreak",
    "back\\slash \\t",
    'quote " and , comma',
    "a | b *c* `d` <e> &amp;",
    "\r\u2028\x85",
    "'=1+1",
    "\\=1+1",
    "－1",
]


def one_pair(en: str, ja: str) -> Record:
    bitext = Bitext(
        document(Lang.EN, "en", [(ParagraphKind.BODY, [en])]),
        document(Lang.JA, "ja", [(ParagraphKind.BODY, [ja])]),
    )
    return record(bitext, [Pair((0,), (0,))])


@pytest.mark.property
@given(st.text(max_size=20) | st.sampled_from(NASTY), st.text(max_size=20) | st.sampled_from(NASTY))
def test_every_export_gives_the_texts_back(en: str, ja: str) -> None:
    made = one_pair(en, ja)
    for row in (tsv.parse(tsv.dump(made))[1], comma_separated.parse(comma_separated.dump(made))[1]):
        cells = dict(zip(COLUMNS, row, strict=True))
        assert (cells["en"], cells["ja"]) == (en, ja)
    (line,) = jsonl.dump(made).splitlines()
    assert (json.loads(line)["en_text"], json.loads(line)["ja_text"]) == (en, ja)


@pytest.mark.parametrize("made", [harbour(), harbour(source=Lang.JA, known=True)])
def test_every_export_holds_every_segment_exactly_once(made: Record) -> None:
    def covers(pairs: list[tuple[list[int], list[int]]]) -> bool:
        return sorted(k for en, _ in pairs for k in en) == list(range(11)) and sorted(
            k for _, ja in pairs for k in ja
        ) == list(range(9))

    lines = [json.loads(line) for line in jsonl.dump(made).splitlines()]
    assert covers([(line["en"], line["ja"]) for line in lines])
    rows = [dict(zip(COLUMNS, row, strict=True)) for row in tsv.parse(tsv.dump(made))[1:]]
    assert covers([([int(k) for k in r["en_ids"].split()], [int(k) for k in r["ja_ids"].split()]) for r in rows])
    beads = [line.split(":") for line in vecalign.dump(made).splitlines()]
    assert covers([(ast.literal_eval(en), ast.literal_eval(ja)) for en, ja, _ in beads])


def test_vecalign_costs_are_what_is_not_sure() -> None:
    assert vecalign.dump(harbour()).splitlines()[:2] == ["[]:[0]:0.030000", "[0]:[1]:0.070000"]


def test_rows_follow_the_source_text() -> None:
    en_first = [bead.id for bead in in_source_order(harbour().alignment)]
    ja_first = [bead.id for bead in in_source_order(harbour(source=Lang.JA).alignment)]
    assert en_first == [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]
    # With the Japanese as the original the ferries come before the fishermen, gaps after what precedes them.
    assert ja_first == [0, 1, 2, 3, 4, 5, 8, 6, 7, 9]


def test_findings_are_found_by_either_side_of_a_bead() -> None:
    found = findings_by_bead(harbour())
    assert [[str(it.kind) for it in found[k]] for k in (0, 3, 7, 8, 1)] == [
        ["addition"], ["number"], ["omission"], ["moved"], [],
    ]  # fmt: skip


def test_csv_opens_as_utf8_in_a_japanese_spreadsheet() -> None:
    assert format_named("csv").dump(harbour()).startswith(b"\xef\xbb\xbfid,kind,")


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", " =1", "＝1+1", "－1", "＠x"])
def test_no_cell_starts_as_a_formula(text: str) -> None:
    made = one_pair(text, text)
    commas = io.StringIO(comma_separated.dump(made).removeprefix("\ufeff"), newline="")
    assert [row[7] for row in csv.reader(commas)] == ["en", f"'{text}"]
    cells = tsv.dump(made).splitlines()[1].split("\t")
    assert cells[7].startswith("\\")


@pytest.mark.parametrize("text", ['"=1+1"', "\"=cmd|' /C calc'!A0\"", ' "=1', '""=1', '"＝1"', '" @x"'])
def test_no_cell_of_a_tab_separated_file_hides_a_formula_in_quotes(text: str) -> None:
    dumped = tsv.dump(one_pair(text, text))
    for row in csv.reader(io.StringIO(dumped, newline=""), delimiter="\t"):
        assert not any(cell.lstrip(' "').startswith(("=", "＝", "@", "+")) for cell in row)
    assert tsv.parse(dumped)[1][7:9] == (text, text)


@pytest.mark.parametrize("text", ["plain", '"Quoted" text', "a=1", "(=1)", "1-2"])
def test_other_cells_are_written_as_they_are(text: str) -> None:
    assert tsv.dump(one_pair(text, text)).splitlines()[1].split("\t")[7] == text


def test_lines_look_like_no_date() -> None:
    assert harbour_lines("1\n2\n3") == "1–3"


def harbour_lines(text: str) -> str:
    return tsv.parse(tsv.dump(one_pair(text, "対訳")))[1][5]


def test_a_cell_says_what_is_found_there_in_the_language_asked_for() -> None:
    rows = tsv.parse(tsv.dump(harbour(), lang=Lang.JA))
    assert rows[4][-1].startswith("error number: 数値の不一致：")
    assert rows[2][-1] == ""


@pytest.mark.parametrize("text", NASTY)
def test_markdown_keeps_a_text_in_its_cell(text: str) -> None:
    page = markdown.dump(one_pair(text, "対訳"))
    (row,) = [line for line in page.split("\n") if "対訳" in line and line.startswith("|")]
    assert row.replace("\\|", "").count("|") == 6


def test_markdown_says_when_there_is_nothing_to_look_at() -> None:
    assert "No findings." in markdown.dump(one_pair("One.", "一。"))


@pytest.mark.parametrize("known", MADE, ids=[known.name for known in MADE])
def test_a_format_is_found_by_name_and_by_suffix_and_writes_utf8(known: Format) -> None:
    assert format_named(known.name) is known
    assert {format_for(PurePath(f"a{suffix.upper()}")) for suffix in known.suffixes} <= {known}
    contents = known.files(harbour())
    assert set(contents) == set(known.parts or ("",))
    if not known.binary and known.name not in {"vecalign", "ladder"}:
        assert "黒崎" in contents[".ja" if known.parts else ""].decode("utf-8")


def test_a_format_of_several_files_is_not_one() -> None:
    with pytest.raises(OutputError, match=r"moses is several files, NAME\.en and NAME\.ja; give -o NAME"):
        format_named("moses").dump(harbour())


@pytest.mark.parametrize(
    ("name", "choices", "said"),
    [
        ("json", Choices(listing=Listing(min_confidence=0.5)), "--beads, --min-confidence and --one-line"),
        ("vecalign", Choices(listing=Listing(beads=Level.ALL)), "--beads, --min-confidence and --one-line"),
        ("csv", Choices(date=datetime(2026, 1, 1, tzinfo=UTC)), "--date"),
        ("xlsx", Choices(codes={Lang.EN: "en-GB"}), "--language-code"),
    ],
)
def test_a_choice_that_a_format_does_not_have_is_refused(name: str, choices: Choices, said: str) -> None:
    with pytest.raises(OutputError, match=f"{name} has no such choice; leave out {said}"):
        format_named(name).dump(harbour(), choices)


@pytest.mark.parametrize(
    ("name", "missing", "package", "extra"),
    [
        ("xlsx", "openpyxl", "openpyxl", "office"),
        ("docx", "docx", "python-docx", "office"),
        ("parquet", "pyarrow", "pyarrow", "parquet"),
    ],
)
def test_a_library_that_is_not_there_is_named_with_the_command_that_brings_it(
    name: str, missing: str, package: str, extra: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in [it for it in sys.modules if it.split(".")[0] == missing or it.startswith("aligner.outputs.")]:
        if module.startswith(missing) or module.rsplit(".", 1)[1] in {name, "sheets", "word_tables"}:
            monkeypatch.delitem(sys.modules, module)
    monkeypatch.setitem(sys.modules, missing, None)
    with pytest.raises(OutputError) as caught:
        format_named(name).check(USUAL)
    assert str(caught.value) == (
        f"{name} needs the package {package}, which is not installed; pip install 'taiyaku[{extra}]'"
    )


def test_a_module_that_a_format_without_extra_lacks_is_a_mistake_of_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, "aligner.outputs.ladder", raising=False)
    monkeypatch.setitem(sys.modules, "aligner.outputs.ladder", None)
    with pytest.raises(ModuleNotFoundError):
        format_named("ladder").check(USUAL)


def test_a_direction_that_was_assumed_can_be_stated() -> None:
    turned = directed(harbour(), Lang.JA)
    assert (turned.alignment.bitext.source, turned.alignment.bitext.source_known) == (Lang.JA, True)
    assert [it.kind for it in turned.findings] == [it.kind for it in harbour(source=Lang.JA).findings]
    assert turned.alignment.beads == harbour().alignment.beads
    same = directed(harbour(), Lang.EN)
    assert same.findings == harbour().findings
    with pytest.raises(InputError, match="was aligned with ja as the original; align again with --source-lang en"):
        directed(turned, Lang.EN)


def test_a_ladder_has_a_rung_for_every_bead_and_takes_moved_ones_apart() -> None:
    assert ladder.dump(harbour()).splitlines() == [
        "0\t0\t0.970000", "0\t1\t0.930000", "1\t2\t0.980000", "2\t3\t0.980000", "3\t5\t0.980000",
        "4\t6\t0.880000", "5\t6\t0.000000", "5\t7\t0.710000", "6\t8\t0.640000", "8\t8\t0.000000",
        "10\t8\t0.550000", "11\t9\t0.000000",
    ]  # fmt: skip


def test_a_ladder_never_crosses_even_where_no_bead_is_marked_as_moved() -> None:
    texts = [(ParagraphKind.BODY, ["a", "b", "c"])]
    bitext = Bitext(document(Lang.EN, "en", texts), document(Lang.JA, "ja", texts))
    made = record(bitext, [Pair((0,), (1,)), Pair((1,), (0,)), Pair((2,), (2,))])
    rungs = [tuple(map(int, line.split("\t")[:2])) for line in ladder.dump(made).splitlines()]
    assert rungs == [(0, 0), (0, 1), (1, 2), (2, 2), (3, 3)]


def test_an_empty_alignment_has_a_ladder_of_one_rung() -> None:
    nothing = Bitext(document(Lang.EN, "en", []), document(Lang.JA, "ja", []))
    assert ladder.dump(record(nothing, [])) == "0\t0\t0.000000\n"


def test_plain_files_have_a_line_a_pair_whatever_a_text_holds() -> None:
    made = record(
        Bitext(
            document(Lang.EN, "en", [(ParagraphKind.BODY, ["one\r\ntwo\x0b\u2028three", "four"])]),
            document(Lang.JA, "ja", [(ParagraphKind.BODY, ["一\n二", "四"])]),
        ),
        [Pair((0,), (0,)), Pair((1,), ()), Pair((), (1,))],
    )
    assert moses.dump(made) == {".en": "one two three\n", ".ja": "一二\n"}
    everything = moses.dump(made, listing=Listing(beads=Level.ALL))
    assert everything == {".en": "one two three\n\nfour\n", ".ja": "一二\n四\n\n"}


def test_an_unknown_format_is_refused_with_those_there_are() -> None:
    with pytest.raises(OutputError, match="no format 'rtf'; use one of report, json, jsonl"):
        format_named("rtf")
    with pytest.raises(OutputError, match=r"a\.rtf: the suffix names no format; use one of \.txt, \.json"):
        format_for(PurePath("a.rtf"))
