"""A folder with the results of earlier alignments, by the content of the files, the settings and the version.

A build can keep the folder between two runs. The rules: an entry depends on everything that the result depends on, so
it never becomes outdated. An entry that cannot be read counts as missing. An entry is written under another name and
then renamed, so two runs can use the folder at once. At the end of a run, the entries that were not used for the
longest time are removed until the folder is within its limit.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
import zlib
from contextlib import suppress
from dataclasses import dataclass, fields
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from aligner.findings.rules.reading import load_rules
from aligner.version import __version__

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from aligner.settings import Settings

#: Largest size of the folder, in bytes. A page takes about 20 kB.
LIMIT = 256 * 1024 * 1024
#: Largest entry when it is unpacked, in bytes.
_MOST = 256 * 1024 * 1024
_SUFFIX = ".z"
#: Folders of the program that no result depends on, and the one file in them that makes results.
_WITHOUT_EFFECT = frozenset({"batch", "cli", "demo", "project", "review", "__pycache__"})
_WITH_EFFECT = "records.py"


@dataclass(frozen=True, slots=True)
class Cache:
    """The entries in a folder, which is made when the first one is written."""

    folder: Path
    limit: int = LIMIT

    def read(self, key: str) -> str | None:
        """Return an entry and mark it as used; None if there is none, or if it is damaged."""
        path = self._path(key)
        try:
            unpacking = zlib.decompressobj()
            data = unpacking.decompress(path.read_bytes(), _MOST)
            if not unpacking.eof:
                return None
            text = data.decode()
        except (OSError, zlib.error, UnicodeDecodeError):
            return None
        with suppress(OSError):
            os.utime(path)
        return text

    def has(self, key: str) -> bool:
        """Whether there is an entry, which may be damaged."""
        return self._path(key).is_file()

    def write(self, key: str, text: str) -> bool:
        """Write an entry. Return whether the folder can be written to."""
        path = self._path(key)
        with suppress(OSError):
            path.parent.mkdir(parents=True, exist_ok=True)
            # Version control ignores the folder.
            if not (note := self.folder / ".gitignore").exists():
                note.write_text("*\n", "utf-8")
            descriptor, name = tempfile.mkstemp(dir=path.parent)
            try:
                with os.fdopen(descriptor, "wb") as file:
                    file.write(zlib.compress(text.encode(), 1))
                Path(name).replace(path)
            except OSError:
                Path(name).unlink(missing_ok=True)
                return False
            return True
        return False

    def trim(self) -> None:
        """Remove the entries that were not used for the longest time until the rest is within the limit."""
        entries = sorted(self._entries(), reverse=True)
        size = 0
        for _, bytes_, path in entries:
            size += bytes_
            if size > self.limit:
                with suppress(OSError):
                    path.unlink()

    def _entries(self) -> Iterator[tuple[float, int, Path]]:
        """Yield the time of last use, the size and the path of each file below the folder, unfinished ones too."""
        for path in self.folder.glob("??/*"):
            with suppress(OSError):
                status = path.stat()
                yield status.st_mtime, status.st_size, path

    def _path(self, key: str) -> Path:
        return self.folder / key[:2] / (key[2:] + _SUFFIX)


def key_of(settings: Settings, *contents: tuple[str, bytes]) -> str:
    """Return the key of a result from the settings, and from the names and contents of the files."""
    digest = hashlib.sha256(_program().encode())
    parts: list[bytes] = [_described(settings).encode()]
    parts += [part for name, content in contents for part in (name.encode("utf-8", "surrogateescape"), content)]
    for part in parts:
        digest.update(len(part).to_bytes(8, "big") + part)
    return digest.hexdigest()


def key_of_changes(settings: Settings, *contents: tuple[str, bytes]) -> str:
    """Return the key of a comparison of two versions, which depends on this package too."""
    return key_of(settings, *contents, ("changes", _package().encode()))


@cache
def _described(settings: Settings) -> str:
    """Return the settings; files by the digests of their contents."""
    values = {field.name: getattr(settings, field.name) for field in fields(settings)}
    return repr(
        {name: _digest_of(value) if isinstance(value, Path) else str(value) for name, value in sorted(values.items())}
        | {"rules": load_rules(settings.rules).sha256}
    )


def _digest_of(path: Path) -> str:
    """Return a digest of a file, or of a folder by the names, sizes and times of its files; empty if there is none."""
    with suppress(OSError):
        if path.is_dir():
            inside = sorted(entry for entry in path.rglob("*") if entry.is_file())
            stats = [(str(entry), entry.stat().st_size, entry.stat().st_mtime_ns) for entry in inside]
            return hashlib.sha256(repr(stats).encode()).hexdigest()
        return hashlib.sha256(path.read_bytes()).hexdigest()
    return ""


@cache
def _package() -> str:
    """Return a digest of the files of this package."""
    root = Path(str(files(__package__)))
    return _digest_of_files(root, root.iterdir())


@cache
def _program() -> str:
    """Return a digest of the version and the program's own files. Two commits of the program may have one version."""
    root = Path(str(files("aligner")))
    paths = (
        path
        for path in root.rglob("*")
        if _WITHOUT_EFFECT.isdisjoint(path.relative_to(root).parts) or path.name == _WITH_EFFECT
    )
    return __version__ + _digest_of_files(root, paths)


def _digest_of_files(root: Path, paths: Iterable[Path]) -> str:
    """Return a digest of the names and contents of files in a folder; other paths are left out."""
    digest = hashlib.sha256()
    for path in sorted(paths):
        if path.is_file():
            digest.update(path.relative_to(root).as_posix().encode() + path.read_bytes())
    return digest.hexdigest()
