"""What an encoder of sentences is to the rest of the program: `universal_encoder` and `sentence_transformer` are two.

Rule: the segments of both sides are read once, together, since a short text alone leaves a core idle; from what was
read come the vectors of blocks of them and of parts of them.
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
        lang: the side it stands on.
        start: the passage's first segment.
        stop: one past its last.
        part: the part's text.
        rest: the passage's without it.
    """

    lang: Lang
    start: int
    stop: int
    part: str
    rest: str


class Embedded(Protocol):
    """The segments of both sides as an encoder has read them."""

    def blocks(self, longest: int) -> tuple[Floats32, Floats32]:
        """Of either side, unit vectors of blocks of 1 to ``longest`` segments, by where they end.

        Each is (segments + 1, longest, dimensions); blocks that would start before the first segment are zero.
        """
        ...

    def parts(self, cuts: Sequence[Cut]) -> tuple[Floats32, Floats32]:
        """(cuts, dimensions), twice: unit vectors of parts of passages, and of what is left without them."""
        ...


class Encoder(Protocol):
    """Anything that embeds segments and blocks of them."""

    def embed(self, en: Sequence[str], ja: Sequence[str]) -> Embedded:
        """The segments of both sides, read once."""
        ...

    def vectors(self, texts: Sequence[str]) -> Floats32:
        """(texts, dimensions): unit vectors of texts, each on its own."""
        ...
