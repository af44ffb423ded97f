"""Search in a review: filters for findings, the next finding, and text in either language."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from aligner.review.decisions import is_less_certain
from aligner.review.page_state import Hit
from aligner.review.views import level, units
from aligner.text.folding import fold, fold_width

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aligner.model import Lang, Span
    from aligner.review.model import Finding
    from aligner.review.state import State
from aligner.review.views import Views


@dataclass(frozen=True, slots=True)
class Filter:
    """A filter for findings; an empty set lets every value pass.

    ``less_certain`` lets less certain findings pass (`decisions.is_less_certain`).
    """

    kinds: frozenset[str] = frozenset()
    severities: frozenset[str] = frozenset()
    levels: frozenset[str] = frozenset()
    statuses: frozenset[str] = frozenset()
    text: str = ""
    less_certain: bool = False

    def matches(self, views: Views, finding: Finding) -> bool:
        """Whether a finding matches, however certain it is."""
        criteria = (
            (self.kinds, str(finding.kind)),
            (self.severities, str(finding.severity)),
            (self.levels, level(finding.certainty)),
            (self.statuses, str(views.state.decision(finding.id).status)),
        )
        if any(wanted and value not in wanted for wanted, value in criteria):
            return False
        if not self.text:
            return True
        wanted_text = _plain(self.text)
        texts = (*finding.message.values(), views.state.decision(finding.id).comment, *views.texts(finding))
        return any(wanted_text in _plain(text) for text in texts)


def matching_findings(views: Views, wanted: Filter) -> list[Finding]:
    """The findings that match, in document order."""
    return [finding for finding in views.in_use(less_certain=wanted.less_certain) if wanted.matches(views, finding)]


def withheld_findings(views: Views, wanted: Filter) -> int:
    """How many findings would match if less certain ones could pass."""
    if wanted.less_certain:
        return 0
    return sum(is_less_certain(views.state, finding) and wanted.matches(views, finding) for finding in views.findings)


def next_finding(
    views: Views, wanted: Filter, *, place: int, after: int | None, forward: bool
) -> tuple[Finding | None, int, int]:
    """The next finding in document order, its number among those that match (from 1), and how many match.

    The search starts after a finding or, if none is given, at a place of the table. After the last finding it starts
    again at the first.
    """
    matches = matching_findings(views, wanted)
    if not matches:
        return None, 0, 0
    order = {finding.id: k for k, finding in enumerate(views.findings)}
    if after is not None and after in order:
        at = order[after]
        ahead = [
            k for k, finding in enumerate(matches) if (order[finding.id] > at if forward else order[finding.id] < at)
        ]
    else:
        ahead = [
            k
            for k, finding in enumerate(matches)
            if (views.finding_place(finding) >= place if forward else views.finding_place(finding) <= place)
        ]
    k = 0 if forward else -1
    k = ahead[k] if ahead else k % len(matches)
    return matches[k], k + 1, len(matches)


def search_text(
    state: State, wanted: str, langs: tuple[Lang, ...], first: int = 0, count: int = 0
) -> tuple[int, list[Hit]]:
    """How often a text occurs in some languages, and a window of the places, in the order of the table.

    Case, width and white space do not count. Places outside the window are only counted.
    """
    needle = _plain(wanted)
    total = 0
    hits: list[Hit] = []
    for place, bead in enumerate(state.table if needle else ()):
        for lang in langs:
            for k in state.beads[bead].side(lang):
                text = state.segments[lang][k].text
                here = _plain(text).count(needle)
                if here and total < first + count and total + here > first:
                    spans = list(_hits(text, needle))[max(first - total, 0) : first + count - total]
                    hits += (Hit(place, bead, lang, k, units(text, start), units(text, end)) for start, end in spans)
                total += here
    return total, hits


def _hits(text: str, needle: str) -> Iterator[Span]:
    """The stretches of a text that match a needle."""
    folded = fold_width(text)
    read = [(char, k) for k, whole in enumerate(folded.text) for char in fold(whole) if not char.isspace()]
    plain = "".join(char for char, _ in read)
    at = plain.find(needle)
    while at >= 0:
        end = at + len(needle)
        yield folded.span(read[at][1], read[end - 1][1] + 1)
        at = plain.find(needle, end)


@lru_cache(maxsize=1 << 15)
def _plain(text: str) -> str:
    """The normalised form of a text for comparison. It is cached, because every typed letter searches all texts."""
    return "".join(fold(text).split())
