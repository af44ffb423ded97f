"""Brackets and the words that follow a mark in Japanese."""

from __future__ import annotations

import pytest

from aligner.document.sentences import brackets, split_sentences
from aligner.document.sentences.brackets import Pair, closed_pairs
from aligner.document.sentences.japanese_words import words
from aligner.model import Lang


@pytest.mark.parametrize(
    ("text", "pairs"),
    [
        ("「あ」い(う)", [Pair(0, 2), Pair(4, 6)]),
        ("「あ『い』」", [Pair(0, 5)]),
        ("「あ", []),
        ("あ」", []),
        ("「あ(い」", [Pair(0, 4)]),
        ("(「あ」", [Pair(1, 3)]),
        ("「(」)", [Pair(0, 2)]),
    ],
)
def test_pairs(text: str, pairs: list[Pair]) -> None:
    assert closed_pairs(text) == pairs


def test_a_long_pair_is_looked_through_and_the_pairs_in_it_count() -> None:
    text = f"「{'あ' * brackets.PAIR_LIMIT}『い』」"
    inner = text.index("『")
    assert closed_pairs(text) == [Pair(inner, inner + 2)]


def test_a_bracket_without_its_partner_swallows_nothing() -> None:
    text = "「" + "雨だ。" * 200
    assert len(split_sentences(text, 0, len(text), Lang.JA)) == 200


def test_no_word_both_begins_and_goes_on() -> None:
    listed = words()
    assert not [word for word in listed.names if not word.endswith(("。", "!"))]
    for particle in ("と", "って", "という", "など"):
        assert listed.particles["space"].match(particle)
        assert not listed.starter.match(particle)
