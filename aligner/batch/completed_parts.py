"""Which parts of a run's output exist, and which of them still hold.

The output records itself. A part exists if its table ``documents`` does, and its name contains a digest of its pairs
and their keys. If the plan names the same part, nothing is left to do. Parts that the plan does not name are outdated
(a file changed, pairs were added, the settings or the version changed). Results in them whose keys still hold are taken
over; the parts are removed at the end of the run.
"""

from __future__ import annotations

import json
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from aligner.batch.corpus.build import LEFT_OUT, SENTENCES
from aligner.batch.files import WORK, Folder
from aligner.batch.schema import FAILED, TABLES
from aligner.batch.store import FORMS, MEMORIES, Store
from aligner.errors import InputError, OutputError, TaiyakuError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from aligner.batch.plan import Part
    from aligner.model import Json

#: The file that marks a folder as the output of a run, and describes the run.
RUN = "run.json"
SCHEMA = "taiyaku-batch/1"
SUMMARY = "summary.json"
PAGE = "summary.html"
#: The columns of the tables, for whoever gets the folder.
README = "README.md"


@dataclass(frozen=True, slots=True)
class CompletedParts:
    """The parts of a plan, divided into those that exist and those to make.

    Attributes:
        done: the names of the parts that exist.
        left: the parts to make, each with the places of existing results (key of the pair → name of the part).
        stale: the names of parts that exist but are not in the plan.
    """

    done: frozenset[str]
    left: Sequence[tuple[Part, Mapping[str, str]]]
    stale: frozenset[str]


def open_store(folder: Folder, form: str) -> Store:
    """Open the store of an output folder, which is new or of an earlier run.

    Raises:
        OutputError: if it cannot be written to, holds other files, or holds output in another format.
    """
    store = Store(folder, form)
    stored = folder.read(RUN)
    if stored is None and (others := folder.names() - {WORK}):
        raise OutputError(
            f"{folder.name}: is not empty ({min(others)}) and is not the output of taiyaku batch; name another folder"
        )
    if stored is not None and (stored_in := _form(stored, folder)) != form:
        raise OutputError(f"{folder.name}: holds output in {stored_in}; name another folder, or --format {stored_in}")
    forget_work(store)
    if stored is None:
        # First of all, so that the folder is recognised whenever the run is stopped.
        begin(store, {})
    else:
        folder.check()
    return store


@contextmanager
def begun(folder: Folder, form: str) -> Iterator[Store]:
    """Open the store of a run, and remove it again if the run fails before it wrote anything.

    Raises:
        OutputError: as `open_store`.
    """
    new = not folder.is_there
    store = open_store(folder, form)
    try:
        yield store
    except TaiyakuError:
        if new and folder.names() <= {RUN, WORK}:
            folder.remove("")
        raise


def stored_form(folder: Folder) -> str:
    """Return the format of the output in a folder.

    Raises:
        InputError: if the folder is not the output of a run.
    """
    try:
        stored = folder.read(RUN)
        if stored is None:
            raise InputError(
                "is not the output of taiyaku batch; name the folder that was given with -o", name=folder.name
            )
        return _form(stored, folder)
    except OutputError as error:
        raise InputError(str(error)) from None


def is_output(name: str) -> bool:
    """Whether a folder is the output of a run."""
    try:
        stored_form(Folder(name))
    except InputError:
        return False
    return True


def _form(stored: bytes, folder: Folder) -> str:
    try:
        description = json.loads(stored)
        known = description["schema"] == SCHEMA and description["format"] in FORMS
    except (ValueError, KeyError, TypeError):
        known = False
    if not known:
        raise OutputError(f"{folder.name}/{RUN}: describes a run that this version does not know; name another folder")
    return str(description["format"])


def begin(store: Store, run: Mapping[str, Json]) -> None:
    """Write a description of the run into the output, and remove the summary until the run ends."""
    description = {"schema": SCHEMA, "format": store.form, **run}
    store.folder.remove(SUMMARY)
    store.folder.remove(PAGE)
    store.folder.write(RUN, (json.dumps(description, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode())


def compare(store: Store, parts: Sequence[Part], *, retry: bool = False) -> CompletedParts:
    """Compare a plan with the output.

    Args:
        store: the output.
        parts: the plan.
        retry: whether pairs that failed are aligned again.
    """
    existing = store.parts()
    names = {part.name for part in parts}
    stale = existing - names
    keys = _keys(store, stale, with_failed=not retry)
    again = {name for name in existing & names if retry and _has_failed(store, name)}
    keys |= _keys(store, again, with_failed=False)
    left = [
        (part, {pair.key: keys[pair.key] for pair in part.pairs if pair.key in keys})
        for part in parts
        if part.name not in existing or part.name in again
    ]
    return CompletedParts(frozenset(existing & names - again), left, frozenset(stale))


def _keys(store: Store, parts: Iterable[str], *, with_failed: bool) -> dict[str, str]:
    """Return in which of some parts the result of a pair is, by its key."""
    places: dict[str, str] = {}
    for part in sorted(parts):
        with suppress(InputError):  # one that cannot be read is made again
            for row in store.rows("documents", part, ("key", "status")):
                if with_failed or row["status"] != FAILED:
                    places.setdefault(row["key"], part)
    return places


def _has_failed(store: Store, part: str) -> bool:
    return any(row["status"] == FAILED for row in store.rows("documents", part, ("status",)))


def finish(store: Store, completed: CompletedParts, parts: Sequence[Part]) -> None:
    """Remove what is outdated once all parts exist: parts, incomplete parts, a corpus made from changed parts."""
    for part in sorted(completed.stale):
        store.remove(part)
    names = {part.name for part in parts}
    for table in (*TABLES, MEMORIES):
        for file in sorted(store.folder.names(table)):
            if file.partition(".")[0] not in names:
                store.folder.remove(f"{table}/{file}")
    if completed.left or completed.stale:
        for folder in (SENTENCES, LEFT_OUT):
            store.folder.remove(folder)


def forget_work(store: Store) -> None:
    """Remove the files that are only needed during a run."""
    store.folder.remove(WORK)
