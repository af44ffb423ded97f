"""A quick test whether a Japanese text can contain a number; most texts are then not parsed.

Rule: the answer is never no if the reader finds a number. Every number contains a figure, a mark, a numeral that is not
in everyday words (京 and 参 only beside another), or a word that a rule of the grammar needs.
"""

from __future__ import annotations

import re
from functools import cache

from aligner.evidence.numbers.japanese.numerals import NUMERAL_CHARS
from aligner.evidence.numbers.japanese.rules import grammar
from aligner.evidence.numbers.japanese.words import WORDS, alternation, word_class

#: Half-width katakana may fold to a word that states a number. They are too rare for a closer test.
_NARROW_KATAKANA = "\uff66-\uff9f"
_PLACEHOLDERS = "○◯"


def may_hold_number(text: str) -> bool:
    """Whether a text of any width must be parsed.

    >>> may_hold_number("三人で行く"), may_hold_number("日曜に会う"), may_hold_number("京都に参る")
    (True, True, False)
    """
    return any(sign.search(text) is not None for sign in _signs())


@cache
def _signs() -> tuple[re.Pattern[str], ...]:
    """Kept apart, since a search for one class of characters, or for literal words alone, is much the fastest."""
    numerals = "".join(char for char in NUMERAL_CHARS if char not in WORDS.ambiguous_numerals)
    marks = "".join((*word_class("vulgar"), *word_class("marks")))
    alone = f"0-9０-９{numerals}{_PLACEHOLDERS}{marks}{_NARROW_KATAKANA}"
    ambiguous = "".join(sorted(WORDS.ambiguous_numerals))
    return tuple(map(re.compile, (f"[{alone}]", f"[{ambiguous}][{ambiguous}]", alternation(grammar().needed))))
