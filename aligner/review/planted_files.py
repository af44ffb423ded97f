"""Refuses links and special files at the places where a review writes: the session and the files beside it.

A repository or an archive can contain a link under the name of a session, of its lock or of its log. A program that
follows the link writes to the file that the link names. Rule: before a review opens or makes one of these files, the
place is empty or has a regular file.
"""

from __future__ import annotations

import os
import stat
from typing import TYPE_CHECKING

from aligner.errors import InputError

if TYPE_CHECKING:
    from pathlib import Path

#: What SQLite adds to the name of a database for the files that it keeps beside it.
SQLITE_SUFFIXES = ("-wal", "-shm", "-journal")
_NEW_FILE = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0)


def lock_of(session: Path) -> Path:
    """The lock file of a session."""
    return session.with_name(f".{session.name}.lock")


def logs_of(session: Path) -> list[Path]:
    """The files that SQLite keeps beside a session while it is open."""
    return [session.with_name(f"{session.name}{suffix}") for suffix in SQLITE_SUFFIXES]


def check_regular(session: Path) -> None:
    """Check that no file of a session is a link or a special file. A file that is missing is in order.

    Raises:
        InputError: when one of them is a link, even one to nothing, or a folder, a pipe or a device.
    """
    for path in (session, lock_of(session), *logs_of(session)):
        try:
            mode = path.lstat().st_mode
        except (FileNotFoundError, NotADirectoryError):
            continue
        except OSError as error:
            raise InputError(f"cannot be opened: {error.strerror}", name=str(path)) from None
        if stat.S_ISLNK(mode):
            problem = "is a link, and a review writes through no link; remove it, or name the file itself"
            raise InputError(problem, name=str(path))
        if not stat.S_ISREG(mode):
            raise InputError("is not a regular file; remove it, or name another session", name=str(path))


def identities(session: Path) -> tuple[tuple[int, int] | None, ...]:
    """Device and number of the files at the places of a session and of its log; None where there is no file."""
    return tuple(_identity(path) for path in (session, session.with_name(f"{session.name}{SQLITE_SUFFIXES[0]}")))


def _identity(path: Path) -> tuple[int, int] | None:
    try:
        status = path.lstat()
    except OSError:
        return None
    return status.st_dev, status.st_ino


def make_empty(path: Path) -> None:
    """Make an empty file that only its owner may read.

    Raises:
        OSError: when anything has this name already, even a link to nothing, or the file cannot be made.
    """
    os.close(os.open(path, _NEW_FILE, 0o600))
