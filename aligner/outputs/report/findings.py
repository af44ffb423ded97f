"""The findings in a report: number, severity, message, and the text with its line."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import groupby
from typing import TYPE_CHECKING

from aligner.findings.certainty import is_shown
from aligner.findings.places import at_own_place, say_other_places
from aligner.model import Finding, Lang, Severity
from aligner.outputs.report.highlight import Mark, Marked, fit
from aligner.outputs.report.layout import ASIDE, HEADING, SEVERITY_STYLES, Page
from aligner.outputs.report.quotations import points_of, quotations, set_quotations

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.text import Text

#: Other places of a finding that a report names; ``--all`` names all of them. A choice: they fill about one line.
PLACES = 8
#: Findings of one severity that a report lists before it says how many more there are. A choice: what is read in one
#: go; ``--all`` and every other format have them all.
LISTED = 20


def listing(page: Page) -> Iterator[Text]:
    """The findings that are shown, with a blank line between them, and how many are less certain."""
    findings = page.shown
    gutter = len(str(max((number for number, _ in findings), default=0)))
    first = True
    for _, same in groupby(findings, key=lambda entry: (is_shown(entry[1]), entry[1].severity)):
        entries = list(same)
        shown = entries if page.everything else entries[:LISTED]
        for number, finding in shown:
            if not first:
                yield from page.paragraph("")
            first = False
            yield from _finding(page, number, finding, gutter)
        if len(shown) < len(entries):
            more = page.word("more_findings", more=len(entries) - len(shown))
            yield from page.paragraph(more, first=" " * (gutter + 2), indent=gutter + 2, style=ASIDE)
    if page.less_certain:
        if not first:
            yield from page.paragraph("")
        yield from page.paragraph(page.word("less_certain", findings=page.less_certain), style=ASIDE)


def lead_of(finding: Finding, lang: Lang) -> str:
    """The beginning of a finding's message that names its subject; empty if it has none."""
    lead = finding.detail.get("lead")
    end = lead.get(lang) if isinstance(lead, Mapping) else None
    return finding.message.get(lang, "")[:end] if isinstance(end, int) else ""


def counts(page: Page) -> str:
    """How many findings there are of each severity: 1 error, 2 notes."""
    findings = [finding for _, finding in page.shown]
    number = {severity: sum(finding.severity is severity for finding in findings) for severity in Severity}
    return page.word("and").join(
        page.word(f"count_{severity}", count=number[severity]) for severity in Severity if number[severity]
    )


def _finding(page: Page, number: int, finding: Finding, gutter: int) -> Iterator[Text]:
    indent = gutter + 2
    severity = page.word(f"severity_{finding.severity}")
    if not is_shown(finding):
        severity = page.word("uncertain", severity=severity, percent=round(100 * finding.certainty))
    head = f"{number:>{gutter}}  {severity}  "
    message = fit(finding.message.get(page.lang, str(finding.kind)))
    end = len(fit(lead_of(finding, page.lang)))
    marks = (Mark(0, end, HEADING),) if end else ()
    for k, line in enumerate(page.hang(Marked(message, marks), first=head, indent=indent)):
        if k == 0:
            line.stylize(SEVERITY_STYLES[finding.severity], indent, indent + len(severity))
        yield line
    place = at_own_place(finding)
    quoted, rest = quotations(page, {lang: place.side(lang) for lang in Lang}, points_of(place))
    yield from set_quotations(page, quoted, indent)
    others = say_other_places(page.record.alignment.bitext, finding, None if page.everything else PLACES)
    notes = [page.word("more_sentences", more=rest)] if rest else []
    for note in (*notes, *([others[page.lang]] if others else [])):
        yield from page.paragraph(note, first=" " * indent, indent=indent, style=ASIDE)
