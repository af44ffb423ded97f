"""Removes findings that repeat another one, such as a missing number in a missing clause.

Of two findings about one place, the one that covers the other is kept. The table of kinds says which kinds cover which
(`subsumes`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import TYPE_CHECKING

from aligner.findings.kinds import kinds
from aligner.model import Finding, FindingKind, Lang, Span

if TYPE_CHECKING:
    from collections.abc import Sequence

#: Maximum findings about one segment with which the others there are compared. The time is linear in their number.
_MOST = 100


def without_repeats(findings: Sequence[Finding]) -> list[Finding]:
    """Return the findings without those that an equally or more severe one covers on all their sides."""
    covering: dict[tuple[Lang, int], list[Finding]] = defaultdict(list)
    for finding in findings:
        if kinds()[finding.kind].subsumes:
            for lang in Lang:
                for segment in finding.side(lang):
                    if len(covering[lang, segment]) < _MOST:
                        covering[lang, segment].append(finding)
    kept = []
    for finding in findings:
        near = [other for lang in Lang for segment in finding.side(lang) for other in covering.get((lang, segment), ())]
        if not any(_covers(other, finding) for other in near):
            kept.append(finding)
    return kept


def _covers(finding: Finding, other: Finding) -> bool:
    """Whether a finding covers another one: its kind subsumes the other, and its spans hold all spans of the other."""
    if other.kind not in kinds()[finding.kind].subsumes or finding.severity.rank > other.severity.rank:
        return False
    if finding.kind is FindingKind.TORN and any(_holds_mark(finding, other, lang) for lang in Lang):
        return True
    if finding.detail.get("relation") == "twice":  # whole sentences
        return all(set(other.side(lang)) <= set(finding.side(lang)) for lang in Lang)
    if finding.detail.get("relation") == "segment" and any(_is_left(finding, other, lang) for lang in Lang):
        return True
    spans = [(_span(finding, lang), narrow) for lang in Lang if (narrow := _span(other, lang)) is not None]
    return bool(spans) and all(
        wide is not None and wide[0] <= narrow[0] and narrow[1] <= wide[1] for wide, narrow in spans
    )


def _is_left(untranslated: Finding, other: Finding, lang: Lang) -> bool:
    """Whether all segments of a finding on one side are sentences that were left untranslated there."""
    segments = other.side(lang)
    return bool(segments) and _span(untranslated, lang) is not None and set(segments) <= set(untranslated.side(lang))


def _holds_mark(tear: Finding, other: Finding, lang: Lang) -> bool:
    """Whether a tear contains the same mark as the one without a partner. Which of several is extra is not known."""
    places = tear.detail.get(lang), other.detail.get(lang)
    if other.detail["relation"] != "unbalanced" or not all(isinstance(place, Mapping) for place in places):
        return False
    torn, mark = (str(place["text"]) for place in places if isinstance(place, Mapping))
    return mark in torn


def _span(finding: Finding, lang: Lang) -> Span | None:
    """Return the span that a finding is about on one side."""
    place = finding.detail.get(lang)
    if not isinstance(place, Mapping):
        return None
    start, end = place.get("start"), place.get("end")
    return Span(start, end) if isinstance(start, int) and isinstance(end, int) else None
