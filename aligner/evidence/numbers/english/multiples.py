"""How many times as much: ``doubled``, ``twice as many``, ``three times faster``, ``tenfold``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aligner.evidence.numbers.english.amounts import read_amount
from aligner.evidence.numbers.english.lexicon import WORDS, lexicon
from aligner.evidence.numbers.english.reading import Reading
from aligner.evidence.numbers.english.tokens import Kind
from aligner.evidence.numbers.exact import exact
from aligner.evidence.numbers.number import NumberKind

if TYPE_CHECKING:
    from aligner.evidence.numbers.english.tokens import Tokens


def read_times(tokens: Tokens, reading: Reading) -> None:
    """``three times faster``, ``ten times the size``; ``three times a week`` stays a count."""
    at = reading.end
    low = tokens[at].low
    if low in WORDS.multiple_cues_comparatives_more or low in WORDS.multiple_cues_comparatives_less:
        less = low in WORDS.multiple_cues_comparatives_less
        reading.parts["comparison"] = "less" if less else "more"
    elif (
        low not in WORDS.multiple_cues_equatives
        or tokens[at + 1].low in WORDS.rate_times
        or (low == "the" and tokens[at + 1].low in WORDS.times_the_man)
    ):
        return
    reading.kind, reading.unit = NumberKind.MULTIPLE, None


def read_multiple(tokens: Tokens, at: int) -> Reading | None:
    """``doubled``, ``double the size``, ``twice as many``; not ``double bed``, not ``double 100``."""
    words, token, after = lexicon(), tokens[at], tokens[at + 1]
    if token.low == "twice":
        reading = Reading(at, at + 1, value=2, unit="time", parts={"word": "twice"})
        read_times(tokens, reading)
        return reading
    value = words.multiples.get(token.low)
    if value is None or (after.low == "-" and after.glued) or (tokens[at - 1].low == "-" and token.glued):
        return None
    if token.low in WORDS.multiple_cues_plain:
        cued = after.low in WORDS.multiple_cues_after or cued_before(tokens, at)
        if not cued or after.kind is Kind.FIGURE or read_amount(tokens, at + 1) is not None:
            return None
    return Reading(at, at + 1, NumberKind.MULTIPLE, value=exact(value))


def cued_before(tokens: Tokens, at: int) -> bool:
    """Whether ``double`` is a verb or a multiple by the word before it."""
    return tokens[at - 1].low in WORDS.multiple_cues_before
