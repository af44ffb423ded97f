"""File patterns, and how the path of a translation follows from the path of its original.

``*`` matches any part of a name, ``?`` one character, ``**/`` any folders or none, ``{md,mdx}`` one of the texts
between the braces. Patterns are relative to the folder of the settings file. The wildcards of a pair of patterns
correspond in order: what a wildcard matches in the original's path replaces the same wildcard in the translation's
pattern.

Rule: time is linear in the length of a path and in the number of files, whatever the pattern. A pattern with braces
is expanded into a limited number of patterns without. There, a wildcard before fixed text ends at the first place where
that text fits, which is enough for patterns without alternatives.
"""

from __future__ import annotations

import math
import os
import re
from dataclasses import dataclass
from functools import cached_property
from itertools import product
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

_BRACES = re.compile(r"\{([^{}]*)\}")
_WILDCARD = re.compile(rf"\*\*/|\*|\?|{_BRACES.pattern.replace('(', '(?:')}")
#: The most patterns that one with braces is expanded into.
_MOST = 64


@dataclass(frozen=True)
class Pattern:
    """A file pattern.

    Raises:
        ValueError: when the text is not a pattern, with the reason.
    """

    text: str

    def __post_init__(self) -> None:
        if not set("{}").isdisjoint(_BRACES.sub("", self.text)):
            raise ValueError("every { needs its }, and braces cannot be inside braces")
        for texts in self._alternatives:
            if len(texts) < 2 or any(not set("*?").isdisjoint(text) for text in texts):
                raise ValueError("{ } encloses two texts or more without wildcards, as in *.{md,mdx}")
        if math.prod(map(len, self._alternatives)) > _MOST:
            raise ValueError(f"its braces have more than {_MOST} combinations; write several pairs")
        for text, _ in self._expanded():
            _check(text)

    @property
    def wildcards(self) -> tuple[str, ...]:
        """The wildcards in order."""
        return tuple(_WILDCARD.findall(self.text))

    def parts(self, path: str) -> tuple[str, ...] | None:
        """Return what the wildcards match in a path; None if the path does not match.

        Braces that fit in several ways match their first text.

        >>> Pattern("docs/en/**/*.md").parts("docs/en/a/b/c.md")
        ('a/b/', 'c')
        """
        for expression, choice in self._expressions:
            if match := expression.fullmatch(path):
                groups, texts = iter(match.groups()), iter(choice)
                return tuple(next(texts if wildcard[0] == "{" else groups) for wildcard in self.wildcards)
        return None

    def filled(self, parts: tuple[str, ...]) -> str:
        """Return the path with parts in place of the wildcards.

        >>> Pattern("docs/ja/**/*.md").filled(("a/b/", "c"))
        'docs/ja/a/b/c.md'
        """
        left = iter(parts)
        return _WILDCARD.sub(lambda _: next(left), self.text)

    def files(self, root: Path) -> list[str]:
        """Return the paths of the files below a folder that match, relative to it and sorted.

        A folder that is a link is entered only where the pattern names it; ``**`` does not enter it.
        """
        return sorted({path for text, _ in self._expanded() for path in _files(root, text.split("/"))})

    @property
    def _alternatives(self) -> list[list[str]]:
        """The texts between each pair of braces."""
        return [inside.split(",") for inside in _BRACES.findall(self.text)]

    def _expanded(self) -> Iterator[tuple[str, tuple[str, ...]]]:
        """Yield the patterns without braces, each with the texts that it has in their places."""
        for choice in product(*self._alternatives):
            pieces = _BRACES.split(self.text)
            pieces[1::2] = choice
            yield "".join(pieces), choice

    @cached_property
    def _expressions(self) -> list[tuple[re.Pattern[str], tuple[str, ...]]]:
        return [(re.compile(_of_path(text), re.DOTALL), choice) for text, choice in self._expanded()]


def _check(pattern: str) -> None:
    """Raise ValueError if a pattern without braces is wrong."""
    parts = pattern.split("/")
    if "\\" in pattern:
        raise ValueError("folders are parted by /")
    if pattern.startswith("/") or re.match("[A-Za-z]:", pattern):
        raise ValueError("must be relative to the settings file")
    if ".." in parts or "." in parts or "" in parts:
        raise ValueError("must name files in or below the settings file's folder, without . and ..")
    if "[" in pattern:
        raise ValueError("[ ] is no wildcard here; use *, ? or **")
    if any("**" in part and part != "**" for part in parts):
        raise ValueError("** stands for whole folders, as in docs/**/*.md")
    if parts[-1] == "**":
        raise ValueError("ends with a folder; say which files in it, as in docs/**/*.md")


def _of_path(pattern: str) -> str:
    """Return the expression of a path. It has one group for each wildcard."""
    runs: list[list[str]] = [[]]  # the names between ``**``
    for part in pattern.split("/"):
        if part == "**":
            runs.append([])
        else:
            runs[-1].append(_of_name(part))
    first, *rest = ["/".join((*names, "")) for names in runs]
    middle = "".join(f"(?>((?:[^/]+/)*?){names})" for names in rest[:-1])
    return (first + middle + "".join(f"((?:[^/]+/)*){names}" for names in rest[-1:])).removesuffix("/")


def _of_name(pattern: str) -> str:
    """Return the expression of a name. It has one group for each wildcard."""
    first, *rest = (re.escape(text).replace(r"\?", "([^/])") for text in pattern.split("*"))
    middle = "".join(f"(?>([^/]*?){text})" for text in rest[:-1])
    return first + middle + "".join(f"([^/]*){text}" for text in rest[-1:])


def _files(root: Path, parts: Sequence[str]) -> Iterator[str]:
    """Yield the paths of the files whose names match the parts of a pattern, in any order."""
    names = [None if part == "**" else re.compile(_of_name(part), re.DOTALL) for part in parts]
    waiting = [("", frozenset({0}))]  # folders, and the parts that the names in them may match
    while waiting:
        path, states = waiting.pop()
        inside: dict[str, set[int]] = {}
        for entry in _entries(root / path):
            for state in _with_next(states, names):
                name = names[state]
                if name is None:
                    if entry.is_dir(follow_symlinks=False):
                        inside.setdefault(entry.name, set()).add(state)
                elif name.fullmatch(entry.name):
                    if state + 1 < len(names):
                        inside.setdefault(entry.name, set()).add(state + 1)
                    elif entry.is_file():
                        yield path + entry.name
        waiting += [(f"{path}{name}/", frozenset(reached)) for name, reached in inside.items()]


def _with_next(states: Iterable[int], names: Sequence[re.Pattern[str] | None]) -> list[int]:
    """Return states, and the states after each ``**`` among them, because ``**`` also matches no folder."""
    reached = set(states)
    for state in range(len(names)):
        if state in reached and names[state] is None:
            reached.add(state + 1)
    return sorted(reached)


def _entries(folder: Path) -> list[os.DirEntry[str]]:
    """Return the entries of a folder; none if it is not a folder or cannot be read."""
    try:
        with os.scandir(folder) as entries:
            return list(entries)
    except OSError:
        return []
