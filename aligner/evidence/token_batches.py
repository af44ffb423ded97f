"""Blocks of tokens: the pieces of many texts side by side, so many at once as are worked together.

A block is filled up with zeros to a multiple of `STEP`: blocks come in a few sizes, whatever the texts, and little is
worked for nothing. What would be one block or two comes in halves, so that a second core has its share of a short text;
this does not ask how many cores there are, for the sums should not depend on it.

A text too long for a block comes in stretches, each with the context that the widest window reaches into, so that its
features are the same as if it were worked whole.
"""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from aligner.arrays import Ints64

#: Tokens of a block at most, and what the size of each is a multiple of.
TOKENS, STEP = 384, 64
#: How far to either side the features of a token look.
REACH = 4
#: Columns of the sums: tokens proper, the first marker, the last one; and what is in none, context and padding.
PROPER, FIRST, LAST, NONE = 0, 1, 2, -1


class Block(NamedTuple):
    """Tokens worked at once.

    Attributes:
        tokens: (tokens,) their ids.
        text: (tokens,) number of the text each belongs to.
        column: (tokens,) what each counts as there.
        run: (tokens,) number of the stretch of tokens that see each other.
    """

    tokens: Ints64
    text: Ints64
    column: Ints64
    run: Ints64

    @property
    def starts(self) -> Ints64:
        """(stretches,) where stretches of one text and column begin."""
        change = (np.diff(self.text) != 0) | (np.diff(self.column) != 0)
        return np.append(0, np.flatnonzero(change) + 1)


class _Stretch(NamedTuple):
    """A text, or a part of one that fits a block, with so many tokens of context before and after it."""

    text: int
    tokens: Sequence[int]
    before: int
    after: int
    first: bool
    last: bool


def room(tokens: int) -> int:
    """How many tokens a block holds where there are so many in all."""
    half = -(-max(tokens, 1) // 2)
    return min(TOKENS, half + -half % STEP)


def packed(texts: Iterable[Sequence[int]]) -> Iterator[Block]:
    """Blocks of the tokens of some texts in order; every text begins and ends with a marker."""
    stretches = [stretch for text, tokens in enumerate(texts) for stretch in _stretches(text, tokens)]
    most = room(sum(len(stretch.tokens) for stretch in stretches))
    held: list[_Stretch] = []
    filled = 0
    for stretch in stretches:
        if held and filled + len(stretch.tokens) > most:
            yield _block(held)
            held, filled = [], 0
        held.append(stretch)
        filled += len(stretch.tokens)
    if held:
        yield _block(held)


def _stretches(text: int, tokens: Sequence[int]) -> Iterator[_Stretch]:
    size = len(tokens)
    if size <= TOKENS:
        yield _Stretch(text, tokens, 0, 0, first=True, last=True)
        return
    step = TOKENS - 2 * REACH
    for start in range(0, size, step):
        end = min(start + step, size)
        low, high = max(start - REACH, 0), min(end + REACH, size)
        yield _Stretch(text, tokens[low:high], start - low, high - end, first=start == 0, last=end == size)


def _block(held: Sequence[_Stretch]) -> Block:
    sizes = np.array([len(stretch.tokens) for stretch in held])
    ends = np.cumsum(sizes)
    size = int(ends[-1])
    filled = size + -size % STEP
    tokens, column = np.zeros(filled, np.int64), np.full(filled, NONE)
    tokens[:size] = np.fromiter(chain.from_iterable(stretch.tokens for stretch in held), np.int64, size)
    column[:size] = PROPER
    for stretch, start, end in zip(held, (ends - sizes).tolist(), ends.tolist(), strict=True):
        column[start : start + stretch.before] = NONE
        column[end - stretch.after : end] = NONE
        if stretch.first:
            column[start] = FIRST
        if stretch.last:
            column[end - 1] = LAST
    padding = np.full(filled - size, -1)
    text = np.concatenate([np.repeat([stretch.text for stretch in held], sizes), padding])
    return Block(tokens, text, column, np.concatenate([np.repeat(np.arange(len(held)), sizes), padding]))
