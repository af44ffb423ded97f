from __future__ import annotations

import dataclasses
from bisect import bisect_right
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aligner.model import (
    Alignment,
    Bead,
    Bitext,
    Counted,
    Document,
    Finding,
    FindingKind,
    Lang,
    Paragraph,
    Segment,
    Severity,
    Unit,
    line_starts,
)
from tests.samples import bitext


def test_each_language_has_the_other() -> None:
    assert Lang.EN.other is Lang.JA
    assert Lang.JA.other is Lang.EN


def make(text: str, paragraphs: list[tuple[int, int]], segments: list[tuple[int, int, int]]) -> Document:
    """Paragraphs as (start, end), segments as (paragraph, start, end)."""
    return Document(
        Lang.EN,
        "en",
        text,
        tuple(Paragraph(k, *span) for k, span in enumerate(paragraphs)),
        tuple(Segment(k, *found, line=bisect_right(line_starts(text), found[1])) for k, found in enumerate(segments)),
    )


@pytest.mark.parametrize(
    ("paragraphs", "segments"),
    [
        ([], []),
        ([(0, 10)], []),
        ([(0, 4), (4, 10)], [(0, 0, 4), (1, 4, 10)]),
        ([(2, 8)], [(0, 2, 2), (0, 2, 8), (0, 8, 8)]),
    ],
)
def test_documents_that_may_be(paragraphs: list[tuple[int, int]], segments: list[tuple[int, int, int]]) -> None:
    assert len(make("0123456789", paragraphs, segments).segments) == len(segments)


@pytest.mark.parametrize(
    ("paragraphs", "segments", "problem"),
    [
        ([(0, 11)], [], "paragraph 0 is out of order or leaves the text"),
        ([(5, 3)], [], "paragraph 0"),
        ([(0, 5), (4, 9)], [], "paragraph 1"),
        ([(0, 10)], [(0, 3, 2)], "segment 0 is out of order"),
        ([(0, 10)], [(0, 0, 5), (0, 4, 6)], "segment 1 is out of order"),
        ([(2, 8)], [(0, 1, 5)], "segment 0 leaves its paragraph"),
        ([(0, 4), (4, 10)], [(0, 2, 6)], "segment 0 leaves its paragraph"),
    ],
)
def test_documents_that_may_not(
    paragraphs: list[tuple[int, int]], segments: list[tuple[int, int, int]], problem: str
) -> None:
    with pytest.raises(ValueError, match=problem):
        make("0123456789", paragraphs, segments)


def test_ids_count_from_nought() -> None:
    with pytest.raises(ValueError, match="paragraph 0"):
        Document(Lang.EN, "en", "text", (Paragraph(1, 0, 4),), ())
    with pytest.raises(ValueError, match="segment 0"):
        Document(Lang.EN, "en", "text", (Paragraph(0, 0, 4),), (Segment(1, 0, 0, 4, 1),))


def test_lines_are_counted_from_what_a_segment_knows_of_its_own() -> None:
    """The text was taken out of a file; its second paragraph stands in line 9 there, and has a line end inside."""
    text = "One.\nTwo\nand more.\n"
    paragraphs = (Paragraph(0, 0, 4), Paragraph(1, 5, 18))
    segments = (Segment(0, 0, 0, 4, line=3), Segment(1, 1, 5, 18, line=9))
    by_line = Document(Lang.EN, "en", text, paragraphs, segments)
    assert [by_line.line_of(offset) for offset in (0, 3, 5, 8, 9, 17)] == [3, 3, 9, 9, 10, 10]
    by_page = replace(by_line, counted=Counted.PAGE)
    assert [by_page.line_of(offset) for offset in (0, 5, 17)] == [3, 9, 9]


