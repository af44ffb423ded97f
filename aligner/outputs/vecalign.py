"""Vecalign's format: a line a bead, ``[0, 1]:[0]:COST``, English first, 0-based over segments, every segment once.

COST is 1 − confidence. Vecalign's readers want lower costs for better beads and ignore the rest.
"""

from __future__ import annotations

from aligner.model import Record
from aligner.outputs.record import DECIMALS


def dump(record: Record) -> str:
    """The beads in canonical order."""
    return "".join(
        f"{list(bead.en)}:{list(bead.ja)}:{1 - bead.confidence:.{DECIMALS}f}\n" for bead in record.alignment.beads
    )
