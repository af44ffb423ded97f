"""The unit that both versions of XLIFF are read to: its texts, its place, its state, whether it is to be translated."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from aligner.document.formats.xml import XML_SPACE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lxml.etree import _Element as Element

    from aligner.document.formats.pairs import UnitText

#: A translation that was taken from a similar text and is not confirmed.
FUZZY_MATCH = "fuzzy-match"
_CONFIRMED = re.compile(
    "translated|reviewed|final|signed-off|approved.*|confirmed|manuallyconfirmed|proofread|reviewer.*confirmed",
    re.IGNORECASE,
)


class Ways(NamedTuple):
    """The properties that a unit has from the elements around it.

    Attributes:
        translate: whether it is to be translated.
        preserve: whether white space in it is text.
        written: whether its codes are written into the text, in version 1.
    """

    translate: bool = True
    preserve: bool = False
    written: bool = False

    def inside(self, element: Element) -> Ways:
        """Return the properties that apply inside an element."""
        translate, space = element.get("translate"), element.get(XML_SPACE)
        return Ways(
            self.translate if translate is None else translate != "no",
            self.preserve if space is None else space == "preserve",
            self.written,
        )


class Unit(NamedTuple):
    """A segment of an XLIFF file.

    Attributes:
        key: its place in the document, by ids.
        source: the original.
        target: the translation; None where there is none.
        origin: its place as people name it.
        state: the state of the translation.
        translate: whether it is to be translated, as the nearest element around it states.
    """

    key: str
    source: UnitText
    target: UnitText | None
    origin: str
    state: str
    translate: bool = True


def part_of(file: Element, number: int) -> str:
    """Return the name of a file in the document: its name without folders, otherwise its number."""
    original = file.get("original") or file.get("id") or ""
    return re.split(r"[\\/]", original)[-1] or str(number)


def local_attributes(*elements: Element | None) -> dict[str, str]:
    """Return the attributes of some elements without name spaces, later ones over earlier ones."""
    return {
        str(name).rpartition("}")[2]: str(value)
        for element in elements
        if element is not None
        for name, value in element.attrib.items()
    }


def state_of(attributes: Mapping[str, str]) -> str:
    """Return the state of a translation in the term of its tool; ``fuzzy-match`` for an unconfirmed fuzzy match.

    Trados writes ``conf`` and ``percent``, memoQ ``status`` and ``percent``, Phrase ``confirmed`` and ``score`` (of 1),
    the standard ``state`` and ``state-qualifier``.

    >>> state_of({"conf": "Draft", "percent": "85"}), state_of({"conf": "Translated", "percent": "85"})
    ('fuzzy-match', 'Translated')
    >>> state_of({"confirmed": "0", "score": "0.75"}), state_of({"state": "final"})
    ('fuzzy-match', 'final')
    """
    state = next((attributes[name] for name in ("conf", "status", "state") if attributes.get(name)), "")
    if "confirmed" in attributes:
        state = "confirmed" if attributes["confirmed"] == "1" else "unconfirmed"
    confirmed = attributes.get("approved") == "yes" or _CONFIRMED.fullmatch(state)
    qualifier = attributes.get("state-qualifier") or attributes.get("subState", "").rpartition(":")[2]
    inexact = qualifier == FUZZY_MATCH or 0 < _match(attributes) < 100
    return FUZZY_MATCH if inexact and not confirmed else state


def _match(attributes: Mapping[str, str]) -> float:
    """Return the match rate of the text that a translation was taken from, in percent; 0 if none is stated."""
    try:
        if "percent" in attributes:
            return float(attributes["percent"])
        return 100 * float(attributes.get("score", "0"))
    except ValueError:
        return 0.0
