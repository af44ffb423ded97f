"""File patterns, and how the path of a translation follows from the path of its original.

``*`` matches any part of a name, ``?`` one character, ``**/`` any folders or none. Patterns are relative to the folder
of the settings file. The wildcards of a pair of patterns correspond in order: what a wildcard matches in the original's
path replaces the same wildcard in the translation's pattern.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

_WILDCARD = re.compile(r"\*\*/|\*|\?")
_MEANS = {"**/": "((?:[^/]+/)*)", "*": "([^/]*)", "?": "([^/])"}


@dataclass(frozen=True)
class Pattern:
    """A file pattern.

    Raises:
        ValueError: when the text is not a pattern, with the reason.
    """

    text: str

    def __post_init__(self) -> None:
        parts = self.text.split("/")
        if "\\" in self.text:
            raise ValueError("folders are parted by /")
        if self.text.startswith("/") or re.match("[A-Za-z]:", self.text):
            raise ValueError("must be relative to the settings file")
        if ".." in parts or "." in parts or "" in parts:
            raise ValueError("must name files in or below the settings file's folder, without . and ..")
        if "[" in self.text:
            raise ValueError("[ ] is no wildcard here; use *, ? or **")
        if any("**" in part and part != "**" for part in parts):
            raise ValueError("** stands for whole folders, as in docs/**/*.md")
        if parts[-1] == "**":
            raise ValueError("ends with a folder; say which files in it, as in docs/**/*.md")

    @property
    def wildcards(self) -> tuple[str, ...]:
        """The wildcards in order."""
        return tuple(_WILDCARD.findall(self.text))

    def parts(self, path: str) -> tuple[str, ...] | None:
        """Return what the wildcards match in a path; None if the path does not match.

        >>> Pattern("docs/en/**/*.md").parts("docs/en/a/b/c.md")
        ('a/b/', 'c')
        """
        match = self._expression.fullmatch(path)
        return None if match is None else match.groups()

    def filled(self, parts: tuple[str, ...]) -> str:
        """Return the path with parts in place of the wildcards.

        >>> Pattern("docs/ja/**/*.md").filled(("a/b/", "c"))
        'docs/ja/a/b/c.md'
        """
        left = iter(parts)
        return _WILDCARD.sub(lambda _: next(left), self.text)

    @cached_property
    def _expression(self) -> re.Pattern[str]:
        fixed = map(re.escape, _WILDCARD.split(self.text))
        held = (*(_MEANS[wildcard] for wildcard in self.wildcards), "")
        return re.compile("".join(text + group for text, group in zip(fixed, held, strict=True)), re.DOTALL)
