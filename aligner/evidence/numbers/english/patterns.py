"""Patterns over English tokens, compiled from the rows of ``rules.toml``.

A pattern is a line of elements with spaces between them:

- ``once``, ``a|an``: one of these words or signs; ``@scales`` one of a table or list of ``words.toml``
- ``FIGURE`` a figure, ``WHOLE`` a whole one, ``TWO`` one of two digits, ``ZERO`` one of four or more that start with 0,
  ``ANY`` any token, ``STOP`` a sign or the end; another word in capitals is a term, which a production reads (``RANK``)
- ``~`` a joining hyphen, if there is one; ``+`` and ``^``: the next token touches the one before, or does not
- ``x?`` and ``( … )?``: what may be missing
- ``name:x`` keeps what ``x`` stands for as ``name``; otherwise a class or term is kept under the name that it has

A class gives the value of its word, and the word itself as ``…_word``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

from aligner.evidence.numbers.english.lexicon import word_class
from aligner.evidence.numbers.english.tokens import Kind, past_hyphen
from aligner.evidence.numbers.grammar.notation import Element, elements

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from aligner.evidence.numbers.english.tokens import Tokens

    Bound: TypeAlias = dict[str, Any]
    #: Reads on from a token: the token after what it reads, or -1. What it keeps goes into the dictionary.
    Step: TypeAlias = Callable[[Tokens, int, Bound], int]
    #: What a production reads as a term: its value and where it ends, first in a tuple.
    Term: TypeAlias = Callable[[Tokens, int], tuple[Any, ...] | None]

#: Stands for a figure among the words that a pattern may start with, and for any token after its first.
FIGURE, ANYTHING = "0", "*"


class Patterns:
    """Compiles patterns with the terms that a grammar has.

    A term is what reads it, how it may begin, and how many tokens it takes, 0 where that depends.
    """

    def __init__(self, terms: Mapping[str, tuple[Term, tuple[str, ...], int]]) -> None:
        self._terms = terms
        self._known: dict[tuple[Element, ...], tuple[tuple[str, str], ...]] = {}

    def step(self, source: str) -> Step:
        """What reads a pattern."""
        return _sequence([self._step(element) for element in elements(source)])

    def _step(self, element: Element) -> Step:
        if element.group:
            step = _sequence([self._step(inner) for inner in element.group])
        else:
            step = self._atom(element.source, element.name)
        return _optional(step) if element.optional else step

    def _atom(self, source: str, name: str) -> Step:
        if source in _MARKS:
            return _MARKS[source]
        if source in _FIGURES:
            return _figure(_FIGURES[source], name or "figure")
        if source in self._terms:
            return _term(self._terms[source][0], name or source.lower())
        return _words(words_of(source), name or source.removeprefix("@").rpartition(".")[2])

    def heads(self, source: str) -> tuple[tuple[str, str], ...]:
        """Every first word or sign (or ``FIGURE``) with every word that may follow it (or ``ANYTHING``)."""
        return self._heads(elements(source))

    def _heads(self, items: tuple[Element, ...]) -> tuple[tuple[str, str], ...]:
        if items not in self._known:
            self._known[items] = tuple(dict.fromkeys(self._expanded(items)))
        return self._known[items]

    def _expanded(self, items: tuple[Element, ...]) -> Iterator[tuple[str, str]]:
        for at, element in enumerate(items):
            rest = items[at + 1 :]
            if element.source in _MARKS and element.source != "ANY":
                if element.source == "~":
                    yield from (("-", ANYTHING), ("‐", ANYTHING), ("‑", ANYTHING))
                continue
            if element.group:
                yield from self._heads((*element.group, *rest))
            elif element.source in self._terms:
                _, first, tokens = self._terms[element.source]
                for inner in first:
                    yield from self._heads(elements(inner) + (rest if tokens == 1 else ()))
            else:
                words = _first_words(element.source)
                seconds = dict.fromkeys(second for second, _ in self._heads(rest)) if rest else {}
                yield from ((word, second) for word in words for second in (seconds or (ANYTHING,)))
            if not element.optional:
                return
        if items:
            yield ANYTHING, ANYTHING

    def needed(self, source: str, common: frozenset[str]) -> frozenset[str]:
        """Words of which every text that the pattern matches holds one; empty where it holds a figure."""
        required = [element for element in elements(source) if not element.optional and element.source not in _MARKS]
        sets = [frozenset(word for word, _ in self._heads((element,))) for element in required]
        if any(words == {FIGURE} for words in sets):
            return frozenset()
        distinctive = [words for words in sets if words and not words & common]
        return (distinctive or sets)[0] - {FIGURE}


def _first_words(source: str) -> tuple[str, ...]:
    """The words of an element, or the sign for a figure or for any token."""
    if source in _FIGURES:
        return (FIGURE,)
    return (ANYTHING,) if source == "ANY" else tuple(words_of(source))


def words_of(source: str) -> Mapping[str, Any]:
    """The words of an element with what each stands for: ``a|an``, ``@scales``, ``@months+'s``."""
    words: dict[str, Any] = {}
    for part in source.split("|") if source != "|" else ("|",):
        name, _, suffix = part.partition("+") if part.startswith("@") else (part, "", "")
        entries = word_class(name[1:]) if part.startswith("@") else {part: None}
        words |= {f"{word}{suffix}": value for word, value in entries.items()}
    return words


