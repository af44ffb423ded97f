"""The choice of a page's main text: the rules for menus, banners, footers and what is hidden.

Elements that state what they are (``nav``, ``main``, roles) are trusted. Names that authors give to elements (classes,
ids) count only for blocks, and only for blocks without a title and without sentences. So no sentence loses a word, and
no article is lost. A choice gives the reason for every element that it leaves out. "Boilerplate" is what surrounds the
text on a page: menus, banners, headers and footers of the site.
"""

from __future__ import annotations

import re
from enum import Enum, auto
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple, Protocol

from lxml import etree

from aligner.document.formats.html.edges import edges
from aligner.document.formats.html.elements import BLOCKS, CONTROLS, HEADINGS, NOTES, SECTIONS, name_of, names, types_of
from aligner.document.formats.html.hidden import is_hidden
from aligner.model import Reason

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

    from aligner.document.formats.html.measures import Measures

_ROLES = names("roles")
_NAVIGATION_ROLES = names("navigation_roles")
_NAVIGATION = names("navigation")
_SITE = names("site")
_OF_LINKS = names("of_links")
_SMALL_MARKS = names("small_marks")
_FOR_SCREEN_READERS = names("for_screen_readers")
_WORD = re.compile("[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
#: Maximum size of a block that is boilerplate by its name alone: a number of characters, or a share of the page's text.
_SMALL = 600
_SHARE = 1 / 3
#: A block with more than this share of the page's text is not boilerplate, whatever its name is.
_MOST = 1 / 2
#: Maximum number of first-level headings that are examined to find the page's title.
_FEW = 20
#: Maximum number of ancestors in which the section of a header is searched.
_NEAR = 50


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


class Verdict(NamedTuple):
    """The stance on an element, and the reason if its text is left out."""

    stance: Stance
    reason: Reason = Reason.ASIDE


_TAKEN = Verdict(Stance.TAKEN)


class Choice(Protocol):
    """Which elements of a page are taken."""

    #: Whether texts in attributes and in the head are taken too.
    everything: bool

    def verdict(self, element: Element, /) -> Verdict:
        """Return the verdict on an element whose parent is taken or passed over."""


class WholePage:
    """All of the page but scripts and styles."""

    everything = True

    def verdict(self, _element: Element, /) -> Verdict:
        """Take every element."""
        return _TAKEN


class Chapter:
    """A chapter of a book: all of it but its cover, tables of contents, page numbers and what is hidden."""

    everything = False

    def verdict(self, element: Element) -> Verdict:
        """Take everything except navigation and hidden elements."""
        if is_hidden(element):
            return Verdict(Stance.LEFT_OUT, Reason.HIDDEN)
        if name_of(element) == "nav" or types_of(element) & _ROLES:
            return Verdict(Stance.LEFT_OUT, Reason.NAVIGATION)
        return _TAKEN


class MainText:
    """The main text of a page: the content of ``main``, if there is one, without boilerplate."""

    everything = False

    def __init__(self, root: Element, measures: Measures) -> None:
        self._measures = measures
        mains = [element for element in root.iter(etree.Element) if _is_main(element) and measures[element].text]
        self._mains = frozenset(mains)
        self._around = frozenset(above for main in mains for above in main.iterancestors())
        self._edges = {} if mains else edges(root, measures)
        self._verdicts: dict[Element, Verdict] = {}
        self._page = measures[root].text
        self._has_title = True
        titles = (
            element for element in root.iter(etree.Element) if name_of(element) == "h1" and measures[element].text
        )
        self._has_title = any(self._is_taken(title) for title, _ in zip(titles, range(_FEW), strict=False))
        self._verdicts.clear()

    def verdict(self, element: Element) -> Verdict:
        """Leave out boilerplate, hidden elements and everything outside ``main``, except the page's title.

        Many pages have their title in the header.
        """
        known = self._verdicts.get(element)
        if known is None:
            known = self._verdicts[element] = self._judge(element)
        return known

    def _is_taken(self, element: Element) -> bool:
        return all(
            self.verdict(ancestor).stance is not Stance.LEFT_OUT for ancestor in (element, *element.iterancestors())
        )

    def _judge(self, element: Element) -> Verdict:
        name = name_of(element)
        if element in self._around:
            return Verdict(Stance.PASSED)
        if name in {"html", "body"} or element in self._mains:
            return _TAKEN
        if is_hidden(element):
            return Verdict(Stance.LEFT_OUT, Reason.HIDDEN)
        reason = self._reason(element, name)
        if reason is None:
            return _TAKEN
        return Verdict(Stance.LEFT_OUT if self._has_title else within_titles(element, self._measures), reason)

    def _reason(self, element: Element, name: str) -> Reason | None:
        """Return why an element is left out; None if it is taken."""
        if name in CONTROLS and not self._is_in_sentence(element, name):
            return Reason.CONTROL
        if (reason := self._boilerplate(element, name)) is not None:
            return reason
        return Reason.ASIDE if element.getparent() in self._around else self._edges.get(element)

    def _is_in_sentence(self, element: Element, name: str) -> bool:
        """Return whether a button is named in running text."""
        parent = element.getparent()
        if name not in {"button", "output"} or parent is None or name_of(parent) in {"form", "fieldset"}:
            return False
        return self._measures[parent].own

    def _boilerplate(self, element: Element, name: str) -> Reason | None:
        """Return why an element belongs to the site around the text, by its kind, its role or its name."""
        types = types_of(element)
        if name == "nav" or not types.isdisjoint(_NAVIGATION_ROLES):
            return Reason.NAVIGATION
        if not types.isdisjoint(_ROLES):
            return Reason.SITE
        if not types.isdisjoint(NOTES):
            return None
        if name in {"header", "footer", "aside"}:
            inside = any(name_of(above) in SECTIONS for above in islice(element.iterancestors(), _NEAR))
            if not inside:
                return None if self._is_head_of_text(element) else Reason.ASIDE if name == "aside" else Reason.SITE
            return Reason.NAVIGATION if name == "aside" and self._is_of_links(element) else None
        return None if name == "article" else self._by_name(element, name)

    def _is_head_of_text(self, element: Element) -> bool:
        """Return whether a header outside of any section has the title of the text and sentences beside it."""
        measure = self._measures[element]
        return name_of(element) == "header" and measure.titles > 0 and measure.prose > 0 and not self._mains

    def _by_name(self, element: Element, name: str) -> Reason | None:
        class_and_id = f"{element.get('class', '')} {element.get('id', '')}"
        if not _FOR_SCREEN_READERS.isdisjoint(class_and_id.lower().split()):
            return Reason.HIDDEN
        words = {word.lower() for word in _WORD.findall(class_and_id)} | set(re.split(r"[\s_-]+", class_and_id.lower()))
        if not words.isdisjoint(_SMALL_MARKS):
            return Reason.NAVIGATION
        if name not in BLOCKS or not self._may_be_boilerplate(element):
            return None
        small = self._is_small(element)
        if small and not words.isdisjoint(_SITE):
            return Reason.SITE
        navigates = small and not words.isdisjoint(_NAVIGATION) and not self._measures[element].prose
        leads_elsewhere = not words.isdisjoint(_OF_LINKS) and self._is_of_links(element) and not _is_introduced(element)
        return Reason.NAVIGATION if navigates or leads_elsewhere else None

    def _may_be_boilerplate(self, element: Element) -> bool:
        """Return whether a block is neither the text itself nor the part with its title."""
        measure = self._measures[element]
        return not measure.titles and measure.text <= _MOST * self._page

    def _is_small(self, element: Element) -> bool:
        return self._measures[element].text <= max(_SMALL, _SHARE * self._page)

    def _is_of_links(self, element: Element) -> bool:
        measure = self._measures[element]
        return 0 < measure.text < 2 * measure.linked and 3 * measure.prose < measure.text


def within_titles(element: Element, measures: Measures) -> Stance:
    """Return the stance of an element where only first-level headings are taken."""
    if name_of(element) == "h1":
        return Stance.TITLE
    return Stance.TITLES if measures[element].titles else Stance.LEFT_OUT


def _is_introduced(element: Element) -> bool:
    """Return whether a heading introduces a list. The links of such a list are content."""
    before = element.getprevious()
    return before is not None and name_of(before) in HEADINGS


def _is_main(element: Element) -> bool:
    is_stated = name_of(element) == "main" or "main" in types_of(element)
    return is_stated and not is_hidden(element)
