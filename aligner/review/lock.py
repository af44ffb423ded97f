"""A lock that one process holds while it reviews: advisory, and gone with the process, however that ends.

The lock is on a file beside the session, not on the session itself: other programs may then read the session meanwhile
(`taiyaku export`), and SQLite's own locks are not disturbed.
"""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from typing import TYPE_CHECKING

from aligner.errors import InputError

if TYPE_CHECKING:
    from pathlib import Path


class Lock:
    """The lock of a session, held from the moment it is made."""

    def __init__(self, session: Path) -> None:
        """Take it.

        Raises:
            InputError: when another process holds it, naming that.
        """
        self._path = session.with_name(f".{session.name}.lock")
        self._file = _held(self._path, session)

    def release(self) -> None:
        """Give it up; the file goes first, so that whoever waits for it makes one of their own."""
        with suppress(OSError):
            self._path.unlink()
        os.close(self._file)


def _held(path: Path, session: Path) -> int:
    """The open file that is locked. It may have been removed between opening and locking; then it is made again."""
    while True:
        try:
            file = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        except OSError as error:
            raise InputError(f"cannot be locked: {error.strerror}", name=str(session)) from None
        if not _lock(file):
            holder = os.read(file, 20).decode("ascii", "replace").strip()
            os.close(file)
            by = f" (process {holder})" if holder.isdigit() else ""
            raise InputError(f"is open in another taiyaku{by}; close that first", name=str(session))
        with suppress(OSError):
            if path.stat().st_ino == os.fstat(file).st_ino:
                os.ftruncate(file, 0)
                os.write(file, str(os.getpid()).encode())
                return file
        os.close(file)


if sys.platform == "win32":
    import msvcrt

    def _lock(file: int) -> bool:
        try:
            # Far behind what is written, so that others can read who holds it.
            os.lseek(file, 1024, os.SEEK_SET)
            msvcrt.locking(file, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        finally:
            os.lseek(file, 0, os.SEEK_SET)
        return True

else:
    import fcntl

    def _lock(file: int) -> bool:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
        return True
