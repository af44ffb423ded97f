"""Anchors: pairs of segments that correspond almost for sure, found before the search. Band and lengths rest on them.

There are two kinds. Across whole documents, an anchor is a pair of segments that share rare items: a name, a figure, a
rare word. Within a band around those, it is a pair of segments that are each other's nearest by all shared items and,
if available, by meaning. Of either kind the heaviest chain that rises in both texts is kept, so that single
coincidences off the chain do no harm.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

import numpy as np

from aligner.evidence.occurrences import within
from aligner.matching.mutual_nearest import Nearest
from aligner.matching.tile import Tile, tiles

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aligner.arrays import Floats32, Floats64, Ints64
    from aligner.evidence.channel import Channel
    from aligner.matching.match_input import Material


#: An item in more segments of a side than this gives no anchors.
_RARE = 3
#: Lowest shared weight of an anchor across documents, in nats: about two rare words.
_ANCHOR_WEIGHT = 8.0
#: Lowest closeness of an anchor within a band, and the factor of the meaning margin in it; the other summand is the
#: share of items in common.
_ANCHOR_CLOSENESS, _MARGIN_FACTOR = 0.15, 2.0
#: Pseudo-weight in nats added to every pair, so that one item does not make two nearly empty segments close.
_PSEUDO_WEIGHT = 6.0


def rare_chain(channels: Sequence[Channel]) -> list[tuple[int, int]]:
    """Anchors across documents: (English, Japanese) segments, rising in both."""
    return heaviest_chain(anchors(channels))


def close_chain(material: Material, low: Ints64, width: int) -> list[tuple[int, int]]:
    """Anchors within a band: (English, Japanese) segments, rising in both."""
    nearest = Nearest(material.en.size, material.ja.size)
    for tile in tiles(low, width):
        nearest.note(tile, _closeness(material, tile))
    i, j, weight = nearest.mutual
    close = weight >= _ANCHOR_CLOSENESS
    return heaviest_chain(list(zip(i[close].tolist(), j[close].tolist(), weight[close].tolist(), strict=True)))


def _closeness(material: Material, tile: Tile) -> Floats32:
    """(own rows, width) closeness of the pairs of segments that end at each boundary."""
    chosen = [overlap for overlap in material.overlaps if overlap.name != "latin"]
    shared = np.sum([overlap.within(tile).single for overlap in chosen], axis=0)
    columns = np.clip(tile.column, 0, material.ja.size)
    en = np.sum([overlap.en_total[tile.row, 0] for overlap in chosen], axis=0)
    ja = np.sum([overlap.ja_total[:, 0] for overlap in chosen], axis=0)[columns]
    closeness = tile.own(shared) / ((en[:, None] + ja) / 2 + _PSEUDO_WEIGHT / 2)
    if material.meaning is not None:
        closeness = closeness + _MARGIN_FACTOR * material.meaning.single_margins[tile.row]
    return np.asarray(closeness, np.float32)


def anchors(channels: Sequence[Channel]) -> list[tuple[int, int, float]]:
    """Pairs of segments that share enough rare items: (English, Japanese, weight), sorted."""
    shared = [_rare_pairs(channel) for channel in channels]
    if not shared:
        return []
    i, j, weight = (np.concatenate(columns) for columns in zip(*shared, strict=True))
    size = int(j.max(initial=0)) + 1
    pairs, pair = np.unique(i * size + j, return_inverse=True)
    total = np.bincount(pair, weight, len(pairs))
    enough = total >= _ANCHOR_WEIGHT
    rows, columns = np.divmod(pairs[enough], size)
    return list(zip(rows.tolist(), columns.tolist(), total[enough].tolist(), strict=True))


def _rare_pairs(channel: Channel) -> tuple[Ints64, Ints64, Floats64]:
    """(English segment, Japanese segment, weight) for every pair of segments that hold a rare item."""
    en, ja = (side.by_item(len(channel.weight)) for side in (channel.en, channel.ja))
    pairs = np.where((en.count <= _RARE) & (ja.count <= _RARE), en.count * ja.count, 0)
    item = np.repeat(np.arange(len(pairs)), pairs)
    i, j = np.divmod(within(pairs), ja.count[item])
    return en.segments[en.first[item] + i], ja.segments[ja.first[item] + j], channel.weight[item]


def heaviest_chain(points: Sequence[tuple[int, int, float]]) -> list[tuple[int, int]]:
    """The chain of points of the greatest total weight that rises strictly in both coordinates.

    >>> heaviest_chain([(0, 0, 1.0), (1, 5, 1.0), (2, 1, 1.0), (3, 2, 1.0)])
    [(0, 0), (2, 1), (3, 2)]
    """
    # Ends of chains, sorted by column; none is both further right and lighter than another.
    ends: list[int] = []
    weights: list[float] = []
    points_at_end: list[int] = []
    previous = [-1] * len(points)
    # Within a row, points are taken by falling column, so that no chain holds two of them.
    for k in sorted(range(len(points)), key=lambda k: (points[k][0], -points[k][1])):
        _, column, weight = points[k]
        place = bisect_right(ends, column - 1)
        total = weight + (weights[place - 1] if place else 0.0)
        previous[k] = points_at_end[place - 1] if place else -1
        stop = place
        while stop < len(ends) and weights[stop] <= total:
            stop += 1
        if place < len(ends) and ends[place] == column and weights[place] > total:
            continue
        ends[place:stop], weights[place:stop], points_at_end[place:stop] = [column], [total], [k]
    chain = []
    k = points_at_end[-1] if points_at_end else -1
    while k >= 0:
        chain.append(points[k][:2])
        k = previous[k]
    return chain[::-1]
