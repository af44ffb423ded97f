"""The English grammar: the rows of ``rules.toml`` compiled, and which of them to try at a token.

The words that start a rule, and the words that a text must contain to be parsed, are derived from the rows.
"""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import import_module
from importlib.resources import files
from typing import TYPE_CHECKING, Any, TypeAlias, cast

from aligner.evidence.numbers.english.lexicon import WORDS
from aligner.evidence.numbers.english.patterns import ANYTHING, FIGURE, Patterns
from aligner.evidence.numbers.english.reading import Reading
from aligner.evidence.numbers.english.tokens import Kind
from aligner.evidence.numbers.grammar.rule import Meaning, Rule, rules
from aligner.evidence.numbers.grammar.table import Table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aligner.evidence.numbers.english.patterns import Step
    from aligner.evidence.numbers.english.reading import Reader
    from aligner.evidence.numbers.english.tokens import Tokens

    #: A reader and the name of its rule.
    Entry: TypeAlias = tuple[Reader, str]

#: Where a rule starts that a kind of token alone calls for, as ``first`` writes it.
KINDS = tuple(f"<{kind.value}>" for kind in (Kind.CODE, Kind.DATE, Kind.CLOCK))


class Grammar:
    """The compiled rules.

    Attributes:
        at_word: word or sign → the readers to try at it.
        after_word: common word → the words of which one must follow for anything to start at it.
        before: what follows a figure → the readers to try at the figure.
        at_figure: the readers to try at any other figure.
        at_kind: kind of token → the readers to try at it.
        touching: what touches a word before it → the readers to try at any such word.
        needed: the words of which a text without figures holds one, if it holds a number.
    """

    def __init__(self, source: str) -> None:
        self.rules = rules(source)
        terms = {
            term["name"]: (_production(term["read"]), tuple(term["first"]), term.get("tokens", 0))
            for term in tomllib.loads(source)["term"]
        }
        self._patterns = Patterns(terms)
        common = WORDS.common
        readers = [(rule, self._reader(rule)) for rule in self.rules]
        heads = {rule.name: tuple(self._starts(rule)) for rule in self.rules}
        self.at_word = Table(
            (rule, reader, (word for word, _ in heads[rule.name] if word not in {FIGURE, ANYTHING}))
            for rule, reader in readers
        ).by_start
        self.at_kind = {kind[1:-1]: self.at_word[kind] for kind in KINDS}
        self.touching = Table(
            (rule, reader, (after for word, after in heads[rule.name] if word == ANYTHING != after))
            for rule, reader in readers
        ).by_start
        self._priority = {reader: rule.priority for rule, reader in readers}
        self._merged: dict[tuple[tuple[Entry, ...], str], tuple[Entry, ...]] = {}
        self.after_word = {
            word: frozenset(after for starts in heads.values() for first, after in starts if first == word)
            for word in common & self.at_word.keys()
        }
        self.after_word = {word: after for word, after in self.after_word.items() if ANYTHING not in after}
        followed = {name: {after for word, after in starts if word == FIGURE} for name, starts in heads.items()}
        everywhere = {name for name, after in followed.items() if ANYTHING in after}
        every = frozenset().union(*followed.values()) - {ANYTHING}
        self.before = Table(
            (rule, reader, every if rule.name in everywhere else followed[rule.name]) for rule, reader in readers
        ).by_start
        self.at_figure = tuple(reader for rule, reader in readers if rule.name in everywhere)
        needed = frozenset().union(*(self._needed(rule, common) for rule in self.rules))
        self.needed = frozenset(word for word in needed if word.isalpha() and len(word) > 1)

    def with_touching(self, readers: tuple[Entry, ...], sign: str) -> tuple[Entry, ...]:
        """The readers to try at a word that a sign touches."""
        key = readers, sign
        if key not in self._merged:
            both = {*readers, *self.touching[sign]}
            self._merged[key] = tuple(sorted(both, key=self._priority.__getitem__))
        return self._merged[key]

    def _starts(self, rule: Rule) -> Iterator[tuple[str, str]]:
        for source in rule.pattern or rule.first:
            if source in KINDS:
                yield source, ANYTHING
            else:
                yield from self._patterns.heads(source)

    def _needed(self, rule: Rule, common: frozenset[str]) -> frozenset[str]:
        sources = rule.pattern or rule.first if rule.needs is None else rule.needs
        needed = (self._patterns.needed(source, common) for source in sources if source not in KINDS)
        return frozenset().union(*needed)

    def _reader(self, rule: Rule) -> Entry:
        return (_production(rule.read) if rule.read else self._matcher(rule)), rule.name

    def _matcher(self, rule: Rule) -> Reader:
        """Parses what the patterns of a rule match, and returns the reading that the rule defines."""
        steps = [self._patterns.step(source) for source in rule.pattern]
        before, not_before = self._behind(rule.before), self._behind(rule.not_before)
        after, not_after = (
            [self._patterns.step(source) for source in sources] for sources in (rule.after, rule.not_after)
        )
        meaning, name = Meaning(rule), rule.name

        def read(tokens: Tokens, at: int) -> Reading | None:
            for step in steps:
                bound: dict[str, Any] = {}
                end = step(tokens, at, bound)
                if end < 0 or (after and all(follows(tokens, end, bound) < 0 for follows in after)):
                    continue
                if (before and not _stands(tokens, at, before)) or (not_before and _stands(tokens, at, not_before)):
                    return None
                if not_after and any(follows(tokens, end, {}) >= 0 for follows in not_after):
                    continue
                fields = meaning.fields(bound)
                if fields is not None:
                    return Reading(at, end, **fields, rule=name)
            return None

        return read

    def _behind(self, sources: tuple[str, ...]) -> list[tuple[int, Step]]:
        """Patterns that end before a token, each with how many tokens it has."""
        return [(len(source.split()), self._patterns.step(source)) for source in sources]


def _stands(tokens: Tokens, at: int, behind: list[tuple[int, Step]]) -> bool:
    return any(step(tokens, at - size, {}) == at for size, step in behind)


def _production(path: str) -> Any:  # a reader or a term, by where it is used
    module, _, name = path.partition(".")
    return cast("Any", getattr(import_module(f"{__package__}.{module}"), name))


@cache
def grammar() -> Grammar:
    """The grammar, compiled once."""
    return Grammar(files(__package__).joinpath("rules.toml").read_text(encoding="utf-8"))
