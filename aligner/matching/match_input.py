"""What two documents offer for matching, as everything in this package sees it: within a band, if it has meaning."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from aligner.matching.feature_names import pair_feature_names
from aligner.matching.lengths import Lengths
from aligner.matching.margins import Margins
from aligner.matching.overlap import Overlap

if TYPE_CHECKING:
    from aligner.evidence.channel import Channel
    from aligner.evidence.meaning import Meaning
    from aligner.matching.cue_times import Times
    from aligner.matching.side import Side


@dataclass(frozen=True)
class Material:
    """Everything two documents offer for matching.

    Attributes:
        en: lengths, paragraphs and kinds of the English segments.
        ja: the same of the Japanese.
        channels: the items that both sides share, by kind.
        lengths: how long translations are in these documents.
        meaning: likeness of blocks within a band; None where meaning is left out.
        margins: what margin of meaning pairs have in these documents.
        times: when the segments are shown; None of documents without times.
        overlaps: the channels made ready for tiles; made from them where not given.
    """

    en: Side
    ja: Side
    channels: tuple[Channel, ...]
    lengths: Lengths = field(default_factory=Lengths)
    meaning: Meaning | None = None
    margins: Margins = field(default_factory=Margins)
    times: Times | None = None
    overlaps: tuple[Overlap, ...] = ()

    def __post_init__(self) -> None:
        if not self.overlaps:
            made = tuple(Overlap(channel, self.en.size, self.ja.size) for channel in self.channels)
            object.__setattr__(self, "overlaps", made)

    @property
    def feature_names(self) -> tuple[str, ...]:
        """The features that its pairs have."""
        return pair_feature_names(meaning=self.meaning is not None, timed=self.times is not None)
