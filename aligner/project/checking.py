"""Checks pairs and decides which findings fail a build.

A finding counts if it is not in the baseline, is in a new part of the translation and is certain enough. New means:
since the named revision, otherwise since the baseline was written. Without them, all of the translation is new.
An edit of the original therefore never fails because the translation is older. Old findings do not fail until somebody
edits the text they are about. What changed in the original since the translation (`history`) never fails.

Read `changes` next, then `baseline`, `origins` and `history`.
"""

from __future__ import annotations

from contextlib import nullcontext, suppress
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Protocol

from aligner.document.load import bitext_from_file, document_from_text, holds, language_of
from aligner.document.reading import STDIN, read_bytes, read_source, source_from_bytes, texts_from_bytes
from aligner.document.units import in_order_of
from aligner.errors import InputError, UntranslatedError
from aligner.findings.certainty import COUNTED_FROM, is_shown
from aligner.findings.order import in_order
from aligner.findings.places import at_places
from aligner.findings.severities import weigh
from aligner.project.baseline import Acceptance, Accepted, Page
from aligner.project.changes import Changes, compare, digests
from aligner.project.history import is_change, with_history
from aligner.project.ignored import Ignored, ignored
from aligner.project.only_new import only_new
from aligner.project.originals import Originals
from aligner.project.origins import opened
from aligner.project.positions import Places
from aligner.project.records import Job, Records, ignore_progress
from aligner.project.results import Absence, Check, Checked, Standing

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from contextlib import AbstractContextManager
    from pathlib import Path

    from aligner.document.source import SourceText
    from aligner.findings.severities import Severities
    from aligner.model import Document, Finding, Lang, Record, Severity
    from aligner.project.cache import Cache
    from aligner.project.origins import Origins
    from aligner.project.pairs import Pair
    from aligner.settings import Settings


class Past(Protocol):
    """An earlier version of the translations, such as a revision."""

    def read(self, path: str) -> bytes | None:
        """Return the earlier content of a file, by its path from the project's folder; None if it did not exist."""
        ...


@dataclass(frozen=True, slots=True)
class _Plan:
    """What is to be aligned for a pair.

    Attributes:
        checked: what is known before: the whole result if there is no job.
        job: the original and the translation.
        old_job: the version that was translated, and the translation.
    """

    checked: Checked
    job: Job | None = None
    old_job: Job | None = None


