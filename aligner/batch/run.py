"""A run from the manifest to the summary, in order; what is written depends on none of who does it, or how fast."""

from __future__ import annotations

import time
from collections import Counter, deque
from dataclasses import dataclass, field, replace
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, Protocol

from aligner import __version__
from aligner.batch import completed_parts
from aligner.batch.completed_parts import PAGE, SUMMARY, CompletedParts
from aligner.batch.corpus import build
from aligner.batch.engine import Call, Engine, Killed, Where
from aligner.batch.folders import Folders
from aligner.batch.page import page
from aligner.batch.plan import MEASURED, Measure, Part, described, fingerprint, make_parts
from aligner.batch.statistics import Survey, added, survey
from aligner.batch.summary import Corpus, Work, as_json, as_mapping
from aligner.batch.task import Job, Told, align_part, measure
from aligner.document.decoding import check_encoding
from aligner.document.formats import format_named
from aligner.errors import SettingsError
from aligner.evidence.sentence_transformer import check_model
from aligner.findings.severities import profile
from aligner.model import Lang

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from contextlib import AbstractContextManager

    from aligner.batch.corpus.filters import Filters
    from aligner.batch.files import Folder
    from aligner.batch.manifest import Manifest
    from aligner.batch.store import Store
    from aligner.batch.worker_pool import Limits
    from aligner.model import Json
    from aligner.settings import Settings

#: Parts that are looked through by one call.
_SURVEYED = 32
#: How often a part may be handed out again after it has cost workers their lives.
_RETRIES = 8


class Progress(Protocol):
    """Someone who is told how far a run is."""

    def begin(self, stage: str, total: int) -> None:
        """A stage of so much cost begins: ``pairing``, ``reading``, ``aligning``, ``corpus``, ``counting``."""
        ...

    def set(self, done: int, total: int) -> None:
        """So much is done of so much."""
        ...

    def advance(self, cost: int, pairs: int = 0) -> None:
        """So much of it is done, and so many pairs."""
        ...


@dataclass(frozen=True)
class Run:
    """What is to be done.

    Attributes:
        pairs: the pairs, or the folders that they are to be found in.
        out: where the output goes.
        form: of the output (`aligner.batch.store.FORMS`).
        settings: how pairs are aligned.
        limits: what a pair may take.
        where: who does it.
        retry: whether pairs that failed before are aligned again.
        filters: for a corpus of sentence pairs; None makes none.
        lang: language of the page.
    """

    pairs: Manifest | Folders
    out: Folder
    form: str
    settings: Settings
    limits: Limits
    where: Where = field(default_factory=Where)
    retry: bool = False
    filters: Filters | None = None
    lang: Lang = Lang.EN


def run(
    asked: Run, progress: Progress, connect: Callable[[Where], AbstractContextManager[Engine]] = Engine
) -> dict[str, Any]:
    """Do it, and give the summary; ``connect`` gives the engine.

    Raises:
        InputError: when no scheduler answers.
        OutputError: when the output cannot be written; what is written already is kept.
        SettingsError: when the settings cannot be used, or workers have another version.
    """
    _check(asked.settings)
    about = described(asked.settings)
    with completed_parts.begun(asked.out, asked.form) as store:
        return _run(asked, store, about, progress, connect)


def _run(
    asked: Run,
    store: Store,
    about: dict[str, Json],
    progress: Progress,
    connect: Callable[[Where], AbstractContextManager[Engine]],
) -> dict[str, Any]:
    """See :func:`run`; ``store`` is open, and ``about`` tells what the settings are."""
    job = Job(store, _from_root(asked.settings), asked.limits)
    manifest = _manifest(asked, progress)
    with connect(asked.where) as engine:
        measures = _measured(manifest, asked.settings, engine, progress)
        parts = make_parts(manifest, measures, fingerprint(asked.settings))
        completed_parts.begin(store, {"version": __version__, "settings": about})
        ledger = completed_parts.compare(store, parts, retry=asked.retry)
        work = _align(job, ledger, parts, engine, progress)
        completed_parts.finish(store, ledger, parts)
        corpus = _corpus(job, parts, asked.filters, engine, progress)
        counted = _survey(job, parts, engine, progress)
    alone = sum(not entry.is_pair for entry in manifest.entries)
    summary = as_mapping(counted, form=asked.form, settings=about, alone=alone, corpus=corpus, work=work)
    store.folder.write(PAGE, page(summary, asked.lang))
    store.folder.write(SUMMARY, as_json(summary))
    completed_parts.forget_work(store)
    return summary


