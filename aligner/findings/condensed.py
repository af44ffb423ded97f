"""Summaries: several sentences told in fewer and much shorter than usual, without a clause that stands out as missing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aligner.model import Lang

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aligner.findings.clauses import Divided
    from aligner.findings.uncovered import Excess, Stretch

#: So many times the usual length, and so many usual differences more, is a side that was summarised.
_TIMES, _EXCESS = 1.6, 2.0
#: Where one or two stretches make up so much of what is too long, they are missing and the rest is translated.
_LOCATED, _FEW = 0.5, 2


def condensed_side(one: Divided, stretches: Sequence[Stretch], excess: Excess) -> Lang | None:
    """The side that the other sums up, if one does."""
    for lang in Lang:
        times = excess.times(one.bead, lang)
        more = len(one.bead.side(lang)) > len(one.bead.side(lang.other))
        if not more or times < _TIMES or excess.of(one.bead, lang) < _EXCESS:
            continue
        own = [stretch for stretch in stretches if stretch.lang is lang]
        located = sum(part.length for stretch in own for part in stretch.parts)
        surplus = sum(part.length for part in one.side(lang)) * (1 - 1 / times)
        if len(own) > _FEW or located < _LOCATED * surplus:
            return lang
    return None
