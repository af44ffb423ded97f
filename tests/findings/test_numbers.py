from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from aligner.evidence.numbers.comparison.differences import Relation
from aligner.findings.number_check import check_numbers
from aligner.findings.number_figures import write
from aligner.findings.numbers import find_number_findings
from aligner.messages import say
from aligner.model import (
    Alignment,
    Bead,
    Bitext,
    Document,
    FindingKind,
    Lang,
    Paragraph,
    ParagraphKind,
    Segment,
    Severity,
)
from tests.samples import cases

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aligner.model import Finding


CASES = cases("number_findings")
DIRECTIONS = cases("number_directions")


def document(lang: Lang, sentences: Sequence[str], kind: ParagraphKind = ParagraphKind.BODY) -> Document:
    """A document of one paragraph with a sentence a segment and a line."""
    text = "\n".join(sentences)
    segments = []
    at = 0
    for k, sentence in enumerate(sentences):
        segments.append(Segment(k, 0, at, at + len(sentence), k + 1))
        at += len(sentence) + 1
    return Document(lang, f"{lang}.txt", text, (Paragraph(0, 0, len(text), kind),), tuple(segments))


def aligned(*pairs: tuple[str, str], confidence: float = 0.99, source: Lang | None = None) -> Alignment:
    """An alignment of pairs; "" stands for no sentence."""
    beads = []
    en: list[str] = []
    ja: list[str] = []
    for k, (english, japanese) in enumerate(pairs):
        beads.append(Bead(k, (len(en),) if english else (), (len(ja),) if japanese else (), confidence))
        en += [english] if english else []
        ja += [japanese] if japanese else []
    bitext = Bitext(document(Lang.EN, en), document(Lang.JA, ja), source or Lang.EN, source is not None)
    return Alignment(bitext, tuple(beads))


def only(alignment: Alignment) -> Finding:
    (finding,) = find_number_findings(alignment, by_the_letter=True)
    return finding


def test_numbers_that_agree_are_counted_and_give_no_finding() -> None:
    alignment = aligned(
        (
            "The depot holds 279 crates worth 78.4 billion yuan.",
            "倉庫には木箱が279個あり、784億元に相当する。",
        ),
        ("It opened in 2019.", "開設は令和元年。"),
        ("No figures here.", "ここに数値はない。"),
    )
    check = check_numbers(alignment)
    assert (check.agreeing, check.compared) == (3, 3)
    assert {pair.bead for pair in check.pairs} == {0, 1}
    assert find_number_findings(alignment, check) == []


def test_offsets_are_those_of_the_documents() -> None:
    alignment = aligned(("A heading", "見出し"), ("It has 279 doors.", "扉は297枚ある。"))
    finding = only(alignment)
    for lang, text in ((Lang.EN, "279"), (Lang.JA, "297")):
        place = finding.detail[lang]
        assert isinstance(place, dict)
        start, end = place["start"], place["end"]
        assert isinstance(start, int)
        assert isinstance(end, int)
        assert alignment.bitext.side(lang).text[start:end] == place["text"]
        assert str(place["text"]).startswith(text)
        assert place["value"] == text


def test_a_scale_mistaken_is_worded_with_both_values_and_the_words_mixed_up() -> None:
    finding = only(aligned(("It is worth 78.4 billion yuan.", "78.4億元に相当する。")))
    assert (finding.kind, finding.severity) == (FindingKind.NUMBER, Severity.ERROR)
    assert finding.detail["relation"] == Relation.SCALE
    hint = say("numbers.scale_words", ja_word={"en": "億", "ja": "億"}, en_word={"en": "billion", "ja": " billion "})
    assert finding.message == say(
        "numbers.differs",
        first={"en": "78.4 billion yuan (= 784億元)", "ja": " 78.4 billion yuan（＝784億元）"},
        second={"en": "78.4億元 (= 7.84 billion)", "ja": "78.4億元（＝7.84 billion）"},
        side=Lang.EN,
        how=say("numbers.tenth"),
        hint=hint,
    )


