"""What the history of a repository reports, measured on real updates of translations.

    python -m tests.benchmarks.history REPOSITORY SOURCE TARGET [--updates N] [--seed N] [--no-meaning] [--cache DIR]

SOURCE and TARGET are patterns of a settings file (``docs/en/**/*.md``). An update is a commit that changed the words of
a translation after its original had changed. The translation is put back to what it was before the update, and the
original is the version that the translator had: the commit in the front matter, otherwise that of the update. Every
sentence of the original that changed since the update before is an edit. Commits that followed no edit (a term that is
spelled in another way on all pages) say nothing about the edits and are left out.

An edit needed action if the translator then changed the sentences that belong to it, or translated the added one.
Translators also change sentences for other reasons, and leave some as they are by mistake. The edits on which the
report and the translator differ were therefore read in both languages: ``history_verdicts.tsv`` has the verdict of
each, which counts in place of what the translator did. It identifies an edit by commit, page and a digest of both
versions, and contains no text of the projects.

The table gives, by kind of edit, how many edits that needed action are reported, and how many of those that needed
none. ``--write FILE`` writes the edits, with both versions and both translations, as JSON Lines. Those without a
verdict on which report and translator differ are to be read.

Simple rules here assign the kinds, not the module that is measured.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import json
import re
from collections import Counter
from dataclasses import dataclass
from itertools import dropwhile, pairwise, takewhile
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
    from collections.abc import Iterator, Mapping, Sequence

    from aligner.model import Document, Finding, Record
    from aligner.project.commits import Edit as FileEdit
    from aligner.project.commits import Log
    from aligner.project.sentence_changes import SentenceChange

_FIELD = "default_lang_commit"
#: Larger pages take too long to be many.
_MOST_BYTES = 30_000
#: Commit, page, digest of the edit, verdict and reason of edits that were read.
_VERDICTS = Path(__file__).with_name("history_verdicts.tsv")
_FRONT_MATTER = re.compile(r"\A\ufeff?(?:---|\+\+\+)\n.*?\n(?:---|\+\+\+)\n", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Update:
    """A translation before and after a commit, and the original at this commit and at the update before.

    Attributes:
        pair: the files.
        commit: the commit that changed the translation.
        commits: the commits that changed the original in between.
    """

    pair: Pair
    commit: str
    commits: frozenset[str]
    old_source: bytes
    source: bytes
    before: bytes
    after: bytes


class Edit(NamedTuple):
    """An edit of an original: its kind, whether the translator followed it, and the findings that report it.

    ``before`` and ``after`` are the translation that belongs to it, before and after the update.
    """

    kind: str
    followed: bool
    findings: tuple[Finding, ...]
    old: str
    new: str
    before: str
    after: str

    @property
    def digest(self) -> str:
        """Identifies the edit within an update."""
        return hashlib.sha256(f"{self.old}\0{self.new}".encode()).hexdigest()[:10]


def updates(root: Path, pairs: Sequence[Pair], objects: git.Objects) -> Iterator[Update]:
    """Yield the updates of the translations, newest first for each page."""
    origins = Origins(root, pairs, _FIELD, objects)
    log, _ = origins._logs("")
    for pair in pairs:
        edits = list(log.edits(pair.target))
        bases = [edit for edit in edits if edit.new and _changed_words(origins, edit)]
        for edit, base in pairwise(bases):
            then, now = (_original(origins, log, pair, it) for it in (base, edit))
            before, after = (blob and objects.read(blob) for blob in (edit.old, edit.new))
            if then and now and before and after and then != now:
                versions = [then[1], now[1], before[1], after[1]]
                if max(map(len, versions)) <= _MOST_BYTES:
                    yield Update(pair, edit.commit.id, _between(log, pair, then[0], now[0]), *versions)


def _original(origins: Origins, log: Log, pair: Pair, edit: FileEdit) -> tuple[str, bytes] | None:
    """Return the id and the content of the original that the translator had."""
    content = origins.content(edit.new or "")
    base = origins._named(log.paths(pair.source), content) or origins._original_at("", pair.source, edit)
    return base and base[1]


def _between(log: Log, pair: Pair, then: str, now: str) -> frozenset[str]:
    """Return the commits that changed an original from one version to another."""
    later = dropwhile(lambda edit: edit.new != now, log.edits(pair.source))
    return frozenset(edit.commit.id for edit in takewhile(lambda edit: edit.new != then, later))


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
        followed = _followed(change, old, after)
        if followed is None:
            continue
        yield Edit(
            _kind(change, before, now),
            followed,
            tuple(it for it in findings if _reports(it, change, before, lang)),
            "" if change.old is None else before.segment_text(change.old),
            "" if change.new is None else now.segment_text(change.new),
            _translation(old, change.old, lang),
            _translation(after, change.new, lang),
        )


def _followed(change: SentenceChange, old: Record, after: Record) -> bool | None:
    """Whether the translator changed what belongs to a change; None if nothing belongs to it."""
    lang = old.alignment.bitext.source
    then, now = (digests(it.alignment.bitext.side(lang.other)) for it in (old, after))
    if change.old is not None:
        target = _target(old, change.old, lang)
        return not compare(now, then).new.isdisjoint(target) if target else None
    target = _target(after, change.new or 0, lang)
    return not compare(then, now).new.isdisjoint(target) if target else None


def _translation(record: Record, segment: int | None, lang: Lang) -> str:
    document = record.alignment.bitext.side(lang.other)
    target = () if segment is None else _target(record, segment, lang)
    return "\n".join(document.segment_text(k) for k in target)


def _target(record: Record, segment: int, lang: Lang) -> tuple[int, ...]:
    return next((it.side(lang.other) for it in record.alignment.beads if segment in it.side(lang)), ())


def _reports(finding: Finding, change: SentenceChange, before: Document, lang: Lang) -> bool:
    if change.new is not None:
        return change.new in finding.side(lang)
    return before.segment_text(change.old or 0) in str(finding.detail["old"]) and not finding.side(lang)


def _kind(change: SentenceChange, before: Document, now: Document) -> str:
    document, segment = (now, change.new) if change.new is not None else (before, change.old or 0)
    front_matter = _FRONT_MATTER.match(document.text)
    if front_matter and document.segments[segment].start < front_matter.end():
        return "front matter"
    if document.paragraphs[document.segments[segment].paragraph].kind in NO_LANGUAGE:
        return "code"
    if change.old is None or change.new is None:
        return "sentence added" if change.old is None else "sentence removed"
    return _kind_of_words(before.segment_text(change.old), now.segment_text(change.new))


def _kind_of_words(old: str, new: str) -> str:
    if re.findall(r"\w+", old.casefold()) == re.findall(r"\w+", new.casefold()):
        return "punctuation, case"
    marks = [Counter((it.kind, it.key) for it in read_marks(text)) for text in (old, new)]
    changed = {str(kind) for kind, _ in (marks[0] - marks[1]) + (marks[1] - marks[0])}
    if changed:
        return "link" if "link" in changed else "inline code, markup"
    return "number" if re.findall(r"\d+", old) != re.findall(r"\d+", new) else "reworded"


class Measured(NamedTuple):
    """An edit of an update, and whether it needed action by the verdict of a reader, or by the translator."""

    update: Update
    edit: Edit
    needed: bool
    is_read: bool


def _verdicts() -> dict[tuple[str, str, str], bool]:
    """Return whether edits that were read needed action, by commit, page and digest."""
    rows = csv.reader(_VERDICTS.read_text("utf-8").splitlines()[1:], delimiter="\t", quoting=csv.QUOTE_NONE)
    return {(commit, page, digest): verdict == "needed" for commit, page, digest, verdict, _ in rows}


def _measured(update: Update, edits: Sequence[Edit], verdicts: Mapping[tuple[str, str, str], bool]) -> list[Measured]:
    keys = [(update.commit[:10], update.pair.target, edit.digest) for edit in edits]
    return [
        Measured(update, edit, verdicts.get(key, edit.followed), key in verdicts)
        for key, edit in zip(keys, edits, strict=True)
    ]


def _table(measured: Sequence[Measured]) -> str:
    lines = [
        "| kind of edit | needed action | reported | as a warning | needed none | reported | as a warning |",
        "|---|---:|---:|---:|---:|---:|---:|",
    ]
    for kind in (*sorted({it.edit.kind for it in measured}), "all"):
        cells = []
        for needed in (True, False):
            group = [it.edit for it in measured if it.needed is needed and kind in (it.edit.kind, "all")]
            reported = [it for it in group if it.findings]
            warned = [it for it in reported if any(finding.severity is not Severity.INFO for finding in it.findings)]
            cells += [len(group), *(_share(part, group) for part in (reported, warned))]
        lines.append(f"| {kind} | {' | '.join(map(str, cells))} |")
    return "\n".join(lines)


def _share(part: Sequence[Edit], group: Sequence[Edit]) -> str:
    return f"{len(part)} ({100 * len(part) / len(group):.0f}%)" if group else "–"


def _as_json(measured: Measured) -> str:
    edit, update = measured.edit, measured.update
    severities = [str(finding.severity) for finding in edit.findings]
    values: dict[str, object] = {
        "commit": update.commit[:10],
        "page": update.pair.target,
        "digest": edit.digest,
        "kind": edit.kind,
    }
    values |= {"followed": edit.followed, "read": measured.is_read, "needed": measured.needed, "reported": severities}
    values |= {"old": edit.old, "new": edit.new, "before": edit.before, "after": edit.after}
    return json.dumps(values, ensure_ascii=False)


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
    parser.add_argument("--write", type=Path, help="file for the edits")
    given = parser.parse_args()
    sources = ((name, given.source.parts(name)) for name in given.source.files(given.repository))
    pairs = [Pair(name, given.target.filled(parts)) for name, parts in sources if parts is not None]
    pairs = [pair for pair in pairs if (given.repository / pair.target).exists()]
    settings = Settings(source_lang=Lang.EN, profile="docs", meaning=not given.no_meaning)
    records = Records(given.cache and Cache(given.cache))
    measured: list[Measured] = []
    verdicts = _verdicts()
    with git.Objects(given.repository) as objects:
        known = list(updates(given.repository, pairs, objects))
    taken: list[Update] = []
    tried = 0
    for update in Random(given.seed).sample(known, len(known)):
        if len(taken) == given.updates:
            break
        tried += 1
        try:
            edits = list(edits_of(update, records, settings))
        except InputError as error:
            print(f"{update.commit[:8]} {update.pair.target}: {error}", flush=True)
            continue
        if any(edit.followed for edit in edits):
            taken.append(update)
            measured += _measured(update, edits, verdicts)
    if given.write:
        given.write.write_text("".join(_as_json(it) + "\n" for it in measured), "utf-8")
    commits = frozenset[str]().union(*(update.commits for update in taken))
    print(f"{len(known)} updates in the history, {tried} tried, {len(taken)} that followed an edit")
    unread = sum(bool(it.edit.findings) is not it.needed and not it.is_read for it in measured)
    print(f"{len(commits)} commits of the originals, {len(measured)} edits, {unread} to be read\n")
    print(_table(measured))


if __name__ == "__main__":
    main()
