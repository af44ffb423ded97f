from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aligner.model import (
    Bitext,
    Document,
    EvidenceKind,
    FindingKind,
    Json,
    Lang,
    Paragraph,
    ParagraphKind,
    ParagraphLink,
    Record,
    Segment,
    Severity,
)
from aligner.outputs.report.build import checked, dump, findings_only, plain_text, report, summary
from aligner.outputs.report.highlight import Mark, fit, marked
from aligner.outputs.report.layout import HEADING, Page
from aligner.outputs.report.name_counts import Name, NameCount, check_names
from aligner.outputs.report.pairs import side_by_side
from aligner.outputs.report.quotations import POINT_STYLE
from aligner.outputs.report.statistics import Agreement, Certainty, certainty, measure
from aligner.text.width import display_width
from tests.outputs.records import Pair, document, finding, harbour, record


def simple(en: list[str], ja: list[str], pairs: list[Pair], findings: tuple[tuple[Severity, int], ...] = ()) -> Record:
    """A record of texts with a sentence a paragraph, and numbered findings about English sentences."""
    bitext = Bitext(
        document(Lang.EN, "en.txt", [(ParagraphKind.BODY, [sentence]) for sentence in en]),
        document(Lang.JA, "ja.txt", [(ParagraphKind.BODY, [sentence]) for sentence in ja]),
    )
    found = [
        finding(FindingKind.OMISSION, severity, (k,), (), (f"Missing {k}.", f"訳抜け：{k}")) for severity, k in findings
    ]
    return record(bitext, pairs, findings=found)


def one_to_one(count: int, findings: tuple[tuple[Severity, int], ...] = ()) -> Record:
    return simple(
        [f"Sentence {'x' * (k % 5 + 1)} here." for k in range(count)],
        [f"第{'あ' * (k % 5 + 1)}文。" for k in range(count)],
        [Pair((k,), (k,)) for k in range(count)],
        findings,
    )


@pytest.mark.parametrize("lang", list(Lang))
@pytest.mark.parametrize("width", [*range(20, 90, 3), 140, 200])
def test_no_line_is_wider_than_the_page_with_full_width_characters(lang: Lang, width: int) -> None:
    for source in Lang:
        for line in report(Page(harbour(source=source), lang, width)):
            assert display_width(line.plain) <= min(width, 160)


def test_text_whose_finding_is_hidden_does_not_count_as_missing() -> None:
    pairs = [Pair((0,), (0,)), Pair((1,), ()), Pair((2,), ()), Pair((3,), (1,))]
    whole = simple(["One.", "Two here.", "Three.", "Four."], ["一。", "四。"], pairs, ((Severity.ERROR, 1),))
    hidden = finding(FindingKind.OMISSION, Severity.ERROR, (2,), (), ("Missing.", "訳抜け。"))
    page = Page(replace(whole, findings=(*whole.findings, replace(hidden, certainty=0.1))))
    assert "Missing in Japanese: 1 (2 words) in 1 place." in summary(page, page.figures)
    everything = replace(page, everything=True)
    assert "Missing in Japanese: 2 (3 words) in 1 place." in summary(everything, everything.figures)
    assert "Sentences: 2 of 4 English and 2 of 2 Japanese" in " ".join(checked(page, page.figures))


@pytest.mark.parametrize("lang", list(Lang))
def test_the_report_speaks_of_no_machinery(lang: Lang) -> None:
    said = dump(harbour(), lang=lang).casefold()
    for word in ("bead", "segment", "confidence", "0.9", "0.5", "セグメント", "ビード", "検出"):
        assert word not in said


@pytest.mark.parametrize(
    ("known", "lang", "said"),
    [
        (False, Lang.EN, "Direction: English to Japanese (assumed: the English comes first)."),
        (True, Lang.EN, "Direction: English to Japanese (specified)."),
        (False, Lang.JA, "翻訳の方向：英語から日本語と仮定（英語が先にあるため）。"),
        (True, Lang.JA, "翻訳の方向：英語から日本語（指定どおり）。"),
    ],
)
def test_the_first_line_says_which_direction(known: bool, lang: Lang, said: str) -> None:
    assert dump(harbour(known=known), lang=lang).split("\n")[0] == said


