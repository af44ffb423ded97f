from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aligner.evidence.clauses import split_clauses
from aligner.evidence.words import split_words
from aligner.model import Lang
from tests.samples import cases

if TYPE_CHECKING:
    from tests.growth import Stopwatch

CASES = cases("clauses_split")


def clauses(text: str, lang: Lang) -> list[str]:
    return [text[one.start : one.end] for one in split_clauses(text, split_words(text, lang), lang)]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["label"])
def test_clauses(case: dict[str, Any]) -> None:
    assert clauses(case["text"], Lang(case["lang"])) == case["expect"]


def test_only_brackets_are_asides() -> None:
    text = "The parish council (founded in 1890) bought land."
    found = split_clauses(text, split_words(text, Lang.EN), Lang.EN)
    assert [one.aside for one in found] == [False, True, False]


@pytest.mark.property
@pytest.mark.parametrize("lang", list(Lang))
@given(text=st.text(alphabet="ab Kio12,;.()（）「」、。てで駅鉄道は`<>[]\n—", max_size=60))
def test_clauses_follow_one_another_and_hold_every_word(lang: Lang, text: str) -> None:
    words = split_words(text, lang)
    found = split_clauses(text, words, lang)
    ends = [0, *(one.end for one in found)]
    assert all(end <= one.start < one.end <= len(text) for end, one in zip(ends, found, strict=False))
    assert all(any(one.start <= word.start and word.end <= one.end for one in found) for word in words)


@pytest.mark.parametrize("piece", ["(", "a, ", "て、", "](", "`", "（（"])
def test_splitting_takes_time_linear_in_the_length(piece: str, stopwatch: Stopwatch) -> None:
    with stopwatch.limit(5):
        split_clauses(piece * 20_000, (), Lang.EN)
