from __future__ import annotations

import json
from dataclasses import replace

import jsonschema
import pytest

from aligner.findings.quality import CHARACTERS_A_WORD, estimate, poisson_interval
from aligner.model import Bitext, FindingKind, Lang, ParagraphKind
from aligner.outputs.html import dump as html
from aligner.outputs.record import dump, load
from aligner.outputs.report.build import dump as report
from aligner.outputs.report.layout import Page
from aligner.outputs.report.quality import quality
from tests.findings.counted import ERROR, SOME, WARNING, made
from tests.findings.recurring_links import joined
from tests.outputs.records import Pair, document, record
from tests.outputs.test_record import SCHEMA


def test_findings_are_counted_by_severity_and_certainty_per_thousand_words() -> None:
    page = made(SOME)
    found = estimate(page.alignment, page.findings)
    assert found is not None
    assert (found.words, found.characters) == (100, None)
    counts = {key: (rate.findings, rate.rate) for key, rate in found.rates.items()}
    assert counts == {
        (ERROR, True): (2, 20.0),
        (ERROR, False): (1, 10.0),
        (WARNING, True): (1, 10.0),
        (WARNING, False): (0, 0.0),
    }
    assert found.expected == 2.7
    assert [(kind.id, number) for kind, number in found.types] == [("number", 3), ("omission", 1)]


def test_characters_of_a_japanese_original_count_as_words() -> None:
    page = made(SOME, Lang.JA)
    found = estimate(page.alignment, page.findings)
    assert found is not None
    assert (found.characters, found.words) == (230, round(230 / CHARACTERS_A_WORD))


@pytest.mark.parametrize(("side", "counted"), [("en", 0), ("ja", 1)])
@pytest.mark.parametrize("kind", [FindingKind.TORN, FindingKind.DUPLICATE, FindingKind.PUNCTUATION])
def test_a_fault_of_the_original_does_not_count(kind: FindingKind, side: str, counted: int) -> None:
    page = made([(WARNING, kind, 0.9)])
    place = {"en": None, "ja": None} | {side: {"start": 0, "end": 3}}
    findings = [replace(finding, detail={**finding.detail, **place}) for finding in page.findings]
    found = estimate(page.alignment, findings)
    assert found is not None
    assert found.rates[WARNING, True].findings == counted


def test_text_that_only_the_original_has_counts() -> None:
    page = made([(WARNING, FindingKind.NUMBER, 0.9)])
    findings = [replace(finding, detail={"en": {"start": 0, "end": 3}, "ja": None}) for finding in page.findings]
    found = estimate(page.alignment, findings)
    assert found is not None
    assert found.rates[WARNING, True].findings == 1


def test_a_finding_with_several_places_counts_once() -> None:
    page = joined()
    found = estimate(page.alignment, page.findings)
    assert found is not None
    assert found.rates[WARNING, True].findings == 1


def test_an_original_without_words_has_no_estimate() -> None:
    en, ja = (document(lang, "code", [(ParagraphKind.CODE, ["open harbour"])]) for lang in Lang)
    empty = record(Bitext(en, ja, source=Lang.EN, source_known=True), [Pair((0,), (0,))])
    assert estimate(empty.alignment, ()) is None
    assert quality(Page(empty)) == []
    assert json.loads(dump(empty))["quality"] is None
    assert "Quality (" not in report(empty)
    assert 'class="quality"' not in html(empty)


@pytest.mark.parametrize(
    ("count", "low", "high"),
    # Garwood 1936, the exact interval.
    [
        (0, 0, 3.689),
        (1, 0.025, 5.572),
        (2, 0.242, 7.225),
        (5, 1.623, 11.668),
        (20, 12.217, 30.888),
        (100, 81.36, 121.63),
    ],
)
def test_the_interval_is_nearly_the_exact_one(count: int, low: float, high: float) -> None:
    assert poisson_interval(count) == pytest.approx((low, high), abs=0.022)


def test_the_interval_is_that_of_the_rate() -> None:
    page = made(SOME)
    found = estimate(page.alignment, page.findings)
    assert found is not None
    ends = [tuple(round(10 * end, 2) for end in ends) for ends in map(poisson_interval, (2, 1, 1, 0))]
    assert [(rate.low, rate.high) for rate in found.rates.values()] == ends


@pytest.mark.parametrize("source", Lang)
def test_the_record_has_the_estimate_as_its_schema_says(source: Lang) -> None:
    page = made(SOME, source)
    written = json.loads(dump(page))
    jsonschema.validate(written, SCHEMA, cls=jsonschema.Draft202012Validator)
    assert written["quality"]["words"] == 100
    assert written["quality"].get("characters") == (None if source is Lang.EN else 230)
    assert written["quality"]["counts"][0] == {
        "severity": "error",
        "certain": True,
        "findings": 2,
        "per_1000_words": 20.0,
        "interval": [2.25, 72.21],
    }
    assert written["quality"]["expected"] == 2.7
    assert dump(load(dump(page))) == dump(page)
