from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from aligner.document.load import bitext_from_texts
from aligner.document.source import SourceText
from aligner.findings import gaps
from aligner.findings.finders import find_all
from aligner.findings.gap_runs import find_gaps
from aligner.messages import say
from aligner.model import (
    Alignment,
    Bead,
    Bitext,
    Evidence,
    EvidenceKind,
    Finding,
    FindingKind,
    Lang,
    ParagraphKind,
    Severity,
    Span,
)
from aligner.settings import Settings
from tests.messages.reading import value, values
from tests.samples import Block, document, inspection

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from tests.growth import Stopwatch

BODY, HEADING, LIST, TABLE, DATELINE = (
    ParagraphKind.BODY,
    ParagraphKind.HEADING,
    ParagraphKind.LIST,
    ParagraphKind.TABLE,
    ParagraphKind.DATELINE,
)
LONG_EN = "The harbour office keeps one spare key in a red box behind the second door on the left."
LONG_JA = "港湾事務所は予備の鍵を一つ、左手にある二番目の扉の裏の赤い箱に入れて保管しています。"
#: How the message of a gap describes LONG_EN.
WHAT_EN = "1 paragraph (1 sentence, 18 words; English line 4)"
Pair = tuple[tuple[int, ...], tuple[int, ...]]


def aligned(
    en: Sequence[Block],
    ja: Sequence[Block],
    pairs: list[Pair],
    *,
    source: Lang = Lang.EN,
    known: bool = True,
    confidence: float = 0.9,
    moved: tuple[int, ...] = (),
    evidence: dict[int, tuple[Evidence, ...]] | None = None,
) -> Alignment:
    both = Bitext(document(Lang.EN, *en), document(Lang.JA, *ja), source, known)
    found = evidence or {}
    beads = (
        Bead(k, left, right, confidence, moved=k in moved, evidence=found.get(k, ()))
        for k, (left, right) in enumerate(pairs)
    )
    return Alignment(both, tuple(beads))


def gap_findings(alignment: Alignment) -> list[Finding]:
    return gaps.find(inspection(alignment))


def one_gap(sentence: str, *, kind: ParagraphKind = BODY, **options: Any) -> Finding:
    """The finding for one English segment left alone between two paired ones."""
    alignment = aligned(
        [(BODY, ("First.", "Second.")), (kind, (sentence,)), (BODY, ("Last.",))],
        [(BODY, ("一つ目。", "二つ目。")), (BODY, ("最後。",))],
        [((0,), (0,)), ((1,), (1,)), ((2,), ()), ((3,), (2,))],
        **options,
    )
    (found,) = gap_findings(alignment)
    return found


def test_what_stands_only_in_the_source_is_an_omission() -> None:
    found = one_gap(LONG_EN)
    assert (found.kind, found.severity, found.en, found.ja) == (FindingKind.OMISSION, Severity.ERROR, (2,), ())
    assert value(found.message, "gaps.missing", "what") == (WHAT_EN, "原文4行目（段落1件、計1文・18語）")
    detail = dict(found.detail)
    lead = detail.pop("lead")
    assert isinstance(lead, dict)
    assert set(lead) == {"en", "ja"}
    for figure in ("neighbour", "coverage"):
        assert detail.pop(figure) == pytest.approx(0.1, abs=0.1)
    assert detail == {
        "hard": 0,
        "room": -3.0,
        "relation": "unmatched",
        "confidence": 0.9,
        "lines": [4, 4],
        "sentences": 1,
        "words": 18,
        "after_line": 2,
        "unmatched_words": [],
    }


def test_what_stands_only_in_the_translation_is_an_addition() -> None:
    found = one_gap(LONG_EN, source=Lang.JA)
    assert (found.kind, found.severity) == (FindingKind.ADDITION, Severity.ERROR)
    assert value(found.message, "gaps.only", "what") == (WHAT_EN, "訳文4行目（段落1件、計1文・18語）")


