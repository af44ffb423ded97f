from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from aligner.matching.alternatives import Alternative, Explanation
from aligner.model import Bead, Counted, Evidence, EvidenceKind, Lang, Span
from aligner.outputs.explanation import Explained, dump
from aligner.outputs.record import bead_to_json
from aligner.outputs.report.build import plain_text
from aligner.outputs.report.evidence_text import Wording
from aligner.outputs.report.explaining import EXPLAINED, LISTED, explanations
from aligner.outputs.report.layout import Page
from aligner.text.width import display_width
from tests.outputs.records import harbour

if TYPE_CHECKING:
    from collections.abc import Mapping

KERNEL = "made by hand"
RECORD = harbour()


def evidence(kind: EvidenceKind, weight: float, en: Span | None = None, ja: Span | None = None) -> Evidence:
    return Evidence(kind, en, ja, weight, "a note")


def bead_with(*found: Evidence, id_: int = 2, features: Mapping[str, float] | None = None) -> Bead:
    return replace(RECORD.alignment.beads[id_], evidence=found, features=features or {})


def runner_up(en: tuple[int, ...], ja: tuple[int, ...], probability: float, *found: Evidence) -> Alternative:
    return Alternative(en, ja, probability, sum(it.weight for it in found), {}, found)


def answer(*beads: Explanation, kernel: str = KERNEL, finding: int | None = None) -> Explained:
    return Explained(RECORD, beads, kernel, None if finding is None else RECORD.findings[finding])


def told(explained: Explained, lang: Lang = Lang.EN, *, width: int = 100, everything: bool = False) -> str:
    return plain_text(explanations(Page(RECORD, lang, width, everything=everything), explained))


def span(lang: Lang, text: str) -> Span:
    start = RECORD.alignment.bitext.side(lang).text.index(text)
    return Span(start, start + len(text))


KUROSAKI = span(Lang.EN, "Kurosaki"), span(Lang.JA, "黒崎")
NAME = evidence(EvidenceKind.NAME, 2.0, *KUROSAKI)
WHOLE = [
    evidence(EvidenceKind.MEANING, 5.5),
    evidence(EvidenceKind.LENGTH, -0.4),
    evidence(EvidenceKind.SHAPE, 0.25),
    evidence(EvidenceKind.PARAGRAPH, -3.1),
]


def test_reasons_stand_under_what_they_speak_for_with_their_sums() -> None:
    said = told(answer(Explanation(bead_with(NAME, *WHOLE), ())))
    for line in (
        "English line 3 and Japanese line 5",
        "in the record: bead 2, en:1 = ja:2",
        "Certainty: high (98.0%).",
        "Evidence for (+7.75)",
        "   +5.50  very strong  meaning: similarity 0.00, 0.00 higher than with the surrounding sentences",
        "   +2.00  moderate     name: Kurosaki = 黒崎",
        "Evidence against (-3.50)",
        "   -3.10  strong  paragraphs: both sides are inside a paragraph",
        "Total +4.25 in log-odds: +2.3 is ten times as likely, -2.3 is ten times as unlikely.",
        "  - There are no likely alternatives.",
    ):
        assert f"\n{line}\n" in f"\n{said}", line


def test_the_same_in_japanese() -> None:
    said = told(answer(Explanation(bead_with(NAME, *WHOLE), ())), Lang.JA)
    for line in (
        "英文3行目と和文5行目",
        "記録での番号：bead 2、en:1 = ja:2",
        "確度：高（98.0%）。",
        "支持する根拠（+7.75）",
        "   +5.50  非常に強い  意味：類似度0.00（周囲の文より0.00高い）",
        "   +2.00  中程度      名称：Kurosaki＝黒崎",
        "   -3.10  強い  段落：両方とも段落の途中",
        "合計 +4.25（対数オッズ。2.3ごとに見込みが10倍または10分の1になります）。",
        "  - ほかに考えられる対応はありません。",
    ):
        assert f"\n{line}\n" in f"\n{said}", line


def test_a_bead_with_nothing_against_it_says_so() -> None:
    said = told(answer(Explanation(bead_with(NAME), ())))
    assert "Evidence against (+0.00)\n  - none\n" in said


