from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aligner.evidence.channel import Channel
from aligner.matching.overlap import Overlap
from aligner.matching.search import band_around
from aligner.matching.shapes import LONG_SHAPES, LONGEST, SHAPES
from aligner.matching.tile import tiles
from tests.matching.materials import Held, block, holdings
from tests.samples import standing

WEIGHT = [1.0, 2.5, 4.0, 7.25]


def overlap(en: Held, ja: Held, longest: int = LONGEST) -> Overlap:
    english, japanese = (standing((k, item) for k, items in enumerate(side) for item in items) for side in (en, ja))
    channel = Channel("name", english, japanese, np.array(WEIGHT))
    return Overlap(channel, len(en), len(ja), longest)


def weigh(items: set[int]) -> float:
    return sum(WEIGHT[item] for item in items)


@pytest.mark.property
@settings(max_examples=60)
@given(st.data())
def test_what_blocks_share_is_what_their_sets_share(data: st.DataObject) -> None:
    """In any band, whatever rows are worked together."""
    rows, columns = data.draw(st.integers(1, 12)), data.draw(st.integers(1, 12))
    en, ja = data.draw(holdings(rows)), data.draw(holdings(columns))
    centre = data.draw(st.lists(st.integers(0, columns).map(float), min_size=rows + 1, max_size=rows + 1))
    low, width = band_around(np.sort(centre), columns, data.draw(st.integers(2, 6)))
    shapes = data.draw(st.sampled_from([SHAPES, LONG_SHAPES]))
    found = overlap(en, ja, shapes.longest)
    for tile in tiles(low, width, data.draw(st.integers(1, 5)), shapes):
        shared = found.within(tile)
        single, blocks = shared.single, shared.blocks
        for (k, c), column in np.ndenumerate(tile.grid_column):
            row = int(tile.grid_row[k])
            inside = row >= 1 and 1 <= column <= columns and column < tile.end[k]
            wanted = weigh(en[row - 1] & ja[column - 1]) if inside else 0.0
            assert single[k, c] == pytest.approx(wanted, abs=1e-4)
        for k, s, c in np.argwhere(tile.valid(columns)).tolist():
            (m, n), end, last = shapes[s], tile.rows[k], int(tile.column[k, c])
            wanted = weigh(block(en, end, m) & block(ja, last, n))
            assert blocks[k, s, c] == pytest.approx(wanted, abs=1e-4), (end, last, (m, n))


@pytest.mark.property
@given(st.data())
def test_what_a_block_holds_is_the_union_of_its_segments(data: st.DataObject) -> None:
    rows, columns = data.draw(st.integers(0, 10)), data.draw(st.integers(0, 10))
    en, ja = data.draw(holdings(rows)), data.draw(holdings(columns))
    found = overlap(en, ja)
    for held, total in ((en, found.en_total), (ja, found.ja_total)):
        assert total.shape == (len(held) + 1, LONGEST)
        for end in range(len(held) + 1):
            for size in range(1, min(LONGEST, end) + 1):
                assert total[end, size - 1] == pytest.approx(weigh(block(held, end, size)), abs=1e-4)


def test_an_item_repeated_within_a_block_counts_once() -> None:
    found = overlap([{0}, {0, 1}, {0}], [{0}, {0}])
    blocks = found.within(tiles(np.zeros(4, np.int64), 3)[0]).blocks
    assert blocks[3, SHAPES.index((3, 2)), 2] == WEIGHT[0]
    assert blocks[2, SHAPES.index((1, 1)), 1] == WEIGHT[0]
