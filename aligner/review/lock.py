"""The lock that one process holds on a session while it reviews. It ends with the process, however that ends.

The lock is on a file beside the session, so that other programs can read the session meanwhile (`taiyaku export`) and
SQLite's own locks are not disturbed.
"""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from filelock import FileLock, Timeout

from aligner.errors import InputError
from aligner.review.planted_files import check_regular, lock_of


class Lock:
    """The lock of a session, held from the moment it is made."""

    def __init__(self, session: Path) -> None:
        """Acquire it.

        Raises:
            InputError: when another process holds it, or its file cannot be made or is a link.
        """
        check_regular(session)
        self._lock = FileLock(lock_of(session), timeout=0, thread_local=False)
        try:
            self._lock.acquire()
        except Timeout:
            raise InputError("is open in another taiyaku; close that first", name=str(session)) from None
        except OSError as error:
            raise InputError(f"cannot be locked: {error.strerror}", name=str(session)) from None

    def release(self) -> None:
        """Release it. The file is removed first, while no other process can hold it."""
        with suppress(OSError):
            Path(self._lock.lock_file).unlink()
        self._lock.release()
