"""The order of findings in every output."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from aligner.findings.certainty import is_shown

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aligner.model import Alignment, Finding


def in_order(alignment: Alignment, findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """Sort findings by severity and place, and give them ids. Findings about the whole text come first.

    Findings that are not certain enough to be shown come last, so that every output gives a finding the same number.
    """
    place = {
        (lang, segment): position
        for position, bead in enumerate(alignment.beads)
        for lang in ("en", "ja")
        for segment in getattr(bead, lang)
    }

    def order(finding: Finding) -> tuple[bool, int, int]:
        sides = (("en", finding.en), ("ja", finding.ja))
        places = (place[lang, segment] for lang, side in sides for segment in side)
        return not is_shown(finding), finding.severity.rank, min(places, default=-1)

    return tuple(replace(finding, id=k) for k, finding in enumerate(sorted(findings, key=order)))
