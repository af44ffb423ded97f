"""Makes a part of the output: takes over results that exist, aligns the other pairs, and writes the part."""

from __future__ import annotations

import json
import posixpath
from collections import Counter
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from aligner.batch.files import WORK, read_bytes
from aligner.batch.plan import Measure, measure_files
from aligner.batch.schema import Outcome, failure
from aligner.batch.worker import PairRequest, Setup
from aligner.batch.worker_pool import SHARED_POOL
from aligner.errors import InputError, SettingsError
from aligner.version import __version__

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aligner.batch.plan import Pair, Part
    from aligner.batch.store import Store
    from aligner.batch.worker_pool import Limits, Worker, WorkerPool
    from aligner.settings import Settings


@dataclass(frozen=True, slots=True)
class Job:
    """The settings that all parts of a run share.

    Attributes:
        store: the output.
        settings: how pairs are aligned.
        limits: the limits for a pair.
        version: the version of the program that started the run.
    """

    store: Store
    settings: Settings
    limits: Limits
    version: str = __version__


@dataclass(frozen=True, slots=True)
class PartReport:
    """Counts of a part that is done.

    Attributes:
        aligned: the number of pairs that were aligned now.
        kept: the number of pairs that were taken over.
    """

    aligned: int
    kept: int


#: Where the existing results of pairs are: key → name of the part that holds the result.
Earlier = Mapping[str, str]


def check_version(version: str) -> None:
    """Check that a run was started by the same version of the program.

    Raises:
        SettingsError: if it was not; the message names both versions.
    """
    if version != __version__:
        raise SettingsError(
            f"a worker has taiyaku {__version__}, and the run was started by {version}; install the same everywhere"
        )


def measure(places: Sequence[str], most: int, version: str) -> list[Measure]:
    """Return the measures of some files, for the plan."""
    check_version(version)
    return measure_files(places, most)


def align_part(
    part: Part, earlier: Earlier, job: Job, pool: WorkerPool | None = None, *, careful: bool = False
) -> PartReport:
    """Make a part.

    Args:
        part: its pairs.
        earlier: where existing results of its pairs are.
        job: the settings that all parts share.
        pool: the worker processes that align; None for those of this process.
        careful: whether to record which pairs were begun, because this part has killed workers before.

    Raises:
        OutputError: if the part cannot be written.
        SettingsError: if no pair can be aligned with the settings, or the version is another.
        PoolClosedError: if the run was stopped.
    """
    check_version(job.version)
    existing = _existing(earlier, job.store)
    trail = Trail(job.store, part.name) if careful else None
    outcomes: list[Outcome] = []
    aligned = 0
    with (
        (pool or SHARED_POOL).lease(Setup(job.settings, job.store.form == "tmx"), job.limits) as worker,
        TemporaryDirectory(prefix="taiyaku-") as folder,
    ):
        for pair in part.pairs:
            result = existing.get(pair.key)
            # The units of a memory bear the pair's id, which changes with the names of its files.
            if result is None or (result.tmx is not None and result.document["document"] != pair.document):
                aligned += 1
                if trail is not None and trail.begin(pair.document):
                    result = failure("the worker was killed while aligning it")
                else:
                    result = _align(pair, worker, folder, job)
            outcomes.append(_labelled(result, pair))
    job.store.write(part.name, outcomes)
    if trail is not None:
        trail.end()
    return PartReport(aligned, len(outcomes) - aligned)


def _existing(earlier: Earlier, store: Store) -> dict[str, Outcome]:
    """Return existing results by key; those of a part that cannot be read are left out and so made again."""
    results: dict[str, Outcome] = {}
    for name in sorted(set(earlier.values())):
        with suppress(InputError):
            outcomes = list(store.outcomes(name))
            results |= {row.document["key"]: row for row in outcomes if earlier.get(row.document["key"]) == name}
    return results


def _align(pair: Pair, worker: Worker, folder: str, job: Job) -> Outcome:
    try:
        paths = [
            _fetched(place, name, planned, Path(folder, side), job.settings.max_size)
            for side, place, name, planned in zip("st", pair.places, pair.names, pair.measures, strict=True)
        ]
    except InputError as error:
        return failure(str(error))
    one_file = pair.places[0] == pair.places[1]
    return worker.align(PairRequest(pair.document, paths[0], None if one_file else paths[1], pair.names))


def _fetched(place: str, name: str, planned: Measure, folder: Path, most: int) -> Path:
    """Copy a file to a folder under its own name, and check that it is unchanged since the plan was made."""
    try:
        data = read_bytes(place, most)
    except InputError as error:
        raise InputError(error.problem, name=name) from None
    if planned != Measure.of(data):
        raise InputError("has changed since the run began; run it again", name=name)
    folder.mkdir(exist_ok=True)
    # Some formats are recognised by more of the name than its last suffix.
    path = folder / (posixpath.basename(place.partition("::")[0]) or "text")
    path.write_bytes(data)
    return path


def _labelled(result: Outcome, pair: Pair) -> Outcome:
    """Return an outcome with the pair's id, key and names."""
    source, target = (name.encode("utf-8", "replace").decode() for name in pair.names)
    label = {"document": pair.document, "key": pair.key, "source": source, "target": target}
    beads, findings = ([row | {"document": pair.document} for row in rows] for rows in (result.beads, result.findings))
    return replace(result, document=result.document | label, beads=beads, findings=findings)


_BLAMED = 2


@dataclass
class Trail:
    """Records in the output which pairs of a part were begun, so that the next worker knows after one was killed.

    A pair that was begun `_BLAMED` times and never ended is taken for the cause.
    """

    store: Store
    part: str
    begun: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        stored = self.store.folder.read(self._name)
        self.begun = Counter(json.loads(stored)) if stored else Counter()
        self._last = ""

    @property
    def _name(self) -> str:
        return f"{WORK}/{self.part}.json"

    def begin(self, document: str) -> bool:
        """Record that a pair is begun, and return False; or return True if it is blamed and must be left out."""
        self.begun.pop(self._last, None)  # the last pair ended
        self._last = ""
        if self.begun[document] >= _BLAMED:
            return True
        self.begun[document] += 1
        self._last = document
        self.store.folder.write(self._name, json.dumps(self.begun).encode())
        return False

    def end(self) -> None:
        """Remove the record; the part is done."""
        self.store.folder.remove(self._name)
