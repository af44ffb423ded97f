"""Ranks: ``14th``, ``fourteenth``, ``the second anniversary``, ``ground floor``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aligner.evidence.numbers.english.amounts import read_amount
from aligner.evidence.numbers.english.lexicon import WORDS, lexicon, word_class
from aligner.evidence.numbers.english.reading import Reading
from aligner.evidence.numbers.english.tokens import Kind, capital, past_hyphen
from aligner.evidence.numbers.english.unit_forms import read_unit
from aligner.evidence.numbers.number import NumberKind

if TYPE_CHECKING:
    from aligner.evidence.numbers.english.tokens import Tokens


def ordinal(tokens: Tokens, at: int) -> tuple[int, int] | None:
    """(rank, end) of an ordinal: ``14th``, ``fourteenth``, ``twenty-first``, ``two hundredth``."""
    if at not in tokens.ordinals:
        tokens.ordinals[at] = _ordinal(tokens, at)
    return tokens.ordinals[at]


def _ordinal(tokens: Tokens, at: int) -> tuple[int, int] | None:
    token, words = tokens[at], lexicon()
    if token.kind is Kind.FIGURE:
        after = tokens[at + 1]
        if isinstance(token.value, int) and after.glued and after.low in WORDS.rank_suffixes:
            return token.value, at + 2
        return None
    if token.low in words.ordinals:
        return words.ordinals[token.low], at + 1
    if token.low in words.tens:
        ones = past_hyphen(tokens, at + 1)
        rank = words.ordinals.get(tokens[ones].low, 0)
        return (words.tens[token.low] + rank, ones + 1) if 0 < rank < 10 else None
    return _large_ordinal(tokens, at)


def _large_ordinal(tokens: Tokens, at: int) -> tuple[int, int] | None:
    """``two hundredth``, ``one hundred and first``."""
    amount = read_amount(tokens, at) if tokens[at].kind is Kind.WORD else None
    if amount is None or not isinstance(amount.value, int) or amount.value < 1:
        return None
    last = past_hyphen(tokens, amount.end)
    last += tokens[last].low == "and"
    rank = lexicon().ordinals.get(tokens[last].low, 0)
    if rank >= 100 and amount.value < 100:
        return amount.value * rank, last + 1
    if 0 < rank < 100 and amount.value % 100 == 0:
        return amount.value + rank, last + 1
    return None


def read_ordinal(tokens: Tokens, at: int) -> Reading | None:
    """``14th``, ``the second anniversary``; enumerating adverbs (``First, …; second, …``) are none."""
    rank_and_end = ordinal(tokens, at)
    if rank_and_end is None:
        return None
    value, end = rank_and_end
    figure = tokens[at].kind is Kind.FIGURE
    if not figure and (_enumerates(tokens, at, end) or _is_period(tokens, at)):
        return None
    reading = Reading(at, end, NumberKind.ORDINAL, value=value)
    noun = past_hyphen(tokens, end)
    low = tokens[noun].low
    low_noun = tokens[noun + 1].low if low in WORDS.date_cues_straight else low
    unit = word_class("rank_measures").get(low_noun)
    if low_noun in WORDS.grades:
        unit = "school_grade"
    elif low in WORDS.date_cues_straight or low_noun in WORDS.rank_units:
        measure = read_unit(tokens, noun + (low in WORDS.date_cues_straight))
        unit = measure.unit if measure is not None else unit
    reading.unit = unit
    if low in WORDS.date_cues_straight:
        reading.end = noun + 1
    if unit is not None and low_noun in WORDS.rank_nouns_taken:
        reading.end = noun + 1 + (low in WORDS.date_cues_straight)
    reading.in_name = low in WORDS.ordinal_terms_words or _names(tokens, noun)
    return reading


def _enumerates(tokens: Tokens, at: int, end: int) -> bool:
    """``First, back up``; ``; second, unplug``; ``and third, remove``: adverbs."""
    after = tokens[end]
    if tokens[at].low == "first" and end == at + 1 and (after.kind is Kind.END or after.low in {".", ";", "!", "?"}):
        return True
    if after.low not in {",", ":"}:
        return False
    return tokens.starts_sentence(at) or tokens[at - 1].low in WORDS.before_adverb


def _is_period(tokens: Tokens, at: int) -> bool:
    """``twice every second``, ``60 times a second``: the time."""
    per_second = tokens[at].low == "second" and tokens[at - 1].low in WORDS.each
    return per_second and tokens[at - 2].low in WORDS.times_words


def _names(tokens: Tokens, at: int) -> bool:
    """Whether a capitalised word follows that makes the ordinal part of a name: ``14th Five-Year Plan``."""
    token = tokens[at]
    return token.kind is Kind.WORD and capital(tokens, at) and token.low not in lexicon().months
