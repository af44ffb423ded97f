"""Quotations of the texts in a report: with marks and the line number; long ones are shortened."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from aligner.findings.locations import say_lines, say_location
from aligner.findings.places import at_places
from aligner.model import Lang, Span
from aligner.outputs.report.highlight import Mark, Marked, marked
from aligner.outputs.report.layout import ASIDE, Page
from aligner.text.passages import passage
from aligner.text.width import display_width, pad, truncate

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.text import Text

    from aligner.model import Document, Finding, Json

#: Lines of the file that are quoted of each side, and lines of the report a quotation may take.
QUOTED = 3
QUOTE_HEIGHT = 3
POINT_STYLE = "bold reverse"

#: Nothing to mark on either side.
UNMARKED: Mapping[Lang, Sequence[Span]] = {}


class Quotation(NamedTuple):
    """A passage with the label of its line, and the spans to mark in it."""

    label: str
    text: str
    points: tuple[Span, ...]


def quotations(
    page: Page, sides: Mapping[Lang, Sequence[int]], points: Mapping[Lang, Sequence[Span]] = UNMARKED
) -> tuple[list[Quotation], int]:
    """The quotations of both sides, source first, one for each line of a file; and how many segments are left out.

    Args:
        page: the page, whose record holds the texts.
        sides: the segments to quote.
        points: spans of each text to mark; of many lines those with a span come first.
    """
    bitext = page.record.alignment.bitext
    shown_of_both: list[Quotation] = []
    named: set[str | None] = set()
    rest = 0
    for lang in (bitext.source, bitext.source.other):
        document = bitext.side(lang)
        segments = document.segments
        lines = [list(group) for _, group in groupby(sides.get(lang, ()), key=partial(_place, document))]
        quoted = []
        for group in lines:
            text, start = passage(document, group), segments[group[0]].start
            inside = tuple(
                Span(a - start, b - start) for a, b in points.get(lang, ()) if start <= a < b <= start + len(text)
            )
            # Both sides of a unit have one name, which is shown with the side that is quoted first. Cells differ.
            paragraph = document.paragraphs[segments[group[0]].paragraph]
            again = paragraph.unit is not None and paragraph.origin in named
            named.add(paragraph.origin)
            line = say_lines(document, segments[group[0]].line) if again else say_location(document, group[0])
            quoted.append((group, Quotation(page.word("place", side=lang, line=line), text, inside)))
        shown = sorted(sorted(range(len(quoted)), key=lambda k: not quoted[k][1].points)[:QUOTED])
        shown_of_both += (quoted[k][1] for k in shown)
        rest += sum(map(len, lines)) - sum(len(quoted[k][0]) for k in shown)
    return shown_of_both, rest


def _place(document: Document, segment: int) -> tuple[int, int]:
    """The key of text that is quoted together: a line of a file, but never two units of a file of pairs."""
    line, paragraph = document.segments[segment].line, document.segments[segment].paragraph
    return line, paragraph if document.paragraphs[paragraph].unit else -1


def points_of(finding: Finding) -> dict[Lang, tuple[Span, ...]]:
    """The spans in each text that a finding's detail refers to, at all its places."""
    places = at_places(finding)
    return {lang: tuple(span for place in places for span in _spans(place.detail.get(str(lang)))) for lang in Lang}


def _spans(detail: Json) -> Iterator[Span]:
    if isinstance(detail, Mapping):
        start, end = detail.get("start"), detail.get("end")
        if isinstance(start, int) and isinstance(end, int):
            yield Span(start, end)
    elif isinstance(detail, Sequence) and not isinstance(detail, str):
        for item in detail:
            yield from _spans(item)


def set_quotations(page: Page, quoted: Sequence[Quotation], indent: int) -> Iterator[Text]:
    """Quotations below each other, with their labels in a column."""
    width = max((display_width(quotation.label) for quotation in quoted), default=0)
    for quotation in quoted:
        yield from _set(page, quotation, " " * indent + pad(quotation.label, width) + "  ")


def _set(page: Page, quotation: Quotation, label: str) -> Iterator[Text]:
    """A passage with its label, shortened if it takes too many lines."""
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


def _window(quotation: Quotation, room: int) -> Marked:
    """A passage with its points marked. A long passage starts shortly before the first point."""
    text, points = quotation.text, sorted(quotation.points)
    start = 0
    if points and display_width(text[: points[0].end]) > room * 2 // 3:
        start = max(points[0].start - room // 4, 0)
        start = text.find(" ", start, points[0].start) + 1 or start
    lead = "…" if start else ""
    marks = [Mark(point.start - start, point.end - start, POINT_STYLE) for point in points]
    # Twice the space, because spaces at the ends of lines take no room. Shortened text must show an ellipsis.
    shown = marked(text[start : start + 2 * room], marks)
    return Marked(lead + shown.text, tuple(Mark(a + len(lead), b + len(lead), c) for a, b, c in shown.marks))
