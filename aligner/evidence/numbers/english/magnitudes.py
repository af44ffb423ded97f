"""Amounts without figures: ``hundreds of``, ``a few dozen``, ``a couple of``, ``both``, ``fortnight``."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from aligner.evidence.numbers.english.amounts import read_amount
from aligner.evidence.numbers.english.lexicon import lexicon
from aligner.evidence.numbers.english.reading import Reading
from aligner.evidence.numbers.english.tokens import HYPHENS
from aligner.evidence.numbers.english.unit_forms import read_unit
from aligner.evidence.numbers.number import Approximation, Bound, NumberKind

if TYPE_CHECKING:
    from collections.abc import Mapping

    from aligner.evidence.numbers.english.tokens import Tokens


def read_magnitude(tokens: Tokens, at: int) -> Reading | None:
    """``hundreds of``, ``tens of thousands``, ``a few hundred``: a range of one power of ten."""
    words = lexicon()
    low, end = tokens[at].low, at + 1
    if low == "a" and tokens[at + 1].low == "few":
        low, end = "few", at + 2
    if low in {"several", "few"}:
        power = tokens[end].low
        size = 10 ** words.scales[power] if power in words.scales else {"hundred": 100, "dozen": 12}.get(power)
        if size is None:
            return None
        reading = _magnitude(at, end + 1, size, 100 if size == 12 else size * 10)
        if power == "hundred" and tokens[end + 1].low in words.scales:
            reading = _times_scale(tokens, reading, end + 1)
    elif low in words.magnitudes and not tokens[at].glued and not _are_points(tokens, at):
        small, large = words.magnitudes[low]
        reading = _magnitude(at, end, small, large)
        if tokens[end].low == "of" and tokens[end + 1].low in words.magnitudes:
            factor = words.magnitudes[tokens[end + 1].low][0]
            reading = _magnitude(at, end + 2, small * factor, large * factor)
            again = reading.end
            if tokens[again].low == "of" and tokens[again + 1].low in words.magnitudes:
                factor *= words.magnitudes[tokens[again + 1].low][0]
                reading = _magnitude(at, again + 2, small * factor, large * factor)
    elif low in {"decades", "centuries", "millennia"}:
        reading = _magnitude(at, end, 2, 10)
        reading.unit = {"decades": "decade", "centuries": "century", "millennia": "millennium"}[low]
        reading.parts["word"] = low
        return reading
    else:
        return None
    unit = read_unit(tokens, reading.end + (tokens[reading.end].low == "of"))
    if unit is not None:
        reading.unit, reading.end = unit.unit, unit.end
    return reading


def _are_points(tokens: Tokens, at: int) -> bool:
    """Whether ``scores`` is what somebody does or has in a game or test: no ``of`` follows that counts things."""
    return tokens[at].low == "scores" and (tokens[at + 1].low != "of" or read_amount(tokens, at + 2) is not None)


def _magnitude(first: int, end: int, low: int, high: int) -> Reading:
    return Reading(
        first,
        end,
        NumberKind.RANGE,
        low=Bound(low, included=True),
        high=Bound(high, included=False),
        approximate=Approximation.ABOUT,
    )


def _times_scale(tokens: Tokens, reading: Reading, at: int) -> Reading:
    """``a few hundred thousand``."""
    factor = 10 ** lexicon().scales[tokens[at].low]
    low, high = (int(bound.value) if bound else 0 for bound in (reading.low, reading.high))
    return _magnitude(reading.first, at + 1, low * factor, high * factor)


def read_couple(tokens: Tokens, at: int) -> Reading | None:
    """``a couple of days``: about two; the couple who marry are no number."""
    start = at
    at += tokens[at].low in {"a", "last", "past", "next"}
    if tokens[at].low != "couple" or tokens[at + 1].low not in {"of", "hundred", "thousand", "dozen", "more"}:
        return None
    end = at + 1 + (tokens[at + 1].low == "of")
    if tokens[end].low in {"the", "them", "us", "you"}:
        return None
    start += tokens[start].low != "a" and start != at
    scale = tokens[end].low
    power = lexicon().scales.get(scale, 2 if scale == "hundred" else 0)
    value = 24 if scale == "dozen" else 2 * 10**power
    end += scale == "dozen" or power > 0
    unit = read_unit(tokens, end)
    reading = Reading(start, end, value=value, approximate=Approximation.ABOUT, parts={"word": "couple"})
    if unit is not None:
        reading.unit, reading.end = unit.unit, unit.end
    return reading


def read_word(tokens: Tokens, at: int) -> Reading | None:
    """``both``, ``a pair of``, ``fortnight``, ``octal``: words that hold a number of their own."""
    low = tokens[at].low
    if low in {"century", "half-century"}:
        return _century(tokens, at)
    if low in lexicon().sets["teenagers.words"]:
        return Reading(
            at,
            at + 1,
            NumberKind.RANGE,
            low=Bound(13, included=True),
            high=Bound(20, included=False),
            unit="year_of_age",
            parts={"word": low},
        )
    word = lexicon().words.get(low)
    if word is None or (
        low == "pair" and tokens[at - 1].low not in {"a", "the", "one", "each", "every", "this", "that"}
    ):
        return None
    if low == "pair" and tokens[at + 1].low in {"programming", "with", "up"}:
        return None
    if low == "decade" and tokens[at - 1].low in {"this", "each", "every", "per"}:
        return None
    reading = Reading(at, at + 1, value=word.value, unit=word.unit, in_name=word.in_name)
    reading.parts["word"] = low
    return reading


@cache
def ages() -> Mapping[str, int]:
    """The plurals that name people by their age: ``under-fives``, ``over-sixties``."""
    words = lexicon()
    plurals = {f"{word}es" if word.endswith("x") else f"{word}s": age for word, age in words.small.items()}
    return {**plurals, **words.decades}


def read_age_group(tokens: Tokens, at: int) -> Reading | None:
    """``under-sixes``, ``over-sixties``: an age, which the word before it limits."""
    if tokens[at - 1].low not in HYPHENS or tokens[at - 2].low not in {"under", "over"}:
        return None
    return Reading(at, at + 1, value=ages()[tokens[at].low], unit="year_of_age")


def _century(tokens: Tokens, at: int) -> Reading | None:
    """``a century``, ``the past century``: a hundred years; ``this century`` is no length."""
    before = tokens[at - 1].low
    if before not in {"a", "past", "last", "quarter", "full", "entire"}:
        return None
    return Reading(at, at + 1, value=1, unit="century", parts={"word": "century"})
