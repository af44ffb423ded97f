from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

import aligner
from aligner.batch.schema import ALIGNED, FAILED, TABLES, failure, outcome
from tests.batch.documents import english, japanese

PAGE = (Path(__file__).resolve().parents[2] / "docs/batch.md").read_text("utf-8")


@pytest.fixture(scope="module")
def result() -> aligner.Result:
    text = english(3) + "\nIt closes at 9.\n"
    return aligner.align(text, japanese(3), settings=aligner.Settings(meaning=False))


def test_rows_have_the_columns_of_their_tables(result: aligner.Result) -> None:
    made = outcome(result.record)
    for table, rows in (("documents", [made.document]), ("beads", made.beads), ("findings", made.findings)):
        columns = [column.name for column in TABLES[table]]
        assert rows
        assert all(list(row) == columns for row in rows)
    assert list(failure("x").document) == [column.name for column in TABLES["documents"]]


def test_rows_say_what_the_record_does(result: aligner.Result) -> None:
    made = outcome(result.record)
    record = json.loads(result.to_json())
    assert [row["bead"] for row in made.beads] == [bead["id"] for bead in record["beads"]]
    for row, bead in zip(made.beads, record["beads"], strict=True):
        assert (row["en_ids"], row["ja_ids"], row["confidence"]) == (bead["en"], bead["ja"], bead["confidence"])
        assert (
            row["kind"]
            == {(True, True): "pair", (True, False): "en-only", (False, True): "ja-only"}[
                bool(bead["en"]), bool(bead["ja"])
            ]
        )
        for lang in ("en", "ja"):
            segments = [record[lang]["segments"][k] for k in bead[lang]]
            assert row[lang] == (record[lang]["text"][segments[0]["start"] : segments[-1]["end"]] if segments else "")
            assert row[f"{lang}_line"] == (segments[0]["line"] if segments else None)
    for row, finding in zip(made.findings, record["findings"], strict=True):
        assert (row["finding"], row["fingerprint"], row["kind"]) == (
            finding["id"],
            finding["fingerprint"],
            finding["kind"],
        )
        assert row["message_ja"] == finding["message"]["ja"]
        assert json.loads(row["detail"]) == finding["detail"]
        assert row["mqm"] == finding["mqm"]["id"]


def test_a_document_counts_what_it_holds(result: aligner.Result) -> None:
    row = outcome(result.record).document
    assert row["status"] == "aligned"
    assert (row["en_segments"], row["ja_segments"]) == (5, 3)
    assert row["pairs"] == 3
    assert row["en_only"] == 2
    assert row["ja_only"] == row["moved"] == 0
    assert row["errors"] + row["warnings"] + row["infos"] == len(result.findings)
    assert row["kernel"].startswith("numpy ")


def test_a_failure_is_a_row_with_its_reason_on_one_line(result: aligner.Result) -> None:
    made = failure("two\nlines")
    assert made.document["status"] == FAILED
    assert made.document["reason"] == "two lines"
    assert outcome(result.record).document["status"] == ALIGNED


def test_the_page_lists_every_column() -> None:
    for table, columns in TABLES.items():
        section = re.search(rf"### `{table}`\n(.*?)(?:\n#|\Z)", PAGE, re.DOTALL)
        assert section is not None, f"docs/batch.md has no section on {table}"
        rows = re.findall(r"^\| `(\w+)` \| ([^|]+) \| (.+) \|$", section[1], re.MULTILINE)
        assert rows == [(column.name, str(column.kind), column.meaning) for column in columns]
