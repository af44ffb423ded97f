"""What a worker does with a part: take over what is there, align the rest, write it, and say what came of it."""

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

from aligner import __version__
from aligner.batch.files import WORK, read_bytes
from aligner.batch.plan import Measure, measure_files
from aligner.batch.schema import Outcome, failure
from aligner.batch.worker import Request, Start
from aligner.batch.worker_pool import HANDS
from aligner.errors import InputError, SettingsError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aligner.batch.plan import Pair, Part
    from aligner.batch.store import Store
    from aligner.batch.worker_pool import Limits, Worker
    from aligner.settings import Settings


@dataclass(frozen=True, slots=True)
class Job:
    """What holds for all parts of a run.

    Attributes:
        store: where the output goes.
        settings: how pairs are aligned.
        limits: what a pair may take.
        version: of this program, where the run was started.
    """

    store: Store
    settings: Settings
    limits: Limits
    version: str = __version__


@dataclass(frozen=True, slots=True)
class Told:
    """What a worker says of a part that is done.

    Attributes:
        aligned: pairs that were aligned now.
        kept: pairs that were taken over.
    """

    aligned: int
    kept: int


#: Where what is there already of a part's pairs can be found: key → name of the part that holds it.
Earlier = Mapping[str, str]


def check_version(version: str) -> None:
    """Refuse to work for another version of the program.

    Raises:
        SettingsError: naming both.
    """
    if version != __version__:
        raise SettingsError(
            f"a worker has taiyaku {__version__}, and the run was started by {version}; install the same everywhere"
        )


def measure(places: Sequence[str], most: int, version: str) -> list[Measure]:
    """The measures of some files, for the plan."""
    check_version(version)
    return measure_files(places, most)


def align_part(part: Part, earlier: Earlier, job: Job, *, careful: bool = False) -> Told:
    """Make a part.

    Args:
        part: its pairs.
        earlier: where pairs of it are there already.
        job: what holds for all parts.
        careful: leave a trail of what was begun, since this part has cost workers their lives before.

    Raises:
        OutputError: when it cannot be written.
        SettingsError: when no pair can be aligned with such settings, or this is another version.
    """
    check_version(job.version)
    there = _there(earlier, job.store)
    trail = Trail(job.store, part.name) if careful else None
    outcomes: list[Outcome] = []
    aligned = 0
    with (
        HANDS.one(Start(job.settings, job.store.form == "tmx"), job.limits) as hand,
        TemporaryDirectory(prefix="taiyaku-") as folder,
    ):
        for pair in part.pairs:
            made = there.get(pair.key)
            # The units of a memory bear the pair's id, which changes with the names of its files.
            if made is None or (made.tmx is not None and made.document["document"] != pair.document):
                aligned += 1
                blamed = trail is not None and trail.begin(pair.document)
                made = failure("the worker was killed while aligning it") if blamed else _align(pair, hand, folder, job)
            outcomes.append(_labelled(made, pair))
    job.store.write(part.name, outcomes)
    if trail is not None:
        trail.end()
    return Told(aligned, len(outcomes) - aligned)


def _there(earlier: Earlier, store: Store) -> dict[str, Outcome]:
    """What is there already by key, read from the parts that hold it; a part that cannot be read is made again."""
    found: dict[str, Outcome] = {}
    for name in sorted(set(earlier.values())):
        with suppress(InputError):
            outcomes = list(store.outcomes(name))
            found |= {made.document["key"]: made for made in outcomes if earlier.get(made.document["key"]) == name}
    return found


def _align(pair: Pair, hand: Worker, folder: str, job: Job) -> Outcome:
    """What becomes of a pair now."""
    try:
        paths = [
            _fetched(place, name, planned, Path(folder, side), job.settings.max_size)
            for side, place, name, planned in zip("st", pair.places, pair.names, pair.measures, strict=True)
        ]
    except InputError as error:
        return failure(str(error))
    one_file = pair.places[0] == pair.places[1]
    return hand.align(Request(pair.document, paths[0], None if one_file else paths[1], pair.names))


def _fetched(place: str, name: str, planned: Measure, folder: Path, most: int) -> Path:
    """A copy of a file that is what it was when the plan was made, under a name with the same suffix."""
    try:
        data = read_bytes(place, most)
    except InputError as error:
        raise InputError(error.problem, name=name) from None
    if planned != Measure.of(data):
        raise InputError("has changed since the run began; run it again", name=name)
    folder.mkdir(exist_ok=True)
    # The name counts too: some formats are told by more of it than its last suffix.
    path = folder / (posixpath.basename(place.partition("::")[0]) or "text")
    path.write_bytes(data)
    return path


def _labelled(made: Outcome, pair: Pair) -> Outcome:
    """An outcome with what only the run knows of the pair."""
    source, target = (name.encode("utf-8", "replace").decode() for name in pair.names)
    label = {"document": pair.document, "key": pair.key, "source": source, "target": target}
    beads, findings = ([row | {"document": pair.document} for row in rows] for rows in (made.beads, made.findings))
    return replace(made, document=made.document | label, beads=beads, findings=findings)


_BLAMED = 2


@dataclass
class Trail:
    """Which pairs of a part were begun when a worker was killed, kept in the output so that the next worker sees it.

    A pair that was begun `_BLAMED` times and never ended is the one to blame.
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
        """Note that a pair is begun; whether it is to blame and must not be."""
        self.begun.pop(self._last, None)  # that one ended
        self._last = ""
        if self.begun[document] >= _BLAMED:
            return True
        self.begun[document] += 1
        self._last = document
        self.store.folder.write(self._name, json.dumps(self.begun).encode())
        return False

    def end(self) -> None:
        """The part is done."""
        self.store.folder.remove(self._name)
