"""Which version of an original a translation was made from.

In this order:

1. the commit that the translation states in its front matter (``default_lang_commit``, or a field that the settings
   name), if the repository has it;
2. the commit that last changed the words of the translation, or the stated commit. The original as it was in that
   commit is the one that the translator had. On a branch, this is the original of the point where the branch began.

An original at a revision of another branch (``upstream/main``) has the history of that branch. The original that the
translator had is then that of the merge base of the branch and the commit of the translation. If a fork and its
upstream have no common commit, only a stated commit counts.

A translation whose words differ from those of HEAD is being changed now. It belongs to the original of the working
tree. Renames of both files are followed. Read next: `sentence_changes`.
"""

from __future__ import annotations

import posixpath
import re
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import takewhile
from typing import TYPE_CHECKING

from aligner.document.load import language_of
from aligner.document.source import SourceText
from aligner.model import Lang
from aligner.project import git
from aligner.project.commits import read_log
from aligner.text.scripts import JAPANESE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from aligner.project.commits import Commit, Edit, Log
    from aligner.project.pairs import Pair

_COMMIT = r"[ \t]*[:=][ \t]*['\"]?(?P<commit>[0-9a-fA-F]{7,64})\b"
#: Bytes at the start of a file in which front matter is searched.
_FRONT_MATTER = 16_384
#: What is not prose: code, link targets, addresses, tags, attributes.
_NO_PROSE = re.compile(r"```.*?(?:```|\Z)|`[^`\n]*`|\]\([^()\s]*\)|https?://\S+|<[^<>]{0,500}>|\{[^{}\n]*\}", re.DOTALL)
_WORD = re.compile(r"[^\W\d_]+")


#: A version of an original: its commit, the id and the content of the file, and whether the translation states it.
_Base = tuple[str, tuple[str, bytes], bool]


@dataclass(frozen=True, slots=True)
class Origin:
    """The version of an original that a translation was made from.

    Attributes:
        commit: the id of its commit.
        content: the original as it was.
        stated: whether the translation states the commit.
        since: what later commits did to the original, newest first.
    """

    commit: str
    content: bytes
    stated: bool
    since: tuple[Edit, ...]

    @property
    def first_change(self) -> Commit | None:
        """The oldest commit that changed the original since; None if none did."""
        return self.since[-1].commit if self.since else None


