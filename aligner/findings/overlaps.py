"""What would be said twice: a number that is missing because the clause it stands in is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import TYPE_CHECKING

from aligner.model import Finding, FindingKind, Lang, Severity

if TYPE_CHECKING:
    from collections.abc import Sequence

_ONE_SIDED = frozenset({"missing", "added"})


def without_repeats(found: Sequence[Finding]) -> list[Finding]:
    """The findings without numbers of one side that stand in a clause reported, as a warning, to be of one side."""
    clauses: dict[tuple[Lang, tuple[int, ...]], list[tuple[int, int]]] = defaultdict(list)
    for finding in found:
        if finding.kind is FindingKind.PARTIAL and finding.severity is not Severity.INFO:
            for lang in Lang:
                if (span := _span(finding, lang)) is not None:
                    clauses[lang, finding.side(lang)].append(span)
    return [
        finding
        for finding in found
        if not (
            finding.kind is FindingKind.NUMBER
            and finding.detail["relation"] in _ONE_SIDED
            and any(_stands_in(finding, lang, clauses.get((lang, finding.side(lang)), ())) for lang in Lang)
        )
    ]


def _stands_in(finding: Finding, lang: Lang, clauses: Sequence[tuple[int, int]]) -> bool:
    span = _span(finding, lang)
    return span is not None and any(start <= span[0] and span[1] <= end for start, end in clauses)


def _span(finding: Finding, lang: Lang) -> tuple[int, int] | None:
    """The stretch that a finding is about on one side."""
    place = finding.detail.get(lang)
    if not isinstance(place, Mapping):
        return None
    start, end = place["start"], place["end"]
    return (start, end) if isinstance(start, int) and isinstance(end, int) else None
