"""Sides of profiles, for tests and measurements of pairing by content."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aligner.batch.pairing.profile_table import ProfileTable, Side

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from aligner.batch.pairing.profile import Profile


def gather(profiles: Iterable[Profile], path: Path) -> Side:
    """The side of some profiles; their sentences are written to a file, which is read from then on."""
    with ProfileTable(path) as table:
        for profile in profiles:
            table.add(profile)
        return table.side()
