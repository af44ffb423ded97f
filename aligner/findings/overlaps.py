"""What would be said twice: a number that is missing because the clause it stands in is, a bracket lost in torn text.

Of two findings about the same place the one that tells more stays.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import TYPE_CHECKING

from aligner.findings.kinds import kinds
from aligner.model import Finding, FindingKind, Lang, Span

if TYPE_CHECKING:
    from collections.abc import Sequence

#: Findings about one segment with which the others there are compared, so that the work grows with their number.
_MOST = 100


def without_repeats(found: Sequence[Finding]) -> list[Finding]:
    """The findings without those that another one, no less severe, tells on every side that they are about."""
    told: dict[tuple[Lang, int], list[Finding]] = defaultdict(list)
    for finding in found:
        if kinds()[finding.kind].subsumes:
            for lang in Lang:
                for segment in finding.side(lang):
                    if len(told[lang, segment]) < _MOST:
                        told[lang, segment].append(finding)
    kept = []
    for finding in found:
        near = [other for lang in Lang for segment in finding.side(lang) for other in told.get((lang, segment), ())]
        if not any(_tells(other, finding) for other in near):
            kept.append(finding)
    return kept


def _tells(finding: Finding, other: Finding) -> bool:
    """Whether a finding says what another does, and about all of its stretches."""
    if other.kind not in kinds()[finding.kind].subsumes or finding.severity.rank > other.severity.rank:
        return False
    if finding.kind is FindingKind.TORN and any(_holds_mark(finding, other, lang) for lang in Lang):
        return True
    if finding.detail.get("relation") == "twice":  # whole sentences
        return all(set(other.side(lang)) <= set(finding.side(lang)) for lang in Lang)
    if finding.detail.get("relation") == "segment" and any(_is_left(finding, other, lang) for lang in Lang):
        return True
    spans = [(_span(finding, lang), narrow) for lang in Lang if (narrow := _span(other, lang)) is not None]
    return bool(spans) and all(wide is not None and wide[0] <= it[0] and it[1] <= wide[1] for wide, it in spans)


def _is_left(untranslated: Finding, other: Finding, lang: Lang) -> bool:
    """Whether all that a finding says of one side stands in sentences that were left in the other language there."""
    segments = other.side(lang)
    return bool(segments) and _span(untranslated, lang) is not None and set(segments) <= set(untranslated.side(lang))


def _holds_mark(tear: Finding, other: Finding, lang: Lang) -> bool:
    """Whether a tear holds a mark like one without a partner: of several, which one is too many is a guess."""
    places = tear.detail.get(lang), other.detail.get(lang)
    if other.detail["relation"] != "unbalanced" or not all(isinstance(place, Mapping) for place in places):
        return False
    torn, mark = (str(place["text"]) for place in places if isinstance(place, Mapping))
    return mark in torn


def _span(finding: Finding, lang: Lang) -> Span | None:
    """The stretch that a finding is about on one side."""
    place = finding.detail.get(lang)
    if not isinstance(place, Mapping):
        return None
    start, end = place.get("start"), place.get("end")
    return Span(start, end) if isinstance(start, int) and isinstance(end, int) else None
