"""One finding for a unit that its file marks as fuzzy, whatever else is wrong with it.

Such a translation is to be gone through as a whole: that the original has changed is why its numbers and placeholders
differ, and a second finding about the same unit would only have it opened twice. So what is an error in it is told with
the mark, which then weighs as much; lesser things will be seen anyway, and are told of once it is confirmed.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from aligner.model import Finding, Severity

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aligner.model import Json

#: Errors that are told with a mark; of a translation with more it is enough to know that it is wrong.
_TOLD = 2


def with_fuzzy_joined(found: Sequence[Finding]) -> list[Finding]:
    """The findings, with those about a fuzzy unit alone joined to the one that tells of its mark."""
    pairs = {pair: k for k, finding in enumerate(found) if _is_mark(finding) for pair in _ends(finding)}
    if not pairs:
        return list(found)
    joined: dict[int, list[Finding]] = defaultdict(list)
    kept: list[int] = []
    for k, finding in enumerate(found):
        marks = {pairs.get(end) for end in _ends(finding)}
        mark = marks.pop() if len(marks) == 1 else None
        if mark is None or mark == k:
            kept.append(k)
        else:
            joined[mark].append(finding)
    return [_joined(found[k], joined[k]) if k in joined else found[k] for k in kept]


def _is_mark(finding: Finding) -> bool:
    return finding.detail.get("relation") == "fuzzy"


def _ends(finding: Finding) -> list[tuple[str, int]]:
    """The segments that a finding is about."""
    return [(lang, segment) for lang, side in (("en", finding.en), ("ja", finding.ja)) for segment in side]


def _joined(mark: Finding, others: Sequence[Finding]) -> Finding:
    errors = [it for it in others if it.severity is Severity.ERROR]
    if not errors:
        return mark
    told = errors[:_TOLD]
    message = {
        lang: _sentences(lang, [text, *(it.message[lang] for it in told)]) for lang, text in mark.message.items()
    }
    also: list[Json] = [f"{it.kind}.{it.detail['relation']}" for it in errors]
    spans = {lang: told[0].detail[lang] for lang in ("en", "ja") if lang in told[0].detail}
    return replace(mark, severity=Severity.ERROR, message=message, detail={**mark.detail, **spans, "also": also})


def _sentences(lang: str, texts: Sequence[str]) -> str:
    return (" " if lang == "en" else "").join(texts)
