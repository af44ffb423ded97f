"""A finding with several places in a check: its formats, and the baseline."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from aligner import api
from aligner.model import Lang, Severity
from aligner.project.accepting import renewed
from aligner.project.baseline import Acceptance, Accepted, Page, read_baseline, write_baseline
from aligner.project.check_formats import dump
from aligner.project.checking import Checking
from aligner.project.pairs import Pair
from aligner.project.results import Check, Checked, Standing
from aligner.settings import Settings
from tests.findings.recurring_links import LINKS, joined, only, page, singles
from tests.outputs.records import Pair as Bead
from tests.outputs.records import record
from tests.project.test_check_formats import sarif

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from aligner.model import Finding, Record

PAIR = Pair("en.md", "ja.md")
NEW, ELSEWHERE, ACCEPTED = Standing.NEW, Standing.ELSEWHERE, Standing.ACCEPTED


def checked(made: Record) -> Check:
    return Check((Checked(PAIR, made, (NEW,)),), (), Severity.WARNING, compared=True)


def test_sarif_has_one_result_with_all_locations() -> None:
    (result,) = sarif(checked(joined()))["results"]
    lines = [place["physicalLocation"]["region"]["startLine"] for place in result["locations"]]
    sources = [place["physicalLocation"]["region"]["startLine"] for place in result["relatedLocations"]]
    assert lines == sources == [3, 5, 7]
    assert {place["physicalLocation"]["artifactLocation"]["uri"] for place in result["relatedLocations"]} == {"en.md"}
    assert result["partialFingerprints"] == {"taiyaku/v1": only(joined()).fingerprint}


def test_other_formats_have_one_entry_that_names_the_other_places() -> None:
    made = checked(joined())
    junit = dump("junit", made, Lang.EN, "").decode()
    assert junit.count("markup.link: Link differs.") == 1
    assert "Also in: Japanese lines 5, 7" in junit
    (command,) = [line for line in dump("github", made, Lang.EN, "").decode().splitlines() if line.startswith("::")]
    assert command.startswith("::warning file=ja.md,line=3,")
    assert command.endswith("The same occurs in 2 other places.%0AAlso in: Japanese lines 5, 7")
    assert "ほかの箇所：訳文5、7行目" in dump("text", made, Lang.JA, "").decode()
    (finding,) = json.loads(dump("json", made, Lang.EN, ""))["pairs"][0]["findings"]
    assert finding["target"]["start_line"] == 3
    assert [(place["target"]["start_line"], place["source"]["start_line"]) for place in finding["others"]] == [
        (5, 5),
        (7, 7),
    ]


def entry(*findings: Finding) -> Accepted:
    """The entry of a finding with several places, or of a single one."""
    first = findings[0]
    return Accepted(first.fingerprint, "rule", "about", tuple(sorted(one.fingerprint for one in findings[1:])))


SINGLES = singles(page())
JOINED = only(joined())
WHOLE = entry(JOINED, *SINGLES)
MORE = only(joined((*LINKS, ("https://example.org/harbour/faq", "https://example.org/minato/faq"))))


@pytest.mark.parametrize(
    ("entries", "findings", "accepted", "unused"),
    [
        ([WHOLE], [JOINED], [True], 0),
        ([WHOLE], [MORE], [True], 0),
        ([WHOLE], SINGLES[:2], [True, True], 0),
        ([WHOLE], [SINGLES[0], SINGLES[0]], [True, False], 0),
        ([WHOLE], [JOINED, JOINED], [True, False], 0),
        (list(map(entry, SINGLES)), [JOINED], [True], 0),
        (list(map(entry, SINGLES)), [MORE], [False], 3),
        (list(map(entry, SINGLES[:2])), [JOINED], [False], 2),
        ([], [JOINED], [False], 0),
    ],
)
def test_what_is_accepted_stays_so_however_many_places_there_are(
    entries: list[Accepted], findings: list[Finding], accepted: list[bool], unused: int
) -> None:
    acceptance = Acceptance(entries)
    assert [acceptance.accepts(finding) for finding in findings] == accepted
    assert len(acceptance.unused()) == unused


def test_the_baseline_keeps_the_places(tmp_path: Path) -> None:
    pages = {PAIR: Page(("abcd",), (WHOLE,))}
    file = tmp_path / "b.jsonl"
    file.write_text(write_baseline(pages), "utf-8")
    assert read_baseline(file) == pages
    assert json.loads(file.read_text("utf-8").splitlines()[-1])["places"].split() == list(WHOLE.places)


@pytest.fixture
def check_of(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Check]:
    """Checks a record made by hand against a baseline."""

    def made(now: Record, baseline: dict[Pair, Page] | None) -> Check:
        for lang in Lang:
            (tmp_path / f"{lang}.md").write_text(now.alignment.bitext.side(lang).text, "utf-8")
        monkeypatch.setattr(api, "align_files", lambda *_, **__: api.Result(now))
        return Checking(tmp_path, Settings(), {}, Severity.WARNING, baseline).check([PAIR], whole=True)

    return made


def test_one_more_place_is_no_new_finding_and_one_less_is_none_either(check_of: Any) -> None:
    baseline = renewed({}, check_of(joined(), None), whole=True)
    (accepted,) = baseline[PAIR].accepted
    assert accepted.about == "まず https://example.org/minato/docs の0頁を読むこと。"
    assert len(accepted.places) == 3
    more = check_of(joined((*LINKS, ("https://example.org/harbour/faq", "https://example.org/minato/faq"))), baseline)
    assert (more.pairs[0].standings, more.failed, more.stale) == ((ACCEPTED,), False, ())
    bitext = page(LINKS[:2])
    pairs = [Bead((k,), (k,)) for k in range(3)]
    fewer = check_of(record(bitext, pairs, findings=singles(bitext, LINKS[:2])), baseline)
    assert (fewer.pairs[0].standings, fewer.stale) == ((ACCEPTED, ACCEPTED), ())


def test_a_finding_counts_if_one_of_its_places_is_new(check_of: Any) -> None:
    old = check_of(joined(), None)
    sentences = renewed({}, old, whole=True)[PAIR].sentences
    same = check_of(joined(), {PAIR: Page(sentences)})
    assert same.pairs[0].standings == (ELSEWHERE,)
    changed = check_of(joined(), {PAIR: Page((*sentences[:-1], "abcd"))})
    assert changed.pairs[0].standings == (NEW,)
