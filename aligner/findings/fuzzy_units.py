"""Merges the findings about a unit that its file marks as fuzzy.

The original of such a unit has changed, so its numbers and placeholders differ. Errors in the unit are merged into its
``fuzzy`` finding, which becomes an error. Warnings and notes about it are left out until the mark is removed.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from aligner.model import Finding, Severity

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aligner.model import Json

#: Maximum number of errors that the merged message names.
_NAMED = 2


def join_fuzzy(findings: Sequence[Finding]) -> list[Finding]:
    """Return the findings. Those about a single fuzzy unit are merged into its ``fuzzy`` finding."""
    mark_of = {end: k for k, finding in enumerate(findings) if _is_mark(finding) for end in _ends(finding)}
    if not mark_of:
        return list(findings)
    joined: dict[int, list[Finding]] = defaultdict(list)
    kept: list[int] = []
    for k, finding in enumerate(findings):
        marks = {mark_of.get(end) for end in _ends(finding)}
        mark = marks.pop() if len(marks) == 1 else None
        if mark is None or mark == k:
            kept.append(k)
        else:
            joined[mark].append(finding)
    return [_joined(findings[k], joined[k]) if k in joined else findings[k] for k in kept]


def _is_mark(finding: Finding) -> bool:
    return finding.detail.get("relation") == "fuzzy"


def _ends(finding: Finding) -> list[tuple[str, int]]:
    """Return the segments that a finding is about."""
    return [(lang, segment) for lang, side in (("en", finding.en), ("ja", finding.ja)) for segment in side]


def _joined(mark: Finding, others: Sequence[Finding]) -> Finding:
    errors = [finding for finding in others if finding.severity is Severity.ERROR]
    if not errors:
        return mark
    named = errors[:_NAMED]
    message = {
        lang: (" " if lang == "en" else "").join([text, *(error.message[lang] for error in named)])
        for lang, text in mark.message.items()
    }
    also: list[Json] = [f"{error.kind}.{error.detail['relation']}" for error in errors]
    spans = {lang: named[0].detail[lang] for lang in ("en", "ja") if lang in named[0].detail}
    return replace(mark, severity=Severity.ERROR, message=message, detail={**mark.detail, **spans, "also": also})
