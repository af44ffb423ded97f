from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aligner.evidence.spelling import japanese_spelling, kana_likeness, plain, skeleton
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
    assert kana_likeness(nearer, spelled) >= kana_likeness(farther, spelled)


@pytest.mark.property
@given(
    st.text(alphabet="abcdefghijklmnopqrstuvwxyz", max_size=12),
    st.text(alphabet="アイカキサシタチナハマヤラワンー", max_size=8),
)
def test_likeness_lies_between_nothing_and_all(english: str, kana: str) -> None:
    assert 0.0 <= kana_likeness(english, romanise(kana)) <= 1.0
    assert kana_likeness(english, english) == pytest.approx(1.0)


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