def _sequence(steps: list[Step]) -> Step:
    if len(steps) == 1:
        return steps[0]

    def read(tokens: Tokens, at: int, bound: Bound) -> int:
        for step in steps:
            at = step(tokens, at, bound)
            if at < 0:
                return -1
        return at

    return read


def _optional(step: Step) -> Step:
    def read(tokens: Tokens, at: int, bound: Bound) -> int:
        kept = dict(bound)
        end = step(tokens, at, bound)
        if end >= 0:
            return end
        bound.clear()
        bound.update(kept)
        return at

    return read


def _words(words: Mapping[str, Any], name: str) -> Step:
    word_name = f"{name}_word"

    def read(tokens: Tokens, at: int, bound: Bound) -> int:
        low = tokens[at].low
        if low not in words:
            return -1
        value = words[low]
        bound[word_name] = low
        if isinstance(value, dict):
            bound.update(value)
        elif value is not None:
            bound[name] = value
        return at + 1

    return read


def _figure(fits: Callable[[Any], bool], name: str) -> Step:
    def read(tokens: Tokens, at: int, bound: Bound) -> int:
        token = tokens[at]
        if token.kind is not Kind.FIGURE or not fits(token):
            return -1
        bound[name], bound[f"{name}_word"] = token.value, token.text
        return at + 1

    return read


def _term(term: Term, name: str) -> Step:
    def read(tokens: Tokens, at: int, bound: Bound) -> int:
        value_and_end = term(tokens, at)
        if value_and_end is None:
            return -1
        bound[name] = value_and_end[0]
        end: int = value_and_end[1]
        return end

    return read


_STOPS = frozenset({Kind.SIGN, Kind.END})
_FIGURES: Mapping[str, Callable[[Any], bool]] = {
    "FIGURE": lambda _: True,
    "WHOLE": lambda token: isinstance(token.value, int),
    "TWO": lambda token: len(token.text) == 2 and token.text.isdecimal(),
    "ZERO": lambda token: len(token.text) > 3 and token.text[0] == "0" and token.text.isdecimal(),
}
_MARKS: Mapping[str, Step] = {
    "~": lambda tokens, at, _: past_hyphen(tokens, at),
    "+": lambda tokens, at, _: at if tokens[at].glued else -1,
    "^": lambda tokens, at, _: -1 if tokens[at].glued else at,
    "ANY": lambda _tokens, at, _bound: at + 1,
    "STOP": lambda tokens, at, _: at + 1 if tokens[at].kind in _STOPS else -1,
}
