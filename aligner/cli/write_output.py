"""Writes results: files whole or not at all, and standard output in UTF-8 in every locale."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import click

from aligner.cli.exit_codes import PIPE_CLOSED
from aligner.errors import OutputError, one_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


def write_file(path: Path, content: bytes) -> None:
    """Write a file through a temporary file beside it, so that no reader sees half of it.

    A device or pipe cannot be replaced and is written to directly.

    Raises:
        OutputError: when it cannot be written; nothing is left behind.
    """
    try:
        if path.parts[:2] == ("/", "dev") or (path.exists() and not path.is_file()):
            path.write_bytes(content)
        else:
            _replace(Path(os.path.realpath(path)), content)
    except OSError as error:
        raise OutputError(f"{path}: cannot be written: {error.strerror}; choose another place") from None


def write_files(contents: Mapping[Path, bytes]) -> None:
    """Write several files, or none: if one cannot be written, the earlier ones are restored.

    Raises:
        OutputError: when one of them cannot be written.
    """
    before: dict[Path, bytes | None] = {}
    try:
        for path, content in contents.items():
            if len(contents) > 1:
                before[path] = path.read_bytes() if path.is_file() else None
            write_file(path, content)
    except OutputError:
        for path, content_before in list(before.items())[:-1]:
            if content_before is None:
                path.unlink(missing_ok=True)
            else:
                write_file(path, content_before)
        raise


def _replace(path: Path, content: bytes) -> None:
    temporary = path.with_name(f".taiyaku-{os.getpid()}.tmp")
    try:
        temporary.write_bytes(content)
        if path.exists():
            temporary.chmod(path.stat().st_mode & 0o777)
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)


def check_output(path: Path, inputs: Iterable[Path | None]) -> None:
    """Check before the work that its result can be written.

    Raises:
        OutputError: when the folder is missing or closed, the path is a folder, or it is one of the inputs.
    """
    try:
        _check_place(path)
        for given in inputs:
            if given is not None and path.exists() and given.exists() and path.samefile(given):
                raise OutputError(f"{path}: is one of the texts; write to another file")
    except OSError as error:  # a name that is too long, links in a circle
        raise OutputError(f"{path}: cannot be written: {error.strerror}; choose another name") from None


def _check_place(path: Path) -> None:
    """Raise OutputError if no file of that name can be created or replaced."""
    if path.is_dir():
        raise OutputError(f"{path}: is a folder; name a file")
    folder = path.parent
    if folder.exists() and not folder.is_dir():
        raise OutputError(f"{path}: cannot be written, {folder} is a file; name a folder")
    if not folder.is_dir():
        raise OutputError(f"{path}: cannot be written, there is no folder {folder}; make it first")
    if not os.access(path if path.exists() else folder, os.W_OK):
        raise OutputError(f"{path}: cannot be written, permission denied; choose another place")


def write_standard_output(content: bytes) -> None:
    """Write bytes as they are.

    Raises:
        OutputError: when they cannot be written, as on a full disk.
        Exit: if the reader has gone, which needs no message.
    """
    try:
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        forget_standard_output()
        raise click.exceptions.Exit(PIPE_CLOSED) from None
    except OSError as error:
        forget_standard_output()
        raise OutputError(f"standard output cannot be written: {error.strerror}") from None


def complain(problem: str) -> None:
    """Print one line on standard error, whatever characters a file name in it has."""
    click.echo(one_line(problem).encode("utf-8", "replace"), err=True)


def forget_standard_output() -> None:
    """Keep Python from flushing standard output again at its end, which would print an error."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
