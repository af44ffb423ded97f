"""Vecalign's format: a line a bead, ``[0, 1]:[0]:COST``.

English comes first. Segments are numbered from 0, and every segment occurs once. COST is 1 − confidence. Programs that
read this format expect lower costs for better beads.
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
