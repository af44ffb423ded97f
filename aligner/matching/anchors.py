"""Pairs of segments that correspond almost for sure, before any search: what the band and the lengths are taken from.

Two kinds, for two ranges. Across whole documents, pairs of segments that share rare items (a name, a figure, a seldom
word). Within a band around those, pairs each of which is the other's nearest by all it shares and, where there is
meaning, by meaning. Of either kind the heaviest chain that runs forward in both texts is kept, so that a stray
coincidence off the chain does no harm.
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


#: An item in more segments of a side than this anchors nothing.
_RARE = 3
#: Weight two segments must share to be an anchor across documents, in nats: about two seldom words.
_ANCHOR = 8.0
#: Least closeness of two segments to be an anchor within a band, and what a tenth of a margin counts beside the share
#: of what the two hold that they have in common.
_CLOSE, _MARGIN = 0.15, 2.0
#: Nats imagined in every segment beside its own, so that two that hold next to nothing are not close for one item.
_OTHERS = 6.0


def rare_chain(channels: Sequence[Channel]) -> list[tuple[int, int]]:
    """Anchors across documents, (English, Japanese) segments, rising in both."""
    return heaviest_chain(anchors(channels))


def close_chain(material: Material, low: Ints64, width: int) -> list[tuple[int, int]]:
    """Anchors within a band, (English, Japanese) segments, rising in both."""
    nearest = Nearest(material.en.size, material.ja.size)
    for tile in tiles(low, width):
        nearest.note(tile, _closeness(material, tile))
    i, j, weight = nearest.mutual
    close = weight >= _CLOSE
    return heaviest_chain(list(zip(i[close].tolist(), j[close].tolist(), weight[close].tolist(), strict=True)))


def _closeness(material: Material, tile: Tile) -> Floats32:
    """(own rows, width) for pairs of the segments that end at boundaries."""
    chosen = [overlap for overlap in material.overlaps if overlap.name != "latin"]
    shared = np.sum([overlap.within(tile).single for overlap in chosen], axis=0)
    columns = np.clip(tile.column, 0, material.ja.size)
    en = np.sum([overlap.en_total[tile.row, 0] for overlap in chosen], axis=0)
    ja = np.sum([overlap.ja_total[:, 0] for overlap in chosen], axis=0)[columns]
    close = tile.own(shared) / ((en[:, None] + ja) / 2 + _OTHERS / 2)
    if material.meaning is not None:
        close = close + _MARGIN * material.meaning.single_margins[tile.row]
    return np.asarray(close, np.float32)


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


def _rare_pairs(channel: Channel) -> tuple[Ints64, Ints64, Floats64]:
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
