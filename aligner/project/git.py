"""Reads from git: files at a revision, the log of some files, and the top folder of a repository.

No other module starts git. Every call names the program and its arguments, without a shell, only reads, and ends after
a time limit. Objects that a partial clone lacks are not fetched.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

from aligner.errors import SettingsError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path
    from types import TracebackType

#: Seconds after which a call is given up. The log of 4,300 commits takes less than one.
_LIMIT = 120
#: The largest object that is read, in bytes, and the most commits of a log.
_MOST_BYTES, _MOST_COMMITS = 32 * 1024 * 1024, 100_000
#: Git takes no lock, asks no question, uses no network, and takes paths as they are, not as patterns.
_READING = {
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_LITERAL_PATHSPECS": "1",
}


@dataclass(frozen=True, slots=True)
class Revision:
    """A commit of the repository that contains a folder."""

    folder: Path
    commit: str

    def read(self, path: str) -> bytes | None:
        """Return the content of a file at the commit, by its path from the folder; None if it did not exist."""
        shown = _git(self.folder, "show", f"{self.commit}:./{path}")
        return shown.stdout if shown.returncode == 0 else None

    def changed(self) -> frozenset[str] | None:
        """Return the paths from the folder of the files that differ from the commit; None if git does not know.

        Files that are not in the index yet are among them.
        """
        listed = (
            _git(self.folder, "diff", "--name-only", "--relative", "--no-renames", "-z", self.commit, "--"),
            _git(self.folder, "ls-files", "--others", "--exclude-standard", "-z"),
        )
        if any(result.returncode for result in listed):
            return None
        return frozenset(os.fsdecode(path) for result in listed for path in result.stdout.split(b"\0") if path)


def revision(folder: Path, name: str) -> Revision:
    """Return the merge base of HEAD and a branch, tag or commit. Of an ancestor of HEAD, this is the commit itself.

    Later commits of the named branch are not changes of the current work.

    Raises:
        SettingsError: when git is not installed, or the repository or the revision does not exist.
    """
    if not is_installed():
        raise SettingsError("--changed-since needs git, which is not installed or not on the PATH")
    if not is_repository(folder):
        raise SettingsError(f"--changed-since {name}: {folder.resolve()} is in no git repository")
    resolved = _git(folder, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}")
    if resolved.returncode:
        raise SettingsError(
            f"--changed-since {name}: the repository has no such revision; "
            "fetch it first (a build checks out one commit alone unless fetch-depth: 0 is set)"
        )
    commit = resolved.stdout.decode().strip()
    base = _git(folder, "merge-base", commit, "HEAD")
    return Revision(folder, base.stdout.decode().strip() if base.returncode == 0 else commit)


def prefix_of(folder: Path) -> str:
    """Return the path from the top of the repository to a folder in it, with a / at its end; empty at the top.

    >>> from pathlib import Path
    >>> prefix_of(Path("/"))
    ''
    """
    return "".join(f"{part}/" for part in folder.resolve().relative_to(top_of(folder)).parts)


def top_of(folder: Path) -> Path:
    """Return the top folder of the repository that a folder is in; the folder itself if it is in none."""
    here = folder.resolve()
    return next((above for above in (here, *here.parents) if (above / ".git").exists()), here)


def is_installed() -> bool:
    """Whether git can be started."""
    return shutil.which("git") is not None


def is_repository(folder: Path) -> bool:
    """Whether a folder is in the working tree of a repository."""
    inside = _git(folder, "rev-parse", "--is-inside-work-tree")
    return inside.returncode == 0 and inside.stdout.strip() == b"true"


def is_shallow(folder: Path) -> bool:
    """Whether the repository has only a part of its history."""
    return _git(folder, "rev-parse", "--is-shallow-repository").stdout.strip() == b"true"


def files_at(folder: Path, name: str) -> list[str] | None:
    """Return the paths of all files at a revision, from the top of the repository; None if there is no such revision.

    Links and submodules are not among them.
    """
    commit = _git(folder, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}")
    if commit.returncode:
        return None
    listed = _git(folder, "ls-tree", "-r", "-z", "--full-tree", commit.stdout.decode().strip())
    entries = (entry.partition(b"\t") for entry in listed.stdout.split(b"\0"))
    return [os.fsdecode(path) for mode, _, path in entries if mode.startswith(b"100")]


def merge_base(folder: Path, one: str, other: str) -> str | None:
    """Return the newest common ancestor of two revisions; None if they have none."""
    base = _git(folder, "merge-base", "--end-of-options", one, other)
    return base.stdout.decode().strip() if base.returncode == 0 else None


def raw_log(folder: Path, paths: Iterable[str], name: str = "HEAD", *, first_parent: bool = False) -> bytes:
    """Return the log of a revision for files and folders, newest first, in the form that `commits` reads.

    A commit is `--format` between two NUL bytes, followed by its raw changes. Renames among the paths are followed.

    Args:
        folder: the folder that the paths are relative to.
        paths: the files and folders.
        name: the revision.
        first_parent: whether a merge is one change of the branch, and the commits of the other branch are left out.
    """
    form = "%x01%H%x00%aI%x00%an%x00"
    options = ("--raw", "-z", "--no-abbrev", "--find-renames", f"--max-count={_MOST_COMMITS}", f"--format={form}")
    # The rename limit is named, because the user's configuration may turn the detection off.
    renames = ("-c", "diff.renames=true", "-c", "diff.renameLimit=2000", "-c", "log.showSignature=false")
    line = ("--first-parent", "-m") if first_parent else ()
    shown = (*options, *line, "--no-show-signature", "--end-of-options", name)
    result = _git(folder, *renames, "log", *shown, "--", *sorted(paths))
    return result.stdout if result.returncode == 0 else b""


class Objects:
    """The objects of a repository, read through one process as long as the context is open."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        command = _command(self._folder, "cat-file", "--batch")
        self._process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=os.environ | _READING,
        )
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        process = self._process
        if process is not None and process.stdin is not None and process.stdout is not None:
            process.kill()
            process.stdin.close()
            process.stdout.close()
            process.wait()
        self._process = None

    def read(self, name: str) -> tuple[str, bytes] | None:
        """Return the id and the content of a file, by its id or as ``COMMIT:PATH``; None if there is no such file."""
        found = self._ask(name)
        return (found[0], found[2]) if found and found[1] == "blob" and len(found[2]) <= _MOST_BYTES else None

    def has_commit(self, name: str) -> bool:
        """Whether the repository has a commit, by the beginning of its id."""
        found = self._ask(name)
        return found is not None and found[1] == "commit"

    def _ask(self, name: str) -> tuple[str, str, bytes] | None:
        """Return id, type and content of an object."""
        process = self._process
        if process is None or process.stdin is None or process.stdout is None or "\n" in name:
            return None
        process.stdin.write(os.fsencode(name) + b"\n")
        process.stdin.flush()
        head = process.stdout.readline().split()
        if len(head) != 3 or not head[2].isdigit():  # "NAME missing"
            return None
        return head[0].decode(), head[1].decode(), process.stdout.read(int(head[2]) + 1)[:-1]


def _git(folder: Path, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    command = _command(folder, *arguments)
    try:
        return subprocess.run(command, capture_output=True, check=False, timeout=_LIMIT, env=os.environ | _READING)
    except subprocess.TimeoutExpired:
        raise SettingsError(
            f"git {arguments[0]} did not answer within {_LIMIT} seconds; check the repository, or set history = false"
        ) from None


def _command(folder: Path, *arguments: str) -> list[str]:
    program = shutil.which("git")
    if program is None:
        raise SettingsError("git is not installed or not on the PATH")
    return [program, "--no-pager", "-C", str(folder), *arguments]
