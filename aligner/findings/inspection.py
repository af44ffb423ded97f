"""What findings are made from: the alignment, and what was read from both texts to make it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from aligner.evidence.encoder import Encoder
    from aligner.matching.prepare import Prepared
    from aligner.model import Alignment, Lang
    from aligner.parameters import Lexicon

#: From this confidence on a pair is right rather than wrong, confidences being probabilities (docs/reliability.md).
#: What rests on two texts being a pair is said of such pairs alone; `unsure_beads` speaks of the others.
LIKELY = 0.5


@dataclass(frozen=True)
class Inspection:
    """Everything a finder may look at.

    Attributes:
        alignment: the beads of both texts.
        prepared: words, numbers and names of every segment, with their places.
        lexicon: which words translate each other.
        encoder: what tells the meaning of a stretch of text, or None where meaning is left out.
    """

    alignment: Alignment
    prepared: Prepared
    lexicon: Lexicon
    encoder: Encoder | None

    @property
    def direction(self) -> Lang | None:
        """The language of the original where it is known; None has findings worded neutrally."""
        return self.alignment.bitext.stated_source
