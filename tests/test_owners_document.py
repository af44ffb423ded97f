"""The document the program was begun for: both languages in one file, neither the source of the other.

It lies beside the repository and is not part of it; where it is absent these tests skip.
"""

from __future__ import annotations

from pathlib import Path

import pytest

import aligner
from aligner.findings.number_check import check_numbers
from aligner.model import Lang

SEED = Path(__file__).resolve().parents[2] / "shared" / "seed"

pytestmark = pytest.mark.skipif(not SEED.exists(), reason="the owner's document is not at hand (../shared/seed)")


@pytest.fixture(scope="module", params=[True, False], ids=["meaning", "no meaning"])
def result(request: pytest.FixtureRequest) -> aligner.Result:
    settings = aligner.Settings(meaning=request.param)
    return aligner.align_files(SEED / "000_56994bcefa52b704.txt", settings=settings)


def characters(text: str, start: int, end: int) -> set[int]:
    return {k for k in range(start, end) if not text[k].isspace()}


def test_at_least_fifteen_of_eighteen_pairs(result: aligner.Result) -> None:
    bitext = result.record.alignment.bitext
    found = set()
    for bead in result.record.alignment.beads:
        sides = []
        for lang in Lang:
            document = bitext.side(lang)
            spans = [document.segments[k] for k in bead.side(lang)]
            sides.append(frozenset(k for s in spans for k in characters(document.text, s.start, s.end)))
        found.add(tuple(sides))
    right = 0
    for line in (SEED / "beads_spans.tsv").read_text("utf-8").splitlines():
        cells = line.split("\t")
        if all(cells):
            a, b, c, d = map(int, cells)
            text = bitext.en.text
            right += (frozenset(characters(text, a, b)), frozenset(characters(text, c, d))) in found
    assert right >= 15


def test_five_paragraph_links(result: aligner.Result) -> None:
    bitext = result.record.alignment.bitext
    links = {
        (
            bitext.en.line_of(bitext.en.paragraphs[link.en[0]].start),
            bitext.ja.line_of(bitext.ja.paragraphs[link.ja[0]].start),
        )
        for link in result.record.alignment.links
        if len(link.en) == len(link.ja) == 1
    }
    assert links == {(1, 19), (7, 23), (9, 25), (11, 27), (13, 29)}


def test_two_omissions_and_a_byline(result: aligner.Result) -> None:
    gaps = [finding for finding in result.record.findings if finding.kind in ("omission", "addition")]
    said = {(str(f.kind), str(f.severity), f.detail["lines"]) for f in gaps}
    certain = {("omission", "error", (3, 5)), ("addition", "info", (17, 17))}
    assert certain <= said <= certain | {("omission", "warning", (11, 11))}
    first = next(f for f in gaps if f.detail["lines"] == (3, 5))
    assert "1 heading and 1 paragraph (3 sentences, 89 words" in first.message["en"]


def test_five_words_are_missing_or_in_a_pair_that_is_told_to_be_doubtful(result: aligner.Result) -> None:
    english = result.record.alignment.bitext.en
    holds = [bead for bead in result.record.alignment.beads for k in bead.en if "vigorously" in english.segment_text(k)]
    (bead,) = [bead for bead in holds if "It must be vigorously promoted." in map(english.segment_text, bead.en)]
    assert not bead.ja or any(alone.probability > 0.4 for alone in bead.alone)
    (said,) = [
        finding
        for finding in result.record.findings
        if finding.kind in ("omission", "partial") and "vigorously" in "".join(map(english.segment_text, finding.en))
    ]
    assert said.severity == "warning"


def test_all_numbers_agree(result: aligner.Result) -> None:
    check = check_numbers(result.record.alignment)
    assert (check.agreeing, check.compared) == (16, 16)
    assert not [finding for finding in result.findings if finding.kind == "number"]
