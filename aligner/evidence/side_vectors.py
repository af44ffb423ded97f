"""The vectors of one side that are kept after matching: those of its segments, and of the blocks that are in beads.

Rule: matching compares all blocks of up to four segments; findings compare segments and sides of beads. So three
quarters of the vectors are freed after matching.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from aligner.arrays import Floats32


@dataclass(frozen=True)
class SideVectors:
    """Unit vectors of the segments of one side, and of some blocks of consecutive segments.

    Attributes:
        vectors: (segments + blocks, dimensions) unit vectors; first those of the segments.
        size: number of segments.
        longest: number of segments of the longest block that has a vector.
        rows: first segment of a block and one past its last → its row in ``vectors``; only blocks of several segments.
    """

    vectors: Floats32
    size: int
    longest: int
    rows: Mapping[tuple[int, int], int]

    @classmethod
    def of(cls, blocks: Floats32, groups: Iterable[Sequence[int]]) -> SideVectors:
        """Keep the vectors of all segments and of some groups of consecutive segments.

        Args:
            blocks: (segments + 1, longest, dimensions) unit vectors of the blocks that end at every boundary.
            groups: the groups. Of a longer group than ``longest``, its last segments are kept as a block.
        """
        size, longest = len(blocks) - 1, blocks.shape[1]
        kept = [block for block in dict.fromkeys(_block(group, longest) for group in groups) if block[1] - block[0] > 1]
        ends = np.array([stop for _, stop in kept], np.int64)
        sizes = np.array([stop - start for start, stop in kept], np.int64)
        vectors = np.concatenate([blocks[1:, 0], blocks[ends, sizes - 1]])
        return cls(vectors, size, longest, {block: size + k for k, block in enumerate(kept)})

    @property
    def segments(self) -> Floats32:
        """(segments, dimensions) unit vectors of the segments."""
        return self.vectors[: self.size]

    def groups(self, groups: Sequence[Sequence[int]]) -> Floats32:
        """(groups, dimensions) unit vectors of groups of segments, which must be among those that are kept."""
        return self.vectors[np.array([self._row(group) for group in groups], np.int64)]

    def _row(self, group: Sequence[int]) -> int:
        start, stop = _block(group, self.longest)
        return start if stop - start == 1 else self.rows[start, stop]


def _block(group: Sequence[int], longest: int) -> tuple[int, int]:
    """The first and last boundary of the last segments of a group, ``longest`` at most."""
    stop = group[-1] + 1
    return stop - min(len(group), longest), stop