class Origins:
    """Finds the origins of the translations of a project.

    Args:
        root: the folder of the project.
        pairs: its pairs. Their folders limit the history that is read.
        field: the name of the front matter field with the commit.
        objects: the repository, open for reading.
    """

    def __init__(self, root: Path, pairs: Sequence[Pair], field: str, objects: git.Objects) -> None:
        self._root = root
        self._pairs = pairs
        self._objects = objects
        self._stated = re.compile(rf"^[ \t]*{re.escape(field)}{_COMMIT}", re.MULTILINE)
        self._prefix = git.prefix_of(root)
        self._known_logs: dict[str, tuple[Log, Log]] = {}
        self._bases: dict[tuple[str, str], str | None] = {}

    def _logs(self, ref: str) -> tuple[Log, Log]:
        """Return the logs of the originals and of the translations of the pairs with a revision, or with none."""
        if ref not in self._known_logs:
            pairs = [pair for pair in self._pairs if pair.ref == ref]
            if ref:
                # A fork that translates in place has the translation under the path of the original, on its own line.
                sources, targets = (_folders({getattr(it, side) for it in pairs}) for side in ("source", "target"))
                originals = read_log(git.raw_log(git.top_of(self._root), sources, ref))
                translations = read_log(git.raw_log(self._root, targets, first_parent=True))
            else:
                paths = {path for pair in pairs for path in pair.files}
                originals = translations = read_log(git.raw_log(self._root, _folders(paths)))
            self._known_logs[ref] = originals, translations
        return self._known_logs[ref]

    def of(self, pair: Pair, source: bytes, target: bytes) -> Origin | None:
        """Return the version that a translation was made from; None if it is the present one, or is not known.

        Args:
            pair: the pair.
            source: the present content of the original.
            target: the content of the translation in the working tree.
        """
        originals, translations = self._logs(pair.ref)
        path = pair.source if pair.ref else self._path(pair.source)
        edits = list(translations.edits(self._path(pair.target)))
        if not edits or edits[0].new is None or self._was_translated(edits[0].new, target):
            return None
        base = self._named(originals.paths(path), target) or self._last_translated(pair.ref, path, edits)
        if base is None:
            return None
        commit, (blob, content), stated = base
        if content == source:
            return None
        since = tuple(takewhile(lambda edit: edit.new != blob, originals.edits(path)))
        return Origin(commit, content, stated, since)

    def removal(self, pair: Pair) -> Edit | None:
        """Return the commit that deleted or renamed the original of a pair; None if none did."""
        return self._logs(pair.ref)[0].removal(self._path(pair.source))

    def content(self, blob: str) -> bytes:
        """Return the content of a file by its id; empty if the repository does not have it."""
        found = self._objects.read(blob)
        return found[1] if found else b""

    def states_unknown(self, target: bytes) -> bool:
        """Whether a translation states a commit that the repository does not have."""
        commit = self._statement(target)
        return bool(commit) and not self._objects.has_commit(commit)

    def _named(self, paths: Iterable[str], target: bytes) -> _Base | None:
        """Return the original at the commit that a translation states, under the name that it had then."""
        commit = self._statement(target)
        content = self._at(commit, paths) if commit else None
        return content and (commit, content, True)

    def _last_translated(self, ref: str, path: str, edits: Sequence[Edit]) -> _Base | None:
        """Return the original as of the commit that last changed the words of a translation."""
        for edit in edits:
            new = edit.new and self._objects.read(edit.new)
            if edit.old is None or (new and self._was_translated(edit.old, new[1])):
                return self._original_at(ref, path, edit)
        return None

    def _original_at(self, ref: str, path: str, edit: Edit) -> _Base | None:
        """Return the original that the translator had at an edit of the translation."""
        originals, _ = self._logs(ref)
        commit = self._merge_base(ref, edit.commit.id) if ref else edit.commit.id
        if commit is None:
            return None
        content = self._at(commit, originals.paths(path) if ref else [originals.path_at(path, edit.number)])
        return content and (commit, content, False)

    def _merge_base(self, ref: str, commit: str) -> str | None:
        if (ref, commit) not in self._bases:
            self._bases[ref, commit] = git.merge_base(self._root, ref, commit)
        return self._bases[ref, commit]

    def _at(self, commit: str, paths: Iterable[str]) -> tuple[str, bytes] | None:
        """Return the id and the content of a file at a commit, by the first of its paths that exists there."""
        return next(filter(None, (self._objects.read(f"{commit}:{path}") for path in paths)), None)

    def _was_translated(self, old: str, new: bytes) -> bool:
        """Whether the words of a translation, or the commit that it states, differ between two versions."""
        before = self._objects.read(old)
        if before is None or before[1] == new:
            return before is None
        lang = language_of(SourceText("", new.decode("utf-8", "replace")))
        return _prose(before[1], lang) != _prose(new, lang) or self._statement(before[1]) != self._statement(new)

    def _statement(self, content: bytes) -> str:
        """Return the commit that the front matter of a translation states; empty if it states none."""
        head = content[:_FRONT_MATTER].decode("utf-8", "replace").lstrip("\ufeff \t\r\n")
        if not head.startswith(("---", "+++")):
            return ""
        match = self._stated.search(head.partition("\n" + head[:3])[0])
        return match["commit"].lower() if match else ""

    def _path(self, path: str) -> str:
        """Return a path from the top of the repository."""
        return posixpath.normpath(self._prefix + path)


@contextmanager
def opened(root: Path, pairs: Sequence[Pair], field: str) -> Iterator[Origins]:
    """Open the repository of a project for reading. The arguments are those of `Origins`."""
    with git.Objects(root) as objects:
        yield Origins(root, pairs, field, objects)


def _prose(content: bytes, lang: Lang) -> str:
    """Return the letters of a translation that a translator writes: Japanese letters, or English words.

    Programs that update versions and links in all pages change nothing here.
    """
    text = content.decode("utf-8", "replace")
    if lang is Lang.JA:
        return "".join(JAPANESE.findall(text))
    return " ".join(_WORD.findall(_NO_PROSE.sub(" ", text))).casefold()


def _folders(paths: Iterable[str]) -> list[str]:
    """Return the folders and files whose log is read: for each first part of a path, what its paths have in common.

    >>> _folders(["docs/en/a.md", "docs/en/b/c.md", "README.md"])
    ['README.md', 'docs/en']
    """
    groups: dict[str, list[str]] = {}
    for path in paths:
        groups.setdefault(path.partition("/")[0], []).append(path)
    folders = []
    for group in groups.values():
        common = posixpath.commonpath(group)
        folders.append(common if len(group) > 1 else posixpath.dirname(common) or common)
    return sorted(folders)
