"""What of a text a difference shows beside the figure: the words that make it differ where the figures are the same.

"30%" against 3割 is of no use to a reader; "by 30%" against 3割に does. Rule: what is shown is one unchanged
span of the text.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from aligner.evidence.numbers.comparison.differences import Relation
from aligner.evidence.numbers.comparison.direction import direction_words
from aligner.evidence.numbers.comparison.rates import is_frequency, with_period
from aligner.model import Lang, Span

if TYPE_CHECKING:
    from aligner.evidence.numbers.number import Number

#: Words beside a figure that show whether something changed by or to it.
_BY_OR_TO = {
    Lang.EN: re.compile(r"\b(?:by|to)\s+\Z", re.IGNORECASE),
    Lang.JA: re.compile("(?:近く|程度|ほど|台)?(?:に|まで|へ|減|増)"),
}
_REACH = 8


def shown(text: str, number: Number, relation: Relation, lang: Lang) -> Number:
    """A number of a text with the words around it that a difference of a kind turns on."""
    if relation is Relation.UNIT or "interval" in number.parts or is_frequency(text, number, lang):
        return with_period(text, number, lang)
    if relation is Relation.DIRECTION:
        return _over(text, number, direction_words(text, number, lang))
    if relation is Relation.CHANGE:
        return _over(text, number, _by_or_to(text, number, lang))
    return number


def _by_or_to(text: str, number: Number, lang: Lang) -> Span | None:
    if lang is Lang.EN:
        match = _BY_OR_TO[lang].search(text, max(0, number.start - _REACH), number.start)
    else:
        match = _BY_OR_TO[lang].match(text, number.end)
    return match and Span(match.start(), match.end())


def _over(text: str, number: Number, words: Span | None) -> Number:
    """A number that reaches over words beside it."""
    if words is None:
        return number
    start, end = min(number.start, words.start), max(number.end, words.end)
    return replace(number, start=start, end=end, text=text[start:end])
