from __future__ import annotations

from itertools import combinations, pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from aligner.evidence.channel import Channel
from aligner.matching.band import (
    FULL,
    WIDTH,
    anchor_line,
    anchors,
    first_band,
    heaviest_chain,
    wider_band,
)
from aligner.model import EvidenceKind
from tests.samples import standing

Point = tuple[int, int, float]


def channel(en: list[tuple[int, int]], ja: list[tuple[int, int]], weight: list[float]) -> Channel:
    """Items by (segment, item)."""
    return Channel("name", EvidenceKind.NAME, standing(en), standing(ja), np.array(weight))


def test_a_short_document_is_searched_whole() -> None:
    low, width = first_band([], 159, 159)
    assert (low.tolist(), width) == ([0] * 160, 160)
    assert FULL == 160 * 160


def test_a_long_one_in_a_band_that_doubles_until_it_is_whole() -> None:
    low, width = first_band([], 400, 400)
    assert width < 2 * WIDTH
    widths = [width]
    while width <= 400:
        low, width = wider_band([], 400, 400, width)
        widths.append(width)
    assert widths == sorted(set(widths))
    assert (low == 0).all()
    assert width == 401


def test_segments_that_share_rare_items_are_anchors() -> None:
    found = channel([(0, 0), (5, 1), (6, 1)], [(1, 0), (7, 1), (6, 2)], [9.0, 8.5, 20.0])
    assert anchors([found]) == [(0, 1, 9.0), (5, 7, 8.5), (6, 7, 8.5)]


def test_weights_of_several_items_and_channels_add_up() -> None:
    light = channel([(2, 0), (2, 1)], [(3, 0), (3, 1)], [3.0, 3.0])
    other = channel([(2, 0)], [(3, 0)], [3.0])
    assert anchors([light]) == []
    assert anchors([light, other]) == [(2, 3, 9.0)]


def test_a_common_item_is_no_anchor() -> None:
    assert anchors([channel([(k, 0) for k in range(4)], [(0, 0)], [50.0])]) == []


def test_the_line_runs_through_the_middle_of_anchored_segments() -> None:
    found = channel([(10, 0)], [(30, 0)], [10.0])
    line = anchor_line([found], 20, 40)
    assert line[0] == 0.0
    assert line[20] == 40.0
    assert np.interp(10.5, np.arange(21), line) == pytest.approx(30.5, abs=1.5)
    assert (np.diff(line) > 0).all()


def test_anchors_that_cross_the_others_are_left_off_the_chain() -> None:
    assert heaviest_chain([(0, 0, 9.0), (1, 8, 9.0), (2, 2, 9.0), (3, 3, 9.0)]) == [(0, 0), (2, 2), (3, 3)]
    assert heaviest_chain([(0, 0, 9.0), (1, 8, 40.0), (2, 2, 9.0), (3, 3, 9.0)]) == [(0, 0), (1, 8)]
    assert heaviest_chain([]) == []


def chains(points: list[Point]) -> list[list[Point]]:
    """Every chain that rises strictly in both coordinates."""
    return [
        list(some)
        for size in range(len(points) + 1)
        for some in combinations(sorted(points), size)
        if all(a[0] < b[0] and a[1] < b[1] for a, b in pairwise(some))
    ]


@pytest.mark.property
@given(
    st.lists(
        st.tuples(st.integers(0, 6), st.integers(0, 6), st.integers(1, 9).map(float)),
        max_size=9,
        unique_by=lambda point: point[:2],
    )
)
def test_the_chain_is_the_heaviest_there_is(points: list[Point]) -> None:
    chain = heaviest_chain(points)
    weight = {point[:2]: point[2] for point in points}
    assert all(a[0] < b[0] and a[1] < b[1] for a, b in pairwise(chain))
    best = max(sum(point[2] for point in some) for some in chains(points))
    assert sum(weight[point] for point in chain) == best
