"""Summaries: several sentences translated by fewer, much shorter than usual, without a clause that stands out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aligner.model import Lang

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aligner.findings.clauses import Divided
    from aligner.findings.length_excess import Excess
    from aligner.findings.uncovered_clauses import Stretch

#: A side that was summarised is so many times as long as usual, so many usual differences more, and the other holds
#: less than this share of what is known of it. Of 3,668 sound pairs none is reported as a summary, and one where half
#: the first will do.
_TIMES, _EXCESS, _COVERED = 1.8, 2.0, 0.4
#: Where one or two stretches make up so much of what is too long, and more than one clause is left, they are missing
#: and the rest is translated; of two clauses one that is left will do.
_LOCATED, _FEW = 0.5, 2


def condensed_side(one: Divided, stretches: Sequence[Stretch], excess: Excess, direction: Lang | None) -> Lang | None:
    """The side that the other sums up, if one does; it is the original where that is known."""
    for lang in Lang if direction is None else (direction,):
        # A side that is empty, as a given segment may be, sums up nothing.
        if len(one.bead.side(lang)) <= len(one.bead.side(lang.other)) or not one.side(lang.other):
            continue
        times = excess.times(one, lang)
        if times < _TIMES or excess.of(one, lang) < _EXCESS or _covered(one, lang) > _COVERED:
            continue
        own = [stretch for stretch in stretches if stretch.lang is lang]
        located = sum(part.length for stretch in own for part in stretch.parts)
        surplus = sum(part.length for part in one.side(lang)) * (1 - 1 / times)
        left = len(one.side(lang)) - sum(len(stretch.parts) for stretch in own)
        stands_out = len(own) <= _FEW and located >= _LOCATED * surplus and left > (len(one.side(lang)) > _FEW)
        if not stands_out:
            return lang
    return None


def _covered(one: Divided, lang: Lang) -> float:
    parts = one.side(lang)
    return sum(part.covered for part in parts) / max(sum(part.known for part in parts), 1.0)
