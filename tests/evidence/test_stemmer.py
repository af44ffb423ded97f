from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aligner.evidence.stemmer import stem
from aligner.evidence.words import split_words
from aligner.model import Lang
from tests.samples import NAMES, sample

if TYPE_CHECKING:
    from nltk.stem.porter import PorterStemmer

    from tests.growth import Stopwatch

SUFFIXES = [
    *("s", "ss", "sses", "ies", "ied", "eed", "ed", "ing", "at", "bl", "iz", "y", "e", "ll", "ational", "tional"),
    *("enci", "anci", "izer", "bli", "alli", "entli", "eli", "ousli", "ization", "ation", "ator", "alism", "iveness"),
    *("fulness", "ousness", "aliti", "iviti", "biliti", "fulli", "logi", "icate", "ative", "alize", "iciti", "ical"),
    *("ful", "ness", "al", "ance", "ence", "er", "ic", "able", "ible", "ant", "ement", "ment", "ent", "ion", "sion"),
    *("tion", "ou", "ism", "ate", "iti", "ous", "ive", "ize"),
]


@cache
def oracle() -> PorterStemmer:
    from nltk.stem.porter import PorterStemmer  # imports SciPy, which takes a second

    return PorterStemmer()


@pytest.mark.parametrize("name", NAMES)
def test_stems_of_real_words_are_nltks(name: str) -> None:
    words = {word.text.casefold() for text in sample(name).en for word in split_words(text, Lang.EN)}
    assert {word: stem(word) for word in words if word.isascii()} == {
        word: oracle().stem(word) for word in words if word.isascii()
    }


@pytest.mark.property
@settings(max_examples=1000)
@given(st.text(alphabet="aeiouybcdlstwxz1_'", max_size=6), st.sampled_from(SUFFIXES), st.sampled_from(["", *SUFFIXES]))
def test_stems_of_made_up_words_are_nltks(base: str, one: str, other: str) -> None:
    word = base + one + other
    assert stem(word) == oracle().stem(word)


@pytest.mark.parametrize(
    ("word", "wanted"),
    [
        ("skies", "sky"), ("dying", "die"), ("succeed", "succeed"), ("feed", "feed"), ("agreed", "agre"),
        ("ties", "tie"), ("tied", "tie"), ("flies", "fli"), ("hopping", "hop"), ("falling", "fall"), ("filing", "file"),
        ("happy", "happi"), ("enjoy", "enjoy"), ("say", "say"), ("carefully", "care"), ("adoption", "adopt"),
        ("geologi", "geolog"), ("controll", "control"), ("as", "as"), ("", ""), ("café", "café"), ("don't", "don't"),
    ],
)  # fmt: skip
def test_rules(word: str, wanted: str) -> None:
    assert stem(word) == wanted


def test_a_word_of_a_million_letters_takes_linear_time(stopwatch: Stopwatch) -> None:
    with stopwatch.limit(2):
        for letters in ("y", "ay", "b", "ational"):
            stem(letters * (1_000_000 // len(letters)))
