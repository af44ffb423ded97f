"""Collects the blocks of an AsciiDoc document from its lines."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from aligner.document.blocks import Block, markup
from aligner.document.datelines import is_dateline
from aligner.document.formats.asciidoc_lines import preprocessor
from aligner.model import ParagraphKind, Reason, Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aligner.document.blocks import Line

#: A mark at the end of a line: ``+`` for a line break, and a backslash for a value that continues.
_LINE_BREAK = re.compile(r"\s[+\\]$")


class Collector:
    """The blocks so far, in order."""

    def __init__(self) -> None:
        self.done: list[Block] = []

    def part(self, line: Line, part: Span, kind: ParagraphKind) -> None:
        """Add a line of which only a part is text. If that part is empty, the whole line is markup."""
        if part.start == part.end:
            self.hide(line)
        else:
            inner = Span(line.start + part.start, line.start + part.end)
            self.add(Block(line.start, line.end, kind, inner, inner.start))

    def prose(self, lines: Sequence[Line], kind: ParagraphKind, *, mark: int = 0) -> None:
        """Add a paragraph.

        Args:
            lines: its lines.
            kind: its kind; a single line of the body may become a dateline.
            mark: number of characters before its text that belong to the layout. Marks of line breaks do too.
        """
        if mark >= len(lines[0].text) and len(lines) > 1:
            start, lines = lines[0].start, lines[1:]
            first = lines[0].start
        else:
            start, first = lines[0].start, lines[0].start + mark
        ends = [
            line.end - len(mark_at_end[0]) if (mark_at_end := _LINE_BREAK.search(line.text)) else line.end
            for line in lines
        ]
        marks = tuple(Span(end, line.start) for end, line in zip(ends, lines[1:], strict=False))
        if kind is ParagraphKind.BODY and len(lines) == 1 and is_dateline(lines[0].text):
            kind = ParagraphKind.DATELINE
        inner = Span(first, max(ends[-1], first))
        self.add(Block(start, lines[-1].end, kind, inner if inner.start < inner.end else None, first, marks))

    def code(self, lines: Sequence[Line], start: int, end: int) -> None:
        """Add code; lines that only include a file are no code."""
        printed = [line for line in lines if line.text]
        if all(preprocessor(line.text) is not None for line in printed):
            self.add(markup(start, end))
            return
        inner = Span(printed[0].start, printed[-1].end)
        self.add(Block(start, end, ParagraphKind.CODE, inner, inner.start))

    def hide(self, line: Line, reason: Reason = Reason.MARKUP) -> None:
        """Add a line without text."""
        self.add(markup(line.start, line.end, reason=reason))

    def add(self, block: Block) -> None:
        """Add a block."""
        self.done.append(block)
