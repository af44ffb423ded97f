"""Layers of the encoder adapted to English and Japanese, stored as differences from its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from aligner.arrays import Floats32


def read_layers(path: Path) -> dict[str, Floats32]:
    """The differences in a file: for every layer whole numbers from -127 to 127, and what one is worth."""
    import numpy as np

    # Opened here, since numpy leaves a file open that is no archive.
    with path.open("rb") as file, np.load(file, allow_pickle=False) as data:
        names = [name for name in data.files if not name.endswith(".unit")]
        return {name: data[name].astype(np.float32) * data[f"{name}.unit"] for name in names}
