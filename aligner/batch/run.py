"""Runs a batch from the manifest to the summary.

This module knows the order of the stages: find the pairs, measure the files, plan the parts, align what is missing,
filter the corpus, count, write the summary. The rule: what is written depends neither on the engine nor on its speed.
"""

from __future__ import annotations

import time
from collections import Counter, deque
from dataclasses import dataclass, field, replace
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, Protocol

from aligner.batch import completed_parts
from aligner.batch.completed_parts import PAGE, README, SUMMARY, CompletedParts
from aligner.batch.corpus import build
from aligner.batch.engine import Call, Killed
from aligner.batch.engine_choice import EngineChoice, open_engine
from aligner.batch.folders import Folders
from aligner.batch.page import page
from aligner.batch.plan import MEASURED, Measure, Part, described, fingerprint, make_parts
from aligner.batch.readme import readme
from aligner.batch.statistics import Survey, added, survey
from aligner.batch.summary import Corpus, Work, as_json, as_mapping
from aligner.batch.task import Job, PartReport, align_part, measure
from aligner.document.decoding import check_encoding
from aligner.document.formats import format_named
from aligner.errors import SettingsError
from aligner.evidence.sentence_transformer import check_model
from aligner.findings.severities import profile
from aligner.model import Lang
from aligner.version import __version__

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from aligner.batch.corpus.filters import Filters
    from aligner.batch.engine import Engine
    from aligner.batch.files import Folder
    from aligner.batch.manifest import Manifest
    from aligner.batch.store import Store
    from aligner.batch.worker_pool import Limits, WorkerPool
    from aligner.model import Json
    from aligner.settings import Settings

#: Parts that one call counts.
_SURVEYED = 32
#: How often a part is submitted again after it has killed workers.
_RETRIES = 8
_ALWAYS_KILLED = "workers are killed whatever they do; look at their logs, and at their memory"


class Progress(Protocol):
    """Shows the progress of a run."""

    def begin(self, stage: str, total: int) -> None:
        """Begin a stage with its total cost: ``pairing``, ``reading``, ``aligning``, ``corpus`` or ``counting``."""
        ...

    def set(self, done: int, total: int) -> None:
        """Set how much of the stage is done, and its total."""
        ...

    def advance(self, cost: int, pairs: int = 0) -> None:
        """Add cost and pairs that are done."""
        ...


@dataclass(frozen=True)
class BatchRun:
    """What a run reads, does and writes.

    Attributes:
        pairs: the pairs, or the folders in which to find them.
        out: the folder of the output.
        form: the format of the output (`aligner.batch.store.FORMS`).
        settings: how pairs are aligned.
        limits: the limits for a pair.
        engine: which engine runs it.
        retry: whether pairs that failed before are aligned again.
        filters: the filters of a corpus of sentence pairs; None makes no corpus.
        lang: the language of the summary page.
    """

    pairs: Manifest | Folders
    out: Folder
    form: str
    settings: Settings
    limits: Limits
    engine: EngineChoice = field(default_factory=EngineChoice)
    retry: bool = False
    filters: Filters | None = None
    lang: Lang = Lang.EN


def run(
    batch: BatchRun, progress: Progress, open_engine: Callable[[EngineChoice], Engine] = open_engine
) -> dict[str, Any]:
    """Run a batch and return its summary.

    Raises:
        InputError: if no scheduler answers.
        OutputError: if the output cannot be written; what was written before is kept.
        SettingsError: if the settings cannot be used, or workers have another version.
    """
    _check(batch.settings)
    settings = described(batch.settings)
    with completed_parts.begun(batch.out, batch.form) as store:
        return _run(batch, store, settings, progress, open_engine)


def _run(
    batch: BatchRun,
    store: Store,
    settings: dict[str, Json],
    progress: Progress,
    open_engine: Callable[[EngineChoice], Engine],
) -> dict[str, Any]:
    job = Job(store, _absolute(batch.settings), batch.limits)
    manifest = _manifest(batch, progress)
    with open_engine(batch.engine) as engine:
        measures = _measure(manifest, batch.settings, engine, progress)
        parts = make_parts(manifest, measures, fingerprint(batch.settings))
        completed_parts.begin(store, {"version": __version__, "settings": settings})
        completed = completed_parts.compare(store, parts, retry=batch.retry)
        work = _align(job, completed, parts, engine, progress)
        completed_parts.finish(store, completed, parts)
        corpus = _corpus(job, parts, batch.filters, engine, progress)
        counts = _count(job, parts, engine, progress)
    alone = sum(not entry.is_pair for entry in manifest.entries)
    summary = as_mapping(counts, form=batch.form, settings=settings, alone=alone, corpus=corpus, work=work)
    store.folder.write(PAGE, page(summary, batch.lang))
    store.folder.write(SUMMARY, as_json(summary))
    store.folder.write(README, readme(batch.form, corpus=corpus is not None))
    completed_parts.forget_work(store)
    return summary


