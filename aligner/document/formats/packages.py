"""Reads zip packages (Word, Excel, PowerPoint, EPUB) safely.

Rule: every package is treated as hostile. Its directory is checked before anything is unpacked. Members are read in
memory and never written, and none returns more bytes than the directory states. The limits are settings:
`Settings.max_unpacked`, ``max_ratio`` and ``max_members``.
"""

from __future__ import annotations

import re
import struct
import zlib
from io import BytesIO
from typing import TYPE_CHECKING
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from aligner.errors import InputError
from aligner.settings import MIB

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aligner.settings import Settings

_ENTRY = b"PK\x01\x02"
_ENCRYPTED = 0x1
#: Exceptions of `zipfile` for damaged archives, besides its own error. It checks few of the fields it reads, so the
#: operations on them fail: seeking to an impossible offset, reading past the end, parsing a record that is too short,
#: an unknown compression method, data that cannot be decompressed.
_BROKEN = (BadZipFile, EOFError, NotImplementedError, OSError, OverflowError, ValueError, struct.error, zlib.error)
#: Names that lead out of the package on any system.
_ASTRAY = re.compile(r"/|[A-Za-z]:|(?:.*/)?\.\.(?:/|$)")
#: A smaller member is harmless at any compression ratio.
_HARMLESS = MIB
_REMEDY = "open it in the program it comes from and save it again"


class Package:
    """The members of a zip package by their names, with ``/`` between folders.

    Attributes:
        name: the file, for messages.
        members: the names of its files, in the order of its directory.

    Raises:
        InputError: it is not a zip package, is damaged, encrypted or too large, or holds two members with one name or a
            member whose name leads out of it.
    """

    def __init__(self, data: bytes, name: str, settings: Settings) -> None:
        self.name = name
        # The directory itself may be too large, so its entries are counted before it is read.
        _check_count(data.count(_ENTRY), name, settings)
        try:
            self._zip = ZipFile(BytesIO(data))
        except _BROKEN:
            raise InputError(f"is damaged or cut short, or no zip package at all; {_REMEDY}", name=name) from None
        entries = self._zip.infolist()
        _check_count(len(entries), name, settings)
        _check_sizes(entries, name, settings)
        self._entries: dict[str, ZipInfo] = {}
        for entry in entries:
            self._admit(entry)
        self.members = tuple(member for member in self._entries if not member.endswith("/"))

    def __contains__(self, member: str) -> bool:
        return member in self._entries

    def read(self, member: str) -> bytes:
        """Return the content of a member.

        Raises:
            InputError: there is no such member, or it is damaged.
        """
        entry = self._entries.get(member)
        if entry is None:
            raise InputError(f"has no {_shown(member)} in it, so it is incomplete; {_REMEDY}", name=self.name)
        try:
            return self._zip.read(entry)
        except (*_BROKEN, RuntimeError):
            raise InputError(f"its part {_shown(member)} is damaged; {_REMEDY}", name=self.name) from None

    def _admit(self, entry: ZipInfo) -> None:
        """Add a member if its properties are normal for a package."""
        # The name as in the file; `filename` ends at the first NUL.
        member = entry.orig_filename.replace("\\", "/")
        shown = _shown(member)
        if not member or "\0" in member or _ASTRAY.match(member):
            raise InputError(f"holds a member whose name leads out of it, {shown}; do not trust it", name=self.name)
        if member in self._entries:
            raise InputError(f"holds {shown} twice; {_REMEDY}", name=self.name)
        if entry.flag_bits & _ENCRYPTED:
            raise InputError("is protected with a password; save it without one", name=self.name)
        if entry.compress_type not in {ZIP_STORED, ZIP_DEFLATED}:
            raise InputError(f"its part {shown} is packed in an unusual way; {_REMEDY}", name=self.name)
        self._entries[member] = entry


def _check_count(count: int, name: str, settings: Settings) -> None:
    if count > settings.max_members:
        raise InputError(
            f"holds more than {settings.max_members:,} members; raise --max-members if you trust it", name=name
        )


def _check_sizes(entries: Sequence[ZipInfo], name: str, settings: Settings) -> None:
    """Raise InputError if the package is too large, or the compression ratio of a member is too high."""
    if sum(entry.file_size for entry in entries) > settings.max_unpacked:
        limit = f"{settings.max_unpacked / MIB:,.4g} MB"
        raise InputError(f"unpacks to more than {limit}; raise --max-unpacked if you trust it", name=name)
    for entry in entries:
        if entry.file_size > max(_HARMLESS, settings.max_ratio * entry.compress_size):
            raise InputError(
                f"its part {_shown(entry.orig_filename)} unpacks to more than {settings.max_ratio} times its size, "
                "as a zip bomb does; raise --max-ratio if you trust it",
                name=name,
            )


def _shown(member: str) -> str:
    """Return a member's name in the form of messages."""
    plain = "".join(char if char.isprintable() else "\ufffd" for char in member)
    return repr(plain if len(plain) <= 80 else plain[:79] + "…")
