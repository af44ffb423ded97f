"""Documents and bitexts: sides, direction, segments, given segments."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from aligner.document.load import bitext_from_mixed, bitext_from_segments, bitext_from_texts
from aligner.document.reading import read_source
from aligner.document.source import SourceText, checked
from aligner.errors import InputError
from aligner.model import Document, Lang, ParagraphKind
from aligner.settings import Settings
from tests.samples import labelled

SHARED = Path(__file__).resolve().parents[2] / "../shared"
SETTINGS = Settings()
ENGLISH = SourceText("boats.en.txt", "The boat is late. Nobody knows why.\n\nCyclists pay nothing.\n")
JAPANESE = SourceText("boats.ja.txt", "船が遅れている。理由は誰も知らない。\n\n自転車は無料である。\n")


def texts(document: Document) -> list[str]:
    return [document.segment_text(k) for k in range(len(document.segments))]


def test_two_texts() -> None:
    bitext = bitext_from_texts(ENGLISH, JAPANESE, SETTINGS)
    assert texts(bitext.en) == ["The boat is late.", "Nobody knows why.", "Cyclists pay nothing."]
    assert texts(bitext.ja) == ["船が遅れている。", "理由は誰も知らない。", "自転車は無料である。"]
    assert [segment.line for segment in bitext.ja.segments] == [1, 1, 3]
    assert [segment.paragraph for segment in bitext.ja.segments] == [0, 0, 1]
    assert (bitext.source, bitext.source_known, bitext.mixed) == (Lang.EN, False, False)
    assert bitext.en.name == "boats.en.txt"


def test_the_first_text_is_the_source_in_either_order() -> None:
    bitext = bitext_from_texts(JAPANESE, ENGLISH, SETTINGS)
    assert bitext.source is Lang.JA
    assert bitext.ja.text == JAPANESE.text
    assert bitext_from_texts(ENGLISH, JAPANESE, SETTINGS).en == bitext.en


@pytest.mark.parametrize("settings", [Settings(source_lang=Lang.JA), Settings(target_lang=Lang.EN)])
def test_a_stated_language_makes_the_direction_known(settings: Settings) -> None:
    bitext = bitext_from_texts(JAPANESE, ENGLISH, settings)
    assert (bitext.source, bitext.source_known) == (Lang.JA, True)
    with pytest.raises(InputError, match=r"^boats.en.txt: should be the Japanese text"):
        bitext_from_texts(ENGLISH, JAPANESE, settings)


def test_a_side_without_its_language_is_named_with_what_was_found() -> None:
    with pytest.raises(InputError, match=r"^b: should be the Japanese .*\(10 Latin and 0 Japanese letters"):
        bitext_from_texts(ENGLISH, SourceText("b", "Boats, 1907, piers."), SETTINGS)
    with pytest.raises(InputError, match=r"^a: should be the English .*\(0 Latin and 8 Japanese letters"):
        bitext_from_texts(SourceText("a", "船が遅れている。一"), JAPANESE, SETTINGS)
    with pytest.raises(InputError, match=r"^a: should be the English .*\(0 Latin and 0 Japanese letters"):
        bitext_from_texts(SourceText("a", "1, 2, 3"), JAPANESE, SETTINGS)


@pytest.mark.parametrize(
    ("first", "second", "language"),
    [
        ("The boat is late.", "The boat is late again.", "English"),
        ("船が遅れている。理由は誰も知らない。", "切符は桟橋で売っているので、早めにお求めください。", "Japanese"),
        # Latin names outnumber the Japanese letters.
        (
            "まず Kubernetes Engine を開いてから、次に Cloud Storage を選びます。",
            "船が遅れている。理由は誰も知らない。",
            "Japanese",
        ),
    ],
)
def test_two_texts_in_one_language_are_refused(first: str, second: str, language: str) -> None:
    with pytest.raises(
        InputError, match=f"^b: is in {language}, as is the other text; give one English and one Japanese text$"
    ):
        bitext_from_texts(SourceText("a", first), SourceText("b", second), SETTINGS)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        # An English text that quotes Japanese, and a Japanese text that is mostly untranslated.
        (
            "The word いらっしゃいませ is what the staff of a shop say to the people who come in.",
            "店員は客に声をかける。",
        ),
        (
            "The boat is late. Nobody knows why. Ask at the pier.",
            "The boat is late. 理由は誰も知らない。Ask at the pier.",
        ),
        # Strings without grammar.
        ("Open\nClose\nSave as", "開く\n閉じる\n別名で保存"),
        # The file states its language.
        ("船が遅れている。理由は誰も知らない。", "船が遅れている。理由は誰も知らないままである。"),
    ],
)
def test_two_languages_are_accepted(first: str, second: str) -> None:
    lang = None if first[0].isascii() else Lang.EN
    bitext = bitext_from_texts(SourceText("a", first, lang=lang), SourceText("b", second), SETTINGS)
    assert bitext.en.name == "a"


@pytest.mark.parametrize("case", labelled("mixed"))
def test_one_file_with_both_languages(case: dict[str, Any]) -> None:
    source = checked(SourceText("both", case["text"], format=case.get("format", "plain")))
    bitext = bitext_from_mixed(source, SETTINGS)
    assert (texts(bitext.en), texts(bitext.ja)) == (case["en"], case["ja"])
    assert (bitext.source, bitext.mixed) == (Lang(case["source"]), True)
    assert bitext.en.text == bitext.ja.text == case["text"]


def test_one_file_with_one_language_is_refused() -> None:
    with pytest.raises(InputError, match=r"^boats.en.txt: holds hardly any Japanese .* second file"):
        bitext_from_mixed(ENGLISH, SETTINGS)


def test_one_file_with_a_few_names_of_the_other_language_is_refused() -> None:
    names = SourceText("boats.ja.txt", "船はNorthgate社が造った。" + "遅れている。" * 20)
    with pytest.raises(InputError, match=r"^boats.ja.txt: holds no English sentence \(9 Latin .* second file"):
        bitext_from_mixed(names, SETTINGS)


def test_stated_direction_in_one_file() -> None:
    both = SourceText("both", ENGLISH.text + "\n" + JAPANESE.text)
    assert bitext_from_mixed(both, SETTINGS).source is Lang.EN
    bitext = bitext_from_mixed(both, Settings(target_lang=Lang.EN))
    assert (bitext.source, bitext.source_known) == (Lang.JA, True)


def test_enumerators_belong_to_the_segment_and_bullets_do_not() -> None:
    english = SourceText("a", "(a) The boat. It is late.\n- Nobody came.\n")
    assert texts(bitext_from_texts(english, JAPANESE, SETTINGS).en) == [
        "(a) The boat.",
        "It is late.",
        "Nobody came.",
    ]


def test_quotation_marks_inside_a_paragraph_do_not_hide_a_sentence() -> None:
    english = SourceText("a.md", "> The boat is late.\n> Nobody knows\n> why.\n", format="markdown")
    document = bitext_from_texts(english, JAPANESE, SETTINGS).en
    assert texts(document) == ["The boat is late.", "Nobody knows\n> why."]
    assert [segment.line for segment in document.segments] == [1, 2]


def test_segmented_files_are_taken_line_by_line() -> None:
    english = SourceText("a", "The boat. It is late.\n  No. 7\n\n- x\n")
    document = bitext_from_texts(english, JAPANESE, Settings(segmented=True)).en
    assert texts(document) == ["The boat. It is late.", "No. 7", "- x"]
    assert [segment.paragraph for segment in document.segments] == [0, 0, 1]
    assert {paragraph.kind for paragraph in document.paragraphs} == {ParagraphKind.BODY}


def test_segmented_and_mixed() -> None:
    both = SourceText("both", "The boat. It is late.\n船は遅い。遅れた。\n\nNobody knows why.\n理由は不明。\n")
    bitext = bitext_from_mixed(both, Settings(segmented=True))
    assert texts(bitext.en) == ["The boat. It is late.", "Nobody knows why."]
    assert texts(bitext.ja) == ["船は遅い。遅れた。", "理由は不明。"]
    assert len(bitext.en.paragraphs) == 2


def test_given_segments_are_kept_as_they_are() -> None:
    bitext = bitext_from_segments(["船。", "", "二行\nの文"], ["A boat.", "Two lines. "], SETTINGS, names=("x", "y"))
    assert texts(bitext.ja) == ["船。", "", "二行\nの文"]
    assert texts(bitext.en) == ["A boat.", "Two lines. "]
    assert (bitext.source, bitext.ja.name, bitext.ja.text) == (Lang.JA, "x", "船。\n\n二行\nの文")
    assert [(p.start, p.end) for p in bitext.ja.paragraphs] == [(0, len(bitext.ja.text))]


def test_given_segments_may_be_none_at_all() -> None:
    bitext = bitext_from_segments([], ["船。"], SETTINGS)
    assert (bitext.source, bitext.en.segments, bitext.en.paragraphs) == (Lang.EN, (), ())
    assert bitext_from_segments([], [], SETTINGS).ja.text == ""
    assert bitext_from_segments([""], ["", ""], SETTINGS).ja.segments[1].start == 1


@pytest.mark.parametrize(("text", "problem"), [("a\0", "NUL"), ("a\ud800", "surrogate")])
def test_given_segments_are_checked(text: str, problem: str) -> None:
    with pytest.raises(InputError, match=f"target:2: .*{problem}"):
        bitext_from_segments(["a"], ["船", text], SETTINGS)


def test_the_owners_document() -> None:
    found = sorted((SHARED / "seed").glob("0*.txt"))
    if not found:
        pytest.skip("the owner's document is not here")
    bitext = bitext_from_mixed(read_source(found[0], SETTINGS), SETTINGS)
    lines = {
        lang: [bitext.side(lang).line_of(paragraph.start) for paragraph in bitext.side(lang).paragraphs]
        for lang in Lang
    }
    assert lines == {Lang.EN: [1, 3, 5, 7, 9, 11, 13], Lang.JA: [17, 19, 23, 25, 27, 29]}
    assert [p.kind.value for p in bitext.en.paragraphs] == ["body", "heading", *["body"] * 5]
    assert [p.kind.value for p in bitext.ja.paragraphs] == ["dateline", *["body"] * 5]
    assert (len(bitext.en.segments), len(bitext.ja.segments)) == (28, 29)
