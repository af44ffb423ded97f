"""A less certain finding is worded as a possibility, and its lead is marked as before."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from aligner.findings.hedges import FACT_FROM, hedged
from aligner.messages import say
from aligner.model import Finding, FindingKind, Json, Lang, Severity
from aligner.outputs.report.findings import lead_of

_SAID = say("numbers.only", number="37", side=Lang.EN)
_FACT = Finding(0, FindingKind.NUMBER, Severity.ERROR, (0,), (0,), dict(_SAID), detail={"lead": _SAID.lead})


def test_a_certain_finding_stays_as_it_is() -> None:
    assert hedged(_FACT) is _FACT
    assert hedged(replace(_FACT, certainty=FACT_FROM)).message == _SAID


@pytest.mark.parametrize("lang", Lang)
def test_the_lead_says_possibly_and_the_rest_stays(lang: Lang) -> None:
    unsure = hedged(replace(_FACT, certainty=0.5))
    lead = {"en": "Possibly: number only in English:", "ja": "英文だけにある数値の可能性："}[lang]
    assert lead_of(unsure, lang) == lead
    assert unsure.message[lang].removeprefix(lead) == _SAID[lang].removeprefix(lead_of(_FACT, lang))


def test_a_name_stays_capital() -> None:
    said = {"en": "English only.", "ja": "英文のみ："}
    unsure = hedged(replace(_FACT, message=said, detail={"lead": {"en": 13, "ja": 5}}, certainty=0.5))
    assert unsure.message == {"en": "Possibly: English only.", "ja": "英文のみの可能性："}


@pytest.mark.parametrize(
    ("key", "kind", "relation"),
    [
        ("clauses.outdated", FindingKind.OUTDATED, "names"),
        ("clauses.outdated_lists", FindingKind.OUTDATED, "names"),
        ("units.fuzzy", FindingKind.OUTDATED, "fuzzy"),
        ("torn.cut_end", FindingKind.TORN, "cut-end"),
    ],
)
def test_a_possibility_is_stated_once(key: str, kind: FindingKind, relation: str) -> None:
    said = say(key, en="Lanternmail", ja="Postbird", text="の門を")
    finding = replace(_FACT, kind=kind, message=dict(said), detail={"relation": relation, "lead": said.lead})
    unsure = hedged(replace(finding, certainty=0.5))
    assert hedged(unsure) == unsure
    assert len(re.findall("may be|possibly", lead_of(unsure, Lang.EN).lower())) == 1
    assert lead_of(unsure, Lang.JA).count("可能性") == 1


def test_a_message_about_the_alignment_is_no_possibility() -> None:
    said = {"en": "Not matched sentence by sentence.", "ja": "文単位で対応づけられません。"}
    detail: dict[str, Json] = {"relation": "unsure", "lead": {"en": 33, "ja": 14}}
    unsure = replace(_FACT, kind=FindingKind.PARTIAL, message=said, detail=detail, certainty=0.5)
    assert hedged(unsure) is unsure


def test_without_a_lead_nothing_changes() -> None:
    bare = replace(_FACT, detail={}, certainty=0.1)
    assert hedged(bare) is bare
