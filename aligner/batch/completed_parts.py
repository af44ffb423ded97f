"""What of a run's output is there already, and what of it still holds.

The output is its own ledger. A part is there when its ``documents`` are, and its name says which pairs it holds and
with which keys: where the plan names the same part, nothing is left to do. Parts that the plan does not name are out
of date (a file changed, pairs were added, settings or version are others); what they hold of pairs whose keys still
hold is taken over, and when all is done they are taken away.
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

#: Says that a folder is the output of a run, and of what.
RUN = "run.json"
SCHEMA = "taiyaku-batch/1"
SUMMARY = "summary.json"
PAGE = "summary.html"


@dataclass(frozen=True, slots=True)
class CompletedParts:
    """What there is to do.

    Attributes:
        done: names of the parts of the plan that are there.
        left: the parts that are not, each with where what is there of its pairs can be found.
        stale: names of the parts that are there and not in the plan.
    """

    done: frozenset[str]
    left: Sequence[tuple[Part, Mapping[str, str]]]
    stale: frozenset[str]


def open_store(folder: Folder, form: str) -> Store:
    """The store of an output folder, new or of a run before.

    Raises:
        OutputError: when it cannot be written to, holds what is not the output of a run, or output of another form.
    """
    store = Store(folder, form)
    stored = folder.read(RUN)
    if stored is None and (there := folder.names() - {WORK}):
        raise OutputError(
            f"{folder.name}: is not empty ({min(there)}) and no output of taiyaku batch; name another folder"
        )
    if stored is not None and (theirs := _form(stored, folder)) != form:
        raise OutputError(f"{folder.name}: holds output in {theirs}; name another folder, or --format {theirs}")
    forget_work(store)
    if stored is None:
        # Before anything else, so that the folder is known for what it is whenever a run is stopped.
        begin(store, {})
    else:
        folder.check()
    return store


@contextmanager
def begun(folder: Folder, form: str) -> Iterator[Store]:
    """The store of a run, which is taken away again where the run comes to nothing.

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
    """The form of the output in a folder.

    Raises:
        InputError: when it is none.
    """
    try:
        stored = folder.read(RUN)
        if stored is None:
            raise InputError(
                "is no output of taiyaku batch; name the folder that its option -o named", name=folder.name
            )
        return _form(stored, folder)
    except OutputError as error:
        raise InputError(str(error)) from None


def is_output(name: str) -> bool:
    """Whether a folder is known to be the output of a run."""
    try:
        stored_form(Folder(name))
    except InputError:
        return False
    return True


def _form(stored: bytes, folder: Folder) -> str:
    try:
        about = json.loads(stored)
        known = about["schema"] == SCHEMA and about["format"] in FORMS
    except (ValueError, KeyError, TypeError):
        known = False
    if not known:
        raise OutputError(f"{folder.name}/{RUN}: describes no run that this version knows; name another folder")
    return str(about["format"])


def begin(store: Store, about: Mapping[str, Json]) -> None:
    """Note in the output what it is of; from now until the end it has no summary."""
    described = {"schema": SCHEMA, "format": store.form, **about}
    store.folder.remove(SUMMARY)
    store.folder.remove(PAGE)
    store.folder.write(RUN, (json.dumps(described, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode())


def compare(store: Store, parts: Sequence[Part], *, retry: bool = False) -> CompletedParts:
    """What there is to do for a plan.

    Args:
        store: the output.
        parts: the plan.
        retry: whether pairs that failed are to be aligned again.
    """
    there = store.parts()
    names = {part.name for part in parts}
    stale = there - names
    keys = _keys(store, stale, with_failed=not retry)
    again = {name for name in there & names if retry and _has_failed(store, name)}
    keys |= _keys(store, again, with_failed=False)
    left = [
        (part, {pair.key: keys[pair.key] for pair in part.pairs if pair.key in keys})
        for part in parts
        if part.name not in there or part.name in again
    ]
    return CompletedParts(frozenset(there & names - again), left, frozenset(stale))


def _keys(store: Store, parts: Iterable[str], *, with_failed: bool) -> dict[str, str]:
    """Where the pairs of some parts are, by key."""
    found: dict[str, str] = {}
    for part in sorted(parts):
        with suppress(InputError):  # one that cannot be read is made again
            for row in store.rows("documents", part, ("key", "status")):
                if with_failed or row["status"] != FAILED:
                    found.setdefault(row["key"], part)
    return found


def _has_failed(store: Store, part: str) -> bool:
    return any(row["status"] == FAILED for row in store.rows("documents", part, ("status",)))


def finish(store: Store, ledger: CompletedParts, parts: Sequence[Part]) -> None:
    """Take away what is out of date, once all is there: parts, tables of half a part, a corpus of what has changed."""
    for part in sorted(ledger.stale):
        store.remove(part)
    names = {part.name for part in parts}
    for table in (*TABLES, MEMORIES):
        for file in sorted(store.folder.names(table)):
            if file.partition(".")[0] not in names:
                store.folder.remove(f"{table}/{file}")
    if ledger.left or ledger.stale:
        for folder in (SENTENCES, LEFT_OUT):
            store.folder.remove(folder)


def forget_work(store: Store) -> None:
    """Take away what was only needed meanwhile."""
    store.folder.remove(WORK)
