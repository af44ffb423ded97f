"""Findings about numbers: the differences that `number_check` detects, with their messages and severities."""

from __future__ import annotations

import hashlib
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from aligner.evidence.numbers.comparison.differences import Relation, Weight
from aligner.findings.build import new_finding, sides
from aligner.findings.kinds import relation_of
from aligner.findings.number_check import NumberCheck, NumberDifference, check_numbers
from aligner.findings.number_messages import word
from aligner.model import (
    LANGS,
    Alignment,
    Bead,
    Finding,
    FindingKind,
    Json,
    Lang,
    Severity,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aligner.evidence.numbers.comparison.differences import Difference
    from aligner.evidence.numbers.number import Number
    from aligner.findings.inspection import Inspection

#: Confidence of a bead below which a difference is at most a warning.
_SURE = 0.5


def find(inspection: Inspection) -> list[Finding]:
    """Return the findings about numbers, including limits that differ by the letter (``loose-bound``)."""
    return find_number_findings(inspection.alignment, inspection.number_check, by_the_letter=True)


def find_number_findings(
    alignment: Alignment, check: NumberCheck | None = None, *, by_the_letter: bool = False
) -> list[Finding]:
    """Return the findings about numbers in the order of the beads, with ids from 0.

    Args:
        alignment: the beads whose numbers are compared.
        check: the result of `check_numbers` for it; None computes it.
        by_the_letter: whether to include limits that differ only by the letter (relation ``loose-bound``).
    """
    if check is None:
        check = check_numbers(alignment)
    seen: Counter[str] = Counter()
    findings: list[Finding] = []
    sentences: dict[int, str] = {}
    differences = check.differences
    if by_the_letter:
        differences = tuple(sorted((*differences, *check.loose_bounds), key=lambda difference: difference.bead))
    for difference in differences:
        bead = alignment.beads[difference.bead]
        if bead.id not in sentences:
            sentences[bead.id] = _digest(*_sentences(alignment, bead))
        numbers = ("" if n is None else n.text for n in (difference.difference.en, difference.difference.ja))
        content = "\0".join((FindingKind.NUMBER, difference.difference.relation, *numbers, sentences[bead.id]))
        seen[content] += 1
        fingerprint = _digest(content, str(seen[content]))
        findings.append(_finding(len(findings), alignment, bead, difference, fingerprint))
    return findings


def _sentences(alignment: Alignment, bead: Bead) -> Iterator[str]:
    """Return the texts of a bead, independent of their position."""
    for lang in LANGS:
        yield from (alignment.bitext.side(lang).segment_text(k) for k in bead.side(lang))


def _digest(*texts: str) -> str:
    return hashlib.sha256("\0".join(texts).encode("utf-8", "replace")).hexdigest()[:16]


def _finding(id_: int, alignment: Alignment, bead: Bead, located: NumberDifference, fingerprint: str) -> Finding:
    bitext, difference = alignment.bitext, located.difference
    relation = _directed(difference, bitext.source)
    finding = new_finding(
        FindingKind.NUMBER,
        relation,
        word(difference, bitext.stated_source),
        sides(bead),
        confidence=bead.confidence,
        severity=_severity(difference, relation, bead),
        about=(),
        detail={
            "en": _detail(difference.en),
            "ja": _detail(difference.ja),
            "certain": difference.certain,
            "agreeing": located.agreeing,
            "neighbour": located.neighbour,
        },
    )
    # Equal differences of one text are distinguished by their order.
    return replace(finding, id=id_, fingerprint=fingerprint)


def _severity(difference: Difference, relation: Relation, bead: Bead) -> Severity:
    """Return the severity of the table, or a lower one if the pair or the number is unsure or the difference small."""
    if difference.weight is Weight.SMALL:
        return Severity.INFO
    severity = relation_of(FindingKind.NUMBER, relation).severity
    if not difference.certain and difference.en is not None and difference.ja is not None:
        return Severity.INFO
    is_unsure = bead.confidence < _SURE or difference.weight is Weight.UNSURE
    return Severity.WARNING if is_unsure and severity is Severity.ERROR else severity


def _directed(difference: Difference, source: Lang) -> Relation:
    """Return ``missing`` for a number that only the source has, ``added`` for one that only the translation has."""
    if source is Lang.EN:
        return difference.relation
    return Relation(relation_of(FindingKind.NUMBER, difference.relation).mirror)


def _detail(number: Number | None) -> Json:
    """Return a number for programs: document offsets, and its exact value as a string."""
    if number is None:
        return None
    value = None if number.value is None else str(number.value)
    return {
        "text": number.text,
        "start": number.start,
        "end": number.end,
        "value": value,
        "unit": number.unit,
    }
