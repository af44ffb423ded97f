"""Opens a session for the files on the command line: two texts, one text of both languages, a record or a session."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aligner import api
from aligner.document.reading import STDIN
from aligner.errors import InputError
from aligner.outputs import record as json_record
from aligner.review.planted_files import check_regular
from aligner.review.session_files import create_session
from aligner.review.sources import settings_to_json, sources_named, sources_of, sources_to_json
from aligner.settings import MIB, Settings

if TYPE_CHECKING:
    from pathlib import Path

    from aligner.model import Record
    from aligner.review.sources import Source

SUFFIX = ".taiyaku"
_SQLITE = b"SQLite format 3\0"
#: Bytes of a file in which the schema of a record is looked for, and of the largest record.
_HEAD, _LARGEST = 4096, 1024 * MIB


def session_for(source: Path, target: Path | None, settings: Settings, session: Path | None = None) -> Path:
    """The session to open: made from texts or a record where there is none yet.

    Args:
        source: a text, a record or a session.
        target: the other text.
        settings: to align with.
        session: the session's file; by default beside the translation, with its name and the suffix ``.taiyaku``.

    Raises:
        InputError: when a file cannot be used, or the session is there and about other texts.
        SettingsError: when the settings name something that is not there.
    """
    if target is None and is_session(source):
        return source
    if target is None and _is_record(source):
        path = session or source.with_suffix(SUFFIX)
        check_regular(path)
        if not path.exists():
            record = _read_record(source)
            files = sources_named(record, source.parent, settings)
            _create(path, record, files, settings)
        return path
    texts = [source] if target is None else [source, target]
    if session is None and STDIN in map(str, texts):
        raise InputError("a text from standard input has no name; name the session with --session")
    path = session or texts[-1].with_suffix(SUFFIX)
    check_regular(path)
    if path.exists():
        _check_same(path, texts)
    else:
        record = api.align_files(source, target, settings=settings).record
        _create(path, record, [] if STDIN in map(str, texts) else sources_of(texts), settings)
    return path


def is_session(path: Path) -> bool:
    """Whether a file is a session, by its first bytes, or by its name if the first bytes are damaged."""
    head = _head(path)
    return head.startswith(_SQLITE) or (path.suffix == SUFFIX and bool(head))


def _create(path: Path, record: Record, files: list[Source], settings: Settings) -> None:
    create_session(path, record, sources_to_json(files), {"settings": settings_to_json(settings)})


def _check_same(path: Path, texts: list[Path]) -> None:
    """Raise an error if a session is about other texts than those on the command line."""
    from aligner.review.session_files import session_sources

    known = [source.path for source in session_sources(path)]
    if known and set(known) != {text.resolve() for text in texts}:
        about = " and ".join(text.name for text in known)
        raise InputError(f"is a review of {about}; name another session with --session", name=str(path))


def _is_record(path: Path) -> bool:
    head = _head(path).lstrip()
    return head.startswith(b"{") and f'"{json_record.SCHEMA}"'.encode() in head


def _head(path: Path) -> bytes:
    if str(path) == STDIN or not path.is_file():
        return b""
    try:
        with path.open("rb") as file:
            return file.read(_HEAD)
    except OSError:
        return b""


def _read_record(path: Path) -> Record:
    if path.stat().st_size > _LARGEST:
        raise InputError("is larger than any record; give a record made with align --format json", name=str(path))
    try:
        text = path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"cannot be read: {error}", name=str(path)) from None
    return json_record.load(text, name=str(path))