def test_the_summary_is_the_line_a_translator_quotes() -> None:
    made = harbour()
    known = measure(made)
    assert summary(Page(made), known) == (
        "11 English and 9 Japanese sentences, 7 pairs. Missing in Japanese: 3 (10 words) in 2 places. "
        "Only in Japanese: 1 (byline). Numbers: 6 of 7 agree."
    )
    assert summary(Page(made, Lang.JA), known) == (
        "英文11文、和文9文、対応7組。訳抜け2か所3文（10語）、原文にない行1件（発信元）。数値は7件中6件が一致。"
    )


def test_the_summary_says_what_is_not_missing_too() -> None:
    made = one_to_one(1)
    known = measure(made)
    assert summary(Page(made), known) == (
        "1 English and 1 Japanese sentence, 1 pair. Missing in Japanese: none. Only in Japanese: none. "
        "Numbers: none to compare."
    )
    assert summary(Page(made, Lang.JA), known) == (
        "英文1文、和文1文、対応1組。訳抜けなし、原文にない文なし。比較できる数値はなし。"
    )


def test_text_only_in_the_translation_is_counted_in_its_own_measure() -> None:
    made = simple(["One."], ["一。", "二つ目。", "三。"], [Pair((), (0,)), Pair((0,), (1,)), Pair((), (2,))])
    assert "Only in Japanese: 2 (4 characters) in 2 places." in summary(Page(made), measure(made))


def test_a_number_that_agrees_only_in_prose_counts_as_differing_where_that_is_reported() -> None:
    made = simple(["It holds more than 1,000 people."], ["1,000人以上が入る。"], [Pair((0,), (0,))])
    loose = replace(
        finding(FindingKind.NUMBER, Severity.WARNING, (0,), (0,), ("Limit differs.", "境界の不一致")),
        detail={"relation": "loose-bound"},
    )
    assert measure(made).numbers == Agreement(1, 1)
    assert measure(replace(made, findings=(loose,))).numbers == Agreement(0, 1)


def test_markup_needs_no_counterpart() -> None:
    bitext = Bitext(
        document(Lang.EN, "en", [(ParagraphKind.MARKUP, ["<!-- old -->"]), (ParagraphKind.BODY, ["One."])]),
        document(Lang.JA, "ja", [(ParagraphKind.BODY, ["一。"])]),
    )
    made = record(bitext, [Pair((0,), ()), Pair((1,), (0,))])
    assert measure(made).unpaired[Lang.EN].segments == ()


@pytest.mark.parametrize(
    ("confidence", "level"),
    [
        (1.0, Certainty.HIGH),
        (0.9, Certainty.HIGH),
        (0.899, Certainty.MEDIUM),
        (0.6, Certainty.MEDIUM),
        (0.5, Certainty.LOW),
    ],
)
def test_certainty_is_told_in_words(confidence: float, level: Certainty) -> None:
    assert certainty(replace(harbour().alignment.beads[1], confidence=confidence)) is level


def test_a_name_that_is_even_in_every_pair_is_told_with_where_the_rest_stands() -> None:
    names = check_names(harbour().alignment)
    (kurosaki,) = names.even
    assert kurosaki == NameCount(Name("Kurosaki", "黒崎"), 4, 4, {Lang.EN: 0, Lang.JA: 1})
    assert {it.name.en: (it.even, it.pairs) for it in names.counts} == {
        "Kurosaki": (4, 4),
        "Hayashi": (1, 1),
        "Kamome": (1, 1),
    }


def name_pairs(en: list[str], ja: list[str], *names: tuple[str, str]) -> Record:
    """A pair a sentence, with the names given as its evidence."""
    kind = EvidenceKind.NAME
    pairs = [Pair((k,), (k,), evidence=((kind, *name),)) for k, name in enumerate(names)]
    return simple(en, ja, pairs)


def test_a_name_that_is_uneven_somewhere_is_counted_but_proves_nothing() -> None:
    oda = ("Oda", "小田")
    uneven = name_pairs(["Oda and Oda.", "Oda.", "Oda.", "Oda’s."], ["小田。"] * 4, oda, oda, oda, oda)
    names = check_names(uneven.alignment)
    assert [(it.even, it.pairs) for it in names.counts] == [(3, 4)]
    assert names.even == ()
    assert "Names: 0 of 1 that were compared occur equally often on both" in dump(uneven)
    assert check_names(name_pairs(["Oda.", "Oda."], ["小田。"] * 2, oda, oda).alignment).even == ()


