"""How much: figures, number words and fractions with their scales, without units.

``78.4 billion``, ``3/4``, ``two-thirds``, ``half a million``, ``two and a half``, ``a dozen``.
"""

from __future__ import annotations

import re
from fractions import Fraction
from typing import TYPE_CHECKING

from aligner.evidence.numbers.english.lexicon import WORDS, lexicon
from aligner.evidence.numbers.english.numerals import Amount, groups, number_words, under_hundred
from aligner.evidence.numbers.english.reading import scaled
from aligner.evidence.numbers.english.tokens import Kind, past_hyphen
from aligner.evidence.numbers.english.unit_forms import read_unit
from aligner.evidence.numbers.exact import exact

if TYPE_CHECKING:
    from aligner.evidence.numbers.english.tokens import Tokens

#: A regular past tense: "more than a third failed".
_PAST = re.compile(r"[a-z]{3,}ed")


def read_amount(tokens: Tokens, at: int) -> Amount | None:
    """The amount that starts at a token, or None."""
    token = tokens[at]
    if token.kind is Kind.FIGURE:
        amount = _figure(tokens, at)
    elif token.kind is Kind.WORD:
        amount = _article(tokens, at) or _fraction_words(tokens, at) or number_words(tokens, at)
    else:
        return None
    if amount is None:
        return None
    amount = _and_fraction(tokens, amount)
    return scaled_up(tokens, amount)


def _figure(tokens: Tokens, at: int) -> Amount | None:
    value = tokens[at].value
    if value is None:
        return None
    fraction = _slashed(tokens, at)
    if fraction is not None:
        return fraction
    after = past_hyphen(tokens, at + 1)
    mixed = _slashed(tokens, after)
    if mixed is not None and isinstance(value, int):
        return Amount(value + Fraction(mixed.value), mixed.end)
    return Amount(value, at + 1)


def _slashed(tokens: Tokens, at: int) -> Amount | None:
    """``3/4``; only a proper fraction: 24/7 and 50/50 are none."""
    above, slash, below = tokens[at], tokens[at + 1], tokens[at + 2]
    if slash.low not in {"/", "⁄"} or not (slash.glued and below.glued) or tokens[at + 3].low == "/":
        return None
    if not (isinstance(above.value, int) and isinstance(below.value, int) and 0 < above.value < below.value):
        return None
    return Amount(Fraction(above.value, below.value), at + 3)


def _article(tokens: Tokens, at: int) -> Amount | None:
    """``a hundred``, ``a dozen``, ``a third of``; an article alone is not a number."""
    if tokens[at].low not in WORDS.articles:
        return None
    words, after = lexicon(), past_hyphen(tokens, at + 1)
    low = tokens[after].low
    if low == "hundred":
        return groups(tokens, after, 100, after + 1)
    if low in words.scales:
        return groups(tokens, after, 1, after)
    if low in words.groups and (low == "dozen" or tokens[after + 1].low == "of"):
        return Amount(words.groups[low], after + 1)
    if low in words.denominators and _fraction_follows(tokens, at, after):
        return _of_scale(tokens, Fraction(1, words.denominators[low]), after + 1)
    return None


def _fraction_follows(tokens: Tokens, article: int, share: int) -> bool:
    """Whether ``a third`` is a share: ``a third of``, ``by a third``, ``a third are``; not ``a third man``."""
    after = tokens[share + 1]
    if tokens[share].low == "half":
        return not (after.low == "-" and after.glued)
    # "a third are": one third thing would need "is".
    if after.low in WORDS.after_share or after.low in WORDS.share_plurals:
        return True
    predicate = after.low in WORDS.share_verbs or (after.kind is Kind.WORD and _PAST.fullmatch(after.low) is not None)
    ends = predicate or after.kind is Kind.END or after.low in WORDS.share_closes
    return ends and tokens[article - 1].low in WORDS.before_share


def _of_scale(tokens: Tokens, share: Fraction, at: int) -> Amount:
    """``half a million``, ``a quarter of a million``, ``half a dozen``, ``half million``."""
    words = lexicon()
    after = at + 1 if tokens[at].low == "of" else at
    after = after + 1 if tokens[after].low in WORDS.articles_and_hyphen else after
    if tokens[after].low == "a" and tokens[after - 1].low == "-":
        after += 1
    after = past_hyphen(tokens, after)
    low = tokens[after].low
    if low in words.scales:
        return Amount(exact(share * 10 ** words.scales[low]), after + 1, words.scales[low])
    if low == "dozen":
        return Amount(exact(share * 12), after + 1)
    return Amount(exact(share), at)


def _fraction_words(tokens: Tokens, at: int) -> Amount | None:
    """``half the``, ``two-thirds``, ``one tenth``, ``three quarters``."""
    if tokens[at].low == "half":
        return _of_scale(tokens, Fraction(1, 2), at + 1) if _half_counts(tokens, at) else None
    if tokens[at].low == "quarter":
        return Amount(Fraction(1, 4), at + 1) if _quarter_counts(tokens, at) else None
    above = under_hundred(tokens, at)
    return None if above is None else _denominated(tokens, above)


