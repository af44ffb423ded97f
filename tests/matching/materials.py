"""Sides made by hand: what matching needs of a document, without a document."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from aligner.matching.side import Side

if TYPE_CHECKING:
    from collections.abc import Sequence


def side(
    length: Sequence[float],
    paragraph: Sequence[int] = (),
    special: Sequence[int] = (),
    tight: Sequence[int] = (),
) -> Side:
    """Segments of the given lengths; running text of one paragraph unless told otherwise."""
    size = len(length)
    return Side(
        np.array(length, np.float32),
        np.array(paragraph or [0] * size, np.int64),
        np.array(special or [0] * size, np.int64),
        np.array(tight or [0] * size, np.bool_),
    )
