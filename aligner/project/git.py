"""Reads from git: a file at a revision, and the top folder of a repository. No other module starts git."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import dataclass
from typing import TYPE_CHECKING

from aligner.errors import SettingsError

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Revision:
    """A commit of the repository that contains a folder."""

    folder: Path
    commit: str

    def read(self, path: str) -> bytes | None:
        """Return the content of a file at the commit, by its path from the folder; None if it did not exist."""
        shown = _git(self.folder, "show", f"{self.commit}:./{path}")
        return shown.stdout if shown.returncode == 0 else None


def revision(folder: Path, name: str) -> Revision:
    """Return the merge base of HEAD and a branch, tag or commit. Of an ancestor of HEAD, this is the commit itself.

    Later commits of the named branch are not changes of the current work.

    Raises:
        SettingsError: when git is not installed, or the repository or the revision does not exist.
    """
    inside = _git(folder, "rev-parse", "--is-inside-work-tree")
    if inside.returncode:
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
    here = folder.resolve()
    top = next((above for above in (here, *here.parents) if (above / ".git").exists()), here)
    return "".join(f"{part}/" for part in here.relative_to(top).parts)


def _git(folder: Path, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    program = shutil.which("git")
    if program is None:
        raise SettingsError("--changed-since needs git, which is not installed or not on the PATH")
    return subprocess.run([program, "-C", str(folder), *arguments], capture_output=True, check=False)
