"""The Japanese words about numbers, read from ``words.toml``, and regular expressions made of them.

Rule: this module holds only data. The rules and readers decide what the words mean together.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from string import ascii_letters
from typing import TYPE_CHECKING, Any

from aligner.evidence.numbers.grammar.word_lists import WordLists
from aligner.evidence.numbers.units import forms
from aligner.model import Lang

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


def table(name: str) -> dict[str, Any]:
    """A data file of this package."""
    return tomllib.loads(files(__package__).joinpath(name).read_text(encoding="utf-8"))


@cache
def _words() -> dict[str, Any]:
    return table("words.toml")


#: The lists of ``words.toml`` as attributes.
WORDS = WordLists(lambda: {name: frozenset(words) for name, words in _words()["classes"].items()})


@cache
def word_class(name: str) -> Mapping[str, Any]:
    """The words of a table or list with what each stands for; a word of a list stands for itself alone.

    Raises:
        KeyError: when there is neither.
    """
    words = _words()
    if name in words["classes"]:
        return dict.fromkeys(words["classes"][name])
    if name in words:
        meanings: Mapping[str, Any] = words[name]
        return meanings
    return dict.fromkeys(_derived()[name])


#: The ranges of characters that mark an order: ①, Ⅳ.
_MARKS = (("①", "⓿"), ("❶", "➓"), ("Ⅰ", "ↈ"), ("㉈", "㉟"), ("㊱", "㊿"))


@cache
def _derived() -> Mapping[str, Iterable[str]]:
    """Classes that other tables give."""
    return {
        "numerals": {char for name in _words()["classes"]["numeral_tables"] for char in _words()[name]},
        "section_labels": table("counters.toml")["section_before"],
        "currencies": forms(Lang.JA, before=True).keys() - {"金"},
        "fixed_words": (form for entry in table("fixed_numbers.toml")["word"] for form in entry["forms"]),
        "eras": table("eras.toml")["start"],
        "short": table("eras.toml")["short"],
        "weekday_words": [f"{day}曜" for day in WORDS.weekdays],
        "marks": (chr(code) for first, last in _MARKS for code in range(ord(first), ord(last) + 1)),
        "letters": ascii_letters,
    }


def alternation(words: Iterable[str]) -> str:
    """A regular expression for any of the words, the longest first."""
    return "|".join(map(re.escape, sorted(set(words), key=lambda word: (-len(word), word))))


def regex(template: str) -> re.Pattern[str]:
    """A regular expression in which ``<<name>>`` stands for the words of a class."""
    return re.compile(filled(template))


def filled(template: str) -> str:
    """A part of a regular expression in which ``<<name>>`` stands for the words of a class.

    >>> filled("(?:<<law_levels>>)")
    '(?:条|項)'
    """
    return re.sub(r"<<(\w+)>>", lambda match: alternation(word_class(match[1])), template)
