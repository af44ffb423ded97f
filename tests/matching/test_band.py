from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from aligner.evidence.channel import Channel
from aligner.matching.band import FULL, WIDTH, anchor_line, first_band, strip_around, wider_band
from tests.samples import standing


def channel(en: list[tuple[int, int]], ja: list[tuple[int, int]], weight: list[float]) -> Channel:
    """Items by (segment, item)."""
    return Channel("name", standing(en), standing(ja), np.array(weight))


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


def test_the_line_runs_through_the_middle_of_anchored_segments() -> None:
    found = channel([(10, 0)], [(30, 0)], [10.0])
    line = anchor_line([found], 20, 40)
    assert line[0] == 0.0
    assert line[20] == 40.0
    assert np.interp(10.5, np.arange(21), line) == pytest.approx(30.5, abs=1.5)
    assert (np.diff(line) > 0).all()


def test_a_strip_without_anchors_is_whole() -> None:
    for rows, columns in ((0, 0), (0, 5), (5, 0), (1, 1), (40, 90)):
        low, width = strip_around([], rows, columns)
        assert (low.tolist(), width) == ([0] * (rows + 1), columns + 1)


def test_a_strip_is_as_wide_as_the_widest_stretch_between_anchors_and_some_room() -> None:
    close = [(k, k) for k in range(500)]
    _, least = strip_around(close, 500, 500)
    _, wider = strip_around([*close[:100], *close[130:]], 500, 500)
    assert least < 40
    assert wider == least + 30
    # What the Japanese leaves out makes the strip no wider; what it adds does.
    _, missing = strip_around([*close[:100], *((k, k - 30) for k in range(130, 500))], 500, 470)
    assert missing == least
    _, added = strip_around([*close[:100], *((k, k + 30) for k in range(100, 500))], 500, 530)
    assert added == least + 30


@st.composite
def rising(draw: st.DrawFn) -> tuple[list[tuple[int, int]], int, int]:
    """A chain of anchors, and the numbers of segments."""
    rows, columns = draw(st.integers(0, 60)), draw(st.integers(0, 60))
    most = min(rows, columns)
    count = draw(st.integers(0, most))
    en, ja = (
        sorted(draw(st.lists(st.integers(0, size - 1), min_size=count, max_size=count, unique=True))) if count else []
        for size in (rows, columns)
    )
    return list(zip(en, ja, strict=True)), rows, columns


@pytest.mark.property
@given(rising())
def test_a_strip_holds_every_boundary_between_one_anchor_and_the_next(
    case: tuple[list[tuple[int, int]], int, int],
) -> None:
    chain, rows, columns = case
    low, width = strip_around(chain, rows, columns)
    assert low.shape == (rows + 1,)
    assert low[0] == 0
    assert low[-1] + width == columns + 1
    assert (np.diff(low) >= 0).all()
    assert 1 <= width <= columns + 1
    assert (low + width <= columns + 1).all()
    # From the end of one anchor, or the start, to the start of the next, or the end.
    corners = [(0, 0), *((i + 1, j + 1) for i, j in chain)], [*chain, (rows, columns)]
    for (top, left), (bottom, right) in zip(*corners, strict=True):
        for row in range(top, bottom + 1):
            assert low[row] <= left
            assert right < low[row] + width
