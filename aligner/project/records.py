"""Aligns the pairs of a project, on several cores, and takes unchanged ones from the cache.

Rule: the result of a pair depends only on its contents, names and settings, not on the process that aligns it.
"""

from __future__ import annotations

import signal
from concurrent.futures import ProcessPoolExecutor, as_completed
from contextlib import suppress
from dataclasses import dataclass, field, replace
from multiprocessing import get_context
from os import environ
from typing import TYPE_CHECKING

from aligner.errors import InputError, TaiyakuError
from aligner.evidence.threads import CORES
from aligner.outputs import record as json_record
from aligner.project.cache import key_of, key_of_changes
from aligner.settings import Settings
from aligner.version import __version__

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from aligner.model import Record
    from aligner.project.cache import Cache

#: Fewest jobs for which several processes start. A process takes as long to start as to align about 8 short pages.
_FEWEST = 8


@dataclass(frozen=True, slots=True)
class Job:
    """Two texts to align, or one file with both languages: their names and contents, and the settings."""

    source: tuple[str, bytes]
    target: tuple[str, bytes] | None = None
    settings: Settings = field(default_factory=Settings)

    @property
    def texts(self) -> tuple[tuple[str, bytes], ...]:
        """The names and contents of its files."""
        return (self.source,) if self.target is None else (self.source, self.target)


def align(job: Job) -> Record:
    """Align a job. The record has no features and no evidence, its largest part.

    Raises:
        InputError: when a text cannot be used.
        SettingsError: when the settings name something that does not exist.
    """
    # Loaded here, because a run in which every page is in the cache aligns nothing.
    from aligner.document.language_check import check_not_same
    from aligner.document.load import bitext_from_file, bitext_from_texts
    from aligner.document.reading import source_from_bytes, texts_from_bytes
    from aligner.pipeline import run

    (name, data), target, settings = job.source, job.target, job.settings
    if target is None:
        bitext = bitext_from_file(texts_from_bytes(data, name, settings), settings)
    else:
        texts = source_from_bytes(data, name, settings), source_from_bytes(target[1], target[0], settings)
        check_not_same(*texts)
        bitext = bitext_from_texts(*texts, settings)
    record = run(bitext, settings, __version__)
    beads = tuple(replace(bead, features={}, evidence=()) for bead in record.alignment.beads)
    return json_record.canonical(replace(record, alignment=replace(record.alignment, beads=beads)))


def ignore_progress(_done: int, _all: int) -> None:
    """Show no progress."""


class Records:
    """The records of jobs.

    Args:
        cache: the results of earlier runs; None for no cache.
        workers: the number of processes that align.
        on_page: called with the number of finished jobs and of all jobs.
    """

    def __init__(
        self,
        cache: Cache | None = None,
        workers: int = 1,
        on_page: Callable[[int, int], None] = ignore_progress,
    ) -> None:
        self._cache, self._workers, self._on_page = cache, workers, on_page
        self._texts: dict[str, str] = {}  # key → record as text, of jobs that were prepared and are not in the cache
        self._done, self._all = 0, 0

    def prepare(self, jobs: Iterable[Job]) -> None:
        """Align the jobs that are not in the cache, if there are several processes and enough jobs for them."""
        missing = {key: job for job in jobs if not self._has(key := self._key(job))}
        self._done, self._all = 0, len(missing)
        if self._workers > 1 and len(missing) >= _FEWEST:
            self._align_all(missing)

    def get(self, job: Job) -> Record:
        """Return the record of a job.

        Raises:
            InputError: when a text cannot be used.
            SettingsError: when the settings name something that does not exist.
        """
        key = self._key(job)
        text = self._texts.pop(key, None) or (self._cache.read(key) if self._cache else None)
        if text is not None:
            with suppress(InputError):  # the entry of the cache is damaged
                return json_record.load(text)
        record = align(job)
        if self._cache:
            self._cache.write(key, json_record.dump(record))
        self._count()
        return record

    def changes(self, job: Job, old_job: Job, compare: Callable[[], str]) -> str:
        """Return a comparison of the two versions of an original from the cache; otherwise compare them.

        Args:
            job: the original as it is and the translation.
            old_job: the version that was translated, and the translation.
            compare: returns the comparison as text.
        """
        key = key_of_changes(job.settings, old_job.source, *job.texts)
        text = self._cache.read(key) if self._cache else None
        if text is None:
            text = compare()
            if self._cache:
                self._cache.write(key, text)
        return text

    def finish(self) -> None:
        """Bring the cache within its limit."""
        if self._cache:
            self._cache.trim()

    def _key(self, job: Job) -> str:
        return key_of(job.settings, *job.texts)

    def _has(self, key: str) -> bool:
        return self._cache is not None and self._cache.has(key)

    def _count(self) -> None:
        self._done += 1
        self._on_page(self._done, max(self._done, self._all))

    def _align_all(self, jobs: dict[str, Job]) -> None:
        """Align jobs in several processes. A job that fails is left out; its error is raised when it is asked for."""
        # New processes are spawned, because a fork of a process with threads may block. The longest jobs run first.
        context = get_context("spawn")
        order = sorted(jobs, key=lambda key: -len(jobs[key].source[1]))
        workers = min(self._workers, len(jobs))
        with ProcessPoolExecutor(workers, mp_context=context, initializer=_begin) as pool:
            futures = {pool.submit(_aligned, jobs[key]): key for key in order}
            try:
                for future in as_completed(futures):
                    key, text = futures[future], future.result()
                    if text and not (self._cache and self._cache.write(key, text)):
                        self._texts[key] = text
                    self._count()
            except BaseException:
                pool.shutdown(wait=False, cancel_futures=True)
                raise


def _begin() -> None:
    """Set up a process: one core, and no message when the user interrupts the run."""
    environ[CORES] = "1"
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _aligned(job: Job) -> str:
    try:
        return json_record.dump(align(job))
    except TaiyakuError:
        return ""
