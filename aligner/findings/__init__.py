"""What a translator should look at: findings, with their reasons, made from an alignment.

    inspection       what finders are given: the alignment and what was read to make it
    kinds            what is known of each kind beside how it is found
    places, spots    where something stands, as findings say it and reports mark it
    fingerprints     what a finding is known by when the text around it changes
    gap_runs, asides, gap_wording, gaps        text without a counterpart
    doubtful         what a doubtful pair may have swallowed
    clauses, excess, uncovered, outdated, condensed, inside    what pairs lack inside
    number_wording, numbers                    figures
    moves            text in another place
    left_units, untranslated                   text left in the other language
    mark_pairs, inline_marks                   code, placeholders, links inside a line
    listings, directives, structure            code blocks, tags, headings and tables
    stops, brackets  punctuation
    wording/         torn, doubled, inconsistent text; names and terms
    units, doubtful_units, fuzzy_units         what files of pairs say of themselves
    overlaps         what would be said twice
    severities       how much it matters, by trade and by the user's word

Thresholds: what a comment says of a value halved or doubled was measured with `tests.benchmarks.varied` in November
2026, over 3,668 pairs of 100 sound documents of all domains and 746 planted flaws, or over 4,945 pairs of 200 sound
documents where it says so. Where nothing came of either, the value is a choice that little hangs on.

Rule: a finder is a function from an `Inspection` to findings; what it says is worded in `messages`, and what it rests
on is in the finding's ``detail``.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from aligner.findings.brackets import find_bracket_findings
from aligner.findings.code_blocks import find_listing_findings
from aligner.findings.directives import find_directive_findings
from aligner.findings.fuzzy_units import with_fuzzy_joined
from aligner.findings.gaps import find_gap_findings
from aligner.findings.inline_marks import find_inline_mark_findings
from aligner.findings.inside_beads import find_inside_findings
from aligner.findings.moved import find_moved_findings
from aligner.findings.numbers import find_number_findings
from aligner.findings.overlaps import without_repeats
from aligner.findings.severities import profile, weigh
from aligner.findings.stops import find_stop_findings
from aligner.findings.structure import find_structure_findings
from aligner.findings.unit_checks import find_doubtful_unit_findings
from aligner.findings.units import find_lone_unit_findings
from aligner.findings.unsure_beads import find_doubtful_findings
from aligner.findings.untranslated import find_untranslated_findings
from aligner.findings.wording import WORDING_FINDERS

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from aligner.findings.inspection import Inspection
    from aligner.findings.severities import Severities
    from aligner.model import Alignment, Finding

#: What looks for findings, one a kind or a few that belong together.
FINDERS: tuple[Callable[[Inspection], Sequence[Finding]], ...] = (
    lambda inspection: find_gap_findings(inspection.alignment),
    lambda inspection: find_number_findings(inspection.alignment, by_the_letter=True),
    lambda inspection: find_moved_findings(inspection.alignment),
    find_lone_unit_findings,
    find_doubtful_unit_findings,
    find_inside_findings,
    find_doubtful_findings,
    *WORDING_FINDERS,
    find_inline_mark_findings,
    find_listing_findings,
    find_structure_findings,
    find_directive_findings,
    find_untranslated_findings,
    find_bracket_findings,
    find_stop_findings,
)


def find_all(inspection: Inspection, *severities: Severities) -> tuple[Finding, ...]:
    """Every finding, errors first, in document order within a severity, with ids in that order.

    Args:
        inspection: what they are made from.
        severities: layers over the finders' own (`severities.weigh`); none gives the default profile.
    """
    found = [finding for find in FINDERS for finding in find(inspection)]
    weighed = weigh(without_repeats(found), *(severities or profile()))
    return in_order(inspection.alignment, with_fuzzy_joined(weighed))


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
        # What is about no segment in particular, but about a text as a whole, comes first.
        return finding.severity.rank, min((place[lang, k] for lang, side in sides for k in side), default=-1)

    return tuple(replace(finding, id=k) for k, finding in enumerate(sorted(found, key=order)))
