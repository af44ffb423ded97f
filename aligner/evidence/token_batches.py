"""Blocks of tokens: the tokens of many texts side by side, as many as are computed together.

A block is padded with zeros to a multiple of `STEP`. So blocks have few different sizes, and little work is wasted.
Work for one or two blocks is divided into halves, so that a second core shares the work of a short text. This does not
depend on the number of cores, because the sums must not.

A text that is too long for a block is divided into parts. Each part has context as wide as the widest window, so that
its features are the same as in the whole text.
"""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from aligner.arrays import Ints64

#: Largest number of tokens in a block; the size of a block is a multiple of the second value.
TOKENS, STEP = 384, 64
#: Width of the context of a token on either side.
REACH = 4
#: Columns of the sums: text tokens, the first marker, the last marker; NONE is context and padding, in no sum.
PROPER, FIRST, LAST, NONE = 0, 1, 2, -1


class Block(NamedTuple):
    """Tokens that are computed together.

    Attributes:
        tokens: (tokens,) their ids.
        text: (tokens,) number of the text of each.
        column: (tokens,) the column of the sums that each is added to.
        run: (tokens,) number of the part that each is in; tokens are context only for tokens of the same part.
    """

    tokens: Ints64
    text: Ints64
    column: Ints64
    run: Ints64

    @property
    def starts(self) -> Ints64:
        """(runs,) start of each run of tokens with the same text and column."""
        change = (np.diff(self.text) != 0) | (np.diff(self.column) != 0)
        return np.append(0, np.flatnonzero(change) + 1)


class _Part(NamedTuple):
    """A text, or a part of one that fits into a block, with the number of context tokens before and after it."""

    text: int
    tokens: Sequence[int]
    before: int
    after: int
    first: bool
    last: bool


def block_size(tokens: int) -> int:
    """The size of a block, given the number of all tokens."""
    half = -(-max(tokens, 1) // 2)
    return min(TOKENS, half + -half % STEP)


def pack(texts: Iterable[Sequence[int]]) -> Iterator[Block]:
    """The tokens of texts in blocks, in order; every text must begin and end with a marker."""
    parts = [part for text, tokens in enumerate(texts) for part in _parts(text, tokens)]
    most = block_size(sum(len(part.tokens) for part in parts))
    held: list[_Part] = []
    filled = 0
    for part in parts:
        if held and filled + len(part.tokens) > most:
            yield _block(held)
            held, filled = [], 0
        held.append(part)
        filled += len(part.tokens)
    if held:
        yield _block(held)


def _parts(text: int, tokens: Sequence[int]) -> Iterator[_Part]:
    size = len(tokens)
    if size <= TOKENS:
        yield _Part(text, tokens, 0, 0, first=True, last=True)
        return
    step = TOKENS - 2 * REACH
    for start in range(0, size, step):
        end = min(start + step, size)
        low, high = max(start - REACH, 0), min(end + REACH, size)
        yield _Part(text, tokens[low:high], start - low, high - end, first=start == 0, last=end == size)


def _block(held: Sequence[_Part]) -> Block:
    sizes = np.array([len(part.tokens) for part in held])
    ends = np.cumsum(sizes)
    size = int(ends[-1])
    filled = size + -size % STEP
    tokens, column = np.zeros(filled, np.int64), np.full(filled, NONE)
    tokens[:size] = np.fromiter(chain.from_iterable(part.tokens for part in held), np.int64, size)
    column[:size] = PROPER
    for part, start, end in zip(held, (ends - sizes).tolist(), ends.tolist(), strict=True):
        column[start : start + part.before] = NONE
        column[end - part.after : end] = NONE
        if part.first:
            column[start] = FIRST
        if part.last:
            column[end - 1] = LAST
    padding = np.full(filled - size, -1)
    text = np.concatenate([np.repeat([part.text for part in held], sizes), padding])
    return Block(tokens, text, column, np.concatenate([np.repeat(np.arange(len(held)), sizes), padding]))
