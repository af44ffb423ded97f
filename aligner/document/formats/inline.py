"""The text of an element that has codes inside, as translation files do: its words, and where each code stood."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from aligner.document.formats.pairs import UnitText
from aligner.model import Tag

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_SPACE = re.compile(r"\s+")
_LINE_END = re.compile(r"[\r\n]")
#: Characters that are kept of a code's name.
_LONGEST = 60


class InlineText:
    """Gathers a text, piece by piece, as a format's own rules walk through its elements."""

    def __init__(self, *, preserve: bool = True) -> None:
        """Start one; unless white space is to be preserved, line ends that only indent the file become a space."""
        self._preserve = preserve
        self._pieces: list[str] = []
        self._tags: list[Tag] = []
        self._length = 0

    def words(self, text: str | None) -> None:
        """Words that stand here."""
        if text:
            self._add(text if self._preserve else _SPACE.sub(_without_indent, text))

    def line_break(self) -> None:
        """A code that breaks the line."""
        self._add("\n")

    def code(self, name: str) -> None:
        """A code that stands here, by the name that it must have on the other side too."""
        self._tags.append(Tag(self._length, " ".join(name.split())[:_LONGEST]))

    def unit_text(self, line: int) -> UnitText:
        """All that was gathered, at a line of the file."""
        return UnitText("".join(self._pieces), line, tuple(self._tags))

    def _add(self, text: str) -> None:
        self._pieces.append(text)
        self._length += len(text)


def _without_indent(space: re.Match[str]) -> str:
    return " " if _LINE_END.search(space[0]) else space[0]


def code_content(element: Element) -> str:
    """What a code stands for where it is written inside its element: ``<b>``, ``%s``; "" where it says nothing."""
    content = "".join([element.text or "", *(child.tail or "" for child in element)]).strip()
    return "" if content == "{}" else content  # memoQ's way to say nothing
