"""The commits that changed the files of a project, newest first, as the log of git has them.

Read next: `origins`, which finds the version that a translation was made from.
"""

from __future__ import annotations

import os
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


@dataclass(frozen=True, slots=True)
class Commit:
    """A commit: its id, the day on which its author wrote it (``2026-03-01``), and the author's name."""

    id: str
    day: str
    author: str


@dataclass(frozen=True, slots=True)
class Edit:
    """What a commit did to a file.

    Attributes:
        number: the place of the commit in the log; 0 is the newest.
        commit: the commit.
        old: the id of the content before; None if the file is new.
        new: the id of the content after; None if the file was deleted.
        old_path, path: the path before and after, from the top of the repository.
    """

    number: int
    commit: Commit
    old: str | None
    new: str | None
    old_path: str
    path: str


class Log:
    """The edits of the files of a project."""

    def __init__(self, edits: Sequence[Edit]) -> None:
        self._by_path: dict[str, list[Edit]] = defaultdict(list)
        for edit in edits:
            self._by_path[edit.path].append(edit)

    def edits(self, path: str) -> Iterator[Edit]:
        """Yield the edits of a file, newest first, under its earlier names too."""
        reached, seen = -1, set()
        while path not in seen:
            seen.add(path)
            for edit in self._by_path.get(path, ()):
                if edit.number <= reached:
                    continue
                yield edit
                reached = edit.number
                if edit.old is None:
                    return
                if edit.old_path != path:
                    path = edit.old_path
                    break
            else:
                return

    def removal(self, path: str) -> Edit | None:
        """Return the newest edit that deleted or renamed a file; None if there is none."""
        edits = (edit for edits in self._by_path.values() for edit in edits)
        removals = (edit for edit in edits if edit.old_path == path and (edit.new is None or edit.path != path))
        return min(removals, key=lambda edit: edit.number, default=None)

    def path_at(self, path: str, number: int) -> str:
        """Return the path that a file had at a commit of the log.

        Args:
            path: its path now.
            number: the place of the commit in the log.
        """
        for edit in self.edits(path):
            if edit.number >= number:
                return edit.path
            path = edit.old_path
        return path

    def paths(self, path: str) -> list[str]:
        """Return all paths that a file had, the newest first."""
        edits = list(self.edits(path))
        return list(dict.fromkeys([path, *(name for edit in edits for name in (edit.path, edit.old_path))]))


def read_log(raw: bytes) -> Log:
    """Read the log that `git.raw_log` returns."""
    edits: list[Edit] = []
    for number, entry in enumerate(raw.split(b"\x01")[1:]):
        commit_id, date, author, rest = entry.split(b"\0", 3)
        commit = Commit(commit_id.decode(), date.decode()[:10], author.decode("utf-8", "replace"))
        edits += _edits(number, commit, rest.lstrip(b"\0\n").split(b"\0"))
    return Log(edits)


def _edits(number: int, commit: Commit, fields: Sequence[bytes]) -> Iterator[Edit]:
    """Yield the edits of a commit from the fields of ``--raw -z``: a line, and one path or, of a rename, two."""
    k = 0
    while k + 1 < len(fields):
        line = fields[k].lstrip(b"\n:").split()
        if len(line) != 5:
            return
        old, new, status = line[2].decode(), line[3].decode(), line[4][:1]
        is_copy = status in (b"R", b"C")
        old_path, path = os.fsdecode(fields[k + 1]), os.fsdecode(fields[k + 1 + is_copy])
        k += 2 + is_copy
        yield Edit(number, commit, _blob(old), _blob(new), old_path, path)


def _blob(name: str) -> str | None:
    return None if set(name) == {"0"} else name
