"""The role of a number in a change: rose *by* 30%, *from* 10, *to* 13.

The direction, ``up`` or ``down``, is kept in ``parts["change"]``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from aligner.evidence.numbers.english.lexicon import WORDS, lexicon
from aligner.evidence.numbers.english.tokens import Kind
from aligner.evidence.numbers.number import Role
from aligner.evidence.numbers.units import units

if TYPE_CHECKING:
    from aligner.evidence.numbers.english.reading import Reading
    from aligner.evidence.numbers.english.tokens import Tokens


#: How many tokens before a reading a change verb may stand ("cut its key rate by 25").
_CHANGE_REACH = 10


def mark_change(tokens: Tokens, reading: Reading, at: int) -> None:
    """By how much, from what and to what something changed; the direction is kept in ``parts["change"]``."""
    if "from" in reading.parts:
        way = _change_before(tokens, at)
        if way in WORDS.ways:
            reading.parts["change"] = way
        return
    at -= tokens[at - 1].low in WORDS.further
    at -= tokens[at - 1].low == "a" and tokens[at].low == "further"
    before = tokens[at - 1].low
    way = ""
    if before in WORDS.roles:
        way = _change_before(tokens, at - 1)
        if way:
            reading.role = Role[before.upper()]
        if (way == "even" and before == "by") or before != "by":
            return
    elif before in WORDS.of_in and _measurable(reading):
        way = lexicon().changes.get(tokens[at - 2].low, "")
    elif before in lexicon().changes and not _compares(tokens, at - 1):
        way = lexicon().changes[before]
    elif _measurable(reading):
        way = _change_noun(tokens, reading.end)
    if way in WORDS.ways:
        reading.role = Role.BY
        reading.parts["change"] = way


def _compares(tokens: Tokens, at: int) -> bool:
    """``higher`` or ``lower`` before a figure is seldom a change, like ``go 5`` and ``gains the 5``."""
    return tokens[at].low in WORDS.change_rules_not_object


def _measurable(reading: Reading) -> bool:
    unit = units()[reading.unit] if reading.unit else None
    return unit is not None and (unit.unit_class == "ratio" or unit.is_money or unit.name == "point")


def _change_before(tokens: Tokens, at: int) -> str:
    """The direction of the nearest change verb before a token in its sentence, or ""."""
    changes = lexicon().changes
    for k in range(at - 1, max(-1, at - 1 - _CHANGE_REACH), -1):
        if tokens[k].low in {".", ";", "?", "!"} and not tokens[k + 1].glued:
            return ""
        if tokens[k].low in changes:
            return changes[tokens[k].low]
    return ""


def _change_noun(tokens: Tokens, at: int) -> str:
    """``a 5% increase``, ``30 percent pay rise``."""
    nouns = lexicon().change_nouns
    near = nouns.get(tokens[at].low, "")
    if near or tokens[at].kind is not Kind.WORD or tokens[at].low in WORDS.no_change_noun:
        return near
    return nouns.get(tokens[at + 1].low, "")
