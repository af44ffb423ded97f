"""The interface of a sentence encoder; `universal_encoder` and `sentence_transformer` implement it.

Rule: the segments of both sides are encoded once and together, because one short text alone would leave a core idle.
The vectors of blocks and of parts are computed from that.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aligner.arrays import Floats32
    from aligner.model import Lang


class Cut(NamedTuple):
    """A part of a passage.

    Attributes:
        lang: the side of the passage.
        start: the first segment of the passage.
        stop: one past its last segment.
        part: the text of the part.
        rest: the text of the passage without the part.
    """

    lang: Lang
    start: int
    stop: int
    part: str
    rest: str


class Embedded(Protocol):
    """The encoded segments of both sides."""

    def blocks(self, longest: int) -> tuple[Floats32, Floats32]:
        """Unit vectors of the blocks of 1 to ``longest`` segments of either side, by the boundary at which they end.

        Each array is (segments + 1, longest, dimensions); blocks that would start before the first segment are zero.
        """
        ...

    def parts(self, cuts: Sequence[Cut]) -> tuple[Floats32, Floats32]:
        """(cuts, dimensions), twice: unit vectors of parts of passages, and of the passages without them."""
        ...


class Encoder(Protocol):
    """Encodes segments, and blocks of segments, as vectors."""

    def embed(self, en: Sequence[str], ja: Sequence[str]) -> Embedded:
        """Encodes the segments of both sides."""
        ...

    def vectors(self, texts: Sequence[str]) -> Floats32:
        """(texts, dimensions) unit vectors of single texts."""
        ...
