from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

import pytest

from aligner.batch.corpus import build
from aligner.batch.corpus.filters import Filters, Reason
from aligner.batch.files import Folder
from aligner.batch.schema import Outcome, failure
from aligner.batch.store import Store

if TYPE_CHECKING:
    from pathlib import Path

    from aligner.batch.schema import Row

LONG = "The old lighthouse on the northern cape was repaired in the spring of last year by {}."
LONG_JA = "北の岬にある古い灯台は、昨年の春に{}によって修理され、今も毎晩灯がともされています。"


def bead(document: str, number: int, en: str, ja: str, **changed: Any) -> Row:
    row = {"document": document, "bead": number, "kind": "pair", "confidence": 0.9, "score": 1.0, "en": en, "ja": ja}
    places = {"en_ids": [0], "ja_ids": [0], "en_line": 1, "ja_line": 1}
    return row | places | changed


def put(store: Store, part: str, *rows: Row) -> None:
    documents = dict.fromkeys(row["document"] for row in rows)
    store.write(
        part,
        [
            Outcome(
                failure("").document | {"document": document, "source": f"{document}.en", "target": "x"},
                [row for row in rows if row["document"] == document],
            )
            for document in documents
        ],
    )


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """Two parts; the second repeats some of the first."""
    store = Store(Folder(str(tmp_path / "out")), "jsonl")
    put(
        store,
        "part-0",
        bead("a", 0, LONG.format("carpenters"), LONG_JA.format("大工")),
        bead("a", 1, "It rained.", "雨が\n降った。", confidence=0.2),
        bead("a", 2, "It\r\nrained\tagain.", "また雨が\n降った。"),
        bead("a", 3, "Alone.", "", kind="en-only"),
        bead("b", 0, LONG.format("carpenters").upper(), LONG_JA.format("大工")),
    )
    put(
        store,
        "part-1",
        bead("c", 0, "It rained again.", "また雨が降った。", kind="moved"),
        bead("c", 1, LONG.format("carpenter"), LONG_JA.format("大工")),
        bead("c", 2, "Something else entirely.", "まったく別のことです。"),
    )
    return store


def make(store: Store, filters: Filters, folder: Path) -> tuple[Counter[str], list[list[str]], list[list[str]]]:
    """The counts, the sentences, and what is left out, as cells."""
    parts = ["part-0", "part-1"]
    counts = [build.gather(store, part, filters) for part in parts]
    verdicts = build.judge(store, parts, counts, filters, str(folder))
    total = sum(
        (build.write(store, part, filters, each) for part, each in zip(parts, verdicts, strict=True)), Counter()
    )
    tables = []
    for table in (build.SENTENCES, build.LEFT_OUT):
        lines = [(store.folder.read(f"{table}/{part}.tsv") or b"").decode().split("\n") for part in parts]
        tables.append([line.split("\t") for some in lines for line in some[1:-1]])
    return total, tables[0], tables[1]


def test_every_pair_is_in_or_out_with_the_reason(store: Store, tmp_path: Path) -> None:
    counts, sentences, left_out = make(store, Filters(), tmp_path)
    assert [row[:2] for row in sentences] == [["a", "0"], ["a", "2"], ["c", "2"]]
    assert sentences[1][3:] == ["It rained again.", "また雨が降った。"], "on one line"
    assert left_out == [
        ["a", "1", "confidence", "", ""],
        ["b", "0", "duplicate", "a", "0"],
        ["c", "0", "duplicate", "a", "2"],
        ["c", "1", "near-duplicate", "a", "0"],
    ]
    assert counts == {"": 3, "confidence": 1, "duplicate": 2, "near-duplicate": 1}


@pytest.mark.parametrize(
    ("filters", "reasons"),
    [
        (Filters(near=0.0), {Reason.CONFIDENCE, Reason.DUPLICATE}),
        (Filters(duplicates=False, near=0.0), {Reason.CONFIDENCE}),
        (Filters(confidence=0.0, duplicates=False, near=0.0), set()),
    ],
)
def test_filters_can_be_left_out(filters: Filters, reasons: set[Reason], store: Store, tmp_path: Path) -> None:
    counts, sentences, _ = make(store, filters, tmp_path)
    assert set(counts) - {""} == reasons
    assert len(sentences) == counts[""]
    assert counts.total() == 7


def test_a_corpus_may_be_empty(store: Store, tmp_path: Path) -> None:
    counts, sentences, left_out = make(store, Filters(confidence=1.0), tmp_path)
    assert counts == {"confidence": 7}
    assert sentences == []
    assert len(left_out) == 7
