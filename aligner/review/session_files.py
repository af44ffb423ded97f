"""Creating and opening sessions. Rule: a session file is written completely or not at all."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any

from aligner.errors import InputError
from aligner.review.lock import Lock
from aligner.review.planted_files import check_regular, logs_of
from aligner.review.session import Session
from aligner.review.session_store import SessionFile
from aligner.review.sources import sources_from_json
from aligner.version import __version__

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from aligner.model import Record
    from aligner.review.sources import Source


def create_session(path: Path, record: Record, sources: list[dict[str, Any]], settings: Mapping[str, Any]) -> None:
    """Make the file of a review that begins with a record.

    Args:
        path: of the file; there must be none.
        record: the alignment and its findings.
        sources: where its texts came from (`sources`).
        settings: what it was made with, to align again with where the texts change.

    Raises:
        InputError: when it cannot be made; nothing is left behind.
    """
    check_regular(path)
    if path.exists():
        raise InputError("is there already; open it, or name another", name=str(path))
    temporary = path.with_name(f".{path.name}.new")
    try:
        temporary.unlink(missing_ok=True)
        _remove_log(temporary)
        file = SessionFile.create(temporary, {"program": __version__, **settings})
        try:
            file.add_record(record, sources)
        finally:
            file.close()
        # If a process was killed and its session removed, its log remains. SQLite would apply that log to this session.
        _remove_log(path)
        temporary.rename(path)
    except OSError as error:
        problem = f"cannot be made: {error.strerror}; name another place with --session"
        raise InputError(problem, name=str(path)) from None
    except InputError as error:  # of the temporary file, which nobody named
        raise InputError(error.problem, name=str(path)) from None
    finally:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)
            _remove_log(temporary)


def _remove_log(path: Path) -> None:
    """Remove what SQLite keeps beside a file."""
    for log in logs_of(path):
        log.unlink(missing_ok=True)


def open_session(path: Path, *, alone: bool = True, who: str = "") -> Session:
    """Open a session.

    Args:
        path: of its file.
        alone: to act in it, which one process at a time may; otherwise only to read.
        who: the name of the person who acts, for the journal.

    Raises:
        InputError: when it is not there, is no session, of a newer version, damaged, or open in another process.
    """
    check_regular(path)
    if not path.is_file():
        raise InputError("there is no such file", name=str(path))
    lock = Lock(path) if alone else None
    try:
        file = SessionFile.open(path)
        try:
            return Session(path, file, lock, who)
        except BaseException:
            file.close()
            raise
    except BaseException:
        if lock is not None:
            lock.release()
        raise


def session_sources(path: Path) -> list[Source]:
    """Where the texts of a session came from at first.

    Raises:
        InputError: when it is no session, of a newer version, or damaged.
    """
    file = SessionFile.open(path)
    try:
        return sources_from_json(file.sources(1))
    finally:
        file.close()
