"""How much a side of a bead exceeds its usual length in the document, given the other side."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from aligner.matching.lengths import ADDED, Lengths, measure_lengths
from aligner.model import Lang

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aligner.findings.clauses import Divided
    from aligner.findings.inspection import Inspection
    from aligner.model import Bead

#: Confidence from which a pair of two sentences shows how long its document's translations are. At 0.4 nine of 182 are
#: lost; at 0.9 five more are found, but short documents have few pairs as sure.
_SURE_PAIR = 0.8
#: Maximum number of deviations of a length. At 1.5, 26 of 182 clauses are lost; at 6, no more are detected.
_LONGEST = 3.0


class Excess:
    """The excess of a side of a bead over its usual length, in standard deviations of the document's lengths."""

    def __init__(self, inspection: Inspection) -> None:
        self._lengths = inspection.lengths
        self._side = {Lang.EN: inspection.prepared.en.length, Lang.JA: inspection.prepared.ja.length}
        self._lengths_of: dict[int, tuple[float, float, float, float]] = {}
        self._known: dict[tuple[int, Lang, float, bool], float] = {}

    def of(self, divided: Divided, lang: Lang, without: float = 0.0, *, asides: bool = False) -> float:
        """Return the excess of a side after removing the length ``without``. It is negative if the side is too short.

        Text in brackets on this side is not counted unless ``asides`` is true, because glosses are on one side only.
        """
        key = divided.bead.id, lang, without, asides
        if key not in self._known:  # this is called for every clause of the side
            apart = math.log(self.times(divided, lang, without, asides=asides)) / self._lengths.deviation
            self._known[key] = max(-_LONGEST, min(apart, _LONGEST))
        return self._known[key]

    def times(self, divided: Divided, lang: Lang, without: float = 0.0, *, asides: bool = False) -> float:
        """Return the ratio of a side's length to its usual length."""
        # Text in brackets on the other side may be without brackets here.
        en, en_bare, ja, ja_bare = self._of_bead(divided)
        if lang is Lang.EN:
            en = max((en if asides else en_bare) - without, 0.0)
        else:
            ja = max((ja if asides else ja_bare) - without, 0.0)
        times = (en * self._lengths.ratio + ADDED) / (ja + ADDED)
        return times if lang is Lang.EN else 1 / times

    def _of_bead(self, divided: Divided) -> tuple[float, float, float, float]:
        """Return the lengths of a bead's English with and without text in brackets, and those of its Japanese."""
        if divided.bead.id not in self._lengths_of:
            self._lengths_of[divided.bead.id] = *self._length(divided, Lang.EN), *self._length(divided, Lang.JA)
        return self._lengths_of[divided.bead.id]

    def _length(self, divided: Divided, lang: Lang) -> tuple[float, float]:
        segments = divided.bead.side(lang)
        held = self._side[lang][segments[0] : segments[-1] + 1]
        whole = float(held.sum() if len(held) > 1 else held[0])  # most sides have one segment
        return whole, whole - sum(part.length for part in divided.side(lang) if part.aside)


def times_usual(inspection: Inspection, bead: Bead, lang: Lang) -> float:
    """Return the length of a side of a bead as a multiple of the length that is usual for its other side."""
    own, other = (length_of(inspection, side, bead.side(side)) for side in (lang, lang.other))
    return (own + ADDED) / (_expected(inspection.lengths, lang, other) + ADDED)


def length_of(inspection: Inspection, lang: Lang, segments: Sequence[int]) -> float:
    """Return the length of segments of a side, in characters of Japanese."""
    prepared = inspection.prepared
    return float((prepared.en if lang is Lang.EN else prepared.ja).length[list(segments)].sum())


def _expected(lengths: Lengths, lang: Lang, other: float) -> float:
    """Return the usual length of a side from the length of the other side."""
    return other * lengths.ratio if lang is Lang.JA else other / lengths.ratio


def room(
    inspection: Inspection, lang: Lang, segments: Sequence[int], pair: tuple[Sequence[int], Sequence[int]]
) -> float:
    """Return how much better the lengths of a pair agree with some segments of a side than without them.

    Text that was really left out, or added, makes a pair longer than usual. A part of a long sentence that was divided
    makes it as long as usual.

    Args:
        inspection: what a finder reads.
        lang: the side of the segments.
        segments: the segments.
        pair: the segments of the pair on that side, without those, and on the other side.

    Returns:
        the difference in standard deviations, between -3 and 3; positive if they agree better with the segments.
    """
    more, own = (length_of(inspection, lang, part) for part in (segments, pair[0]))
    lengths = inspection.lengths
    expected = _expected(lengths, lang, length_of(inspection, lang.other, pair[1]))
    without, together = (abs(math.log((size + ADDED) / (expected + ADDED))) for size in (own, own + more))
    return round(max(-_LONGEST, min((without - together) / lengths.deviation, _LONGEST)), 4)


def usual_lengths(inspection: Inspection) -> Lengths:
    """Return the lengths of the document, from its one-to-one beads of high confidence."""
    prepared = inspection.prepared
    pairs = [
        (bead.en[0], bead.ja[0])
        for bead in inspection.alignment.beads
        if len(bead.en) == len(bead.ja) == 1 and bead.confidence >= _SURE_PAIR
    ]
    return measure_lengths(prepared.en, prepared.ja, pairs)