def _denominated(tokens: Tokens, above: Amount) -> Amount | None:
    """``thirds`` after ``two``; the plural after more than one, the singular after one."""
    words = lexicon()
    after = past_hyphen(tokens, above.end)
    low = tokens[after].low
    if not isinstance(above.value, int) or not 1 <= above.value < words.denominators.get(low, 0):
        return None
    plural = low.endswith("s")
    if plural != (above.value > 1) or (low == "quarter" and tokens[after].glued is False):
        return None
    return _of_scale(tokens, Fraction(above.value, words.denominators[low]), after + 1)


def _half_counts(tokens: Tokens, at: int) -> bool:
    """Whether ``half`` is a share: ``half the``, ``half-hour``, ``by half``; not ``half asleep``."""
    before, after = tokens[at - 1].low, tokens[past_hyphen(tokens, at + 1)].low
    if before in WORDS.halves_not_after:
        return False
    if after in WORDS.halves_of or after in WORDS.halves_measures or after in lexicon().scales:
        return True
    if after == "again":
        return tokens[at + 2].low == "as"
    return before in WORDS.halves_before and not tokens[at + 1].low.isalpha()


def _quarter_counts(tokens: Tokens, at: int) -> bool:
    """Whether ``quarter`` without an article is a share: ``quarter-hour``, ``the nearest quarter of an hour``."""
    after = (
        at + 3 if tokens[at + 1].low == "of" and tokens[at + 2].low in WORDS.articles else past_hyphen(tokens, at + 1)
    )
    return after > at + 1 and tokens[after].low in WORDS.quartered


def _and_fraction(tokens: Tokens, amount: Amount) -> Amount:
    """``two and a half``, ``three and three-quarters``; hyphens may join the words."""
    share = fraction_tail(tokens, amount.end)
    if share is None or not isinstance(amount.value, int):
        return amount
    unit = 10**amount.scale if amount.scale else 1
    return Amount(exact(amount.value + unit * Fraction(share.value)), share.end, amount.scale)


def fraction_tail(tokens: Tokens, at: int) -> Amount | None:
    """The fraction of ``… and a half``, ``… and three quarters``, or None."""
    joint = past_hyphen(tokens, at)
    if tokens[joint].low != "and":
        return None
    head = past_hyphen(tokens, joint + 1)
    if _is_bare_half(tokens, head):
        return Amount(Fraction(1, 2), head + 1)
    article = tokens[head].low in WORDS.articles_and_one
    above = Amount(1, head + 1) if article else under_hundred(tokens, head)
    if above is None:
        return None
    below = past_hyphen(tokens, above.end)
    denominator = lexicon().denominators.get(tokens[below].low)
    if denominator is None or tokens[below].low.endswith("s") != (above.value != 1) or above.value >= denominator:
        return None
    return Amount(Fraction(int(above.value), denominator), below + 1)


def _is_bare_half(tokens: Tokens, at: int) -> bool:
    """Whether ``half`` after ``and`` lacks its article: ``two and half hours``; not ``and half asleep``."""
    after = tokens[at + 1]
    closed = after.kind is not Kind.WORD or after.low in WORDS.after_bare_half
    return tokens[at].low == "half" and (closed or read_unit(tokens, at + 1) is not None) and after.low != "-"


def scaled_up(tokens: Tokens, amount: Amount) -> Amount:
    """A figure or fraction with a scale word after it: ``78.4 billion``, ``5-million``, ``2.5 dozen``."""
    at = past_hyphen(tokens, amount.end)
    low = tokens[at].low
    if low == "hundred" and not amount.scale:
        return Amount(exact(amount.value * 100), at + 1, amount.scale)
    if low in lexicon().groups and not amount.scale and _counts_groups(tokens, at):
        return Amount(exact(amount.value * lexicon().groups[low]), at + 1, amount.scale)
    power = lexicon().scales.get(low)
    if power is None:
        return amount
    value = scaled(amount.value, power)
    return scaled_up(tokens, Amount(value, at + 1, amount.scale + power)) if amount.scale < power * 3 else amount


def _counts_groups(tokens: Tokens, at: int) -> bool:
    """Whether a word after an amount counts groups: ``five gross of pencils``; not ``5 gross tonnes``."""
    after = tokens[at + 1]
    return tokens[at].low == "dozen" or after.low == "of" or (after.kind in {Kind.SIGN, Kind.END} and after.low != "-")


def read_count(tokens: Tokens, at: int) -> tuple[int, int] | None:
    """(value, end) of a whole number in figures or words, none in what is scaled or spelt with a point."""
    token = tokens[at]
    if token.kind is Kind.FIGURE:
        return (token.value, at + 1) if isinstance(token.value, int) and token.text.isdecimal() else None
    if token.kind is not Kind.WORD:
        return None
    spelt = under_hundred(tokens, at)
    return None if spelt is None or not isinstance(spelt.value, int) or spelt.value < 1 else (spelt.value, spelt.end)
