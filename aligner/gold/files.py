"""Reads gold and predicted files: their bytes, and their text in UTF-8."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aligner.errors import InputError, unreadable
from aligner.text.input_files import open_input

if TYPE_CHECKING:
    from pathlib import Path

STDIN = "-"


def file_text(path: Path) -> str:
    """The text of a UTF-8 file, with its line ends."""
    return decoded(file_bytes(path), path)


def file_bytes(path: Path) -> bytes:
    """The bytes of a file.

    Raises:
        InputError: when it cannot be read.
    """
    if str(path) == STDIN:
        raise InputError("standard input is not read here; give a file", name=STDIN)
    try:
        with open_input(path) as file:
            return file.read()
    except OSError as error:
        raise unreadable(error, str(path), "the disk") from None


def decoded(content: bytes, path: Path) -> str:
    """The text of a file's bytes.

    Raises:
        InputError: when they are not UTF-8, with the line.
    """
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise InputError("not UTF-8, as gold and records are; save it as UTF-8", name=str(path), line=line) from None
