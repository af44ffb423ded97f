"""Vecalign's format: a line a bead, ``[0, 1]:[0]:COST``.

English comes first; numbers are 0-based over segments, and every segment stands there once. COST is 1 −
confidence. Vecalign's readers want lower costs for better beads and ignore the rest.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from aligner.outputs.record import DECIMALS

if TYPE_CHECKING:
    from aligner.model import Record


def dump(record: Record) -> str:
    """The beads in canonical order."""
    return "".join(
        f"{list(bead.en)}:{list(bead.ja)}:{1 - bead.confidence:.{DECIMALS}f}\n" for bead in record.alignment.beads
    )
