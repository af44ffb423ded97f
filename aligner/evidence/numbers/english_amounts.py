"""How much: figures and number words with scales and fractions, without units.

The grammar of number words, in the order of the functions: under a hundred (``seventy-eight``), under a thousand (``two
hundred and five``), groups with falling scales (``two million three hundred thousand``), decimals (``seventy-eight point
four billion``), fractions (``two-thirds``, ``half a million``, ``two and a half``). Nothing here looks at more than a
bounded number of tokens.
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from aligner.evidence.numbers.english_lexicon import lexicon
from aligner.evidence.numbers.english_reading import exact
from aligner.evidence.numbers.english_tokens import Kind

if TYPE_CHECKING:
    from aligner.evidence.numbers.english_tokens import Tokens
    from aligner.evidence.numbers.number import Exact

_LARGEST_SCALE = 99


class Amount(NamedTuple):
    """A value read up to token ``end``; ``scale`` is the power of ten a word or suffix gave it."""

    value: Exact
    end: int
    scale: int = 0


def past_hyphen(tokens: Tokens, at: int) -> int:
    """The token after a hyphen that joins two words, or ``at`` itself."""
    joins = tokens[at].low in {"-", "‐", "‑"} and tokens[at].glued and tokens[at + 1].glued
    return at + 1 if joins else at


def read_amount(tokens: Tokens, at: int) -> Amount | None:
    """The amount that starts at a token, or None."""
    token = tokens[at]
    if token.kind is Kind.FIGURE:
        amount = _figure(tokens, at)
    elif token.kind is Kind.WORD:
        amount = _article(tokens, at) or _fraction_words(tokens, at) or _number_words(tokens, at)
    else:
        return None
    if amount is None:
        return None
    amount = _and_fraction(tokens, amount)
    return _scaled(tokens, amount)


def _figure(tokens: Tokens, at: int) -> Amount | None:
    value = tokens[at].value
    if value is None:
        return None
    fraction = _slashed(tokens, at)
    if fraction is not None:
        return fraction
    after = past_hyphen(tokens, at + 1)
    mixed = _slashed(tokens, after) if isinstance(value, int) else None
    if mixed is not None:
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
    """``a hundred``, ``a dozen``, ``a third of``; an article alone is no number."""
    if tokens[at].low not in {"a", "an"}:
        return None
    words, after = lexicon(), past_hyphen(tokens, at + 1)
    low = tokens[after].low
    if low == "hundred":
        return _groups(tokens, after, 100, after + 1)
    if low in words.scales:
        return _groups(tokens, after, 1, after)
    if low in words.groups and (low == "dozen" or tokens[after + 1].low == "of"):
        return Amount(words.groups[low], after + 1)
    if low in words.denominators and (low == "half" or _fraction_follows(tokens, at, after + 1)):
        return _of_scale(tokens, Fraction(1, words.denominators[low]), after + 1)
    return None


def _fraction_follows(tokens: Tokens, article: int, at: int) -> bool:
    """Whether ``a third`` is a share: ``a third of``, ``by a third``, ``a third as many``, not ``a third man``."""
    after = tokens[at]
    if after.low in {"of", "as", "more", "less", "larger", "smaller", "higher", "lower", "century", "centuries"}:
        return True
    ends = after.kind is Kind.END or after.low in {".", ",", ";", ")", "to", "in", "from", "since", "and", "or"}
    return ends and tokens[article - 1].low in {"by", "to", "than", "and", "about", "nearly", "almost", "only"}


def _of_scale(tokens: Tokens, share: Fraction, at: int) -> Amount:
    """``half a million``, ``a quarter of a million``, ``half a dozen``, ``half million``."""
    words = lexicon()
    after = at + 1 if tokens[at].low == "of" else at
    after = after + 1 if tokens[after].low in {"a", "an", "-"} else after
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
    words = lexicon()
    if tokens[at].low == "half":
        return _of_scale(tokens, Fraction(1, 2), at + 1) if _half_counts(tokens, at) else None
    above = _under_hundred(tokens, at)
    if above is None:
        return None
    after = past_hyphen(tokens, above.end)
    low = tokens[after].low
    if low not in words.denominators or not isinstance(above.value, int) or above.value < 1:
        return None
    plural = low.endswith("s")
    if plural != (above.value > 1) or (low == "quarter" and tokens[after].glued is False):
        return None
    return _of_scale(tokens, Fraction(above.value, words.denominators[low]), after + 1)


def _half_counts(tokens: Tokens, at: int) -> bool:
    """Whether ``half`` is a share of something: ``half the``, ``half-hour``, ``by half``, not ``half asleep``."""
    before, after = tokens[at - 1].low, tokens[past_hyphen(tokens, at + 1)].low
    if before in {"first", "second", "latter", "other", "former", "top", "bottom", "northern", "southern", "better"}:
        return False
    if after in {"a", "an", "of", "the", "its", "his", "her", "their", "our", "my", "your", "these", "those", "as"}:
        return True
    if after in lexicon().scales or after in {"dozen", "hour", "hours", "year", "month", "day", "century", "mile"}:
        return True
    if after in {"minute", "marathon", "price", "pound", "litre", "kilo", "tonne", "decade", "percent", "per"}:
        return True
    return before in {"by", "in", "to", "than", "about", "nearly", "almost"} and not tokens[at + 1].low.isalpha()


def _under_hundred(tokens: Tokens, at: int) -> Amount | None:
    words, low = lexicon(), tokens[at].low
    if low in words.tens:
        after = past_hyphen(tokens, at + 1)
        ones = words.ones.get(tokens[after].low)
        return Amount(words.tens[low] + ones, after + 1) if ones else Amount(words.tens[low], at + 1)
    if low in words.small:
        return Amount(words.small[low], at + 1)
    return None


def _under_thousand(tokens: Tokens, at: int) -> Amount | None:
    head = _under_hundred(tokens, at)
    if head is None:
        return None
    hundred = past_hyphen(tokens, head.end)
    if tokens[hundred].low != "hundred":
        return head
    return _hundreds(tokens, int(head.value) * 100, hundred + 1)


def _hundreds(tokens: Tokens, value: int, at: int) -> Amount:
    """The rest of a group after ``hundred``: ``and five``, unless a group of its own (``and two hundred``) follows."""
    joined = tokens[at].low == "and"
    rest = _under_hundred(tokens, at + 1 if joined else past_hyphen(tokens, at))
    if rest is None or rest.value == 0 or tokens[past_hyphen(tokens, rest.end)].low == "hundred":
        return Amount(value, at)
    return Amount(value + int(rest.value), rest.end)


def _number_words(tokens: Tokens, at: int) -> Amount | None:
    group = _under_thousand(tokens, at)
    if group is None:
        return None
    if tokens[group.end].low == "point":
        decimal = _decimals(tokens, group)
        if decimal is not None:
            return decimal
    return _groups(tokens, at, int(group.value), group.end)


def _decimals(tokens: Tokens, whole: Amount) -> Amount | None:
    """``point four five``."""
    words, digits, at = lexicon(), "", whole.end + 1
    while (digit := words.small.get("zero" if tokens[at].low == "oh" else tokens[at].low)) is not None and digit < 10:
        digits, at = f"{digits}{digit}", at + 1
        if len(digits) > _LARGEST_SCALE:
            break
    return Amount(Decimal(f"{whole.value}.{digits}"), at) if digits else None


def _groups(tokens: Tokens, at: int, value: int, end: int) -> Amount:
    """Groups with falling scales from a first group on; ``a hundred`` hands its 100 over."""
    words, total, ceiling, largest = lexicon(), 0, _LARGEST_SCALE, 0
    if value == 100 and tokens[at].low == "hundred":
        group = _hundreds(tokens, 100, end)
        value, end = int(group.value), group.end
    while True:
        scale_at = past_hyphen(tokens, end)
        power = words.scales.get(tokens[scale_at].low)
        if power is None or power >= ceiling:
            return Amount(total + value, end, largest)
        total, end, ceiling = total + value * 10**power, scale_at + 1, power
        largest = largest or power
        group_after = _next_group(tokens, end, ceiling)
        if group_after is None:
            return Amount(total, end, largest)
        value, end = int(group_after.value), group_after.end


def _next_group(tokens: Tokens, at: int, ceiling: int) -> Amount | None:
    """A group that goes on after a scale word; after a comma only one that could not stand alone."""
    joint = tokens[at].low
    group = _under_thousand(tokens, at + 1 if joint in {"and", ","} else at)
    if group is None or group.value == 0:
        return None
    power = lexicon().scales.get(tokens[past_hyphen(tokens, group.end)].low)
    if power is not None and power >= ceiling:
        return None
    if joint == "," and power is None and int(group.value) < 100:
        return None
    return group


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
    article = tokens[head].low in {"a", "an", "one"}
    above = Amount(1, head + 1) if article else _under_hundred(tokens, head)
    if above is None:
        return None
    below = past_hyphen(tokens, above.end)
    denominator = lexicon().denominators.get(tokens[below].low)
    if denominator is None or tokens[below].low.endswith("s") != (above.value != 1) or above.value >= denominator:
        return None
    return Amount(Fraction(int(above.value), denominator), below + 1)


def _scaled(tokens: Tokens, amount: Amount) -> Amount:
    """A figure or fraction with a scale word after it: ``78.4 billion``, ``5-million``, ``2.5 dozen``, ``5 hundred``."""
    at = past_hyphen(tokens, amount.end)
    low = tokens[at].low
    if low in {"hundred", "dozen"} and not amount.scale:
        return Amount(exact(amount.value * (100 if low == "hundred" else 12)), at + 1, amount.scale)
    power = lexicon().scales.get(low)
    if power is None:
        return amount
    value = exact(amount.value * 10**power)
    return _scaled(tokens, Amount(value, at + 1, amount.scale + power)) if amount.scale < power * 3 else amount