def _check(settings: Settings) -> None:
    """Check before any worker starts that the settings name things that exist.

    Raises:
        SettingsError: if they do not.
    """
    profile(settings.profile)
    if settings.input_format:
        format_named(settings.input_format)
    if settings.encoding:
        check_encoding(settings.encoding)
    if settings.encoder is not None:
        check_model(settings.encoder)


def _absolute(settings: Settings) -> Settings:
    """Return the settings with absolute paths, for workers that run in another folder."""
    paths = {name: getattr(settings, name) for name in ("parameters", "encoder", "glossary", "rules")}
    return replace(settings, **{name: path.absolute() for name, path in paths.items() if path is not None})


def _results(engine: Engine, progress: Progress, calls: Iterable[Call]) -> list[Any]:
    """Run calls and return their results in the order of the calls."""
    calls = list(calls)
    results: dict[Call, Any] = {}
    for call, result in engine.run(deque(calls), ahead=1):
        if isinstance(result, Killed):
            raise SettingsError(_ALWAYS_KILLED)
        results[call] = result
        progress.advance(1)
    return [results[call] for call in calls]


def _manifest(batch: BatchRun, progress: Progress) -> Manifest:
    """Return the pairs as given, or find them."""
    if not isinstance(batch.pairs, Folders):
        return batch.pairs
    progress.begin("pairing", 0)
    return batch.pairs.manifest(batch.out, progress.set)


def _measure(manifest: Manifest, settings: Settings, engine: Engine, progress: Progress) -> list[Measure]:
    """Measure source and target of each pair in turn."""
    places = [manifest.place(name) for entry in manifest.pairs for name in (entry.source, entry.target)]
    groups = [places[k : k + MEASURED] for k in range(0, len(places), MEASURED)]
    progress.begin("reading", len(groups))
    calls = (Call(measure, (group, settings.max_size, __version__), in_thread=True) for group in groups)
    return [measured for group in _results(engine, progress, calls) for measured in group]


def _align(job: Job, completed: CompletedParts, parts: Sequence[Part], engine: Engine, progress: Progress) -> Work:
    """Make the parts that do not exist yet."""
    progress.begin("aligning", sum(part.cost for part in parts))
    for part in parts:
        if part.name in completed.done:
            progress.advance(part.cost, len(part.pairs))
    start = time.monotonic()
    calls = [
        Call(align_part, (part, earlier, job, engine.pool), part.cost, in_thread=True)
        for part, earlier in completed.left
    ]
    waiting = deque(sorted(calls, key=lambda call: -call.cost))
    killed: Counter[str] = Counter()
    reports: list[PartReport] = []
    for call, result in engine.run(waiting):
        part = call.arguments[0]
        if isinstance(result, Killed):
            killed[part.name] += 1
            if killed[part.name] > _RETRIES:
                raise SettingsError(_ALWAYS_KILLED)
            waiting.append(replace(call, function=_align_carefully))
            continue
        reports.append(result)
        progress.advance(part.cost, len(part.pairs))
    kept = sum(report.kept for report in reports)
    kept += sum(len(part.pairs) for part in parts if part.name in completed.done)
    return Work(engine.capacity, time.monotonic() - start, sum(report.aligned for report in reports), kept)


def _align_carefully(part: Part, earlier: Mapping[str, str], job: Job, pool: WorkerPool | None = None) -> PartReport:
    return align_part(part, earlier, job, pool, careful=True)


def _corpus(
    job: Job, parts: Sequence[Part], filters: Filters | None, engine: Engine, progress: Progress
) -> Corpus | None:
    """Make the corpus, if there are filters for one."""
    if filters is None:
        return None
    store, names = job.store, [part.name for part in parts]
    progress.begin("corpus", 2 * len(names))
    counts = _results(engine, progress, (Call(build.gather, (store, name, filters)) for name in names))
    with TemporaryDirectory(prefix="taiyaku-") as folder:
        verdicts = build.judge(store, names, counts, filters, folder)
    calls = (Call(build.write, (store, name, filters, verdict)) for name, verdict in zip(names, verdicts, strict=True))
    return Corpus(filters, sum(_results(engine, progress, calls), Counter()))


def _count(job: Job, parts: Sequence[Part], engine: Engine, progress: Progress) -> Survey:
    names = [part.name for part in parts]
    groups = [names[k : k + _SURVEYED] for k in range(0, len(names), _SURVEYED)]
    progress.begin("counting", len(groups))
    surveys = _results(engine, progress, (Call(survey, (job.store, group)) for group in groups))
    return added(counts for group in surveys for counts in group)
