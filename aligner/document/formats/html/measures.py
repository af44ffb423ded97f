"""What the elements of a page contain, counted once for the whole tree: text, links, sentences, paragraphs, titles."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from lxml import etree

from aligner.document.formats.html.elements import BLOCKS, CONTROLS, name_of

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

#: A text outside links is prose if it has the end of a sentence and at least this number of characters.
_SENTENCE = re.compile(r"[.!?:,]\s|[.!?]$|[。！？、]")
_SENTENCE_LENGTH = 8
_COPYRIGHT = re.compile(r"\W{0,3}(?:©|\(c\)|copyright\b)", re.IGNORECASE)


class Measure(NamedTuple):
    """The contents of an element.

    Attributes:
        text: printed characters.
        linked: printed characters in links.
        prose: printed characters outside links in texts that have the end of a sentence, other than notices of
            copyright.
        paragraphs: number of paragraphs. A table or preformatted text in it counts as two: neither can be in a row.
        titles: number of first-level headings in it.
        own: whether text is directly in it or in inline elements other than controls.
        copyright: whether it begins with a notice of copyright.
    """

    text: int
    linked: int
    prose: int
    paragraphs: int
    titles: int
    own: bool
    copyright: bool


#: Measures by element. The references to the elements keep lxml from creating new objects for them.
Measures = Mapping["Element", Measure]


@dataclass(slots=True)
class _Sum:
    """The counts of an element that is still open."""

    text: int = 0
    linked: int = 0
    prose: int = 0
    paragraphs: int = 0
    titles: int = 0
    own: bool = False
    copyright: bool = False


def measure(root: Element) -> Measures:
    """Return the measures of each element of a tree."""
    measures: dict[Element, Measure] = {}
    sums = [_Sum()]
    links = 0
    for event, element in etree.iterwalk(root, events=("start", "end", "comment")):
        name = name_of(element)
        if event == "start":
            links += name == "a"
            sums.append(_Sum())
            if name not in {"script", "style", "template"}:
                _count(sums[-1], element.text, linked=links > 0)
            continue
        if event == "end":
            links -= name == "a"
            done, around = sums.pop(), sums[-1]
            measures[element] = _add(around, done, element, name)
        _count(sums[-1], element.tail, linked=links > 0)
    return measures


def _count(total: _Sum, text: str | None, *, linked: bool) -> None:
    printed = text.strip() if text else ""
    if not printed:
        return
    if _COPYRIGHT.match(printed[:20]):
        total.copyright = total.copyright or total.text == 0
    elif not linked and len(printed) >= _SENTENCE_LENGTH and _SENTENCE.search(printed):
        total.prose += len(printed)
    total.text += len(printed)
    total.own = True


def _add(around: _Sum, done: _Sum, element: Element, name: str) -> Measure:
    """Add the counts of an element to those of its parent."""
    paragraphs = done.paragraphs + done.own
    linked = done.text if name == "a" else done.linked
    around.copyright = around.copyright or (done.copyright and around.text == 0)
    around.text += done.text
    around.linked += linked
    around.prose += done.prose
    around.titles += done.titles + (name == "h1" and done.text > 0)
    if name in {"table", "pre"} or _is_blank_line(element, name):
        around.paragraphs += max(2, paragraphs)
    elif name in BLOCKS:
        around.paragraphs += paragraphs
    else:
        around.paragraphs += done.paragraphs
        around.own = around.own or (done.own and name not in CONTROLS)
    return Measure(done.text, linked, done.prose, paragraphs, done.titles, done.own, done.copyright)


def _is_blank_line(element: Element, name: str) -> bool:
    """Return whether an element is the second line break in a row."""
    before = element.getprevious() if name == "br" else None
    return before is not None and name_of(before) == "br" and not (before.tail or "").strip()
