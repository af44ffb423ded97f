"""Positions of strings as columns of numbers: one row for every occurrence, in document order.

A document has tens of thousands of words, but only some thousands of distinct ones. Values that depend only on the
string are computed once for each distinct string; an occurrence is a row of numbers, never an object.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import chain, count
from typing import TYPE_CHECKING, TypeVar

import numpy as np

from aligner.text.folding import fold_width

if TYPE_CHECKING:
    import re
    from collections.abc import Hashable, Iterable, Sequence

    from aligner.arrays import Bools, Ints64
    from aligner.model import Document

H = TypeVar("H", bound="Hashable")


@dataclass(frozen=True, slots=True)
class Places:
    """Spans in a document.

    Attributes:
        segment: (n,) the segments that hold them.
        start: (n,) code-point offsets in the document's text.
        end: (n,) offsets past their last characters.
    """

    segment: Ints64
    start: Ints64
    end: Ints64

    def __len__(self) -> int:
        return len(self.start)

    def take(self, rows: Ints64 | Bools) -> Places:
        """Some of the places."""
        return Places(self.segment[rows], self.start[rows], self.end[rows])

    @classmethod
    def joined(cls, parts: Sequence[Places]) -> Places:
        """Several groups of places, one after another."""
        columns = ([getattr(part, name) for part in parts] for name in ("segment", "start", "end"))
        return cls(*map(np.concatenate, columns))


class Lines:
    """A document's segments as one string with line feeds between them, so that a pattern runs over all at once.

    Patterns must not match line feeds or look beyond them. ``starts`` are the offsets of the segments in the document.

    Attributes:
        texts: the segments.
        text: all segments, unchanged.
        folded: the same with width folded; folding never crosses a line feed.
    """

    def __init__(self, texts: Sequence[str], starts: Sequence[int]) -> None:
        self.texts = tuple(texts)
        self.text = "\n".join(self.texts)
        self.folded = fold_width(self.text)
        sizes = np.fromiter(map(len, self.texts), np.int64, len(self.texts))
        self._starts = np.cumsum(sizes + 1) - sizes - 1
        self._shift = np.array(starts, np.int64) - self._starts

    @classmethod
    def of(cls, document: Document) -> Lines:
        """The segments of a document."""
        segments = document.segments
        return cls([document.text[one.start : one.end] for one in segments], [one.start for one in segments])

    def places(self, starts: Ints64, ends: Ints64, *, folded: bool = False) -> Places:
        """Converts spans of ``text``, or of ``folded``, to places in the document."""
        if folded:
            starts, ends = self.folded.untouched(starts), self.folded.untouched(ends)
        segment = np.searchsorted(self._starts, starts, side="right") - 1
        shift = self._shift[segment]
        return Places(segment, starts + shift, ends + shift)

    def folded_starts(self) -> list[int]:
        """The start of every segment in ``folded``, and the position after the last."""
        offsets = [*self._starts.tolist(), len(self.text) + 1]
        shorter = len(self.text) - len(self.folded.text)
        return [*map(self.folded.at, offsets[:-1]), offsets[-1] - shorter] if shorter else offsets


def occurrences(pattern: re.Pattern[str], text: str) -> tuple[list[str], Ints64, Ints64]:
    """Every match of a pattern that consists of one group: the strings, their starts, their ends.

    It uses `re.split`, which runs in C and is faster than a loop over matches.

    >>> import re
    >>> strings, starts, ends = occurrences(re.compile("([a-z]+)"), "a, bc")
    >>> strings, starts.tolist(), ends.tolist()
    (['a', 'bc'], [0, 3], [1, 5])
    """
    pieces = pattern.split(text)
    ends = np.cumsum(np.fromiter(map(len, pieces), np.int64, len(pieces)))
    return pieces[1::2], ends[:-1:2], ends[1::2]


def numbered(values: Iterable[H]) -> tuple[list[H], Ints64]:
    """The distinct values in order of first occurrence, and the number of each value among them.

    >>> kinds, kind = numbered(["b", "a", "b"])
    >>> kinds, kind.tolist()
    (['b', 'a'], [0, 1, 0])
    """
    number: defaultdict[H, int] = defaultdict(count().__next__)
    kind = np.fromiter(map(number.__getitem__, values), np.int64)
    return list(number), kind


def spread(kind: Ints64, entries: Sequence[Sequence[int]]) -> tuple[Ints64, Ints64]:
    """One row for every entry of each occurrence's kind: (occurrence, entry), occurrences in order.

    >>> [column.tolist() for column in spread(np.array([1, 0, 1]), [[7], [8, 9]])]
    [[0, 0, 1, 2, 2], [8, 9, 7, 8, 9]]
    """
    sizes = np.fromiter(map(len, entries), np.int64, len(entries))
    return spread_flat(kind, sizes, np.fromiter(chain.from_iterable(entries), np.int64, int(sizes.sum())))


def spread_flat(kind: Ints64, sizes: Ints64, flat: Ints64) -> tuple[Ints64, Ints64]:
    """As `spread`, with all entries in one column; ``sizes`` is the number of entries of every kind."""
    counts = sizes[kind]
    rows = np.repeat(np.arange(len(kind)), counts)
    return rows, flat[np.repeat((np.cumsum(sizes) - sizes)[kind], counts) + within(counts)]


def first_rows(keys: Ints64) -> Ints64:
    """The first row of every distinct key, in order of the keys; keys must not be negative.

    >>> first_rows(np.array([3, 1, 3, 1, 2])).tolist()
    [1, 4, 0]
    """
    bits = len(keys).bit_length()
    if not bits or int(keys.max()).bit_length() + bits > 63:
        return np.unique(keys, return_index=True)[1]
    # The row is stored in the low bits of the key: sorting values takes half the time of an argsort.
    rows: Ints64 = np.sort((keys << bits) | np.arange(len(keys)))
    firsts: Ints64 = rows[np.diff(rows >> bits, prepend=-1) != 0] & ((1 << bits) - 1)
    return firsts


def within(counts: Ints64) -> Ints64:
    """0, 1, … within every group of rows; ``counts`` are the sizes of the groups.

    >>> within(np.array([2, 0, 3])).tolist()
    [0, 1, 0, 1, 2]
    """
    return np.arange(int(counts.sum())) - np.repeat(np.cumsum(counts) - counts, counts)
