"""Display times of subtitles as evidence: how the clocks of two files differ, and how far apart two blocks are shown.

Files of the same film differ by an offset (a trailer was cut off), by rate (25 frames a second instead of 23.976), or
by an offset that changes where a scene was cut out. All of this is estimated from the anchors (`anchors`): the rate is
the median slope between them, the offset the median around each position. Where the anchors around a position do not
agree, as in files of different films, times are ignored there.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from aligner.arrays import Bools, Floats64
from aligner.matching.shapes import LONGEST

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aligner.model import Document

Seconds = Floats64

#: Number of anchors needed for a rate, and the distance between the two anchors of a slope, as a share of all anchors.
_RATE_ANCHORS, _FAR = 8, 8
#: Number of anchors on either side that give the offset of a position; the distance in seconds at which an anchor still
#: agrees; the share that must agree; and the number of pseudo-anchors that disagree, since a few agree by chance.
_NEIGHBOURS, _TOLERANCE, _AGREEING_SHARE, _PSEUDO_ANCHORS = 5, 1.0, 0.5, 2
#: Files made from each other have the same times to the frame: largest distance of starts in seconds, and their share.
_FRAME_SECONDS, _SAME_SHARE = 0.1, 0.5


@dataclass(frozen=True)
class Times:
    """Display times of the segments of both sides, by one clock.

    Attributes:
        en: (boundaries, longest, 2) start and end of the block of 1 to ``longest`` segments that ends at a boundary.
        ja: the same for the Japanese, by the English clock.
        known: (boundaries,) whether that clock is known for the Japanese segment that ends there.
    """

    en: Seconds
    ja: Seconds
    known: Bools


def read_times(document: Document, length: Sequence[float]) -> Seconds | None:
    """(segments, 2) start and end of every segment in seconds; None unless all have times.

    The time of a cue is divided among its segments by length, since they are spoken one after the other.
    """
    shown = [document.paragraphs[segment.paragraph].time for segment in document.segments]
    if not shown or None in shown:
        return None
    times = np.empty((len(shown), 2))
    for time, group in groupby(range(len(shown)), key=lambda k: (shown[k], document.segments[k].line)):
        cue = list(group)
        start, end = time[0] or (0, 0)
        parts = np.concatenate([[0.0], np.cumsum([length[k] + 1.0 for k in cue])])
        edges = (start + (end - start) * parts / parts[-1]) / 1000
        times[cue, 0], times[cue, 1] = edges[:-1], edges[1:]
    return times


def measure_times(
    en: Seconds | None, ja: Seconds | None, anchors: Sequence[tuple[int, int]], longest: int = LONGEST
) -> Times | None:
    """The times of two documents by one clock; None without times, or where the clocks cannot be related."""
    if en is None or ja is None:
        return None
    if _is_same_clock(en[:, 0], ja[:, 0]):
        return Times(_blocks(en, longest), _blocks(ja, longest), np.ones(len(ja) + 1, np.bool_))
    places = np.array(anchors, np.int64).reshape(-1, 2)
    # Overlapping cues may start before the cue in front of them.
    en_starts, ja_starts = (np.maximum.accumulate(side[places[:, k], 0]) for k, side in enumerate((en, ja)))
    rate = _rate(en_starts, ja_starts)
    offset, agreed = _offsets(en_starts - rate * ja_starts)
    if agreed.mean() < _AGREEING_SHARE:
        return None
    converted = ja * rate + np.interp(ja[:, 0], ja_starts, offset)[:, None]
    known = np.interp(ja[:, 0], ja_starts, agreed) >= 0.5
    return Times(_blocks(en, longest), _blocks(converted, longest), np.concatenate([known[:1], known]))


def _is_same_clock(en: Seconds, ja: Seconds) -> bool:
    """Whether most starts of one side are also starts on the other side."""
    few, many = sorted((np.sort(en), np.sort(ja)), key=len)
    after = np.searchsorted(many, few)
    near = np.minimum(
        np.abs(many[np.minimum(after, len(many) - 1)] - few), np.abs(many[np.maximum(after - 1, 0)] - few)
    )
    return len(few) > _PSEUDO_ANCHORS and int((near <= _FRAME_SECONDS).sum()) > _SAME_SHARE * (
        len(few) + _PSEUDO_ANCHORS
    )


def _rate(en_starts: Seconds, ja_starts: Seconds) -> float:
    """Rate of one clock by the other: the median slope between distant anchors (Theil 1950)."""
    if len(en_starts) < _RATE_ANCHORS:
        return 1.0
    far = max(len(en_starts) // _FAR, _RATE_ANCHORS // 2)
    run = ja_starts[far:] - ja_starts[:-far]
    return float(np.median((en_starts[far:] - en_starts[:-far])[run > 0] / run[run > 0])) if (run > 0).any() else 1.0


def _offsets(offsets: Seconds) -> tuple[Seconds, Bools]:
    """(anchors,) the offset around every anchor, and whether the anchors around it agree."""
    if not len(offsets):
        return np.zeros(1), np.zeros(1, np.bool_)
    padded = np.pad(offsets, _NEIGHBOURS, constant_values=np.nan)
    neighbours = sliding_window_view(padded, 2 * _NEIGHBOURS + 1)
    offset = np.nanmedian(neighbours, axis=1)
    agreeing = (np.abs(neighbours - offset[:, None]) <= _TOLERANCE).sum(axis=1)
    seen = (~np.isnan(neighbours)).sum(axis=1)
    return offset, agreeing >= _AGREEING_SHARE * (seen + _PSEUDO_ANCHORS)


def _blocks(times: Seconds, longest: int) -> Seconds:
    """(boundaries, longest, 2) start and end of the blocks that end at every boundary; shorter at the beginning."""
    boundary = np.arange(len(times) + 1)
    sizes = [np.clip(boundary - size, 0, len(times) - 1) for size in range(1, longest + 1)]
    starts = np.stack([times[first, 0] for first in sizes], axis=1)
    ends = np.maximum.accumulate(np.stack([times[first, 1] for first in sizes], axis=1), axis=1)
    return np.stack([starts, ends], axis=2)


def shared_and_apart(en: Seconds, ja: Seconds) -> tuple[Seconds, Seconds]:
    """The share of two blocks' total time that they have in common, and the distance of their starts and ends.

    The last axis of both arrays holds start and end. The distance is log(1 + seconds).
    """
    start, end = (en[..., k] - ja[..., k] for k in (0, 1))
    shared = np.minimum(en[..., 1], ja[..., 1]) - np.maximum(en[..., 0], ja[..., 0])
    whole = np.maximum(en[..., 1], ja[..., 1]) - np.minimum(en[..., 0], ja[..., 0])
    return np.clip(shared, 0, None) / np.maximum(whole, 1e-3), np.log1p(np.abs(start) + np.abs(end))
