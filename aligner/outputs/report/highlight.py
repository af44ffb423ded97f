"""Text that is safe for a terminal, with marks, broken into lines.

A document may hold anything, escape sequences included. Control characters are replaced before they reach a terminal;
direction marks, which could reorder a line, are dropped. A line break inside a text becomes what the language puts
between words: nothing between two Japanese characters, a space elsewhere.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, NamedTuple

from rich.text import Text

from aligner.model import Span
from aligner.text.width import char_width, display_width, wrap

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


_UNFIT = re.compile(
    r"[ \t]*[\r\n\v\f\x1c-\x1e\x85\u2028\u2029]\s*|[ \t\xa0]+"
    r"|[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufeff]"
)


class Mark(NamedTuple):
    """A part of a text, and its style."""

    start: int
    end: int
    style: str


class Marked(NamedTuple):
    """Text ready for a terminal, with marks in order and without overlap."""

    text: str
    marks: tuple[Mark, ...] = ()

    def lines(self, width: int, style: str = "", *, first: int | None = None) -> Iterator[Text]:
        """The text broken at a width (``first``: of the first line); ``style`` is that of the unmarked."""
        marks = iter(self.marks)
        mark = next(marks, None)
        whole = [
            Span(mark.start, mark.end)
            for mark in self.marks
            if display_width(self.text[mark.start : mark.end]) <= width // 2
        ]
        for start, end in wrap(self.text, width, first=first, whole=whole):
            line = Text(self.text[start:end], style=style)
            while mark is not None and mark.start < end:
                line.stylize(mark.style, max(mark.start - start, 0), min(mark.end, end) - start)
                if mark.end > end:
                    break
                mark = next(marks, None)
            yield line


def marked(text: str, marks: Sequence[Mark] = (), *, brackets: bool = False) -> Marked:
    r"""A text with marks, safe for a terminal.

    Args:
        text: untouched text.
        marks: what to mark in it, in any order; of two that overlap the earlier one, then the longer one,
        stays.
        brackets: whether to set square brackets around a mark, for where there are no colours.

    >>> marked("経済\n成長は ５％\x1b[2J", [Mark(7, 9, "bold")], brackets=True).text
    '経済成長は [５％]�[2J'
    """
    pieces: list[str] = []
    shown: list[Mark] = []
    length = position = 0
    for mark in _apart(marks):
        pieces.append(_fit(text, position, mark.start))
        inside = _fit(text, mark.start, mark.end)
        pieces.append(f"[{inside}]" if brackets else inside)
        start = length + len(pieces[-2])
        length = start + len(pieces[-1])
        shown.append(Mark(start, length, mark.style))
        position = mark.end
    pieces.append(_fit(text, position, len(text)))
    return Marked("".join(pieces), tuple(shown))


def fit(text: str) -> str:
    r"""A text on one line, without control characters.

    >>> fit("first\r\n  second\tthird")
    'first second third'
    """
    return _fit(text, 0, len(text))


def _fit(text: str, start: int, end: int) -> str:
    """A part of a text, safe to show; the characters around it decide what a line break becomes."""
    pieces: list[str] = []
    position = start
    for match in _UNFIT.finditer(text, start, end):
        pieces += (text[position : match.start()], _replacement(text, match))
        position = match.end()
    return "".join((*pieces, text[position:end]))


def _replacement(text: str, match: re.Match[str]) -> str:
    unfit = match[0]
    if not unfit.isspace():
        return "" if unicodedata.category(unfit) == "Cf" else "\ufffd"
    before, after = text[max(match.start() - 1, 0) : match.start()], text[match.end() : match.end() + 1]
    is_break = bool(unfit.strip(" \t\xa0"))
    if is_break and before and after and char_width(before) == char_width(after) == 2:
        return ""
    return " "


def _apart(marks: Sequence[Mark]) -> list[Mark]:
    """Marks in order without overlap."""
    chosen: list[Mark] = []
    for mark in sorted(marks, key=lambda mark: (mark.start, -mark.end)):
        if mark.start < mark.end and (not chosen or mark.start >= chosen[-1].end):
            chosen.append(mark)
    return chosen