@pytest.mark.parametrize("case", CASES, ids=[case["label"] for case in CASES])
def test_each_relation_has_its_severity_and_wording(case: dict[str, Any]) -> None:
    finding = only(aligned((case["input"]["en"], case["input"]["ja"])))
    expected = case["expected"]
    assert (finding.detail["relation"], finding.severity) == (expected["relation"], expected["severity"])
    assert expected["message"] in finding.message["ja"]
    assert finding.message["en"].strip()


def test_limits_that_agree_in_prose_are_findings_only_by_the_letter() -> None:
    loose = ("It holds more than 1,000 people.", "1,000人以上が入る。")
    alignment = aligned(loose, ("It has 279 doors.", "扉は297枚ある。"))
    assert [found.detail["relation"] for found in find_number_findings(alignment)] == ["swapped"]
    both = find_number_findings(alignment, by_the_letter=True)
    assert [found.detail["relation"] for found in both] == ["loose-bound", "swapped"]
    assert [found.id for found in both] == [0, 1]
    assert check_numbers(alignment).agreeing == 1


@pytest.mark.parametrize("case", DIRECTIONS, ids=[case["label"] for case in DIRECTIONS])
def test_the_number_of_the_original_comes_first(case: dict[str, Any]) -> None:
    source = case["input"].get("source")
    finding = only(aligned((case["input"]["en"], case["input"]["ja"]), source=Lang(source) if source else None))
    assert finding.message == case["expected"]


def test_every_relation_has_a_case() -> None:
    assert {case["expected"]["relation"] for case in CASES} == set(Relation)


def test_a_known_direction_names_omission_and_addition() -> None:
    dropped = ("The hall for 4,500 people was full.", "ホールは満員だった。")
    forth = only(aligned(dropped, source=Lang.EN))
    back = only(aligned(dropped, source=Lang.JA))
    assert forth.detail["relation"] == Relation.MISSING
    assert forth.message["ja"].startswith("数値の訳抜け：原文の4,500")
    assert back.detail["relation"] == Relation.ADDED
    assert back.message["ja"].startswith("原文にない数値：4,500")
    assert "English" in back.message["en"]


def test_what_a_neighbour_holds_is_not_missing() -> None:
    alignment = aligned(
        ("The hall for 4,500 people was full.", "ホールは満員だった。"),
        ("It rained.", "4,500人が入る。雨が降った。"),
    )
    assert find_number_findings(alignment) == []


def test_around_an_unsure_pair_more_neighbours_are_asked() -> None:
    pairs = [("The hall for 4,500 people was full.", "ホールは満員だった。"), *[("It rained.", "雨が降った。")] * 3]
    pairs.append(("It rained.", "4,500人が入る。雨が降った。"))
    assert find_number_findings(aligned(*pairs, confidence=0.5)) == []
    assert len(find_number_findings(aligned(*pairs))) == 2


def test_a_neighbour_may_have_the_number_in_another_meaning_of_its_unit() -> None:
    alignment = aligned(
        ("Along the coast: 35 m/s", "風は強い。沿岸35メートル"),
        ("Inland: 18 m/s", "内陸は穏やか。"),
        ("Dry.", "18メートル"),
    )
    assert find_number_findings(alignment) == []


def test_a_gap_holds_numbers_too() -> None:
    alignment = aligned(("The hall for 4,500 people was full.", "ホールは満員だった。"), ("", "4,500人収容。"))
    assert find_number_findings(alignment) == []


def test_a_doubtful_pair_makes_a_warning() -> None:
    assert only(aligned(("It has 279 doors.", "扉は276枚ある。"), confidence=0.3)).severity is Severity.WARNING


def test_a_date_may_lose_its_year_unless_the_text_before_speaks_of_another() -> None:
    lost = ("On March 1, 2006 the towns merged.", "3月1日、町が合併した。")
    assert find_number_findings(aligned(("It rained.", "雨が降った。"), lost)) == []
    assert find_number_findings(aligned(("It opened in 2006.", "2006年に開いた。"), lost)) == []
    finding = find_number_findings(aligned(("It opened in 2004.", "2004年に開いた。"), lost))[0]
    assert finding.detail["relation"] == Relation.INCOMPLETE


