"""A channel of evidence: items that can occur in the segments of both sides, and how much a shared one tells.

Every kind of evidence but meaning and length has this form, whether an item is a number's value, a name and its
rendering, a Latin string, or a word with any of its translations. So matching needs to know only this one.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from aligner.model import EvidenceKind, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from numpy.typing import NDArray

#: Segments of ordinary text that are imagined beside the document's own when the share of segments holding an item is
#: estimated: in a short document that a word occurs once says little about how common it is.
PRIOR_SEGMENTS = 30.0
#: Share of ordinary segments taken to hold an item of which nothing is known. Most names and figures are rarer, but a
#: lower value would let one chance match outweigh everything else.
UNKNOWN_SHARE = 0.004


class Occurrence(NamedTuple):
    """An item in a segment, with its span in the document's text."""

    segment: int
    start: int
    end: int
    item: int

    @property
    def span(self) -> Span:
        """Where it stands."""
        return Span(self.start, self.end)


@dataclass(frozen=True)
class Channel:
    """Items of one kind in both documents.

    Attributes:
        name: the channel's name, from which its features are named.
        kind: the kind of evidence a shared item is.
        en: occurrences in the English document, sorted.
        ja: occurrences in the Japanese document, sorted.
        weight: per item, how much it tells that both sides hold it, in nats: minus the log of the share of segments
            that hold it by chance.
    """

    name: str
    kind: EvidenceKind
    en: tuple[Occurrence, ...]
    ja: tuple[Occurrence, ...]
    weight: NDArray[np.float64]

    @cached_property
    def en_presence(self) -> NDArray[np.int64]:
        """(segment, item) rows, each once, sorted."""
        return _presence(self.en)

    @cached_property
    def ja_presence(self) -> NDArray[np.int64]:
        """(segment, item) rows, each once, sorted."""
        return _presence(self.ja)

    @cached_property
    def en_by_segment(self) -> Mapping[int, Sequence[Occurrence]]:
        """Occurrences by segment."""
        return _by_segment(self.en)

    @cached_property
    def ja_by_segment(self) -> Mapping[int, Sequence[Occurrence]]:
        """Occurrences by segment."""
        return _by_segment(self.ja)

    @cached_property
    def en_by_item(self) -> Mapping[int, Sequence[int]]:
        """Item → the segments that hold it."""
        return _by_item(self.en_presence)

    @cached_property
    def ja_by_item(self) -> Mapping[int, Sequence[int]]:
        """Item → the segments that hold it."""
        return _by_item(self.ja_presence)


def _by_item(presence: NDArray[np.int64]) -> dict[int, list[int]]:
    grouped: dict[int, list[int]] = {}
    for segment, item in presence.tolist():
        grouped.setdefault(item, []).append(segment)
    return grouped


def build_channel(
    name: str,
    kind: EvidenceKind,
    en: Iterable[Occurrence],
    ja: Iterable[Occurrence],
    *,
    items: int,
    segments: tuple[int, int],
    shares: NDArray[np.float64] | None = None,
) -> Channel:
    """A channel with weights from how rare its items are.

    Args:
        name: the channel's name.
        kind: the kind of evidence.
        en: occurrences in English.
        ja: occurrences in Japanese.
        items: number of items.
        segments: number of English and of Japanese segments.
        shares: per item, the share of ordinary segments that hold it; `UNKNOWN_SHARE` where None.
    """
    english, japanese = tuple(sorted(en)), tuple(sorted(ja))
    prior = np.full(items, UNKNOWN_SHARE) if shares is None else shares
    rarest = np.zeros(items)
    for occurrences, size in ((english, segments[0]), (japanese, segments[1])):
        held = np.bincount(_presence(occurrences)[:, 1], minlength=items).astype(np.float64)
        # The expected share given the document's count: a beta prior of PRIOR_SEGMENTS segments.
        # The commoner side rules.
        rarest = np.maximum(rarest, (np.maximum(held - 1, 0) + PRIOR_SEGMENTS * prior) / (size + PRIOR_SEGMENTS))
    return Channel(name, kind, english, japanese, -np.log(np.clip(rarest, 1e-6, 1.0)))


def _presence(occurrences: Sequence[Occurrence]) -> NDArray[np.int64]:
    rows = sorted({(found.segment, found.item) for found in occurrences})
    return np.array(rows, np.int64).reshape(-1, 2)


def _by_segment(occurrences: Sequence[Occurrence]) -> dict[int, list[Occurrence]]:
    grouped: dict[int, list[Occurrence]] = {}
    for found in occurrences:
        grouped.setdefault(found.segment, []).append(found)
    return grouped