def test_what_corresponds_is_given_where_all_text_stands_in_units() -> None:
    def side(lang: Lang, *units: Unit | None) -> Document:
        paragraphs = tuple(Paragraph(k, 2 * k, 2 * k + 1, unit=unit) for k, unit in enumerate(units))
        segments = tuple(Segment(k, k, 2 * k, 2 * k + 1, line=1) for k in range(len(units)))
        return Document(lang, lang, "a " * len(units), paragraphs, segments)

    assert Bitext(side(Lang.EN, Unit("a"), Unit("b")), side(Lang.JA, Unit("a"))).given
    assert not Bitext(side(Lang.EN, Unit("a"), None), side(Lang.JA, Unit("a"))).given
    assert not Bitext(side(Lang.EN), side(Lang.JA)).given


def test_a_document_knows_its_lines_texts_and_digest() -> None:
    found = make("one\r\ntwo\rthree\n", [(0, 15)], [(0, 0, 3), (0, 5, 8)])
    assert [found.line_of(offset) for offset in (0, 4, 5, 8, 9, 14, 15)] == [1, 1, 2, 2, 3, 3, 4]
    assert found.segment_text(1) == "two"
    assert found.sha256 == make("one\r\ntwo\rthree\n", [], []).sha256
    assert len(make("\ud800", [], []).sha256) == 64


@pytest.mark.property
@given(st.text(alphabet="a\r\n\u2028あ", max_size=20))
def test_lines_end_where_editors_end_them(text: str) -> None:
    lines = text.replace("\r\n", "\n ").replace("\r", "\n").split("\n")
    assert len(line_starts(text)) == len(lines)
    assert line_starts(text) == sorted(set(line_starts(text)))


def test_a_bitext_is_english_and_japanese() -> None:
    both = bitext(["a"], ["あ"])
    assert both.side(Lang.EN) is both.en
    assert both.side(Lang.JA) is both.ja
    with pytest.raises(ValueError, match="English and Japanese"):
        Bitext(both.ja, both.en)


@pytest.mark.parametrize(
    ("en", "ja", "confidence", "problem"),
    [
        ((), (), 0.5, "needs a segment"),
        ((0, 2), (0,), 0.5, "consecutive"),
        ((0,), (1, 0), 0.5, "consecutive"),
        ((0,), (0,), 1.1, "lies in 0..1"),
        ((0,), (0,), -0.1, "lies in 0..1"),
        ((0,), (0,), float("nan"), "lies in 0..1"),
    ],
)
def test_beads_that_may_not_be(en: tuple[int, ...], ja: tuple[int, ...], confidence: float, problem: str) -> None:
    with pytest.raises(ValueError, match=problem):
        Bead(0, en, ja, confidence)


def test_a_bead_is_paired_with_segments_on_both_sides() -> None:
    assert Bead(0, (1, 2), (0,), 1.0).paired
    assert not Bead(0, (1,), (), 1.0).paired
    assert Bead(0, (1,), (5,), 1.0).side(Lang.JA) == (5,)


BEADS = (Bead(0, (0,), (1,), 1.0, moved=True), Bead(1, (1,), (0,), 1.0), Bead(2, (), (2,), 1.0))


def test_an_alignment_covers_both_sides_once() -> None:
    both = bitext(["a", "b"], ["あ", "い", "う"])
    assert Alignment(both, BEADS).beads == BEADS
    for lost in (BEADS[:2], (BEADS[0], dataclasses.replace(BEADS[2], id=1))):
        with pytest.raises(ValueError, match="do not cover every"):
            Alignment(both, lost)
    with pytest.raises(ValueError, match="do not cover every"):
        Alignment(both, (*BEADS, Bead(3, (1,), (), 1.0)))
    with pytest.raises(ValueError, match="ids are not consecutive"):
        Alignment(both, (BEADS[0], BEADS[2], BEADS[1]))
    assert Alignment(bitext([], []), ()).beads == ()


def test_an_error_ranks_before_a_warning_before_information() -> None:
    assert [severity.rank for severity in (Severity.ERROR, Severity.WARNING, Severity.INFO)] == [0, 1, 2]


def test_a_finding_has_two_sides() -> None:
    found = Finding(0, FindingKind.MOVED, Severity.INFO, (1,), (2, 3), {"en": "", "ja": ""})
    assert found.side(Lang.EN) == (1,)
    assert found.side(Lang.JA) == (2, 3)
