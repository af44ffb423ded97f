"""Shared by the XML formats: elements, the bytes of a file, and a check that reads the bytes back.

Texts are put into a tree and never into a string, so that the library escapes them. It also escapes a carriage return,
which XML would turn into a line feed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import etree

from aligner.text.replacing import replaced

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lxml.etree import _Element as Element

LANG = "{http://www.w3.org/XML/1998/namespace}lang"
SPACE = "{http://www.w3.org/XML/1998/namespace}space"


def root(tag: str, attributes: dict[str, str], namespaces: dict[str | None, str] | None = None) -> Element:
    """The outermost element, with the prefixes of its namespaces; None for the one without prefix."""
    return etree.Element(tag, attributes, nsmap=namespaces)


def add(parent: Element, tag: str, text: str = "", attributes: dict[str, str] | None = None) -> Element:
    """A new child; what XML cannot hold is replaced in its text and attributes."""
    child = etree.SubElement(parent, tag, {key: replaced(value)[0] for key, value in (attributes or {}).items()})
    child.text = replaced(text)[0] or None
    return child


def file_bytes(top: Element, tags: Sequence[str], texts: Sequence[str]) -> bytes:
    """The bytes of a file, after a check that its elements of some tags hold these texts in this order.

    Raises:
        RuntimeError: when they do not, which is a bug of this program.
    """
    _indent(top, tags)
    content: bytes = etree.tostring(top, encoding="UTF-8", xml_declaration=True)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
    read = ["".join(map(str, element.itertext())) for element in etree.fromstring(content, parser).iter(*tags)]
    if read != list(texts):
        raise RuntimeError("the file does not hold the texts that went into it; please report this")
    return content


def _indent(element: Element, kept: Sequence[str], depth: int = 1) -> None:
    """Puts every element on a line of its own, except inside elements whose text is kept."""
    if not len(element) or element.tag in kept:
        return
    element.text = "\n" + "  " * depth
    for child in element:
        _indent(child, kept, depth + 1)
        child.tail = element.text
    child.tail = "\n" + "  " * (depth - 1)
