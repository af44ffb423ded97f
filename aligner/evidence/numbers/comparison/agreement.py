"""Whether an English and a Japanese number match, and in what way.

``agree`` compares two numbers without their texts: by a row of ``table``, then by their limits. ``matching`` makes the
decisions that need the texts: which of several numbers belong together, and whether a limit is a legal one. All
arithmetic is exact.

Rule: two numbers match only for a reason that has a name (``Sameness``); everything else is
None.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from aligner.evidence.numbers.comparison.limits import (
    limits_alike,
    limits_differ,
    same_side,
    whole_limits_alike,
)
from aligner.evidence.numbers.comparison.sameness import Sameness
from aligner.evidence.numbers.comparison.table import sameness

if TYPE_CHECKING:
    from aligner.evidence.numbers.number import Number


@dataclass(frozen=True, slots=True)
class Agreement:
    """Two numbers that match, and how."""

    en: Number
    ja: Number
    sameness: Sameness

    @property
    def note(self) -> str:
        """Both numbers as written in the texts: ``784億元 = 78.4 billion yuan``."""
        sign = "≈" if self.sameness in _ROUGH else "="
        return f"{self.ja.text} {sign} {self.en.text}"


_ROUGH = frozenset({Sameness.CONVERTED, Sameness.ROUNDED, Sameness.VAGUE, Sameness.PART})


def agree(en: Number, ja: Number, *, strict: bool = False, denied: bool = False) -> Agreement | None:
    """How an English and a Japanese number match, or None if they do not.

    Args:
        en: a number of the English text.
        ja: a number of the Japanese text.
        strict: distinguish all limits (contracts, rules), also those that prose does not distinguish.
        denied: one text denies what the other affirms. A limit may then be stated from its other side.
    """
    if whole_limits_alike(en, ja):
        return Agreement(en, ja, Sameness.BOUND)
    same = sameness(en, ja)
    if same is None:
        return None
    if limits_differ(en, ja):
        if not limits_alike(en, ja, strict=strict) and not (denied and not same_side(en, ja)):
            return None
        same = Sameness.BOUND
    return Agreement(en, ja, same)
