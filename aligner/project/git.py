"""What git knows: a file as it was at a revision, and where a repository begins. The only place that starts git."""

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
    """A commit of the repository that a folder lies in."""

    folder: Path
    commit: str

    def read(self, path: str) -> bytes | None:
        """A file as it was, by its path from the folder; None where it was not there."""
        made = _git(self.folder, "show", f"{self.commit}:./{path}")
        return made.stdout if made.returncode == 0 else None


def revision(folder: Path, name: str) -> Revision:
    """The commit from which a branch, tag or commit and the work at hand went apart; itself where it is an ancestor.

    What was done on the named branch since then is no change of the work at hand.

    Raises:
        SettingsError: when git, the repository or the revision is not there.
    """
    inside = _git(folder, "rev-parse", "--is-inside-work-tree")
    if inside.returncode:
        raise SettingsError(f"--changed-since {name}: {folder.resolve()} is in no git repository")
    found = _git(folder, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}")
    if found.returncode:
        raise SettingsError(
            f"--changed-since {name}: the repository has no such revision; "
            "fetch it first (a build checks out one commit alone unless told fetch-depth: 0)"
        )
    commit = found.stdout.decode().strip()
    parted = _git(folder, "merge-base", commit, "HEAD")
    return Revision(folder, parted.stdout.decode().strip() if parted.returncode == 0 else commit)


def prefix_of(folder: Path) -> str:
    """The path from the top of the repository that a folder lies in to the folder, with a / at its end if it has one.

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
