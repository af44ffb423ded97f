"""Findings that are one because the alignment around them is unsure."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from aligner.evidence.universal_encoder import universal_encoder
from aligner.findings import gaps
from aligner.findings.finders import find_all
from aligner.findings.inspection import Inspection
from aligner.findings.unsure_stretches import join_unsure
from aligner.matching.prepare import prepare
from aligner.model import Alignment, Bead, Finding, FindingKind
from aligner.parameters import load_parameters
from tests.messages.reading import values
from tests.samples import bitext, inspection

if TYPE_CHECKING:
    from collections.abc import Sequence

HISTORY = "The command first appeared in version 2 of the system and was written anew for version 4."
HISTORY_JA = "このコマンドはシステムの第2版で初めて登場し、第4版のために新しく書き直された。"
GULLS_JA = "カモメの餌やりは禁止されており、違反した者は町役場で始末書を提出しなければならない。"
BUGS, BUGS_JA = "The lamp stands beside the bridge.", "ランプは橋のそばに立っている。"
Pair = tuple[tuple[int, ...], tuple[int, ...]]


def inspected(en: list[str], ja: list[str], pairs: Sequence[Pair], sure: Sequence[float]) -> Inspection:
    """Beads with their confidences, with sentence meaning."""
    both = bitext(en, ja)
    beads = tuple(Bead(k, *pair, confidence) for k, (pair, confidence) in enumerate(zip(pairs, sure, strict=True)))
    encoder, lexicon = universal_encoder(), load_parameters().lexicon
    return Inspection(Alignment(both, beads), prepare(both, lexicon, encoder), lexicon, encoder)


def rearranged(extra: str, *, confidence: float = 0.95) -> Inspection:
    """A section that stands before another one in English, and something after it in Japanese."""
    pairs: list[Pair] = [((0,), ()), ((1,), (0,)), ((), (1,))]
    return inspected([HISTORY, BUGS], [BUGS_JA, extra], pairs, [confidence, 0.99, confidence])


def joined(both: Inspection) -> list[Finding]:
    return join_unsure(both, gaps.find(both))


def test_the_same_text_on_both_sides_is_one_finding() -> None:
    (finding,) = joined(rearranged(HISTORY_JA))
    assert (finding.kind, finding.detail["relation"]) == (FindingKind.PARTIAL, "unsure")
    assert (finding.en, finding.ja, finding.detail["findings"]) == ((0,), (1,), 2)
    assert values(finding.message, "clauses.unsure")["en_place"] == "English line 1"
    confidence = finding.detail["confidence"]
    assert isinstance(confidence, float)
    assert confidence < 0.5


def test_it_is_one_finding_of_the_whole_program() -> None:
    kinds = [finding.kind for finding in find_all(rearranged(HISTORY_JA))]
    assert FindingKind.PARTIAL in kinds
    assert {FindingKind.OMISSION, FindingKind.ADDITION}.isdisjoint(kinds)


@pytest.mark.parametrize("confidence", [0.7, 0.95])
def test_two_different_texts_are_two_findings(confidence: float) -> None:
    assert [finding.kind for finding in joined(rearranged(GULLS_JA, confidence=confidence))] == [
        FindingKind.OMISSION,
        FindingKind.ADDITION,
    ]


def test_texts_far_from_each_other_are_two_findings() -> None:
    pairs: list[Pair] = [((0,), ()), *(((k,), (k - 1,)) for k in range(1, 9)), ((), (8,))]
    both = inspected([HISTORY, *[BUGS] * 8], [*[BUGS_JA] * 8, HISTORY_JA], pairs, [0.95] * 10)
    assert len(joined(both)) == 2


def test_a_stretch_of_unsure_beads_is_one_finding() -> None:
    pairs: list[Pair] = [((0,), (0,)), ((1,), ()), ((), (1,)), ((2,), (2,)), ((3,), (3,))]
    both = bitext([BUGS, HISTORY, BUGS, BUGS], [BUGS_JA, GULLS_JA, BUGS_JA, BUGS_JA])

    def of(*sure: float) -> list[tuple[object, ...]]:
        beads = tuple(Bead(k, *pair, confidence) for k, (pair, confidence) in enumerate(zip(pairs, sure, strict=True)))
        findings = joined(inspection(Alignment(both, beads)))
        return [(finding.detail["relation"], finding.en, finding.ja) for finding in findings]

    assert of(0.9, 0.5, 0.5, 0.55, 0.9) == [("unsure", (1, 2), (1, 2))]
    assert [relation for relation, *_ in of(0.9, 0.5, 0.5, 0.9, 0.9)] == ["replaced", "replaced"]


def test_one_finding_in_an_unsure_stretch_stays() -> None:
    pairs: list[Pair] = [((0,), (0,)), ((1,), ()), ((2,), (1,))]
    both = bitext([BUGS, HISTORY, BUGS], [BUGS_JA, BUGS_JA])
    alignment = Alignment(both, tuple(Bead(k, *pair, 0.5) for k, pair in enumerate(pairs)))
    assert [finding.kind for finding in joined(inspection(alignment))] == [FindingKind.OMISSION]
