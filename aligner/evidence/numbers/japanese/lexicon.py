"""The Japanese words of the number grammar: units, counters, words that are not numbers, expressions.

Everything comes from the data files beside this module and is loaded once. Lookups start at an offset and
look at a bounded number of entries, so that reading stays linear however long a line is.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cache
from typing import TYPE_CHECKING, Any

from aligner.evidence.numbers.japanese.numerals import NUMERAL_CHARS
from aligner.evidence.numbers.japanese.words import WORDS, regex, table
from aligner.evidence.numbers.number import Approximation, Bound, Exact, NumberKind
from aligner.evidence.numbers.units import forms, units
from aligner.model import Lang

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


class Words:
    """A set of words, each with a meaning; the longest one at an offset is found.

    ``not_before`` names what may not follow a word, because the two would make another one.
    """

    def __init__(self, meaning: Mapping[str, str], not_before: Mapping[str, Iterable[str]] | None = None) -> None:
        self._meaning = dict(meaning)
        self._not_before = {word: tuple(after) for word, after in (not_before or {}).items()}
        self._by_first: dict[str, list[str]] = {}
        self._by_last: dict[str, list[str]] = {}
        for word in sorted(self._meaning, key=lambda word: (-len(word), word)):
            self._by_first.setdefault(word[0], []).append(word)
            self._by_last.setdefault(word[-1], []).append(word)

    @property
    def first(self) -> frozenset[str]:
        """The characters a word may start with."""
        return frozenset(self._by_first)

    @property
    def last(self) -> frozenset[str]:
        """The characters a word may end with."""
        return frozenset(self._by_last)

    def at(self, text: str, pos: int) -> tuple[str, int] | None:
        """(meaning, end) of the longest word at an offset, or None."""
        for word in self._by_first.get(text[pos : pos + 1], ()):
            end = pos + len(word)
            if text.startswith(word, pos) and not text.startswith(self._not_before.get(word, ()), end):
                return self._meaning[word], end
        return None

    def before(self, text: str, pos: int) -> tuple[str, int] | None:
        """(meaning, start) of the longest word that ends at an offset, or None."""
        for word in self._by_last.get(text[pos - 1 : pos], ()):
            if text.endswith(word, max(0, pos - len(word)), pos):
                return self._meaning[word], pos - len(word)
        return None


@dataclass(frozen=True, slots=True)
class Counted:
    """What is counted after a numeral: unit, where it ends, how it is written, whether it makes a rank."""

    unit: str | None
    end: int
    form: str
    ordinal: bool = False


class NotNumbers:
    """Words that contain a numeral but are not numbers, indexed by that numeral."""

    def __init__(self, words: Iterable[str], unless_before: Mapping[str, list[str]]) -> None:
        self._unless = {word: tuple(after) for word, after in unless_before.items()}
        self._words: dict[str, list[tuple[str, int]]] = {}
        for word in sorted(set(words), key=lambda word: (-len(word), word)):
            at = next((k for k, char in enumerate(word) if char in NUMERAL_CHARS), 0)
            key = word[at : at + 2] if at + 1 < len(word) else word[at - 1 : at + 1] + "\0"
            self._words.setdefault(key, []).append((word, at))

    def end(self, text: str, pos: int) -> int | None:
        """Where the word ends whose first numeral is at an offset, or None."""
        for key in (text[pos : pos + 2], text[pos - 1 : pos + 1] + "\0"):
            for word, at in self._words.get(key, ()):
                start = pos - at
                end = start + len(word)
                if start >= 0 and text.startswith(word, start) and not text.startswith(self._unless.get(word, ()), end):
                    return end
        return None


@dataclass(frozen=True, slots=True)
class Fixed:
    """The number that a word gives without a numeral; ``span`` counts the characters that give it, 0 for all."""

    kind: NumberKind
    value: Exact | None
    unit: str | None
    parts: Mapping[str, int | str]
    approximate: Approximation
    in_name: bool
    span: int


@cache
def counters() -> dict[str, Any]:
    """The table of counters."""
    return table("counters.toml")


@cache
def _sets() -> Mapping[str, frozenset[str]]:
    return {name: frozenset(words) for name, words in counters().items() if isinstance(words, list)}


@cache
def unit_words() -> Words:
    """Units and counters after a numeral; the meaning is the canonical unit, empty where there is none."""
    known = dict.fromkeys((*counters()["safe"], *counters()["ordinal"]), "") | dict(forms(Lang.JA))
    return Words(known, counters()["word_after"])


def is_money(unit: str | None) -> bool:
    """Whether a unit is a currency or a part of one."""
    return unit is not None and units()[unit].is_money


@cache
def units_before() -> Words:
    """Units before a numeral: ¥, US$, 摂氏."""
    # 金 before an amount of money (金壱万円) is not a separate unit; 金3個 are three gold medals.
    return Words({form: unit for form, unit in forms(Lang.JA, before=True).items() if form != "金"})


def counted(text: str, pos: int) -> Counted | None:
    """The unit or counter at an offset."""
    unit_and_end = unit_words().at(text, pos) or _spaced_sign(text, pos)
    if unit_and_end is None:
        return None
    unit, end = unit_and_end
    form = text[pos:end].lstrip(" ")
    if form[-1].isascii() and form[-1].isalpha() and _latin(text[end : end + 1]):
        return None
    ordinal = form in _sets()["ordinal"]
    if text[end : end + 1] in WORDS.me and form in _sets()["before_me"] and not _ME_WORD.match(text, end):
        end, ordinal = end + 1, True
    elif form.endswith("目") and form[:-1] in _sets()["before_me"]:
        ordinal = True
    return Counted(unit or None, end, form, ordinal)


def _spaced_sign(text: str, pos: int) -> tuple[str, int] | None:
    """A sign of more than one letter after a space: 5 kg, 50 Hz; a letter alone (図2 A) may be anything."""
    unit_and_end = unit_words().at(text, pos + 1) if text[pos : pos + 1] == " " else None
    return unit_and_end if unit_and_end is not None and unit_and_end[1] - pos > 2 and _latin(text[pos + 1]) else None


_ME_WORD = regex("目(?:<<no_me>>)|め(?!<<me_ends>>)")


def _latin(char: str) -> bool:
    return char.isascii() and char.isalpha()


def makes_kanji_a_number(numeral: str, counter: Counted) -> bool:
    """Whether a counter after a kanji numeral shows that it is one: 三人, 三十部, but not 三重, 一部."""
    sets = _sets()
    if len(numeral) > 1 or counter.form not in sets["figures_only"] or counter.ordinal:
        return (
            counter.ordinal is False or numeral != "一" or len(counter.form) > 1 or counter.form in WORDS.ranks_of_one
        )
    return numeral + counter.form in sets["figures_only_except"]


@cache
def after_dai() -> Words:
    """What 第N takes in."""
    return Words(
        {word: word for word in counters()["after_dai"]}, counters()["word_after"] | counters()["word_after_dai"]
    )


@cache
def not_numbers() -> NotNumbers:
    """Words that contain a numeral but are not numbers."""
    entries = table("not_numbers.toml")
    unless = entries.pop("unless_before")
    return NotNumbers((word for words in entries.values() for word in words), unless)


def _exact(text: str) -> Exact:
    return Fraction(text) if "/" in text else Decimal(text) if "." in text else int(text)


@cache
def _fixed() -> tuple[Words, tuple[Fixed, ...], Mapping[str, tuple[str, ...]]]:
    entries = table("fixed_numbers.toml")
    meanings = tuple(
        Fixed(
            kind=NumberKind(entry.get("kind", "cardinal")),
            value=_exact(entry["value"]) if "value" in entry else None,
            unit=entry.get("unit"),
            parts=entry.get("parts", {}),
            approximate=Approximation(entry.get("approximate", "none")),
            in_name=entry.get("in_name", False),
            span=entry.get("span", 0),
        )
        for entry in entries["word"]
    )
    forms_of = {form: str(k) for k, entry in enumerate(entries["word"]) for form in entry["forms"]}
    not_before = {form: entry["after"] for entry in entries["not_before"] for form in entry["forms"]}
    words = Words(forms_of, not_before)
    return words, meanings, {char: tuple(before) for char, before in entries["not_after"].items()}


def fixed_number(text: str, pos: int) -> tuple[Fixed, int] | None:
    """The word at an offset that states a number without a numeral, and its end."""
    words, meanings, not_after = _fixed()
    key_and_end = words.at(text, pos)
    if key_and_end is None or (pos and text[pos - 1] in not_after.get(text[pos], ())):
        return None
    fixed = meanings[int(key_and_end[0])]
    return fixed, pos + fixed.span if fixed.span else key_and_end[1]


@cache
def expressions() -> dict[str, Any]:
    """The table of expressions before and after an amount."""
    return table("expressions.toml")


@cache
def expression_words(section: str) -> Words:
    """The words of one section of the expressions, each meaning its key."""
    entries = expressions()[section]
    return Words({word: key for key, words in entries.items() for word in words}, expressions()["word_after"])


def limit(meaning: str, value: Exact) -> tuple[str, Bound]:
    """The end that an expression limits, ``low`` or ``high``, and the limit."""
    side, included = meaning.split("_")
    return side, Bound(value, included == "included")
