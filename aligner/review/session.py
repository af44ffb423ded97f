"""A session: one review in one file, with its state in memory. It owns the order of actions.

Rules: one action at a time. The state after an action is checked and written to the journal before anyone sees it. An
action based on an older state is refused.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from aligner.errors import SettingsError
from aligner.review.journal import CARRY, REDO, UNDO, History, Row, advanced, fold
from aligner.review.journal_text import ABOUT, about
from aligner.review.patches import Patch, difference
from aligner.review.refusal import RefusedError, StaleError
from aligner.review.session_store import SessionFile, damaged
from aligner.review.sources import settings_from_json, sources_from_json, sources_to_json
from aligner.review.state_records import record_of, state_of
from aligner.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from aligner.model import Bitext, Record
    from aligner.review.lock import Lock
    from aligner.review.sources import Source
    from aligner.review.state import State


@dataclass(frozen=True, slots=True)
class Outcome:
    """A row, what it changed, and the history after it; ``rebased`` says that it is of another record."""

    row: Row
    patch: Patch
    history: History
    rebased: bool = False


class Session:
    """An open session."""

    def __init__(self, path: Path, file: SessionFile, lock: Lock | None, who: str) -> None:
        self.path, self._who = path, who
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
        """The present state."""
        return self.history.state

    @property
    def version(self) -> int:
        """The version of the state."""
        return self.history.version

    def record(self) -> Record:
        """The record of the state, for any output."""
        return record_of(self.state)

    @property
    def aligned(self) -> Bitext:
        """The texts of the files, before the edits of this session."""
        return record_of(self._base(self.history.base)).alignment.bitext

    @property
    def sources(self) -> list[Source]:
        """Where the texts came from."""
        with self._writing:
            return sources_from_json(self._file.sources(self.history.base))

    @property
    def settings(self) -> Settings:
        """What the record was made with.

        Raises:
            InputError: when that is damaged.
        """
        kept = self.about.get("settings")
        try:
            return Settings() if kept is None else settings_from_json(kept)
        except (ValueError, TypeError, AttributeError, SettingsError) as error:
            raise damaged(self.path, f"its settings are not what was written: {error}") from None

    @property
    def first(self) -> State:
        """The state that the texts began with."""
        return self._base(self.history.base)

    @property
    def carried(self) -> Mapping[str, Any] | None:
        """The report of the last rebase to changed texts; None if there was none."""
        rows = (entry.row for entry in reversed(self.history.done))
        return next((row.payload for row in rows if row.kind == CARRY), None)

    def act(
        self,
        version: int,
        tab: str,
        kind: str,
        payload: Mapping[str, Any],
        change: Callable[[State], State],
    ) -> Outcome:
        """Perform an action.

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
            noted = {**payload, ABOUT: about(self.state, new, kind, patch)}
            return self._advance(self._row(tab, kind, noted, patch, self.history.base), new)

    def undo(self, version: int, tab: str) -> Outcome:
        """Undo the last action that can be undone.

        Raises:
            StaleError: when the state has moved on.
            RefusedError: when there is none.
        """
        return self._turn(version, tab, UNDO)

    def redo(self, version: int, tab: str) -> Outcome:
        """Redo what was undone last.

        Raises:
            StaleError: when the state has moved on.
            RefusedError: when there is nothing.
        """
        return self._turn(version, tab, REDO)

    def _turn(self, version: int, tab: str, kind: str) -> Outcome:
        with self._writing:
            self._check(version)
            steps = self.history.done if kind == UNDO else self.history.undone
            if not steps:
                raise RefusedError(kind)
            last = steps[-1].row
            return self._advance(self._row(tab, kind, {"of": last.version}, None, last.base))

    def carry(
        self,
        version: int,
        tab: str,
        *,
        payload: Mapping[str, Any],
        record: Record,
        sources: Sequence[Source],
        new: State,
    ) -> Outcome:
        """Continue with another record of the same review, to which the work was carried over.

        Args:
            version: of the state that was carried over.
            tab: who acts.
            payload: the report of what was carried over and what was lost.
            record: the new one.
            sources: where its texts came from.
            new: its state, with the work that was carried over.

        Raises:
            StaleError: when the state has moved on.
        """
        with self._writing:
            self._check(version)
            new.check()
            number = self._file.add_record(record, sources_to_json(sources))
            start = self._base(number)
            return self._advance(self._row(tab, CARRY, payload, difference(start, new), number))

    def drafts(self) -> dict[str, str]:
        """The texts that are written and not yet saved, by place."""
        with self._writing:
            return self._file.drafts()

    def keep_draft(self, place: str, text: str) -> None:
        """Store the draft of a place, or remove it if it is empty. No version depends on it.

        Raises:
            RefusedError: when the file was removed or replaced.
        """
        with self._writing:
            self._file.keep_draft(place, text)

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
        return Row(self.version + 1, time, tab, kind, payload, patch, base, self._who)

    def _advance(self, row: Row, new: State | None = None) -> Outcome:
        """Write a row, then publish its state.

        Args:
            row: what was done.
            new: the state that it led to, where that is known, with all that is cached in it.
        """
        old, history = self.history, advanced(self.history, row, self._base)
        if new is not None:
            if history.state != new:
                raise AssertionError("the journal would not lead to the state that was worked out")
            history = replace(history, state=new)
        self._file.append(row)
        self.history = history
        self.rows.append(row)
        return Outcome(row, difference(old.state, history.state), history, rebased=old.base != history.base)

    def _base(self, number: int) -> State:
        if number not in self._bases:
            self._bases[number] = state_of(self._file.record(number))
        return self._bases[number]
