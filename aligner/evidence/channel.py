"""A channel of evidence: items that can occur in the segments of both sides, and how much a shared one tells.

Every kind of evidence but meaning and length has this form, whether an item is a number's value, a name and its
rendering, a Latin string, or a word with any of its translations. So matching needs to know only this one.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from aligner.evidence.occurrences import first_rows, within

if TYPE_CHECKING:
    from aligner.arrays import Floats64, Ints32, Ints64
    from aligner.evidence.occurrences import Places

#: Segments of ordinary text that are imagined beside the document's own when the share of segments holding an item is
#: estimated: in a short document that a word occurs once says little about how common it is.
PRIOR_SEGMENTS = 30.0
#: Share of ordinary segments taken to hold an item of which nothing is known. Most names and figures are rarer, but a
#: lower value would let one chance match outweigh everything else.
UNKNOWN_SHARE = 0.004


@dataclass(frozen=True, slots=True)
class ByItem:
    """Segments in order of the items they hold.

    Attributes:
        segments: the segments of the first item, rising, then those of the next.
        first: (items,) where an item's segments begin.
        count: (items,) how many there are.
    """

    segments: Ints64
    first: Ints64
    count: Ints64


@dataclass(frozen=True)
class Held:
    """What the segments of a document hold: a row for every item of every segment, at its first mention there.

    Attributes:
        segment: (n,) rising.
        item: (n,) rising within a segment.
        start: (n,) code-point offset of the item's first mention in the segment.
        end: (n,) offset past its last character.
    """

    segment: Ints64
    item: Ints64
    start: Ints32
    end: Ints32

    def __len__(self) -> int:
        return len(self.segment)

    def rows(self, first: Ints64, last: Ints64) -> tuple[Ints64, Ints64]:
        """The rows of some stretches of segments: (number of the stretch, row), stretches in the order given."""
        low = np.searchsorted(self.segment, first)
        counts = np.searchsorted(self.segment, last) - low
        return np.repeat(np.arange(len(first)), counts), np.repeat(low, counts) + within(counts)

    def by_item(self, items: int) -> ByItem:
        """The segments item by item, of so many items as there are."""
        count = np.bincount(self.item, minlength=items)
        return ByItem(self.segment[np.argsort(self.item, kind="stable")], np.cumsum(count) - count, count)


@dataclass(frozen=True)
class Channel:
    """Items of one kind in both documents.

    Attributes:
        name: the channel's name, from which its features are named.
        en: what the English segments hold.
        ja: what the Japanese segments hold.
        weight: per item, how much it tells that both sides hold it, in nats: minus the log of the share of segments
            that hold it by chance.
    """

    name: str
    en: Held
    ja: Held
    weight: Floats64


def hold(places: Places, item: Ints64, items: int) -> Held:
    """What segments hold, from occurrences in order and the number of items there are."""
    first = first_rows(places.segment * items + item)
    found = places.take(first)
    return Held(found.segment, item[first], found.start.astype(np.int32), found.end.astype(np.int32))


def build_channel(
    name: str,
    en: Held,
    ja: Held,
    *,
    items: int,
    segments: tuple[int, int],
    shares: Floats64 | None = None,
) -> Channel:
    """A channel with weights from how rare its items are.

    Args:
        name: the channel's name.
        en: what the English segments hold.
        ja: what the Japanese segments hold.
        items: number of items.
        segments: number of English and of Japanese segments.
        shares: per item, the share of ordinary segments that hold it; `UNKNOWN_SHARE` where None.
    """
    prior = np.full(items, UNKNOWN_SHARE) if shares is None else shares
    rarest = np.zeros(items)
    for side, size in ((en, segments[0]), (ja, segments[1])):
        held = np.bincount(side.item, minlength=items).astype(np.float64)
        # The expected share given the document's count: a beta prior of PRIOR_SEGMENTS segments.
        # The commoner side rules.
        rarest = np.maximum(rarest, (np.maximum(held - 1, 0) + PRIOR_SEGMENTS * prior) / (size + PRIOR_SEGMENTS))
    return Channel(name, en, ja, -np.log(np.clip(rarest, 1e-6, 1.0)))
