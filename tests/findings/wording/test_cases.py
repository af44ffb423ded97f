from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from aligner.findings.wording import doubled, names, renderings, repeated, spellings, style, terminology, torn
from aligner.model import Lang
from tests.findings.wording.texts import inspect
from tests.samples import cases

if TYPE_CHECKING:
    from pathlib import Path

    from aligner.model import Finding, Json

FINDERS = {
    "doubled": doubled.find,
    "names": names.find,
    "renderings": renderings.find,
    "repeated": repeated.find,
    "spellings": spellings.find,
    "style": style.find,
    "terminology": terminology.find,
    "torn": torn.find,
}


def told(finding: Finding, expected: list[str]) -> list[Json]:
    """Relation, side and, where it is expected, the text that the finding points at."""
    _, side, *text = expected
    lang = Lang(side)
    span = finding.detail.get(lang)
    pointed = [span["text"] for _ in text if isinstance(span, dict)]
    return [finding.detail["relation"], side if finding.side(lang) else "", *pointed]


ALL = [
    pytest.param(
        name,
        case,
        id=f"{name}: {case['label']}",
        marks=[pytest.mark.xfail(reason=case["known_failure"])] if "known_failure" in case else [],
    )
    for name in FINDERS
    for case in cases(f"wording_{name}")
]


@pytest.mark.parametrize(("name", "case"), ALL)
def test_a_case(name: str, case: dict[str, Any], tmp_path: Path) -> None:
    given = {key: value for key, value in case["input"].items() if key != "markdown"}
    suffix = "md" if case["input"].get("markdown") else "txt"
    if "glossary" in case:
        given["glossary"] = tmp_path / "terms.tsv"
        given["glossary"].write_text(case["glossary"], "utf-8")
    found = FINDERS[name](inspect(**given, suffix=suffix))
    assert [told(finding, expected) for finding, expected in zip(found, case["expect"], strict=True)] == case["expect"]
    if "severity" in case:
        assert [str(finding.severity) for finding in found] == [case["severity"]]
    if "message" in case:
        assert [finding.message["ja"] for finding in found] == [case["message"]]
    json.dumps([dict(finding.detail) for finding in found])


@pytest.mark.parametrize("name", FINDERS)
def test_a_third_of_the_cases_say_what_is_no_finding(name: str) -> None:
    found = cases(f"wording_{name}")
    assert 3 * sum(not case["expect"] for case in found) >= len(found)
