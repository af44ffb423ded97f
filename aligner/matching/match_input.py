"""The evidence of a bitext in the form that this package reads; meaning is limited to a band."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from aligner.matching.feature_names import pair_feature_names
from aligner.matching.lengths import Lengths
from aligner.matching.margins import Margins
from aligner.matching.overlap import Overlap
from aligner.matching.shapes import SHAPES, Shapes

if TYPE_CHECKING:
    from aligner.evidence.channel import Channel
    from aligner.evidence.meaning import Meaning
    from aligner.matching.cue_times import Times
    from aligner.matching.side import Side


@dataclass(frozen=True)
class Material:
    """Everything that is known about two documents when they are matched.

    Attributes:
        en: lengths, paragraphs and kinds of the English segments.
        ja: the same for the Japanese segments.
        channels: the items that both sides share, by kind.
        lengths: ratio and spread of lengths in this bitext.
        meaning: likeness of blocks within a band; None without meaning.
        margins: median and spread of the meaning margin in this bitext.
        times: display times of the segments; None for documents without times.
        shapes: the shapes of pairs that are scored.
        overlaps: the channels prepared for tiles; derived from them by default.
    """

    en: Side
    ja: Side
    channels: tuple[Channel, ...]
    lengths: Lengths = field(default_factory=Lengths)
    meaning: Meaning | None = None
    margins: Margins = field(default_factory=Margins)
    times: Times | None = None
    shapes: Shapes = SHAPES
    overlaps: tuple[Overlap, ...] = ()

    def __post_init__(self) -> None:
        if not self.overlaps:
            rows, columns, longest = self.en.size, self.ja.size, self.shapes.longest
            made = tuple(Overlap(channel, rows, columns, longest) for channel in self.channels)
            object.__setattr__(self, "overlaps", made)

    @property
    def feature_names(self) -> tuple[str, ...]:
        """The names of the features of its pairs."""
        return pair_feature_names(meaning=self.meaning is not None, timed=self.times is not None)
