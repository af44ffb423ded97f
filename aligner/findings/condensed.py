"""Summaries: several sentences whose translation has fewer sentences and is much shorter than usual."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aligner.model import Lang

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aligner.findings.clauses import Divided
    from aligner.findings.length_excess import Excess
    from aligner.findings.uncovered_clauses import Stretch

#: A summarised side is this many times as long as usual, exceeds the usual length by this many deviations, and is
#: covered by less than this share. No sound pair of 3,668 is reported; with half the first value, one is.
_TIMES, _EXCESS, _COVERED = 1.8, 2.0, 0.4
#: If one or two stretches make up this share of the excess, and more than one clause is left (of two clauses, one),
#: these stretches are missing and the rest is translated.
_LOCATED, _FEW = 0.5, 2


def condensed_side(
    divided: Divided, stretches: Sequence[Stretch], excess: Excess, direction: Lang | None
) -> Lang | None:
    """Return the side that the other one summarises; None if neither does. If the original is known, only it counts."""
    for lang in Lang if direction is None else (direction,):
        # An empty side, such as an empty given segment, is not a summary.
        if len(divided.bead.side(lang)) <= len(divided.bead.side(lang.other)) or not divided.side(lang.other):
            continue
        times = excess.times(divided, lang)
        if times < _TIMES or excess.of(divided, lang) < _EXCESS or _covered(divided, lang) > _COVERED:
            continue
        own = [stretch for stretch in stretches if stretch.lang is lang]
        located = sum(part.length for stretch in own for part in stretch.parts)
        surplus = sum(part.length for part in divided.side(lang)) * (1 - 1 / times)
        left = len(divided.side(lang)) - sum(len(stretch.parts) for stretch in own)
        stands_out = len(own) <= _FEW and located >= _LOCATED * surplus and left > (len(divided.side(lang)) > _FEW)
        if not stands_out:
            return lang
    return None


def _covered(divided: Divided, lang: Lang) -> float:
    parts = divided.side(lang)
    return sum(part.covered for part in parts) / max(sum(part.known for part in parts), 1.0)
