"""The decision is that of NLTK's Punkt with the same lists, for every word and next word."""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from aligner.document.sentences import punkt
from aligner.document.sentences.punkt_decision import breaks


@cache
def oracle() -> Any:
    from nltk.tokenize import punkt as nltk_punkt  # takes a second where SciPy is installed

    known = punkt.lists()
    parameters = nltk_punkt.PunktParameters()
    parameters.abbrev_types = set(known.abbreviations)
    parameters.sent_starters = set(known.starters)
    parameters.collocations = {(word, "##number##") for word in known.before_number}
    for word in known.starters | known.common:
        parameters.add_ortho_context(word, nltk_punkt._ORTHO_BEG_UC | nltk_punkt._ORTHO_MID_LC)
    for word in known.names_too:
        parameters.add_ortho_context(word, nltk_punkt._ORTHO_MID_UC | nltk_punkt._ORTHO_MID_LC)
    return nltk_punkt.PunktSentenceTokenizer(parameters)


def listed() -> list[str]:
    known = punkt.lists()
    return sorted(known.abbreviations | known.before_number | known.starters | known.common | known.names_too)


LISTED = listed()
FOLLOWING = ["Unknown", "unknown", "7", "–", *LISTED, *(word.capitalize() for word in LISTED)]
WORDS = st.one_of(
    st.sampled_from(LISTED),
    st.sampled_from("acixzABIXéÉßΩяЯ字あ"),
    st.from_regex(r"-?\d[\d.-]{0,5}", fullmatch=True),
    st.text("abzAZ09é-.'’&@*[]{}#`«»~_+%$字", min_size=1, max_size=8),
    st.tuples(st.sampled_from(["x", "ex", "a-b", "o'"]), st.sampled_from("-'.&"), st.sampled_from(LISTED)).map("".join),
)


@pytest.mark.property
@settings(max_examples=3000, deadline=None)
@given(word=WORDS, following=st.sampled_from(FOLLOWING))
@example(word="..", following="Unknown")
@example(word="ex-gov", following="Hale")
@example(word="a.'b", following="it")
def test_every_decision_is_that_of_nltk(word: str, following: str) -> None:
    context = f"{word}. {following}"
    assert breaks(context, punkt._knowledge()) == oracle().text_contains_sentbreak(context)


def test_every_listed_word_is_decided_as_in_nltk() -> None:
    following = ["Unknown", "unknown", "7", "–", "It", "it", "Hale", "May", "Will", "The"]
    contexts = [f"{word}. {after}" for word in [*LISTED, "..", "word", "x.x", "12"] for after in following]
    knowledge = punkt._knowledge()
    assert [it for it in contexts if breaks(it, knowledge) != oracle().text_contains_sentbreak(it)] == []
