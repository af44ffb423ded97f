"""Splitting sentences, editing the translation, writing what is missing: the text, its blocks, and what is refused."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace

from aligner.model import Bitext, FindingKind, Lang, ParagraphKind, Severity
from aligner.outputs.record import canonical
from aligner.review import editing, pairing
from aligner.review.refusal import RefusedError
from aligner.review.state_records import places_of, record_of, state_of
from tests.outputs.records import Pair, document, finding, record
from tests.review.reviews import EN, JA, demo_state, sentence_with

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aligner.model import Record
    from aligner.review.state import State

BODY, HEADING = ParagraphKind.BODY, ParagraphKind.HEADING


def review(en: Sequence[Sequence[str]], ja: Sequence[Sequence[str]], pairs: Sequence[Pair], source: Lang = EN) -> State:
    """The state of two texts of paragraphs."""
    bitext = Bitext(
        document(EN, "en.txt", [(BODY, it) for it in en]), document(JA, "ja.txt", [(BODY, it) for it in ja]), source
    )
    return state_of(canonical(record(bitext, pairs)))


def written(state: State) -> Record:
    """The record that a state comes to; it is sound."""
    state.check()
    return record_of(state)


def texts(state: State, lang: Lang = JA) -> list[str]:
    """The paragraphs of one side."""
    side = written(state).alignment.bitext.side(lang)
    return [side.text[it.start : it.end] for it in side.paragraphs]


ONE = [["One.", "Two.", "Three."], ["Four."]]


def test_a_translation_goes_where_the_original_says() -> None:
    state = review(
        ONE, [["一。", "三。"], ["四。"]], [Pair((0,), (0,)), Pair((1,), ()), Pair((2,), (1,)), Pair((3,), (2,))]
    )
    changed = editing.insert(state, [1], "二。")
    assert texts(changed) == ["一。二。三。", "四。"]
    assert written(changed).alignment.bitext.ja.text == "一。二。三。\n\n四。\n"


def test_a_paragraph_that_is_missing_becomes_one() -> None:
    state = review(ONE, [["一。"]], [Pair((0,), (0,)), Pair((1,), ()), Pair((2,), ()), Pair((3,), ())])
    changed = editing.insert(state, [3], "四。")
    assert texts(changed) == ["一。", "四。"]
    assert written(changed).alignment.bitext.ja.text == "一。\n\n四。\n"


def test_one_between_two_others_is_parted_from_both() -> None:
    en = [["One."], ["Two."], ["Three."]]
    state = review(en, [["一。"], ["三。"]], [Pair((0,), (0,)), Pair((1,), ()), Pair((2,), (1,))])
    assert texts(editing.insert(state, [1], "二。")) == ["一。", "二。", "三。"]
    # Where one paragraph of the translation holds both, what is written goes into it.
    state = review(en, [["一。", "三。"]], [Pair((0,), (0,)), Pair((1,), ()), Pair((2,), (1,))])
    assert texts(editing.insert(state, [1], "二。")) == ["一。二。三。"]


def test_what_is_missing_at_the_start_comes_first() -> None:
    state = review([["One."], ["Two."]], [["二。"]], [Pair((0,), ()), Pair((1,), (0,))])
    changed = editing.insert(state, [0], "一。")
    assert texts(changed) == ["一。", "二。"]
    assert written(changed).alignment.bitext.ja.segments[0].line == 1


def test_and_in_a_translation_without_anything() -> None:
    state = review([["One."]], [], [Pair((0,), ())])
    assert texts(editing.insert(state, [0], "一。")) == ["一。"]


def test_several_sentences_are_cut_as_the_language_is() -> None:
    state = review(ONE, [["一。"]], [Pair((0,), (0,)), Pair((1,), ()), Pair((2,), ()), Pair((3,), ())])
    changed = editing.insert(state, [1, 2], "二。三。\n終わり")
    side = written(changed).alignment.bitext.ja
    assert [side.segment_text(k) for k in range(4)] == ["一。", "二。", "三。", "終わり"]
    # They stand alone, as does the original, until they are searched.
    assert all(not pair.paired and not pair.fixed for pair in changed.beads.values() if 0 not in pair.en)


def test_english_is_written_with_its_spaces() -> None:
    state = review(
        [["One.", "Three."]],
        [["一。", "二。", "三。"]],
        [Pair((0,), (0,)), Pair((), (1,)), Pair((1,), (2,))],
        source=JA,
    )
    assert texts(editing.insert(state, [1], "Two."), EN) == ["One. Two. Three."]


def test_what_belongs_to_a_paragraph_stays_in_it() -> None:
    """Closing marks behind its last sentence do, and paragraphs without sentences keep their places."""
    state = demo_state()
    order, held = state.order[JA], state.segments[JA]
    _, (last, following), *_ = (it for it in pairwise(order) if held[it[0]].paragraph != held[it[1]].paragraph)
    block = held[last].paragraph
    marked = replace(
        state,
        segments={
            **state.segments,
            JA: {
                **state.segments[JA],
                following: replace(state.segments[JA][following], lead="］\n\n<!-- x -->\n\n"),
            },
        },
        paragraphs={
            **state.paragraphs,
            JA: {
                **state.paragraphs[JA],
                block: replace(state.paragraphs[JA][block], after=1),
                99: replace(
                    state.paragraphs[JA][block], id=99, before=12, after=2, next=following, kind=ParagraphKind.MARKUP
                ),
            },
        },
    )
    assert texts(marked)[block].endswith("］")
    assert "<!-- x -->" in texts(marked)
    # What is written behind that paragraph comes behind the mark, and before the comment.
    gap = pairing.unlink(marked, state.owner[JA][following])
    bead = gap.owner[EN][state.beads[state.owner[JA][following]].en[0]]
    found = texts(editing.insert(gap, [bead], "新しい段落。"))
    assert found.index("新しい段落。") == block + 1 == found.index("<!-- x -->") - 1


@pytest.mark.parametrize("text", ["Two parts, in one sentence.", "二つの部分、一つの文。"])
def test_a_split_at_every_caret(text: str) -> None:
    lang = EN if text.isascii() else JA
    state = review([["Two parts, in one sentence."]], [["二つの部分、一つの文。"]], [Pair((0,), (0,))])
    for caret in range(1, len(text)):
        if not text[:caret].strip() or not text[caret:].strip():
            continue
        changed = editing.split(state, lang, 0, caret)
        side = written(changed).alignment.bitext.side(lang)
        assert side.text.strip() == text
        assert [side.segment_text(k) for k in (0, 1)] == [text[:caret].rstrip(), text[caret:].lstrip()]
        pair = changed.beads[changed.owner[lang][0]]
        assert pair.side(lang) == (0, 1)
        assert not pair.fixed


def test_a_sentence_that_stands_alone_becomes_two_that_do() -> None:
    state = review([["One, two."]], [["一。"]], [Pair((0,), ()), Pair((), (0,))])
    changed = editing.split(state, EN, 0, 4)
    assert sorted(pair.en for pair in changed.beads.values()) == [(), (0,), (1,)]
    written(changed)


def test_lines_are_those_of_the_file() -> None:
    state = review([["Line one\nline two."]], [["一。"]], [Pair((0,), (0,))])
    changed = editing.split(state, EN, 0, 9)
    assert [it.line for it in written(changed).alignment.bitext.en.segments] == [1, 2]


@pytest.mark.parametrize(
    ("beads", "text", "code"),
    [([0], "x", "not_a_gap"), ([77], "x", "no_pair"), ([1, 3], "x", "not_consecutive"), ([1], "", "empty_text")],
)
def test_what_cannot_be_written_is_refused(beads: list[int], text: str, code: str) -> None:
    state = review(ONE, [["一。", "三。"]], [Pair((0,), (0,)), Pair((1,), ()), Pair((2,), (1,)), Pair((3,), ())])
    with pytest.raises(RefusedError) as refused:
        editing.insert(state, beads, text)
    assert refused.value.code == code


@pytest.mark.parametrize(
    ("text", "code"), [("x" * 20_001, "long_text"), ("a\0b", "odd_text"), ("\ud800", "odd_text"), (" \t", "empty_text")]
)
def test_no_sentence_holds_what_no_text_can(text: str, code: str) -> None:
    with pytest.raises(RefusedError) as refused:
        editing.edit(demo_state(), 3, text)
    assert refused.value.code == code


def test_marks_of_an_edit_end_where_the_edit_does() -> None:
    state = demo_state()
    sentence = sentence_with(state, JA, "2430人")
    text = state.segments[JA][sentence].text
    note = next(note for note in state.live() if note.relation == "swapped")
    inside = editing.edit(state, sentence, text.replace("2430人", "2340名"))
    (place,) = places_of(inside.findings[note.id], JA)
    assert inside.segments[JA][sentence].text[place.start : place.end] == "2340名"
    written(inside)


def test_a_finding_without_a_place_in_the_text_is_left_alone() -> None:
    bitext = Bitext(document(EN, "en.txt", [(BODY, ["One."])]), document(JA, "ja.txt", [(BODY, ["一。"])]))
    found = finding(FindingKind.STYLE, Severity.INFO, (0,), (0,), ("s", "文"))
    state = state_of(canonical(record(bitext, [Pair((0,), (0,))], findings=[found])))
    assert editing.edit(state, 0, "二。").findings[0].detail == {}
