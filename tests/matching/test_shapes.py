from __future__ import annotations

import numpy as np
import pytest

from aligner.matching.shapes import LONG_SHAPES, LONGEST, LONGEST_MERGED, SHAPES, Shapes

BOTH = pytest.mark.parametrize("shapes", [SHAPES, LONG_SHAPES], ids=["usual", "long"])


def test_shapes_are_all_up_to_the_longest() -> None:
    assert len(SHAPES) == LONGEST**2
    assert SHAPES[0] == (1, 1)
    assert (SHAPES.longest, LONG_SHAPES.longest) == (LONGEST, LONGEST_MERGED)


def test_long_shapes_add_pairs_with_one_segment_on_a_side() -> None:
    assert set(LONG_SHAPES) - set(SHAPES) == {(5, 1), (6, 1), (1, 5), (1, 6)}
    assert set(SHAPES) < set(LONG_SHAPES)
    assert LONG_SHAPES[0] == (1, 1)  # among equal scores the smaller shape wins


@BOTH
def test_sizes_and_cells_of_the_grid_are_those_of_the_shapes(shapes: Shapes) -> None:
    assert list(zip(shapes.en_size.tolist(), shapes.ja_size.tolist(), strict=True)) == list(shapes)
    size = shapes.longest
    grid = np.arange(3 * size * size * 2).reshape(3, size, size, 2)
    found = shapes.of_grid(grid)
    for k, (m, n) in enumerate(shapes):
        assert np.array_equal(found[:, k], grid[:, m - 1, n - 1])
