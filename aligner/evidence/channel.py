"""A channel of evidence: items that can occur in segments of both sides, with a weight for each.

All evidence except meaning and length has this form. An item is the value of a number, a name with its rendering, a
Latin string, or a word with any of its translations. So matching handles only this one form.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from aligner.evidence.occurrences import first_rows, within

if TYPE_CHECKING:
    from aligner.arrays import Floats64, Ints32, Ints64
    from aligner.evidence.occurrences import Places

#: Prior pseudo-segments of ordinary text for the share of segments that hold an item: one occurrence in a short
#: document does not show how common a word is.
PRIOR_SEGMENTS = 30.0
#: Share of ordinary segments that is assumed for unknown items. Most names and figures are rarer, but with a lower
#: value one chance match would outweigh everything else.
UNKNOWN_SHARE = 0.004


@dataclass(frozen=True, slots=True)
class ByItem:
    """Segments sorted by the items they hold.

    Attributes:
        segments: the segments of the first item, rising, then those of the next item, and so on.
        first: (items,) position of an item's first segment.
        count: (items,) number of segments of an item.
    """

    segments: Ints64
    first: Ints64
    count: Ints64


@dataclass(frozen=True)
class Held:
    """The items in the segments of a document: one row for every item of every segment, at its first mention there.

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
        """The rows of ranges of segments: (position of the range, row), ranges in the given order."""
        low = np.searchsorted(self.segment, first)
        counts = np.searchsorted(self.segment, last) - low
        return np.repeat(np.arange(len(first)), counts), np.repeat(low, counts) + within(counts)

    def by_item(self, items: int) -> ByItem:
        """The segments by item; ``items`` is the number of items."""
        count = np.bincount(self.item, minlength=items)
        return ByItem(self.segment[np.argsort(self.item, kind="stable")], np.cumsum(count) - count, count)


@dataclass(frozen=True)
class Channel:
    """Items of one kind in both documents.

    Attributes:
        name: the channel's name, from which its features are named.
        en: items of the English segments.
        ja: items of the Japanese segments.
        weight: per item, the evidence in nats when both sides hold it: minus the log of the share of segments that
            hold it by chance.
    """

    name: str
    en: Held
    ja: Held
    weight: Floats64


def hold(places: Places, item: Ints64, items: int) -> Held:
    """Builds the items of segments, from occurrences in order; ``items`` is the number of items."""
    first = first_rows(places.segment * items + item)
    kept = places.take(first)
    return Held(kept.segment, item[first], kept.start.astype(np.int32), kept.end.astype(np.int32))


def build_channel(
    name: str,
    en: Held,
    ja: Held,
    *,
    items: int,
    segments: tuple[int, int],
    shares: Floats64 | None = None,
) -> Channel:
    """Builds a channel with weights from the rarity of its items.

    Args:
        name: the channel's name.
        en: items of the English segments.
        ja: items of the Japanese segments.
        items: number of items.
        segments: number of English and of Japanese segments.
        shares: per item, the share of ordinary segments that hold it; `UNKNOWN_SHARE` where None.
    """
    prior = np.full(items, UNKNOWN_SHARE) if shares is None else shares
    share = np.zeros(items)
    for side, size in ((en, segments[0]), (ja, segments[1])):
        held = np.bincount(side.item, minlength=items).astype(np.float64)
        # Posterior mean of the share, with a beta prior of PRIOR_SEGMENTS segments. The more frequent side decides.
        share = np.maximum(share, (np.maximum(held - 1, 0) + PRIOR_SEGMENTS * prior) / (size + PRIOR_SEGMENTS))
    return Channel(name, en, ja, -np.log(np.clip(share, 1e-6, 1.0)))
