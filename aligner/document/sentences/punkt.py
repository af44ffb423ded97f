"""Punkt (Kiss and Strunk 2006) with parameters written by hand, and the word lists for them.

The lists are in ``english.toml``. NLTK's Punkt decides with them. NLTK is imported on first use, because importing it
takes a quarter of a second; none of its downloadable data is needed.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from nltk.tokenize.punkt import PunktSentenceTokenizer

#: The first word after a stop.
NEXT_WORD = re.compile(r"\d[\d.,]*|\w[\w'&-]*(?:\.\w+)*\.?")
_DOTTED = re.compile(r"(?:[a-z]\.)+[a-z]")

# Orthographic contexts as nltk.tokenize.punkt numbers them; a test compares the numbers.
_BEGINS_UPPER = 1 << 1
_INSIDE_UPPER = 1 << 2
_INSIDE_LOWER = 1 << 5


@dataclass(frozen=True, slots=True)
class Lists:
    """The lists of ``english.toml``, which explains each of them."""

    abbreviations: frozenset[str]
    capitalised: frozenset[str]
    before_number: frozenset[str]
    titles: frozenset[str]
    never_last: frozenset[str]
    list_end: frozenset[str]
    labels: frozenset[str]
    clock: frozenset[str]
    after_clock: frozenset[str]
    starters: frozenset[str]
    common: frozenset[str]
    names_too: frozenset[str]
    lettered: frozenset[str]
    speech: frozenset[str]
    names_with_mark: dict[str, frozenset[str]]


@cache
def lists() -> Lists:
    """Return the lists, read once."""
    raw = tomllib.loads(files(__package__).joinpath("english.toml").read_text(encoding="utf-8"))
    context = {key: frozenset(words) for key, words in raw["context"].items()}
    also = ("capitalised", "titles", "never_last", "list_end", "clock")
    return Lists(
        abbreviations=frozenset().union(*raw["abbreviations"].values(), *(context[key] for key in also)),
        **context,
        **{key: frozenset(words) for key, words in raw["words"].items()},
        names_with_mark={mark: frozenset(names) for mark, names in raw["names_with_mark"].items()},
    )


def punkt_breaks(word: str, ahead: str) -> bool:
    """Return whether Punkt ends a sentence between a word (with its stop or dots) and the following text.

    >>> punkt_breaks("U.S.", "It rained"), punkt_breaks("U.S.", "Army"), punkt_breaks("7.", "It")
    (True, False, True)
    """
    seen = "word ..." if word == "..." else f"{_seen_word(word[:-1])}."
    return _breaks(f"{seen} {_seen_next(ahead)}")


def _seen_word(word: str) -> str:
    """Return a word as it is given to Punkt: all words without parameters are replaced by the same word.

    So there are few different calls, whose results are cached. Words that Punkt judges by their shape (a number, an
    initial, a part after a hyphen) are kept; unknown dotted letters are replaced by known ones.
    """
    part = word.lstrip(".-").lower()
    known = lists()
    if _DOTTED.fullmatch(part) and part not in known.abbreviations:
        return "x.x"
    if len(part) < 2 or not part.isalpha() or part in known.abbreviations or part in known.before_number:
        return part or "word"
    return "word"


def _seen_next(ahead: str) -> str:
    """Return the next word as it is given to Punkt."""
    match = NEXT_WORD.match(ahead)
    if match is None:
        return "–"
    word = match.group()
    if word[0].isdigit():
        return "7"
    key = word.rstrip(".").lower()
    known = lists()
    if not (key in known.starters or key in known.common or key in known.names_too):
        key = "unknown"
    return key.capitalize() if word[0].isupper() else key


@lru_cache(maxsize=4096)
def _breaks(context: str) -> bool:
    return bool(_tokenizer().text_contains_sentbreak(context))


@cache
def _tokenizer() -> PunktSentenceTokenizer:
    from nltk.tokenize.punkt import PunktParameters, PunktSentenceTokenizer

    known = lists()
    parameters = PunktParameters()
    parameters.abbrev_types = set(known.abbreviations)
    parameters.sent_starters = set(known.starters)
    parameters.collocations = {(word, "##number##") for word in known.before_number}
    for word in known.starters | known.common:
        parameters.add_ortho_context(word, _BEGINS_UPPER | _INSIDE_LOWER)
    for word in known.names_too:
        parameters.add_ortho_context(word, _INSIDE_UPPER | _INSIDE_LOWER)
    return PunktSentenceTokenizer(parameters)
