"""Where to look: a band around the line on which anchors lie.

Short documents are looked through whole. In long ones a band follows the pairs that share rare items. In either,
segments that are each other's nearest then narrow it down to a strip around them: as wide as the widest stretch between
two such anchors, with some room beside. Where the cover found touches the edge, the strip is given up for the band, and
the band for a wider one. So the work grows with the length of the documents, not with its square.
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


#: Boundaries looked through in full: below it the whole matrix costs less than it would to look for anchors.
FULL = 160 * 160
#: First width of a band; doubled while the path touches its edge.
WIDTH = 96
#: Widest band. Where even so wide a one has the path at its edge there is hardly any evidence to follow, and time and
#: memory stay linear in the length.
WIDEST = 384
#: Room on either side of the anchors, in boundaries.
_ROOM = 12


def first_band(channels: Sequence[Channel], rows: int, columns: int) -> tuple[Ints64, int]:
    """The band to look through first: (low, width) as in `search.Lattice`."""
    if (rows + 1) * (columns + 1) <= FULL:
        return full_band(rows, columns)
    return band_around(anchor_line(channels, rows, columns), columns, WIDTH)


def wider_band(channels: Sequence[Channel], rows: int, columns: int, width: int) -> tuple[Ints64, int]:
    """The band twice as wide as one whose edge the path touched."""
    if 2 * width > columns:
        return full_band(rows, columns)
    return band_around(anchor_line(channels, rows, columns), columns, 2 * width)


def anchor_line(channels: Sequence[Channel], rows: int, columns: int) -> Floats64:
    """(rows + 1,) for every English boundary the Japanese boundary to expect, straight between anchors."""
    chain = rare_chain(channels)
    points = [(0.0, 0.0), *((i + 0.5, j + 0.5) for i, j in chain), (float(rows), float(columns))]
    return np.interp(np.arange(rows + 1), [x for x, _ in points], [y for _, y in points])


def strip_around(chain: Sequence[tuple[int, int]], rows: int, columns: int) -> tuple[Ints64, int]:
    """The narrowest band that holds everything between one anchor and the next, and `_ROOM` beside."""
    en, ja = (np.array(side, np.int64) for side in zip(*chain, strict=True)) if chain else np.zeros((2, 0), np.int64)
    # A path goes through both ends of an anchor; between two anchors it may go anywhere.
    places = np.arange(rows + 1)
    before, after = np.searchsorted(en, places - 1, "right"), np.searchsorted(en, places)
    least = np.append(0, ja + 1)[before]
    most = np.append(ja, columns)[after]
    width = min(int((most - least).max()) + 1 + 2 * _ROOM, columns + 1)
    low = np.clip((least + most + 1 - width) // 2, 0, columns + 1 - width)
    return np.maximum.accumulate(low), width
