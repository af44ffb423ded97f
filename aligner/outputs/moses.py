"""Moses' plain pair of files: one bead on each line. The same line of ``.en`` and ``.ja`` corresponds.

Lines inside a text are joined, and control characters that some programs take for a line end are removed. With
``--beads all`` a text without counterpart has an empty line beside it.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from aligner.model import Lang
from aligner.outputs.options import Level, Listing
from aligner.outputs.rows import rows

if TYPE_CHECKING:
    from aligner.model import Record

_PAIRS = Listing()


def dump(record: Record, *, listing: Listing = _PAIRS) -> dict[str, str]:
    """The contents of the two files in the order of the source, by what is added to their common name."""
    listed = list(rows(record, replace(listing, one_line=True), usual=Level.PAIRED))
    return {f".{lang}": "".join(row.texts[lang] + "\n" for row in listed) for lang in Lang}
