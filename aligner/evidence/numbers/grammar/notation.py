"""The notation of patterns, the same in both languages: elements with spaces between them.

``a|b`` are words of which one stands there, ``@class`` those of a table, ``x?`` and ``( … )?`` may be missing, and
``name:x`` keeps the text there under a name.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_ITEM = re.compile(r"\(|\)\?|[^\s()]+(?:\(|)")


@dataclass(frozen=True, slots=True)
class Element:
    """One element of a pattern, or a group of them.

    Attributes:
        source: how it is written, without its name and its question mark.
        name: what it is kept under.
        optional: whether it may be missing.
        group: the elements of a group.
    """

    source: str
    name: str = ""
    optional: bool = False
    group: tuple[Element, ...] = ()


def elements(source: str) -> tuple[Element, ...]:
    """The elements of a pattern as written."""
    stack: list[list[Element]] = [[]]
    for item in _ITEM.findall(source):
        if item == "(":
            stack.append([])
        elif item == ")?":
            group = tuple(stack.pop())
            stack[-1].append(Element("", optional=True, group=group))
        else:
            written = item.removesuffix("?")
            name, _, source = written.rpartition(":")
            stack[-1].append(Element(source if name else written, name, optional=item.endswith("?")))
    return tuple(stack[0])
