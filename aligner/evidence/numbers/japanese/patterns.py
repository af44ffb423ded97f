"""Patterns over Japanese characters, compiled from the rows of ``rules.toml`` into regular expressions.

A pattern is a line of elements with spaces between them; the spaces stand for nothing in the text:

- ``割|掛け`` one of these words, ``@part_of_day`` one of a list or table of ``words.toml``
- ``NUMERAL`` a numeral of any form, ``FIGURES`` and ``KANJI_NUMERAL`` one of either form, ``DIGIT`` one figure;
  ``KANJI`` and ``KATAKANA`` a character of either script, ``END`` the end of the text
- ``!x`` what must not follow, ``&x`` what must, ``<x`` what must stand before
- ``x?`` and ``( … )?`` may be missing; ``name:x`` keeps the text there under a name

A class gives the value of its word, and the word itself as ``…_word``.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any

from aligner.evidence.numbers.grammar.notation import Element, elements
from aligner.evidence.numbers.grammar.rule import Meaning, Rule
from aligner.evidence.numbers.japanese.numerals import NUMERAL_CHARS, PLAIN, PLAIN_DIGITS, parse_numeral
from aligner.evidence.numbers.japanese.words import alternation, word_class
from aligner.evidence.numbers.number import Exact, Number
from aligner.text.scripts import HAN, KATAKANA

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

#: Stands for a numeral among what a pattern may start with, and for any character after its first.
NUMERAL, ANYTHING = "0", "*"
_NUMERALS = {
    "NUMERAL": rf"[0-9]{{1,12}}(?![0-9])|[{PLAIN}]{{1,9}}",
    "FIGURES": r"[0-9]{1,12}(?![0-9])",
    "KANJI_NUMERAL": f"[{PLAIN}]{{1,9}}",
    "DIGIT": f"[0-9{PLAIN_DIGITS}]",
}
_ATOMS = {**_NUMERALS, "KANJI": f"[{HAN}々]", "KATAKANA": f"[{KATAKANA}ー]", "END": r"\Z"}
_LOOKS = {"!": "(?!{})", "&": "(?={})", "<": "(?<={})"}


class Pattern:
    """A compiled pattern: where it matches, and what it binds."""

    def __init__(self, source: str) -> None:
        self._classes: dict[str, str] = {}
        self._numerals: set[str] = set()
        self.match = re.compile("".join(map(self._regex, elements(source)))).match

    def _regex(self, element: Element) -> str:
        if element.group:
            return f"(?:{''.join(map(self._regex, element.group))})?"
        sign, source = element.source[:1], element.source
        if sign in _LOOKS:
            return _LOOKS[sign].format(_alternatives(source[1:]))
        name = element.name or source.lower().removeprefix("@").rpartition(".")[2]
        inner = _alternatives(source)
        if source in _NUMERALS:
            self._numerals.add(name)
            inner = f"(?P<{name}>{inner})"
        elif source.startswith("@") or element.name:
            self._classes[name] = source
            inner = f"(?P<{name}>{inner})"
        return f"(?:{inner})" + "?" * element.optional

    def bind(self, match: re.Match[str], bound: dict[str, Any]) -> None:
        """Adds what a match binds."""
        for name, written in match.groupdict().items():
            if written is None:
                continue
            if name in self._numerals:
                bound[name] = _value(written)
                continue
            bound[f"{name}_word"] = written
            value = words_of(self._classes[name]).get(written)
            if isinstance(value, dict):
                bound.update(value)
            else:
                bound[name] = written if value is None else value


def _value(written: str) -> Exact | None:
    numeral = parse_numeral(written, 0)
    return None if numeral is None else numeral.value


@cache
def words_of(source: str) -> dict[str, Any]:
    """The words of an element with what each stands for."""
    words: dict[str, Any] = {}
    for part in source.split("|"):
        words |= word_class(part[1:]) if part.startswith("@") else {part: None}
    return words


@cache
def _alternatives(source: str) -> str:
    atoms = [_ATOMS[part] for part in source.split("|") if part in _ATOMS]
    words = {word for part in source.split("|") if part not in _ATOMS for word in words_of(part)}
    return "|".join([*atoms, alternation(words)] if words else atoms)


def heads(source: str) -> Iterator[tuple[str, str]]:
    """Every first character (or ``NUMERAL``) of a pattern with every one that may follow (or ``ANYTHING``).

    After a word of one character, anything may follow.
    """
    yield from _heads(elements(source))


def _heads(items: tuple[Element, ...]) -> Iterator[tuple[str, str]]:
    for at, element in enumerate(items):
        rest = items[at + 1 :]
        if element.source[:1] in _LOOKS:
            continue
        if element.group:
            yield from _heads((*element.group, *rest))
        elif element.source in _NUMERALS:
            seconds = dict.fromkeys(first for first, _ in _heads(rest)) if rest else {}
            yield from ((NUMERAL, second) for second in (seconds or (ANYTHING,)))
        else:
            yield from dict.fromkeys((word[0], word[1:2] or ANYTHING) for word in words_of(element.source))
        if not element.optional:
            return
    yield ANYTHING, ANYTHING


def matcher(rule: Rule) -> Callable[[str, int, int, dict[str, Any]], Number | None]:
    """What reads a rule: a number from one offset whose pattern stands at another, with what is bound already."""
    patterns = [Pattern(source) for source in rule.pattern or ("",)]
    after, not_after = ([Pattern(source) for source in sources] for sources in (rule.after, rule.not_after))
    meaning = Meaning(rule)

    def read(text: str, start: int, pos: int, given: dict[str, Any]) -> Number | None:
        for pattern in patterns:
            match = pattern.match(text, pos)
            if match is None or (end := match.end()) <= start:
                continue
            if (after and not any(context.match(text, end) for context in after)) or any(
                context.match(text, end) for context in not_after
            ):
                continue
            bound = dict(given)
            pattern.bind(match, bound)
            fields = meaning.fields(bound)
            if fields is not None:
                return Number(start, end, text[start:end], **fields, rule=rule.name)
        return None

    return read


#: The characters that a numeral may start with.
STARTS_NUMERAL = frozenset({*"0123456789.", *NUMERAL_CHARS})
