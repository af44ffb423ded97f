from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import aligner
from aligner.batch.files import Folder
from aligner.batch.sampling import TABLE, as_record, as_table, draw
from aligner.batch.store import Store
from aligner.errors import InputError
from aligner.outputs import format_named
from tests.batch.corpus.test_build import bead, put

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def store(tmp_path: Path) -> Store:
    store = Store(Folder(str(tmp_path / "out")), "jsonl")
    for part in range(3):
        rows = [bead(f"d{part}", k, f"Sentence {part} {k}.", f"文{part}の{k}。\nです。") for k in range(20)]
        put(store, f"part-{part}", *rows, bead(f"d{part}", 20, "Alone.", "", kind="en-only"))
    return store


def ids(rows: list[dict[str, object]]) -> list[tuple[object, object]]:
    return [(row["document"], row["bead"]) for row in rows]


def test_the_same_sample_is_drawn_every_time_and_a_larger_begins_with_it(store: Store) -> None:
    small, large = draw(store, 10), draw(store, 30)
    assert ids(small) == ids(draw(store, 10)) == ids(large)[:10]
    assert len({row["document"] for row in large}) == 3
    assert ids(draw(store, 10, seed="other")) != ids(small)
    assert len(draw(store, 1000)) == 60, "all there are, and none without counterpart"


def test_the_table_has_room_for_a_verdict(store: Store) -> None:
    lines = as_table(draw(store, 5)).decode().splitlines()
    assert lines[0].split("\t") == list(TABLE)
    cells = lines[1].split("\t")
    assert cells[0] == "1"
    assert cells[-2:] == ["", ""]
    assert len(cells) == len(TABLE)
    assert "\n" not in cells[5]


def test_a_sample_is_a_record_like_any_other(store: Store) -> None:
    rows = draw(store, 5)
    record = as_record(rows, "out")
    again = aligner.Result.from_json(aligner.Result(record).to_json())
    assert len(again.beads) == 5
    assert [bead.confidence for bead in again.beads] == [0.9] * 5
    english = again.record.alignment.bitext.en
    assert [english.segment_text(k) for k in range(5)] == [row["en"] for row in rows]
    assert b"Sentence" in format_named("html").dump(record)


def test_a_corpus_can_be_drawn_from(store: Store) -> None:
    with pytest.raises(InputError, match="holds no sentence pairs; make a corpus with --sentences"):
        draw(store, 5, corpus=True)
    store.folder.write(
        "sentences/part-0.tsv", "document\tbead\tconfidence\ten\tja\nd0\t3\t0.500000\tA.\tあ。\n".encode()
    )
    (row,) = draw(store, 5, corpus=True)
    assert (row["document"], row["bead"], row["confidence"], row["en"]) == ("d0", 3, 0.5, "A.")


def test_there_may_be_nothing_to_draw(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"holds no sentence pairs$"):
        draw(Store(Folder(str(tmp_path)), "jsonl"), 5)
