"""Parquet: a bead a row with typed columns, for corpora and data frames. Needs ``pyarrow`` (extra ``parquet``).

Columns: ``id``, ``kind``, ``confidence``, ``moved``; ``en_ids`` and ``ja_ids``, lists of segment numbers; ``en_lines``
and ``ja_lines``, first and last line, null for no text; ``en`` and ``ja``, the texts; ``findings``, a list of
``kind``, ``severity``, ``message_en`` and ``message_ja``; ``en_replaced`` and ``ja_replaced``, which halves of
surrogate pairs, as UTF-8 has no place for them, were replaced by U+FFFD, null where none was. The file's metadata hold
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
    from aligner.model import Record
    from aligner.outputs.rows import Row

_HALF = re.compile("[\ud800-\udfff]")

_FINDING = pa.struct([(name, pa.string()) for name in ("kind", "severity", "message_en", "message_ja")])
SCHEMA = pa.schema(
    [
        ("id", pa.int64()),
        ("kind", pa.string()),
        ("confidence", pa.float64()),
        ("moved", pa.bool_()),
        *((f"{lang}_ids", pa.list_(pa.int64())) for lang in Lang),
        *((f"{lang}_lines", pa.list_(pa.int64())) for lang in Lang),
        *((str(lang), pa.string()) for lang in Lang),
        ("findings", pa.list_(_FINDING)),
        *((f"{lang}_replaced", pa.string()) for lang in Lang),
    ]
)


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
        [_entry(row) for row in rows(canonical(record), listing)],
        schema=SCHEMA.with_metadata({key: replaced(value)[0] for key, value in about.items()}),
    )
    file = BytesIO()
    parquet.write_table(table, file, compression="zstd")
    return file.getvalue()


def _entry(row: Row) -> dict[str, object]:
    texts = {lang: (text, "") if _HALF.search(text) is None else replaced(text) for lang, text in row.texts.items()}
    return {
        "id": row.bead.id,
        "kind": str(row.kind),
        "confidence": row.bead.confidence,
        "moved": row.bead.moved,
        **{f"{lang}_ids": row.bead.side(lang) for lang in Lang},
        **{f"{lang}_lines": row.lines[lang] for lang in Lang},
        **{str(lang): texts[lang][0] for lang in Lang},
        "findings": [
            {
                "kind": str(finding.kind),
                "severity": str(finding.severity),
                **{f"message_{lang}": _HALF.sub("\ufffd", finding.message.get(lang, "")) for lang in Lang},
            }
            for finding in row.findings
        ],
        **{f"{lang}_replaced": texts[lang][1] or None for lang in Lang},
    }
