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
from aligner.text.input_files import open_input

if TYPE_CHECKING:
    from collections.abc import Iterator

#: The folder of files that are being written; the underscore hides it from readers of data sets.
WORK = "_work"


def is_url(name: str) -> bool:
    """Whether a name is a URL rather than a path.

    >>> is_url("s3://corpus/en/a.txt"), is_url("en/a.txt"), is_url("C:/en/a.txt")
    (True, False, False)
    """
    return "://" in name


def beside(folder: str, name: str) -> str:
    """Resolve a name against a folder; a URL or an absolute path stays as it is.

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
    """Read a file, at most ``most`` bytes and one more.

    Raises:
        InputError: if it cannot be read; the message names it.
    """
    system, path = _system(name)
    try:
        with system.open(path, "rb") if is_url(name) else open_input(path) as file:
            data: bytes = file.read() if most is None else file.read(most + 1)
    except InputError:
        raise
    except Exception as error:  # file systems raise all kinds of errors
        raise unreadable(error, name, "the connection") from error
    return data


def is_folder(name: str) -> bool:
    """Whether a name is that of an existing folder.

    Raises:
        InputError: if there is no file system for it.
    """
    system, path = _system(name)
    try:
        return bool(system.isdir(path))
    except Exception as error:  # file systems raise all kinds of errors
        raise InputError(f"cannot be looked at: {reason_of(error)}", name=name) from error


def check_readable(name: str) -> None:
    """Check that there is a file system for a name; it is not accessed.

    Raises:
        InputError: if fsspec knows none, or it needs a package that is not installed.
    """
    _system(name)


def list_files(folder: str) -> list[str]:
    """List all files in and below a folder, relative to it with ``/``, in order, without hidden ones.

    Raises:
        InputError: if there is no such folder.
    """
    return sorted(_listed(folder))


def stamps(folder: str) -> list[tuple[str, str]]:
    """List the same files, each with its size and time, as far as the file system knows them."""
    keys = ("size", "mtime", "LastModified", "last_modified", "etag", "ETag")
    return sorted((name, str([info.get(key) for key in keys])) for name, info in _listed(folder).items())


def _listed(folder: str) -> dict[str, dict[str, Any]]:
    """Return the files of a folder with their attributes."""
    system, root = _system(folder)
    try:
        if not system.isdir(root):
            problem = "is a file; give its folder" if system.exists(root) else "no such folder; check the name"
            raise InputError(problem, name=folder)
        attributes = system.find(root, detail=True)
    except (OSError, ValueError) as error:
        raise InputError(f"cannot be listed: {reason_of(error)}", name=folder) from None
    start = len(root.rstrip("/")) + 1 if root.strip("/") else 0
    named = ((path[start:].lstrip("/"), info) for path, info in attributes.items())
    return {name: info for name, info in named if not any(part.startswith(".") for part in name.split("/"))}


def _system(name: str) -> tuple[Any, str]:
    """Return the file system of a name, and the path in it."""
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
    """A folder for output, by path or URL.

    A file is written under another name first and renamed when it is complete, so that no reader sees half of it.

    Attributes:
        name: the name that the user gave.
        place: the absolute path or URL, for processes that run in another folder.
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
        """Whether the folder exists."""
        system, root = self._place
        with _failing(self.name):
            return bool(system.isdir(root))

    def names(self, inside: str = "") -> set[str]:
        """Return the names in it, or in a folder of it; none if that does not exist."""
        system, root = self._place
        with _failing(self.name, "read"):
            system.invalidate_cache()
            try:
                listed = system.ls(posixpath.join(root, inside), detail=False)
            except (FileNotFoundError, NotADirectoryError):
                return set()
        return {posixpath.basename(path.rstrip("/")) for path in listed}

    def read(self, name: str) -> bytes | None:
        """Read a file; None if it does not exist."""
        system, root = self._place
        with _failing(self.name, "read"):
            try:
                data: bytes = system.cat_file(posixpath.join(root, name))
            except FileNotFoundError:
                return None
        return data

    def write(self, name: str, data: bytes) -> None:
        """Write a file, in place of an existing one.

        Raises:
            OutputError: if it cannot be written; the existing file stays.
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
        """Remove a file, or a folder with its contents, if it exists."""
        system, root = self._place
        with _failing(self.name), suppress(FileNotFoundError):
            system.rm(posixpath.join(root, name), recursive=True)

    def check(self) -> None:
        """Check before the work that files can be written there.

        Raises:
            OutputError: if they cannot.
        """
        self.write(f"{WORK}/check", b"")
        self.remove(f"{WORK}/check")


def _synchronise(file: Any) -> None:
    """Flush a local file to the disk before it gets its name, so that a power cut leaves no empty file."""
    with suppress(AttributeError, UnsupportedOperation):
        file.flush()
        os.fsync(file.fileno())


@contextmanager
def _failing(name: str, done: str = "written") -> Iterator[None]:
    """Turn the errors of a file system into one line; ``done`` names the action that failed."""
    try:
        yield
    except OutputError:
        raise
    except (NotADirectoryError, FileExistsError):
        raise OutputError(f"{name}: is a file, or lies in one; name a folder") from None
    except Exception as error:  # file systems raise all kinds of errors
        remedy = "; check the permissions, or name another folder" if isinstance(error, PermissionError) else ""
        raise OutputError(f"{name}: cannot be {done}: {reason_of(error)}{remedy}") from error
