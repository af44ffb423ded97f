"""A quick test whether an English text can contain a number; most texts are then not parsed.

Rule: the answer is never no if the reader finds a number. Every number contains a figure, a word that a rule of the
grammar needs, or a letter or Roman numeral after a label or a name; a code without figures has one of the marks
below.
"""

from __future__ import annotations

import re
from functools import cache

from aligner.evidence.numbers.english.lexicon import WORDS, lexicon
from aligner.evidence.numbers.english.rules import grammar
from aligner.evidence.numbers.english.sections import LOOK_ALIKES

_LETTERS = re.compile(r"[^\W\d_]+")
_ONLY_LETTERS = {code: " " for code in range(128) if not chr(code).isalpha()}
#: Item (a); white space is not part of a token.
_LETTER_IN_BRACKETS = re.compile(r"\(\s*[^\W\d_]\s*\)")


def may_hold_number(text: str) -> bool:
    """Whether a width-folded text must be parsed.

    >>> may_hold_number("He saw one."), may_hold_number("Chapter I"), may_hold_number("I saw none.")
    (True, True, False)
    """
    if _figure_or_mark().search(text) is not None:
        return True
    words = _words(text)
    if not grammar().needed.isdisjoint(words):
        return True
    if _labels().isdisjoint(words):
        return False
    return not _letter_numerals().isdisjoint(words) or _LETTER_IN_BRACKETS.search(text) is not None


def _words(text: str) -> list[str]:
    """Runs of letters, casefolded."""
    if text.isascii():
        return text.lower().translate(_ONLY_LETTERS).split()
    return " ".join(_LETTERS.findall(text)).casefold().translate(LOOK_ALIKES).split(" ")


@cache
def _figure_or_mark() -> re.Pattern[str]:
    """A figure, a section mark, or what every address, path or escape and most URLs have."""
    return re.compile(rf"[\d{''.join(lexicon().vulgar)}§№¶#@/%+]")


@cache
def _letter_numerals() -> frozenset[str]:
    """Letters that are also Roman numerals: a number only after a label or a ruler's name."""
    return frozenset(numeral for numeral in lexicon().romans if len(numeral) == 1)


@cache
def _labels() -> frozenset[str]:
    """Words after which a letter may be a numeral: Chapter I, item (a), Charles I."""
    words = lexicon()
    return frozenset(label.rstrip(".") for label in words.labels) | WORDS.label_rules_rulers