def test_runners_up_are_quoted_with_probability_and_reasons() -> None:
    others = (
        runner_up((0, 1), (2,), 0.0123, NAME, WHOLE[3]),
        runner_up((1,), (), 0.0004, evidence(EvidenceKind.SHAPE, 0.3)),
    )
    said = told(answer(Explanation(bead_with(NAME), others)))
    assert "  1  1.2% (-1.10): English lines 1–3 and Japanese line 5\n     en:0–1 = ja:2\n" in said
    assert "     Tides of Kurosaki: the harbour opens / On 3 April 2021 the harbour of Kurosaki" in said
    assert "     for: name: Kurosaki = 黒崎 +2.00\n" in said
    assert "     against: paragraphs: both sides are inside a paragraph -3.10\n" in said
    assert "  2  under 0.1% (+0.30): English line 3, without a counterpart\n     en:1\n" in said
    assert "     for: prior for a sentence without a counterpart +0.30\n" in said
    assert "The scores alone do not decide." in " ".join(said.split())


def test_text_without_a_counterpart_shows_what_was_looked_for() -> None:
    gap = RECORD.alignment.beads[5]
    heading = RECORD.alignment.bitext.en.segments[4]
    closest = RECORD.alignment.bitext.ja.segments[1]
    lacks = evidence(EvidenceKind.WORD, 0.0, Span(heading.start, heading.start + 4))
    near = evidence(EvidenceKind.WORD, 0.0, Span(heading.start, heading.end), Span(closest.start, closest.end))
    alone = evidence(EvidenceKind.SHAPE, 0.3)
    said = told(answer(Explanation(replace(gap, evidence=(lacks, near, alone)), ())))
    assert "English line 5, without a counterpart\nin the record: bead 5, en:4\n" in said
    assert "Certainty: medium (88.0%)." in said
    seen = "word only in English: What; closest sentence (Japanese line 3): 黒崎の潮 港が開く."
    assert f"Also found, without weight: {seen}" in " ".join(said.split())


def test_the_closest_sentence_of_a_workbook_is_told_with_its_sheet() -> None:
    bitext = RECORD.alignment.bitext
    paragraphs = tuple(
        replace(it, origin=f"{'Rules' if it.id else 'Menu'}!A{it.id + 1}") for it in bitext.ja.paragraphs
    )
    workbook = replace(bitext, ja=replace(bitext.ja, counted=Counted.ROW, paragraphs=paragraphs))
    heading, closest = bitext.en.segments[4], bitext.ja.segments[2]
    near = evidence(EvidenceKind.WORD, 0.0, Span(heading.start, heading.end), Span(closest.start, closest.end))
    said = Wording(workbook, Lang.EN).reason(near, RECORD.alignment.beads[5])
    assert said.startswith(f"closest sentence (Japanese row {closest.line} on sheet Rules): ")


@pytest.mark.parametrize(
    ("features", "kind", "said"),
    [
        ({"meaning.margin": -1.0, "meaning.likeness": 4.0}, "meaning", "similarity 0.40, 0.10 lower than with"),
        (
            {"paragraph.broken": 1.0, "paragraph.end-apart": 1.0},
            "paragraph",
            "only one side ends a paragraph; a paragraph break inside",
        ),
        ({"paragraph.start-together": 1.0}, "paragraph", "paragraphs: both sides begin a paragraph"),
        ({"kind.same": 1.0}, "kind", "the same kind of text"),
        ({"kind.differs": 1.0}, "kind", "different kinds of text"),
        ({"time.overlap": 0.842, "time.apart": 0.3}, "time", "display times: 84% overlap"),
        ({"time.apart": 2.0}, "time", "display times: no overlap"),
        ({"length.apart": 1.26}, "length", "14 words to 28 characters, 1.3 times the usual deviation"),
        ({}, "shape", "number of sentences: 1 English, 1 Japanese"),
        ({}, "number", "numbers"),
        ({}, "name", "names and words in Latin script"),
        ({}, "word", "words: coverage of the least covered sentence"),
    ],
)
def test_what_concerns_a_whole_bead_is_told_from_its_features(features: dict[str, float], kind: str, said: str) -> None:
    wording = Wording(RECORD.alignment.bitext, Lang.EN)
    found = evidence(EvidenceKind(kind), 1.0)
    assert said in wording.reason(found, bead_with(found, features=features))


