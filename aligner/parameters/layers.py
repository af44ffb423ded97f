"""Layers of the encoder adapted to English and Japanese, stored as differences from its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from aligner.arrays import Floats32


def read_layers(path: Path) -> dict[str, Floats32]:
    """Reads the differences in a file: integers from -127 to 127 for every layer, and the value of one unit."""
    import numpy as np

    # Opened here, because numpy does not close a file that is not an archive.
    with path.open("rb") as file, np.load(file, allow_pickle=False) as data:
        names = [name for name in data.files if not name.endswith(".unit")]
        return {name: data[name].astype(np.float32) * data[f"{name}.unit"] for name in names}
