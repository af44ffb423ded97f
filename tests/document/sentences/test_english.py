"""Punkt's parameters and the word lists of English."""

from __future__ import annotations

import pytest
from nltk.tokenize import punkt as nltk_punkt

from aligner.document.sentences import punkt


def test_orthographic_contexts_are_numbered_as_in_nltk() -> None:
    assert nltk_punkt._ORTHO_BEG_UC == punkt._BEGINS_UPPER
    assert nltk_punkt._ORTHO_MID_UC == punkt._INSIDE_UPPER
    assert nltk_punkt._ORTHO_MID_LC == punkt._INSIDE_LOWER


def test_the_lists_hold_several_hundred_abbreviations_in_lower_case_without_their_stop() -> None:
    known = punkt.lists()
    listed = known.abbreviations | known.before_number
    assert len(listed) > 500
    assert all(word == word.lower() and not word.endswith(".") for word in listed)


def test_no_sentence_starter_is_an_abbreviation() -> None:
    known = punkt.lists()
    assert not known.abbreviations & (known.starters | known.common)


@pytest.mark.parametrize(
    ("word", "ahead"),
    [
        ("house.", "Nobody"),
        ("house.", "nobody"),
        ("U.S.", "It"),
        ("no.", "Seven"),
        ("12.", "Bars"),
        ("C.", "Oranges"),
        ("...", "Then"),
        (".", "It"),
    ],
)
def test_punkt_breaks(word: str, ahead: str) -> None:
    assert punkt.punkt_breaks(word, ahead)


@pytest.mark.parametrize(
    ("word", "ahead"),
    [
        ("U.S.", "Army"),
        ("u.s.", "it"),
        ("Q.V.R.", "Group"),
        ("No.", "7"),
        ("No.", "7a"),
        ("12.", "bars"),
        ("C.", "Hale"),
        ("ex-gov.", "Hale"),
        ("...", "Hale"),
        ("Inc.", "–"),
    ],
)
def test_punkt_goes_on(word: str, ahead: str) -> None:
    assert not punkt.punkt_breaks(word, ahead)


@pytest.mark.parametrize("word", ["zebra", "U.S", "Q.V.R", "no", "Mr", "12", "3.5", "J", "ex-gov", "v2", "Jan"])
@pytest.mark.parametrize("following", ["It", "it", "Zanzibar", "zoo", "March", "7", "Oranges"])
def test_what_punkt_is_asked_stands_for_the_words_themselves(word: str, following: str) -> None:
    """Oracle: Punkt on the very words; only unknown dotted letters (Q.V.R) are taken for abbreviations."""
    itself = "u.s" if word == "Q.V.R" else word
    asked = punkt._tokenizer().text_contains_sentbreak(f"{itself}. {following}")
    assert punkt.punkt_breaks(f"{word}.", following) == asked
