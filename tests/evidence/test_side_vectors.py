"""The vectors that are kept after matching."""

from __future__ import annotations

import numpy as np
import pytest

from aligner.evidence.side_vectors import SideVectors

#: Vectors of the blocks of four segments, up to three each; every value is its own.
BLOCKS = np.arange(5 * 3 * 2, dtype=np.float32).reshape(5, 3, 2)


def test_segments_and_groups_have_the_vectors_of_their_blocks() -> None:
    kept = SideVectors.of(BLOCKS, [(0,), (1, 2), (3,), (1, 2)])
    assert len(kept.vectors) == 5
    assert np.array_equal(kept.segments, BLOCKS[1:, 0])
    assert np.array_equal(kept.groups([(1, 2), (3,)]), BLOCKS[[3, 4], [1, 0]])


def test_a_longer_group_has_the_vector_of_its_last_segments() -> None:
    kept = SideVectors.of(BLOCKS, [(0, 1, 2, 3)])
    assert np.array_equal(kept.groups([(0, 1, 2, 3)]), BLOCKS[[4], [2]])


def test_other_groups_are_not_kept() -> None:
    with pytest.raises(KeyError):
        SideVectors.of(BLOCKS, [(1, 2)]).groups([(0, 1)])


def test_a_side_without_segments_has_no_vectors() -> None:
    assert SideVectors.of(BLOCKS[:1], []).segments.shape == (0, 2)


def test_the_blocks_are_not_kept_alive() -> None:
    blocks = BLOCKS.copy()
    assert not np.shares_memory(SideVectors.of(blocks, [(0, 1)]).vectors, blocks)
