"""How much of what: amounts with money and units, magnitudes (``hundreds of``), multiples, words that hold a number.

``m`` and ``k`` glued to a figure are metres or millions, thousands or kilometres. The likelier reading is taken from
the words beside it, and the other one is kept in ``parts["alternative"]`` as "value unit", for the comparison to decide by
the other text.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from aligner.evidence.numbers.english_amounts import Amount, fraction_tail, past_hyphen, read_amount
from aligner.evidence.numbers.english_lexicon import lexicon
from aligner.evidence.numbers.english_reading import Reading, exact
from aligner.evidence.numbers.english_tokens import Kind
from aligner.evidence.numbers.number import Approximation, Bound, NumberKind
from aligner.evidence.numbers.units import find, units
from aligner.model import Lang

if TYPE_CHECKING:
    from aligner.evidence.numbers.english_reading import Reader
    from aligner.evidence.numbers.english_tokens import Tokens
    from aligner.evidence.numbers.number import Exact

_LONGEST_UNIT = 5
_LONGEST_CURRENCY = 4
#: Signs of one letter that may stand apart from the figure; the others ("5 A") are more likely words.
_APART = frozenset({"m", "g", "L", "V", "W", "h", "s", "t"}) - {"s", "t"}
_NEVER_SIGNS = frozenset({"A", "J"})
_MINUS = frozenset({"-", "−", "–"})


class Measure(NamedTuple):
    """A unit read up to token ``end``."""

    unit: str
    end: int


def read_unit(tokens: Tokens, at: int) -> Measure | None:
    """The longest unit written at a token, a joining hyphen before it allowed."""
    hyphen = past_hyphen(tokens, at)
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
        return written not in _NEVER_SIGNS and (token.glued or written in _APART) and not dotted
    if not token.glued and written in {"$", "€", "£", "¥", "US$"}:
        return not tokens[at + 1].glued
    if token.low == "story":
        return tokens[at - 1].low == "-"
    if token.low == "won":
        return tokens[at - 1].low in lexicon().scales or not tokens[at + 1].text.islower()
    return not (written in {"time", "point", "second"} and tokens[at - 1].low in {"one", "1"} and not token.glued)


def read_measure(tokens: Tokens, at: int) -> Reading | None:
    """An amount with its sign, currency and unit: ``−5 °C``, ``$4.5bn``, ``78.4 billion yuan``, ``half an hour``."""
    start, negative = at, False
    if tokens[at].low in _MINUS and tokens[at + 1].glued and not _joined_before(tokens, at):
        negative, at = True, at + 1
    elif tokens[at].low in {"minus", "negative"} and tokens[at + 1].kind in {Kind.FIGURE, Kind.WORD}:
        negative, at = True, at + 1
    money = _currency_before(tokens, at)
    at = money.end if money is not None else at
    if money is not None and tokens[at].low in _MINUS and tokens[at + 1].glued:
        negative, at = not negative, at + 1
    if tokens[at].kind is Kind.FIGURE:
        amount = read_amount(tokens, at)
    else:
        amount = _price(tokens, at) or read_amount(tokens, at)
    if amount is None or (tokens[start].kind is not Kind.FIGURE and _is_pronoun(tokens, start, amount)):
        return None
    reading = Reading(start, amount.end, value=amount.value, scale=amount.scale, unit=money.unit if money else None)
    if _glued_letters(tokens, reading):
        return reading
    _measure(tokens, reading)
    _tail(tokens, reading)
    if negative and reading.value is not None:
        reading.value = -reading.value
    return reading


def _joined_before(tokens: Tokens, at: int) -> bool:
    """Whether a dash joins two things, so that it is no minus: ``10-12``, ``mid-1990s``."""
    before = tokens[at - 1]
    return tokens[at].glued and (before.kind is not Kind.SIGN or before.low in {")", "]", "%"})


def _currency_before(tokens: Tokens, at: int) -> Measure | None:
    """``$``, ``US$``, ``RMB``, ``aged`` before a figure."""
    for size in range(_LONGEST_CURRENCY, 0, -1):
        figure = tokens[at + size]
        if figure.kind is not Kind.FIGURE and not (figure.low in _MINUS and figure.glued):
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
    low = tokens[head].low
    cents = words.tens.get(low) or (words.small.get(low, 0) if words.small.get(low, 0) >= 10 else 0)
    if not whole or not cents or tokens[head].glued:
        return None
    end = head + 1
    ones = words.ones.get(tokens[past_hyphen(tokens, end)].low, 0) if low in words.tens else 0
    if ones:
        cents, end = cents + ones, past_hyphen(tokens, end) + 1
    after = read_unit(tokens, end)
    in_money = after is not None and units()[after.unit].is_money
    cued = tokens[at - 1].low in words.sets["prices.cues"] and after is None
    if not in_money and not cued:
        return None
    return Amount(Fraction(whole * 100 + cents, 100), end)


def _is_pronoun(tokens: Tokens, at: int, amount: Amount) -> bool:
    """Whether ``one`` stands for a thing or person rather than counting."""
    if amount.value != 1 or tokens[at].low != "one" or amount.end != at + 1:
        return False
    before, after, sets = tokens[at - 1], tokens[at + 1], lexicon().sets
    if before.low in sets["pronoun_one.counts"]:
        return False
    if before.low in sets["pronoun_one.before"] or after.low in sets["pronoun_one.after"]:
        return True
    return after.kind is not Kind.WORD and after.low != "-" and before.low not in {"and", "or", ","}


def _glued_letters(tokens: Tokens, reading: Reading) -> bool:
    """Letters that touch the figure: a scale (``4.5bn``, ``210m``), or else a code (``3D``, ``1080p``, ``2x4``).

    Returns whether the reading is complete.
    """
    after = tokens[reading.end]
    plain = tokens[reading.end - 1].kind is Kind.FIGURE
    if not plain or after.kind not in {Kind.WORD, Kind.CODE} or not (after.glued or _apart_scale(tokens, reading)):
        return False
    power = lexicon().scale_suffixes.get(after.low)
    if power is not None and after.kind is Kind.WORD and _is_scale(tokens, reading):
        _apply_scale(tokens, reading, power)
        return False
    if read_unit(tokens, reading.end) is not None or not after.glued:
        _note_alternative(tokens, reading)
        return False
    if after.kind is Kind.WORD and after.text[0].isupper() and len(after.text) > 3:
        return False  # "12Meetings": a space was lost
    if after.low in {"x", "fold"}:
        return False
    reading.end += 1
    reading.kind = NumberKind.CODE
    reading.value, reading.unit = None, None
    reading.parts = {"code": tokens.text[tokens[reading.first].start : after.end]}
    return True


def _apart_scale(tokens: Tokens, reading: Reading) -> bool:
    """A suffix apart from its figure: ``$4.5 bn``, ``€10 m``."""
    low = tokens[reading.end].low
    return low in lexicon().scale_suffixes and (len(low) > 1 or (low == "m" and reading.unit is not None)) and low != "mm"


def _is_scale(tokens: Tokens, reading: Reading) -> bool:
    """Whether a suffix is a scale rather than a unit of the same letters."""
    suffix, things = tokens[reading.end], lexicon().sets["millions.things"]
    if reading.unit is not None and units()[reading.unit].is_money:
        return True
    if tokens[reading.end + 1].low == "/" and tokens[reading.end + 1].glued:
        return False
    if suffix.low in {"bn", "bln", "mn", "mln", "tn", "trn", "k"}:
        return not (suffix.low == "k" and tokens[reading.end + 1].low in {"run", "race", "walk"})
    if suffix.text == "M":
        return True
    return suffix.low == "m" and (tokens[reading.end + 1].low in things or _money_after(tokens, reading.end + 1))


def _money_after(tokens: Tokens, at: int) -> bool:
    unit = read_unit(tokens, at)
    return unit is not None and units()[unit.unit].is_money


def _apply_scale(tokens: Tokens, reading: Reading, power: int) -> None:
    figure, suffix = reading.value, tokens[reading.end]
    if figure is None:
        return
    reading.value, reading.scale, reading.end = exact(figure * 10**power), power, reading.end + 1
    if reading.unit is None and suffix.low in {"m", "k"}:
        reading.parts["alternative"] = f"{figure} {'metre' if suffix.low == 'm' else 'kilometre'}"


def _note_alternative(tokens: Tokens, reading: Reading) -> None:
    """``210m``: metres here, millions perhaps."""
    if tokens[reading.end].low == "m" and reading.value is not None:
        reading.parts["alternative"] = str(exact(reading.value * 10**6))


def _measure(tokens: Tokens, reading: Reading) -> None:
    """The unit after an amount, and what follows it: ``and a half``, ``below zero``."""
    if reading.kind is not NumberKind.CARDINAL:
        return
    at = reading.end
    if reading.unit is None and _is_share(reading.value):
        # "half an hour", "a quarter of a mile", "two-thirds of a century"
        at += tokens[at].low == "of" and tokens[at + 1].low in {"a", "an"}
        at += tokens[at].low in {"a", "an"}
    found = read_unit(tokens, at)
    if found is None:
        return
    if reading.unit is None:
        reading.unit, reading.end = found.unit, found.end
        if at != past_hyphen(tokens, at) and units()[found.unit].is_counter:
            return
    elif found.unit == reading.unit or _spelt_out(tokens, found, reading.unit):
        reading.end = found.end
    share = fraction_tail(tokens, reading.end)
    if share is not None and isinstance(reading.value, int):
        reading.value, reading.end = reading.value + Fraction(share.value), share.end


def _spelt_out(tokens: Tokens, found: Measure, unit: str) -> bool:
    """``$5 Australian dollars``, ``$5 USD``: the word after says more than the sign before."""
    return units()[found.unit].unit_class == units()[unit].unit_class and tokens[found.end - 1].kind is Kind.WORD


def _is_share(value: Exact | None) -> bool:
    return isinstance(value, Fraction) and 0 < value < 1


def _tail(tokens: Tokens, reading: Reading) -> None:
    """``below zero`` makes a temperature negative; ``times faster`` and ``-fold`` make a multiple."""
    if tokens.joined(reading.end, reading.end + 2) == "below zero" and reading.value is not None:
        reading.value, reading.end = -abs(reading.value), reading.end + 2
    elif reading.unit == "time":
        _times(tokens, reading)
    elif tokens[past_hyphen(tokens, reading.end)].low == "fold" and reading.unit is None:
        reading.kind, reading.end = NumberKind.MULTIPLE, past_hyphen(tokens, reading.end) + 1
    elif tokens[reading.end].low in {"x", "×"} and tokens[reading.end].glued and tokens[reading.end + 1].value is None:
        reading.kind, reading.end = NumberKind.MULTIPLE, reading.end + 1
    elif tokens[reading.end].low == "as" and reading.value == Fraction(1, 2) and tokens[reading.end + 1].low in {"many", "much", "large", "big", "long", "high", "fast", "tall", "old"}:
        reading.kind = NumberKind.MULTIPLE
    elif reading.value == Fraction(1, 2) and tokens[reading.end].low in {"the", "again"} and tokens[reading.end + 1].low in {"size", "number", "price", "length", "height", "weight", "speed", "as"}:
        reading.kind = NumberKind.MULTIPLE
        reading.value = Fraction(3, 2) if tokens[reading.end].low == "again" else reading.value


def _times(tokens: Tokens, reading: Reading) -> None:
    """``three times faster``, ``ten times the size``; ``three times a week`` stays a count."""
    sets, at = lexicon().sets, reading.end
    low = tokens[at].low
    if low in sets["multiple_cues.comparatives_more"] or low in sets["multiple_cues.comparatives_less"]:
        less = low in sets["multiple_cues.comparatives_less"]
        reading.parts["comparison"] = "less" if less else "more"
    elif low not in sets["multiple_cues.equatives"] or tokens[at + 1].low in {"week", "month", "year", "day"}:
        return
    elif low == "the" and tokens[at + 1].low in {"man", "woman", "company", "people", "team", "last", "first"}:
        return
    reading.kind, reading.unit = NumberKind.MULTIPLE, None


def read_magnitude(tokens: Tokens, at: int) -> Reading | None:
    """``hundreds of``, ``tens of thousands``, ``a few hundred``, ``several dozen``: a range of one power of ten."""
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
        if power in {"hundred"} and tokens[end + 1].low in words.scales:
            reading = _times_scale(tokens, reading, end + 1)
    elif low in words.magnitudes and not tokens[at].glued:
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


def _magnitude(first: int, end: int, low: int, high: int) -> Reading:
    return Reading(
        first, end, NumberKind.RANGE, low=Bound(low, included=True), high=Bound(high, included=False),
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
    """``both``, ``a pair of``, ``fortnight``, ``a century``, ``octal``: words that hold a number of their own."""
    low = tokens[at].low
    if low in {"century", "half-century"}:
        return _century(tokens, at)
    word = lexicon().words.get(low)
    if word is None or (low == "pair" and tokens[at - 1].low not in {"a", "the", "one", "each", "every", "this", "that"}):
        return None
    if low == "pair" and tokens[at + 1].low in {"programming", "with", "up"}:
        return None
    if low == "decade" and tokens[at - 1].low in {"this", "each", "every", "per"}:
        return None
    reading = Reading(at, at + 1, value=word.value, unit=word.unit, in_name=word.in_name)
    reading.parts["word"] = low
    return reading


def _century(tokens: Tokens, at: int) -> Reading | None:
    """``a century``, ``the past century``: a hundred years; ``this century``, ``of the century`` are no length."""
    before = tokens[at - 1].low
    if before not in {"a", "past", "last", "quarter", "full", "entire"} or tokens[at + 1].low in {"ago's"}:
        return None
    return Reading(at, at + 1, value=1, unit="century", parts={"word": "century"})


def read_multiple(tokens: Tokens, at: int) -> Reading | None:
    """``doubled``, ``double the size``, ``twice as many``, ``tenfold``; not ``double bed``, not ``double 100``."""
    words, token, after = lexicon(), tokens[at], tokens[at + 1]
    if token.low == "twice":
        reading = Reading(at, at + 1, value=2, unit="time", parts={"word": "twice"})
        _times(tokens, reading)
        return reading
    value = words.multiples.get(token.low)
    if value is None or (after.low == "-" and after.glued) or (tokens[at - 1].low == "-" and token.glued):
        return None
    if token.low in words.sets["multiple_cues.plain"]:
        cued = after.low in words.sets["multiple_cues.after"] or cued_before(tokens, at)
        if not cued or after.kind is Kind.FIGURE or read_amount(tokens, at + 1) is not None:
            return None
    return Reading(at, at + 1, NumberKind.MULTIPLE, value=exact(value))


def cued_before(tokens: Tokens, at: int) -> bool:
    """Whether ``double`` is a verb or a multiple by the word before it."""
    return tokens[at - 1].low in lexicon().sets["multiple_cues.before"]


def read_unit_and_half(tokens: Tokens, at: int) -> Reading | None:
    """``an hour and a half``, ``a year and a half``: the article counts here, since the fraction is added to it."""
    if tokens[at].low not in {"a", "an", "hour"}:
        return None
    start = at + (tokens[at].low != "hour")
    unit = read_unit(tokens, start)
    share = fraction_tail(tokens, unit.end) if unit is not None else None
    if unit is None or share is None:
        return None
    return Reading(at, share.end, value=1 + Fraction(share.value), unit=unit.unit)


#: In the order in which they are tried at a token.
MEASURE_READERS: tuple[Reader, ...] = (
    read_unit_and_half,
    read_multiple,
    read_couple,
    read_magnitude,
    read_measure,
    read_word,
)