def test_a_byline_is_left_alone_as_such() -> None:
    wording = Wording(RECORD.alignment.bitext, Lang.EN)
    found = evidence(EvidenceKind.SHAPE, 1.0)
    byline = bead_with(found, id_=0, features={"gap": 1.0, "gap.dateline": 1.0})
    assert wording.reason(found, byline) == "prior for a byline or dateline without a counterpart"


def test_a_number_on_one_side_names_the_side() -> None:
    wording = Wording(RECORD.alignment.bitext, Lang.JA)
    found = evidence(EvidenceKind.NUMBER, -1.0, None, KUROSAKI[1])
    assert wording.reason(found, bead_with(found)) == "和文だけにある数値：黒崎"


def test_many_reasons_are_cut_and_added_up() -> None:
    many = [evidence(EvidenceKind.NAME, 0.1 + k / 10, *KUROSAKI) for k in range(LISTED + 3)]
    explained = answer(Explanation(bead_with(*many), ()))
    assert "   +0.60  3 weaker reasons; --all shows all\n" in told(explained)
    assert "weaker" not in told(explained, everything=True)
    assert told(explained, everything=True).count("Kurosaki = 黒崎") == len(many)
    assert "weaker" not in told(answer(Explanation(bead_with(*many[: LISTED + 1]), ())))


def test_many_beads_of_a_finding_are_cut() -> None:
    beads = [Explanation(bead_with(NAME, id_=k), ()) for k in range(EXPLAINED + 2)]
    said = told(answer(*beads, finding=1))
    assert said.startswith("Finding 1 in the report (1 in the record): Number differs. English 78.4 billion yen")
    assert "\nand 2 more; --all shows them\n" in said
    assert "more; --all" not in told(answer(*beads, finding=1), everything=True)


def test_another_kernel_is_told_of() -> None:
    one = Explanation(bead_with(NAME), ())
    assert "The record was made with different numeric libraries (made by hand; here: other)" in told(
        answer(one, kernel="other")
    )
    assert "libraries" not in told(answer(one))


def test_a_moved_bead_says_that_it_was_compared_apart() -> None:
    said = told(answer(Explanation(RECORD.alignment.beads[8], ())))
    assert "This text is in a different place, so it was compared separately from the other pairs." in " ".join(
        said.split()
    )


@pytest.mark.parametrize("width", [20, 40, 80, 140])
@pytest.mark.parametrize("lang", list(Lang))
def test_no_line_is_wider_than_the_page(lang: Lang, width: int) -> None:
    others = tuple(runner_up(tuple(range(size)), (2, 3), 0.01, NAME, *WHOLE) for size in (1, 2, 3, 4))
    explained = answer(Explanation(bead_with(NAME, *WHOLE), others), kernel="other", finding=1)
    assert max(map(display_width, told(explained, lang, width=width).split("\n"))) <= width


def test_the_json_holds_the_bead_as_the_record_does_and_its_runners_up() -> None:
    bead = bead_with(NAME)
    other = replace(runner_up((0, 1), (2,), 0.0123, NAME), features={"b": 1.0, "a": 0.5})
    made = json.loads(dump(answer(Explanation(bead, (other,)), kernel="here", finding=1)))
    assert made["schema"] == "taiyaku-explanation/1"
    assert made["finding"] == 1
    assert made["kernel"] == {"record": KERNEL, "here": "here"}
    (entry,) = made["beads"]
    (told_of,) = entry.pop("runners_up")
    assert entry == json.loads(json.dumps(bead_to_json(bead)))
    assert list(told_of) == ["en", "ja", "probability", "score", "features", "evidence"]
    assert (told_of["en"], told_of["ja"], told_of["probability"]) == ([0, 1], [2], 0.0123)
    assert list(told_of["features"]) == ["a", "b"]
    assert told_of["evidence"][0]["en"] == list(KUROSAKI[0])


def test_the_json_of_no_beads() -> None:
    assert json.loads(dump(answer()))["beads"] == []
