from __future__ import annotations

import math

import numpy as np
import pytest

from aligner.evidence.channel import PRIOR_SEGMENTS, UNKNOWN_SHARE, Held, build_channel, hold
from aligner.evidence.occurrences import Places, first_rows


def held(*rows: tuple[int, int, int, int], items: int = 2) -> Held:
    """From (segment, start, end, item), in order."""
    segment, start, end, item = np.array(rows, np.int64).reshape(-1, 4).T
    return hold(Places(segment, start, end), item, items)


def build(
    en: list[tuple[int, int]], ja: list[tuple[int, int]], items: int, shares: list[float] | None = None
) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    """The weights of a channel over 20 English and 10 Japanese segments."""
    sides = (held(*((segment, 0, 1, item) for segment, item in sorted(side)), items=items) for side in (en, ja))
    given = None if shares is None else np.array(shares)
    return build_channel("name", *sides, items=items, segments=(20, 10), shares=given).weight


def test_the_rarer_an_item_the_more_it_weighs() -> None:
    once, often = build([(0, 0), *((k, 1) for k in range(8))], [(0, 0), (0, 1)], 2)
    assert once > often > 0
    assert once == pytest.approx(-math.log(PRIOR_SEGMENTS * UNKNOWN_SHARE / (10 + PRIOR_SEGMENTS)))
    assert often == pytest.approx(-math.log((7 + PRIOR_SEGMENTS * UNKNOWN_SHARE) / (20 + PRIOR_SEGMENTS)))


def test_a_repetition_within_a_segment_counts_once() -> None:
    assert build([(0, 0), (0, 0)], [(0, 0)], 1) == build([(0, 0)], [(0, 0)], 1)


def test_the_commoner_side_rules() -> None:
    assert build([(0, 0)], [(k, 0) for k in range(9)], 1) < build([(0, 0)], [(0, 0)], 1)


def test_a_known_share_takes_the_place_of_the_guess() -> None:
    common, rare = build([(0, 0), (0, 1)], [(0, 0), (0, 1)], 2, [0.2, 0.0001])
    assert common < rare
    assert build([(0, 0)], [(0, 0)], 1, [1.0])[0] >= 0.0


def test_no_items_no_weights() -> None:
    found = build_channel("name", held(items=0), held(items=0), items=0, segments=(0, 0))
    assert found.weight.shape == (0,)
    assert found.en.item.shape == found.ja.item.shape == (0,)
    assert found.en.by_item(0).segments.tolist() == []
    assert len(found.en) == 0


def test_an_item_of_a_segment_stands_at_its_first_mention() -> None:
    found = held((1, 0, 2, 1), (3, 4, 6, 0), (3, 9, 12, 1), (3, 14, 16, 1))
    assert found.segment.tolist() == [1, 3, 3]
    assert found.item.tolist() == [1, 0, 1]
    assert found.start.tolist() == [0, 4, 9]
    assert found.end.tolist() == [2, 6, 12]


def test_rows_of_stretches_of_segments() -> None:
    found = held((1, 0, 2, 1), (3, 4, 6, 0), (3, 9, 12, 1), (5, 20, 22, 1))
    stretch, row = found.rows(np.array([3, 0, 4]), np.array([6, 2, 5]))
    assert stretch.tolist() == [0, 0, 0, 1]
    assert row.tolist() == [1, 2, 3, 0]


def test_segments_item_by_item() -> None:
    found = held((0, 0, 1, 2), (2, 3, 4, 0), (4, 5, 6, 2), items=4).by_item(4)
    parts = [found.segments[a : a + size].tolist() for a, size in zip(found.first, found.count, strict=True)]
    assert parts == [[2], [], [0, 4], []]


@pytest.mark.parametrize("scale", [1, 2**60])
def test_first_rows_of_keys_however_large(scale: int) -> None:
    assert first_rows(np.array([3, 1, 3, 1, 2]) * scale).tolist() == [1, 4, 0]
    assert first_rows(np.array([], np.int64)).tolist() == []
