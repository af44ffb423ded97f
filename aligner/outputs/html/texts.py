"""Passages of the texts with marks: matches between the two sides, and the points of findings.

Stretches may overlap and contain one another. A passage is therefore cut at every end of a stretch. Each piece names
all stretches that it belongs to, and the script finds them by these names.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from aligner.model import EvidenceKind, Lang, ParagraphKind, Span
from aligner.outputs.html.characters import shown
from aligner.outputs.html.elements import Html, element, join
from aligner.outputs.html.entries import Entry, severity_classes
from aligner.outputs.report.quotations import points_of
from aligner.text.passages import joint, pieces

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from aligner.model import Bead, Document
    from aligner.outputs.report.statistics import SpanPair

#: Evidence that shows as a stretch on both sides: figures, and names with the renderings and terms that count as such.
_LINKED = {EvidenceKind.NUMBER: "n", EvidenceKind.NAME: "a"}


class Stretch(NamedTuple):
    """A part of a text that is marked.

    ``name`` is that of the match it is one end of; ``entry`` the finding it is a point of.
    """

    span: Span
    name: str = ""
    entry: Entry | None = None


@dataclass(frozen=True, slots=True)
class Stretches:
    """The marked stretches of the two sides of a row."""

    en: tuple[Stretch, ...] = ()
    ja: tuple[Stretch, ...] = ()

    def side(self, lang: Lang) -> tuple[Stretch, ...]:
        """The stretches of one text."""
        return self.en if lang is Lang.EN else self.ja


def stretches(bead: Bead, numbers: Iterable[SpanPair], entries: Iterable[Entry]) -> Stretches:
    """The marked stretches of a bead: matches of its evidence, numbers that agree, points of its findings."""
    matches = {(pair.en, pair.ja): "n" for pair in numbers}
    if bead.paired:
        for item in bead.evidence:
            if item.kind in _LINKED and item.en and item.ja:
                matches.setdefault((Span(*item.en), Span(*item.ja)), _LINKED[item.kind])
    named = [(spans, f"{kind}{k}") for k, (spans, kind) in enumerate(sorted(matches.items()))]
    sides: dict[Lang, list[Stretch]] = {
        Lang.EN: [Stretch(spans[0], name) for spans, name in named],
        Lang.JA: [Stretch(spans[1], name) for spans, name in named],
    }
    for entry in entries:
        for lang, spans in points_of(entry.finding).items():
            sides[lang] += (Stretch(span, entry=entry) for span in spans)
    return Stretches(tuple(sides[Lang.EN]), tuple(sides[Lang.JA]))


def passage(document: Document, segments: Sequence[int], marked: Sequence[Stretch]) -> Html:
    """The text of segments, with a line break where a paragraph ends."""
    return join(_pieces(document, segments, marked))


def _pieces(document: Document, segments: Sequence[int], marked: Sequence[Stretch]) -> Iterator[Html]:
    code = kind_of(document, segments) is ParagraphKind.CODE
    paragraphs = [document.segments[k].paragraph for k in segments]
    for k, (text, start) in enumerate(pieces(document, segments)):
        if k % 2 and paragraphs[k // 2] != paragraphs[k // 2 + 1]:
            yield element("br")
        elif start is None:
            yield Html(joint(document.lang))
        else:
            yield from _marked(document.text, Span(start, start + len(text)), marked, code=code)


def _marked(text: str, whole: Span, marked: Sequence[Stretch], *, code: bool) -> Iterator[Html]:
    """A part of a text, cut where a stretch begins or ends."""
    inside = [stretch for stretch in marked if stretch.span.start < whole.end and whole.start < stretch.span.end]
    ends = {end for stretch in inside for end in stretch.span if whole.start < end < whole.end}
    start = whole.start
    for end in (*sorted(ends), whole.end):
        content = shown(text, start, end, code=code)
        covering = [stretch for stretch in inside if stretch.span.start <= start and end <= stretch.span.end]
        yield _piece(content, covering) if covering and content else content
        start = end


def _piece(content: Html, covering: Sequence[Stretch]) -> Html:
    names = [stretch.name for stretch in covering if stretch.name]
    entries = [stretch.entry for stretch in covering if stretch.entry]
    classes = ["m"] if names else []
    if entries:
        classes += ["p", *severity_classes(entries)]
    numbers = " ".join(map(str, dict.fromkeys(entry.number for entry in entries)))
    return element("span", content, class_=" ".join(classes), data_m=" ".join(names) or None, data_p=numbers or None)


def kind_of(document: Document, segments: Sequence[int]) -> ParagraphKind:
    """The kind of paragraph that holds the first of some segments."""
    return document.paragraphs[document.segments[segments[0]].paragraph].kind
