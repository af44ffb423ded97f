"""Opens files that a user or a settings file names, and does not wait for what is no file.

Rule: opening returns at once. A pipe without a writer is read as empty, and a device such as a terminal is refused. A
pipe with a writer, as a shell makes for ``<(command)``, is read to its end.
"""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import IO

from aligner.errors import InputError

_AT_ONCE = getattr(os, "O_NONBLOCK", 0)


def open_input(path: str | Path) -> IO[bytes]:
    """Open a file for reading bytes.

    Raises:
        InputError: when it is a device other than the null device.
        OSError: when it cannot be opened.
        ValueError: when the name holds a null character.
    """
    file = open(path, "rb", opener=lambda name, flags: os.open(name, flags | _AT_ONCE))  # noqa: SIM115  # the caller's
    status = os.fstat(file.fileno())
    if stat.S_ISCHR(status.st_mode) and not os.path.samestat(status, Path(os.devnull).stat()):
        file.close()
        raise InputError("is a device, not a file; give a file, or - for standard input", name=str(path))
    if stat.S_ISFIFO(status.st_mode):
        os.set_blocking(file.fileno(), True)
    return file


def is_file(path: Path) -> bool:
    """Return whether there is a file; False if the system does not let the program look, or if the name is too long."""
    try:
        return path.is_file()
    except OSError:
        return False
