"""Recovers a damaged session: the record, and the journal up to the first row that is damaged.

Rule: the damaged file is left as it is; what is saved goes to a new one.
"""

from __future__ import annotations

import json
import sqlite3
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from aligner.errors import InputError, TaiyakuError
from aligner.outputs import record as json_record
from aligner.review.journal import History, advanced, row_from
from aligner.review.planted_files import check_regular
from aligner.review.session_files import create_session
from aligner.review.session_store import SessionFile, check_tables
from aligner.review.state_records import state_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from aligner.model import Record
    from aligner.review.journal import Row
    from aligner.review.state import State

_ROW = "SELECT version, time, tab, kind, payload, patch, base, who FROM journal WHERE version = ?"


def recovered(path: Path, target: Path | None = None) -> tuple[Path, int]:
    """Save what can be read of a session; the new session, and the version that it has come to.

    Args:
        path: the damaged session.
        target: the new one; by default beside it, with ``-recovered`` in its name.

    Raises:
        InputError: when no record can be read, the file has tables that no session has, or the new session is there
            already.
    """
    saved = target or path.with_name(f"{path.stem}-recovered{path.suffix}")
    check_regular(path)
    connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)
    try:
        with suppress(sqlite3.DatabaseError):  # damaged, which is why it is recovered
            check_tables(path, connection)
        records = list(_records(connection, path))
        if not records:
            raise InputError(
                "holds no record that can be read; align the texts again, the journal alone says too little",
                name=str(path),
            )
        rows = list(_rows(connection, [state_of(record) for record, _ in records]))
        about = _table(connection, "SELECT key, value FROM about WHERE key != 'program'")
        drafts = _table(connection, "SELECT place, text FROM draft ORDER BY rowid")
    finally:
        connection.close()
    create_session(saved, records[0][0], records[0][1], about)
    file = SessionFile.open(saved)
    try:
        for record, sources in records[1:]:
            file.add_record(record, sources)
        for row in rows:
            file.append(row)
        for place, text in drafts.items():
            file.keep_draft(place, text)
    finally:
        file.close()
    return saved, len(rows)


def _records(connection: sqlite3.Connection, path: Path) -> Iterator[tuple[Record, list[dict[str, Any]]]]:
    """The records, up to the first that cannot be read."""
    number = 1
    while True:
        try:
            stored = connection.execute("SELECT json, sources FROM record WHERE number = ?", (number,)).fetchone()
            if stored is None:
                return
            yield json_record.load(stored[0], name=str(path)), json.loads(stored[1])
        except (sqlite3.Error, TaiyakuError, ValueError, TypeError):
            return
        number += 1


def _rows(connection: sqlite3.Connection, bases: Sequence[State]) -> Iterator[Row]:
    """The rows one after the other, up to the first that cannot be read or does not fit."""
    history = History(bases[0])
    while True:
        try:
            stored = connection.execute(_ROW, (history.version + 1,)).fetchone()
            if stored is None:
                return
            row = row_from(stored)
            history = advanced(history, row, lambda number: bases[number - 1])
            history.state.check()
        except (sqlite3.Error, ValueError, KeyError, TypeError, IndexError, AssertionError):
            return
        yield row


def _table(connection: sqlite3.Connection, statement: str) -> dict[str, str]:
    """The rows of two columns that a statement selects; none if the table cannot be read."""
    try:
        return {str(key): str(value) for key, value in connection.execute(statement)}
    except sqlite3.Error:
        return {}
