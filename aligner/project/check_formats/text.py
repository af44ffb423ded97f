"""A check as text for a terminal: the findings of each page, those that count first, then summary and verdict.

Lines are wrapped and styled as in the report on one pair.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from aligner.messages import say
from aligner.outputs.report.build import plain_text
from aligner.outputs.report.findings import listing
from aligner.outputs.report.highlight import Marked, fit
from aligner.outputs.report.layout import ASIDE, HEADING, Page
from aligner.project.check_formats.listing import (
    ListedFinding,
    absent,
    idle,
    idle_marks,
    listed,
    origin,
    summary,
    verdict,
)
from aligner.project.history import is_change
from aligner.project.results import LISTED, Check, Checked, Standing

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.text import Text

    from aligner.model import Finding, Lang, Record
    from aligner.project.pairs import Pair


#: The name of the heading over changes of the original.
CHANGED = "changed"


def dump(check: Check, lang: Lang, _prefix: str) -> str:
    """Return the whole check as plain text. Paths are relative to the project, without a prefix."""
    return plain_text(lines(check, lang, everything=True))


def lines(check: Check, lang: Lang, *, width: int = 80, plain: bool = True, everything: bool) -> Iterator[Text]:
    """Yield the lines of the whole check."""
    if not check.compared:
        yield from _paragraph(say("check.all")[lang], width, ASIDE)
        yield from _paragraph("", width)
    for checked in check.pairs:
        yield from _page(checked, lang, width, plain=plain, everything=everything)
    yield from _idle_marks(check, lang, width)
    for pair, entry in check.stale:
        said = say("check.stale", rule=entry.rule, about=entry.about)[lang]
        yield from _paragraph(f"{pair.target}: {said}", width, ASIDE)
    yield from _paragraph(summary(check, lang), width, HEADING)
    yield from _paragraph(verdict(check, lang), width, HEADING)


def _page(checked: Checked, lang: Lang, width: int, *, plain: bool, everything: bool) -> Iterator[Text]:
    pair = checked.pair
    if checked.absence:
        yield from _paragraph(absent(checked, checked.absence)[lang], width, ASIDE)
        yield from _paragraph("", width)
    if checked.record is None:
        return
    groups = list(_groups(checked, everything=everything))
    ignored = _ignored_findings(checked, lang) if everything else []
    if not groups and not ignored:
        return
    key = "check.file_mixed" if pair.mixed else "check.file"
    yield from _paragraph(say(key, path=pair.target, original=pair.original())[lang], width, HEADING)
    for name, findings in groups:
        yield from _paragraph(say(f"check.{name}")[lang], width, ASIDE)
        if name == CHANGED and checked.origin is not None:
            yield from _paragraph(origin(checked.origin)[lang], width, ASIDE)
        page = Page(_with(checked.record, findings), lang, width, plain=plain, everything=everything, min_certainty=0)
        yield from listing(page)
        yield from _paragraph("", width)
    yield from _ignored(pair, ignored, lang, width)


def marks(check: Check, lang: Lang, *, width: int = 80, plain: bool = True, everything: bool) -> Iterator[Text]:
    """Yield the lines about the ignore marks of a check of one pair."""
    del plain  # these lines have no quotations
    checked = check.pairs[0]
    yield from _paragraph("", width)
    yield from _ignored(checked.pair, _ignored_findings(checked, lang) if everything else [], lang, width)
    yield from _idle_marks(check, lang, width)
    if checked.reasons:
        yield from _paragraph(say("check.summary_ignored", ignored=len(checked.reasons))[lang].strip(), width, HEADING)


def _ignored_findings(checked: Checked, lang: Lang) -> list[ListedFinding]:
    return [entry for entry in listed(checked, lang, "") if entry.standing is Standing.IGNORED]


def _ignored(pair: Pair, entries: list[ListedFinding], lang: Lang, width: int) -> Iterator[Text]:
    """Yield the findings that marks ignore, each with its reason."""
    if entries:
        yield from _paragraph(say("check.ignored")[lang], width, ASIDE)
        for entry in entries:
            yield from _paragraph(f"{pair.target}:{entry.target.start_line}: {entry.rule}: {entry.reason}", width)
        yield from _paragraph("", width)


def _idle_marks(check: Check, lang: Lang, width: int) -> Iterator[Text]:
    for mark in idle_marks(check):
        yield from _paragraph(f"{mark.path}:{mark.line}: {idle(mark)[lang]}", width, ASIDE)


def _groups(checked: Checked, *, everything: bool) -> Iterator[tuple[str, list[Finding]]]:
    """Yield the findings that are shown, under the name of their heading."""
    changes = [finding for finding in checked.findings(Standing.ELSEWHERE) if is_change(finding)]
    for standing in (*LISTED, Standing.UNCERTAIN) if everything else LISTED:
        if findings := [finding for finding in checked.findings(standing) if finding not in changes]:
            yield standing, findings
        if standing is Standing.NEW and changes:
            yield CHANGED, changes


def _with(record: Record, findings: list[Finding]) -> Record:
    return replace(record, findings=tuple(findings))


def _paragraph(text: str, width: int, style: str = "") -> Iterator[Text]:
    yield from Marked(fit(text)).lines(width, style)
