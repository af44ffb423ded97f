"""The English words about numbers, read from ``words.toml`` and indexed for looking up.

Rule: this module holds only data. The readers decide what the words mean together. Words are casefolded.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from aligner.evidence.numbers.grammar.word_lists import WordLists
from aligner.evidence.numbers.units import forms
from aligner.model import Lang

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


_DATA = "words.toml"


@dataclass(slots=True)
class Step:
    """A node of a tree of phrases: the meaning of a phrase that ends here, and the steps to the next words."""

    meaning: str | None = None
    after: dict[str, Step] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Phrases:
    """Phrases with what each means, to be looked up from either end.

    Attributes:
        meaning: phrase, its words joined as in text → what it means.
        first: the steps from a first word on; a later word has a space before it unless it touches the one before.
        longest_to: last word → most words any phrase has that ends with it.
    """

    meaning: Mapping[str, str]
    first: Mapping[str, Step]
    longest_to: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Every table of ``words.toml``; see the comments there."""

    small: Mapping[str, int]  # zero .. nineteen
    ones: Mapping[str, int]
    tens: Mapping[str, int]
    scales: Mapping[str, int]  # name → power of ten, hundred excluded
    scale_suffixes: Mapping[str, int]
    groups: Mapping[str, int]  # dozen, score
    magnitudes: Mapping[str, int]
    ordinals: Mapping[str, int]
    denominators: Mapping[str, int]  # singular and plural
    vulgar: Mapping[str, Fraction]
    multiples: Mapping[str, Fraction]
    bounds_before: Phrases
    bounds_after: Phrases
    approximations_before: Phrases
    approximations_after: Phrases
    changes: Mapping[str, str]
    change_nouns: Mapping[str, str]
    idioms: Phrases
    months: Mapping[str, int]
    short_months: Mapping[str, int]
    weekdays: Mapping[str, int]
    short_weekdays: Mapping[str, int]
    decades: Mapping[str, int]
    ages: Mapping[str, int]  # plurals that name people by their age: under-fives, over-sixties
    romans: Mapping[str, int]  # in small letters, to 3999
    labels: Mapping[str, str]
    tables: Mapping[str, Mapping[str, Any]]  # every table of words with what each stands for
    sets: Mapping[str, frozenset[str]]  # "table.key" → the words of a plain list


_FIRST_WORD = re.compile(r"[^\W\d_]+\d?|\S")
#: Hyphens, dots and strokes are tokens of their own.
_PHRASE_TOKEN = re.compile(r" ?(?:[-./]|[^-./ ]+)")


def _phrases(entries: Iterable[tuple[str, str]]) -> Phrases:
    meaning = dict(entries)
    root = Step()
    last: dict[str, int] = {}
    for phrase, meant in meaning.items():
        words = _PHRASE_TOKEN.findall(phrase)
        step = root
        for word in words:
            step = step.after.setdefault(word, Step())
        step.meaning = meant
        last[words[-1].lstrip()] = max(last.get(words[-1].lstrip(), 0), len(words))
    return Phrases(meaning, root.after, last)


def _by_list(table: Mapping[str, list[str]]) -> list[tuple[str, str]]:
    """(word, name of the list that holds it) for a table of lists."""
    return [(word, name) for name, words in table.items() for word in words]


def _denominators(ordinals: Mapping[str, int], special: Mapping[str, int]) -> dict[str, int]:
    """third, thirds, quarter, half …; "first" and "second" are none."""
    return {**{form: n for word, n in ordinals.items() if n > 2 for form in (word, f"{word}s")}, **special}


@cache
def lexicon() -> Lexicon:
    """The lexicon, loaded once."""
    table: dict[str, Any] = tomllib.loads(files(__package__).joinpath(_DATA).read_text(encoding="utf-8"))
    small = {**table["ones"], **table["teens"]}
    return Lexicon(
        small=small,
        ones={word: n for word, n in table["ones"].items() if n},
        tens=table["tens"],
        scales={word: power for word, power in table["scales"].items() if word != "hundred"},
        scale_suffixes=table["scale_suffixes"],
        groups=table["group_words"],
        magnitudes=table["magnitudes"],
        ordinals=table["ordinals"],
        denominators=_denominators(table["ordinals"], table["denominators"]),
        vulgar={char: Fraction(text) for char, text in table["vulgar"].items()},
        multiples={word: Fraction(text) for word, text in table["multiples"].items()},
        bounds_before=_phrases(_by_list(table["bounds_before"])),
        bounds_after=_phrases(_by_list(table["bounds_after"])),
        approximations_before=_phrases(_by_list(table["approximations_before"])),
        approximations_after=_phrases(_by_list(table["approximations_after"])),
        changes=dict(_by_list(table["changes"])),
        change_nouns=dict(_by_list(table["change_nouns"])),
        idioms=_phrases((phrase, "") for phrase in table["idioms"]["phrases"]),
        months=table["months"],
        short_months=table["short_months"],
        weekdays=table["weekdays"],
        short_weekdays=table["short_weekdays"],
        decades=table["decades"],
        ages={
            **{f"{word}{'es' if word.endswith('x') else 's'}": age for word, age in small.items()},
            **table["decades"],
        },
        romans=_romans(table["roman_digits"]["places"]),
        labels=table["labels"],
        tables=table,
        sets={
            key if name == "classes" else f"{name}.{key}": frozenset(words)
            for name, entry in table.items()
            for key, words in entry.items()
            if isinstance(words, list) and all(isinstance(word, str) for word in words)
        },
    )


def _romans(places: list[list[str]]) -> dict[str, int]:
    """Every well-formed Roman numeral, from the ways to write each decimal place, the thousands first."""
    numerals = {"": 0}
    for digits in places:
        numerals = {f"{n}{d}": value * 10 + digit for n, value in numerals.items() for digit, d in enumerate(digits)}
    return {numeral: value for numeral, value in numerals.items() if numeral}


#: The lists of ``words.toml`` as attributes.
WORDS = WordLists(lambda: lexicon().sets)


@cache
def word_class(name: str) -> Mapping[str, Any]:
    """The words of a table or list with what each stands for; a word of a list stands for itself alone.

    Raises:
        KeyError: when the lexicon has neither.
    """
    if isinstance(words := getattr(lexicon(), name, None), dict):
        return words
    if name in _derived():
        return dict.fromkeys(_derived()[name])
    return dict.fromkeys(lexicon().sets[name]) if name in lexicon().sets else lexicon().tables[name]


@cache
def first_words(*, before: bool) -> frozenset[str]:
    """How units written after (or before) a figure start; a quick test that most words do not pass."""
    starts = (_FIRST_WORD.match(form) for form in forms(Lang.EN, before=before))
    return frozenset(word.group().casefold() for word in starts if word)


@cache
def _derived() -> Mapping[str, Iterable[str]]:
    """Classes that other tables give: the first words of labels and product names, Roman numerals by their length."""
    words = lexicon()
    return {
        "articled": {*WORDS.articled, *words.scales, *words.groups, *words.denominators},
        "label_words": {label.rstrip(".") for label in words.labels},
        "code_names": {name.rstrip(".") for name in WORDS.codes_names},
        "names_with_figures": {_PHRASE_TOKEN.findall(name)[0] for name in WORDS.codes_names_with_figures},
        "small_romans": {numeral for numeral in words.romans if set(numeral) <= set("ivx")},
        "long_romans": {numeral for numeral in words.romans if len(numeral) > 1},
        "unit_words": first_words(before=False),
        "currency_starts": first_words(before=True),
        "currency_words": {form.split()[0] for form in forms(Lang.EN, before=True)},
    }
