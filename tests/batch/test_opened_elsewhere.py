"""Other programs open the tables of an output as they are: DuckDB, polars, and the data sets of pyarrow."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from pyarrow import dataset

from aligner.batch.files import Folder
from aligner.batch.readme import readme
from aligner.batch.schema import TABLES, failure
from aligner.batch.store import FORMS, Store
from tests.batch.test_store import aligned

if TYPE_CHECKING:
    from pathlib import Path

duckdb = pytest.importorskip("duckdb", reason="is in the group dev")
pl = pytest.importorskip("polars", reason="is in the group dev")


def written(form: str, folder: Path) -> Store:
    """An output of two parts, of which the second holds only a failure and therefore has empty tables."""
    store = Store(Folder(str(folder / "out")), form)
    store.write("part-000000-a", [aligned(1, folder), aligned(2, folder, extra="\n\nIt costs 5 euros.\n")])
    broken = failure("no such file")
    row = broken.document | {"document": "broken", "key": "k"}
    store.write("part-000001-b", [type(broken)(row)])
    return store


@pytest.fixture
def parquet_folder(tmp_path: Path) -> Path:
    written("parquet", tmp_path)
    return tmp_path / "out"


@pytest.mark.parametrize("table", TABLES)
def test_every_program_sees_one_schema(table: str, parquet_folder: Path) -> None:
    columns = [column.name for column in TABLES[table]]
    files = f"{parquet_folder}/{table}/*.parquet"
    with duckdb.connect() as connection:
        relation = connection.sql(f"SELECT * FROM '{files}'")  # noqa: S608 a path that this test made
        rows = len(relation.fetchall())
        assert relation.columns == columns
    frame = pl.scan_parquet(files).collect()
    assert frame.columns == columns
    opened = dataset.dataset(str(parquet_folder / table), format="parquet")
    assert opened.schema.names == columns
    assert rows == frame.height == opened.count_rows() > 0


def test_tables_join_by_document(parquet_folder: Path) -> None:
    query = (
        f"SELECT d.document, count(*) FROM '{parquet_folder}/beads/*.parquet' b "  # noqa: S608 a path of this test
        f"JOIN '{parquet_folder}/documents/*.parquet' d USING (document) GROUP BY 1 ORDER BY 1"
    )
    with duckdb.connect() as connection:
        counts = connection.sql(query).fetchall()
    beads = pl.scan_parquet(f"{parquet_folder}/beads/*.parquet")
    wanted = beads.group_by("document").len().sort("document").collect().rows()
    assert counts == wanted
    assert [document for document, _ in counts] == ["document-1", "document-2"]


def test_lines_are_opened_too(tmp_path: Path) -> None:
    written("jsonl", tmp_path)
    with duckdb.connect() as connection:
        relation = connection.sql(f"SELECT * FROM '{tmp_path}/out/beads/*.jsonl'")  # noqa: S608 a path of this test
        assert relation.columns == [column.name for column in TABLES["beads"]]


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("corpus", [False, True])
def test_the_readme_names_every_column(form: str, *, corpus: bool) -> None:
    text = readme(form, corpus=corpus).decode()
    for table, columns in TABLES.items():
        section = text.partition(f"## {table}\n")[2].partition("\n## ")[0]
        assert [line.split("`")[1] for line in section.splitlines() if line.startswith("| `")] == [
            column.name for column in columns
        ]
    assert ("## sentences" in text) is corpus
    assert FORMS[form] in text
