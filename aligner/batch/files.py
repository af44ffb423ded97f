"""Files and folders by path or URL (fsspec): read whole, listed, and written whole or not at all.

A plain path is one of this machine's; anything with ``://`` goes to the file system that fsspec has for it (``s3://``,
``gs://``, ``abfs://``, ``hdfs://``, ``zip://…::…``), which may need a package of its own.
"""

from __future__ import annotations

import os
import posixpath
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from io import UnsupportedOperation
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from aligner.batch.extras import extra
from aligner.errors import InputError, OutputError, reason_of, unreadable

if TYPE_CHECKING:
    from collections.abc import Iterator

#: Holds what is being written; its leading underscore hides it from readers of data sets.
WORK = "_work"


def is_url(name: str) -> bool:
    """Whether a name is a URL rather than a path.

    >>> is_url("s3://corpus/en/a.txt"), is_url("en/a.txt"), is_url("C:/en/a.txt")
    (True, False, False)
    """
    return "://" in name


def beside(folder: str, name: str) -> str:
    """A name as seen from a folder: itself where it is a URL or starts at the root.

    >>> beside("s3://corpus/v1", "en/a.txt"), beside("data", "/en/a.txt"), beside("", "a.txt")
    ('s3://corpus/v1/en/a.txt', '/en/a.txt', 'a.txt')
    """
    if is_url(name) or Path(name).is_absolute() or not folder:
        return name
    if is_url(folder):
        # In a chain (zip://en::file:///x.zip) the path is that of the first link.
        first, chain, rest = folder.partition("::")
        joined = first + name if first.endswith("://") else f"{first.rstrip('/')}/{name}"
        return joined + chain + rest
    return os.path.join(folder, name)  # noqa: PTH118  # names stay as they were given: no ./ is taken off


def read_bytes(name: str, most: int | None = None) -> bytes:
    """What a file holds, one byte more than ``most`` at most.

    Raises:
        InputError: when it cannot be read, naming it.
    """
    system, path = _system(name)
    try:
        with system.open(path, "rb") as file:
            data: bytes = file.read() if most is None else file.read(most + 1)
    except Exception as error:  # file systems raise what they like
        raise unreadable(error, name, "the connection") from error
    return data


def is_folder(name: str) -> bool:
    """Whether a name is that of a folder that is there.

    Raises:
        InputError: when there is no file system for it.
    """
    system, path = _system(name)
    try:
        return bool(system.isdir(path))
    except Exception as error:  # file systems raise what they like
        raise InputError(f"cannot be looked at: {reason_of(error)}", name=name) from error


def check_readable(name: str) -> None:
    """Find out whether there is a file system for a name; what is there is not asked.

    Raises:
        InputError: when fsspec knows none, or it needs a package that is not installed.
    """
    _system(name)


def list_files(folder: str) -> list[str]:
    """All files in and below a folder, relative to it with ``/``, in order; hidden ones are left out.

    Raises:
        InputError: when there is no such folder.
    """
    return sorted(_found(folder))


def stamps(folder: str) -> list[tuple[str, str]]:
    """The same files, each with what changes when it does: its size and time, as far as the file system tells."""
    told = ("size", "mtime", "LastModified", "last_modified", "etag", "ETag")
    return sorted((name, str([info.get(key) for key in told])) for name, info in _found(folder).items())


def _found(folder: str) -> dict[str, dict[str, Any]]:
    """The files of a folder and what is known of each."""
    system, root = _system(folder)
    try:
        if not system.isdir(root):
            what = "is a file; give the folder it is in" if system.exists(root) else "no such folder; check the name"
            raise InputError(what, name=folder)
        found = system.find(root, detail=True)
    except (OSError, ValueError) as error:
        raise InputError(f"cannot be listed: {reason_of(error)}", name=folder) from None
    start = len(root.rstrip("/")) + 1 if root.strip("/") else 0
    named = ((path[start:].lstrip("/"), info) for path, info in found.items())
    return {name: info for name, info in named if not any(part.startswith(".") for part in name.split("/"))}


