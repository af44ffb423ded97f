"""Kinds of HTML elements, by name: those that start a new line, those without running text."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING

from aligner.model import ParagraphKind

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
#: Their content is a paragraph of that kind, whatever element is around them.
KINDS = {
    **dict.fromkeys(HEADINGS, ParagraphKind.HEADING),
    **dict.fromkeys(("li", "dt", "dd"), ParagraphKind.LIST),
    **dict.fromkeys(("pre", "listing", "xmp", "plaintext"), ParagraphKind.CODE),
    **dict.fromkeys(("td", "th", "caption", "figcaption"), ParagraphKind.BODY),
    "blockquote": ParagraphKind.QUOTE,
    "tr": ParagraphKind.TABLE,
}
_NAMES = tomllib.loads(files(__package__).joinpath("names.toml").read_text("utf-8"))


def names(key: str) -> frozenset[str]:
    """Return a list of ``names.toml``."""
    return frozenset(_NAMES[key].split())


BLOCKS = frozenset(KINDS) | names("blocks")
NO_TEXT = names("no_text")
CONTROLS = names("controls")
SECTIONS = names("sections")
NOTES = names("notes")

_TYPES = ("role", "{http://www.idpf.org/2007/ops}type", "epub:type")
_NONE: frozenset[str] = frozenset()


def name_of(element: Element) -> str:
    """Return the name of an element in lower case, without its name space; "" for other nodes, such as comments."""
    tag = element.tag
    return _local(tag) if isinstance(tag, str) else ""


@lru_cache(maxsize=1024)
def _local(tag: str) -> str:
    return tag.rpartition("}")[2].lower()


def types_of(element: Element) -> frozenset[str]:
    """Return the types that an element states: its roles, and its types in a book (``epub:type``)."""
    said = [text for name in _TYPES if (text := element.get(name))]
    return frozenset(" ".join(said).lower().replace("doc-", "").split()) if said else _NONE
