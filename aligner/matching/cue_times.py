"""When subtitles are shown, as evidence: how the clocks of two files differ, and how far apart two blocks are shown.

Files of the same film differ by an offset (a trailer cut off), by rate (25 frames a second for 23.976), or by an offset
that changes where something was cut out. All of it is found from the anchors (`anchors`): the rate is the median of
slopes between them, the offset the median around each place. Where the anchors around a place do not agree on one, as
with files of different films, times say nothing there.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from aligner.arrays import Bools, Floats64
from aligner.matching.search import LONGEST

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aligner.model import Document

Seconds = Floats64

#: Anchors from which a rate can be told, and how many lie between two that a slope is taken of, as a share of all.
_RATED, _FAR = 8, 8
#: Anchors on either side of a place by which its offset is judged; how many seconds one may lie off it and agree; the
#: share that has to agree, and how many that do not are imagined beside those seen, since a few agree by chance.
_AROUND, _AGREES, _AGREEING, _IMAGINED = 5, 1.0, 0.5, 2
#: Files that were made from each other have the same times to the frame: how close starts must be, and which share.
_FRAME, _SAME = 0.1, 0.5


@dataclass(frozen=True)
class Times:
    """When the segments of both sides are shown, by one clock.

    Attributes:
        en: (boundaries, LONGEST, 2) when the block of so many segments that ends at a boundary is shown, from and to.
        ja: the same of the Japanese, by the clock of the English.
        known: (boundaries,) whether that clock is known for the Japanese segment that ends there.
    """

    en: Seconds
    ja: Seconds
    known: Bools


def read_times(document: Document, length: Sequence[float]) -> Seconds | None:
    """(segments, 2) when every segment is shown, in seconds; None where not all have times.

    What is shown together has its time parted by length, since it is spoken one after the other.
    """
    shown = [document.paragraphs[segment.paragraph].time for segment in document.segments]
    if not shown or None in shown:
        return None
    found = np.empty((len(shown), 2))
    for time, group in groupby(range(len(shown)), key=lambda k: (shown[k], document.segments[k].line)):
        cue = list(group)
        start, end = time[0] or (0, 0)
        parts = np.concatenate([[0.0], np.cumsum([length[k] + 1.0 for k in cue])])
        edges = (start + (end - start) * parts / parts[-1]) / 1000
        found[cue, 0], found[cue, 1] = edges[:-1], edges[1:]
    return found


def measure_times(en: Seconds | None, ja: Seconds | None, anchors: Sequence[tuple[int, int]]) -> Times | None:
    """The times of two documents by one clock; None where there are none, or nothing tells how the clocks differ."""
    if en is None or ja is None:
        return None
    if _is_same_clock(en[:, 0], ja[:, 0]):
        return Times(_blocks(en), _blocks(ja), np.ones(len(ja) + 1, np.bool_))
    places = np.array(anchors, np.int64).reshape(-1, 2)
    # Where two cues overlap, a start may lie before the one before it.
    here, there = (np.maximum.accumulate(side[places[:, k], 0]) for k, side in enumerate((en, ja)))
    rate = _rate(here, there)
    offset, agreed = _offsets(here - rate * there)
    if agreed.mean() < _AGREEING:
        return None
    found = ja * rate + np.interp(ja[:, 0], there, offset)[:, None]
    known = np.interp(ja[:, 0], there, agreed) >= 0.5
    return Times(_blocks(en), _blocks(found), np.concatenate([known[:1], known]))


def _is_same_clock(en: Seconds, ja: Seconds) -> bool:
    """Whether most starts of one side are starts of the other."""
    few, many = sorted((np.sort(en), np.sort(ja)), key=len)
    after = np.searchsorted(many, few)
    near = np.minimum(
        np.abs(many[np.minimum(after, len(many) - 1)] - few), np.abs(many[np.maximum(after - 1, 0)] - few)
    )
    return len(few) > _IMAGINED and int((near <= _FRAME).sum()) > _SAME * (len(few) + _IMAGINED)


def _rate(here: Seconds, there: Seconds) -> float:
    """How fast one clock goes by the other: the median slope between anchors that are some way apart (Theil 1950)."""
    if len(here) < _RATED:
        return 1.0
    far = max(len(here) // _FAR, _RATED // 2)
    run = there[far:] - there[:-far]
    return float(np.median((here[far:] - here[:-far])[run > 0] / run[run > 0])) if (run > 0).any() else 1.0


def _offsets(apart: Seconds) -> tuple[Seconds, Bools]:
    """(anchors,) the offset around every anchor, and whether those around it agree on it."""
    if not len(apart):
        return np.zeros(1), np.zeros(1, np.bool_)
    padded = np.pad(apart, _AROUND, constant_values=np.nan)
    around = sliding_window_view(padded, 2 * _AROUND + 1)
    offset = np.nanmedian(around, axis=1)
    agreeing = (np.abs(around - offset[:, None]) <= _AGREES).sum(axis=1)
    seen = (~np.isnan(around)).sum(axis=1)
    return offset, agreeing >= _AGREEING * (seen + _IMAGINED)


def _blocks(times: Seconds) -> Seconds:
    """(boundaries, LONGEST, 2) from and to of the blocks that end at every boundary; short ones at the start."""
    boundary = np.arange(len(times) + 1)
    sizes = [np.clip(boundary - size, 0, len(times) - 1) for size in range(1, LONGEST + 1)]
    starts = np.stack([times[first, 0] for first in sizes], axis=1)
    ends = np.maximum.accumulate(np.stack([times[first, 1] for first in sizes], axis=1), axis=1)
    return np.stack([starts, ends], axis=2)


def shared_and_apart(en: Seconds, ja: Seconds) -> tuple[Seconds, Seconds]:
    """How much of the time that two blocks take up together they share, and how far apart they start and end.

    Takes from and to in the last axis; the distance is the logarithm of one and the seconds.
    """
    start, end = (en[..., k] - ja[..., k] for k in (0, 1))
    shared = np.minimum(en[..., 1], ja[..., 1]) - np.maximum(en[..., 0], ja[..., 0])
    whole = np.maximum(en[..., 1], ja[..., 1]) - np.minimum(en[..., 0], ja[..., 0])
    return np.clip(shared, 0, None) / np.maximum(whole, 1e-3), np.log1p(np.abs(start) + np.abs(end))
