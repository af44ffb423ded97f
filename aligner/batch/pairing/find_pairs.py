"""Finds which files of two folders, or of one tree, are translations of each other: by path, or else by content."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from aligner.batch.files import beside, list_files
from aligner.batch.manifest import Entry
from aligner.batch.pairing.content import LEAST
from aligner.batch.pairing.paths import pairs_by_path, sides_by_mark
from aligner.batch.pairing.reading import Contents, compare, majority
from aligner.errors import InputError
from aligner.model import Lang

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from aligner.batch.pairing.reading import Majority
    from aligner.project.patterns import Pattern
    from aligner.settings import Settings

#: Confidences of pairs that were found by pattern and by path. They are not learned; they show how a pair was found.
STATED, SAME_PATH = 1.0, 0.98


@dataclass(frozen=True, slots=True)
class PairingOptions:
    """How pairs are found.

    Attributes:
        settings: how files are read, and the encoder.
        patterns: file patterns of originals and of their translations, which are applied first.
        by_path: whether files are paired by path.
        by_content: whether the remaining files are paired by content.
        least: the minimum confidence by content.
    """

    settings: Settings
    patterns: Sequence[tuple[Pattern, Pattern]] = ()
    by_path: bool = True
    by_content: bool = True
    least: float = LEAST


@dataclass(frozen=True, slots=True, order=True)
class File:
    """A file of a folder."""

    folder: str
    path: str

    @property
    def name(self) -> str:
        """The path or URL of the file, with its folder."""
        return beside(self.folder, self.path)


def find_pairs(
    first: str,
    second: str | None,
    how: PairingOptions,
    on_progress: Callable[[int, int], None] = lambda _done, _all: None,
    on_language: Callable[[str, Majority], None] = lambda _folder, _majority: None,
) -> list[Entry]:
    """Find the pairs of two folders (or of the two languages in one); unpaired files follow, with the reason.

    Args:
        first: a folder, by path or URL; of two folders the one with the originals.
        second: the other folder; None if one tree holds both languages.
        how: how to find them.
        on_progress: called with the number of files read and the number of all files.
        on_language: called with each of two folders whose language is not stated, and its language, before the content
            of all files is compared.

    Raises:
        InputError: if a folder cannot be read or holds no files.
    """
    sources = _listed(first)
    targets = _listed(second) if second is not None else sources
    entries: list[Entry] = []
    taken: set[File] = set()
    for source, target in _stated(sources, targets, how.patterns):
        if not taken & {source, target}:
            taken |= {source, target}
            entries.append(Entry(source.name, target.name, STATED, ("pattern",)))
    unknown: list[File] = []
    if second is None:
        sources, targets, unknown = _by_mark(file for file in sources if file not in taken)
    sides = [[file for file in side if file not in taken] for side in (sources, targets)]
    if how.by_path:
        pairs = _by_path(*sides)
        entries += [Entry(one.name, two.name, SAME_PATH, (_why(one, two),)) for one, two in pairs]
        taken |= {file for pair in pairs for file in pair}
    left = [[file.name for file in side if file not in taken] for side in (*sides, unknown)]
    contents = Contents([*left[0], *left[2]], left[1], {})
    alone = contents.unread()
    if how.by_content:
        if second is None:
            known = dict.fromkeys(left[0], Lang.EN) | dict.fromkeys(left[1], Lang.JA)
        else:
            known = _known(dict(zip((first, second), left, strict=False)), how.settings, on_language)
        pairs_by_content, alone = compare(replace(contents, langs=known), how.settings, how.least, on_progress)
        entries += pairs_by_content
    return [*sorted(entries), *sorted(alone)]


def _known(
    folders: Mapping[str, Sequence[str]], settings: Settings, on_language: Callable[[str, Majority], None]
) -> dict[str, Lang]:
    """Return the languages of the files of two folders: as stated, or that of most files of the folder."""
    source = settings.stated_source
    if source is not None:
        stated = (source, source.other)
        return {file: lang for files, lang in zip(folders.values(), stated, strict=True) for file in files}
    known: dict[str, Lang] = {}
    for folder, files in folders.items():
        voted = majority(files, settings)
        if voted is not None:
            on_language(folder, voted)
            known |= dict.fromkeys(files, voted.lang)
    return known


def _listed(folder: str) -> list[File]:
    files = [File(folder, path) for path in list_files(folder)]
    if not files:
        raise InputError("holds no files; check the folder", name=folder)
    return files


def _stated(
    sources: Sequence[File], targets: Sequence[File], patterns: Iterable[tuple[Pattern, Pattern]]
) -> Iterator[tuple[File, File]]:
    """Yield the pairs that file patterns determine."""
    there = {file.path: file for file in targets}
    for source, target in patterns:
        for file in sources:
            parts = source.parts(file.path)
            other = None if parts is None else there.get(target.filled(parts))
            if other is not None and other != file:
                yield file, other


def _by_mark(files: Iterable[File]) -> tuple[list[File], list[File], list[File]]:
    """Divide the files of one tree by the language mark in their paths."""
    there = {file.path: file for file in files}
    english, japanese, rest = ([there[path] for path in side] for side in sides_by_mark(there))
    return english, japanese, rest


def _by_path(sources: Sequence[File], targets: Sequence[File]) -> list[tuple[File, File]]:
    there = [{file.path: file for file in side} for side in (sources, targets)]
    return [(there[0][one], there[1][two]) for one, two in pairs_by_path(list(there[0]), list(there[1]))]


def _why(one: File, two: File) -> str:
    if one.path == two.path:
        return "same path"
    same_suffix = posixpath.splitext(one.path)[1].casefold() == posixpath.splitext(two.path)[1].casefold()
    return "same path but for the mark of the language" if same_suffix else "same path but for the suffix"