def test_a_name_is_followed_in_its_most_frequent_rendering() -> None:
    made = name_pairs(["Oda.", "Oda.", "Oda."], ["小田。", "織田。", "織田。"], ("Oda", "小田"), *[("Oda", "織田")] * 2)
    assert [it.name for it in check_names(made.alignment).counts] == [Name("Oda", "織田")]


def test_loan_words_are_no_names() -> None:
    made = name_pairs(["A fine project."], ["良いプロジェクト。"], ("project", "プロジェクト"))
    assert check_names(made.alignment).counts == ()
    assert "[プロジェクト]" not in dump(made)
    assert "Names:" not in dump(made)


def test_a_name_is_marked_wherever_it_stands_in_a_pair() -> None:
    made = name_pairs(["Oda met Odawara’s Oda."], ["小田が小田に会った。"], ("Oda", "小田"))
    assert "[Oda] met Odawara’s [Oda]." in dump(made)
    assert "[小田]が[小田]に会った。" in dump(made)


def test_evidence_without_spans_is_no_name() -> None:
    made = name_pairs(["Oda left."], ["去った。"], ("Oda", ""))
    assert check_names(made.alignment).by_bead == {0: ()}


def test_numbers_that_agree_are_marked_in_both_texts_and_quoted_as_examples() -> None:
    made = simple(["It cost 78.4 billion yen."], ["費用は784億円。"], [Pair((0,), (0,))])
    said = dump(made)
    assert "It cost [78.4 billion yen]." in said
    assert "費用は[784億円]。" in said
    assert "For example: 78.4 billion yen = 784億円." in said


def test_findings_beyond_a_limit_are_counted_unless_all_are_asked_for() -> None:
    made = one_to_one(57, tuple((Severity.WARNING, k) for k in range(57)))
    short = plain_text(findings_only(Page(made)))
    assert "and 37 more; --all shows them" in short
    assert short.count("Warning") == 20
    assert plain_text(findings_only(Page(made, everything=True))).count("Warning") == 57
    assert "ほか37件（--all で表示）" in plain_text(findings_only(Page(made, Lang.JA)))


def test_errors_come_first_and_keep_their_numbers_below() -> None:
    made = one_to_one(3, ((Severity.INFO, 0), (Severity.ERROR, 2)))
    said = dump(made)
    assert said.index("1  Error  Missing 2.") < said.index("2  Note  Missing 0.")
    rows = said.split("Side by side")[1]
    assert rows.index("(see 2)") < rows.index("(see 1)")


def test_a_long_document_shows_what_is_to_be_looked_at_and_its_neighbours() -> None:
    made = one_to_one(120, ((Severity.ERROR, 50),))
    said = dump(made)
    assert "… 49 pairs without findings; --all shows them" in said
    assert "… 68 pairs without findings; --all shows them" in said
    assert said.split("Side by side")[1].count("Sentence") == 3
    whole = plain_text(report(Page(made, everything=True)))
    assert whole.split("Side by side")[1].count("Sentence") == 120


def test_runs_of_findings_are_joined() -> None:
    assert Page(harbour()).numbers([7, 1, 2, 3, 9, 10]) == "1–3, 7, 9, 10"
    assert Page(harbour(), Lang.JA).numbers([1, 2, 3, 7]) == "1～3、7"


def test_no_findings_are_said_with_what_was_checked() -> None:
    said = plain_text(findings_only(Page(one_to_one(2))))
    assert said.startswith("No findings.\n2 English and 2 Japanese sentences, 2 pairs.")
    assert "There is nothing to fix." in dump(one_to_one(2))