def test_while_the_direction_is_assumed_both_are_worded_and_weighed_alike() -> None:
    for source, kind in ((Lang.EN, FindingKind.OMISSION), (Lang.JA, FindingKind.ADDITION)):
        found = one_gap(LONG_EN, source=source, known=False)
        assert (found.kind, found.severity) == (kind, Severity.ERROR)
        assert value(found.message, "gaps.only_neutral", "what") == (WHAT_EN, "英文4行目（段落1件、計1文・18語）")
        assert found.detail["after_line"] == 2


@pytest.mark.parametrize(
    ("source", "known", "key"),
    [
        (Lang.EN, True, "gaps.missing"),
        (Lang.JA, True, "gaps.only"),
        (Lang.EN, False, "gaps.only_neutral"),
    ],
)
def test_what_is_doubtful_is_a_warning_worded_as_a_fact(source: Lang, key: str, *, known: bool) -> None:
    found = one_gap(LONG_EN, source=source, known=known, confidence=0.7)
    assert found.severity is Severity.WARNING
    assert values(found.message, key)
    assert values(found.message, key, "ja")


@pytest.mark.parametrize(
    ("sentence", "kind", "severity"),
    [
        ("Lock it.", BODY, Severity.WARNING),
        (LONG_EN, BODY, Severity.ERROR),
        ("Keys", HEADING, Severity.ERROR),
        ("Keys", LIST, Severity.ERROR),
        ("| Keys |", TABLE, Severity.ERROR),
        ("March 3, 2024", DATELINE, Severity.INFO),
    ],
)
def test_how_much_a_gap_matters(sentence: str, kind: ParagraphKind, severity: Severity) -> None:
    assert one_gap(sentence, kind=kind).severity is severity


def test_a_byline_is_for_information_whatever_it_holds() -> None:
    found = one_gap("By Staff Writer, March 3, 2024", kind=DATELINE)
    assert found.detail["relation"] == "byline"
    assert value(found.message, "gaps.byline", "lines") == ("line 4", "4行目")


def test_japanese_is_counted_in_characters() -> None:
    alignment = aligned([(BODY, ("First.",))], [(BODY, ("一つ目。", LONG_JA))], [((0,), (0,)), ((), (1,))])
    (found,) = gap_findings(alignment)
    assert (found.kind, found.en, found.ja) == (FindingKind.ADDITION, (), (1,))
    assert found.detail["characters"] == len(LONG_JA)
    what = f"1 sentence ({len(LONG_JA)} characters; Japanese line 2)"
    assert values(found.message, "gaps.only")["what"] == what


def test_a_run_counts_its_headings_items_paragraphs_and_sentences() -> None:
    alignment = aligned(
        [(BODY, ("Kept.", "Lost.")), (HEADING, ("Keys",)), (BODY, ("One.", "Two.")), (LIST, ("Three.",)),
         (BODY, ("Four.", "Kept."))],
        [(BODY, ("残る。", "残る。"))],
        [((0,), (0,)), *(((k,), ()) for k in range(1, 7)), ((7,), (1,))],
    )  # fmt: skip
    (found,) = gap_findings(alignment)
    assert value(found.message, "gaps.missing", "what") == (
        "1 heading, 1 list item, 1 paragraph and 2 sentences (6 sentences, 6 words; English lines 2–11)",
        "原文2～11行目（見出し1件、箇条書き1件、段落1件と2文、計6文・6語）",
    )


def test_what_is_missing_at_the_start_belongs_there() -> None:
    alignment = aligned([(BODY, ("Lost.", "Kept."))], [(BODY, ("残る。",))], [((0,), ()), ((1,), (0,))])
    (found,) = gap_findings(alignment)
    place = say("gaps.at_start", side=Lang.EN, source=Lang.EN)
    assert all(found.message[lang].endswith(place[lang]) for lang in Lang)
    assert found.detail["after_line"] is None


def test_a_moved_bead_does_not_say_where_a_gap_belongs() -> None:
    alignment = aligned(
        [(BODY, ("Moved.", "Lost.", "Kept."))], [(BODY, ("残る。", "動いた。"))],
        [((0,), (1,)), ((1,), ()), ((2,), (0,))], moved=(0,),
    )  # fmt: skip
    (found,) = gap_findings(alignment)
    assert found.detail["after_line"] is None


