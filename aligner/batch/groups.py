"""Disjoint sets of indices, joined pair by pair (connected components)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from aligner.arrays import Ints64


class Groups:
    """Disjoint sets of indices; each is identified by its smallest index."""

    def __init__(self, size: int) -> None:
        self._parent = np.arange(size)

    def join(self, one: int, two: int) -> None:
        """Join the groups of two indices."""
        one, two = self._first(one), self._first(two)
        self._parent[max(one, two)] = min(one, two)

    def firsts(self) -> Ints64:
        """Return the first index of each index's group."""
        parents = self._parent
        while not np.array_equal(parents, parents[parents]):
            parents = parents[parents]
        return np.asarray(parents, np.int64)

    def _first(self, number: int) -> int:
        root = number
        while self._parent[root] != root:
            root = int(self._parent[root])
        while self._parent[number] != root:
            self._parent[number], number = root, int(self._parent[number])
        return root
