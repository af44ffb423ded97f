"""The Japanese grammar: the rows of ``rules.toml`` compiled, and which of them to try at a character.

A rule starts at a character, or at a numeral before a character that makes it its own (年 of a date). A tail reads on
from a numeral that is an amount. The characters that start a rule, and the words that a text must contain to be
parsed, are derived from the rows.
"""

from __future__ import annotations

from functools import cache, lru_cache
from importlib import import_module
from importlib.resources import files
from typing import TYPE_CHECKING, Any, TypeAlias

from aligner.evidence.numbers.grammar.rule import Rule, rules
from aligner.evidence.numbers.grammar.table import Table
from aligner.evidence.numbers.japanese.patterns import ANYTHING, NUMERAL, STARTS_NUMERAL, heads, matcher, words_of
from aligner.evidence.numbers.number import Number

if TYPE_CHECKING:
    from collections.abc import Callable

    from aligner.evidence.numbers.japanese.numerals import Numeral

    #: What reads one kind of thing at an offset: a number, the offset after something skipped whole, or None.
    Reader: TypeAlias = Callable[[str, int], Number | int | None]
    #: What reads on from a numeral.
    Tail: TypeAlias = Callable[[str, Numeral], Number | None]


class Grammar:
    """The compiled rules.

    Attributes:
        rules: the rules that start at a character or numeral.
        tails: the rules that read on from a numeral of an amount.
        alone: the characters at which a rule may start.
        pairs: the first two characters of words with which a rule may start.
        follows: the characters that make a numeral before them start of a rule of their own.
        at_tail: character after a numeral → the tails to try.
        every_tail: all of them.
        needed: the words of which a text without numerals holds one, if it holds a number.
    """

    def __init__(self, source: str) -> None:
        self.rules, self.tails = rules(source), rules(source, "tail")
        readers = [(rule, _reader(rule)) for rule in self.rules]
        starts = {rule.name: set(_starts(rule)) for rule in self.rules}
        chars = ((rule, reader, (char for char, _ in starts[rule.name] if char != NUMERAL)) for rule, reader in readers)
        self._at_char = Table(chars).by_start
        followed = {name: {after for char, after in heads if char == NUMERAL} for name, heads in starts.items()}
        anywhere = {name for name, after in followed.items() if ANYTHING in after}
        self.follows = frozenset().union(*followed.values()) - {ANYTHING}
        every = {*self.follows, ANYTHING}
        numerals = ((rule, reader, every if rule.name in anywhere else followed[rule.name]) for rule, reader in readers)
        self._at_numeral = Table(numerals).by_start
        self._order = [reader for _, reader in readers]
        self._any_numeral = tuple(reader for rule, reader in readers if followed[rule.name])
        started = {head for rule_starts in starts.values() for head in rule_starts}
        self.alone = STARTS_NUMERAL | {char for char, after in started if after == ANYTHING}
        self.pairs = frozenset((char, after) for char, after in started if after != ANYTHING and char != NUMERAL)
        tails = [(rule, _tail(rule)) for rule in self.tails]
        self.at_tail = Table((rule, tail, dict(_starts(rule))) for rule, tail in tails).by_start
        self.every_tail = tuple(tail for _, tail in tails)
        self.needed = frozenset(word for rule in self.rules for source in rule.needs or () for word in words_of(source))
        self.at = lru_cache(maxsize=None)(self._at)

    def _at(self, char: str, follows: str | None) -> tuple[tuple[Reader, str], ...]:
        """The readers to try at a character, each with the name of its rule.

        ``follows`` is the text after the numerals there, None if it is unknown.
        """
        readers = set(self._at_char.get(char, ()))
        if char in STARTS_NUMERAL:
            known = self._any_numeral if follows is None else self._at_numeral.get(follows, self._at_numeral[ANYTHING])
            readers |= set(known)
        return tuple(reader for reader in self._order if reader in readers)


def _starts(rule: Rule) -> list[tuple[str, str]]:
    sources = rule.pattern or rule.first or rule.after
    return [start for source in sources for start in heads(source)]


def _reader(rule: Rule) -> tuple[Reader, str]:
    """What reads the rule at an offset, and the name of the rule."""
    if rule.read:
        return _production(rule.read), rule.name
    matches = matcher(rule)
    return (lambda text, pos: matches(text, pos, pos, {})), rule.name


def _tail(rule: Rule) -> Tail:
    """The rule as what reads on from a numeral; a pattern sees its value as ``n``."""
    if not rule.read:
        matches = matcher(rule)
        return lambda text, numeral: matches(text, numeral.start, numeral.end, {"n": numeral.value})
    production = _production(rule.read)

    def read(text: str, numeral: Numeral) -> Number | None:
        number = production(text, numeral)
        return None if number is None else named(number, rule.name)

    return read


def named(number: Number, rule: str) -> Number:
    """A number with the name of the rule that read it, unless it has one."""
    if number.rule:
        return number
    fields = (number.value, number.low, number.high, number.parts, number.unit, number.approximate, number.role)
    return Number(number.start, number.end, number.text, number.kind, *fields, number.in_name, rule, number.certain)


def _production(path: str) -> Any:  # a reader or a tail, by where it is used
    module, _, name = path.partition(".")
    return getattr(import_module(f"{__package__}.{module}"), name)


@cache
def grammar() -> Grammar:
    """The grammar, compiled once."""
    return Grammar(files(__package__).joinpath("rules.toml").read_text(encoding="utf-8"))
