from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from pyarrow import parquet

from aligner.batch.files import WORK, Folder
from aligner.batch.schema import TABLES, Outcome, failure
from aligner.batch.store import FORMS, Store
from aligner.batch.tmx_units import one_file, units_by_document
from aligner.batch.worker import PairRequest, Setup, align
from aligner.errors import InputError
from aligner.settings import Settings
from tests.batch.documents import english, japanese

if TYPE_CHECKING:
    from pathlib import Path

PLAIN = Settings(meaning=False)


def aligned(number: int, folder: Path, *, tmx: bool = False, extra: str = "") -> Outcome:
    """The outcome of a document, labelled as a task would."""
    (folder / "en").write_text(english(number) + extra, "utf-8", newline="")
    (folder / "ja").write_text(japanese(number), "utf-8")
    document = f"document-{number}"
    made = align(PairRequest(document, folder / "en", folder / "ja", ("en", "ja")), Setup(PLAIN, tmx))
    assert isinstance(made, Outcome)
    label = {"document": document, "key": f"key-{number}", "source": "en", "target": "ja"}
    rows = [[row | {"document": document} for row in some] for some in (made.beads, made.findings)]
    return replace(made, document=made.document | label, beads=rows[0], findings=rows[1])


@pytest.mark.parametrize("form", FORMS)
def test_what_is_written_is_read_again(form: str, tmp_path: Path) -> None:
    store = Store(Folder(str(tmp_path / "out")), form)
    broken = failure("no such file")
    outcomes = [
        aligned(1, tmp_path, tmx=form == "tmx"),
        replace(broken, document=broken.document | {"document": "broken", "key": "k"}),
        aligned(2, tmp_path, tmx=form == "tmx", extra="\n\nA line\r\nwith < & and \u2028 in it.\n"),
    ]
    store.write("part-000000-abc", outcomes)
    assert store.parts() == {"part-000000-abc"}
    read = list(store.outcomes("part-000000-abc"))
    for one, other in zip(read, outcomes, strict=True):
        assert one.document == other.document
        assert list(one.beads) == list(other.beads)
        assert list(one.findings) == list(other.findings)
        assert one.tmx == other.tmx
    assert store.folder.names(WORK) == set()
    before = {path: path.read_bytes() for path in (tmp_path / "out").rglob("part*")}
    store.write("part-000000-abc", read)
    assert before == {path: path.read_bytes() for path in (tmp_path / "out").rglob("part*")}, "the same bytes again"
    store.remove("part-000000-abc")
    assert store.parts() == set()
    assert list((tmp_path / "out").rglob("part*")) == []


def test_some_columns_are_read_alone(tmp_path: Path) -> None:
    for form in ("parquet", "jsonl"):
        store = Store(Folder(str(tmp_path / form)), form)
        store.write("part", [aligned(1, tmp_path)])
        assert store.rows("documents", "part", ("status", "key")) == [{"status": "aligned", "key": "key-1"}]


def test_parquet_says_what_its_columns_mean(tmp_path: Path) -> None:
    store = Store(Folder(str(tmp_path)), "parquet")
    store.write("part", [aligned(1, tmp_path)])
    for table, columns in TABLES.items():
        schema = parquet.read_schema(BytesIO(store.folder.read(f"{table}/part.parquet") or b""))
        assert schema.names == [column.name for column in columns]
        assert [field.metadata[b"description"].decode() for field in schema] == [column.meaning for column in columns]
    # pandas and DuckDB read a folder as one table; so does pyarrow, on which they rest.
    assert parquet.read_table(tmp_path / "beads").num_rows == len(store.rows("beads", "part"))


def test_a_damaged_or_missing_table_is_told(tmp_path: Path) -> None:
    store = Store(Folder(str(tmp_path)), "parquet")
    with pytest.raises(InputError, match=r"beads/part\.parquet: is missing"):
        store.rows("beads", "part")
    store.folder.write("beads/part.parquet", b"PAR1 not really")
    with pytest.raises(InputError, match=r"beads/part\.parquet: is damaged"):
        store.rows("beads", "part")


def test_a_memory_of_many_pairs_is_one_file_that_says_which_unit_is_of_which(tmp_path: Path) -> None:
    from lxml import etree

    made = [aligned(number, tmp_path, tmx=True) for number in (1, 2)]
    memory = one_file([each.tmx or "" for each in made], "1.0")
    assert units_by_document(memory) == {"document-1": made[0].tmx, "document-2": made[1].tmx}
    top = etree.fromstring(memory)
    identities = [unit.get("tuid") for unit in top.iter("tu")]
    assert len(set(identities)) == len(identities) == sum(each.document["pairs"] for each in made)
    assert {unit.get("srclang") for unit in top.iter("tu")} == {"en"}
    texts = ["".join(map(str, seg.itertext())) for seg in top.iter("seg")]
    assert texts[0] == english(1).split("\n")[0]
    for unit in top.iter("tu"):
        tags = [child.tag for child in unit]
        assert tags == sorted(tags, key=["note", "prop", "tuv"].index), "the order that the standard asks for"
