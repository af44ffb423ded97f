"""Whether a page hides an element from readers.

``aria-hidden`` hides an element from screen readers, but a browser shows it. Blocks with this attribute are menus and
dialogs that are not open. Inside a line, icons have it, and second forms of a formula, and also words that are shown.
"""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING

from aligner.document.formats.html.elements import BLOCKS, name_of

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_UNSEEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
#: Classes of inline elements with ``aria-hidden`` whose text is no word: the name of an icon, a formula set again.
_ICON = re.compile(r"icon|material|glyph|katex|mathjax|mjx|emoji|\bfa\b", re.IGNORECASE)

#: Maximum number of texts in an element that are examined, so that nested elements take linear time.
_FEW = 20


def is_hidden(element: Element) -> bool:
    """Return whether an element is hidden until a reader acts on the page, or only repeats other text."""
    if element.get("hidden") is not None:
        return bool(element.get("hidden") != "until-found")
    name = name_of(element)
    if name == "dialog" and element.get("open") is None:
        return True
    if element.get("aria-hidden") == "true" and _is_unseen(element, name):
        return True
    style = element.get("style")
    return style is not None and _UNSEEN.search(style) is not None


def _is_unseen(element: Element, name: str) -> bool:
    if name in BLOCKS:
        return True
    text = "".join(islice(element.itertext(), _FEW))
    return not any(map(str.isalnum, text)) or name == "i" or _ICON.search(element.get("class", "")) is not None
