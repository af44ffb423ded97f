"""Makes the baseline that accepts the findings of a check."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aligner.findings.places import at_own_place, places_in
from aligner.project.baseline import Accepted, Page
from aligner.project.changes import digests
from aligner.project.positions import Places, quoted
from aligner.project.results import rule_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from aligner.model import Record
    from aligner.project.pairs import Pair
    from aligner.project.results import Check

#: Characters of a text that a baseline quotes.
ABOUT = 60


def renewed(baseline: Mapping[Pair, Page], check: Check, *, whole: bool) -> dict[Pair, Page]:
    """Return a baseline that accepts all findings of a check and keeps the entries of pairs that were not checked."""
    seen = {checked.pair: checked for checked in check.pairs}
    kept = {pair: page for pair, page in baseline.items() if (seen[pair].problem if pair in seen else not whole)}
    return kept | {pair: _page(checked.counted) for pair, checked in seen.items() if checked.counted is not None}


def _page(record: Record) -> Page:
    places = Places(record)
    accepted = []
    for finding in record.findings:
        place = at_own_place(finding)
        side = places.target if place.side(places.target.lang) else places.source
        about = quoted(side, place.side(side.lang), ABOUT)
        parts = tuple(sorted(place.fingerprint for place in places_in(finding.detail)))
        accepted.append(Accepted(finding.fingerprint, rule_of(finding), about, parts))
    return Page(digests(places.target), tuple(sorted(accepted)))
