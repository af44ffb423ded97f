"""Elements of a page that other findings account for, or that belong to text without a counterpart.

The rule: such an element is not counted when sections are compared, so that no finding repeats another one. Read next:
`section_elements`.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from aligner.findings.elements import ElementKind
from aligner.model import LANGS, FindingKind, Lang

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aligner.findings.elements import Element
    from aligner.findings.inspection import Inspection
    from aligner.model import Finding

#: Kinds of findings that account for every element of their segments.
_ACCOUNTING = frozenset({
    FindingKind.OMISSION, FindingKind.ADDITION, FindingKind.PARTIAL, FindingKind.OUTDATED, FindingKind.CONDENSED,
    FindingKind.UNTRANSLATED, FindingKind.MOVED, FindingKind.DUPLICATE,
})  # fmt: skip
#: Relations of code and markup that account for an element of a kind in their segments or at their places.
_RELATIONS = {
    ElementKind.IMAGE: {"link", "tag", "directive"},
    ElementKind.LINK: {"link", "tag", "directive"},
    ElementKind.LISTING: {"listing", "lines"},
    ElementKind.ROW: {"cells"},
    ElementKind.TAB: {"directive", "tag"},
    ElementKind.NOTE: {"directive", "tag"},
    ElementKind.ITEM: set[str](),
}


class AccountedElements:
    """Which elements other findings are about, or belong to text without a counterpart."""

    def __init__(self, inspection: Inspection, findings: Sequence[Finding]) -> None:
        self._inspection = inspection
        self._segments: defaultdict[Lang, set[int]] = defaultdict(set)
        self._relations: defaultdict[tuple[Lang, int], set[str]] = defaultdict(set)
        self._lines: defaultdict[tuple[Lang, str], set[int]] = defaultdict(set)
        for finding in findings:
            relation = str(finding.detail.get("relation"))
            for lang in LANGS:
                if finding.kind in _ACCOUNTING:
                    self._segments[lang].update(finding.side(lang))
                elif finding.kind in (FindingKind.CODE, FindingKind.MARKUP):
                    for segment in finding.side(lang):
                        self._relations[lang, segment].add(relation)
                    lines = finding.detail.get(f"{lang}_lines")
                    if isinstance(lines, (list, tuple)):
                        self._lines[lang, relation].update(line for line in lines if isinstance(line, int))

    def has(self, lang: Lang, element: Element) -> bool:
        """Whether an element is accounted for."""
        document = self._inspection.alignment.bitext.side(lang)
        relations = _RELATIONS[element.kind]
        line = document.line_of(element.start)
        if any(line in self._lines[lang, relation] for relation in relations):
            return True
        beads = self._inspection.beads_of[lang]
        starts = [element.segment] if element.segment is not None else self._around(lang, element)
        if any(k in self._segments[lang] or not beads[k].paired or beads[k].moved for k in starts):
            return True
        return element.segment is not None and not relations.isdisjoint(self._relations[lang, element.segment])

    def _around(self, lang: Lang, element: Element) -> list[int]:
        """Return the segments before and after an element that consists of none."""
        document = self._inspection.alignment.bitext.side(lang)
        before = document.segment_at(element.start)
        after = 0 if before is None else before + 1
        return [k for k in (after - 1, after) if 0 <= k < len(document.segments)]
