"""The output of a run, part by part: tables as Parquet or JSON Lines, and memories as TMX.

The rule: the table ``documents`` of a part is written last, so a part that has it is complete. Rows are in the order of
the part's pairs, and within a pair in the order of its record.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING, Any

from aligner.batch.extras import extra
from aligner.batch.schema import TABLES, Kind, Outcome, Row
from aligner.batch.tmx_units import one_file, units_by_document
from aligner.errors import InputError
from aligner.outputs.record import json_text
from aligner.version import __version__

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from aligner.batch.files import Folder
    from aligner.batch.schema import Column

#: Formats of output, and the suffix of their tables. TMX comes with tables in JSON Lines for what it cannot hold.
FORMS = {"parquet": ".parquet", "jsonl": ".jsonl", "tmx": ".jsonl"}
MEMORIES = "tmx"


@dataclass(frozen=True)
class Store:
    """A folder with output in some format."""

    folder: Folder
    form: str

    @property
    def suffix(self) -> str:
        """The suffix of the tables."""
        return FORMS[self.form]

    def parts(self) -> set[str]:
        """Return the names of the parts that exist."""
        return {name.removesuffix(self.suffix) for name in self.folder.names("documents") if name.endswith(self.suffix)}

    def write(self, part: str, outcomes: Sequence[Outcome]) -> None:
        """Write a part, in place of one with the same name.

        Raises:
            OutputError: if it cannot be written; then the part does not exist.
        """
        self.folder.remove(self._file("documents", part))
        if self.form == "tmx":
            units = (made.tmx for made in outcomes if made.tmx)
            self.folder.write(f"{MEMORIES}/{part}.tmx", one_file(units, __version__))
        self.write_table("beads", part, [row for made in outcomes for row in made.beads])
        self.write_table("findings", part, [row for made in outcomes for row in made.findings])
        self.write_table("documents", part, [made.document for made in outcomes])

    def write_table(self, table: str, part: str, rows: Sequence[Row]) -> None:
        """Write a table of a part."""
        encode = _to_parquet if self.form == "parquet" else _to_lines
        self.folder.write(self._file(table, part), encode(rows, TABLES[table]))

    def rows(self, table: str, part: str, columns: Sequence[str] | None = None) -> list[Row]:
        """Return the rows of a table of a part, or some of their columns.

        Raises:
            InputError: if the table is missing or damaged.
        """
        data = self.folder.read(self._file(table, part))
        name = f"{self.folder.name}/{self._file(table, part)}"
        if data is None:
            raise InputError("is missing; run taiyaku batch again", name=name)
        decode = _from_parquet if self.form == "parquet" else _from_lines
        try:
            return decode(data, columns)
        except Exception as error:  # noqa: BLE001  # a damaged file makes a library raise all kinds of errors
            raise InputError(f"is damaged: {error}; remove it and run taiyaku batch again", name=name) from None

    def outcomes(self, part: str) -> Iterator[Outcome]:
        """Yield the outcomes of a part, pair by pair."""
        beads, findings = (_by_document(self.rows(table, part)) for table in ("beads", "findings"))
        memories = units_by_document(self.folder.read(f"{MEMORIES}/{part}.tmx") or b"") if self.form == "tmx" else {}
        for row in self.rows("documents", part):
            document = row["document"]
            yield Outcome(row, beads.get(document, ()), findings.get(document, ()), memories.get(document))

    def remove(self, part: str) -> None:
        """Remove a part."""
        for table in ("documents", "beads", "findings"):
            self.folder.remove(self._file(table, part))
        if self.form == "tmx":
            self.folder.remove(f"{MEMORIES}/{part}.tmx")

    def _file(self, table: str, part: str) -> str:
        return f"{table}/{part}{self.suffix}"


def _by_document(rows: Sequence[Row]) -> dict[str, list[Row]]:
    by_document: dict[str, list[Row]] = {}
    for row in rows:
        by_document.setdefault(row["document"], []).append(row)
    return by_document


def _to_lines(rows: Sequence[Row], columns: Sequence[Column]) -> bytes:
    names = [column.name for column in columns]
    return "".join(json_text({name: row[name] for name in names}) + "\n" for row in rows).encode()


def _from_lines(data: bytes, columns: Sequence[str] | None) -> list[Row]:
    rows = [json.loads(line) for line in data.decode().split("\n") if line]
    return rows if columns is None else [{name: row[name] for name in columns} for row in rows]


def _to_parquet(rows: Sequence[Row], columns: Sequence[Column]) -> bytes:
    arrow, parquet = extra("pyarrow"), extra("pyarrow.parquet")
    out = BytesIO()
    parquet.write_table(arrow.Table.from_pylist(rows, schema=_arrow_schema(columns)), out, compression="zstd")
    return out.getvalue()


def _from_parquet(data: bytes, columns: Sequence[str] | None) -> list[Row]:
    table = extra("pyarrow.parquet").read_table(
        BytesIO(data), columns=None if columns is None else list(columns), use_threads=False
    )
    rows: list[Row] = table.to_pylist()
    return rows


def _arrow_schema(columns: Sequence[Column]) -> Any:
    """Return the schema of a table, with the meaning of each column as its description."""
    arrow = extra("pyarrow")
    types = {
        Kind.TEXT: arrow.string(),
        Kind.INTEGER: arrow.int32(),
        Kind.NUMBER: arrow.float64(),
        Kind.TRUTH: arrow.bool_(),
        Kind.INTEGERS: arrow.list_(arrow.int32()),
    }
    return arrow.schema(
        [arrow.field(column.name, types[column.kind], metadata={"description": column.meaning}) for column in columns]
    )
