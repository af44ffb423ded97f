"""Blocks against what they are made of."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from aligner.evidence.token_batches import FIRST, LAST, NONE, PROPER, REACH, STEP, TOKENS, pack

pytestmark = pytest.mark.slow

#: The tokens of some texts, all different, by how many they are between the two markers.
_SIZES = st.lists(st.sampled_from([0, 1, 30, 200, TOKENS - 3, TOKENS - 2, TOKENS - 1, 800]), max_size=8)


def texts_of(sizes: list[int]) -> list[list[int]]:
    ends = np.cumsum([size + 2 for size in sizes]).tolist()
    return [list(range(start + 1, end + 1)) for start, end in pairwise([0, *ends])]


@given(_SIZES)
def test_every_token_counts_once_in_its_text_and_column(sizes: list[int]) -> None:
    texts = texts_of(sizes)
    found: dict[int, list[tuple[int, int]]] = {}
    for block in pack(texts):
        assert len(block.tokens) <= TOKENS
        assert len(block.tokens) % STEP == 0
        counted = block.column != NONE
        for token, text, column in zip(*(part[counted].tolist() for part in block[:3]), strict=True):
            found.setdefault(token, []).append((text, column))
    for k, text in enumerate(texts):
        columns = [FIRST, *[PROPER] * (len(text) - 2), LAST]
        assert [found[token] for token in text] == [[(k, column)] for column in columns]


@given(_SIZES)
def test_a_token_that_counts_sees_as_far_as_it_would_in_its_text(sizes: list[int]) -> None:
    texts = texts_of(sizes)
    for block in pack(texts):
        for place in np.flatnonzero(block.column != NONE).tolist():
            text = texts[block.text[place]]
            own = text.index(block.tokens[place])
            for apart in range(-REACH, REACH + 1):
                seen = 0 <= place + apart < len(block.run) and block.run[place + apart] == block.run[place]
                assert seen == (0 <= own + apart < len(text))
                if seen:
                    assert block.tokens[place + apart] == text[own + apart]


@given(_SIZES)
def test_stretches_are_of_one_text_and_column_each(sizes: list[int]) -> None:
    for block in pack(texts_of(sizes)):
        for start, end in pairwise([*block.starts.tolist(), len(block.tokens)]):
            assert len({*zip(block.text[start:end].tolist(), block.column[start:end].tolist(), strict=True)}) == 1
        for start in block.starts[1:].tolist():
            assert (block.text[start - 1], block.column[start - 1]) != (block.text[start], block.column[start])
