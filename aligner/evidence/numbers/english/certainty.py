"""Whether a number was read as a whole and in one way.

An uncertain number is shown, but nothing that differs from it is reported. A number whose other meaning is kept in
``parts["alternative"]`` is compared by both, so that it is certain.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from aligner.evidence.numbers.english.lexicon import word_set
from aligner.evidence.numbers.english.tokens import Kind
from aligner.evidence.numbers.grammar.certainty import is_odd_share
from aligner.evidence.numbers.number import NumberKind

if TYPE_CHECKING:
    from aligner.evidence.numbers.english.reading import Reading
    from aligner.evidence.numbers.english.tokens import Tokens

#: Signs that join figures into one whole: 12,34.
_JOINING = word_set("joining_signs")


def is_certain(tokens: Tokens, reading: Reading) -> bool:
    """Whether a reading takes in all the figures that touch it and has no other meaning."""
    if reading.kind is NumberKind.CODE:
        return True
    return not (_goes_on(tokens, reading.end, 1) or _goes_on(tokens, reading.first - 1, -1) or _is_odd(tokens, reading))


def _goes_on(tokens: Tokens, at: int, step: int) -> bool:
    """Whether figures touch the reading from outside, with a joining sign between or without one.

    ``at`` is the token beside the reading, ``step`` the way from it outwards.
    """
    beside, beyond = tokens[at], tokens[at + step]
    touches = (beside if step > 0 else tokens[at + 1]).glued
    if not touches or beside.kind in _FIGURES:
        return touches
    return beside.low in _JOINING and beyond.kind in _FIGURES and (beyond if step > 0 else beside).glued


_FIGURES = frozenset({Kind.FIGURE, Kind.CODE})


def _is_odd(tokens: Tokens, reading: Reading) -> bool:
    """Whether a fraction with a stroke has a denominator that shares seldom have."""
    return is_odd_share(reading.value) and any(token.low == "/" for token in tokens[reading.first : reading.end])