def test_a_long_quotation_shows_the_part_a_finding_is_about() -> None:
    sentence = "Once upon a time " * 60 + "it cost 300 yen " + "and so on " * 60 + "until the end."
    made = simple([sentence], ["昔。"], [Pair((0,), (0,))])
    start = sentence.index("300 yen")
    found = replace(
        finding(FindingKind.NUMBER, Severity.ERROR, (0,), (0,), ("Number differs.", "数値の不一致：")),
        detail={"relation": "digit", "en": {"start": start, "end": start + 7}, "ja": None},
    )
    said = plain_text(findings_only(Page(replace(made, findings=(found,)))))
    assert "300 yen" in said
    assert "English line 1" in said
    assert said.count("\n") < 12
    assert "…upon a time" in said.replace("… ", "…") or "…" in said


@pytest.mark.parametrize("size", range(56, 64))
def test_what_is_cut_from_a_quotation_shows_wherever_its_lines_break(size: int) -> None:
    sentence = " ".join("a" * size for _ in range(9))
    made = simple([sentence], ["昔。"], [Pair((0,), (0,))])
    found = finding(FindingKind.NUMBER, Severity.ERROR, (0,), (), ("Number differs.", "数値の不一致："))
    said = plain_text(findings_only(Page(replace(made, findings=(found,)))))
    assert "…" in said


@pytest.mark.parametrize("detail", [{"start": 4}, {"start": 900, "end": 901}, {"start": 3, "end": 2}, [1], "x"])
def test_a_detail_that_points_nowhere_does_not_matter(detail: object) -> None:
    made = one_to_one(1)
    found = replace(
        finding(FindingKind.NUMBER, Severity.ERROR, (0,), (0,), ("Number differs.", "数値の不一致：")),
        detail={"en": detail},  # type: ignore[dict-item]  # as a record made by hand may hold
    )
    assert "Sentence x here." in plain_text(findings_only(Page(replace(made, findings=(found,)))))


def test_many_lines_of_a_finding_are_counted() -> None:
    made = simple([f"Line {k}." for k in range(8)], [], [Pair(tuple(range(8)), ())])
    found = finding(FindingKind.OMISSION, Severity.ERROR, tuple(range(8)), (), ("Missing.", "訳抜け："))
    said = plain_text(findings_only(Page(replace(made, findings=(found,)))))
    assert "English line 5   Line 2." in said or "English line 5  Line 2." in said
    assert "and 5 more" in said


def test_of_many_lines_those_that_a_finding_points_at_are_quoted() -> None:
    made = simple([f"Line {k} says so." for k in range(8)], [], [Pair(tuple(range(8)), ())])
    text = made.alignment.bitext.en.text
    points: list[Json] = [{"start": (at := text.index(f"{k} says")), "end": at + 1} for k in (2, 6)]
    found = replace(
        finding(FindingKind.INCONSISTENT, Severity.INFO, tuple(range(8)), (), ("Rendered in several ways.", "訳語")),
        detail={"en": points},
    )
    lines = list(findings_only(Page(replace(made, findings=(found,)))))
    said = plain_text(iter(lines))
    assert [f"Line {k} says so." in said for k in range(8)] == [k in {0, 2, 6} for k in range(8)]
    assert "and 5 more" in said
    shown = {line.plain[span.start : span.end] for line in lines for span in line.spans if span.style == POINT_STYLE}
    assert shown == {"2", "6"}


@pytest.mark.parametrize("kind", FindingKind)
def test_a_finding_of_any_kind_is_listed_counted_and_followed_up(kind: FindingKind) -> None:
    made = simple(["One two three."], ["一つ。"], [Pair((0,), (0,))])
    for severity, counted in (("error", "1 error"), ("warning", "1 warning"), ("info", "1 note")):
        found = finding(kind, Severity(severity), (0,), (0,), ("Of some kind. More.", "何かの指摘：続き。"))
        said = dump(replace(made, findings=(found,)))
        assert f"Findings: 1 ({counted})" in said
        assert "Of some kind. More." in said
        next_ = said.split("Next steps\n")[1]
        assert ("There is nothing to fix." in next_) is (severity == "info")
        assert (" 1." in next_ or "(see 1)" in next_) is (severity != "info")


