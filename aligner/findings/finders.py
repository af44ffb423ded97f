"""Runs the finders; joins unsure stretches, removes overlaps, sets severities, merges units, adds certainty, sorts.

A finder is a function ``find(inspection)`` that detects one kind of finding, or a few related ones. The rule: `FINDERS`
is the only list of them. Read next: `kinds`, the table of kinds.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from aligner.findings import (
    brackets,
    changed_names,
    code_blocks,
    damage,
    directives,
    fragments,
    gaps,
    inline_marks,
    inside_beads,
    moved,
    numbers,
    page_settings,
    section_elements,
    sentences_inside,
    stops,
    structure,
    unit_checks,
    units,
    unsure_beads,
    untranslated,
    untranslated_words,
)
from aligner.findings.certainty import with_certainty
from aligner.findings.fuzzy_units import join_fuzzy
from aligner.findings.kinds import Scope, relation_of
from aligner.findings.meaning import (
    crossed_numbers,
    enumerations,
    exchanged,
    modality,
    opposites,
    polarity,
    replaced_names,
    scope,
)
from aligner.findings.order import in_order
from aligner.findings.overlaps import without_repeats
from aligner.findings.recurring import join_recurring
from aligner.findings.rules import finding as rules
from aligner.findings.severities import profile, weigh
from aligner.findings.unsure_stretches import join_unsure
from aligner.findings.wording import doubled, names, renderings, repeated, spellings, style, terminology, torn

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from aligner.findings.inspection import Inspection
    from aligner.findings.severities import Severities
    from aligner.model import Finding

#: Every finder. Findings of one severity at one place have this order.
FINDERS: tuple[Callable[[Inspection], Sequence[Finding]], ...] = (
    gaps.find,
    numbers.find,
    crossed_numbers.find,
    polarity.find,
    modality.find,
    enumerations.find,
    opposites.find,
    scope.find,
    moved.find,
    exchanged.find,
    units.find,
    unit_checks.find,
    sentences_inside.find,
    inside_beads.find,
    unsure_beads.find,
    terminology.find,
    damage.find,
    torn.find,
    doubled.find,
    repeated.find,
    style.find,
    names.find,
    changed_names.find,
    replaced_names.find,
    renderings.find,
    spellings.find,
    inline_marks.find,
    code_blocks.find,
    structure.find,
    directives.find,
    fragments.find,
    page_settings.find,
    untranslated.find,
    untranslated_words.find,
    brackets.find,
    stops.find,
    rules.find,
)


def find_all(inspection: Inspection, *severities: Severities, scope: Scope = Scope.TEXT) -> tuple[Finding, ...]:
    """Return all findings of a bitext in the order of `in_order`, with ids in that order.

    Their messages are worded as facts; `hedges` words the less certain ones.

    Args:
        inspection: what the finders read.
        severities: layers over the finders' own severities (`severities.weigh`); without any, the default profile.
        scope: the widest scope of the findings. Findings are joined only in a whole text (``Scope.TEXT``).
    """
    findings = join_unsure(inspection, [finding for find in FINDERS for finding in find(inspection)])
    findings = without_repeats(findings)
    findings += section_elements.find(inspection, findings)
    weighed = join_fuzzy(weigh(findings, *(severities or profile())))
    certain = with_certainty(inspection.alignment, inspection.text_kinds, weighed)
    within = [finding for finding in certain if _is_within(finding, scope)]
    if scope is Scope.TEXT:
        within = join_recurring(inspection.alignment.bitext, within)
    return in_order(inspection.alignment, within)


def _is_within(finding: Finding, scope: Scope) -> bool:
    """Whether the scope of a finding is not wider than ``scope``."""
    widths = list(Scope)
    return widths.index(relation_of(finding.kind, finding.detail.get("relation")).scope) <= widths.index(scope)
