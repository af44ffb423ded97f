"""Where to look: a band around the line on which rare shared items lie.

Short documents are searched whole. In long ones, pairs of segments that share rare items (a name, a figure, a seldom
word) are collected, the heaviest chain of them that runs forward in both texts is kept, and the band follows it. So the
work grows with the length of the documents, not with its square, and a stray coincidence off the chain does no harm.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from aligner.evidence.columns import within
from aligner.matching.search import band_around, full_band

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aligner.evidence.channel import Channel

Ints = NDArray[np.int64]

#: Boundaries searched in full: below it the whole matrix costs less than it would to look for anchors.
FULL = 160 * 160
#: First width of a band; doubled while the best path touches its edge.
WIDTH = 96
#: Widest band. Where even so wide a one has the path at its edge there is hardly any evidence to follow, and time and
#: memory stay linear in the length.
WIDEST = 384
#: An item in more segments of a side than this anchors nothing.
_RARE = 3
#: Weight two segments must share to be an anchor, in nats: about two seldom words.
_ANCHOR = 8.0


def first_band(channels: Sequence[Channel], rows: int, columns: int) -> tuple[Ints, int]:
    """The band to search first: (low, width) as in `search.Lattice`."""
    if (rows + 1) * (columns + 1) <= FULL:
        return full_band(rows, columns)
    return band_around(anchor_line(channels, rows, columns), columns, WIDTH)


def wider_band(channels: Sequence[Channel], rows: int, columns: int, width: int) -> tuple[Ints, int]:
    """The band twice as wide as one whose edge the path touched."""
    if 2 * width > columns:
        return full_band(rows, columns)
    return band_around(anchor_line(channels, rows, columns), columns, 2 * width)


def anchor_line(channels: Sequence[Channel], rows: int, columns: int) -> NDArray[np.float64]:
    """(rows + 1,) for every English boundary the Japanese boundary to expect, straight between anchors."""
    chain = heaviest_chain(anchors(channels))
    points = [(0.0, 0.0), *((i + 0.5, j + 0.5) for i, j in chain), (float(rows), float(columns))]
    return np.interp(np.arange(rows + 1), [x for x, _ in points], [y for _, y in points])


def anchors(channels: Sequence[Channel]) -> list[tuple[int, int, float]]:
    """Pairs of segments that share enough rare items: (English, Japanese, weight), sorted."""
    shared = [_rare_pairs(channel) for channel in channels]
    if not shared:
        return []
    i, j, weight = (np.concatenate(columns) for columns in zip(*shared, strict=True))
    size = int(j.max(initial=0)) + 1
    pairs, pair = np.unique(i * size + j, return_inverse=True)
    total = np.bincount(pair, weight, len(pairs))
    found = total >= _ANCHOR
    rows, columns = np.divmod(pairs[found], size)
    return list(zip(rows.tolist(), columns.tolist(), total[found].tolist(), strict=True))


def _rare_pairs(channel: Channel) -> tuple[Ints, Ints, NDArray[np.float64]]:
    """(English segment, Japanese segment, weight) for every pair of segments that hold a rare item."""
    en, ja = (side.by_item(len(channel.weight)) for side in (channel.en, channel.ja))
    pairs = np.where((en.count <= _RARE) & (ja.count <= _RARE), en.count * ja.count, 0)
    item = np.repeat(np.arange(len(pairs)), pairs)
    i, j = np.divmod(within(pairs), ja.count[item])
    return en.segments[en.first[item] + i], ja.segments[ja.first[item] + j], channel.weight[item]


def heaviest_chain(points: Sequence[tuple[int, int, float]]) -> list[tuple[int, int]]:
    """The chain of points, rising strictly in both coordinates, of the greatest total weight.

    >>> heaviest_chain([(0, 0, 1.0), (1, 5, 1.0), (2, 1, 1.0), (3, 2, 1.0)])
    [(0, 0), (2, 1), (3, 2)]
    """
    # Kept sorted by column: the ends of chains none of which is both further right and lighter than another.
    ends: list[int] = []
    weights: list[float] = []
    owners: list[int] = []
    before = [-1] * len(points)
    # Within a row columns fall, so that no chain takes two points of it.
    for k in sorted(range(len(points)), key=lambda k: (points[k][0], -points[k][1])):
        _, column, weight = points[k]
        place = bisect_right(ends, column - 1)
        total = weight + (weights[place - 1] if place else 0.0)
        before[k] = owners[place - 1] if place else -1
        after = place
        while after < len(ends) and weights[after] <= total:
            after += 1
        if place < len(ends) and ends[place] == column and weights[place] > total:
            continue
        ends[place:after], weights[place:after], owners[place:after] = [column], [total], [k]
    chain = []
    k = owners[-1] if owners else -1
    while k >= 0:
        chain.append(points[k][:2])
        k = before[k]
    return chain[::-1]
