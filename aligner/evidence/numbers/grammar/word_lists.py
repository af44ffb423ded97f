"""The lists of a ``words.toml`` as attributes, so that a reader names a list where it looks a word up."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


class WordLists:
    """Every list of a language as a set: ``WORDS.articles``, and ``WORDS.halves_of`` for ``of`` in a table ``halves``.

    Raises:
        AttributeError: when the language has no such list.
    """

    def __init__(self, load: Callable[[], Mapping[str, frozenset[str]]]) -> None:
        self._load = load

    def __getattr__(self, name: str) -> frozenset[str]:
        if name.startswith("_"):
            raise AttributeError(name)
        vars(self).update((key.replace(".", "_"), words) for key, words in self._load().items())
        if name not in vars(self):
            raise AttributeError(f"no list of words is called {name}")
        words: frozenset[str] = vars(self)[name]
        return words
