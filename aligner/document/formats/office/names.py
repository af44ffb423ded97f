"""Names of elements as the standard writes them, ``w:p``, whatever prefix a file uses.

Office files come in two dialects, "transitional" and "strict", that differ only in their name spaces (ISO/IEC 29500-1
and -4); both give the same names here.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element as Element

_TRANSITIONAL = "http://schemas.openxmlformats.org/"
_STRICT = "http://purl.oclc.org/ooxml/"
_DIALECTS = {
    "w": "wordprocessingml/{}main",
    "s": "spreadsheetml/{}main",
    "p": "presentationml/{}main",
    "a": "drawingml/{}main",
    "m": "officeDocument/{}math",
    "r": "officeDocument/{}relationships",
    "dgm": "drawingml/{}diagram",
}
_PREFIXES = {
    **{_TRANSITIONAL + path.format("2006/"): prefix for prefix, path in _DIALECTS.items()},
    **{_STRICT + path.format(""): prefix for prefix, path in _DIALECTS.items()},
    "http://schemas.openxmlformats.org/markup-compatibility/2006": "mc",
    "http://schemas.microsoft.com/office/word/2010/wordml": "w14",
}
_RELATIONSHIPS = tuple(space for space, prefix in _PREFIXES.items() if prefix == "r")


@cache
def _short(tag: str) -> str:
    space, _, name = tag.removeprefix("{").rpartition("}")
    return f"{_PREFIXES[space]}:{name}" if space in _PREFIXES else f"?:{name}"


def named(element: Element) -> str:
    """Return the name of an element; the prefix is ``?`` in a name space that nothing here reads."""
    tag = element.tag
    return _short(tag) if isinstance(tag, str) else ""


def value(element: Element, name: str = "val") -> str | None:
    """Return an attribute in the element's own name space, as Word qualifies them, or in none."""
    space = element.tag.rpartition("}")[0]
    attribute: str | None = element.get(f"{space}}}{name}") if space else None
    return element.get(name, None) if attribute is None else attribute


def reference(element: Element, name: str = "id") -> str | None:
    """Return an attribute that refers to another part, ``r:id``."""
    return next((relation_id for space in _RELATIONSHIPS if (relation_id := element.get(f"{{{space}}}{name}"))), None)


def child(element: Element | None, *path: str) -> Element | None:
    """Return the first descendant along a path of names, each the first child; None if one is missing."""
    for name in path:
        if element is None:
            return None
        element = next((inner for inner in element if named(inner) == name), None)
    return element


def descendants(element: Element, *names: str) -> Iterator[Element]:
    """Return the element and all in it that have one of some names, in the order of the file."""
    return (inner for inner in element.iter() if named(inner) in names)


def outermost(element: Element, name: str) -> Iterator[Element]:
    """Yield the elements of a name that are in no other one of it, in the order of the file."""
    waiting = [element]
    while waiting:
        inner = waiting.pop()
        if named(inner) == name:
            yield inner
        else:
            waiting.extend(reversed(inner))


def is_on(element: Element | None) -> bool:
    """Return whether a property that is either there or not is there: ``<w:vanish/>``, and not ``w:val="0"``."""
    return element is not None and value(element) not in {"0", "false", "off", "none"}


def chosen(alternatives: Element, *needed: str) -> Element | None:
    """Return the form to read of content in several forms (``mc:AlternateContent``).

    The first form is the newest. An older one is taken if the newer ones contain no element with a ``needed`` name.
    """
    forms = [form for form in alternatives if named(form) in {"mc:Choice", "mc:Fallback"}]
    return next((form for form in forms if next(descendants(form, *needed), None) is not None), None)