def test_the_reasons_name_the_nearest_sentence_and_the_words_found_nowhere() -> None:
    en = [(BODY, ("First.", LONG_EN))]
    ja = [(BODY, ("一つ目。", "二つ目。"))]
    both = Bitext(document(Lang.EN, *en), document(Lang.JA, *ja))
    start = both.en.text.index("harbour")
    word = Evidence(EvidenceKind.WORD, Span(start, start + 7), None, 0.0, "harbour")
    again = Evidence(EvidenceKind.WORD, Span(start, start + 7), None, 0.0, "harbour")
    gap, first = both.en.segments[1], both.ja.segments[0]
    near = Evidence(EvidenceKind.WORD, Span(gap.start, gap.end), Span(first.start, first.end), 0.0, "closest; 3.1")
    alignment = aligned(en, ja, [((0,), (0,)), ((1,), ()), ((), (1,))], evidence={1: (word, again, near)})
    found = gap_findings(alignment)[0]
    one = {"en": "line 1", "ja": "1行目"}
    nearest = say("gaps.nearest_paired", source=Lang.EN, line=one, partner=one, text="一つ目。")
    lacking = say("gaps.unmatched_words", source=Lang.EN, words="harbour")
    assert all(found.message[lang].endswith(nearest[lang] + lacking[lang]) for lang in Lang)
    assert found.detail["unmatched_words"] == ["harbour"]
    assert (found.detail["nearest_line"], found.detail["nearest_partner_line"]) == (1, 1)
    assert found.detail["nearest_text"] == "一つ目。"

    second = both.ja.segments[1]
    free = Evidence(EvidenceKind.WORD, Span(gap.start, gap.end), Span(second.start, second.end), 0.0, "closest")
    found = gap_findings(aligned(en, ja, [((0,), (0,)), ((1,), ()), ((), (1,))], evidence={1: (free,)}))[0]
    nearest = say("gaps.nearest_free", line={"en": "line 2", "ja": "2行目"}, text="二つ目。")
    assert nearest["en"] in found.message["en"]
    assert "nearest_partner_line" not in found.detail


def test_a_far_sentence_is_not_named() -> None:
    count = 14
    en = [(BODY, (*(f"Line {k}." for k in range(count)), LONG_EN))]
    ja = [(BODY, tuple(f"{k}行。" for k in range(count)))]
    both = Bitext(document(Lang.EN, *en), document(Lang.JA, *ja))
    pairs: list[Pair] = [*(((k,), (k,)) for k in range(count)), ((count,), ())]
    gap = both.en.segments[count]
    for far, named in ((0, False), (count - 2, True)):
        closest = Span(both.ja.segments[far].start, both.ja.segments[far].end)
        near = Evidence(EvidenceKind.WORD, Span(gap.start, gap.end), closest, 0.0, "closest")
        (found,) = gap_findings(aligned(en, ja, pairs, evidence={count: (near,)}))
        assert (f"{far}行。" in found.message["ja"]) is named
        assert found.detail["nearest_text"] == f"{far}行。"


def test_a_place_inside_a_line_is_named_by_its_sentence() -> None:
    en = "The gate is open.\n\nThe harbour lamps were all put out before the boats came in that night.\n\nIt rained."
    inside = bitext_from_texts(SourceText("en.md", en), SourceText("ja.md", "門は開いている。雨が降った。"), Settings())
    beads = tuple(Bead(k, *sides, 0.9) for k, sides in enumerate((((0,), (0,)), ((1,), ()), ((2,), (1,)))))
    (found,) = gap_findings(Alignment(inside, beads))
    assert "after the sentence on Japanese line 1 that ends “門は開いている。”" in found.message["en"]
    assert "after Japanese line 2." in one_gap(LONG_EN).message["en"]


