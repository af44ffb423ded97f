"""What the history of a repository reports, measured on real updates of translations.

    python -m tests.benchmarks.history REPOSITORY SOURCE TARGET [--updates N] [--seed N] [--no-meaning] [--cache DIR]

SOURCE and TARGET are patterns of a settings file (``docs/en/**/*.md``). An update is a commit that changed the words of
a translation after its original had changed. The translation is put back to what it was before the update, and the
original is as the translator had it. Every sentence of the original that changed since the update before is an edit. It
needed action if the translator then changed the sentences that belong to it, or translated the added one. The table
gives, by kind of edit, how many edits that needed action are reported, and how many of those that needed none.
``--show`` prints the edits on which the report and the translator differ. Translators also change sentences for other
reasons, and leave some as they are by mistake, so these are to be read.

Simple rules here assign the kinds, not the module that is measured.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, NamedTuple

from aligner.errors import InputError
from aligner.model import NO_LANGUAGE, Lang, Severity
from aligner.project import git
from aligner.project.cache import Cache
from aligner.project.changes import compare, digests
from aligner.project.history import is_change, with_history
from aligner.project.origins import Origin, Origins
from aligner.project.pairs import Pair
from aligner.project.patterns import Pattern
from aligner.project.records import Job, Records
from aligner.project.sentence_changes import sentence_changes
from aligner.settings import Settings
from aligner.text.inline_marks import read_marks

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from aligner.model import Document, Finding, Record
    from aligner.project.commits import Edit as FileEdit
    from aligner.project.sentence_changes import SentenceChange

_FIELD = "default_lang_commit"
#: Larger pages take too long to be many.
_MOST_BYTES = 30_000


@dataclass(frozen=True, slots=True)
class Update:
    """A translation before and after a commit, and the original at this commit and at the update before."""

    pair: Pair
    commit: str
    old_source: bytes
    source: bytes
    before: bytes
    after: bytes


class Edit(NamedTuple):
    """An edit of an original: its kind, whether it needed action, and the findings that report it."""

    kind: str
    needed: bool
    findings: tuple[Finding, ...]
    old: str
    new: str


def updates(root: Path, pairs: Sequence[Pair], objects: git.Objects) -> Iterator[Update]:
    """Yield the updates of the translations, newest first for each page."""
    origins = Origins(root, pairs, _FIELD, objects)
    log, _ = origins._logs("")
    for pair in pairs:
        edits = list(log.edits(pair.target))
        bases = [edit for edit in edits if edit.new and _changed_words(origins, edit)]
        for edit, base in pairwise(bases):
            sources = [objects.read(f"{it.commit.id}:{log.path_at(pair.source, it.number)}") for it in (base, edit)]
            contents = [edit.old and objects.read(edit.old), edit.new and objects.read(edit.new)]
            versions = [it[1] for it in (*sources, *contents) if it]
            if len(versions) == 4 and versions[0] != versions[1] and max(map(len, versions)) <= _MOST_BYTES:
                yield Update(pair, edit.commit.id, *versions)


def _changed_words(origins: Origins, edit: FileEdit) -> bool:
    return edit.old is None or origins._was_translated(edit.old, origins.content(edit.new or ""))


def edits_of(update: Update, records: Records, settings: Settings) -> Iterator[Edit]:
    """Yield the edits of the original of an update, each with what is reported about it."""
    name, other = update.pair.source, update.pair.target
    jobs = [
        Job((name, update.source), (other, update.before), settings),
        Job((name, update.old_source), (other, update.before), settings),
        Job((name, update.source), (other, update.after), settings),
    ]
    record, old, after = map(records.get, jobs)
    origin = Origin("", update.old_source, stated=False, since=())
    findings = [it for it in with_history(record, old, origin, lambda _: b"").findings if is_change(it)]
    lang = record.alignment.bitext.source
    before, now = old.alignment.bitext.side(lang), record.alignment.bitext.side(lang)
    for change in sentence_changes(before, now):
        needed = _needed(change, old, after)
        if needed is not None:
            yield Edit(
                _kind(change, before, now),
                needed,
                tuple(it for it in findings if _reports(it, change, before, lang)),
                "" if change.old is None else before.segment_text(change.old),
                "" if change.new is None else now.segment_text(change.new),
            )


def _needed(change: SentenceChange, old: Record, after: Record) -> bool | None:
    """Whether the translator changed what belongs to a change; None if nothing belongs to it."""
    lang = old.alignment.bitext.source
    then, now = (digests(it.alignment.bitext.side(lang.other)) for it in (old, after))
    if change.old is not None:
        target = _target(old, change.old, lang)
        return not compare(now, then).new.isdisjoint(target) if target else None
    target = _target(after, change.new or 0, lang)
    return not compare(then, now).new.isdisjoint(target) if target else None


def _target(record: Record, segment: int, lang: Lang) -> tuple[int, ...]:
    return next((it.side(lang.other) for it in record.alignment.beads if segment in it.side(lang)), ())


def _reports(finding: Finding, change: SentenceChange, before: Document, lang: Lang) -> bool:
    if change.new is not None:
        return change.new in finding.side(lang)
    return before.segment_text(change.old or 0) in str(finding.detail["old"]) and not finding.side(lang)


def _kind(change: SentenceChange, before: Document, now: Document) -> str:
    if change.old is None:
        return "sentence added"
    if change.new is None:
        return "sentence removed"
    if now.paragraphs[now.segments[change.new].paragraph].kind in NO_LANGUAGE:
        return "code"
    old, new = before.segment_text(change.old), now.segment_text(change.new)
    if re.findall(r"\w+", old.casefold()) == re.findall(r"\w+", new.casefold()):
        return "punctuation, case"
    marks = [Counter((it.kind, it.key) for it in read_marks(text)) for text in (old, new)]
    if marks[0] != marks[1]:
        return "link, inline code, markup"
    return "number" if re.findall(r"\d+", old) != re.findall(r"\d+", new) else "reworded"


def _table(edits: Sequence[Edit]) -> str:
    lines = [
        "| kind of edit | needed action | reported | as a warning | needed none | reported | as a warning |",
        "|---|---:|---:|---:|---:|---:|---:|",
    ]
    for kind in (*sorted({edit.kind for edit in edits}), "all"):
        cells = []
        for needed in (True, False):
            group = [it for it in edits if it.needed is needed and kind in (it.kind, "all")]
            reported = [it for it in group if it.findings]
            warned = [it for it in reported if any(finding.severity is not Severity.INFO for finding in it.findings)]
            cells += [len(group), *(_share(part, group) for part in (reported, warned))]
        lines.append(f"| {kind} | {' | '.join(map(str, cells))} |")
    return "\n".join(lines)


def _share(part: Sequence[Edit], group: Sequence[Edit]) -> str:
    return f"{len(part)} ({100 * len(part) / len(group):.0f}%)" if group else "–"


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("repository", type=Path)
    parser.add_argument("source", type=Pattern)
    parser.add_argument("target", type=Pattern)
    parser.add_argument("--updates", type=int, default=20)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--no-meaning", action="store_true")
    parser.add_argument("--cache", type=Path)
    parser.add_argument("--show", action="store_true", help="print the edits on which report and translator differ")
    given = parser.parse_args()
    sources = ((name, given.source.parts(name)) for name in given.source.files(given.repository))
    pairs = [Pair(name, given.target.filled(parts)) for name, parts in sources if parts is not None]
    pairs = [pair for pair in pairs if (given.repository / pair.target).exists()]
    settings = Settings(source_lang=Lang.EN, profile="docs", meaning=not given.no_meaning)
    records = Records(given.cache and Cache(given.cache))
    measured: list[Edit] = []
    with git.Objects(given.repository) as objects:
        known = list(updates(given.repository, pairs, objects))
    chosen = Random(given.seed).sample(known, min(given.updates, len(known)))
    for update in chosen:
        try:
            edits = list(edits_of(update, records, settings))
        except InputError as error:
            print(f"{update.commit[:8]} {update.pair.target}: {error}", flush=True)
            continue
        measured += edits
        for edit in edits if given.show else ():
            if bool(edit.findings) is not edit.needed:
                print(f"{update.commit[:8]} {update.pair.target} [{edit.kind}] needed={edit.needed}")
                print(f"    - {edit.old[:400]!r}\n    + {edit.new[:400]!r}", flush=True)
    print(f"{len(known)} updates in the history, {len(chosen)} measured, {len(measured)} edits\n")
    print(_table(measured))


if __name__ == "__main__":
    main()
