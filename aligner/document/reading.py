"""From a file to its text, and every reason why a file cannot be one.

The text is what the file holds, character for character; only a byte order mark is not part of it. Whatever
cannot be text is refused here with one clear line, so that nothing later has to doubt its input.
"""

from __future__ import annotations

import re
import sys
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path

from aligner.document.decoding import decode
from aligner.document.formats import Format, format_of
from aligner.errors import InputError
from aligner.model import line_starts
from aligner.settings import MIB, Settings

STDIN = "-"
_BINARY_HEAD = 4096
#: Control characters other than white space, escape and NUL; a text has hardly any.
_CONTROL = re.compile("[\x01-\x08\x0e-\x1a\x1c-\x1f]")
_MOST_CONTROL = 0.02
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")
_PRINTED = re.compile(r"[^\s\u200b\u2060\ufeff]")


@dataclass(frozen=True, slots=True)
class SourceText:
    """A text as it was read: its name (a file, ``-``, or what the caller calls it), encoding and format."""

    name: str
    text: str
    encoding: str = "utf-8"
    format: Format = Format.PLAIN


def read_source(path: str | Path, settings: Settings) -> SourceText:
    """The text of a file, or of standard input for ``-``.

    Raises:
        InputError: when there is no such file, or it is a directory, unreadable, too large, empty, binary, or
        cannot be
            decoded; the message says what to do.
        SettingsError: when the settings name an unknown encoding.
    """
    name = str(path)
    try:
        if name == STDIN:
            data = sys.stdin.buffer.read(settings.max_size + 1)
        else:
            with Path(path).open("rb") as file:
                data = file.read(settings.max_size + 1)
    except FileNotFoundError:
        raise InputError("no such file; check the name and the folder", name=name) from None
    except IsADirectoryError:
        raise InputError("is a folder; give the file in it", name=name) from None
    except PermissionError:
        raise InputError("may not be read; check the file's permissions", name=name) from None
    except (OSError, ValueError) as error:
        reason = (error.strerror if isinstance(error, OSError) else None) or str(error)
        raise InputError(f"cannot be read: {reason}; check the name and the disk", name=name) from None
    return source_from_bytes(data, name, settings)


def source_from_bytes(data: bytes, name: str, settings: Settings) -> SourceText:
    """The text in some bytes; see :func:`read_source`."""
    if len(data) > settings.max_size:
        limit = f"{settings.max_size:,} bytes" if settings.max_size < MIB else f"{settings.max_size / MIB:,.0f} MB"
        raise InputError(f"is larger than {limit}; split the file or raise --max-size", name=name)
    if not data:
        raise InputError("is empty; give a file with text", name=name)
    _check_binary(data, name)
    text, encoding = decode(data, name, settings.encoding)
    return source_from_text(text, name, encoding=encoding, kind=format_of(name))


def source_from_text(text: str, name: str, *, encoding: str = "utf-8", kind: Format = Format.PLAIN) -> SourceText:
    """A text that is already one, checked.

    Raises:
        InputError: when it is empty or holds NUL characters, lone surrogates or mostly control characters.
    """
    check_text(text, name)
    if _PRINTED.search(text) is None:
        raise InputError("is empty; give a text with words in it", name=name)
    return SourceText(name, text, encoding, kind)


def check_text(text: str, name: str) -> None:
    """Raises InputError for characters that no text holds: NUL, halves of surrogate pairs, many controls."""
    head = text[:_BINARY_HEAD]
    if len(_CONTROL.findall(head)) > max(1.0, _MOST_CONTROL * len(head)):
        raise InputError("is a binary file, not text; save it as plain text", name=name)
    if (place := text.find("\0")) >= 0:
        raise InputError("NUL character in the text; remove it", name=name, line=_line_of(text, place))
    if half := _LONE_SURROGATE.search(text):
        raise InputError(
            f"lone surrogate U+{ord(half.group()):04X}, half a character; mend or remove it",
            name=name,
            line=_line_of(text, half.start()),
        )


def _line_of(text: str, place: int) -> int:
    return len(line_starts(text[:place]))


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
