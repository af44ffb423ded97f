"""Marks of quotation without a partner, or of an unknown style, never keep sentences together."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from aligner.document.sentences import japanese, split_sentences
from aligner.document.sentences.brackets import closed_pairs
from aligner.document.sentences.quotes import quotes_by_order, quotes_by_place
from aligner.model import Lang

#: Marks of quotation and brackets that open, close, or do both.
MARKS = [*'“”„«»‹›‘‚"「」『』〝〟()（）[]', "<<", ">>", "``"]
TEXT = {
    Lang.EN: "The ferry left at six. Mr. Hale stayed on the pier. Was it cold? It was 3.5 degrees! Nobody had a coat. "
    "The next boat came at 9 p.m. on Friday. Everyone was asleep by then.",
    Lang.JA: "船は六時に出た。春さんは桟橋に残った。寒かっただろうか？気温は3.5度だった！誰も外套を持っていない。"
    "次の船は金曜の夜九時に着いた。そのころには皆眠っていた。",
}
#: Characters beside a mark where an end may differ. English rules read two words.
NEAR = {Lang.EN: 12, Lang.JA: 2}


def ends(text: str, lang: Lang) -> list[int]:
    return [sentence.end for sentence in split_sentences(text, 0, len(text), lang)]


@pytest.mark.property
@given(
    st.sampled_from(list(Lang)),
    st.lists(st.tuples(st.integers(0, 150), st.sampled_from(MARKS)), min_size=1, max_size=6),
)
def test_marks_change_no_end_but_beside_them_and_between_partners(lang: Lang, marks: list[tuple[int, str]]) -> None:
    """Oracle: the ends of the text without marks."""
    assume([mark for _, mark in marks].count("``") < 2)  # two of them enclose code
    text = marked = TEXT[lang]
    places: list[int] = []  # offsets of the marks in the marked text
    for place, mark in sorted(marks, reverse=True):
        at = min(place, len(text))
        marked = marked[:at] + mark + marked[at:]
        places = [at + k for k in range(len(mark))] + [k + len(mark) for k in places]
    offsets = [k for k in range(len(marked)) if k not in places]
    expected = {offsets[end - 1] for end in ends(text, lang)}
    actual = {end - 1 for end in ends(marked, lang)}
    # In Japanese, a sentence goes on after a quotation. English has no such rule.
    pairs = closed_pairs(quotes_by_order(marked.translate(japanese._PLAIN))) if lang is Lang.JA else []
    for end in expected ^ actual:
        beside = any(abs(k - end) <= NEAR[lang] for k in places)
        assert beside or any(pair.open < end < pair.close for pair in pairs)


@pytest.mark.parametrize("mark", MARKS)
@pytest.mark.parametrize("lang", list(Lang))
def test_one_mark_inside_a_word_changes_no_end(lang: Lang, mark: str) -> None:
    text = TEXT[lang]
    at = text.index("pier" if lang is Lang.EN else "桟橋") + 1
    marked = text[:at] + mark + text[at:]
    assert ends(marked, lang) == [end + len(mark) if end > at else end for end in ends(text, lang)]


@pytest.mark.parametrize(
    ("text", "directed"),
    [
        ("«Go.» He", "“Go.” He"),
        ("»Go.« He", "“Go.” He"),
        ("„Go.“ He", "“Go.” He"),
        ("(”Go”)", "(“Go”)"),
        ("a « b » c", "a “ b ” c"),
        ("<<Go.>> He", "““Go.”” He"),
        ("it‘s", "it“s"),
        ('don’t "go"', 'don’t "go"'),
    ],
)
def test_english_quotes_by_place(text: str, directed: str) -> None:
    assert quotes_by_place(text) == directed


@pytest.mark.parametrize(
    ("text", "directed"),
    [
        ('"あ"と"い"', "“あ”と“い”"),
        ('"あ。"と"い', '“あ。”と"い'),
        ('5"板。二枚。"あ"と', '5"板。二枚。“あ”と'),
        ("„あ“と„い“", "“あ”と“い”"),
        ("”あ”と”い”", "“あ”と“い”"),
        ("»あ«と", "«あ»と"),
        ("「あ」'い'", "「あ」‘い’"),
        ("Don'tとusers'の", "Don'tとusers'の"),
        ("``あ''と`い'", "‘‘あ’’と‘い’"),
        ("`a'b`の`c`", "`a'b`の`c`"),
    ],
)
def test_japanese_quotes_by_order(text: str, directed: str) -> None:
    assert quotes_by_order(text) == directed
