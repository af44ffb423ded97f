"""The file README.md of a run's output: its tables, their columns, and how programs open them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aligner.batch.corpus.build import COLUMNS, LEFT_OUT, LEFT_OUT_COLUMNS, SENTENCES
from aligner.batch.schema import TABLES
from aligner.batch.store import FORMS
from aligner.version import __version__

if TYPE_CHECKING:
    from collections.abc import Iterator

#: How programs open the tables, by suffix.
_OPENED = {
    ".parquet": """
    SELECT * FROM 'beads/*.parquet'                           -- DuckDB
    polars.scan_parquet("beads/*.parquet")                    # polars
    pandas.read_parquet("beads")                              # pandas
    datasets.load_dataset("parquet", data_files="beads/*.parquet")  # Hugging Face datasets
""",
    ".jsonl": """
    SELECT * FROM 'beads/*.jsonl'                             -- DuckDB
    polars.scan_ndjson("beads/*.jsonl")                       # polars
    datasets.load_dataset("json", data_files="beads/*.jsonl") # Hugging Face datasets
""",
}


def readme(form: str, *, corpus: bool) -> bytes:
    """Return the file for an output in a format, with the tables of a corpus if it has one."""
    return ("\n".join(_lines(form, corpus=corpus)) + "\n").encode()


def _lines(form: str, *, corpus: bool) -> Iterator[str]:
    suffix = FORMS[form]
    yield "# Aligned documents"
    yield ""
    yield f"Output of `taiyaku batch` (version {__version__}). `summary.html` is the summary. A table is a folder of"
    yield f"files (`part-…{suffix}`) with the same columns. The column `document` joins the tables."
    yield _OPENED[suffix]
    for table, columns in TABLES.items():
        yield f"## {table}"
        yield ""
        yield "| column | type | meaning |"
        yield "|---|---|---|"
        yield from (f"| `{column.name}` | {column.kind} | {column.meaning} |" for column in columns)
        yield ""
    if corpus:
        yield f"## {SENTENCES}, {LEFT_OUT}"
        yield ""
        yield f"Files with tab-separated columns. `{SENTENCES}`: {', '.join(COLUMNS)}. `{LEFT_OUT}` has the pairs that"
        yield f"a filter removed: {', '.join(LEFT_OUT_COLUMNS)}."
