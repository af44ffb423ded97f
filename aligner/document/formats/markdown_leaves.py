"""Markdown's leaves: turns the lines of a finished leaf into blocks."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING

from aligner.document.blocks import Block, Line
from aligner.document.datelines import is_dateline
from aligner.document.formats.markdown_tags import with_texts, without_tags
from aligner.model import ParagraphKind, Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from aligner.document.formats.markdown_containers import Cursor

FOOTNOTE = re.compile(r"\[\^[^\]\s]+\]:[ \t]+")
#: Attributes of a paragraph (kramdown) and its label (Obsidian), at its end.
_TAIL = re.compile(r"(?:(?<!\s)\s++\{:[^{}]*+\}|[ \t]\^[A-Za-z][\w-]*+)$")
_LONGEST_TAIL = 200
#: The anchor and the closing number signs of a heading, and the number of characters at its end that are searched.
_ATX_TAIL = re.compile(r"(?:\s*+(?:\{:?+[ \t]*+[#/:.][^{}]*+\}|<a\s[^<>]*+>(?:</a>)?+)|\s++#++)++$")
_LONGEST_ATX_TAIL = 300
_TASK = re.compile(r"\[[ xX]\][ \t]+")


@dataclass(slots=True)
class Leaf:
    """The block that the next line may continue: a paragraph, fence, indented code, table or comment."""

    kind: str
    start: int
    prose: ParagraphKind
    lines: list[Line] = field(default_factory=list)
    fence: str = ""
    opened: int = 0  # offset past the line that opens a fence

    def add(self, cursor: Cursor) -> None:
        """Add the rest of a line."""
        printed = cursor.printed()
        self.lines.append(Line(printed, cursor.end, 0, cursor.text[printed : cursor.end]))


def prose_blocks(text: str, leaf: Leaf) -> Iterator[Block]:
    """Yield the blocks of a paragraph; the marks around its sentences are not part of them.

    Marks are those of footnotes and tasks, tags and shortcodes before and after the words, the label of a block.
    """
    start, end = leaf.lines[0].start, leaf.lines[-1].end
    first = leaf.lines[0].text
    mark = FOOTNOTE.match(first) or (_TASK.match(first) if leaf.prose is ParagraphKind.LIST else None)
    if mark is not None and start + mark.end() < end:
        start += mark.end()
    tail_from = max(start, end - _LONGEST_TAIL)
    if tail := _TAIL.search(text[tail_from:end]):
        end = tail_from + tail.start()
    inner = without_tags(text, start, end)
    if inner.start >= inner.end:
        yield from with_texts(text, leaf.start, leaf.lines[-1].end)
        return
    kind = leaf.prose
    if kind is ParagraphKind.BODY and len(leaf.lines) == 1 and is_dateline(first):
        kind = ParagraphKind.DATELINE
    before = list(with_texts(text, leaf.start, inner.start))
    after = list(with_texts(text, inner.end, leaf.lines[-1].end))
    block_start = inner.start if len(before) > 1 else leaf.start
    block_end = inner.end if len(after) > 1 else leaf.lines[-1].end
    marks = tuple(span for span in between(leaf.lines) if inner.start <= span.start and span.end <= inner.end)
    yield from before if len(before) > 1 else ()
    yield Block(block_start, block_end, kind, inner, inner.start, marks)
    yield from after if len(after) > 1 else ()


def heading(text: str, start: int, printed: int, end: int) -> Block:
    """Return a heading without its number signs and anchor."""
    title = text[printed:end].lstrip("#").lstrip(" \t\u3000")
    inner_start = end - len(title)
    tail_from = max(inner_start, end - _LONGEST_ATX_TAIL)
    tail = _ATX_TAIL.search(text[tail_from:end])
    inner_end = tail_from + tail.start() if tail else end
    inner = Span(inner_start, inner_end) if inner_start < inner_end else None
    return Block(start, end, ParagraphKind.HEADING, inner, inner_start)


def between(lines: list[Line]) -> tuple[Span, ...]:
    """Return the spans between the lines of a paragraph: line ends, quotation marks, indents."""
    return tuple(Span(a.end, b.start) for a, b in pairwise(lines))


def row(start: int, line: Line) -> Block:
    """Return a row of a table; the bars at its ends are not part of its segment."""
    inside = line.text.lstrip("| \t")
    first = line.end - len(inside)
    last = first + len(inside.rstrip("| \t"))
    return Block(start, line.end, ParagraphKind.TABLE, Span(first, last) if first < last else None, first)


def listing(leaf: Leaf) -> Block:
    """Return a code listing; the segment of a fenced one is the text between the fences."""
    lines = leaf.lines
    end = lines[-1].end if lines else leaf.opened
    if leaf.fence and lines and lines[-1].text.startswith(leaf.fence) and not lines[-1].text.strip(leaf.fence[0]):
        lines = lines[:-1]
    return code_block(lines, leaf.start, end)


def code_block(lines: Sequence[Line], start: int, end: int) -> Block:
    """Return a block of code whose segment is some of its lines, without the blank ones around them."""
    printed = [line for line in lines if line.text]
    inner = Span(printed[0].start, printed[-1].end) if printed else None
    return Block(start, end, ParagraphKind.CODE, inner, inner.start if inner else start)
