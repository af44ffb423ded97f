"""Hunalign's ladder: one rung on each line, ``ENGLISH<TAB>JAPANESE<TAB>QUALITY``.

A rung gives the numbers of segments before it in either text. Two successive rungs hold a bead between them; the
quality of the first rung is the confidence of that bead. The first rung is 0, 0 and the last counts all segments, so
no segment is lost. Beads cannot cross: the two sides of a moved bead are written as two null beads of quality 0.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from aligner.outputs.record import DECIMALS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aligner.model import Alignment, Record

#: A stretch between two rungs: how many English and Japanese segments, and its quality.
_Step = tuple[int, int, float]


def dump(record: Record) -> str:
    """The ladder of the beads that keep the order."""
    en = ja = 0
    lines = []
    for step_en, step_ja, quality in _steps(record.alignment):
        lines.append(f"{en}\t{ja}\t{quality:.{DECIMALS}f}\n")
        en, ja = en + step_en, ja + step_ja
    return "".join((*lines, f"{en}\t{ja}\t{0:.{DECIMALS}f}\n"))


def _steps(alignment: Alignment) -> Iterator[_Step]:
    """The beads in order; null beads come before the next pair, the English ones first."""
    alone: dict[int, dict[int, tuple[int, float]]] = {0: {}, 1: {}}
    pairs: list[tuple[tuple[int, ...], tuple[int, ...], float]] = []
    for bead in alignment.beads:
        sides = (bead.en, bead.ja)
        if bead.paired and not bead.moved and (not pairs or bead.ja[0] > pairs[-1][1][-1]):
            pairs.append((bead.en, bead.ja, bead.confidence))
            continue
        for side, segments in enumerate(sides):
            if segments:
                alone[side][segments[0]] = len(segments), 0.0 if bead.paired else bead.confidence
    ends = tuple(len(document.segments) for document in (alignment.bitext.en, alignment.bitext.ja))
    at = [0, 0]
    for en, ja, confidence in [*pairs, ((ends[0],), (ends[1],), -1.0)]:
        for side, start in enumerate((en[0], ja[0])):
            while at[side] < start:
                length, quality = alone[side][at[side]]
                yield (length, 0, quality) if side == 0 else (0, length, quality)
                at[side] += length
        if confidence >= 0:
            yield len(en), len(ja), confidence
            at = [en[-1] + 1, ja[-1] + 1]
