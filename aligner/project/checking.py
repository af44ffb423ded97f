"""Checking pairs, and telling which findings fail a build.

A finding counts when it is in no baseline and lies in what is new in the translation: new since a revision where one
is named, otherwise since the baseline was written; where there is neither, all of the translation is new. So nobody
who edits an original fails because the translation lags behind, and old findings wait until somebody works on the
text they are about.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

from aligner import api
from aligner.document.load import bitext_from_file, document_from_text, holds, language_of
from aligner.document.reading import read_source, source_from_bytes, texts_from_bytes
from aligner.document.units import in_order_of
from aligner.errors import InputError, UntranslatedError
from aligner.findings import in_order
from aligner.findings.severities import weigh
from aligner.project.baseline import Accepted, Page
from aligner.project.changes import Changes, compare, digests
from aligner.project.positions import Places, quoted

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from aligner.document.source import SourceText
    from aligner.findings.severities import Severities
    from aligner.model import Document, Finding, Lang, Record, Severity
    from aligner.project.pairs import Pair
    from aligner.settings import Settings

#: Characters of a text that a baseline quotes.
ABOUT = 60


class Past(Protocol):
    """The translations as they were, such as a revision."""

    def read(self, path: str) -> bytes | None:
        """A file as it was, by its path from the project's folder; None where it was not there."""
        ...


class Absence(StrEnum):
    """Why there is no translation yet."""

    MISSING_FILE = "missing-file"
    EMPTY_FILE = "empty-file"
    UNTRANSLATED = "untranslated"


class Standing(StrEnum):
    """Whether a finding counts."""

    NEW = "new"
    ELSEWHERE = "elsewhere"
    ACCEPTED = "accepted"


@dataclass(frozen=True, slots=True)
class Checked:
    """A pair and what came of it.

    Attributes:
        pair: its files.
        record: its alignment; None where the translation is not there, or a text could not be used.
        standings: how each finding of the record stands.
        absence: why there is no translation, if so.
        problem: why a text could not be used, if so.
    """

    pair: Pair
    record: Record | None = None
    standings: tuple[Standing, ...] = ()
    absence: Absence | None = None
    problem: str = ""

    def findings(self, *standings: Standing) -> list[Finding]:
        """The findings of some standings."""
        found = self.record.findings if self.record else ()
        return [it for it, standing in zip(found, self.standings, strict=True) if standing in standings]


@dataclass(frozen=True, slots=True)
class Check:
    """What came of checking some pairs.

    Attributes:
        pairs: each of them.
        stale: accepted findings that are not found any more.
        fail_on: the least severity that fails.
        compared: whether there was anything to tell by what is new.
    """

    pairs: tuple[Checked, ...]
    stale: tuple[tuple[Pair, Accepted], ...]
    fail_on: Severity | None
    compared: bool

    def fails(self, finding: Finding, standing: Standing) -> bool:
        """Whether a finding fails the build."""
        return standing is Standing.NEW and self.fail_on is not None and finding.severity.rank <= self.fail_on.rank

    @property
    def failed(self) -> bool:
        """Whether any finding does."""
        return any(self.fails(it, Standing.NEW) for checked in self.pairs for it in checked.findings(Standing.NEW))


