"""A session: one review in one file, with its state in memory. Owns the order in which actions happen.

Rules: one action at a time; an action is worked out, checked and written to the journal before the state that it leads
to is seen by anyone; an action that was based on an older state is refused.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from aligner.review.file import SessionFile, damaged
from aligner.review.journal import CARRY, REDO, UNDO, History, Row, advanced, fold
from aligner.review.lock import Lock
from aligner.review.patches import Patch, difference
from aligner.review.records import record_of, state_of
from aligner.review.refusal import RefusedError, StaleError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from aligner.model import Record
    from aligner.review.state import State


@dataclass(frozen=True, slots=True)
class Outcome:
    """A row, what it changed, and the history after it."""

    row: Row
    patch: Patch
    history: History


class Session:
    """An open session."""

    def __init__(self, path: Path, file: SessionFile, lock: Lock | None) -> None:
        self.path = path
        self._file, self._lock = file, lock
        self._writing = threading.RLock()
        self._bases: dict[int, State] = {}
        self.about = file.about()
        self.rows = list(file.rows())
        try:
            self.history = fold(History(self._base(1)), self.rows, self._base)
        except (ValueError, KeyError, TypeError) as error:
            raise damaged(path, str(error)) from None

    @property
    def state(self) -> State:
        """As it stands."""
        return self.history.state

    @property
    def version(self) -> int:
        """Of the state."""
        return self.history.version

    def record(self) -> Record:
        """The record of the state, for any output."""
        return record_of(self.state)

    @property
    def sources(self) -> list[dict[str, Any]]:
        """Where the texts came from."""
        return self._file.sources(self.history.base)

    def act(
        self,
        version: int,
        tab: str,
        kind: str,
        payload: Mapping[str, Any],
        change: Callable[[State], State],
    ) -> Outcome:
        """Do something.

        Args:
            version: of the state that it was based on.
            tab: who acts.
            kind: what the journal calls it.
            payload: what the journal keeps of the request.
            change: from the state before to that after.

        Raises:
            StaleError: when the state has moved on.
            RefusedError: when it cannot be done, or changes nothing.
        """
        with self._writing:
            self._check(version)
            new = change(self.state)
            new.check()
            patch = difference(self.state, new)
            if patch.empty:
                raise RefusedError("nothing")
            return self._advance(self._row(tab, kind, payload, patch, self.history.base))

    def undo(self, version: int, tab: str) -> Outcome:
        """Take the last action back that is in force.

        Raises:
            StaleError: when the state has moved on.
            RefusedError: when there is none.
        """
        with self._writing:
            self._check(version)
            if not self.history.done:
                raise RefusedError("undo")
            last = self.history.done[-1].row
            return self._advance(self._row(tab, UNDO, {"of": last.version}, None, last.base))

    def redo(self, version: int, tab: str) -> Outcome:
        """Do again what was taken back last.

        Raises:
            StaleError: when the state has moved on.
            RefusedError: when there is nothing.
        """
        with self._writing:
            self._check(version)
            if not self.history.undone:
                raise RefusedError("redo")
            last = self.history.undone[-1].row
            return self._advance(self._row(tab, REDO, {"of": last.version}, None, last.base))

    def carry(
        self,
        version: int,
        tab: str,
        payload: Mapping[str, Any],
        record: Record,
        sources: list[dict[str, Any]],
        change: Callable[[State], State],
    ) -> Outcome:
        """Go on with another record of the same review, to which decisions were carried over.

        ``change`` leads from the state that the record begins with to the one with what was carried.
        """
        with self._writing:
            self._check(version)
            number = self._file.add_record(record, sources)
            start = self._base(number)
            new = change(start)
            new.check()
            return self._advance(self._row(tab, CARRY, payload, difference(start, new), number))

    def close(self) -> None:
        """Close the file and give up the lock."""
        with self._writing:
            self._file.close()
            if self._lock is not None:
                self._lock.release()

    def _check(self, version: int) -> None:
        if version != self.version:
            raise StaleError

    def _row(self, tab: str, kind: str, payload: Mapping[str, Any], patch: Patch | None, base: int) -> Row:
        time = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        return Row(self.version + 1, time, tab, kind, payload, patch, base)

    def _advance(self, row: Row) -> Outcome:
        """Write a row, then let its state be seen."""
        old, history = self.state, advanced(self.history, row, self._base)
        self._file.append(row)
        self.history = history
        self.rows.append(row)
        return Outcome(row, difference(old, history.state), history)

    def _base(self, number: int) -> State:
        if number not in self._bases:
            self._bases[number] = state_of(self._file.record(number))
        return self._bases[number]
