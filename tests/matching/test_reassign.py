from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest

from aligner.matching import reassign as module
from aligner.matching.match import search
from aligner.matching.moves import Move
from aligner.matching.prepare import encoder_of, prepare
from aligner.matching.reassign import reassign_moved
from aligner.matching.search import Lattice
from aligner.matching.shapes import SHAPES
from aligner.model import Lang
from aligner.parameters import load_parameters
from tests.matching.test_out_of_order import swapped_document
from tests.samples import bitext, weights

if TYPE_CHECKING:
    from aligner.matching.search import Step

SHIPPED = load_parameters()


def chain(pairs: int, block: range) -> list[Step]:
    """A path whose last pair takes in the block that was moved to the end."""
    steps: list[Step] = []
    j = 0
    for i in range(pairs):
        if i in block:
            steps.append((i, i + 1, j, j))
        else:
            steps.append((i, i + 1, j, j + 1))
            j += 1
    first, row, left, _ = steps[-1]
    return [*steps[:-1], (first, row, left, pairs)]


def test_what_a_pair_took_in_is_moved_to_its_counterpart() -> None:
    en, ja, moved = swapped_document()
    both, chosen = bitext(en, ja), SHIPPED.with_meaning
    assert chosen is not None
    material, lattice, _, _ = search(prepare(both, SHIPPED.lexicon, encoder_of(SHIPPED)), chosen)
    size, block = len(en), range(4, 4 + len(moved))
    path = chain(size, block)
    before = list(path)
    result = reassign_moved(material, chosen, lattice, path, [])
    assert path == before
    right = {(4 + k, 5 + k, j, j + 1) for k, j in enumerate(sorted(moved))}
    found = {move.step for move in result.moves}
    assert found
    assert found <= right
    # The last pair lost as many segments, one at a time from its end, and stands for all it was.
    last = result.path[-1]
    assert last == (size - 1, size, path[-1][2], size - len(found))
    assert result.originals[last] == tuple((*last[:3], size - k) for k in reversed(range(len(found))))
    assert result.path[:-1] == path[:-1]
    assert all(move.confidence >= module.LEAST for move in result.moves)
    # What is moved already is not asked for again.
    again = reassign_moved(material, chosen, lattice, path, result.moves)
    assert again.moves == result.moves


def test_a_pair_that_would_end_outside_the_band_is_not_thought_of() -> None:
    lattice = Lattice(
        np.array([0, 2]), np.zeros((2, len(SHAPES), 2), np.float32), np.zeros(1), np.zeros(3), -1.0, -1.0, -1.0
    )
    assert [edge.shorter for edge in module._edges(lattice, (0, 1, 0, 3), Lang.JA)] == [(0, 1, 1, 3), (0, 1, 0, 2)]
    narrow = replace(lattice, low=np.array([0, 3]))
    assert [edge.shorter for edge in module._edges(narrow, (0, 1, 0, 3), Lang.JA)] == [(0, 1, 1, 3)]
    assert not list(module._edges(lattice, (0, 1, 0, 3), Lang.EN))


@pytest.mark.parametrize("moves", [[], [Move((0, 1, 2, 3), 0.9)]])
def test_without_weights_nothing_is_reassigned(moves: list[Move]) -> None:
    both = bitext(["one", "two"], ["一", "二", "三"])
    plain = weights()
    without = type(plain)(plain.pair, plain.en_gap, plain.ja_gap, plain.en_open, plain.ja_open, plain.ja_after_en, {})
    material, lattice, _, path = search(prepare(both, SHIPPED.lexicon, None), without)
    result = reassign_moved(material, without, lattice, path, moves)
    assert (result.path, result.moves, result.originals) == (path, moves, {})
