"""The findings of a check with their places in the files, and their counts, for all formats."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from aligner.findings.places import at_places, say_other_places
from aligner.messages import count, say
from aligner.model import Finding, Lang, Severity
from aligner.project.history import is_change
from aligner.project.positions import Places, Region, quoted
from aligner.project.results import LISTED, Absence, Check, Checked, Standing, rule_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aligner.project.ignored import IdleMark
    from aligner.project.origins import Origin

#: Characters of a quotation.
QUOTED = 300
_NOUNS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}


@dataclass(frozen=True, slots=True)
class ListedFinding:
    """A finding as a format writes it. A finding with several places has the position of the first one.

    Attributes:
        finding: the finding.
        standing: whether it counts.
        rule: its kind and relation.
        message: its message in one language; text without a translation is quoted on a separate line, and so are the
        lines of its other places.
        target: its place in the translation, or the place where missing text belongs.
        source: its place in the original, if it has one.
        others: its other places, if it has several, each in the translation and in the original.
        reason: why a mark in a file ignores it; empty if none does.
    """

    finding: Finding
    standing: Standing
    rule: str
    message: str
    target: Region
    source: Region | None
    others: tuple[tuple[Region, Region | None], ...] = ()
    reason: str = ""

    @property
    def level(self) -> Severity:
        """Its severity; a finding that does not count is a note."""
        return self.finding.severity if self.standing is Standing.NEW else Severity.INFO


def listed(checked: Checked, lang: Lang, prefix: str) -> Iterator[ListedFinding]:
    """Yield the findings of a pair in the order of the record."""
    if checked.record is None:
        return
    places = Places(checked.record)
    bitext = checked.record.alignment.bitext
    stated = bitext.stated_source
    for position, (finding, standing) in enumerate(zip(checked.record.findings, checked.standings, strict=True)):
        own, *rest = at_places(finding)
        source = places.in_source(own)
        message = finding.message.get(lang, str(finding.kind))
        if source is not None and not own.side(places.target.lang):
            text = quoted(places.source, own.side(places.source.lang), QUOTED)
            path = checked.pair.original(prefix)
            line = source.start_line
            message += (
                "\n" + say("check.quoted", source=stated, side=bitext.source, path=path, line=line, text=text)[lang]
            )
        if elsewhere := say_other_places(bitext, finding):
            message += "\n" + elsewhere[lang]
        others = tuple((places.in_target(place), places.in_source(place)) for place in rest)
        target, reason = places.in_target(own), checked.reasons.get(position, "")
        yield ListedFinding(finding, standing, rule_of(finding), message, target, source, others, reason)


def pull_request_findings(checked: Checked, lang: Lang, prefix: str) -> Iterator[ListedFinding]:
    """Yield what a pull request shows of a pair: the findings that count, and changes of the original."""
    for entry in listed(checked, lang, prefix):
        if entry.standing is Standing.NEW or (entry.standing in LISTED and is_change(entry.finding)):
            yield entry


def idle_marks(check: Check) -> list[IdleMark]:
    """Return the ignore marks without effect. A mark in an original that several pairs share is reported once."""
    return list(dict.fromkeys(mark for checked in check.pairs for mark in checked.idle_marks))


def idle(mark: IdleMark) -> dict[str, str]:
    """Return the message that says why an ignore mark has no effect."""
    return say(f"check.mark_{mark.fault.replace('-', '_')}", kind=mark.kind)


def summary(check: Check, lang: Lang) -> str:
    """Return the counts of new, other and accepted findings."""
    number = {
        standing: [finding for pair in check.pairs for finding in pair.findings(standing)] for standing in Standing
    }
    orphans = sum(pair.absence is Absence.MISSING_ORIGINAL for pair in check.pairs)
    missing = sum(pair.absence is not None for pair in check.pairs) - orphans
    unchanged = sum(pair.unchanged for pair in check.pairs)
    parts = [
        say(
            "check.summary",
            pages=len(check.pairs) - missing - orphans - unchanged,
            new=_counted(number[Standing.NEW]),
            elsewhere=sum(not is_change(finding) for finding in number[Standing.ELSEWHERE]),
            accepted=len(number[Standing.ACCEPTED]),
        )
    ]
    if number[Standing.UNCERTAIN]:
        parts.append(say("check.summary_uncertain", uncertain=len(number[Standing.UNCERTAIN])))
    changes = sum(is_change(finding) for finding in number[Standing.ELSEWHERE])
    if changes:
        parts.append(say("check.summary_changes", changes=changes))
    if unchanged:
        parts.append(say("check.summary_unchanged", unchanged=unchanged))
    if missing:
        parts.append(say("check.summary_missing", missing=missing))
    if orphans:
        parts.append(say("check.summary_orphans", orphans=orphans))
    if number[Standing.IGNORED]:
        parts.append(say("check.summary_ignored", ignored=len(number[Standing.IGNORED])))
    if marks := idle_marks(check):
        parts.append(say("check.summary_idle", idle=len(marks)))
    if check.stale:
        parts.append(say("check.summary_stale", stale=len(check.stale)))
    return "".join(part[lang] for part in parts)


def verdict(check: Check, lang: Lang) -> str:
    """Return the line that says whether the check fails, and because of how many findings."""
    failing = sum(check.fails(finding, Standing.NEW) for pair in check.pairs for finding in pair.findings(Standing.NEW))
    return (say("check.failing", failing=failing) if failing else say("check.passing"))[lang]


def absent(checked: Checked, absence: Absence, prefix: str = "") -> dict[str, str]:
    """Return the message that says why there is no translation, or that there is no original."""
    path, original = prefix + checked.pair.target, checked.pair.original(prefix)
    edit = checked.removal
    if absence is not Absence.MISSING_ORIGINAL or edit is None:
        return say(f"check.{absence.replace('-', '_')}", path=path, original=original)
    since = say("history.commit", day=edit.commit.day, author=edit.commit.author, commit=edit.commit.id[:8])
    key = "check.deleted_original" if edit.new is None else "check.renamed_original"
    return say(key, path=path, original=original, since=since, now=edit.path)


def origin(version: Origin) -> dict[str, str]:
    """Return the message that names the version of the original that was translated, and the first change since."""
    first = version.first_change
    if first is None:
        return say("check.origin_alone", commit=version.commit[:8])
    return say("check.origin", commit=version.commit[:8], day=first.day)


def _counted(findings: list[Finding]) -> dict[str, str]:
    """Return the counts by severity, such as "2 errors, 1 note"."""
    counts = [
        count(number, noun)
        for severity, noun in _NOUNS.items()
        if (number := sum(finding.severity is severity for finding in findings))
    ]
    if not counts:
        return say("check.nothing_new")
    listed = counts[0]
    for further in counts[1:]:
        mark = say("report.and")
        listed = {lang: listed[lang] + mark[lang] + further[lang] for lang in listed}
    return listed
