"""Codes: figures that are kept as text, because they are not amounts.

``UTF-8``, ``Python 3.11``, ``24/7``, ``7-Eleven``, URLs, telephone numbers.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from aligner.evidence.numbers.english.lexicon import WORDS, lexicon
from aligner.evidence.numbers.english.reading import Reading
from aligner.evidence.numbers.english.tokens import Kind, capital
from aligner.evidence.numbers.english.unit_forms import read_unit
from aligner.evidence.numbers.number import NumberKind

if TYPE_CHECKING:
    from aligner.evidence.numbers.english.tokens import Tokens


def read_code(tokens: Tokens, at: int) -> Reading | None:
    """What is kept as text: codes as tokenised, ``UTF-8``, ``Python 3.11``, ``24/7``, ``7-Eleven``."""
    token = tokens[at]
    if token.kind is Kind.CODE:
        has_digit = any(char.isdigit() for char in token.text)
        return _code(tokens, at, at + 1) if has_digit else None
    if tokens[at + 1].glued:
        three = tokens.joined(at, at + 3)
        if three in WORDS.codes_idioms:
            return _code(tokens, at, at + 3)
        if three in WORDS.codes_names_with_figures:
            return _code(tokens, at, at + 3, in_name=True)
    if token.kind is Kind.WORD:
        return _hyphenated(tokens, at) or _product(tokens, at)
    return None


def _code(tokens: Tokens, first: int, end: int, *, in_name: bool = False) -> Reading:
    text = tokens.text[tokens[first].start : tokens[end - 1].end]
    return Reading(first, end, NumberKind.CODE, parts={"code": text}, in_name=in_name)


def _hyphenated(tokens: Tokens, at: int) -> Reading | None:
    """``UTF-8``, ``COVID-19``, ``F-16``, ``KT-1208W``; not ``mid-1990s``, ``top-10``, ``twenty-5``."""
    word, dash, figure = tokens[at], tokens[at + 1], tokens[at + 2]
    if dash.low not in {"-", "‑"} or not (dash.glued and figure.glued) or figure.kind not in {Kind.FIGURE, Kind.CODE}:
        return None
    words = lexicon()
    if word.low in WORDS.codes_prefixes or word.low in words.small or word.low in words.tens:
        return None
    if word.low in words.months or word.low in words.short_months or word.low in words.labels:
        return None
    if not any(char.isupper() for char in word.text):
        return None
    variant = tokens[at + 3]
    named = (
        variant.kind is Kind.WORD and variant.glued and len(variant.text) <= _LONGEST_VARIANT and variant.text.isupper()
    )
    return _code(tokens, at, at + 3 + named)


#: Letters at the end of a model number: KT-1208W.
_LONGEST_VARIANT = 2


def _product(tokens: Tokens, at: int) -> Reading | None:
    """``Python 3.11``, ``ISO 9001``, ``version 2.0``, ``C++ 17``: the figure alone is the code."""
    low = tokens[at].low
    end = at + 1
    if tokens[end].low == "." and tokens[end].glued:
        low, end = f"{low}.", end + 1
    names = WORDS.codes_names
    if low not in names and low.rstrip(".") not in names:
        return None
    proper = capital(tokens, at) or low.rstrip(".") in WORDS.versions
    figure = tokens[end]
    if not proper or figure.kind is not Kind.FIGURE or "," in figure.text or figure.glued:
        return None
    if read_unit(tokens, end + 1) is not None or tokens[end + 1].low == "%":
        return None
    return _code(tokens, end, end + 1)
