"""Punkt (Kiss and Strunk 2006) with parameters written by hand, and the word lists they are made of.

The lists live in ``english.toml``. `punkt_decision` decides.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from aligner.document.sentences.punkt_decision import Knowledge, breaks

#: The first word of what follows a stop.
NEXT_WORD = re.compile(r"\d[\d.,]*|\w[\w'&-]*(?:\.\w+)*\.?")
_DOTTED = re.compile(r"(?:[a-z]\.)+[a-z]")


@dataclass(frozen=True, slots=True)
class Lists:
    """The lists of ``english.toml``, which says what each is for."""

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
    """The lists, read once."""
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
    """Whether Punkt sees a sentence end between a word (its stop or dots included) and the text ahead.

    >>> punkt_breaks("U.S.", "It rained"), punkt_breaks("U.S.", "Army"), punkt_breaks("7.", "It")
    (True, False, True)
    """
    seen = "..." if word == "..." else f"{_seen_word(word[:-1])}."
    return _breaks(f"{seen} {_seen_next(ahead)}")


def _seen_word(word: str) -> str:
    """A word as Punkt needs to see it: one that its parameters do not know looks like any other.

    So few different questions are asked, and their answers remembered. What Punkt knows by its shape (a
    figure, an initial, a part after a hyphen) is left alone; unknown dotted letters look like the known ones.
    """
    part = word.lstrip(".-").lower()
    known = lists()
    if _DOTTED.fullmatch(part) and part not in known.abbreviations:
        return "x.x"
    if len(part) < 2 or not part.isalpha() or part in known.abbreviations or part in known.before_number:
        return part or "word"
    return "word"


def _seen_next(ahead: str) -> str:
    """The next word as Punkt needs to see it."""
    found = NEXT_WORD.match(ahead)
    if found is None:
        return "–"
    word = found.group()
    if word[0].isdigit():
        return "7"
    key = word.rstrip(".").lower()
    known = lists()
    if not (key in known.starters or key in known.common or key in known.names_too):
        key = "unknown"
    return key.capitalize() if word[0].isupper() else key


@lru_cache(maxsize=4096)
def _breaks(context: str) -> bool:
    return breaks(context, _knowledge())


@cache
def _knowledge() -> Knowledge:
    known = lists()
    return Knowledge(
        abbreviations=known.abbreviations,
        starters=known.starters,
        before_number=known.before_number,
        known=known.starters | known.common | known.names_too,
        names_too=known.names_too,
    )
