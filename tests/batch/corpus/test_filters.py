from __future__ import annotations

from dataclasses import replace

import pytest

from aligner.batch.corpus.filters import Filters, Reason, check, normal_form

LONG = "The committee approved the budget for the coming year without any changes."
LONG_JA = "委員会は来年度の予算を修正なしで承認しました。"


@pytest.mark.parametrize(
    ("en", "ja", "confidence", "reason"),
    [
        (LONG, LONG_JA, 0.9, None),
        (LONG, LONG_JA, 0.4, Reason.CONFIDENCE),
        (LONG, "委員会。", 0.9, Reason.LENGTH),
        ("Yes.", LONG_JA, 0.9, Reason.LENGTH),
        ("Yes.", "はい。", 0.9, None),
        (LONG, LONG, 0.9, Reason.COPY),
        ("ＧＤＰ ", "gdp", 0.9, Reason.COPY),
        (LONG_JA, LONG_JA + "ね", 0.9, Reason.LANGUAGE),
        (LONG, "Le comité a approuvé.", 0.9, Reason.LANGUAGE),
        ("See Google Cloud Platform.", "Google Cloud Platform をご覧ください。", 0.9, None),
        ("12:30", "12時30分", 0.9, None),
        ("12:30", "12：30", 0.9, Reason.COPY),
    ],
)
def test_a_pair_passes_or_not(en: str, ja: str, confidence: float, reason: Reason | None) -> None:
    assert check({"en": en, "ja": ja, "confidence": confidence}, Filters()) is reason


def test_what_is_not_asked_for_is_not_checked() -> None:
    row = {"en": LONG, "ja": LONG, "confidence": 0.1}
    free = Filters(confidence=0.0, ratio=0.0, languages=False)
    assert check(row, free) is None
    assert check(row, replace(free, ratio=1.5)) is Reason.LENGTH
    assert check(row, replace(free, languages=True)) is Reason.COPY


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (("GDP rose.", "ＧＤＰは 増えた。"), ("gdp  rose.", "GDPは増えた。"), True),
        (("a", "い"), ("a", "う"), False),
        (("a b", "い"), ("ab", "い"), False),
    ],
)
def test_width_case_and_space_do_not_count(one: tuple[str, str], other: tuple[str, str], same: bool) -> None:
    assert (normal_form(*one) == normal_form(*other)) is same
