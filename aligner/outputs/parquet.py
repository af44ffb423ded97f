"""Parquet: one row for each bead, with typed columns. Needs ``pyarrow`` (extra ``parquet``).

Columns: ``id``, ``kind``, ``confidence``, ``moved``; ``en_ids`` and ``ja_ids``, lists of segment numbers; ``en_lines``
and ``ja_lines``, first and last line, null for no text; ``en`` and ``ja``, the texts; ``findings``, a list of
``kind``, ``severity``, ``message_en`` and ``message_ja``; ``en_replaced`` and ``ja_replaced``, the halves of surrogate
pairs that were replaced by U+FFFD because UTF-8 cannot encode them, null if there are none. The file's metadata contain
names, source and version.
"""

from __future__ import annotations

import re
from io import BytesIO
from typing import TYPE_CHECKING

import pyarrow as pa
from pyarrow import parquet

from aligner.model import Lang
from aligner.outputs.options import EVERYTHING, Listing
from aligner.outputs.record import canonical
from aligner.outputs.rows import rows
from aligner.text.replacing import replaced

if TYPE_CHECKING:
    from collections.abc import Callable

    from aligner.model import Finding, Record
    from aligner.outputs.rows import Row

_HALF = re.compile("[\ud800-\udfff]")

_FINDING = pa.struct([(name, pa.string()) for name in ("kind", "severity", "message_en", "message_ja")])
#: Name, type and value of every column.
_COLUMNS: tuple[tuple[str, pa.DataType, Callable[[Row], object]], ...] = (
    ("id", pa.int64(), lambda row: row.bead.id),
    ("kind", pa.string(), lambda row: str(row.kind)),
    ("confidence", pa.float64(), lambda row: row.bead.confidence),
    ("moved", pa.bool_(), lambda row: row.bead.moved),
    ("en_ids", pa.list_(pa.int64()), lambda row: row.bead.en),
    ("ja_ids", pa.list_(pa.int64()), lambda row: row.bead.ja),
    ("en_lines", pa.list_(pa.int64()), lambda row: row.lines[Lang.EN]),
    ("ja_lines", pa.list_(pa.int64()), lambda row: row.lines[Lang.JA]),
    ("en", pa.string(), lambda row: _without_halves(row.texts[Lang.EN])[0]),
    ("ja", pa.string(), lambda row: _without_halves(row.texts[Lang.JA])[0]),
    ("findings", pa.list_(_FINDING), lambda row: [_finding(finding) for finding in row.findings]),
    ("en_replaced", pa.string(), lambda row: _without_halves(row.texts[Lang.EN])[1]),
    ("ja_replaced", pa.string(), lambda row: _without_halves(row.texts[Lang.JA])[1]),
)
SCHEMA = pa.schema([(name, type_) for name, type_, _ in _COLUMNS])


def dump(record: Record, *, listing: Listing = EVERYTHING) -> bytes:
    """The file, beads in the order of the source."""
    bitext = record.alignment.bitext
    about = {
        "taiyaku": record.version,
        "source": str(bitext.source),
        "source_known": str(bitext.source_known).lower(),
        **{f"{lang}_name": bitext.side(lang).name for lang in Lang},
    }
    table = pa.Table.from_pylist(
        [{name: value(row) for name, _, value in _COLUMNS} for row in rows(canonical(record), listing)],
        schema=SCHEMA.with_metadata({key: replaced(value)[0] for key, value in about.items()}),
    )
    file = BytesIO()
    parquet.write_table(table, file, compression="zstd")
    return file.getvalue()


def _without_halves(text: str) -> tuple[str, str | None]:
    """A text without halves of surrogate pairs, and the note of those that were replaced."""
    return (text, None) if _HALF.search(text) is None else replaced(text)


def _finding(finding: Finding) -> dict[str, str]:
    messages = {f"message_{lang}": _HALF.sub("\ufffd", finding.message.get(lang, "")) for lang in Lang}
    return {"kind": str(finding.kind), "severity": str(finding.severity), **messages}
