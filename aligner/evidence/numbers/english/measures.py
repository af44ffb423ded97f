"""How much of what: amounts with their sign, currency and unit.

``−5 °C``, ``$4.5bn``, ``¥(3.5) billion``, ``78.4 billion yuan``, ``half an hour``, ``an hour and a half``,
``twelve fifty`` as a price.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from aligner.evidence.numbers.english.amounts import fraction_tail, read_amount, scaled_up
from aligner.evidence.numbers.english.lexicon import WORDS, first_words, lexicon
from aligner.evidence.numbers.english.multiples import read_times
from aligner.evidence.numbers.english.numerals import Amount, under_hundred
from aligner.evidence.numbers.english.reading import Reading, negated
from aligner.evidence.numbers.english.suffixes import read_glued_letters
from aligner.evidence.numbers.english.tokens import Kind, past_hyphen
from aligner.evidence.numbers.english.unit_forms import Measure, read_unit
from aligner.evidence.numbers.number import NumberKind
from aligner.evidence.numbers.units import find, units
from aligner.model import Lang

if TYPE_CHECKING:
    from aligner.evidence.numbers.english.tokens import Tokens
    from aligner.evidence.numbers.number import Exact

_PLURAL_ENDS = tuple(WORDS.plural_ends)


#: Words of the longest name of a currency.
_LONGEST_CURRENCY = 4


#: Signs that may stand between a currency and its figure.
_BEFORE_FIGURE = WORDS.minus | {"("}


def read_measure(tokens: Tokens, at: int) -> Reading | None:
    """An amount with its sign, currency and unit: ``−5 °C``, ``$4.5bn``, ``78.4 billion yuan``."""
    bracketed = _bracketed(tokens, at)
    if bracketed is not None:
        return bracketed
    start, negative = at, False
    if (tokens[at].low in WORDS.minus and tokens[at + 1].glued and not _joined_before(tokens, at)) or (
        tokens[at].low in WORDS.minus_words and tokens[at + 1].kind in {Kind.FIGURE, Kind.WORD}
    ):
        negative, at = True, at + 1
    money = _currency_before(tokens, at)
    at = money.end if money is not None else at
    if money is not None and tokens[at].low in WORDS.minus and tokens[at + 1].glued:
        negative, at = not negative, at + 1
    if tokens[at].kind is Kind.FIGURE:
        amount = read_amount(tokens, at)
    else:
        amount = _price(tokens, at) or read_amount(tokens, at)
    if amount is None or (tokens[start].kind is not Kind.FIGURE and _is_pronoun(tokens, start, amount)):
        return None
    reading = Reading(start, amount.end, value=amount.value, scale=amount.scale, unit=money.unit if money else None)
    if read_glued_letters(tokens, reading):
        return reading
    _measure(tokens, reading)
    _tail(tokens, reading)
    if negative and reading.value is not None:
        reading.value = negated(reading.value)
    return reading


def _bracketed(tokens: Tokens, at: int) -> Reading | None:
    """A negative amount in the brackets of accounts: ``(3.4)%``, ``¥(3.5) billion``, ``(¥3.5) billion``.

    Brackets alone are not enough: a currency must touch them, or a scale or a percent sign must follow.
    """
    outside = _currency_before(tokens, at)
    opened = at if outside is None else outside.end
    if tokens[opened].low != "(":
        return None
    inside = None if outside is not None else _currency_before(tokens, opened + 1)
    figure = opened + 1 if inside is None else inside.end
    value, closed = tokens[figure].value, figure + 1
    if value is None or tokens[closed].low != ")":
        return None
    amount = scaled_up(tokens, Amount(value, closed + 1))
    percent = tokens[amount.end].low == "%" and tokens[amount.end].glued
    if outside is None and not amount.scale and not percent:
        return None
    money = outside or inside
    unit = money.unit if money else None
    reading = Reading(at, amount.end, value=negated(amount.value), scale=amount.scale, unit=unit, rule="bracketed")
    _measure(tokens, reading)
    return reading


def _joined_before(tokens: Tokens, at: int) -> bool:
    """Whether a dash joins two things, and is not a minus: ``10-12``, ``mid-1990s``, ``(1599 -1654)``."""
    before = tokens[at - 1]
    if before.kind is Kind.FIGURE or before.low == "unknown":
        return True
    return tokens[at].glued and (before.kind is not Kind.SIGN or before.low in {")", "]", "%"})


def _currency_before(tokens: Tokens, at: int) -> Measure | None:
    """``$``, ``US$``, ``RMB``, ``aged`` before a figure."""
    if tokens[at].low not in first_words(before=True):
        return None
    for size in range(_LONGEST_CURRENCY, 0, -1):
        figure = tokens[at + size]
        if figure.kind is not Kind.FIGURE and not (figure.low in _BEFORE_FIGURE and figure.glued):
            continue
        unit = find(tokens.text[tokens[at].start : tokens[at + size - 1].end], Lang.EN, before=True)
        if unit is not None:
            return Measure(unit, at + size)
    return None


def _price(tokens: Tokens, at: int) -> Amount | None:
    """``twelve fifty`` after a word of paying: 12.50."""
    words = lexicon()
    whole = words.small.get(tokens[at].low) or words.tens.get(tokens[at].low, 0)
    head = at + 1
    if tokens[at].low in words.tens and tokens[head].low == "-":
        ones = words.ones.get(tokens[head + 1].low, 0)
        whole, head = (whole + ones, head + 2) if ones else (0, head)
    cents = under_hundred(tokens, head)
    if not whole or cents is None or cents.value < 10 or tokens[head].glued:
        return None
    end = cents.end
    after = read_unit(tokens, end)
    in_money = after is not None and units()[after.unit].is_money
    cued = tokens[at - 1].low in WORDS.prices_cues and after is None
    if not in_money and not cued:
        return None
    return Amount(Fraction(whole * 100 + int(cents.value), 100), end)


def _is_pronoun(tokens: Tokens, at: int, amount: Amount) -> bool:
    """Whether ``one`` stands for a thing or person rather than counting."""
    if amount.value != 1 or tokens[at].low != "one" or amount.end != at + 1:
        return False
    before, after = tokens[at - 1], tokens[at + 1]
    if before.low in WORDS.pronoun_one_counts:
        return before.low == "only" and tokens[at - 2].low == "the"
    if before.low in WORDS.pronoun_one_before or after.low in WORDS.pronoun_one_after:
        return True
    return after.kind is not Kind.WORD and after.low != "-" and before.low not in WORDS.joints


def _measure(tokens: Tokens, reading: Reading) -> None:
    """The unit after an amount, and what follows it: ``and a half``, ``below zero``."""
    if reading.kind is not NumberKind.CARDINAL:
        return
    at = reading.end
    if reading.unit is None and _is_share(reading.value):
        # "half an hour", "a quarter of a mile", "two-thirds of a century"
        at += tokens[at].low == "of" and tokens[at + 1].low in WORDS.articles
        at += tokens[at].low in WORDS.articles
    measure = read_unit(tokens, at) or _unit_further_on(tokens, at)
    if measure is None:
        return
    if reading.unit is None or (reading.unit == "year_of_age" and measure.unit == "year"):
        reading.unit, reading.end = reading.unit or measure.unit, measure.end
    elif units()[measure.unit].is_money and units()[reading.unit].is_money:
        # "$5 Australian dollars": the word is more specific than the sign
        reading.unit, reading.end = measure.unit, measure.end
    share = fraction_tail(tokens, reading.end)
    if share is not None and isinstance(reading.value, int):
        reading.value, reading.end = reading.value + Fraction(share.value), share.end


def _unit_further_on(tokens: Tokens, at: int) -> Measure | None:
    """A unit in the plural behind one word: ``three more days``; ``two full time jobs`` is not a time."""
    if tokens[at].low not in WORDS.measures_between:
        return None
    measure = read_unit(tokens, at + 1)
    return measure if measure is not None and tokens[measure.end - 1].low.endswith(_PLURAL_ENDS) else None


def _is_share(value: Exact | None) -> bool:
    return isinstance(value, Fraction) and 0 < value < 1


def _tail(tokens: Tokens, reading: Reading) -> None:
    """``below zero`` makes a temperature negative; ``times faster`` and ``-fold`` make a multiple."""
    low = tokens[reading.end].low
    if low == "below" and tokens[reading.end + 1].low == "zero" and reading.value is not None:
        reading.value, reading.end = negated(reading.value), reading.end + 2
    elif reading.unit == "time":
        read_times(tokens, reading)
    elif tokens[past_hyphen(tokens, reading.end)].low == "fold" and reading.unit is None:
        reading.kind, reading.end = NumberKind.MULTIPLE, past_hyphen(tokens, reading.end) + 1
    elif tokens[reading.end].low in {"x", "×"} and tokens[reading.end].glued and tokens[reading.end + 1].value is None:
        reading.kind, reading.end = NumberKind.MULTIPLE, reading.end + 1
    elif (
        tokens[reading.end].low == "as"
        and reading.value == Fraction(1, 2)
        and tokens[reading.end + 1].low in WORDS.as_many
    ):
        reading.kind = NumberKind.MULTIPLE
    elif (
        reading.value == Fraction(1, 2)
        and tokens[reading.end].low in WORDS.half_the
        and tokens[reading.end + 1].low in WORDS.half_the_size
    ):
        reading.kind = NumberKind.MULTIPLE
        reading.value = Fraction(3, 2) if tokens[reading.end].low == "again" else reading.value
