"""The shapes of pairs: how many English and Japanese segments a pair can hold.

Every document is searched for the pairs of `SHAPES`. A document whose translator merges whole paragraphs is also
searched for the longer pairs of `LONG_SHAPES` (`translator`). Whatever depends on the shapes takes them from the tile,
the lattice or the material at hand.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from aligner.arrays import Ints64

#: Number of English and of Japanese segments.
Shape = tuple[int, int]
#: Largest number of segments on one side of a pair: in every document, and in documents that ask for longer pairs.
LONGEST, LONGEST_MERGED = 4, 6


class Shapes(tuple[Shape, ...]):  # noqa: SLOT001 - cached properties need a dictionary
    """Shapes in the order of a lattice. Planes of features are computed for a square grid of them."""

    @cached_property
    def longest(self) -> int:
        """Largest number of segments on one side, which is also the side of the grid."""
        return max(size for shape in self for size in shape)

    @cached_property
    def en_size(self) -> Ints64:
        """(shapes,) number of English segments."""
        return np.array([m for m, _ in self])

    @cached_property
    def ja_size(self) -> Ints64:
        """(shapes,) number of Japanese segments."""
        return np.array([n for _, n in self])

    @cached_property
    def _cells(self) -> Ints64:
        """(shapes,) position of every shape in the flattened grid."""
        return (self.en_size - 1) * self.longest + self.ja_size - 1

    def of_grid(self, values: NDArray[Any]) -> NDArray[Any]:
        """Values of the grid, (rows, longest, longest, columns), by shape: (rows, shapes, columns)."""
        flat = values.reshape(len(values), self.longest**2, values.shape[-1])
        return flat if len(self) == self.longest**2 else flat[:, self._cells]


def _up_to(longest: int) -> list[Shape]:
    return [(m, n) for m in range(1, longest + 1) for n in range(1, longest + 1)]


#: All shapes up to `LONGEST` segments on either side.
SHAPES = Shapes(_up_to(LONGEST))
#: The same, and the pairs of five and six segments with one.
LONG_SHAPES = Shapes(shape for shape in _up_to(LONGEST_MERGED) if max(shape) <= LONGEST or min(shape) == 1)
