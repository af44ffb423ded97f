"""Reads a file to its text, and refuses files that are not text.

Rule: the text is the content of the file, character for character, without a byte order mark. A file that cannot be
text is refused here with one line, so that no later module has to check its input.
"""

from __future__ import annotations

import sys
import tomllib
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from aligner.document.decoding import decode
from aligner.document.formats import format_named, format_of, read
from aligner.document.formats.office.kinds import KINDS
from aligner.document.source import SourceText, checked
from aligner.errors import InputError, unreadable
from aligner.settings import MIB, Settings
from aligner.text.input_files import open_input

if TYPE_CHECKING:
    from pathlib import Path

STDIN = "-"
#: Suffixes of old Office files, which are refused. Text under such a name may be what is left of one.
_OFFICE_SUFFIXES = tuple(kind.old_suffix for kind in KINDS.values())
#: Number of bytes that are examined for a known binary format.
_BINARY_HEAD = 4096


def read_source(path: str | Path, settings: Settings) -> SourceText:
    """Return the text of a file, or of standard input for ``-``.

    Raises:
        InputError: the file does not exist, is a directory, unreadable, too large, empty or binary, holds two texts, or
            cannot be decoded; the message says what to do.
        SettingsError: the settings name an unknown encoding or format.
    """
    return source_from_bytes(read_bytes(path, settings), str(path), settings)


def read_bytes(path: str | Path, settings: Settings) -> bytes:
    """Return the bytes of a file, at most one more than the size limit.

    Raises:
        InputError: the file does not exist, is a directory or a device, or is unreadable.
    """
    name = str(path)
    try:
        if name == STDIN:
            return sys.stdin.buffer.read(settings.max_size + 1)
        with open_input(path) as file:
            return file.read(settings.max_size + 1)
    except (OSError, ValueError) as error:
        raise unreadable(error, name, "the disk") from None


def read_texts(path: str | Path, settings: Settings) -> tuple[SourceText, ...]:
    """Return the text of a file, or the two texts of a file of pairs; see :func:`read_source`."""
    return texts_from_bytes(read_bytes(path, settings), str(path), settings)


def source_from_bytes(data: bytes, name: str, settings: Settings) -> SourceText:
    """Return the text of bytes; see :func:`read_source`.

    Raises:
        InputError: the bytes are not one text; a file of pairs holds two.
    """
    texts = texts_from_bytes(data, name, settings, alone=False)
    if len(texts) > 1:
        raise InputError("holds both languages in pairs already; give it alone", name=name)
    return texts[0]


def texts_from_bytes(data: bytes, name: str, settings: Settings, *, alone: bool = True) -> tuple[SourceText, ...]:
    """Return the text of bytes, or the two texts of pairs; see :func:`read_texts`.

    Args:
        data: the content of the file.
        name: the name of the file, for messages and for its suffix.
        settings: size limit, format and encoding.
        alone: whether this is the only file, which may then hold both texts.

    Raises:
        InputError: the bytes are not a text.
    """
    if len(data) > settings.max_size:
        limit = f"{settings.max_size:,} bytes" if settings.max_size < MIB else f"{settings.max_size / MIB:,.0f} MB"
        raise InputError(f"is larger than {limit}; split the file or raise --max-size", name=name)
    if not data:
        raise InputError("is empty; give a file with text", name=name)
    chosen = format_named(settings.input_format) if settings.input_format else format_of(name, data)
    if not chosen.is_text:
        return read(data, name, chosen, settings, alone=alone)
    _check_binary(data, name)
    if not settings.input_format and name.lower().endswith(_OFFICE_SUFFIXES):
        suffix = name.lower().rpartition(".")[2]
        raise InputError(f"is named .{suffix} but is plain text; rename it, or add --input-format plain", name=name)
    text, encoding = decode(data, name, settings.encoding)
    return (checked(SourceText(name, text, encoding, chosen.name)),)


def _check_binary(data: bytes, name: str) -> None:
    """Raise InputError for a binary format that is recognised by its first bytes."""
    head = data[:_BINARY_HEAD]
    for magic, holds, what in _binary_formats():
        if head.startswith(magic) and holds in head:
            raise InputError(f"is {what}, which is not read yet; save it as plain text or Markdown", name=name)


@cache
def _binary_formats() -> tuple[tuple[bytes, bytes, str], ...]:
    table = tomllib.loads(files("aligner.document").joinpath("binary_formats.toml").read_text("utf-8"))
    return tuple(
        (bytes.fromhex(entry["magic"]), bytes.fromhex(entry.get("holds", "")), entry["what"])
        for entry in table["format"]
    )
