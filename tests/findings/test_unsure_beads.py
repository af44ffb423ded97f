"""Sentences that a doubtful pair may have swallowed."""

from __future__ import annotations

import pytest

from aligner.findings import unsure_beads
from aligner.model import FindingKind, Lang, Severity
from tests.findings.wording.texts import inspect

EN = "The gate is green. It was painted in spring. The boat is red."
JA = "門は緑色です。船は赤色です。"
PAIRS = [[[0, 1], [0]], [[2], [1]]]


def test_a_sentence_that_the_search_may_have_left_alone_is_told_of() -> None:
    (found,) = unsure_beads.find(inspect(EN, JA, PAIRS, alone=[("en", 1, 0.3)]))
    assert (found.kind, found.severity) == (FindingKind.PARTIAL, Severity.WARNING)
    assert (found.en, found.ja) == ((1,), (0,))
    assert found.detail["relation"] == "sentence"
    assert found.detail["confidence"] == 0.3
    assert "It was painted in spring." in found.message["en"]


@pytest.mark.parametrize("source", ["en", "ja"])
def test_it_is_worded_by_direction(source: str) -> None:
    (found,) = unsure_beads.find(inspect(EN, JA, PAIRS, alone=[("en", 1, 0.3)], source=source))
    assert found.message["ja"].startswith("訳抜け：" if source == "en" else "原文にない文：")
    assert found.detail["relation"] == ("sentence" if source == "en" else "extra-sentence")


def test_what_is_unlikely_or_no_sentence_is_not_told_of() -> None:
    assert not unsure_beads.find(inspect(EN, JA, PAIRS, alone=[("en", 1, 0.15)]))
    code = "The gate is green.\n\n```\nopen --gate\n```\n\nThe boat is red."
    pairs = [[[0, 1], [0]], [[2], [1]]]
    assert not unsure_beads.find(inspect(code, JA, pairs, alone=[("en", 1, 0.3)], suffix="md"))


def test_of_two_sentences_that_share_a_counterpart_not_both_are_missing() -> None:
    both = [("en", 0, 0.3), ("en", 1, 0.4)]
    (found,) = unsure_beads.find(inspect(EN, JA, PAIRS, alone=both))
    assert found.en == (1,)
    assert len(unsure_beads.find(inspect(EN, JA, PAIRS, alone=[*both, ("ja", 0, 0.3)]))) == 3


def test_of_a_sure_pair_nothing_is_said() -> None:
    found = inspect(EN, JA, PAIRS, confidence=0.9)
    assert not unsure_beads.find(found)
    assert all(bead.alone == () for bead in found.alignment.beads)
    assert found.alignment.bitext.side(Lang.EN).segment_text(1) == "It was painted in spring."
