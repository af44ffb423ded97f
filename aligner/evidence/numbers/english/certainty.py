"""Whether a number was parsed completely and in only one way.

An uncertain number is shown, but no difference from it is reported. A number with a second meaning in
``parts["alternative"]`` is compared with both meanings, so it is certain.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from aligner.evidence.numbers.english.lexicon import WORDS, lexicon, word_class
from aligner.evidence.numbers.english.tokens import Kind, past_hyphen
from aligner.evidence.numbers.grammar.certainty import is_odd_share
from aligner.evidence.numbers.number import NumberKind

if TYPE_CHECKING:
    from aligner.evidence.numbers.english.reading import Reading
    from aligner.evidence.numbers.english.tokens import Tokens


def is_certain(tokens: Tokens, reading: Reading) -> bool:
    """Whether a reading includes all figures that touch it and has no other meaning."""
    if reading.kind is NumberKind.CODE:
        return True
    after, before = tokens[reading.end], tokens[reading.first - 1]
    if after.glued and (
        after.kind in _FIGURES or (after.low in WORDS.joining_signs and _is_glued_figure(tokens, reading.end + 1))
    ):
        return False
    if tokens[reading.first].glued:
        joined = before.low in WORDS.joining_signs and before.glued and tokens[reading.first - 2].kind in _FIGURES
        hyphened = reading.kind in _JOINED and before.low in WORDS.hyphens and before.glued
        if joined or before.kind in _FIGURES or (hyphened and tokens[reading.first - 2].kind is Kind.WORD):
            return False
    if reading.rule == "relative-date" and tokens[reading.first].low in WORDS.anaphoric:
        return False
    if _is_half_read(tokens, reading.end) or _may_share_thousands(tokens, reading):
        return False
    return not (isinstance(reading.value, Fraction) and _is_odd(tokens, reading))


_FIGURES = frozenset({Kind.FIGURE, Kind.CODE})
_JOINED = frozenset({NumberKind.SCORE, NumberKind.RANGE})
_RANK_ENDS = tuple(word_class("rank_suffixes"))


def _may_share_thousands(tokens: Tokens, reading: Reading) -> bool:
    """Whether a range is written like ``8-18,000``, which may start at 8 or at 8,000."""
    if reading.rule != "range" or reading.low is None or reading.high is None:
        return False
    dashed = tokens[reading.first + 1].low in WORDS.dashes and "," in tokens[reading.first + 2].text
    return dashed and reading.low.value < 1000 and reading.low.value * 1000 < reading.high.value


def _is_half_read(tokens: Tokens, at: int) -> bool:
    """Whether words that no rule reads continue an amount: ``forty-forth``, ``an hour and half using it``."""
    after = past_hyphen(tokens, at)
    if tokens[at - 1].low in lexicon().tens and after > at and tokens[after].low.endswith(_RANK_ENDS):
        return True
    return tokens[at].low == "and" and tokens[at + 1].low == "half" and tokens[at + 2].low not in WORDS.halves_of


def _is_glued_figure(tokens: Tokens, at: int) -> bool:
    return tokens[at].glued and tokens[at].kind in _FIGURES


def _is_odd(tokens: Tokens, reading: Reading) -> bool:
    """Whether a fraction with a stroke is written with a denominator that shares seldom have: 17/18, 1200/3000."""
    at = next((k for k in range(reading.first, reading.end) if tokens[k].low == "/"), None)
    if at is None:
        return False
    below = tokens[at + 1].value
    return is_odd_share(reading.value) or (isinstance(below, int) and is_odd_share(Fraction(1, below)))
