"""Markdown's containers (quotations and list items): which of them a line continues, and which it opens."""

from __future__ import annotations

import re
from dataclasses import dataclass

from aligner.document.blocks import BLANK, Line
from aligner.model import ParagraphKind

BREAK = re.compile(r"([-*_])(?:[ \t]*\1){2,}$")
_ITEM = re.compile(r"(?:[-*+]|(\d{1,9})[.)])(?=[ \t]|$)")
#: Indent in columns from which text is code (CommonMark 0.31, section 4.4).
CODE_INDENT = 4
#: A container is 0 for a quotation, otherwise the indent of an item's text in columns. The text of a note or footnote
#: has an indent too, but is not an item.
_QUOTE = 0
_ASIDE = -4
#: Deeper nesting is read as text, so that a line of a million ``>`` takes linear time.
_DEEPEST = 20
#: Largest length of a thematic break.
_LONGEST_BREAK = 200


@dataclass(slots=True)
class Cursor:
    """The rest of a line after the marks of containers; tabs extend to multiples of four."""

    text: str
    pos: int
    end: int
    column: int = 0

    @classmethod
    def of(cls, text: str, line: Line) -> Cursor:
        """Return the cursor before the margin of a line."""
        start = line.start
        while start > 0 and text[start - 1] in BLANK:
            start -= 1
        return cls(text, start, line.end)

    def printed(self) -> int:
        """Offset of the next printed character, or the end."""
        pos = self.pos
        while pos < self.end and self.text[pos] in BLANK:
            pos += 1
        return pos

    def indent(self) -> int:
        """Columns of white space before the next printed character."""
        return self._column_at(self.printed()) - self.column

    def skip(self, columns: int) -> None:
        """Skip white space, up to a number of columns."""
        goal = self.column + columns
        while self.pos < self.end and self.text[self.pos] in BLANK and self.column < goal:
            self.take(self.pos + 1)

    def take(self, pos: int) -> None:
        """Skip everything before an offset."""
        self.column = self._column_at(pos)
        self.pos = pos

    def _column_at(self, pos: int) -> int:
        column = self.column
        for k in range(self.pos, pos):
            char = self.text[k]
            if char == "\t":
                column += 4 - column % 4
            elif char == " " or char not in BLANK:
                column += 1
        return column


class Containers:
    """The open containers, outermost first. ``code_indent`` is the indent from which text is code."""

    def __init__(self, code_indent: int = CODE_INDENT) -> None:
        self._open: list[int] = []
        self._code_indent = code_indent

    def __len__(self) -> int:
        return len(self._open)

    @property
    def prose(self) -> ParagraphKind:
        """The kind of a paragraph inside: that of the innermost container."""
        innermost = next((container for container in reversed(self._open) if container != _ASIDE), None)
        if innermost is None:
            return ParagraphKind.BODY
        return ParagraphKind.QUOTE if innermost == _QUOTE else ParagraphKind.LIST

    def match(self, cursor: Cursor) -> int:
        """Skip the marks of the containers that the line continues, and return their number."""
        for k, container in enumerate(self._open):
            printed = cursor.printed()
            if container == _QUOTE:
                if printed == cursor.end or cursor.text[printed] != ">" or cursor.indent() >= self._code_indent:
                    return k
                cursor.take(printed + 1)
                cursor.skip(1)
            elif printed == cursor.end:
                continue
            elif cursor.indent() >= abs(container):
                cursor.skip(abs(container))
            else:
                return k
        return len(self._open)

    def open(self, cursor: Cursor, matched: int, *, in_paragraph: bool) -> list[int]:
        """Skip the marks of the containers that the line opens, and return them."""
        opened: list[int] = []
        while matched + len(opened) < _DEEPEST and cursor.indent() < self._code_indent:
            printed = cursor.printed()
            if printed == cursor.end:
                break
            if cursor.text[printed] == ">":
                cursor.take(printed + 1)
                cursor.skip(1)
                opened.append(_QUOTE)
                continue
            item = self._item(cursor, printed, in_paragraph=in_paragraph and not opened and matched == len(self._open))
            if item is None:
                break
            opened.append(item)
        return opened

    def keep(self, matched: int, opened: list[int]) -> None:
        """Close the containers that the line does not continue, and open others."""
        self._open[matched:] = opened

    def close_empty_item(self) -> None:
        """Close the innermost container, an item without text that a blank line follows."""
        if self._open and self._open[-1] > 0:
            self._open.pop()

    def add_item(self, indent: int) -> None:
        """Open an item, innermost, whose text has an indent."""
        self._open.append(max(1, indent))

    def add_aside(self) -> None:
        """Open an aside, innermost."""
        self._open.append(_ASIDE)

    def keep_items(self, matched: int) -> None:
        """Close the containers that a blank line ends: quotations, but not items."""
        while len(self._open) > matched and _QUOTE in self._open[matched:]:
            self._open.pop()

    def _item(self, cursor: Cursor, printed: int, *, in_paragraph: bool) -> int | None:
        """Skip the mark of an item, and return the indent of its text; None if there is no item.

        Inside a paragraph only a mark with text begins an item, and only a list that starts at 1.
        """
        mark = _ITEM.match(cursor.text, printed, min(cursor.end, printed + 12))
        if mark is None:
            return None
        if cursor.end - printed <= _LONGEST_BREAK and BREAK.match(cursor.text, printed, cursor.end):
            return None
        if in_paragraph and (mark.end() == cursor.end or (mark.group(1) or "1") != "1"):
            return None
        before = cursor.column
        cursor.take(mark.end())
        gap = cursor.indent()
        if cursor.printed() == cursor.end or gap > CODE_INDENT:
            gap = 1
        cursor.skip(gap)
        return cursor.column - before
