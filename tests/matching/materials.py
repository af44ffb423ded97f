"""Sides and items made by hand: what matching needs of a document, without a document."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from hypothesis import strategies as st

from aligner.matching.side import Side

if TYPE_CHECKING:
    from collections.abc import Sequence


Held = list[set[int]]


def block(held: Held, end: int, size: int) -> set[int]:
    """What a block of segments holds, by where it ends."""
    return set().union(*held[end - size : end])


@st.composite
def holdings(draw: st.DrawFn, size: int) -> Held:
    """What every segment holds; few items, so that neighbours repeat them."""
    return [draw(st.sets(st.integers(0, 3), max_size=3)) for _ in range(size)]


def side(
    length: Sequence[float],
    paragraph: Sequence[int] = (),
    special: Sequence[int] = (),
    tight: Sequence[int] = (),
    unstopped: Sequence[float] = (),
) -> Side:
    """Segments of the given lengths; running text of one paragraph unless told otherwise."""
    size = len(length)
    return Side(
        np.array(length, np.float32),
        np.array(paragraph or [0] * size, np.int64),
        np.array(special or [0] * size, np.int64),
        np.array(tight or [0] * size, np.bool_),
        np.array(unstopped or [0] * size, np.float32),
    )
