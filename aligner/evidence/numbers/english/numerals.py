"""Numbers in words: ``seventy-eight``, ``two hundred and five``, ``two million three hundred thousand``.

The grammar in the order of the functions: under a hundred, under a thousand, decimals (``point four``),
groups with falling scales. Nothing here looks at more than a bounded number of tokens.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from aligner.evidence.numbers.english.lexicon import lexicon
from aligner.evidence.numbers.english.tokens import past_hyphen

if TYPE_CHECKING:
    from aligner.evidence.numbers.english.tokens import Tokens
    from aligner.evidence.numbers.number import Exact


class Amount(NamedTuple):
    """A value read up to token ``end``; ``scale`` is the power of ten a word or suffix gave it."""

    value: Exact
    end: int
    scale: int = 0


_LARGEST_SCALE = 99


def under_hundred(tokens: Tokens, at: int) -> Amount | None:
    """``seventy-eight``, ``seventy eight``, ``twelve``."""
    words, low = lexicon(), tokens[at].low
    if low in words.tens:
        after = past_hyphen(tokens, at + 1)
        ones = words.ones.get(tokens[after].low)
        return Amount(words.tens[low] + ones, after + 1) if ones else Amount(words.tens[low], at + 1)
    if low in words.small:
        return Amount(words.small[low], at + 1)
    return None


def _under_thousand(tokens: Tokens, at: int) -> Amount | None:
    head = under_hundred(tokens, at)
    if head is None:
        return None
    hundred = past_hyphen(tokens, head.end)
    if tokens[hundred].low != "hundred":
        return head
    return _hundreds(tokens, int(head.value) * 100, hundred + 1)


def _hundreds(tokens: Tokens, value: int, at: int) -> Amount:
    """The rest of a group after ``hundred``: ``and five``, unless it starts another (``and two hundred``)."""
    rest = under_hundred(tokens, _past_and(tokens, at))
    if rest is None or rest.value == 0 or tokens[past_hyphen(tokens, rest.end)].low == "hundred":
        return Amount(value, at)
    return Amount(value + int(rest.value), rest.end)


def _past_and(tokens: Tokens, at: int) -> int:
    """The token after ``and``, which hyphens may join to both its neighbours: two-hundred-and-six."""
    joint = past_hyphen(tokens, at)
    return past_hyphen(tokens, joint + 1) if tokens[joint].low == "and" else joint


def number_words(tokens: Tokens, at: int) -> Amount | None:
    """A whole number or decimal in words."""
    group = _under_thousand(tokens, at)
    if group is None:
        return None
    if tokens[group.end].low == "point":
        decimal = _decimals(tokens, group)
        if decimal is not None:
            return decimal
    return groups(tokens, at, int(group.value), group.end)


def _decimals(tokens: Tokens, whole: Amount) -> Amount | None:
    """``point four five``."""
    words, digits, at = lexicon(), "", whole.end + 1
    while (digit := words.small.get("zero" if tokens[at].low == "oh" else tokens[at].low)) is not None and digit < 10:
        digits, at = f"{digits}{digit}", at + 1
        if len(digits) > _LARGEST_SCALE:
            break
    return Amount(Decimal(f"{whole.value}.{digits}"), at) if digits else None


def groups(tokens: Tokens, at: int, value: int, end: int) -> Amount:
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
    """The next group after a scale word. After a comma, it must not be a possible number alone."""
    joint = tokens[at].low
    group = _under_thousand(tokens, at + 1 if joint == "," else _past_and(tokens, at))
    if group is None or group.value == 0:
        return None
    power = lexicon().scales.get(tokens[past_hyphen(tokens, group.end)].low)
    if power is not None and power >= ceiling:
        return None
    if joint == "," and power is None and int(group.value) < 100:
        return None
    return group
