"""Whether a Japanese text may hold a number at all: a quick look that spares most texts the reader.

The rule kept here: never no where the reader finds one. Every number rests on a figure, a mark, a numeral of which
everyday words are not made (京 and 参 only beside another), or a word that a rule of the grammar needs.
"""

from __future__ import annotations

import re
from functools import cache

from aligner.evidence.numbers.japanese.numerals import AMBIGUOUS, NUMERAL_CHARS
from aligner.evidence.numbers.japanese.rules import grammar
from aligner.evidence.numbers.japanese.words import alternation, word_class

#: Half-width katakana may fold to a word that says a number; they are too rare to be looked at more closely.
_NARROW_KATAKANA = "\uff66-\uff9f"
_PLACEHOLDERS = "○◯"


def may_hold_number(text: str) -> bool:
    """Whether the reader has to look at a text, of any width.

    >>> may_hold_number("三人で行く"), may_hold_number("日曜に会う"), may_hold_number("京都に参る")
    (True, True, False)
    """
    return any(sign.search(text) is not None for sign in _signs())


@cache
def _signs() -> tuple[re.Pattern[str], ...]:
    """Kept apart, since a search for one class of characters, or for literal words alone, is much the fastest."""
    numerals = "".join(char for char in NUMERAL_CHARS if char not in AMBIGUOUS)
    marks = "".join((*word_class("vulgar"), *word_class("marks")))
    alone = f"0-9０-９{numerals}{_PLACEHOLDERS}{marks}{_NARROW_KATAKANA}"
    ambiguous = "".join(sorted(AMBIGUOUS))
    return tuple(map(re.compile, (f"[{alone}]", f"[{ambiguous}][{ambiguous}]", alternation(grammar().needed))))
