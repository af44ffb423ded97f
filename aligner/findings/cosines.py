"""Cosines of unit vectors that are the same, bit for bit, on every machine.

The rule: each row is summed in the same order, whatever the other rows are. A matrix product does not guarantee this.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from aligner.arrays import Floats32, Floats64


def cosines(ones: Floats32, others: Floats32) -> list[float]:
    """Return the cosines of vectors row by row, or of each row and a single vector, with six decimal places.

    Args:
        ones: (rows, dimensions) unit vectors.
        others: (rows, dimensions) or (dimensions,): as many unit vectors, or a single one.
    """
    summed: Floats64 = np.sum(ones * others, axis=1, dtype=np.float64)
    return [round(value, 6) for value in summed.tolist()]


def cosine(one: Floats32, other: Floats32) -> float:
    """Return the cosine of two unit vectors."""
    return cosines(one[None], other)[0]