def test_the_lengths_tell_a_divided_sentence_from_an_added_one() -> None:
    def added(*english: str) -> Finding:
        en = [(BODY, (*english, "Last."))]
        ja = [(BODY, (LONG_JA[:21] + "。", LONG_JA[21:], "最後。"))]
        pairs: list[Pair] = [((0,), (0,)), ((), (1,)), ((1,), (2,))]
        (found,) = gap_findings(aligned(en, ja, pairs, confidence=0.95))
        return found

    divided, extra = added(LONG_EN).detail["room"], added("The office keeps a key in a red box.").detail["room"]
    assert isinstance(divided, float)
    assert isinstance(extra, float)
    assert divided > 0 > extra


def gaps_of(en: list[Block], ja: list[Block], pairs: list[Pair], moved: tuple[int, ...] = ()) -> list[tuple[str, Pair]]:
    return [
        (str(gap.lang), (gap.segments, tuple(bead.id for bead in gap.beads)))
        for gap in find_gaps(aligned(en, ja, pairs, moved=moved))
    ]


def test_a_run_is_cut_where_a_byline_meets_other_text() -> None:
    en: list[Block] = [(HEADING, ("Keys",)), (DATELINE, ("March 3",)), (BODY, ("Lost.", "Kept."))]
    ja: list[Block] = [(BODY, ("残る。",))]
    found = gaps_of(en, ja, [((0,), ()), ((1,), ()), ((2,), ()), ((3,), (0,))])
    assert found == [("en", ((0,), (0,))), ("en", ((1,), (1,))), ("en", ((2,), (2,)))]


def test_a_run_is_cut_by_pairs_and_not_by_gaps_of_the_other_side() -> None:
    en: list[Block] = [(BODY, ("a", "b", "c", "d"))]
    ja: list[Block] = [(BODY, ("あ", "い", "う"))]
    pairs: list[Pair] = [((0,), ()), ((1,), ()), ((), (0,)), ((2,), (1,)), ((3,), ()), ((), (2,))]
    assert gaps_of(en, ja, pairs) == [
        ("en", ((0, 1), (0, 1))), ("ja", ((0,), (2,))), ("en", ((3,), (4,))), ("ja", ((2,), (5,))),
    ]  # fmt: skip


def test_a_run_is_cut_where_a_segment_in_between_has_moved() -> None:
    en: list[Block] = [(BODY, ("a", "b", "c"))]
    ja: list[Block] = [(BODY, ("あ", "い"))]
    pairs: list[Pair] = [((0,), ()), ((1,), (1,)), ((2,), ()), ((), (0,))]
    found = gaps_of(en, ja, pairs, moved=(1,))
    assert [segments for lang, (segments, _) in found if lang == "en"] == [(0,), (2,)]


def test_a_gap_without_words_is_no_finding() -> None:
    assert gap_findings(aligned([(BODY, ("* * *", "a"))], [(BODY, ("あ",))], [((0,), ()), ((1,), (0,))])) == []
    assert gap_findings(aligned([(BODY, ("a",))], [(BODY, ("あ", ""))], [((0,), (0,)), ((), (1,))])) == []
    assert find_all(inspection(aligned([], [], []))) == ()


def test_all_findings_come_worst_first_then_in_document_order_with_ids_in_that_order() -> None:
    alignment = aligned(
        [(BODY, ("Lost.", "Kept.")), (HEADING, ("Keys",)), (BODY, ("Kept.", LONG_EN))],
        [(BODY, ("残る。",)), (BODY, ("残る。",)), (DATELINE, ("3月3日",))],
        [((0,), ()), ((1,), (0,)), ((2,), ()), ((3,), (1,)), ((4,), ()), ((), (2,))],
    )
    found = find_all(inspection(alignment))
    assert [(finding.id, finding.severity, finding.en, finding.ja) for finding in found] == [
        (0, Severity.ERROR, (2,), ()),
        (1, Severity.ERROR, (4,), ()),
        (2, Severity.WARNING, (0,), ()),
        (3, Severity.INFO, (), (2,)),
    ]