def test_the_year_of_the_text_before_tells_the_calendar() -> None:
    moved = ("On October 7 he left.", "9月1日に出発した。")
    old = find_number_findings(aligned(("He came in 1561.", "1561年に来た。"), moved))
    new = find_number_findings(aligned(("He came in 1961.", "1961年に来た。"), moved))
    assert [finding.detail["relation"] for finding in (*old, *new)] == [Relation.CALENDAR, Relation.DATE]


def test_an_added_era_year_is_shown_with_its_gloss() -> None:
    finding = only(aligned(("He left in spring.", "寛文10年（1670年）の春に去った。")))
    shown = finding.detail["ja"]
    assert isinstance(shown, dict)
    assert shown["text"] == "寛文10年（1670年）"


def test_code_is_left_to_others() -> None:
    alignment = aligned(("size = 4500", "size = 4700"))
    bitext = alignment.bitext
    code = tuple(replace(paragraph, kind=ParagraphKind.CODE) for paragraph in bitext.en.paragraphs)
    alignment = replace(alignment, bitext=replace(bitext, en=replace(bitext.en, paragraphs=code)))
    assert find_number_findings(alignment) == []


def test_a_fingerprint_depends_on_content_and_not_on_position() -> None:
    wrong = ("It has 279 doors.", "扉は276枚ある。")
    here = only(aligned(wrong))
    there = only(aligned(("Good morning.", "おはよう。"), wrong))
    twice = find_number_findings(aligned(wrong, wrong))
    assert here.fingerprint == there.fingerprint == twice[0].fingerprint != twice[1].fingerprint
    assert [finding.id for finding in twice] == [0, 1]


FIGURES = {
    10**12: ("1 trillion", "1兆"),
    10**16: ("10,000 trillion", "1京"),
    -12_000: ("-12,000", "-1万2000"),
    7: ("7", "7"),
}


@pytest.mark.parametrize("value", FIGURES)
def test_figures_are_written_as_each_language_writes_them(value: int) -> None:
    assert (write(Fraction(value), Lang.EN), write(Fraction(value), Lang.JA)) == FIGURES[value]


SEED = Path(__file__).resolve().parents[2] / "../shared/seed"


@pytest.mark.skipif(not SEED.exists(), reason="the shared document is not here")
def test_the_real_document_has_sixteen_of_sixteen() -> None:
    text = next(SEED.glob("*.txt")).read_text("utf-8")
    rows = [line.split("\t") for line in (SEED / "beads_spans.tsv").read_text("utf-8").splitlines()]
    spans = [[int(cell) if cell else 0 for cell in row[:4]] for row in rows if row[0].isdigit() or row[2].isdigit()]
    pairs = [(text[a:b].replace("\n", " "), text[c:d].replace("\n", " ")) for a, b, c, d in spans]
    alignment = aligned(*pairs)
    check = check_numbers(alignment)
    assert (check.agreeing, check.compared) == (16, 16)
    assert find_number_findings(alignment, check) == []


@pytest.mark.parametrize(
    ("pairs", "certain", "agreeing", "neighbour"),
    [
        ([("It has 4 wings and 279 doors.", "棟は4つ、扉は297枚ある。")], True, 1, False),
        ([("It has 279 doors.", "扉は297枚ある。"), ("It has 297 lamps.", "灯りは297個ある。")], True, 0, True),
        ([("He met seven of them.", "彼は8人に会った。")], False, 0, False),
        ([("It has 279 doors.", "扉が多い。")], True, 0, False),
    ],
)
def test_a_finding_shows_how_certain_its_numbers_are(
    pairs: list[tuple[str, str]], certain: bool, agreeing: int, neighbour: bool
) -> None:
    finding = find_number_findings(aligned(*pairs))[0]
    assert (finding.detail["certain"], finding.detail["agreeing"]) == (certain, agreeing)
    assert finding.detail["neighbour"] is neighbour


def test_a_word_that_may_be_no_number_makes_a_note() -> None:
    assert only(aligned(("He met seven of them.", "彼は8人に会った。"))).severity is Severity.INFO
    assert only(aligned(("He met seven people.", "彼は8人の客に会った。"))).severity is not Severity.INFO
