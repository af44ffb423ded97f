"""The certainty of findings: bounds, what it rests on, and what is shown."""

from __future__ import annotations

from dataclasses import replace

import pytest

from aligner.findings.certainty import (
    SHOWN_FROM,
    Surroundings,
    certainty,
    facts,
    is_shown,
    with_certainty,
    with_shown,
)
from aligner.findings.text_kind import text_kinds
from aligner.model import Finding, FindingKind, Lang, Severity
from aligner.outputs.report.build import plain_text, report
from aligner.outputs.report.layout import Page, numbered
from aligner.parameters import CertaintyWeights, load_certainty_weights
from tests.outputs.records import harbour

KINDS = text_kinds(harbour().alignment.bitext)
PLAIN = CertaintyWeights({}, {}, {})


def test_without_weights_the_certainty_is_the_estimate_of_the_finder() -> None:
    for estimate in (0.1, 0.5, 0.9):
        assert certainty("number.digit", estimate, {"pair": 2.0}, PLAIN) == pytest.approx(estimate)
    assert certainty("number.digit", 1.0, {}, PLAIN) == certainty("number.digit", 0.999, {}, PLAIN) == 0.98


def test_a_rule_without_a_weight_has_that_of_its_kind() -> None:
    weights = CertaintyWeights({}, {"number": -1.0, "number.bound": 2.0}, {"length": 1.0})
    assert certainty("number.new", 0.5, {}, weights) == pytest.approx(0.268941)
    assert certainty("number.bound", 0.5, {}, weights) == pytest.approx(0.731059)
    assert certainty("markup.tag", 0.5, {}, weights) == 0.5
    assert certainty("markup.tag", 0.5, {"length": 1.0}, weights) == pytest.approx(0.731059)


def test_how_far_an_estimate_is_trusted_depends_on_the_kind() -> None:
    weights = CertaintyWeights({"all": -0.5, "number": -0.5}, {}, {})
    assert certainty("number.digit", 0.9, {}, weights) == 0.5
    assert certainty("markup.tag", 0.9, {}, weights) == pytest.approx(0.75)


def test_every_finding_of_a_text_has_a_certainty_and_keeps_the_rest() -> None:
    record = harbour()
    weighed = with_certainty(record.alignment, KINDS, record.findings)
    assert [replace(finding, certainty=1.0) for finding in weighed] == list(record.findings)
    assert all(0 < finding.certainty < 1 for finding in weighed)


def test_facts_are_of_the_finding_and_of_its_surroundings() -> None:
    record = harbour()
    surroundings = Surroundings.of(record.alignment, KINDS, record.findings)
    finding = replace(record.findings[0], detail={"confidence": 0.5, "certain": True, "agreeing": 30, "other": 3})
    given = facts(finding, surroundings)
    assert (given["certain"], given["agreeing"]) == (1.0, 4.0)
    assert "other" not in given
    assert all(-4 <= value <= 4 for name, value in given.items() if name in {"pair", "around"})
    longer = replace(finding, en=(0, 1, 2))
    assert facts(longer, surroundings)["length"] > given["length"]


def test_what_is_shown_depends_on_severity_and_certainty() -> None:
    record = harbour()
    findings = [
        replace(record.findings[0], severity=severity, certainty=certain)
        for severity in Severity
        for certain in (SHOWN_FROM[severity], SHOWN_FROM[severity] - 0.01)
    ]
    assert [is_shown(finding) for finding in findings] == [True, False] * 3
    assert all(is_shown(finding, 0.0) for finding in findings)
    assert not any(is_shown(finding, 0.99) for finding in findings)
    assert with_shown(replace(record, findings=tuple(findings))).findings == tuple(findings[::2])


def test_less_certain_findings_are_counted_and_shown_on_request() -> None:
    record = harbour()
    unsure = replace(record, findings=(*record.findings, _unsure()))
    usual = plain_text(report(Page(unsure)))
    assert "1 less certain" in usual
    assert "Not sure." not in usual
    assert f"Findings: {len(record.findings)} (" in usual
    everything = plain_text(report(Page(unsure, everything=True)))
    assert "Error (20% certain)  Not sure." in everything
    assert "less certain;" not in everything
    assert "Not sure." in plain_text(report(Page(unsure, min_certainty=0.1)))
    assert "確度の低い指摘1件" in plain_text(report(replace(Page(unsure), lang=Lang.JA)))


def test_less_certain_findings_have_the_last_numbers() -> None:
    record = harbour()
    made = replace(record, findings=(_unsure(), *record.findings))
    assert [finding.certainty for _, finding in numbered(made)] == [1.0] * len(record.findings) + [0.2]


def test_a_shown_finding_has_room_for_its_number() -> None:
    record = harbour()
    findings = (*(replace(_unsure(), id=k) for k in range(12)), replace(record.findings[0], certainty=0.3))
    page = Page(replace(record, findings=findings), min_certainty=0.25)
    (line,) = [line for line in plain_text(report(page)).splitlines() if "(30% certain)" in line]
    assert line.startswith("13  ")
    wrapped = plain_text(report(page)).split(line)[1].splitlines()[1]
    assert wrapped.startswith("    ")


def test_the_shipped_weights_name_kinds_that_exist() -> None:
    rules = load_certainty_weights().rules
    assert {rule.partition(".")[0] for rule in rules} <= set(FindingKind)


def _unsure() -> Finding:
    message = {"en": "Not sure.", "ja": "不確か。"}
    return Finding(9, FindingKind.NUMBER, Severity.ERROR, (1,), (1,), message, certainty=0.2)
