from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

from aligner.batch.manifest import Entry, Manifest, form_of, read_manifest, write_manifest
from aligner.errors import InputError, OutputError

ENTRIES = (
    Entry("en/a.txt", "ja/a.txt", 0.98, ("same path",)),
    Entry("en/b.txt", "file:///x/b.txt", None, ()),
    Entry("", "ja/c.txt", None, ("no other path is like it", "nor any content")),
)


@pytest.mark.parametrize("form", ["tsv", "json", "jsonl"])
def test_what_is_written_is_read_again(form: str, tmp_path: Path) -> None:
    path = tmp_path / f"pairs.{form}"
    path.write_bytes(write_manifest(ENTRIES, form=form))
    made = read_manifest(str(path))
    assert made.entries == ENTRIES
    assert made.pairs == list(ENTRIES[:2])
    assert form_of(str(path)) == form


def test_paths_are_seen_from_the_manifests_folder(tmp_path: Path) -> None:
    path = tmp_path / "lists" / "pairs.tsv"
    path.parent.mkdir()
    path.write_bytes(
        write_manifest([Entry(str(tmp_path / "en/a.txt"), "/x/b.txt")], form="tsv", folder=str(path.parent))
    )
    assert "../en/a.txt\t" in path.read_text("utf-8")
    made = read_manifest(str(path))
    assert made.place(made.entries[0].source) == str(tmp_path / "en/a.txt")
    assert made.place("s3://x/y") == "s3://x/y"
    assert Manifest((), "s3://bucket/lists").place("en/a.txt") == "s3://bucket/lists/en/a.txt"


def test_a_manifest_of_another_machine_names_paths_from_the_root() -> None:
    written = write_manifest([Entry("a.txt", "b.txt")], form="tsv", folder="s3://bucket").decode()
    assert written.splitlines()[1].split("\t")[0] == str(Path("a.txt").absolute())


def test_columns_may_stand_in_any_order_or_have_no_heading(tmp_path: Path) -> None:
    path = tmp_path / "list"
    path.write_text("\ufeffnote\tTarget\tSource\r\nx\tja.txt\ten.txt\r\n\r\n", "utf-8")
    assert read_manifest(str(path)).entries == (Entry("en.txt", "ja.txt"),)
    path.write_text("en.txt\tja.txt\n", "utf-8")
    assert read_manifest(str(path)).entries == (Entry("en.txt", "ja.txt"),)


def test_a_form_is_told_by_how_it_begins(tmp_path: Path) -> None:
    path = tmp_path / "list"
    path.write_text('[{"source": "a", "target": "b"}]', "utf-8")
    assert read_manifest(str(path)).entries == (Entry("a", "b"),)
    path.write_text('{"source": "a", "target": "b"}\n\n', "utf-8")
    assert read_manifest(str(path)).entries == (Entry("a", "b"),)


def test_standard_input_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    class Standard:
        buffer = io.BytesIO(b"a\tb\n")

    monkeypatch.setattr("sys.stdin", Standard())
    assert read_manifest("-").entries == (Entry("a", "b"),)


@pytest.mark.parametrize(
    ("content", "suffix", "error"),
    [
        ("source\ttarget\na.txt\n", "tsv", ":2: has one column"),
        ("source\ttarget\na\tb\n\nc\td\na\tb\n", "tsv", ":5: this pair is already in line 2"),
        ("source\ttarget\tconfidence\na\tb\thigh\n", "tsv", ":2: confidence is 'high', not a number"),
        ("source\ttarget\tconfidence\na\tb\t1.5\n", "tsv", ":2: confidence is 1.5, not a number from 0 to 1"),
        ("source\ttarget\treasons\n\t\tx\n", "tsv", ":2: names no file"),
        ("source\ttarget\nnosuch://a\tb\n", "tsv", ":2: source nosuch://a: "),
        ("source\ttarget\na\t\n", "tsv", ": holds no pairs"),
        ("", "tsv", ": holds no pairs"),
        ('[\n {"source": "a",\n  "target": "b"},\n\n 1]', "json", ":5: expected `object`, got `int`"),
        (
            '[{"source": "a", "target": "b"},\n{"source": "a", "target": "b"}]',
            "json",
            ":2: this pair is already",
        ),
        ("{", "json", ": not a usable manifest: expected `array`, got `object`"),
        ("[", "json", ":1: not a usable manifest: not JSON"),
        ('{"source": "a", "target": "b"}\n{"source": 1}\n', "jsonl", ":2: $.source: expected `str`, got `int`"),
        ('{"source": "a", "target": "b"}\n{"source\n', "jsonl", ":2: not JSON"),
    ],
)
def test_what_is_wrong_is_told_with_its_line(content: str, suffix: str, error: str, tmp_path: Path) -> None:
    path = tmp_path / f"pairs.{suffix}"
    path.write_text(content, "utf-8")
    with pytest.raises(InputError) as caught:
        read_manifest(str(path))
    assert str(caught.value).startswith(f"{path}{error}")


def test_a_manifest_in_another_encoding_is_refused_with_the_line(tmp_path: Path) -> None:
    path = tmp_path / "pairs.tsv"
    path.write_bytes("source\ttarget\nen/橋.txt\tja/橋.txt\n".encode("cp932"))
    with pytest.raises(InputError, match=r"pairs\.tsv:2: is not UTF-8"):
        read_manifest(str(path))


def test_a_manifest_that_is_not_there_is_told() -> None:
    with pytest.raises(InputError, match=r"none\.tsv: no such file"):
        read_manifest("none.tsv")


@pytest.mark.parametrize("name", ["a\tb", "a\nb", "a\udce3b", " a"])
def test_names_that_fit_no_table_go_into_json(name: str) -> None:
    with pytest.raises(OutputError, match="TSV cannot hold this name"):
        write_manifest([Entry(name, "b")], form="tsv")
    written = write_manifest([Entry(name, "b")], form="json")
    assert json.loads(written)[0]["source"] == name
