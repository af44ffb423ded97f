"""The table that TSV and CSV share: one row for each bead, in the order of the source.

Columns: ``id``; ``kind`` (pair, moved, en-only, ja-only); ``confidence``; ``en_ids`` and ``ja_ids``, segment
numbers parted by spaces; ``en_lines`` and ``ja_lines``, lines of the file (``3–5``); ``en`` and ``ja``, the
texts; ``findings``, each as ``severity kind: message``, parted by `` / ``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from aligner.model import Lang
from aligner.outputs.rows import rows, worded

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from aligner.model import Record
    from aligner.outputs.options import Listing
    from aligner.outputs.rows import Row

_COLUMNS: Mapping[str, Callable[[Row, Lang], str]] = {
    "id": lambda row, _: str(row.bead.id),
    "kind": lambda row, _: str(row.kind),
    "confidence": lambda row, _: row.confidence,
    "en_ids": lambda row, _: row.segments(Lang.EN),
    "ja_ids": lambda row, _: row.segments(Lang.JA),
    "en_lines": lambda row, _: row.place(Lang.EN),
    "ja_lines": lambda row, _: row.place(Lang.JA),
    "en": lambda row, _: row.texts[Lang.EN],
    "ja": lambda row, _: row.texts[Lang.JA],
    "findings": lambda row, lang: " / ".join(worded(finding, lang) for finding in row.findings),
}
COLUMNS = tuple(_COLUMNS)


def cells(record: Record, lang: Lang, listing: Listing) -> Iterator[tuple[str, ...]]:
    """The rows below the heading; ``lang`` is the language of the findings' messages."""
    for row in rows(record, listing):
        yield tuple(cell(row, lang) for cell in _COLUMNS.values())
