"""Finds the file pairs that a project's settings name, in the order of their paths."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from aligner.errors import SettingsError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aligner.project.configuration import PairPattern, Project
    from aligner.project.patterns import Pattern


@dataclass(frozen=True, slots=True, order=True)
class Pair:
    """An original and its translation. If one file contains both, both sides name it.

    Paths are relative to the project's folder and use ``/``, so that a pair has the same name on every system.
    """

    source: str
    target: str

    @property
    def mixed(self) -> bool:
        """Whether one file contains both languages."""
        return self.source == self.target


def find_pairs(project: Project) -> list[Pair]:
    """Return the pairs whose original exists, sorted.

    Raises:
        SettingsError: when a pattern names no file, or two pairs have the same translation.
    """
    by_target: dict[str, Pair] = {}
    for pattern in dict.fromkeys(project.pairs):
        pairs = list(_matching(project.root, pattern))
        if not pairs:
            raise SettingsError(
                f"{pattern.stated.place}: no file matches {pattern.source.text}; check the pattern and the folder"
            )
        for pair in pairs:
            if any(_left_out(path, project.exclude) for path in (pair.source, pair.target)):
                continue
            other = by_target.setdefault(pair.target, pair)
            if other != pair:
                both = f"{other.source} and {pair.source}"
                raise SettingsError(f"{pattern.stated.place}: {pair.target} would be the translation of both {both}")
    return sorted(by_target.values())


def pair_of(source: Path, target: Path | None) -> Pair:
    """Return the pair of two files from the command line, relative to the working folder if they are in it."""
    return Pair(_named(source), _named(source if target is None else target))


def _named(path: Path) -> str:
    relative = os.path.relpath(path)
    return (path if relative.startswith("..") else Path(relative)).as_posix()


def _matching(root: Path, pattern: PairPattern) -> Iterator[Pair]:
    for source in pattern.source.files(root):
        parts = pattern.source.parts(source)
        if parts is not None:
            yield Pair(source, source if pattern.target is None else pattern.target.filled(parts))


def _left_out(path: str, patterns: tuple[Pattern, ...]) -> bool:
    return any(pattern.parts(path) is not None for pattern in patterns)