def _system(name: str) -> tuple[Any, str]:
    """The file system of a name, and the name there."""
    core = extra("fsspec.core")
    try:
        system, path = core.url_to_fs(name if is_url(name) else os.path.abspath(name))  # noqa: PTH100
    except ImportError as error:
        raise InputError(f"needs a package that is not installed ({error}); install it", name=name) from None
    except (OSError, ValueError) as error:
        raise InputError(f"cannot be used: {reason_of(error)}; check the address", name=name) from None
    return system, path


@dataclass(frozen=True)
class Folder:
    """A folder that output goes to, by path or URL.

    A file is written under another name first and renamed when it is whole, so that no half of one is ever read.

    Attributes:
        name: what the user calls it.
        place: the same from the root, for processes that run elsewhere.
    """

    name: str
    place: str = ""

    def __post_init__(self) -> None:
        if not self.place:
            place = self.name if is_url(self.name) else os.path.abspath(self.name)  # noqa: PTH100  # links stay
            object.__setattr__(self, "place", place)

    @property
    def _place(self) -> tuple[Any, str]:
        try:
            return _system(self.place)
        except InputError as error:
            raise OutputError(str(error)) from None

    @property
    def is_there(self) -> bool:
        """Whether there is such a folder."""
        system, root = self._place
        with _failing(self.name):
            return bool(system.isdir(root))

    def names(self, inside: str = "") -> set[str]:
        """The files and folders right in it, or in a folder of it; none where that is not there."""
        system, root = self._place
        with _failing(self.name, "read"):
            system.invalidate_cache()
            try:
                listed = system.ls(posixpath.join(root, inside), detail=False)
            except (FileNotFoundError, NotADirectoryError):
                return set()
        return {posixpath.basename(path.rstrip("/")) for path in listed}

    def read(self, name: str) -> bytes | None:
        """What a file holds, or None where there is none."""
        system, root = self._place
        with _failing(self.name, "read"):
            try:
                data: bytes = system.cat_file(posixpath.join(root, name))
            except FileNotFoundError:
                return None
        return data

    def write(self, name: str, data: bytes) -> None:
        """Write a file, in place of one that is there.

        Raises:
            OutputError: when it cannot be written; what was there before stays.
        """
        system, root = self._place
        path, temporary = posixpath.join(root, name), posixpath.join(root, WORK, f"{uuid4().hex}.tmp")
        with _failing(self.name):
            try:
                for place in (temporary, path):
                    system.makedirs(posixpath.dirname(place), exist_ok=True)
                with system.open(temporary, "wb") as file:
                    file.write(data)
                    _synchronise(file)
                system.mv(temporary, path)
            except BaseException:
                with suppress(Exception):
                    system.rm_file(temporary)
                raise

    def remove(self, name: str) -> None:
        """Take a file away, or a folder with all in it; nothing happens where there is none."""
        system, root = self._place
        with _failing(self.name), suppress(FileNotFoundError):
            system.rm(posixpath.join(root, name), recursive=True)

    def check(self) -> None:
        """Find out before the work whether anything can be written there.

        Raises:
            OutputError: when not.
        """
        self.write(f"{WORK}/check", b"")
        self.remove(f"{WORK}/check")


def _synchronise(file: Any) -> None:
    """Have a file of this machine on the disk before it gets its name, so that a power cut leaves no empty one."""
    with suppress(AttributeError, UnsupportedOperation):
        file.flush()
        os.fsync(file.fileno())


@contextmanager
def _failing(name: str, done: str = "written") -> Iterator[None]:
    """Turns what a file system raises into one line; ``done`` is what could not be done."""
    try:
        yield
    except OutputError:
        raise
    except (NotADirectoryError, FileExistsError):
        raise OutputError(f"{name}: is a file, or lies in one; name a folder") from None
    except Exception as error:  # file systems raise what they like
        remedy = "; check the permissions, or name another folder" if isinstance(error, PermissionError) else ""
        raise OutputError(f"{name}: cannot be {done}: {reason_of(error)}{remedy}") from error
