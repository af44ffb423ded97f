"""Findings with several places (`findings.recurring`) in a review: their places, and the decisions about them.

An edit can change the number of places of a cause. Rules: a part of a review that is analysed again changes only the
places in it; what was decided about a finding stays decided if its places are joined or reported one by one.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from msgspec.structs import replace

from aligner.findings.places import Place, place_of, places_in, with_places
from aligner.model import Lang
from aligner.review.model import NO_DECISION

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from collections.abc import Set as AbstractSet

    from aligner.review.model import Decision, Finding
    from aligner.review.state import State


def at_places(finding: Finding) -> list[Finding]:
    """Return a finding for each place, its own place first. A finding that occurs once is returned as it is."""
    return [replace(finding, en=place.en, ja=place.ja) for place in places_in(finding.detail)] or [finding]


def with_found(finding: Finding, changed: AbstractSet[tuple[Lang, int]], found: Sequence[Finding]) -> Finding:
    """Return a finding with its places in changed segments replaced; it is gone if no place is left.

    Args:
        finding: the finding.
        changed: the changed segments: (language, id).
        found: the findings with the same cause that an analysis of these segments and their surroundings reports.
    """
    before = places_in(finding.detail)
    turn = {(place.en, place.ja): k for k, place in enumerate(before)}
    places = [place for place in before if changed.isdisjoint(_segments(place))]
    places += (place for place in map(place_of, found) if not changed.isdisjoint(_segments(place)))
    places.sort(key=lambda place: turn.get((place.en, place.ja), len(before)))
    if places == before:
        return finding
    if not places:
        return replace(finding, gone=True)
    return replace(finding, **with_places(finding.message, finding.detail, places)._asdict())


def _segments(place: Place) -> set[tuple[Lang, int]]:
    return {(lang, k) for lang in Lang for k in place.side(lang)}


def with_inherited(old: State, new: State) -> State:
    """Return the new state. Findings that were joined or divided since the old one keep their decision."""
    then, now = ({finding.id for finding in state.live()} for state in (old, new))
    before = [finding for finding in old.live() if finding.id not in now]
    after = [finding for finding in new.live() if finding.id not in then and finding.id not in new.decisions]
    decisions = {id_: decision for id_, (decision, _) in inherited(old, before, after).items()}
    return replace(new, decisions={**new.decisions, **decisions}) if decisions else new


def inherited(
    old: State, before: Iterable[Finding], after: Iterable[Finding]
) -> dict[int, tuple[Decision, list[Finding]]]:
    """Return the decisions that findings inherit, by their ids, each with the findings that it was made about.

    A finding with several places inherits from findings about one of them, if the decisions about these are equal, and
    the other way round.
    """
    by_place: dict[tuple[str, str], list[Finding]] = defaultdict(list)
    for finding in before:
        for name in _names(finding):
            by_place[finding.kind, name].append(finding)
    decisions = {}
    for finding in after:
        joined = finding.occurs
        same = {other.id: other for name in _names(finding) for other in by_place.get((finding.kind, name), ())}
        origins = [other for other in same.values() if other.occurs != joined]
        made = {old.decision(origin.id) for origin in origins} - {NO_DECISION}
        if len(made) == 1 and all(origin.id in old.decisions for origin in origins):
            decisions[finding.id] = made.pop(), origins
    return decisions


def _names(finding: Finding) -> list[str]:
    """Return the fingerprints of the places of a finding, each once."""
    return list(dict.fromkeys(place.fingerprint for place in places_in(finding.detail))) or [finding.fingerprint]
