"""Items of the channels in the steps of a path: on both sides, on one side, and elsewhere in the other document.

All steps are processed at once, for speed: a path has as many steps as the documents have sentences, and each holds
about a dozen items.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from aligner.evidence.channel import Held, hold
from aligner.evidence.occurrences import Places, within
from aligner.model import Lang, Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from aligner.arrays import Floats64, Ints64
    from aligner.evidence.channel import Channel
    from aligner.matching.search import Step

#: An item in more segments than this does not count for the nearest segment.
_TOO_COMMON = 200
#: Largest number of items without a counterpart that are listed for a segment.
_MOST_MISSING = 3
#: Segments processed at once, which limits the memory.
_BATCH = 512


class Shared(NamedTuple):
    """An item on both sides of a step, at its first mentions there."""

    en: Span
    ja: Span
    weight: float


class OneSided(NamedTuple):
    """An item on one side of a step only, at its first mention there."""

    lang: Lang
    span: Span
    weight: float


class Elsewhere(NamedTuple):
    """The items of a segment, looked up in the whole other document.

    Attributes:
        missing: the items of greatest weight that it lacks, at their first mention.
        nearest: the segment that shares most with this one; None where none shares anything.
        weight: weight of the items that the two share.
    """

    missing: list[Span]
    nearest: int | None
    weight: float


def shared_items(channels: Sequence[Channel], steps: Sequence[Step]) -> list[list[Shared]]:
    """For every step its shared items, by channel and then in English order."""
    by_step: list[list[Shared]] = [[] for _ in steps]
    for channel in channels:
        (en, en_key), (ja, ja_key) = _sides(channel, steps)
        _, here, there = np.intersect1d(en_key, ja_key, assume_unique=True, return_indices=True)
        order = _text_order(en, here)
        for step, weight, en_span, ja_span in zip(
            en.segment[here[order]].tolist(),
            channel.weight[en.item[here[order]]].tolist(),
            _spans(en, here[order]),
            _spans(ja, there[order]),
            strict=True,
        ):
            by_step[step].append(Shared(en_span, ja_span, weight))
    return by_step


def one_sided_items(channel: Channel, steps: Sequence[Step]) -> list[list[OneSided]]:
    """For every step the items on one side only, in order, English first."""
    by_step: list[list[OneSided]] = [[] for _ in steps]
    (en, en_key), (ja, ja_key) = _sides(channel, steps)
    for lang, own, key, others in ((Lang.EN, en, en_key, ja_key), (Lang.JA, ja, ja_key, en_key)):
        rows = np.flatnonzero(np.isin(key, others, assume_unique=True, invert=True))
        rows = rows[_text_order(own, rows)]
        weights = channel.weight[own.item[rows]].tolist()
        for step, span, weight in zip(own.segment[rows].tolist(), _spans(own, rows), weights, strict=True):
            by_step[step].append(OneSided(lang, span, weight))
    return by_step


def _sides(channel: Channel, steps: Sequence[Step]) -> Iterator[tuple[Held, Ints64]]:
    """For either side the items of each step (``segment`` is the number of the step), and a key of step and item."""
    items = len(channel.weight)
    ends = np.array(steps, np.int64).reshape(-1, 4)
    for held, first, last in ((channel.en, ends[:, 0], ends[:, 1]), (channel.ja, ends[:, 2], ends[:, 3])):
        step, row = held.rows(first, last)
        places = Places(step, held.start[row].astype(np.int64), held.end[row].astype(np.int64))
        items_of_steps = hold(places, held.item[row], items)
        yield items_of_steps, items_of_steps.segment * items + items_of_steps.item


def _text_order(held: Held, rows: Ints64) -> Ints64:
    return np.lexsort((held.item[rows], held.end[rows], held.start[rows]))


def _spans(held: Held, rows: Ints64) -> Iterator[Span]:
    return map(Span, held.start[rows].tolist(), held.end[rows].tolist())


def elsewhere(channels: Sequence[Channel], lang: Lang, segments: Sequence[int]) -> dict[int, Elsewhere]:
    """For each of some segments of a side, its items in the other document; names are never listed as missing."""
    indexed = [
        _Indexed(channel, *((channel.en, channel.ja) if lang is Lang.EN else (channel.ja, channel.en)))
        for channel in channels
    ]
    by_segment: dict[int, Elsewhere] = {}
    for start in range(0, len(segments), _BATCH):
        batch = np.array(segments[start : start + _BATCH], np.int64)
        missing: dict[int, list[Span]] = defaultdict(list)
        for segment, _, span in sorted(lack for channel in indexed for lack in channel.lacking(batch)):
            if len(missing[segment]) < _MOST_MISSING:
                missing[segment].append(span)
        nearest = _nearest(*map(np.concatenate, zip(*(channel.shared(batch) for channel in indexed), strict=True)))
        for segment in batch.tolist():
            by_segment[segment] = Elsewhere(missing[segment], *nearest.get(segment, (None, 0.0)))
    return by_segment


class _Indexed:
    """A channel with the other side's segments by item."""

    def __init__(self, channel: Channel, own: Held, other: Held) -> None:
        self._name, self._weight, self._own = channel.name, channel.weight, own
        self._other = other.by_item(len(channel.weight))

    def _rows(self, segments: Ints64) -> Ints64:
        _, rows = self._own.rows(segments, segments + 1)
        return rows[_text_order(self._own, rows)]

    def shared(self, segments: Ints64) -> tuple[Ints64, Ints64, Floats64]:
        """(segment, segment of the other side, weight) for every shared item."""
        rows = self._rows(segments)
        items = self._own.item[rows]
        counts = self._other.count[items]
        counts[counts > _TOO_COMMON] = 0
        place = self._other.segments[np.repeat(self._other.first[items], counts) + within(counts)]
        return np.repeat(self._own.segment[rows], counts), place, np.repeat(self._weight[items], counts)

    def lacking(self, segments: Ints64) -> Iterator[tuple[int, tuple[float, int, int, int], Span]]:
        """(segment, sort key, span) of the items that the other document lacks; the greatest weight sorts first."""
        if self._name == "name":
            return
        rows = self._rows(segments)
        rows = rows[self._other.count[self._own.item[rows]] == 0]
        items = self._own.item[rows]
        columns = (self._own.segment[rows].tolist(), self._weight[items].tolist(), items.tolist())
        for segment, weight, item, span in zip(*columns, _spans(self._own, rows), strict=True):
            yield segment, (-weight, *span, item), span


def _nearest(segment: Ints64, place: Ints64, weight: Floats64) -> dict[int, tuple[int, float]]:
    """Segment → the place with the greatest weight, the first of equal ones, and that weight."""
    size = int(place.max(initial=0)) + 1
    pairs, pair = np.unique(segment * size + place, return_inverse=True)
    total = np.bincount(pair, weight, len(pairs))
    order = np.lexsort((pairs, -total, pairs // size))
    _, first = np.unique((pairs // size)[order], return_index=True)
    best = order[first]
    places = zip((pairs[best] % size).tolist(), total[best].tolist(), strict=True)
    return dict(zip((pairs[best] // size).tolist(), places, strict=True))
