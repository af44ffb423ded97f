"""What can be saved of a damaged session. (Being built.)"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


def recovered(path: Path, target: Path | None) -> Path:
    """The session that holds what could be saved."""
    del target
    return path