@pytest.mark.parametrize("lang", list(Lang))
@pytest.mark.parametrize(("en", "ja"), [((), (0,)), ((0,), ()), ((), ())])
def test_a_finding_may_lack_the_segments_of_either_side(lang: Lang, en: tuple[int, ...], ja: tuple[int, ...]) -> None:
    made = simple(["One two three."], ["一つ。"], [Pair((0,), (0,))])
    found = finding(FindingKind.STYLE, Severity.WARNING, en, ja, ("Two styles.", "文体の混在"))
    said = dump(replace(made, findings=(found,)), lang=lang)
    listed = said.split("\n\n")[3]
    assert ("One two three." in listed) is bool(en)
    assert ("一つ。" in listed) is bool(ja)


def test_what_is_left_untranslated_is_counted_apart_from_what_is_missing() -> None:
    made = simple(
        ["One two three.", "Four five.", "Six."],
        ["一つ。", "Four five."],
        [Pair((0,), (0,)), Pair((1,), (1,)), Pair((2,), ())],
    )
    left = finding(FindingKind.UNTRANSLATED, Severity.ERROR, (1,), (1,), ("Left in English.", "未訳："))
    missing = finding(FindingKind.OMISSION, Severity.ERROR, (2,), (), ("Missing in Japanese.", "訳抜け："))
    said = replace(made, findings=(left, replace(missing, id=1)))
    assert "  - Translate the text that is missing in Japanese: 1 word (see 2).\n" in dump(said)
    assert "  - Translate the text that is left in English: 2 words (see 1).\n" in dump(said)
    assert "  - 未訳の部分を訳す：2語（指摘1）。\n" in dump(said, lang=Lang.JA)


@pytest.mark.parametrize(("message", "lead"), [("Number differs.¦ English 3.5.", "Number differs."), ("No lead.", "")])
def test_the_lead_of_a_message_stands_out(message: str, lead: str) -> None:
    found = finding(FindingKind.NUMBER, Severity.INFO, (0,), (0,), (message, message))
    first = next(findings_only(Page(replace(one_to_one(1), findings=(found,)), width=120)))
    shown = "".join(first.plain[span.start : span.end] for span in first.spans if span.style == HEADING)
    assert shown.replace("Note", "") == lead
    assert message.replace("¦", "") in first.plain


def test_a_name_that_some_pair_holds_more_often_on_one_side_is_told() -> None:
    pairs = [Pair((k,), (k,), evidence=((EvidenceKind.NAME, "Kurosaki", "黒崎"),)) for k in range(2)]
    made = simple(["Kurosaki, Kurosaki.", "Kurosaki again."], ["黒崎だ。", "黒崎もまた。"], pairs)
    assert (
        "Names: 0 of 1 that were compared occur equally often on both sides of every pair. Not in every pair: Kurosaki"
        in dump(made, width=140)
    )
    assert "\nChecked\n" in dump(made, width=140)


def test_a_word_that_is_written_small_elsewhere_is_no_name() -> None:
    loan = ((EvidenceKind.NAME, "Ferries", "フェリー"), (EvidenceKind.NAME, "Oda", "小田"))
    pairs = [Pair((0,), (0,), evidence=loan), Pair((1,), (1,))]
    made = simple(["Ferries wait, Oda said.", "All ferries wait."], ["フェリーは待つと小田は言う。", "皆待つ。"], pairs)
    assert check_names(made.alignment).by_bead[0] == (Name("Oda", "小田"),)


def test_what_is_uneven_in_most_pairs_is_a_part_of_other_words() -> None:
    pairs = [Pair((k,), (k,), evidence=((EvidenceKind.NAME, "Seto", "瀬戸"),) if k == 0 else ()) for k in range(3)]
    made = simple(["Seto.", "Setouchi.", "Setouchi again."], ["瀬戸。", "瀬戸内。", "また瀬戸内。"], pairs)
    assert check_names(made.alignment).counts == ()


def test_the_ends_of_a_range_are_no_example_of_numbers_that_agree() -> None:
    made = simple(
        ["It fell from 31 tons to 38 tons in 2024."], ["2024年、31トンから38トンになった。"], [Pair((0,), (0,))]
    )
    assert measure(made).numbers.complete
    assert "For example: 2024 = 2024年." in dump(made)


