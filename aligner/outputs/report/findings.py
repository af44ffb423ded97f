"""The findings in a report: number, severity, what is said, the text it is about and its line."""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import groupby, islice
from typing import TYPE_CHECKING, NamedTuple

from aligner.model import Finding, Lang, Severity, Span
from aligner.outputs.report.marking import Mark, Marked, fit, marked
from aligner.outputs.report.setting import ASIDE, HEADING, SEVERITY_STYLES, Page, numbered
from aligner.text.passages import passage
from aligner.text.width import display_width, pad, truncate

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.text import Text

#: Findings of one severity that a report lists before it says how many more there are.
LISTED = 20
#: Lines of the file that are quoted of each side, and lines of the report a quotation may take.
QUOTED = 3
QUOTE_HEIGHT = 3
POINT_STYLE = "bold reverse"

_LEAD = re.compile(r"[^.:：。(（]{1,60}[.:：]")


def listing(page: Page) -> Iterator[Text]:
    """All findings, worst first, with a blank line between them; none at all yield nothing."""
    findings = numbered(page.record)
    gutter = len(str(len(findings)))
    first = True
    for _, same in groupby(findings, key=lambda entry: entry[1].severity):
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


def counts(page: Page) -> str:
    """How many findings there are of each severity: 1 error, 2 notes."""
    findings = page.record.findings
    number = {severity: sum(it.severity is severity for it in findings) for severity in Severity}
    return page.word("and").join(
        page.word(f"count_{severity}", count=number[severity]) for severity in Severity if number[severity]
    )


def _finding(page: Page, number: int, finding: Finding, gutter: int) -> Iterator[Text]:

    indent = gutter + 2
    severity = page.word(f"severity_{finding.severity}")
    head = f"{number:>{gutter}}  {severity}  "
    message = fit(finding.message.get(page.lang, str(finding.kind)))
    lead = _LEAD.match(message)
    marks = (Mark(0, lead.end(), HEADING),) if lead else ()
    for k, line in enumerate(page.hang(Marked(message, marks), first=head, indent=indent)):
        if k == 0:
            line.stylize(SEVERITY_STYLES[finding.severity], indent, indent + len(severity))
        yield line
    quotations, rest = _quotations(page, finding)
    width = max((display_width(it.label) for it in quotations), default=0)
    for quotation in quotations:
        label = " " * indent + pad(quotation.label, width) + "  "
        yield from _quoted(page, quotation, label)
    if rest:
        yield from page.paragraph(
            page.word("more_sentences", more=rest), first=" " * indent, indent=indent, style=ASIDE
        )


class _Quotation(NamedTuple):
    """A passage with the line it stands on, and the part of it that a finding is about."""

    label: str
    text: str
    point: Span | None


def _quotations(page: Page, finding: Finding) -> tuple[list[_Quotation], int]:
    """What to quote, source first, one quotation a line of a file; and how many sentences are left out."""
    bitext = page.record.alignment.bitext
    quotations = []
    rest = 0
    for lang in (bitext.source, bitext.source.other):
        document = bitext.side(lang)
        by_line = groupby(finding.side(lang), key=lambda segment: document.segments[segment].line)
        rest += len(finding.side(lang))
        for line, segments in islice(by_line, QUOTED):
            group = list(segments)
            rest -= len(group)
            label = page.word("line", side=lang, line=line)
            text = passage(document, group)
            quotations.append(
                _Quotation(label, text, _point(finding, lang, document.segments[group[0]].start, len(text)))
            )
    return quotations, rest


def _point(finding: Finding, lang: Lang, offset: int, length: int) -> Span | None:
    """The part of a passage (its offset and length in the text given) that a finding's detail points at."""
    detail = finding.detail.get(str(lang))
    if not isinstance(detail, Mapping):
        return None
    start, end = detail.get("start"), detail.get("end")
    if not isinstance(start, int) or not isinstance(end, int) or not offset <= start < end <= offset + length:
        return None
    return Span(start - offset, end - offset)


def _quoted(page: Page, quotation: _Quotation, label: str) -> Iterator[Text]:
    """A passage under its label, cut where it takes too many lines."""
    indent = display_width(label)
    if indent > page.width // 2:  # a narrow page: the label on a line of its own
        yield from page.paragraph(label.strip(), first=" " * 3, indent=3, style=ASIDE)
        indent = 5
        label = " " * indent
    room = (page.width - indent) * QUOTE_HEIGHT
    lines = list(page.hang(_window(quotation, room), first=label, indent=indent))
    if len(lines) > QUOTE_HEIGHT:
        lines[QUOTE_HEIGHT - 1].plain = truncate(lines[QUOTE_HEIGHT - 1].plain + "…", page.width)
    yield from lines[:QUOTE_HEIGHT]


def _window(quotation: _Quotation, room: int) -> Marked:
    """A passage from its beginning or, where it is long, from somewhat before the point, which is marked."""
    text, point = quotation.text, quotation.point
    start = 0
    if point is not None and display_width(text[: point.end]) > room * 2 // 3:
        start = max(point.start - room // 4, 0)
        start = text.find(" ", start, point.start) + 1 or start
    lead = "…" if start else ""
    marks = [] if point is None else [Mark(point.start - start, point.end - start, POINT_STYLE)]
    shown = marked(text[start : start + room + 1], marks)
    return Marked(lead + shown.text, tuple(Mark(a + len(lead), b + len(lead), c) for a, b, c in shown.marks))
