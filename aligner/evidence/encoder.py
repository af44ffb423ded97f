"""What an encoder of sentences is to the rest of the program: `universal_encoder` and `sentence_transformer` are two.

Rule: segments are read once; from what was read come the vectors of blocks of them and of parts of them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aligner.arrays import Floats32


class Cut(NamedTuple):
    """A part of a passage: the segments from ``start`` to before ``stop``, the part's text, and the rest without it."""

    start: int
    stop: int
    part: str
    rest: str


class Embedded(Protocol):
    """The segments of a document as an encoder has read them."""

    def blocks(self, longest: int) -> Floats32:
        """(segments + 1, longest, dimensions): unit vectors of blocks of 1 to ``longest`` segments, by where they end.

        Blocks that would start before the first segment are zero.
        """
        ...

    def parts(self, cuts: Sequence[Cut]) -> tuple[Floats32, Floats32]:
        """(cuts, dimensions), twice: unit vectors of parts of passages, and of what is left without them."""
        ...


class Encoder(Protocol):
    """Anything that embeds segments and blocks of them."""

    def embed(self, segments: Sequence[str], *, joint: str = " ") -> Embedded:
        """The segments, read once.

        ``joint`` is what stands between two sentences in the language of the segments, for encoders that need a block's
        text.
        """
        ...
