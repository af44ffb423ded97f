"""From a file to its text, and every reason why a file cannot be one.

The text is what the file holds, character for character; only a byte order mark is not part of it. Whatever
cannot be text is refused here with one clear line, so that nothing later has to doubt its input.
"""

from __future__ import annotations

import sys
import tomllib
from functools import cache
from importlib.resources import files
from pathlib import Path

from aligner.document.decoding import decode
from aligner.document.formats import format_named, format_of, read
from aligner.document.source import SourceText, checked
from aligner.errors import InputError, unreadable
from aligner.settings import MIB, Settings

STDIN = "-"
#: Bytes by which it is told whether a file is text.
_BINARY_HEAD = 4096


def read_source(path: str | Path, settings: Settings) -> SourceText:
    """The text of a file, or of standard input for ``-``.

    Raises:
        InputError: when there is no such file, or it is a directory, unreadable, too large, empty, binary, holds two
            texts, or cannot be decoded; the message says what to do.
        SettingsError: when the settings name an unknown encoding or format.
    """
    return source_from_bytes(read_bytes(path, settings), str(path), settings)


def read_bytes(path: str | Path, settings: Settings) -> bytes:
    """The bytes of a file, one more than the largest size at most.

    Raises:
        InputError: when there is no such file, or it is a directory or unreadable.
    """
    name = str(path)
    try:
        if name == STDIN:
            return sys.stdin.buffer.read(settings.max_size + 1)
        with Path(path).open("rb") as file:
            return file.read(settings.max_size + 1)
    except (OSError, ValueError) as error:
        raise unreadable(error, name, "the disk") from None


def read_texts(path: str | Path, settings: Settings) -> tuple[SourceText, ...]:
    """The text of a file, or the two of one that holds pairs; see :func:`read_source`."""
    return texts_from_bytes(read_bytes(path, settings), str(path), settings)


def source_from_bytes(data: bytes, name: str, settings: Settings) -> SourceText:
    """The text in some bytes; see :func:`read_source`.

    Raises:
        InputError: for every reason why they cannot be one text; of a file of pairs, that it holds two.
    """
    texts = texts_from_bytes(data, name, settings, alone=False)
    if len(texts) > 1:
        raise InputError("holds both languages in pairs already; give it alone", name=name)
    return texts[0]


def texts_from_bytes(data: bytes, name: str, settings: Settings, *, alone: bool = True) -> tuple[SourceText, ...]:
    """The text in some bytes, or the two of pairs; see :func:`read_texts`.

    Args:
        data: what the file holds.
        name: what messages call it, and what its suffix is taken from.
        settings: sizes, format and encoding.
        alone: no other file is given, so that it may hold both texts.

    Raises:
        InputError: for every reason why the bytes cannot be a text.
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
    text, encoding = decode(data, name, settings.encoding)
    return (checked(SourceText(name, text, encoding, chosen.name)),)


def _check_binary(data: bytes, name: str) -> None:
    """Raises InputError for a file of a kind that is known by its first bytes."""
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
