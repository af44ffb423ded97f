"""The part of the matrix that is searched: a band around the line of anchors.

Short documents are searched whole. In long ones, a band follows the pairs of segments that share rare items. Within
either, segments that are each other's nearest narrow the band to a strip: as wide as the widest distance between two
such anchors, plus some room. Where the path touches the edge of the strip, the band is searched instead, and after that
a wider band. So the work grows with the length of the documents, not with its square.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from aligner.matching.anchors import rare_chain
from aligner.matching.search import band_around, full_band

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aligner.arrays import Floats64, Ints64
    from aligner.evidence.channel import Channel


#: Up to this number of boundaries the whole matrix is searched, which costs less than finding anchors.
FULL = 160 * 160
#: First width of a band; it is doubled while the path touches the edge.
WIDTH = 96
#: Widest band. A path at the edge of even this one has hardly any evidence to follow; the limit keeps time and memory
#: linear.
WIDEST = 384
#: Room on either side of the anchors, in boundaries.
_ROOM = 12


def first_band(channels: Sequence[Channel], rows: int, columns: int) -> tuple[Ints64, int]:
    """The band that is searched first: (low, width) as in `search.Lattice`."""
    if (rows + 1) * (columns + 1) <= FULL:
        return full_band(rows, columns)
    return band_around(anchor_line(channels, rows, columns), columns, WIDTH)


def wider_band(channels: Sequence[Channel], rows: int, columns: int, width: int) -> tuple[Ints64, int]:
    """The band of twice the width."""
    if 2 * width > columns:
        return full_band(rows, columns)
    return band_around(anchor_line(channels, rows, columns), columns, 2 * width)


def anchor_line(channels: Sequence[Channel], rows: int, columns: int) -> Floats64:
    """(rows + 1,) the expected Japanese boundary for every English one, interpolated between anchors."""
    chain = rare_chain(channels)
    points = [(0.0, 0.0), *((i + 0.5, j + 0.5) for i, j in chain), (float(rows), float(columns))]
    return np.interp(np.arange(rows + 1), [x for x, _ in points], [y for _, y in points])


def strip_around(chain: Sequence[tuple[int, int]], rows: int, columns: int) -> tuple[Ints64, int]:
    """The narrowest band that holds everything between neighbouring anchors, plus `_ROOM` on either side."""
    en, ja = (np.array(side, np.int64) for side in zip(*chain, strict=True)) if chain else np.zeros((2, 0), np.int64)
    # A path passes through both corners of an anchor; between two anchors it is free.
    places = np.arange(rows + 1)
    before, after = np.searchsorted(en, places - 1, "right"), np.searchsorted(en, places)
    least = np.append(0, ja + 1)[before]
    most = np.append(ja, columns)[after]
    width = min(int((most - least).max()) + 1 + 2 * _ROOM, columns + 1)
    low = np.clip((least + most + 1 - width) // 2, 0, columns + 1 - width)
    return np.maximum.accumulate(low), width
