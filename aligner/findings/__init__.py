"""What a translator should look at: findings, with their reasons, made from an alignment."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from aligner.findings.gaps import find_gap_findings
from aligner.findings.inside import find_inside_findings
from aligner.findings.moves import find_moved_findings
from aligner.findings.numbers import find_number_findings
from aligner.findings.overlaps import without_repeats

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from aligner.findings.inspection import Inspection
    from aligner.model import Alignment, Finding

#: What looks for findings, one a kind or a few that belong together.
FINDERS: tuple[Callable[[Inspection], Sequence[Finding]], ...] = (
    lambda inspection: find_gap_findings(inspection.alignment),
    lambda inspection: find_number_findings(inspection.alignment),
    lambda inspection: find_moved_findings(inspection.alignment),
    find_inside_findings,
)


def find_all(inspection: Inspection) -> tuple[Finding, ...]:
    """Every finding, errors first, in document order within a severity, with ids in that order."""
    found = [finding for find in FINDERS for finding in find(inspection)]
    return in_order(inspection.alignment, without_repeats(found))


def in_order(alignment: Alignment, found: Sequence[Finding]) -> tuple[Finding, ...]:
    """Findings by severity and place, with their ids."""
    place = {
        (lang, k): position
        for position, bead in enumerate(alignment.beads)
        for lang in ("en", "ja")
        for k in getattr(bead, lang)
    }

    def order(finding: Finding) -> tuple[int, int]:
        sides = (("en", finding.en), ("ja", finding.ja))
        return finding.severity.rank, min(place[lang, k] for lang, side in sides for k in side)

    return tuple(replace(finding, id=k) for k, finding in enumerate(sorted(found, key=order)))
