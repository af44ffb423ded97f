"""Punkt's decision: whether a stop ends a sentence, judged by its word and the next word.

The method is that of Kiss and Strunk 2006, "Unsupervised Multilingual Sentence Boundary Detection". NLTK has it too,
and a test compares the two; but importing NLTK takes from 0.2 to 3 seconds, longer than aligning a page. What Punkt
would learn from a corpus (abbreviations, sentence starters, collocations, which words occur in lower case) comes from
the word lists in `punkt`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

#: Tokens: runs of hyphens or stops; a word up to a character that no word contains; any other character by itself.
_TOKEN = re.compile(
    r"""-{2,}|\.{2,}
    |[^\s("`{\[:;&\#*@)}\]\-,](?:(?!-{2,}|\.{2,}|[)";}\]*:@'({\[‘’“”«»?!])\S)*
    |\S""",
    re.VERBOSE,
)
_NUMBER = re.compile(r"-?[.,]?\d[\d,.-]*")
_INITIAL = re.compile(r"[^\W\d]\.")


@dataclass(frozen=True, slots=True)
class Knowledge:
    """What is known of words; all are in lower case and without a stop.

    Attributes:
        abbreviations: words that a stop may follow within a sentence.
        starters: words that often start a sentence.
        before_number: words whose stop does not end a sentence before a number, such as No.
        known: words that also occur in lower case.
        names_too: words of these that are also names, and so have a capital within a sentence.
    """

    abbreviations: AbstractSet[str]
    starters: AbstractSet[str]
    before_number: AbstractSet[str]
    known: AbstractSet[str]
    names_too: AbstractSet[str]


def breaks(context: str, knowledge: Knowledge) -> bool:
    """Return whether a sentence ends within a context: a word with its stop, a space, and the next word."""
    return any(_ends(token, after, knowledge) for token, after in pairwise(_TOKEN.findall(context)))


def _ends(token: str, after: str, knowledge: Knowledge) -> bool:
    """Return whether a sentence ends between two tokens."""
    if token in {".", "?", "!"}:
        return True
    if not token.endswith("."):
        return False
    ellipsis = token.endswith("..")
    abbreviated = not ellipsis and _is_abbreviation(token, knowledge)
    stem = token[:-1].lower()
    is_number = _NUMBER.fullmatch(stem) is not None
    if stem in knowledge.before_number and _NUMBER.fullmatch(after):
        return False
    is_initial = _INITIAL.fullmatch(token) is not None
    starts, key = _starts(after, knowledge), _key(after, knowledge)
    if (abbreviated or ellipsis) and not is_initial and (starts or (after[0].isupper() and key in knowledge.starters)):
        return True
    if (is_initial or is_number) and starts is False:
        return False
    is_name = starts is None and after[0].isupper() and key not in knowledge.known
    return not (abbreviated or ellipsis or (is_initial and is_name))


def _is_abbreviation(token: str, knowledge: Knowledge) -> bool:
    stem = token[:-1].lower()
    return stem in knowledge.abbreviations or stem.rpartition("-")[2] in knowledge.abbreviations


def _starts(token: str, knowledge: Knowledge) -> bool | None:
    """Return whether the case of a token says that it starts a sentence; None if it does not tell."""
    if token[0].islower() or token in {";", ":", ",", ".", "!", "?"}:
        return False
    key = _key(token, knowledge)
    return True if token[0].isupper() and key in knowledge.known and key not in knowledge.names_too else None


def _key(token: str, knowledge: Knowledge) -> str:
    """Return a token in lower case, without a stop that ends a sentence."""
    ends_sentence = token[1:].endswith(".") and not _is_abbreviation(token, knowledge)
    return (token[:-1] if ends_sentence else token).lower()