def test_a_text_cannot_act_on_the_terminal() -> None:
    made = simple(["\x1b[2J\x07Red\u202edetrever\x9b31m text."], ["危険\x1b]0;題\x07な文。"], [Pair((0,), (0,))])
    shown = dump(made)
    assert not {char for char in shown if not char.isprintable()} - {"\n"}
    styled = [segment for line in report(Page(made, plain=False)) for segment in line.plain]
    assert not {char for char in styled if not char.isprintable()}


def test_on_a_terminal_marks_are_styles_and_the_text_is_untouched() -> None:
    lines = list(report(Page(harbour(), plain=False)))
    assert not any("[Kurosaki]" in line.plain for line in lines)
    (line,) = [line for line in lines if "Tides of" in line.plain]
    assert {(line.plain[span.start : span.end], span.style) for span in line.spans} >= {("Kurosaki", "underline")}
    gap = next(line for line in lines if "(nothing in Japanese: see 2)" in line.plain)
    assert any("red" in str(span.style) for span in gap.spans)


@given(st.text(max_size=30), st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), max_size=4))
def test_marks_are_in_order_apart_and_cover_what_they_covered(text: str, spans: list[tuple[int, int]]) -> None:
    marks = [Mark(min(a, b, len(text)), min(max(a, b), len(text)), "bold") for a, b in spans]
    made = marked(text, marks)
    assert made.text == marked(text).text or "\n" in text or "\r" in text or not text.isprintable()
    end = 0
    for mark in made.marks:
        assert end <= mark.start <= mark.end <= len(made.text)
        end = mark.end
    assert marked(text, marks, brackets=True).text.count("[") == text.count("[") + len(made.marks)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("one\ntwo", "one two"),
        ("一行\r\n　二行", "一行二行"),
        ("英語\nEnglish", "英語 English"),
        ("a\t \tb", "a b"),
        ("全角　空白", "全角　空白"),
        ("\ud800x", "\ufffdx"),
    ],
)
def test_a_text_is_shown_on_one_line(text: str, shown: str) -> None:
    assert fit(text) == shown


def test_an_empty_document_has_a_report() -> None:
    bitext = Bitext(document(Lang.EN, "en", []), document(Lang.JA, "ja", []))
    assert "0 English and 0 Japanese sentences, 0 pairs." in dump(record(bitext, []))


def test_a_mixed_file_is_named_once() -> None:
    made = harbour()
    bitext = replace(made.alignment.bitext, mixed=True)
    made = replace(made, alignment=replace(made.alignment, bitext=bitext))
    assert dump(made).split("\n")[1] == "Both languages: harbour.txt (utf-8)"


def test_a_mixed_file_shows_each_language_without_the_other() -> None:
    text = "Oda left. 小田は去った。 He was 61. 61歳だった。"
    whole = {}
    for lang, sentences in (
        (Lang.EN, ["Oda left.", "He was 61."]),
        (Lang.JA, ["小田は去った。", "61歳だった。"]),
    ):
        starts = [text.index(it) for it in sentences]
        segments = tuple(
            Segment(k, 0, start, start + len(it), 1)
            for k, (start, it) in enumerate(zip(starts, sentences, strict=True))
        )
        whole[lang] = Document(lang, "both.txt", text, (Paragraph(0, 0, len(text)),), segments)
    bitext = Bitext(whole[Lang.EN], whole[Lang.JA], mixed=True)
    made = record(bitext, [Pair((0, 1), (0, 1), evidence=((EvidenceKind.NAME, "Oda", "小田"),))])
    said = dump(made)
    assert "[Oda] left. He was [61]." in said
    assert "[小田]は去った。[61歳]だった。" in said


@pytest.mark.slow
def test_a_line_of_a_million_characters_is_shown_in_linear_time() -> None:
    made = simple(["word " * 100_000], ["長い行" * 100_000], [Pair((0,), (0,))])
    page = Page(made)
    assert sum(1 for _ in side_by_side(page, replace(measure(one_to_one(1)), matched_numbers={}))) > 10_000


def test_a_paragraph_without_a_link_stands_for_itself() -> None:
    made = one_to_one(2)
    assert dump(made).count("-" * 80) == 1
    linked = replace(made, alignment=replace(made.alignment, links=(ParagraphLink((0, 1), (0, 1), 0.9),)))
    assert dump(linked).count("-" * 80) == 0
