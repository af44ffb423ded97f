from __future__ import annotations

import ast
import csv
import io
import json
from pathlib import PurePath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aligner.errors import OutputError
from aligner.model import Bitext, Lang, ParagraphKind, Record
from aligner.outputs import (
    FORMATS,
    Format,
    comma_separated,
    format_for,
    format_named,
    jsonl,
    markdown,
    tsv,
    vecalign,
)
from aligner.outputs.beads import findings_by_bead, in_source_order
from aligner.outputs.table import COLUMNS
from tests.outputs.records import Pair, document, harbour, record

NASTY = [
    "tab\there",
    "line\nbreak",
    "back\\slash \\t",
    'quote " and , comma',
    "a | b *c* `d` <e> &amp;",
    "\r\u2028\x85",
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
    commas = io.StringIO(comma_separated.dump(made).removeprefix("\ufeff"), newline="")
    for row in (tsv.parse(tsv.dump(made))[1], list(csv.reader(commas))[1]):
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
    assert "Nothing to look at: no findings." in markdown.dump(one_pair("One.", "一。"))


@pytest.mark.parametrize("known", FORMATS, ids=[known.name for known in FORMATS])
def test_a_format_is_found_by_name_and_by_suffix_and_writes_utf8(known: Format) -> None:
    assert format_named(known.name) is known
    assert {format_for(PurePath(f"a{suffix.upper()}")) for suffix in known.suffixes} == {known}
    assert "黒崎" in known.dump(harbour()).decode("utf-8") or known.name == "vecalign"


def test_an_unknown_format_is_refused_with_those_there_are() -> None:
    with pytest.raises(OutputError, match="no format 'docx'; use one of report, json, jsonl"):
        format_named("docx")
    with pytest.raises(OutputError, match=r"a\.docx: the suffix names no format; use one of \.txt, \.json"):
        format_for(PurePath("a.docx"))
