"""Units as they are written after an amount, with guards for those that are more often words."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from aligner.evidence.numbers.english.lexicon import WORDS, first_words, lexicon
from aligner.evidence.numbers.english.tokens import Kind, past_hyphen
from aligner.evidence.numbers.units import find, units
from aligner.model import Lang

if TYPE_CHECKING:
    from aligner.evidence.numbers.english.tokens import Tokens


_LONGEST_UNIT = 5


class Measure(NamedTuple):
    """A unit read up to token ``end``."""

    unit: str
    end: int


def read_unit(tokens: Tokens, at: int) -> Measure | None:
    """The longest unit written at a token, a joining hyphen before it allowed."""
    hyphen = past_hyphen(tokens, at)
    if tokens[hyphen].low not in first_words(before=False):
        return None
    for size in range(_LONGEST_UNIT, 0, -1):
        last = tokens[hyphen + size - 1]
        if last.kind is Kind.END:
            continue
        written = " ".join(tokens.text[tokens[hyphen].start : last.end].split()).removesuffix("'s").removesuffix("’s")
        unit = find(written, Lang.EN)
        if unit is not None and _unit_fits(tokens, hyphen, written):
            return Measure(unit, hyphen + size)
    return None


def _unit_fits(tokens: Tokens, at: int, written: str) -> bool:
    """Guards the short signs and the words that are more often something else."""
    token = tokens[at]
    if len(written) == 1 and written.isalpha():
        dotted = tokens[at + 1].low in {".", "'"} and tokens[at + 1].glued and tokens[at + 2].glued
        return written not in WORDS.signs_never and (token.glued or written in WORDS.signs_apart) and not dotted
    if not token.glued and written in {"$", "€", "£", "¥", "US$"}:
        return not tokens[at + 1].glued
    if written == "in":
        return token.glued
    if token.low == "story":
        return tokens[at - 1].low == "-"
    if token.low == "won":
        return tokens[at - 1].low in lexicon().scales or not tokens[at + 1].text.islower()
    return not (written in WORDS.after_one and tokens[at - 1].low in {"one", "1"} and not token.glued)


def read_duration(tokens: Tokens, at: int) -> Measure | None:
    """A unit of time."""
    measure = read_unit(tokens, at)
    return measure if measure is not None and units()[measure.unit].unit_class in WORDS.time_classes else None