@dataclass(frozen=True, slots=True)
class Checking:
    """How pairs are checked.

    Attributes:
        root: the folder that the paths of pairs are relative to.
        settings: settings for every alignment.
        severities: severities by kind or kind and relation; None leaves such findings out.
        fail_on: the lowest severity that fails; None if nothing fails.
        baseline: the accepted findings; None if there is no baseline.
        revision: what the translations are compared with, instead of the baseline.
        min_certainty: the lowest certainty of a finding that counts; None for the default.
        history: the front matter field with the commit that was translated; None looks up no history.
        changed: the files that changed since the revision. Pairs without one are left out. None checks all pairs.
        cache: the results of earlier runs.
        workers: the number of processes that align.
        only_new: whether the result has only what is new (`project.only_new`).
        on_page: called with the number of finished alignments and of all of them.
    """

    root: Path
    settings: Settings
    severities: Severities
    fail_on: Severity | None
    baseline: Mapping[Pair, Page] | None = None
    revision: Past | None = None
    min_certainty: float | None = None
    history: str | None = None
    changed: frozenset[str] | None = None
    cache: Cache | None = None
    workers: int = 1
    only_new: bool = False
    on_page: Callable[[int, int], None] = ignore_progress

    def check_alone(self, pair: Pair) -> Check:
        """Check one pair without a baseline or revision. Every finding that is certain enough counts.

        Raises:
            InputError: when a text does not exist or cannot be used.
        """
        from aligner import api

        target = None if pair.mixed else self.root / pair.target
        made = api.align_files(self.root / pair.source, target, settings=self.settings)
        record = reweighed(made.record, self.severities)
        # What is printed and what counts are the same here: the reader sees the whole report.
        marks = ignored(record, pair, self._marked_files(pair), self.settings)
        standings = tuple(
            Standing.IGNORED if position in marks.reasons else _certain(finding, self.min_certainty)
            for position, finding in enumerate(record.findings)
        )
        checked = Checked(pair, record, standings, reasons=marks.reasons, idle_marks=marks.idle)
        return Check((checked,), (), self.fail_on, compared=False)

    def check(self, pairs: Sequence[Pair], *, whole: bool) -> Check:
        """Check pairs. ``whole`` means that they are all pairs of the project."""
        records = Records(self.cache, self.workers, self.on_page)
        with self._origins(pairs) as origins, Originals(self.root) as originals:
            plans = [self._plan(pair, origins, originals) for pair in pairs]
            records.prepare(job for plan in plans for job in (plan.job, plan.old_job) if job is not None)
            checked = tuple(self._checked(plan, records, origins, originals) for plan in plans)
        records.finish()
        compared = self.baseline is not None or self.revision is not None
        whole = whole and not any(entry.unchanged for entry in checked)
        return Check(checked, tuple(self._stale(checked, whole=whole)), self.fail_on, compared)

    def _marked_files(self, pair: Pair) -> Iterator[tuple[str, bytes]]:
        """Yield the names and contents of the files that can have ignore marks; standard input cannot be read again."""
        for name in dict.fromkeys(str(self.root / path) for path in pair.files if path != STDIN):
            yield name, read_bytes(name, self.settings)

    def _origins(self, pairs: Sequence[Pair]) -> AbstractContextManager[Origins | None]:
        return nullcontext() if self.history is None else opened(self.root, pairs, self.history)

    def settings_of(self, pair: Pair) -> Settings:
        """Return the settings for the alignment of a pair."""
        return pair.options.settings_over(self.settings)

    def _plan(self, pair: Pair, origins: Origins | None, originals: Originals) -> _Plan:
        """Return what is to be aligned for a pair, or why nothing is."""
        relevant = (pair.source, pair.target) if pair.orphan else pair.files
        if self.changed is not None and self.changed.isdisjoint(relevant):
            return _Plan(Checked(pair, unchanged=True))
        if pair.orphan:
            removal = None if origins is None else origins.removal(pair)
            return _Plan(Checked(pair, absence=Absence.MISSING_ORIGINAL, removal=removal))
        if not pair.mixed and (absence := self._absence(pair, originals)):
            return _Plan(Checked(pair, absence=absence))
        settings = self.settings_of(pair)
        source, target = originals.name(pair), str(self.root / pair.target)
        try:
            original = originals.read(pair, settings)
            if pair.mixed:
                return _Plan(Checked(pair), Job((source, original), settings=settings))
            translation = read_bytes(target, settings)
        except InputError as error:
            return _Plan(Checked(pair, problem=str(error)))
        job = Job((source, original), (target, translation), settings)
        return _Plan(Checked(pair), job) if origins is None else _with_origin(pair, job, translation, origins)

    def _checked(self, plan: _Plan, records: Records, origins: Origins | None, originals: Originals) -> Checked:
        checked = plan.checked
        if plan.job is None:
            return checked
        try:
            record = records.get(plan.job)
        except UntranslatedError:
            return Checked(checked.pair, absence=Absence.UNTRANSLATED)
        except InputError as error:
            return Checked(checked.pair, problem=str(error))
        if origins is not None and checked.origin is not None and plan.old_job is not None:
            with suppress(InputError):  # the old version cannot be used
                old, stored = records.get(plan.old_job), partial(records.changes, plan.job, plan.old_job)
                record = with_history(record, old, checked.origin, origins.content, stored)
        record = reweighed(record, checked.pair.options.severities_over(self.severities))
        marks = ignored(record, checked.pair, plan.job.texts, plan.job.settings)
        standings = tuple(self._standings(checked.pair, record, marks, originals))
        made = replace(checked, record=record, standings=standings, reasons=marks.reasons, idle_marks=marks.idle)
        return only_new(made, self._old_original(checked.pair)) if self.only_new else made

    def _old_original(self, pair: Pair) -> bytes | None:
        """Return the original at the revision; None if there is none. One at another revision never changes."""
        return None if self.revision is None or pair.ref else self.revision.read(pair.source)

    def _absence(self, pair: Pair, originals: Originals) -> Absence | None:
        """Return why there is no translation; None if there is one, or a text cannot be read."""
        target = self.root / pair.target
        if not target.exists():
            return Absence.MISSING_FILE
        if target.is_file() and not target.stat().st_size:
            return Absence.EMPTY_FILE
        settings = self.settings_of(pair)
        try:
            lang = original_language(originals.text(pair, settings), settings)
            return None if holds(read_source(target, settings), lang.other) else Absence.UNTRANSLATED
        except InputError:
            return None

    def _standings(self, pair: Pair, record: Record, marks: Ignored, originals: Originals) -> Iterator[Standing]:
        places = Places(record)
        changes = self._changes(pair, places.target, originals)
        page = self._page(pair)
        acceptance = Acceptance(page.accepted if page else ())
        for position, finding in enumerate(record.findings):
            if position in marks.reasons:
                yield Standing.IGNORED
            elif acceptance.accepts(finding):
                yield Standing.ACCEPTED
            elif is_change(finding):
                yield Standing.ELSEWHERE
            elif changes is None or any(_lies_in(place, changes, places) for place in at_places(finding)):
                yield _certain(finding, COUNTED_FROM if self.min_certainty is None else self.min_certainty)
            else:
                yield Standing.ELSEWHERE

    def _changes(self, pair: Pair, target: Document, originals: Originals) -> Changes | None:
        """Return what is new in a translation; None if all of it is new."""
        if self.revision is None:
            page = self._page(pair)
            old = page.sentences if page else None
        else:
            old = self._sentences_at(self.revision, pair, target.lang, originals)
        now = digests(target)
        return None if old is None or set(old).isdisjoint(now) else compare(old, now)

    def _sentences_at(self, revision: Past, pair: Pair, lang: Lang, originals: Originals) -> tuple[str, ...] | None:
        """Return digests of a translation's sentences at a revision; None if it did not exist or could not be read."""
        data = revision.read(pair.target)
        if data is None:
            return None
        settings = self.settings_of(pair)
        try:
            if pair.mixed:
                texts = texts_from_bytes(data, pair.target, settings)
                return digests(bitext_from_file(texts, settings).side(lang))
            text = source_from_bytes(data, pair.target, settings)
            if text.blocks is not None:  # units are read in the order of the original
                text = in_order_of(originals.text(pair, settings), text)
            return digests(document_from_text(text, lang, settings))
        except InputError:
            return None

    def _page(self, pair: Pair) -> Page | None:
        return None if self.baseline is None else self.baseline.get(pair)

    def _stale(self, checked: Iterable[Checked], *, whole: bool) -> Iterator[tuple[Pair, Accepted]]:
        """Yield accepted findings that no longer exist. If all pairs were checked, include those of removed pairs."""
        accepted = {entry.pair: entry.findings(Standing.ACCEPTED) for entry in checked if not entry.unchanged}
        unread = {entry.pair for entry in checked if entry.problem}
        baseline = self.baseline or {}
        for pair in sorted(set(baseline) - unread if whole else set(baseline) & set(accepted) - unread):
            acceptance = Acceptance(baseline[pair].accepted)
            for finding in accepted.get(pair, ()):
                acceptance.accepts(finding)
            yield from ((pair, entry) for entry in acceptance.unused())


def _with_origin(pair: Pair, job: Job, translation: bytes, origins: Origins) -> _Plan:
    """Return the plan for a pair with the version of the original that was translated.

    The old version has the name of the present one, so that the cache has its result from before the original changed.
    """
    name, original = job.source
    origin = origins.of(pair, original, translation)
    checked = Checked(pair, origin=origin, states_unknown=origins.states_unknown(translation))
    if origin is None:
        return _Plan(checked, job)
    return _Plan(checked, job, replace(job, source=(name, origin.content)))


def _certain(finding: Finding, least: float | None) -> Standing:
    return Standing.NEW if is_shown(finding, least) else Standing.UNCERTAIN


def _lies_in(finding: Finding, changes: Changes, places: Places) -> bool:
    sentences = finding.side(places.target.lang)
    return changes.touch(sentences) if sentences else changes.hold(places.insertion(finding))


def original_language(text: SourceText, settings: Settings) -> Lang:
    """Return the language of an original: as stated in the settings, otherwise that of most of its letters."""
    return settings.stated_source or language_of(text)


def reweighed(record: Record, severities: Severities) -> Record:
    """Return the record with the project's severities in place of those of the profile."""
    return replace(record, findings=in_order(record.alignment, weigh(record.findings, severities)))
