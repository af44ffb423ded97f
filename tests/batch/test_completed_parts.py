from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from aligner.batch import completed_parts
from aligner.batch.completed_parts import PAGE, RUN, SUMMARY, begin, compare, finish, open_store, stored_form
from aligner.batch.files import WORK, Folder
from aligner.batch.plan import Measure, Pair, Part
from aligner.batch.schema import ALIGNED, FAILED, Outcome, failure
from aligner.errors import InputError, OutputError

if TYPE_CHECKING:
    from pathlib import Path

    from aligner.batch.store import Store


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return open_store(Folder(str(tmp_path / "out")), "jsonl")


def pair(key: str) -> Pair:
    return Pair(f"d-{key}", key, ("en", "ja"), ("/en", "/ja"), (Measure("x", 1), Measure("y", 1)))


def part(name: str, *keys: str) -> Part:
    return Part(name, tuple(map(pair, keys)))


def put(store: Store, name: str, **status: str) -> None:
    """Write a part whose pairs have a key and a status each."""
    rows = []
    for key, one in status.items():
        row = failure("x").document | {"document": f"d-{key}", "key": key, "status": one}
        rows.append(Outcome(row))
    store.write(name, rows)


def test_an_empty_folder_becomes_that_of_a_run(tmp_path: Path) -> None:
    folder = Folder(str(tmp_path / "out"))
    open_store(folder, "jsonl")
    assert stored_form(folder) == "jsonl"
    assert open_store(folder, "jsonl").form == "jsonl", "and stays it"


def test_a_folder_with_other_things_in_it_is_refused(tmp_path: Path) -> None:
    (tmp_path / "photo.jpg").write_bytes(b"x")
    with pytest.raises(OutputError, match=r"is not empty \(photo\.jpg\) and is not the output of taiyaku batch"):
        open_store(Folder(str(tmp_path)), "parquet")
    with pytest.raises(InputError, match="is not the output of taiyaku batch"):
        stored_form(Folder(str(tmp_path)))


def test_another_form_is_refused(store: Store) -> None:
    with pytest.raises(OutputError, match="holds output in jsonl; name another folder, or --format jsonl"):
        open_store(store.folder, "parquet")


@pytest.mark.parametrize("content", ["{", "[]", '{"schema": "taiyaku-batch/1", "format": "csv"}', '{"schema": "x"}'])
def test_a_description_that_is_none_is_refused(content: str, tmp_path: Path) -> None:
    (tmp_path / RUN).write_text(content, "utf-8")
    with pytest.raises(OutputError, match=r"run\.json: describes a run that this version does not know"):
        open_store(Folder(str(tmp_path)), "parquet")
    with pytest.raises(InputError, match=r"run\.json"):
        stored_form(Folder(str(tmp_path)))


def test_a_run_that_begins_has_no_summary(store: Store) -> None:
    store.folder.write(SUMMARY, b"{}")
    store.folder.write(PAGE, b"<p>")
    begin(store, {"version": "1"})
    assert store.folder.names() - {WORK} == {RUN}
    assert json.loads(store.folder.read(RUN) or b"") == {
        "schema": completed_parts.SCHEMA,
        "format": "jsonl",
        "version": "1",
    }


def test_what_is_there_is_not_done_again(store: Store) -> None:
    put(store, "part-0-a", k1=ALIGNED, k2=FAILED)
    plan = [part("part-0-a", "k1", "k2"), part("part-1-b", "k3")]
    found = compare(store, plan)
    assert found.done == {"part-0-a"}
    assert found.left == [(plan[1], {})]
    assert not found.stale


def test_what_failed_is_done_again_where_that_is_asked_for(store: Store) -> None:
    put(store, "part-0-a", k1=ALIGNED, k2=FAILED)
    put(store, "part-1-b", k3=ALIGNED)
    plan = [part("part-0-a", "k1", "k2"), part("part-1-b", "k3")]
    found = compare(store, plan, retry=True)
    assert found.done == {"part-1-b"}
    assert found.left == [(plan[0], {"k1": "part-0-a"})]


@pytest.mark.parametrize("retry", [False, True])
def test_parts_that_are_out_of_date_give_what_still_holds(retry: bool, store: Store) -> None:
    put(store, "part-0-old", k1=ALIGNED, k2=FAILED, gone=ALIGNED)
    plan = [part("part-0-new", "k1", "k2"), part("part-1-new", "k3")]
    found = compare(store, plan, retry=retry)
    kept = {"k1": "part-0-old"} if retry else {"k1": "part-0-old", "k2": "part-0-old"}
    assert found.left == [(plan[0], kept), (plan[1], {})]
    assert found.stale == {"part-0-old"}


def test_a_part_that_cannot_be_read_is_made_again(store: Store) -> None:
    put(store, "part-0-old", k1=ALIGNED)
    store.folder.write("documents/part-0-old.jsonl", b"{damaged")
    assert compare(store, [part("part-0-new", "k1")]).left == [(part("part-0-new", "k1"), {})]


def test_in_the_end_only_the_plan_is_there(store: Store) -> None:
    put(store, "part-0-old", k1=ALIGNED)
    put(store, "part-0-new", k1=ALIGNED)
    store.folder.write("beads/part-1-half.jsonl", b"")
    store.folder.write("sentences/part-0-old.tsv", b"")
    store.folder.write(f"{WORK}/passing/x", b"")
    plan = [part("part-0-new", "k1")]
    finish(store, compare(store, plan), plan)
    assert store.parts() == {"part-0-new"}
    assert store.folder.names("beads") == {"part-0-new.jsonl"}
    assert "sentences" not in store.folder.names()
    completed_parts.forget_work(store)
    assert WORK not in store.folder.names()


def test_a_corpus_of_what_has_not_changed_stays(store: Store) -> None:
    put(store, "part-0-a", k1=ALIGNED)
    store.folder.write("sentences/part-0-a.tsv", b"")
    plan = [part("part-0-a", "k1")]
    finish(store, compare(store, plan), plan)
    assert "sentences" in store.folder.names()
