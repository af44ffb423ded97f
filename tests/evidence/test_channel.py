from __future__ import annotations

import math

import numpy as np
import pytest

from aligner.evidence.channel import PRIOR_SEGMENTS, UNKNOWN_SHARE, Occurrence, build_channel
from aligner.model import EvidenceKind, Span


def build(
    en: list[tuple[int, int]], ja: list[tuple[int, int]], items: int, shares: list[float] | None = None
) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    """The weights of a channel over 20 English and 10 Japanese segments."""
    sides = ([Occurrence(segment, 0, 1, item) for segment, item in side] for side in (en, ja))
    given = None if shares is None else np.array(shares)
    return build_channel("name", EvidenceKind.NAME, *sides, items=items, segments=(20, 10), shares=given).weight


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
    found = build_channel("name", EvidenceKind.NAME, [], [], items=0, segments=(0, 0))
    assert found.weight.shape == (0,)
    assert found.en_presence.shape == found.ja_presence.shape == (0, 2)
    assert found.en_by_segment == found.ja_by_segment == {}
    assert found.en_by_item == found.ja_by_item == {}


def test_occurrences_are_sorted_and_grouped() -> None:
    en = [Occurrence(3, 9, 12, 1), Occurrence(3, 4, 6, 0), Occurrence(1, 0, 2, 1), Occurrence(3, 14, 16, 1)]
    found = build_channel("name", EvidenceKind.NAME, en, en[:1], items=2, segments=(4, 4))
    assert [(o.segment, o.start) for o in found.en] == [(1, 0), (3, 4), (3, 9), (3, 14)]
    assert found.en_presence.tolist() == [[1, 1], [3, 0], [3, 1]]
    assert found.ja_presence.tolist() == [[3, 1]]
    assert found.en_by_item == {1: [1, 3], 0: [3]}
    assert found.ja_by_item == {1: [3]}
    assert [o.start for o in found.en_by_segment[3]] == [4, 9, 14]
    assert set(found.ja_by_segment) == {3}
    assert en[0].span == Span(9, 12)
