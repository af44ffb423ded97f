"""Whether a Japanese text may hold a number at all: a quick look that spares most texts the reader.

The rule kept here: never no where the reader finds one. Every number rests on a figure, a mark, a numeral of which
everyday words are not made (京 and 参 only beside another), 元年, 正月, a weekday, or a word that says a number.
"""

from __future__ import annotations

import re
from functools import cache

from aligner.evidence.numbers.japanese.amounts import VULGAR
from aligner.evidence.numbers.japanese.dates import WEEKDAYS
from aligner.evidence.numbers.japanese.lexicon import table
from aligner.evidence.numbers.japanese.names import MARKS
from aligner.evidence.numbers.japanese.numerals import AMBIGUOUS, NUMERAL_CHARS

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
    alone = f"0-9０-９{numerals}{_PLACEHOLDERS}{''.join(VULGAR)}{''.join(sorted(MARKS))}{_NARROW_KATAKANA}"
    ambiguous = "".join(sorted(AMBIGUOUS))
    fixed = (form for entry in table("fixed_numbers.toml")["word"] for form in entry["forms"])
    words = (*fixed, "元年", "正月", *(f"{day}曜" for day in WEEKDAYS))
    return tuple(map(re.compile, (f"[{alone}]", f"[{ambiguous}][{ambiguous}]", "|".join(words))))
