from __future__ import annotations

import re
from dataclasses import replace

import pytest

from aligner.errors import SettingsError
from aligner.findings.finders import find_all
from aligner.findings.order import in_order
from aligner.findings.severities import profile, weigh
from aligner.model import Alignment, Bead, Finding, FindingKind, Json, Severity
from tests.samples import bitext, inspection

ERROR, WARNING, INFO = Severity


def found(
    kind: FindingKind, relation: str, severity: Severity = WARNING, confidence: Json = 0.99, id_: int = 0
) -> Finding:
    detail: dict[str, Json] = {"relation": relation, "confidence": confidence}
    return Finding(id_, kind, severity, (0,), (0,), {"en": "…", "ja": "…"}, "f", detail)


def weighed(finding: Finding, *layers: dict[str, Severity | None]) -> Severity | None:
    """The severity that layers leave a finding with, None where they leave it out."""
    left = weigh([finding], *layers)
    return left[0].severity if left else None


BOUND = found(FindingKind.NUMBER, "bound")


@pytest.mark.parametrize(
    ("layers", "severity"),
    [
        ((), WARNING),
        (({},), WARNING),
        (({"number": ERROR},), ERROR),
        (({"number.bound": INFO},), INFO),
        (({"number": ERROR, "number.bound": INFO},), INFO),
        (({"number": None, "number.bound": INFO},), INFO),
        (({"number": None},), None),
        (({"number.bound": None},), None),
        (({"number.digit": None, "omission": None},), WARNING),
        (({"number.bound": ERROR}, {"number": INFO}), INFO),
        (({"number": INFO}, {"number.bound": ERROR}), ERROR),
        (({"number": None}, {"number": ERROR}), ERROR),
        (({"number": ERROR}, {"number": None}), None),
    ],
)
def test_the_last_layer_that_names_a_finding_decides(
    layers: tuple[dict[str, Severity | None], ...], severity: Severity | None
) -> None:
    assert weighed(BOUND, *layers) is severity


def test_what_is_right_as_it_stands_is_left_alone_by_a_severity_for_its_kind() -> None:
    converted = found(FindingKind.NUMBER, "converted", INFO)
    assert weighed(converted, {"number": ERROR}) is INFO
    assert weighed(converted, {"number.converted": WARNING}, {"number": ERROR}) is WARNING
    assert weighed(converted, {"number": None}) is None


@pytest.mark.parametrize(("confidence", "severity"), [(0.74, WARNING), (0.75, ERROR), (None, ERROR)])
def test_what_is_only_supposed_is_never_made_worse(confidence: Json, severity: Severity) -> None:
    omission = found(FindingKind.OMISSION, "short", WARNING, confidence)
    assert weighed(omission, {"omission": ERROR}) is severity
    assert weighed(omission, {"omission": INFO}) is INFO


def test_everything_else_of_a_finding_stays() -> None:
    (changed,) = weigh([found(FindingKind.NUMBER, "bound", id_=7)], {"number": ERROR})
    assert (changed.id, changed.fingerprint, changed.detail["relation"]) == (7, "f", "bound")


def test_every_profile_rests_on_the_default_one() -> None:
    assert profile("") == profile("default")
    assert [layers[0] for layers in (profile("strict"), profile("news"))] == [*profile(""), *profile("")]


def test_profiles_disagree_where_trades_do() -> None:
    short = found(FindingKind.OMISSION, "short")
    loose = found(FindingKind.NUMBER, "loose-bound")
    missing = found(FindingKind.NUMBER, "missing")
    told = {
        name: [left[0].severity if (left := weigh([it], *profile(name))) else None for it in (short, loose, missing)]
        for name in ("default", "strict", "docs", "news", "subtitles")
    }
    assert told == {
        "default": [WARNING, None, WARNING],
        "strict": [ERROR, WARNING, ERROR],
        "docs": [WARNING, None, WARNING],
        "news": [INFO, None, INFO],
        "subtitles": [INFO, None, INFO],
    }


def test_a_profile_there_is_not() -> None:
    problem = "there is no profile 'legal'; use one of default, strict, docs, news, subtitles"
    with pytest.raises(SettingsError, match=re.escape(problem)):
        profile("legal")


def test_a_finding_about_no_segment_comes_first_of_its_severity() -> None:
    both = bitext(["One."], ["一つ。"])
    alignment = Alignment(both, (Bead(0, (0,), (0,), 0.99),))
    somewhere = found(FindingKind.NUMBER, "bound")
    nowhere = replace(somewhere, en=(), ja=())
    assert [it.en for it in in_order(alignment, [somewhere, nowhere])] == [(), (0,)]


def test_findings_that_are_less_certain_come_last() -> None:
    both = bitext(["One.", "Two."], ["一つ。", "二つ。"])
    alignment = Alignment(both, (Bead(0, (0,), (0,), 0.99), Bead(1, (1,), (1,), 0.99)))
    error = replace(found(FindingKind.NUMBER, "digit"), severity=Severity.ERROR, certainty=0.2)
    warning = replace(found(FindingKind.NUMBER, "bound"), severity=Severity.WARNING, certainty=0.9)
    ordered = in_order(alignment, [error, warning])
    assert [(it.id, it.severity) for it in ordered] == [(0, Severity.WARNING), (1, Severity.ERROR)]


def test_findings_are_weighed_before_they_are_put_in_order() -> None:
    both = bitext(["It holds more than 1,000 people.", "It has 279 doors."], ["1,000人以上が入る。", "扉は297枚ある。"])
    alignment = Alignment(both, (Bead(0, (0,), (0,), 0.99), Bead(1, (1,), (1,), 0.99)))

    def told(*layers: dict[str, Severity | None]) -> list[tuple[int, Json, Severity]]:
        return [(it.id, it.detail["relation"], it.severity) for it in find_all(inspection(alignment), *layers)]

    assert told() == [(0, "swapped", ERROR)]
    assert told({}) == [(0, "swapped", ERROR), (1, "loose-bound", WARNING)]
    assert told({"number.swapped": INFO}) == [(0, "loose-bound", WARNING), (1, "swapped", INFO)]
