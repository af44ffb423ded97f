"""The journal: rows that are only added, and the state as their fold over the record. No file and no clock.

Rules: undo and redo are rows like any others, so that the same rows give the same state and the same history in any
process. The digest of a row covers that of the row before it, so that damage is detected.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec

from aligner.errors import InputError
from aligner.outputs.record import json_text
from aligner.review import patches
from aligner.review.patches import Patch
from aligner.text.untrusted_json import decode

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from aligner.review.state import State

UNDO, REDO, CARRY = "undo", "redo", "carry"
#: The digest of the first row covers this text instead of the digest of a previous row.
FIRST = "taiyaku"


class Row(msgspec.Struct, frozen=True):
    """An action as the journal holds it.

    Attributes:
        version: its number, and the version of the state after it.
        time: when, in UTC, ISO 8601.
        tab: the name of the tab that acted.
        kind: the kind of action.
        payload: the fields of the request.
        patch: what it changed; None for undoing and redoing, which change what another row did.
        base: the record it is based on; a new one after texts changed on disk.
        who: the name of the person.
    """

    version: int
    time: str
    tab: str
    kind: str
    payload: Mapping[str, Any]
    patch: Patch | None
    base: int = 1
    who: str = ""

    def fields(self) -> tuple[int, str, str, str, str, str | None, int, str]:
        """As the file holds it."""
        patch = None if self.patch is None else json_text(msgspec.to_builtins(self.patch, str_keys=True))
        return self.version, self.time, self.tab, self.kind, json_text(self.payload), patch, self.base, self.who


def row_from(fields: Sequence[Any]) -> Row:
    """The row that a file holds.

    Raises:
        ValueError: when its JSON is not that of a row.
    """
    version, time, tab, kind, payload, patch, base, who = fields
    try:
        changes = None if patch is None else decode(patch, Patch)
        return Row(version, time, tab, kind, decode(payload, dict[str, Any]), changes, base, who)
    except InputError as error:
        raise ValueError(error.problem) from None


def digest(before: str, fields: tuple[Any, ...]) -> str:
    """The digest of a row, which covers that of the row before it."""
    return hashlib.sha256("\0".join((before, *map(str, fields))).encode("utf-8", "replace")).hexdigest()


class Entry(NamedTuple):
    """A row that can be undone or redone. If it changed the record, it also has the state before it."""

    row: Row
    before: State | None = None


@dataclass(frozen=True, slots=True)
class History:
    """The state after some rows, and the way back and forth.

    Attributes:
        state: the state after the last row.
        version: of the last row; 0 before the first.
        done: rows in force that can be undone, the last one last.
        undone: rows that can be redone, the next one last.
    """

    state: State
    version: int = 0
    done: tuple[Entry, ...] = ()
    undone: tuple[Entry, ...] = ()

    @property
    def base(self) -> int:
        """The record that the state is based on."""
        return next((entry.row.base for entry in reversed(self.done) if entry.row.kind == CARRY), 1)


def undone_rows(rows: Iterable[Row], history: History) -> frozenset[int]:
    """The versions of rows that were undone and not redone."""
    in_force = {entry.row.version for entry in history.done}
    return frozenset(row.version for row in rows if row.patch is not None and row.version not in in_force)


def fold(history: History, rows: Iterable[Row], base: Callable[[int], State]) -> History:
    """The history after more rows.

    Args:
        history: before them.
        rows: in order.
        base: gives the state that a record begins with, by its number.

    Raises:
        ValueError: when a row does not fit the state before it.
    """
    for row in rows:
        history = advanced(history, row, base)
    return history


def advanced(history: History, row: Row, base: Callable[[int], State]) -> History:
    """The history after one more row.

    Raises:
        ValueError: when the row does not follow, or undoes or redoes what is not there.
    """
    if row.version != history.version + 1:
        raise ValueError(f"row {row.version} follows row {history.version}")
    if row.kind == UNDO:
        if not history.done:
            raise ValueError("there is nothing to undo")
        *done, last = history.done
        return History(_before(last, history.state), row.version, tuple(done), (*history.undone, last))
    if row.kind == REDO:
        if not history.undone:
            raise ValueError("there is nothing to redo")
        *undone, entry = history.undone
        state = _after(entry.row, history.state, base)
        return History(state, row.version, (*history.done, entry), tuple(undone))
    entry = Entry(row, history.state if row.kind == CARRY else None)
    return History(_after(row, history.state, base), row.version, (*history.done, entry))


def _after(row: Row, state: State, base: Callable[[int], State]) -> State:
    if row.patch is None:
        raise ValueError(f"row {row.version} says nothing of what it changed")
    return patches.applied(row.patch, base(row.base) if row.kind == CARRY else state)


def _before(entry: Entry, state: State) -> State:
    if entry.before is not None:
        return entry.before
    if entry.row.patch is None:
        raise ValueError(f"row {entry.row.version} says nothing of what it changed")
    return patches.applied(patches.inverse(entry.row.patch), state)
