from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aligner.evidence.spelling import japanese_spelling, kana_likeness, of_each, plain, skeleton, syllable
from aligner.text.kana import romanise


@pytest.mark.parametrize(
    ("name", "spelled"),
    [("Hongan-ji", "honganji"), ("Shōnyo", "shonyo"), ("O’Brien", "obrien"), ("Æ", "æ"), ("", ""), ("É.U.", "eu")],
)
def test_plain(name: str, spelled: str) -> None:
    assert plain(name) == spelled


@pytest.mark.parametrize(
    ("english", "kana"),
    [
        ("sprint", "スプリント"), ("phoenix", "フェニックス"), ("violin", "バイオリン"), ("milk", "ミルク"),
        ("nation", "ネーション"), ("knight", "ナイト"), ("queen", "クイーン"),
        ("london", "ロンドン"),
    ],
)  # fmt: skip
def test_both_spellings_have_the_same_bones(english: str, kana: str) -> None:
    assert skeleton(english) == skeleton(romanise(kana))


@pytest.mark.parametrize(
    ("nearer", "farther", "kana"),
    [
        ("sprint", "spring", "スプリント"), ("light", "right", "ライトニング"), ("chicago", "chiba", "シカゴ"),
        ("robert", "roberta", "ロバート"), ("paris", "polis", "パリス"),
    ],
)  # fmt: skip
def test_the_likelier_spelling_is_likelier(nearer: str, farther: str, kana: str) -> None:
    spelled = romanise(kana)
    ((near,), (far,)) = kana_likeness([nearer, farther], [spelled])
    assert near >= far


@pytest.mark.property
@given(
    st.text(alphabet="abcdefghijklmnopqrstuvwxyz", max_size=12),
    st.text(alphabet="アイカキサシタチナハマヤラワンー", max_size=8),
)
def test_likeness_lies_between_nothing_and_all(english: str, kana: str) -> None:
    ((other, same),) = kana_likeness([english], [romanise(kana), english])
    assert 0.0 <= other <= 1.0
    assert same == pytest.approx(1.0)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("kyouto", "kyoto"), ("oosaka", "osaka"), ("ohsaka", "oosaka"), ("yuuki", "yuki"), ("shimbashi", "shinbashi"),
        ("gumma", "gunma"), ("honnou", "honno"), ("kotchi", "kochi"), ("tempura", "tenpura"),
    ],
)  # fmt: skip
def test_one_spelling_however_long_vowels_and_n_are_written(one: str, other: str) -> None:
    assert japanese_spelling(one) == japanese_spelling(other)


@pytest.mark.parametrize(("one", "other"), [("kyoto", "kyodo"), ("ohara", "oara"), ("sendai", "senai")])
def test_different_names_stay_apart(one: str, other: str) -> None:
    assert japanese_spelling(one) != japanese_spelling(other)


def test_a_syllable_is_what_pypinyin_reads() -> None:
    from pypinyin import lazy_pinyin

    chars = [chr(code) for code in (*range(0x3005, 0x3008), *range(0x4E00, 0xA000, 7), *range(0x20000, 0x2A6DF, 97))]
    assert [syllable(char) for char in chars] == lazy_pinyin(chars)


@pytest.mark.property
@given(st.lists(st.text(alphabet="aeiouhgtscxnmwy2ø", max_size=8)))
def test_names_are_spelled_together_as_they_are_alone(names: list[str]) -> None:
    for spell in (skeleton, japanese_spelling):
        assert of_each(spell, names) == [spell(name) for name in names]


@pytest.mark.property
@given(st.lists(st.text(alphabet="アイキシツテウンェャュョッーきゃっぁんa京", max_size=6)))
def test_kana_are_spelled_together_as_they_are_alone(names: list[str]) -> None:
    assert of_each(romanise, names) == [romanise(name) for name in names]