def test_the_fingerprint_stays_when_text_elsewhere_changes() -> None:
    found = one_gap(LONG_EN)
    elsewhere = aligned(
        [(BODY, ("Kept.", LONG_EN.replace(" ", "\n", 3)))], [(BODY, ("残る。",))], [((0,), (0,)), ((1,), ())]
    )
    assert gap_findings(elsewhere)[0].fingerprint == found.fingerprint
    assert one_gap(LONG_EN + " Really.").fingerprint != found.fingerprint
    assert one_gap(LONG_EN, source=Lang.JA).fingerprint != found.fingerprint


def test_the_work_grows_with_the_gaps(stopwatch: Stopwatch) -> None:
    def work(size: int) -> Callable[[], object]:
        alignment = aligned(
            [(BODY, ("Word.",) * 2 * size)],
            [(BODY, ("語。",) * size)],
            [pair for k in range(size) for pair in (((2 * k,), ()), ((2 * k + 1,), (k,)))],
        )
        assert len(gap_findings(alignment)) == size
        return lambda: gap_findings(alignment)

    stopwatch.assert_linear(work, 400)


def japanese_alone(*sentences: str, known: bool = True, source: Lang = Lang.EN) -> list[Finding]:
    """The findings for Japanese sentences that stand alone after a pair."""
    alignment = aligned(
        [(BODY, ("First.",))],
        [(BODY, ("一つ目。",)), (BODY, sentences)],
        [((0,), (0,)), *(((), (k + 1,)) for k in range(len(sentences)))],
        known=known,
        source=source,
    )
    return gap_findings(alignment)


@pytest.mark.parametrize(
    ("sentence", "relation"),
    [
        ("（訳注：港の北側にある古い塔のこと）", "note"),
        ("この日本語訳は参考のために作られました。", "notice"),
        ("翻訳：港町翻訳の会", "credit"),
    ],
)
def test_what_a_translator_adds_is_an_addition_for_information(sentence: str, relation: str) -> None:
    for source in Lang:
        (found,) = japanese_alone(sentence, source=source)
        assert (found.kind, found.severity) == (FindingKind.ADDITION, Severity.INFO)
        assert found.detail["relation"] == relation
        assert values(found.message, f"gaps.{relation}")["place"] == "Japanese line 3"


def test_a_note_goes_on_to_its_closing_bracket_and_no_further() -> None:
    note, rest = japanese_alone("（訳注：塔のこと。", "今はない。）", LONG_JA)
    assert (note.ja, note.detail["relation"]) == ((1, 2), "note")
    assert (rest.ja, rest.detail["relation"]) == ((3,), "unmatched")


@pytest.mark.parametrize(
    "sentences",
    [("〒999-0001", "港町一丁目2番3号"), ('<a id="keys"></a>',), ("<!-- 鍵 -->",), ("https://example.org/keys",)],
)
def test_what_nobody_translates_is_not_missed(sentences: tuple[str, ...]) -> None:
    assert japanese_alone(*sentences) == []


def test_an_english_address_is_not_missed() -> None:
    alignment = aligned(
        [(BODY, ("First.",)), (BODY, ("Harbour Office", "12 Quay Street", "Newtown, MA 02100"))],
        [(BODY, ("一つ目。",))],
        [((0,), (0,)), *(((k,), ()) for k in (1, 2, 3))],
    )
    assert gap_findings(alignment) == []


def replaced(ja: str) -> list[Finding]:
    """The findings for an English and a Japanese sentence that stand alone at the same place."""
    alignment = aligned(
        [(BODY, ("First.", LONG_EN, "Last."))],
        [(BODY, ("一つ目。", ja, "最後。"))],
        [((0,), (0,)), ((1,), ()), ((), (1,)), ((2,), (2,))],
    )
    return gap_findings(alignment)


