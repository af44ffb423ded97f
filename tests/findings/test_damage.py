"""Damaged text, and addresses and acronyms that differ."""

from __future__ import annotations

import json
from typing import Any

import pytest

from aligner.findings import changed_names, damage
from aligner.model import Lang
from tests.findings.wording.texts import inspect
from tests.samples import cases

CASES = cases("damage")


@pytest.mark.parametrize("case", CASES, ids=[case["label"] for case in CASES])
def test_a_case(case: dict[str, Any]) -> None:
    inspection = inspect(**case["input"])
    findings = [*damage.find(inspection), *changed_names.find(inspection)]
    shown = []
    for finding, (_, side, *text) in zip(findings, case["expect"], strict=True):
        span = finding.detail[side]
        assert isinstance(span, dict)
        assert span["text"] == inspection.alignment.bitext.side(Lang(side)).text[span["start"] : span["end"]]
        shown.append([f"{finding.kind}.{finding.detail['relation']}", side, *(span["text"] for _ in text)])
        json.dumps(dict(finding.detail))
    assert shown == case["expect"], [finding.message["en"] for finding in findings]


def test_nearly_half_of_the_cases_are_negative() -> None:
    assert 5 * sum(not case["expect"] for case in CASES) >= 2 * len(CASES)


def test_what_the_text_was_is_given() -> None:
    (finding,) = damage.find(inspect("The keeperâ€™s lamp is old.", "番人のランプは古い。"))
    assert finding.detail["restored"] == "’"
    assert "’" in finding.message["ja"]
