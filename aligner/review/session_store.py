"""The session's file, NAME.taiyaku: an SQLite database of records, sources and the journal.

This module owns the file. It does not know what rows mean. Rules: write-ahead log with full synchronisation, so that a
row that was added is on disk; triggers refuse to change or remove a row; a file of a newer version is refused, and a
damaged file is distinguished from a file that is not a session; nothing is written to a file that was removed or
replaced after it was opened, because nobody would find it again.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING, Any

from aligner.errors import InputError
from aligner.outputs import record as json_record
from aligner.review.journal import FIRST, digest, row_from
from aligner.review.planted_files import check_regular, identities, make_empty
from aligner.review.refusal import RefusedError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from aligner.model import Record
    from aligner.review.journal import Row

#: "taiy", which marks the file as a session of this program.
APPLICATION = 0x74616979
#: The version of the tables. It is increased when an older program could no longer read them.
SCHEMA = 1

_TABLES = """
CREATE TABLE about (key TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE record (number INTEGER PRIMARY KEY, json TEXT NOT NULL, sha256 TEXT NOT NULL, sources TEXT NOT NULL);
CREATE TABLE journal (
    version INTEGER PRIMARY KEY,
    time TEXT NOT NULL,
    tab TEXT NOT NULL,
    kind TEXT NOT NULL,
    payload TEXT NOT NULL,
    patch TEXT,
    base INTEGER NOT NULL REFERENCES record (number),
    who TEXT NOT NULL,
    digest TEXT NOT NULL
);
CREATE TRIGGER journal_keeps_rows BEFORE DELETE ON journal
BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
CREATE TRIGGER journal_keeps_them_as_they_are BEFORE UPDATE ON journal
BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
"""

#: Texts that are written and not yet saved, by their place. Sessions of versions without drafts lack this table.
_DRAFTS = "CREATE TABLE draft (place TEXT PRIMARY KEY, text TEXT NOT NULL);"
_STATEMENTS = "SELECT type, name, tbl_name, sql FROM sqlite_master"

#: The errors of a file that SQLite accepts, but whose content this program did not write.
_UNREADABLE = (sqlite3.DatabaseError, ValueError, KeyError, TypeError)

#: Maximum number of stored drafts. A choice: a person leaves far fewer open.
_MOST_DRAFTS = 1000
_NO_SESSION = "is no review session; give two texts, a record or a .taiyaku file"


class SessionFile:
    """An open session file. Not safe for several threads at once; `session.Session` sees to that."""

    def __init__(self, path: Path, connection: sqlite3.Connection) -> None:
        self.path = path
        self._connection = connection
        self._digest = FIRST
        self._identities = identities(path)

    @classmethod
    def create(cls, path: Path, about: Mapping[str, str]) -> SessionFile:
        """A new file without records or rows.

        Raises:
            InputError: when it cannot be made.
            OSError: when something has this name already, or the folder cannot be written to.
        """
        try:
            make_empty(path)
            connection = _connected(path, "rw")
            connection.executescript(
                f"PRAGMA application_id = {APPLICATION}; PRAGMA user_version = {SCHEMA}; {_TABLES} {_DRAFTS}"
            )
            with connection:
                connection.executemany("INSERT INTO about VALUES (?, ?)", sorted(about.items()))
        except sqlite3.Error as error:
            raise InputError(f"cannot be made: {error}; name another place with --session", name=str(path)) from None
        return cls(path, connection)

    @classmethod
    def open(cls, path: Path) -> SessionFile:
        """An existing file, checked.

        Raises:
            InputError: when it is no session, a link, of a newer version, or damaged; the message says what to do.
        """
        check_regular(path)
        try:
            connection = _connected(path, "rw")
        except sqlite3.Error as error:
            if error.sqlite_errorcode == sqlite3.SQLITE_NOTADB:
                raise InputError(_NO_SESSION, name=str(path)) from None
            problem = f"cannot be opened: {' '.join(str(error).split())}; check the name and the permissions"
            raise InputError(problem, name=str(path)) from None
        except UnicodeDecodeError:  # SQLite's message quotes the damaged text
            raise damaged(path, "its tables are not those that were made") from None
        try:
            _check(path, connection)
        except BaseException:
            connection.close()
            raise
        return cls(path, connection)

    def close(self) -> None:
        """Close it; the write-ahead log is folded into the file."""
        self._connection.close()

    def about(self) -> dict[str, str]:
        """The settings that were stored when the file was created."""
        with self._reading():
            return dict(self._connection.execute("SELECT key, value FROM about"))

    def add_record(self, record: Record, sources: list[dict[str, Any]]) -> int:
        """Store a record and its sources; return the number of the record.

        Raises:
            RefusedError: when the file was removed or replaced.
        """
        text = json_record.dump(record)
        with self._writing():
            return int(
                self._connection.execute(
                    "INSERT INTO record (json, sha256, sources) VALUES (?, ?, ?)",
                    (text, _sha256(text), json.dumps(sources)),
                ).lastrowid
                or 0
            )

    def record(self, number: int) -> Record:
        """A record.

        Raises:
            InputError: when it is damaged or not there.
        """
        with self._reading():
            row = self._connection.execute("SELECT json, sha256 FROM record WHERE number = ?", (number,)).fetchone()
        if row is None or not isinstance(row[0], str) or _sha256(row[0]) != row[1]:
            raise damaged(self.path, "its record is not what was written")
        return json_record.load(row[0], name=str(self.path))

    def sources(self, number: int) -> list[dict[str, Any]]:
        """Where the texts of a record came from.

        Raises:
            InputError: when that is damaged or not there.
        """
        with self._reading():
            row = self._connection.execute("SELECT sources FROM record WHERE number = ?", (number,)).fetchone()
            sources: list[dict[str, Any]] = json.loads(row[0])
            if not all(isinstance(source[key], str) for source in sources for key in ("path", "sha256")):
                raise ValueError("its sources are not what was written")
            return sources

    def rows(self) -> Iterator[Row]:
        """The journal, in order, each row checked against its digest.

        Raises:
            InputError: at the first that is not what was written.
        """
        before = FIRST
        with self._reading():
            for *fields, written in self._connection.execute(
                "SELECT version, time, tab, kind, payload, patch, base, who, digest FROM journal ORDER BY version"
            ):
                before = digest(before, tuple(fields))
                if before != written:
                    raise damaged(self.path, f"row {fields[0]} of its journal is not what was written")
                self._digest = before
                yield row_from(fields)

    def append(self, row: Row) -> None:
        """Add a row; it is on disk when this returns.

        Raises:
            sqlite3.Error: when it cannot be written, as on a full disk; nothing is changed then.
            RefusedError: when the file was removed or replaced; nothing is changed then.
        """
        fields = row.fields()
        written = digest(self._digest, fields)
        with self._writing():
            self._connection.execute("INSERT INTO journal VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", (*fields, written))
        self._digest = written

    def drafts(self) -> dict[str, str]:
        """The drafts by place."""
        with self._reading():
            if not self._has_drafts():
                return {}
            return dict(self._connection.execute("SELECT place, text FROM draft ORDER BY rowid"))

    def keep_draft(self, place: str, text: str) -> None:
        """Store the draft of a place, or remove it if it is empty; of more than `_MOST_DRAFTS`, the oldest are removed.

        Raises:
            sqlite3.Error: when it cannot be written.
            RefusedError: when the file was removed or replaced.
        """
        with self._writing():
            if not self._has_drafts():
                self._connection.execute(_DRAFTS)
            self._connection.execute("DELETE FROM draft WHERE place = ?", (place,))
            if text:
                self._connection.execute("INSERT INTO draft VALUES (?, ?)", (place, text))
            self._connection.execute(
                "DELETE FROM draft WHERE rowid NOT IN (SELECT rowid FROM draft ORDER BY rowid DESC LIMIT ?)",
                (_MOST_DRAFTS,),
            )

    def _has_drafts(self) -> bool:
        row = self._connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'draft'").fetchone()
        return row is not None

    @contextmanager
    def _writing(self) -> Iterator[None]:
        """A transaction. Before it is committed, the file must be at its place still; otherwise it is undone."""
        with self._connection:
            yield
            if identities(self.path) != self._identities:
                raise RefusedError("replaced", name=self.path.name)

    @contextmanager
    def _reading(self) -> Iterator[None]:
        """Raise `InputError` for content that cannot be read: damage that SQLite did not notice."""
        try:
            yield
        except _UNREADABLE as error:
            raise damaged(self.path, str(error)) from None


def _connected(path: Path, mode: str) -> sqlite3.Connection:
    """A connection that syncs every commit; SQLite alone says when a transaction begins."""
    uri = f"{path.absolute().as_uri()}?mode={mode}"
    connection = sqlite3.connect(uri, uri=True, timeout=5.0, check_same_thread=False)
    try:
        for setting in ("journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON"):
            connection.execute(f"PRAGMA {setting}")
    except BaseException:
        connection.close()
        raise
    return connection


def _check(path: Path, connection: sqlite3.Connection) -> None:
    try:
        with closing(connection.cursor()) as cursor:
            application = cursor.execute("PRAGMA application_id").fetchone()[0]
            version = cursor.execute("PRAGMA user_version").fetchone()[0]
            if application != APPLICATION:
                raise InputError(_NO_SESSION, name=str(path))
            if version > SCHEMA:
                raise InputError("comes from a newer version of taiyaku; update to open it", name=str(path))
            check_tables(path, connection)
            problem = cursor.execute("PRAGMA integrity_check(1)").fetchone()[0]
    except (sqlite3.DatabaseError, UnicodeDecodeError) as error:
        raise damaged(path, str(error)) from None
    if problem != "ok":
        raise damaged(path, problem)


def check_tables(path: Path, connection: sqlite3.Connection) -> None:
    """Check that a file has no other tables and triggers than those of a session.

    A view, a trigger or a computed column that somebody else added could run without end when it is read.

    Raises:
        InputError: when it has others.
    """
    with closing(sqlite3.connect(":memory:")) as fresh:
        fresh.executescript(_TABLES + _DRAFTS)
        expected = set(fresh.execute(_STATEMENTS))
    if not expected.issuperset(connection.execute(_STATEMENTS)):
        raise InputError("has tables that no session has; taiyaku did not write it", name=str(path))


def damaged(path: Path, problem: str) -> InputError:
    """The error for a damaged file."""
    return InputError(
        f"is damaged ({' '.join(problem.split())}); --recover saves what can be read of it", name=str(path)
    )


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
