"""The choice of a page's main text: the rules for menus, banners, footers and what is hidden.

Elements that state what they are (``nav``, ``main``, roles) are trusted; names that people give them
(classes, ids) count only for what is small or consists of links, so that a page about cookies is not a banner.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, auto
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple, Protocol

from lxml import etree

from aligner.document.formats.html.elements import BLOCKS, CONTROLS, NOTES, SECTIONS, name_of, names, types_of

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_ROLES = names("roles")
_FURNITURE = names("furniture")
_OF_LINKS = names("of_links")
_FOR_SCREEN_READERS = names("for_screen_readers")
_WORD = re.compile("[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
_UNSEEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
#: So many characters may be furniture by name alone; what is longer must be at most that share of the page.
_SMALL = 600
_SHARE = 1 / 3
#: So many first-level headings are looked at for the page's title.
_FEW = 20
#: So far up it is looked for the section that a header belongs to.
_NEAR = 50


class Measure(NamedTuple):
    """The contents of an element: printed characters, those in links, paragraphs, tables, first-level headings."""

    text: int
    linked: int
    paragraphs: int
    titles: int


#: Measures by element. The references to the elements keep lxml from creating new objects for them.
Measures = Mapping["Element", Measure]


class Stance(Enum):
    """Whether the text of an element is taken.

    ``PASSED``: not its own, but that of elements in it. ``TITLES``: nothing but first-level headings in it.
    ``TITLE``: such a heading, or an element in it. ``READING``: nothing but the base text (``rb``) in it.
    """

    TAKEN = auto()
    LEFT_OUT = auto()
    PASSED = auto()
    TITLES = auto()
    TITLE = auto()
    READING = auto()


class Choice(Protocol):
    """Which elements of a page are taken."""

    #: Whether texts in attributes and in the head are taken too.
    everything: bool

    def stance(self, element: Element, /) -> Stance:
        """Return the stance on an element whose parent is taken or passed over."""


class WholePage:
    """All of the page but scripts and styles."""

    everything = True

    def stance(self, _element: Element, /) -> Stance:
        """All is taken."""
        return Stance.TAKEN


class Chapter:
    """A chapter of a book: all of it but its cover, tables of contents, page numbers and what is hidden."""

    everything = False

    def stance(self, element: Element) -> Stance:
        """All is taken but what navigates or is hidden."""
        out = name_of(element) == "nav" or types_of(element) & _ROLES or is_hidden(element)
        return Stance.LEFT_OUT if out else Stance.TAKEN


class MainText:
    """The main text of a page: the content of ``main``, if there is one, without furniture."""

    everything = False

    def __init__(self, root: Element, measures: Measures) -> None:
        self._measures = measures
        mains = [element for element in root.iter(etree.Element) if _is_main(element) and self._measures[element].text]
        self._mains = frozenset(mains)
        self._around = frozenset(above for main in mains for above in main.iterancestors())
        self._verdicts: dict[Element, Stance] = {}
        self._page = self._measures[root].text
        self._has_title = True
        titles = (
            element for element in root.iter(etree.Element) if name_of(element) == "h1" and self._measures[element].text
        )
        self._has_title = any(self._is_taken(title) for title, _ in zip(titles, range(_FEW), strict=False))
        self._verdicts.clear()

    def stance(self, element: Element) -> Stance:
        """Leave out furniture, hidden elements and all beside ``main``, except the page's title.

        Many pages put that into their header.
        """
        known = self._verdicts.get(element)
        if known is None:
            known = self._verdicts[element] = self._judge(element)
        return known

    def _is_taken(self, element: Element) -> bool:
        return all(self.stance(ancestor) is not Stance.LEFT_OUT for ancestor in (element, *element.iterancestors()))

    def _judge(self, element: Element) -> Stance:
        name = name_of(element)
        if element in self._around:
            return Stance.PASSED
        if name in {"html", "body"} or element in self._mains:
            return Stance.TAKEN
        if is_hidden(element):
            return Stance.LEFT_OUT
        beside = element.getparent() in self._around
        if beside or name in CONTROLS or self._is_furniture(element, name):
            return Stance.LEFT_OUT if self._has_title else within_titles(element, self._measures)
        return Stance.TAKEN

    def _is_furniture(self, element: Element, name: str) -> bool:
        """Return whether an element belongs to the site around the text, by its kind, its role or its name."""
        if name == "nav" or not types_of(element).isdisjoint(_ROLES):
            return True
        if not types_of(element).isdisjoint(NOTES):
            return False
        if name in {"header", "footer", "aside"}:
            inside = any(name_of(above) in SECTIONS for above in islice(element.iterancestors(), _NEAR))
            return not inside or (name == "aside" and self._is_of_links(element))
        return name != "article" and self._is_named_so(element)

    def _is_named_so(self, element: Element) -> bool:
        said = f"{element.get('class', '')} {element.get('id', '')}"
        if not said.strip():
            return False
        words = {word.lower() for word in _WORD.findall(said)} | set(re.split(r"[\s_-]+", said.lower()))
        if not _FOR_SCREEN_READERS.isdisjoint(said.lower().split()):
            return True
        if not words.isdisjoint(_FURNITURE) and self._is_small(element):
            return True
        return not words.isdisjoint(_OF_LINKS) and self._is_of_links(element)

    def _is_small(self, element: Element) -> bool:
        return self._measures[element].text <= max(_SMALL, _SHARE * self._page)

    def _is_of_links(self, element: Element) -> bool:
        measure = self._measures[element]
        return 0 < measure.text < 2 * measure.linked


def within_titles(element: Element, measures: Measures) -> Stance:
    """Return the stance of an element where only first-level headings are taken."""
    if name_of(element) == "h1":
        return Stance.TITLE
    return Stance.TITLES if measures[element].titles else Stance.LEFT_OUT


def _is_main(element: Element) -> bool:
    says = name_of(element) == "main" or "main" in types_of(element)
    return says and not is_hidden(element)


def is_hidden(element: Element) -> bool:
    """Return whether an element is hidden until a reader acts on the page, or only repeats other text."""
    if element.get("hidden") is not None:
        return bool(element.get("hidden") != "until-found")
    if element.get("aria-hidden") == "true" or (name_of(element) == "dialog" and element.get("open") is None):
        return True
    style = element.get("style")
    return style is not None and _UNSEEN.search(style) is not None


@dataclass(slots=True)
class _Sum:
    """The counts of an element that is still open; ``own`` is set if text is directly in it."""

    text: int = 0
    linked: int = 0
    paragraphs: int = 0
    titles: int = 0
    own: bool = False


def measure(root: Element) -> Measures:
    """Return the measures of each element of a tree.

    A table in an element counts as two paragraphs, as does preformatted text: neither can be in a row of a table.
    """
    measures: dict[Element, Measure] = {}
    sums = [_Sum()]
    for event, element in etree.iterwalk(root, events=("start", "end", "comment")):
        name = name_of(element)
        if event == "start":
            sums.append(_Sum())
            if name not in {"script", "style", "template"}:
                _count(sums[-1], element.text)
            continue
        if event == "end":
            done, around = sums.pop(), sums[-1]
            measures[element] = _add(around, done, element, name)
        _count(sums[-1], element.tail)
    return measures


def _count(total: _Sum, text: str | None) -> None:
    printed = len(text.strip()) if text else 0
    total.text += printed
    total.own = total.own or printed > 0


def _add(around: _Sum, done: _Sum, element: Element, name: str) -> Measure:
    """Add the counts of an element to those of its parent."""
    paragraphs = done.paragraphs + done.own
    linked = done.text if name == "a" else done.linked
    around.text += done.text
    around.linked += linked
    around.titles += done.titles + (name == "h1" and done.text > 0)
    if name in {"table", "pre"} or _is_blank_line(element, name):
        around.paragraphs += max(2, paragraphs)
    elif name in BLOCKS:
        around.paragraphs += paragraphs
    else:
        around.paragraphs += done.paragraphs
        around.own = around.own or done.own
    return Measure(done.text, linked, paragraphs, done.titles)


def _is_blank_line(element: Element, name: str) -> bool:
    """Return whether an element is the second line break in a row."""
    before = element.getprevious() if name == "br" else None
    return before is not None and name_of(before) == "br" and not (before.tail or "").strip()