def test_texts_alone_at_the_same_place_may_be_versions_of_each_other() -> None:
    english, japanese = replaced(LONG_JA)
    assert (english.detail["relation"], english.detail["beside_lines"]) == ("replaced", [2, 2])
    for finding, place in ((english, ("Japanese line 2", "訳文2行目")), (japanese, ("English line 2", "原文2行目"))):
        beside = say("gaps.beside", place=dict(zip(("en", "ja"), place, strict=True)))
        assert all(finding.message[lang].endswith(beside[lang]) for lang in Lang)


@pytest.mark.parametrize(
    ("lang", "text", "lacking", "named"),
    [
        (Lang.EN, "Temperatures above 85 °C damage it.", ["Temperatures", "85 °C", "C"], ["85 °C", "Temperatures"]),
        (Lang.EN, "Temperatures above 85 °C damage it.", ["C", "damage"], ["damage"]),
        (Lang.EN, "Add 3 spoons, then 30 percent of the milk.", ["percent", "milk"], ["milk"]),
        (Lang.JA, "会費は500万円だった。", ["会費", "500万円", "円"], ["500万円", "会費"]),
        (Lang.EN, "Leave by exit C and wait.", ["C", "exit"], ["C", "exit"]),
        (Lang.EN, "The percent sign is red.", ["percent", "sign"], ["percent", "sign"]),
        (Lang.JA, "円の直径を測る。", ["円", "直径"], ["円", "直径"]),
        (Lang.EN, "We’re late, and I can't see Lena's boat.", ["We’re", "can't", "Lena's"], ["Lena's"]),
    ],
)
def test_neither_the_unit_of_a_number_nor_a_contraction_is_a_word_of_its_own(
    lang: Lang, text: str, lacking: Sequence[str], named: Sequence[str]
) -> None:
    sides: dict[Lang, list[Block]] = {lang: [(BODY, ("x", text))], lang.other: [(BODY, ("y",))]}
    start = document(lang, *sides[lang]).segments[1].start
    spans = [Span(start + text.index(word), start + text.index(word) + len(word)) for word in lacking]
    evidence = tuple(
        Evidence(EvidenceKind.WORD, span if lang is Lang.EN else None, span if lang is Lang.JA else None, 0.0, word)
        for span, word in zip(spans, lacking, strict=True)
    )
    gap = ((1,), ()) if lang is Lang.EN else ((), (1,))
    (found,) = gap_findings(aligned(sides[Lang.EN], sides[Lang.JA], [((0,), (0,)), gap], evidence={1: evidence}))
    assert found.detail["unmatched_words"] == named


def test_code_that_the_other_side_takes_from_a_file_is_not_missed() -> None:
    code = (ParagraphKind.CODE, ("open(gate)",))
    for listing, told in (("{{#include ../gate.rs}}", 0), ("shut(door); rest()", 2)):
        alignment = aligned(
            [(BODY, ("First.",)), (ParagraphKind.CODE, (listing,)), (BODY, ("Last.",))],
            [(BODY, ("一つ目。",)), code, (BODY, ("最後。",))],
            [((0,), (0,)), ((1,), ()), ((), (1,)), ((2,), (2,))],
        )
        assert len(gap_findings(alignment)) == told


def test_what_is_much_shorter_takes_nothings_place() -> None:
    assert [found.detail["relation"] for found in replaced("鍵。")] == ["unmatched", "short"]


def test_rows_and_code_blocks_are_counted_as_such() -> None:
    code = ParagraphKind.CODE
    en = document(Lang.EN, (BODY, ("Hello.",)), (TABLE, ("a | b",)), (TABLE, ("c | d",)), (code, ("open()",)))
    ja = document(Lang.JA, (BODY, ("こんにちは。",)))
    beads = [Bead(0, (0,), (0,), 0.99), *(Bead(k, (k,), (), 0.99) for k in (1, 2, 3))]
    (finding,) = gap_findings(Alignment(Bitext(en, ja, Lang.EN, source_known=True), tuple(beads)))
    assert value(finding.message, "gaps.missing", "what") == (
        "2 table rows and 1 code block (English lines 3–7)",
        "原文3～7行目（表の行2件とコードブロック1件）",
    )
    assert finding.severity is Severity.ERROR
