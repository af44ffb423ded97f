"""Texts taken out of files: languages that the file itself says, and places that its own line ends do not tell."""

from __future__ import annotations

from aligner.document.blocks import Block
from aligner.document.load import bitext_from_mixed, bitext_from_texts
from aligner.document.source import Extract, SourceText
from aligner.model import Counted, Lang, ParagraphKind, Span
from aligner.settings import Settings

SETTINGS = Settings()


def test_segments_know_the_lines_of_a_paragraph_that_lost_its_line_ends() -> None:
    extract = Extract("a.html")
    extract.add(" The harbour opens. It closes.", line=7, places=[(20, 9)])
    extract.add("港は開きます。\nまた閉まります。", line=12)
    document = bitext_from_mixed(extract.source(), SETTINGS)
    assert [segment.line for segment in document.en.segments] == [7, 9]
    assert [segment.line for segment in document.ja.segments] == [12, 13]
    assert [document.en.line_of(segment.end) for segment in document.en.segments] == [7, 9]


def test_a_line_end_that_is_none_in_the_file_counts_no_line_before_the_next_sentence() -> None:
    extract = Extract("a.html")
    extract.add("One\ntwo\nthree.", line=4, places=[(0, 4)])
    extract.add("Four.", line=4)
    japanese = SourceText("ja", "一、二、三。\n\n四。")
    document = bitext_from_texts(extract.source(), japanese, SETTINGS).en
    assert [document.line_of(offset) for offset in (0, 5, 13, 18)] == [4, 4, 4, 4]


def test_the_language_a_file_says_has_the_last_word() -> None:
    extract = Extract("a.html")
    extract.add("The ferry leaves at nine.", line=1)
    extract.add("OK", line=2, lang=Lang.JA)
    extract.add("The fare is 300 yen.\n料金は300円です。", line=3, lang=Lang.EN)
    extract.add("船は九時に出ます。", line=5)
    document = bitext_from_mixed(extract.source(), SETTINGS)
    assert [document.ja.segment_text(k) for k in range(2)] == ["OK", "船は九時に出ます。"]


def test_a_paragraph_cut_by_language_keeps_its_places() -> None:
    extract = Extract("a.docx", counted=Counted.PARAGRAPH)
    extract.add("The ferry leaves at nine.\n船は九時に出ます。", line=3, origin="footnote 2")
    document = bitext_from_mixed(extract.source(), SETTINGS)
    assert [(side.segments[0].line, side.paragraphs[0].origin) for side in (document.en, document.ja)] == [
        (3, "footnote 2"),
        (3, "footnote 2"),
    ]


def test_two_files_that_claim_one_language_are_looked_at() -> None:
    english = SourceText("a", "The ferry leaves at nine.", lang=Lang.JA)
    japanese = SourceText("b", "船は九時に出ます。", lang=Lang.JA)
    bitext = bitext_from_texts(english, japanese, SETTINGS)
    assert (bitext.source, bitext.en.name) == (Lang.EN, "a")


def test_places_move_with_their_paragraph() -> None:
    extract = Extract("a")
    extract.add("A.", line=1)
    extract.add("  B. C.", line=2, lang=Lang.EN, places=[(0, 2), (5, 3)])
    assert extract.source().blocks == (
        Block(0, 2, ParagraphKind.BODY, Span(0, 2), 0, line=1),
        Block(3, 8, ParagraphKind.BODY, Span(3, 8), 3, lang=Lang.EN, line=2, places=((3, 2), (6, 3))),
    )
