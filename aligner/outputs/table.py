"""The table that TSV and CSV share: a row a bead, in the order of the source.

Columns: ``id``; ``kind`` (pair, moved, en-only, ja-only); ``confidence``; ``en_ids`` and ``ja_ids``, segment
numbers parted by spaces; ``en_lines`` and ``ja_lines``, lines of the file (``3–5``); ``en`` and ``ja``, the
texts; ``findings``, each as ``severity kind: message``, parted by `` / ``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from aligner.model import Lang
from aligner.outputs.rows import rows, worded

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aligner.model import Record
    from aligner.outputs.options import Listing

COLUMNS = ("id", "kind", "confidence", "en_ids", "ja_ids", "en_lines", "ja_lines", "en", "ja", "findings")


def cells(record: Record, lang: Lang, listing: Listing) -> Iterator[tuple[str, ...]]:
    """The rows below the heading; ``lang`` is the language of the findings' messages."""
    for row in rows(record, listing):
        yield (
            str(row.bead.id),
            str(row.kind),
            row.confidence,
            *(row.segments(side) for side in Lang),
            *(row.place(side) for side in Lang),
            *(row.texts[side] for side in Lang),
            " / ".join(worded(finding, lang) for finding in row.findings),
        )