def _check(settings: Settings) -> None:
    """Find out before any worker starts whether the settings name what is not there.

    Raises:
        SettingsError: when they do.
    """
    profile(settings.profile)
    if settings.input_format:
        format_named(settings.input_format)
    if settings.encoding:
        check_encoding(settings.encoding)
    if settings.encoder is not None:
        check_model(settings.encoder)


def _from_root(settings: Settings) -> Settings:
    """The settings with the paths in them seen from the root, for workers that run elsewhere."""
    paths = {name: getattr(settings, name) for name in ("parameters", "encoder", "glossary")}
    return replace(settings, **{name: path.absolute() for name, path in paths.items() if path is not None})


def _each(
    engine: Engine, progress: Progress, function: Callable[..., Any], arguments: Iterable[tuple[Any, ...]]
) -> list[Any]:
    """What calls of a function come to, in their order."""
    calls = [Call(function, some) for some in arguments]
    came: dict[Call, Any] = {}
    for call, made in engine.run(deque(calls), ahead=1):
        if isinstance(made, Killed):
            raise SettingsError("workers are killed whatever they do; look at their logs, and at their memory")
        came[call] = made
        progress.advance(1)
    return [came[call] for call in calls]


def _manifest(asked: Run, progress: Progress) -> Manifest:
    """The pairs as given, or as they are found."""
    if not isinstance(asked.pairs, Folders):
        return asked.pairs
    progress.begin("pairing", 0)
    return asked.pairs.manifest(asked.out, progress.set)


def _measured(manifest: Manifest, settings: Settings, engine: Engine, progress: Progress) -> list[Measure]:
    """The measures of source and target of every pair in turn."""
    places = [manifest.place(name) for entry in manifest.pairs for name in (entry.source, entry.target)]
    some = [places[k : k + MEASURED] for k in range(0, len(places), MEASURED)]
    progress.begin("reading", len(some))
    made = _each(engine, progress, measure, ((each, settings.max_size, __version__) for each in some))
    return [one for each in made for one in each]


def _align(job: Job, ledger: CompletedParts, parts: Sequence[Part], engine: Engine, progress: Progress) -> Work:
    """Make the parts that are not there."""
    progress.begin("aligning", sum(part.cost for part in parts))
    for part in parts:
        if part.name in ledger.done:
            progress.advance(part.cost, len(part.pairs))
    began = time.monotonic()
    calls = {part.name: Call(align_part, (part, earlier, job), part.cost) for part, earlier in ledger.left}
    waiting = deque(sorted(calls.values(), key=lambda call: -call.cost))
    killed: Counter[str] = Counter()
    told: list[Told] = []
    for call, made in engine.run(waiting):
        part, earlier, _ = call.arguments
        if isinstance(made, Killed):
            killed[part.name] += 1
            if killed[part.name] > _RETRIES:
                raise SettingsError("workers are killed whatever they do; look at their logs, and at their memory")
            waiting.append(Call(_align_carefully, (part, earlier, job), part.cost))
            continue
        told.append(made)
        progress.advance(part.cost, len(part.pairs))
    kept = sum(each.kept for each in told) + sum(len(part.pairs) for part in parts if part.name in ledger.done)
    return Work(engine.threads, time.monotonic() - began, sum(each.aligned for each in told), kept)


def _align_carefully(part: Part, earlier: Mapping[str, str], job: Job) -> Told:
    return align_part(part, earlier, job, careful=True)


def _corpus(
    job: Job, parts: Sequence[Part], filters: Filters | None, engine: Engine, progress: Progress
) -> Corpus | None:
    """Make the corpus, where one is asked for."""
    if filters is None:
        return None
    store, names = job.store, [part.name for part in parts]
    progress.begin("corpus", 2 * len(names))
    counts = _each(engine, progress, build.gather, ((store, name, filters) for name in names))
    with TemporaryDirectory(prefix="taiyaku-") as folder:
        verdicts = build.judge(store, names, counts, filters, folder)
    some = zip(names, verdicts, strict=True)
    written = _each(engine, progress, build.write, ((store, name, filters, verdict) for name, verdict in some))
    return Corpus(filters, sum(written, Counter()))


def _survey(job: Job, parts: Sequence[Part], engine: Engine, progress: Progress) -> Survey:
    names = [part.name for part in parts]
    some = [names[k : k + _SURVEYED] for k in range(0, len(names), _SURVEYED)]
    progress.begin("counting", len(some))
    found = _each(engine, progress, survey, ((job.store, each) for each in some))
    return added(one for each in found for one in each)
