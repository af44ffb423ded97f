"""The quick looks against their oracles: the reader that looks at every text and tries every rule everywhere."""

from __future__ import annotations

from copy import copy
from pathlib import Path
from typing import TYPE_CHECKING
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aligner.evidence.numbers.english import presence as english
from aligner.evidence.numbers.english import read_english, walk
from aligner.evidence.numbers.english.lexicon import word_class
from aligner.evidence.numbers.english.rules import Grammar, grammar
from aligner.evidence.numbers.english.tokens import Kind
from aligner.evidence.numbers.japanese import amounts, read_japanese, reading
from aligner.evidence.numbers.japanese import presence as japanese
from aligner.evidence.numbers.japanese.rules import grammar as japanese_grammar
from aligner.evidence.numbers.japanese.words import table

if TYPE_CHECKING:
    from aligner.evidence.numbers.number import Number

CORPORA = Path(__file__).resolve().parents[4] / "shared/corpora"

#: Words, signs and figures on which the English rules turn, with ordinary ones between them.
ENGLISH = (
    *("the", "a", "an", "of", "and", "to", "in", "at", "by", "Charles", "World", "I", "may", "May", "days", "people"),
    *("War", "Chapter", "item", "section", "(a)", "( b )", "(ii)", "[3]", "II", "iv", "X", "mix", "no", "No.", "art."),
    *("www.a.b", "x@y.z", "a/b", "a/b²", "X-www.a.b", "%AB%CD", "#abcdef", "U+ABCD", "UTF-8", "UTF‑8", "$", "US$", "§"),
    *(
        "5",
        "12",
        "1999",
        "3.5",
        "1,000",
        "12:30",
        "2024-03-05",
        "½",
        "1.",
        "²",
        "١",
        "Ⅳ",
        "%",
        "-",
        "–",
        "s",
        "th",
        "st",
    ),
    *(
        "p.m.",
        "o'clock",
        "past",
        "BC",
        "AD",
        "fiscal year",
        "Q1",
        "Q",
        "floor",
        "ground",
        "half",
        "quarter",
        "quarters",
    ),
    *(
        "couple",
        "few",
        "dozen",
        "score",
        "hundred",
        "million",
        "Mondays",
        "Monday's",
        "Sun",
        "Jan",
        "one's",
        "ſix",
        "²",
    ),
    *(",", ".", ";", ":", "/", "'", "’", "\n", "_", "−", "‑", "~", "<", "+", "x"),
    *(word for name in ("small", "tens", "ordinals", "magnitudes", "multiples", "words") for word in word_class(name)),
)
#: The same for Japanese.
JAPANESE = (
    *"一二三四五十百千万億京参拾陸〇○◯零元正年月日時分秒曜第前後同約数何の、・。/:-~〜%＋",
    *(
        "1",
        "12",
        "3.5",
        "1,000",
        "2024",
        "１２",
        "½",
        "①",
        "Ⅳ",
        ".5",
        "24/7",
        "1-2-3",
        "0120-1",
        "1.2.3",
        "%20",
        "&#9;",
    ),
    *(
        "令和",
        "昭和",
        "紀元前",
        "西暦",
        "午後",
        "氷点下",
        "マイナス",
        "¥",
        "US$",
        "RMB",
        "摂氏",
        "図",
        "例",
        "No.",
        "Q1",
        "AM",
    ),
    *(
        "東京",
        "参加",
        "大",
        "人",
        "倍",
        "割",
        "対",
        "章",
        "条",
        "号",
        "世",
        "世紀",
        "回忌",
        "丁目",
        "番地",
        "町",
        "四半期",
        "分の",
    ),
    *(
        "次元",
        "進数",
        "代",
        "余",
        "半",
        "強",
        "http://a.b/",
        "a@b.c",
        "abc",
        "B-2",
        "ﾀﾞﾌﾞﾙ",
        "ﾊｰﾌ",
        " ",
        "\n",
        "　",
        "土",
        "水",
    ),
    *(form for entry in table("fixed_numbers.toml")["word"] for form in entry["forms"]),
    *(word for entries in ("adverbs", "idioms") for word in table("not_numbers.toml")[entries][:40]),
)