@dataclass(frozen=True, slots=True)
class Checking:
    """How pairs are checked.

    Attributes:
        root: the folder that the names of pairs start from.
        settings: choices for every alignment.
        severities: severities by kind or kind and relation; None leaves such findings out.
        fail_on: the least severity that fails.
        baseline: the accepted findings; None where there is no baseline.
        revision: what the translations are compared with, instead of the baseline.
    """

    root: Path
    settings: Settings
    severities: Severities
    fail_on: Severity | None
    baseline: Mapping[Pair, Page] | None = None
    revision: Past | None = None

    def check_alone(self, pair: Pair) -> Check:
        """Check one pair against nothing, so that every finding counts.

        Raises:
            InputError: when a text is not there or cannot be used.
        """
        record = self._record(pair)
        checked = Checked(pair, record, (Standing.NEW,) * len(record.findings))
        return Check((checked,), (), self.fail_on, compared=False)

    def check(self, pairs: Iterable[Pair], *, whole: bool) -> Check:
        """Check pairs one after the other; ``whole`` says that they are all there are."""
        checked = tuple(map(self._checked, pairs))
        compared = self.baseline is not None or self.revision is not None
        return Check(checked, tuple(self._stale(checked, whole=whole)), self.fail_on, compared)

    def _checked(self, pair: Pair) -> Checked:
        if not pair.mixed and (absence := self._absence(pair)):
            return Checked(pair, absence=absence)
        try:
            record = _slim(self._record(pair))
        except UntranslatedError:
            return Checked(pair, absence=Absence.UNTRANSLATED)
        except InputError as error:
            return Checked(pair, problem=str(error))
        return Checked(pair, record, tuple(self._standings(pair, record)))

    def _absence(self, pair: Pair) -> Absence | None:
        """Why there is no translation; None where there is one, or a text cannot be read."""
        target = self.root / pair.target
        if not target.exists():
            return Absence.MISSING_FILE
        if target.is_file() and not target.stat().st_size:
            return Absence.EMPTY_FILE
        try:
            lang = original_language(read_source(self.root / pair.source, self.settings), self.settings)
            return None if holds(read_source(target, self.settings), lang.other) else Absence.UNTRANSLATED
        except InputError:
            return None

    def _record(self, pair: Pair) -> Record:
        target = None if pair.mixed else self.root / pair.target
        made = api.align_files(self.root / pair.source, target, settings=self.settings)
        return reweighed(made.record, self.severities)

    def _standings(self, pair: Pair, record: Record) -> Iterator[Standing]:
        places = Places(record)
        changes = self._changes(pair, places.target)
        page = self._page(pair)
        accepted = Counter(entry.fingerprint for entry in page.accepted) if page else Counter()
        for finding in record.findings:
            if accepted[finding.fingerprint]:
                accepted[finding.fingerprint] -= 1
                yield Standing.ACCEPTED
            elif changes is None or _lies_in(finding, changes, places):
                yield Standing.NEW
            else:
                yield Standing.ELSEWHERE

    def _changes(self, pair: Pair, target: Document) -> Changes | None:
        """What is new in a translation; None where all of it is."""
        if self.revision is None:
            page = self._page(pair)
            old = page.sentences if page else None
        else:
            old = self._sentences_at(self.revision, pair, target.lang)
        now = digests(target)
        return None if old is None or set(old).isdisjoint(now) else compare(old, now)

    def _sentences_at(self, revision: Past, pair: Pair, lang: Lang) -> tuple[str, ...] | None:
        """A translation's sentences at a revision; None where it was not there, or was no text."""
        data = revision.read(pair.target)
        if data is None:
            return None
        try:
            if pair.mixed:
                texts = texts_from_bytes(data, pair.target, self.settings)
                return digests(bitext_from_file(texts, self.settings).side(lang))
            text = source_from_bytes(data, pair.target, self.settings)
            if text.blocks is not None:  # units are read in the order of the original
                text = in_order_of(read_source(self.root / pair.source, self.settings), text)
            return digests(document_from_text(text, lang, self.settings))
        except InputError:
            return None

    def _page(self, pair: Pair) -> Page | None:
        return None if self.baseline is None else self.baseline.get(pair)

    def _stale(self, checked: Iterable[Checked], *, whole: bool) -> Iterator[tuple[Pair, Accepted]]:
        """The accepted findings that were looked for and not found; where all was, also those of pairs that went."""
        found = {it.pair: Counter(each.fingerprint for each in it.findings(Standing.ACCEPTED)) for it in checked}
        unread = {it.pair for it in checked if it.problem}
        baseline = self.baseline or {}
        for pair in sorted(set(baseline) - unread if whole else set(baseline) & set(found) - unread):
            left = found.get(pair, Counter())
            for entry in baseline[pair].accepted:
                if left[entry.fingerprint]:
                    left[entry.fingerprint] -= 1
                else:
                    yield pair, entry


def _slim(record: Record) -> Record:
    """The record without what its beads rest on, by far the most of it, so that a project's records fit in memory."""
    beads = tuple(replace(bead, features={}, evidence=()) for bead in record.alignment.beads)
    return replace(record, alignment=replace(record.alignment, beads=beads))


def _lies_in(finding: Finding, changes: Changes, places: Places) -> bool:
    sentences = finding.side(places.target.lang)
    return changes.touch(sentences) if sentences else changes.hold(places.insertion(finding))


def rule_of(finding: Finding) -> str:
    """A finding's kind and relation, as settings and machines name it: ``number.bound``."""
    relation = finding.detail.get("relation")
    return f"{finding.kind}.{relation}" if relation else str(finding.kind)


def original_language(text: SourceText, settings: Settings) -> Lang:
    """The language of an original: as stated, otherwise as it looks."""
    stated = settings.source_lang or (settings.target_lang and settings.target_lang.other)
    return stated or language_of(text)


def reweighed(record: Record, severities: Severities) -> Record:
    """The record with severities of one's own over those it was made with."""
    return replace(record, findings=in_order(record.alignment, weigh(record.findings, severities)))


def renewed(baseline: Mapping[Pair, Page], check: Check, *, whole: bool) -> dict[Pair, Page]:
    """The baseline that accepts everything a check found, and keeps what there was of pairs it could not look at."""
    seen = {checked.pair: checked for checked in check.pairs}
    kept = {pair: page for pair, page in baseline.items() if (seen[pair].problem if pair in seen else not whole)}
    return kept | {pair: _page(checked.record) for pair, checked in seen.items() if checked.record is not None}


def _page(record: Record) -> Page:
    places = Places(record)
    accepted = []
    for finding in record.findings:
        side = places.target if finding.side(places.target.lang) else places.source
        about = quoted(side, finding.side(side.lang), ABOUT)
        accepted.append(Accepted(finding.fingerprint, rule_of(finding), about))
    return Page(digests(places.target), tuple(sorted(accepted)))
