"""Finds the file pairs that a project's settings name, in the order of their paths."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from aligner.errors import SettingsError
from aligner.model import Lang
from aligner.project import git
from aligner.project.pair_options import PairOptions
from aligner.text.scripts import JAPANESE

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from aligner.project.configuration import PairPattern, Project
    from aligner.project.patterns import Pattern


@dataclass(frozen=True, slots=True, order=True)
class Pair:
    """An original and its translation. If one file contains both, both sides name it.

    Paths are relative to the project's folder and use ``/``, so that a pair has the same name on every system. The path
    of an original at a revision is relative to the top of the repository. Pairs with the same paths are equal, so that
    a baseline stays valid when the revision or the options change.

    Attributes:
        source: the path of the original.
        target: the path of the translation.
        ref: the revision that has the original; empty if it is in the working tree.
        options: what its entry in the settings file sets.
        orphan: whether the original does not exist.
    """

    source: str
    target: str
    ref: str = field(default="", compare=False)
    options: PairOptions = field(default=PairOptions(), compare=False)
    orphan: bool = field(default=False, compare=False)

    @property
    def mixed(self) -> bool:
        """Whether one file contains both languages."""
        return not self.ref and self.source == self.target

    @property
    def files(self) -> tuple[str, ...]:
        """The paths of its files in the working tree."""
        return (self.target,) if self.ref or self.orphan else (self.source, self.target)

    def original(self, prefix: str = "") -> str:
        """Return the name of the original for readers: its path after a prefix, or ``REF:PATH``."""
        return f"{self.ref}:{self.source}" if self.ref else prefix + self.source


def find_pairs(project: Project) -> list[Pair]:
    """Return the pairs whose original exists, sorted. If several entries give the same pair, the first one counts.

    Raises:
        SettingsError: when a pattern names no file, or two pairs have the same translation.
    """
    by_target: dict[str, Pair] = {}
    for pattern in dict.fromkeys(project.pairs):
        pairs = list(_matching(project.root, pattern))
        if not pairs:
            raise SettingsError(
                f"{pattern.stated.place}: no file matches {pattern.shown}; check the pattern and the folder"
            )
        for pair in pairs:
            if any(_left_out(path, project.exclude) for path in (pair.source, pair.target)):
                continue
            other = by_target.setdefault(pair.target, pair)
            if (other, other.ref) != (pair, pair.ref):
                both = f"{other.original()} and {pair.original()}"
                raise SettingsError(f"{pattern.stated.place}: {pair.target} would be the translation of both {both}")
    return sorted(by_target.values())


def find_orphans(project: Project, pairs: Sequence[Pair]) -> list[Pair]:
    """Return the translations whose original does not exist, sorted.

    Files that match the pattern of the translations, are part of no pair and have text in Japanese count as
    translations of English originals. Originals at a revision are left out, because a fork can have additional pages.
    """
    known = {path for pair in pairs for path in (pair.source, pair.target)}
    stated = project.settings.stated_source
    orphans: dict[str, Pair] = {}
    for pattern in dict.fromkeys(project.pairs):
        if pattern.target is None or pattern.ref:
            continue
        for target in pattern.target.files(project.root):
            parts = pattern.target.parts(target)
            if parts is None or target in known or _left_out(target, project.exclude):
                continue
            source = pattern.source.filled(parts)
            if not (project.root / source).exists() and (stated is Lang.JA or _has_japanese(project.root / target)):
                orphans.setdefault(target, Pair(source, target, options=pattern.options, orphan=True))
    return sorted(orphans.values())


def _has_japanese(path: Path) -> bool:
    try:
        return JAPANESE.search(path.read_bytes().decode("utf-8", "replace")) is not None
    except OSError:
        return False


def pair_of(source: Path, target: Path | None) -> Pair:
    """Return the pair of two files from the command line, relative to the working folder if they are in it."""
    return Pair(_named(source), _named(source if target is None else target))


def _named(path: Path) -> str:
    relative = os.path.relpath(path)
    return (path if relative.startswith("..") else Path(relative)).as_posix()


def _matching(root: Path, pattern: PairPattern) -> Iterator[Pair]:
    for source in _files_at(root, pattern) if pattern.ref else pattern.source.files(root):
        parts = pattern.source.parts(source)
        if parts is not None:
            target = source if pattern.target is None else pattern.target.filled(parts)
            yield Pair(source, target, pattern.ref, pattern.options)


def _files_at(root: Path, pattern: PairPattern) -> list[str]:
    """Return the paths of all files at the revision of a pattern."""
    files = git.files_at(root, pattern.ref)
    if files is None:
        raise SettingsError(
            f"{pattern.stated.place}: the repository has no revision {pattern.ref!r}; fetch it first (git fetch)"
        )
    return files


def _left_out(path: str, patterns: tuple[Pattern, ...]) -> bool:
    return any(pattern.parts(path) is not None for pattern in patterns)
