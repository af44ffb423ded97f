from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aligner.evidence.occurrences import Lines
from aligner.evidence.words import Word, read_words, split_words
from aligner.model import Lang
from aligner.text.folding import fold_width
from tests.samples import NAMES, sample

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tests.growth import Stopwatch

#: Scripts, widths and marks of every kind; half-width kana with voicing marks, a NUL, a rare kanji, a combining mark.
MIXED = st.text(alphabet="雪が降る。プロジェクトアＡｂ1２ｱﾊﾟﾞ、「」　 \n\t\0—’é²㎡①\U00020b9fか\u3099", max_size=30)


def written(text: str, words: Iterable[Word]) -> list[tuple[str, str]]:
    """(as it stands in the text, as the word gives it)."""
    return [(text[word.start : word.end], word.text) for word in words]


def texts(words: Iterable[Word]) -> list[str]:
    return [word.text for word in words]


def check_spans(text: str, lang: Lang) -> None:
    end = 0
    for word in split_words(text, lang):
        assert end <= word.start < word.end <= len(text)
        assert fold_width(text[word.start : word.end]).text == word.text
        end = word.end


@pytest.mark.property
@settings(max_examples=150)
@given(MIXED)
def test_words_stand_where_they_say(text: str) -> None:
    for lang in Lang:
        check_spans(text, lang)


@pytest.mark.parametrize("name", NAMES[:4])
def test_words_of_real_text_stand_where_they_say(name: str) -> None:
    for lang in Lang:
        for text in getattr(sample(name), lang):
            check_spans(text, lang)


def test_half_width_kana_and_full_width_letters_are_read_as_usual_ones() -> None:
    text = "新規ﾌﾟﾛｼﾞｪｸﾄのＧＤＰ"
    words = split_words(text, Lang.JA)
    assert written(text, words) == [("新規", "新規"), ("ﾌﾟﾛｼﾞｪｸﾄ", "プロジェクト"), ("の", "の"), ("ＧＤＰ", "GDP")]
    assert words[1].form.origin == "project"
    assert words[1].form.reading == "プロジェクト"


def test_a_nul_loses_nothing_after_it() -> None:
    text = "雪が\0降る。\0\0山"
    assert texts(split_words(text, Lang.JA)) == ["雪", "が", "降る", "山"]
    check_spans(text, Lang.JA)


def test_marks_and_white_space_are_no_words() -> None:
    assert split_words("。、「」！？　 \n\t…—", Lang.JA) == ()
    assert split_words(" .,;— “”…", Lang.EN) == ()
    assert split_words("", Lang.JA) == ()


def test_what_a_japanese_word_is() -> None:
    snow, particle, fell, auxiliary = split_words("雪が降った。", Lang.JA)
    assert (snow.lemma, snow.content, snow.form.name, snow.form.origin) == ("雪", True, False, None)
    assert (particle.content, auxiliary.content) == (False, False)
    assert (fell.text, fell.lemma) == ("降っ", "降る")
    (city,) = split_words("京都", Lang.JA)
    assert (city.form.reading, city.form.name) == ("キョウト", True)
    assert not split_words("三", Lang.JA)[0].content


def test_what_an_english_word_is() -> None:
    the, railway, opened = split_words("The Railway’s opened", Lang.EN)
    assert (the.content, railway.text, railway.form.name, railway.lemma) == (False, "Railway", True, "railway")
    assert (opened.lemma, opened.form.name, opened.form.reading) == ("open", False, None)
    assert texts(split_words("Ｍeiji-era café’s x_1 don't O'Brien", Lang.EN)) == [
        "Meiji", "era", "café", "x_1", "don't", "O", "Brien",
    ]  # fmt: skip


def test_words_of_segments_are_one_row_each_and_one_form_each_kind() -> None:
    lines = Lines(["Snow, snow", "", "the snow"], [3, 14, 15])
    words = read_words(lines, Lang.EN)
    assert [form.text for form in words.forms] == ["Snow", "snow", "the"]
    assert words.form.tolist() == [0, 1, 2, 1]
    assert words.places.segment.tolist() == [0, 0, 2, 2]
    assert [word.start for word in words] == [3, 9, 15, 19]
    assert {segment: [(word.start, word.text) for word in row] for segment, row in words.rows.items()} == {
        0: [(3, "Snow"), (9, "snow")],
        2: [(15, "the"), (19, "snow")],
    }


def test_a_long_line_is_read_in_pieces_that_break_after_marks() -> None:
    sentence = "列車は高原を越えて走る。"
    text = sentence * 700  # several pieces
    words = split_words(text, Lang.JA)
    once = texts(split_words(sentence, Lang.JA))
    assert texts(words) == once * 700
    assert words[-1].end == len(text) - 1


def test_a_line_without_any_mark_is_read_all_the_same() -> None:
    text = "雪山" * 2500
    assert "".join(texts(split_words(text, Lang.JA))) == text
    check_spans(text, Lang.JA)


@pytest.mark.parametrize(("text", "lang"), [("Platform one ", Lang.EN), ("高原の列車 ", Lang.JA)])
def test_a_line_of_a_hundred_thousand_characters_takes_linear_time(text: str, lang: Lang, stopwatch: Stopwatch) -> None:
    stopwatch.assert_linear(lambda size: lambda: split_words(text * size, lang), 4000)


def test_a_word_that_wrapping_broke_is_one_and_spans_the_break() -> None:
    text = "電源を入れ直すと、待機ラン\r\n  プが点灯しま\n\tす。\n短い\n行"
    words = ["電源", "を", "入れ直す", "と", "待機", "ラン\r\n  プ", "が", "点灯", "し", "ま", "す", "短い", "行"]
    assert [text[word.start : word.end] for word in split_words(text, Lang.JA)] == words


def test_breaks_are_closed_within_segments_only() -> None:
    lines = Lines(["待機ラン", "船が", "待機ラ\nンプ", ""], [0, 10, 20, 30])
    words = read_words(lines, Lang.JA)
    assert [(word.text, word.start, word.end) for word in words] == [
        ("待機", 0, 2),
        ("ラン", 2, 4),
        ("船", 10, 11),
        ("が", 11, 12),
        ("待機", 20, 22),
        ("ランプ", 22, 26),
    ]
