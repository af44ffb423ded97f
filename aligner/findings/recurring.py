"""Joins findings with the same cause: the same pair of strings, such as a renamed repository in 74 links.

A cause is a kind, a relation, and the strings that the finding points at; without such strings, the texts of its
segments. Of code and markup, which have the same form in both texts, only the parts that differ count. The rule: the
fingerprint of a joined finding depends on its cause, not on the number of its places. Findings that depend on the whole
text are not joined, because each is about all its places already. Read next: `places`.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from aligner.findings.certainty import is_shown
from aligner.findings.fingerprints import fingerprint
from aligner.findings.kinds import Scope, relation_of
from aligner.findings.places import place_of, with_places
from aligner.model import Bitext, Finding, FindingKind, Json, Lang

if TYPE_CHECKING:
    from collections.abc import Sequence

#: Minimum number of places that become one finding. Two places can be a coincidence, and a reader reads both at once.
#: From three on, a reader wants to decide once and to see all places.
LEAST = 3
#: Kinds about text that has the same form in both languages.
_SAME_FORM = frozenset({FindingKind.CODE, FindingKind.MARKUP})
#: Maximum length of strings that are compared word by word. Longer ones are compared as a whole.
_LONG = 1000
_WORD = re.compile(r"\w+|\W")
_LETTER = re.compile(r"[^\W\d_]")


def join_recurring(bitext: Bitext, findings: Sequence[Finding]) -> list[Finding]:
    """Return the findings. Those with the same cause at `LEAST` places or more are one finding."""
    causes = [cause(bitext, finding) for finding in findings]
    same: dict[str, list[Finding]] = defaultdict(list)
    for name, finding in zip(causes, findings, strict=True):
        same[name].append(finding)
    joined: list[Finding] = []
    for name, finding in zip(causes, findings, strict=True):
        if not name or len(same[name]) < LEAST:
            joined.append(finding)
        elif finding is same[name][0]:
            joined.append(_joined(name, same[name]))
    return joined


def cause(bitext: Bitext, finding: Finding) -> str:
    """Return the fingerprint of a finding's cause; empty if the finding is about the whole text."""
    relation = relation_of(finding.kind, finding.detail.get("relation"))
    if relation.scope is Scope.TEXT:
        return ""
    rule = finding.detail.get("rule")
    return fingerprint(
        finding.kind, "recurring", relation.name, *([] if rule is None else [str(rule)]), *_strings(bitext, finding)
    )


def _strings(bitext: Bitext, finding: Finding) -> tuple[str, ...]:
    """Return the strings that a finding is about: first the English ones, then the Japanese ones."""
    marks = [_marks(finding, lang) for lang in Lang]
    if max(map(len, marks)) > 1:
        return *marks[0], "", *marks[1]
    en, ja = (_pointed_at(finding, lang) for lang in Lang)
    if not re.search(r"\w", en + ja):  # two single brackets have nothing in common
        en, ja = ("".join(map(bitext.side(lang).segment_text, finding.side(lang))) for lang in Lang)
    return _difference(en, ja) if finding.kind in _SAME_FORM else (en, ja)


def _marks(finding: Finding, lang: Lang) -> list[str]:
    marks: Json = finding.detail.get(f"{lang}_marks")
    return list(map(str, marks)) if isinstance(marks, (list, tuple)) else []


def _pointed_at(finding: Finding, lang: Lang) -> str:
    place = finding.detail.get(str(lang))
    return str(place.get("text", "")) if isinstance(place, Mapping) else ""


def _difference(en: str, ja: str) -> tuple[str, str]:
    """Return the parts of two strings that differ, in whole words; both strings if a part would have no letter.

    >>> _difference("(https://example.org/old/docs/1)", "(https://example.org/new/docs/1)")
    ('old', 'new')
    >>> _difference("x = 1", "x = 2")
    ('x = 1', 'x = 2')
    """
    if max(len(en), len(ja)) > _LONG:
        return en, ja
    one, other = _WORD.findall(en), _WORD.findall(ja)
    shorter = min(len(one), len(other))
    start = next((k for k in range(shorter) if one[k] != other[k]), shorter)
    end = next((k for k in range(shorter - start) if one[-1 - k] != other[-1 - k]), shorter - start)
    parts = "".join(one[start : len(one) - end]), "".join(other[start : len(other) - end])
    return parts if all(map(_LETTER.search, parts)) else (en, ja)


def _joined(name: str, members: Sequence[Finding]) -> Finding:
    """Return one finding for several, with the places of all: one that is shown, the most severe, the most certain."""
    members = sorted(members, key=lambda finding: (finding.en or finding.ja, finding.ja))
    first = min(members, key=lambda finding: (not is_shown(finding), finding.severity.rank, -finding.certainty))
    others = [member for member in members if member is not first]
    parts = with_places(first.message, first.detail, list(map(place_of, [first, *others])))
    return replace(first, fingerprint=name, **parts._asdict())
