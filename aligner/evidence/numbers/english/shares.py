"""So many of so many: ``one in four``, ``nine out of ten``, ``1 in every 10``."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from aligner.evidence.numbers.english.lexicon import word_set
from aligner.evidence.numbers.english.numerals import under_hundred
from aligner.evidence.numbers.english.reading import Reading, exact
from aligner.evidence.numbers.english.tokens import Kind

if TYPE_CHECKING:
    from aligner.evidence.numbers.english.tokens import Tokens

_EVERY_EACH = word_set("every_each")
_IN_OUT = word_set("in_out")

#: One in so many; more are years ("one in 1990").
_LARGEST_WHOLE = 1000
#: Nine in ten, 3 in 100; "57 in 787" is an age and a year.
_SPOKEN_PART, _SPOKEN_WHOLE = 10, 100
#: What is no whole of which a part is taken: one in three days, two in five minutes.
_NOT_SHARED = word_set("not_shared")


def read_share(tokens: Tokens, at: int) -> Reading | None:
    """A share told by its part and its whole; both stay in ``parts``, since the other language may count them."""
    part = _count(tokens, at)
    if part is None or tokens[part[1]].low not in _IN_OUT:
        return None
    out = tokens[part[1]].low == "out"
    below = part[1] + 1 + out
    if out and tokens[below - 1].low != "of":
        return None
    whole = _count(tokens, below + (tokens[below].low in _EVERY_EACH))
    if whole is None or not part[0] < whole[0] <= _LARGEST_WHOLE or (whole[0] == 2 and not out):
        return None
    if not out and part[0] > 1 and (whole[0] > _SPOKEN_WHOLE or part[0] > _SPOKEN_PART):
        return None
    after = tokens[whole[1]]
    joined = after.low in {"-", "."} and after.glued and tokens[whole[1] + 1].glued
    if joined or after.low.removesuffix("s") in _NOT_SHARED:
        return None
    value = exact(Fraction(part[0], whole[0]))
    return Reading(at, whole[1], value=value, parts={"share": part[0], "of": whole[0]}, rule="share")


def _count(tokens: Tokens, at: int) -> tuple[int, int] | None:
    """(value, end) of a whole number in figures or words, none in what is scaled or spelt with a point."""
    token = tokens[at]
    if token.kind is Kind.FIGURE:
        return (token.value, at + 1) if isinstance(token.value, int) and token.text.isdecimal() else None
    if token.kind is not Kind.WORD:
        return None
    spelt = under_hundred(tokens, at)
    return None if spelt is None or not isinstance(spelt.value, int) or spelt.value < 1 else (spelt.value, spelt.end)