def texts(fragments: tuple[str, ...], joint: str) -> st.SearchStrategy[str]:
    """Fragments one after the other, joined or touching, and arbitrary characters now and then."""
    piece = st.one_of(st.sampled_from(fragments), st.sampled_from(fragments), st.text(max_size=4))
    return st.lists(st.tuples(piece, st.sampled_from((joint, ""))), max_size=9).map(
        lambda pieces: "".join(text + after for text, after in pieces)
    )


def without_quick_looks() -> Grammar:
    """The English grammar with every rule of figures tried at every figure, and no look at what follows an article."""
    full = copy(grammar())
    everything = {reader for readers in (*full.before.values(), full.at_figure) for reader in readers}
    full.at_figure = tuple(sorted(everything, key=full._priority.__getitem__))
    full.before = {}
    full.after_word = {}
    return full


def in_full_english(text: str) -> tuple[Number, ...]:
    """What is read when no text is passed over and every rule is tried at every figure and number word."""
    with (
        patch.object(walk, "may_hold_number", return_value=True),
        patch.object(walk, "grammar", return_value=without_quick_looks()),
    ):
        return read_english(text)


class _EveryTail:
    """A table that has every tail under every character."""

    def get(self, _char: str, _default: object) -> object:
        return japanese_grammar().every_tail


def in_full_japanese(text: str) -> tuple[Number, ...]:
    """What is read when no text is passed over and every rule is tried at every numeral."""
    full = copy(japanese_grammar())
    with (
        patch.multiple(full, at=lambda char, _: full._at(char, None), at_tail=_EveryTail()),
        patch.object(reading, "may_hold_number", return_value=True),
        patch.object(reading, "grammar", return_value=full),
        patch.object(amounts, "grammar", return_value=full),
    ):
        return read_japanese(text)


@given(texts(ENGLISH, " "))
@settings(max_examples=300, deadline=None)
def test_english_is_read_as_without_quick_looks(text: str) -> None:
    assert read_english(text) == in_full_english(text)


@given(texts(JAPANESE, ""))
@settings(max_examples=300, deadline=None)
def test_japanese_is_read_as_without_quick_looks(text: str) -> None:
    assert read_japanese(text) == in_full_japanese(text)


@pytest.mark.parametrize("name", ["ntrex", "kftt", "pydocs", "tatoeba"])
def test_real_text_is_read_as_without_quick_looks(name: str) -> None:
    if not (CORPORA / name).is_dir():
        pytest.skip("the corpora are not here")
    for path in sorted((CORPORA / name).glob("*.en"))[:5]:
        for line in path.read_text("utf-8").splitlines():
            assert read_english(line) == in_full_english(line)
        for line in path.with_suffix(".ja").read_text("utf-8").splitlines():
            assert read_japanese(line) == in_full_japanese(line)


@pytest.mark.parametrize(
    "text",
    ["He went home.", "You may go.", "I saw John; I left.", "It is no problem (really).", "No way, said Mary."],
)
def test_ordinary_english_is_passed_over_or_holds_nothing(text: str) -> None:
    assert not read_english(text)


def test_quick_looks_pass_over_ordinary_text() -> None:
    assert not english.may_hold_number("The committee will meet again when the report is ready.")
    assert not english.may_hold_number("“We’ll see,” she said – and left.")
    assert not japanese.may_hold_number("委員会は報告がまとまり次第、京都で改めて開かれる。")
    assert english.may_hold_number("ſix of them")
    assert japanese.may_hold_number("ﾊｰﾌ")


def test_every_kind_of_token_has_readers() -> None:
    assert {Kind(kind) for kind in grammar().at_kind} | {Kind.WORD, Kind.SIGN, Kind.FIGURE, Kind.END} == set(Kind)
