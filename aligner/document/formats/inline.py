"""The text of an element with inline codes, as in translation files: its words, and the position of each code."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from aligner.document.formats.pairs import UnitText
from aligner.model import Tag

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_SPACE = re.compile(r"\s+")
_LINE_END = re.compile(r"[\r\n]")
#: Largest length of a code's name.
_LONGEST = 60


class InlineText:
    """Collects a text piece by piece, while the reader of a format goes through its elements."""

    def __init__(self, *, preserve: bool = True) -> None:
        """``preserve`` keeps all white space; otherwise line ends that only indent the file become a space."""
        self._preserve = preserve
        self._pieces: list[str] = []
        self._tags: list[Tag] = []
        self._length = 0

    def words(self, text: str | None) -> None:
        """Add words."""
        if text:
            self._add(text if self._preserve else _SPACE.sub(_without_indent, text))

    def line_break(self) -> None:
        """Add a code that breaks the line."""
        self._add("\n")

    def code(self, name: str) -> None:
        """Add a code, by the name that it must also have on the other side."""
        self._tags.append(Tag(self._length, " ".join(name.split())[:_LONGEST]))

    def unit_text(self, line: int) -> UnitText:
        """Return the collected text, with its line in the file."""
        return UnitText("".join(self._pieces), line, tuple(self._tags))

    def _add(self, text: str) -> None:
        self._pieces.append(text)
        self._length += len(text)


def _without_indent(space: re.Match[str]) -> str:
    return " " if _LINE_END.search(space[0]) else space[0]


def code_content(element: Element) -> str:
    """Return the content of a code's element, which is the code itself: ``<b>``, ``%s``; "" if it is empty."""
    content = "".join([element.text or "", *(child.tail or "" for child in element)]).strip()
    return "" if content == "{}" else content  # memoQ's form of an empty code
