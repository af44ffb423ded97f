"""English words left in the Japanese text that the document translates elsewhere."""

from __future__ import annotations

from typing import Any

import pytest

from aligner.findings import untranslated_words
from aligner.model import FindingKind, Severity
from tests.findings.wording.texts import inspect
from tests.messages.reading import values
from tests.samples import cases

CASES = cases("untranslated_words")
WORD = CASES[0]


def reported(case: dict[str, Any], **options: Any) -> list[str]:
    inspection = inspect(case["en"], case["ja"], case.get("pairs"), suffix=case.get("suffix", "txt"), **options)
    findings = untranslated_words.find(inspection)
    text = inspection.alignment.bitext.ja.text
    places: list[Any] = [finding.detail["ja"] for finding in findings]
    return [text[place["start"] : place["end"]] for place in places]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["label"])
def test_cases(case: dict[str, Any]) -> None:
    assert reported(case) == case["expect"]


def test_a_finding_points_at_the_pair() -> None:
    (finding,) = untranslated_words.find(inspect(WORD["en"], WORD["ja"], source="en"))
    assert (finding.kind, finding.severity) == (FindingKind.UNTRANSLATED, Severity.WARNING)
    assert (finding.en, finding.ja) == ((4,), (4,))
    assert values(finding.message, "untranslated.word")["text"] == "valve"


def test_a_japanese_original_may_contain_english() -> None:
    assert reported(WORD, source="en") == ["valve"]
    assert reported(WORD, source="ja") == []


def test_doubtful_pairs_are_no_evidence() -> None:
    assert reported(WORD, confidence=0.7) == []
