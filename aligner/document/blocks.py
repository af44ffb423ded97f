"""The data types of scanning: lines and blocks, as offsets into the untouched text.

The scanner of a format divides a text into blocks; later modules do not look at the layout. A block gives the span of
the paragraph, the part of it that holds sentences, and the characters inside that belong to the layout (``> `` at the
start of a continued line).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple

from aligner.model import Lang, ParagraphKind, Reason, Span, Unit

if TYPE_CHECKING:
    from collections.abc import Iterator

#: Characters around a line that are not part of it: all white space, and invisible characters that editors insert
#: (zero-width space, word joiner, a byte order mark inside the text).
BLANK = (
    " \t\u3000\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f"
    "\x1c\x1d\x1e\x1f\u200b\u2060\ufeff"
)
_LINE_END = re.compile("\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]")
_PARAGRAPH_END = "\x0c\u2029"
_COLUMNS = {"\t": 4, "\u3000": 2, "\u200b": 0, "\u2060": 0, "\ufeff": 0}


class Line(NamedTuple):
    """A line without the blanks around it: span, indent in columns, and text."""

    start: int
    end: int
    indent: int
    text: str


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph as a scanner returns it.

    Attributes:
        start: offset at which the paragraph starts, including its mark (``## ``, ``- ``).
        end: offset past its last character.
        kind: the kind of paragraph.
        inner: the part that is split into sentences or is one segment; None if there is nothing to translate.
        lead: offset at which the first segment starts. It is before ``inner`` if an enumerator such as ``(a)`` belongs
            to the text but must not be seen by the sentence splitter.
        marks: spans inside ``inner`` that belong to the layout, not to the sentences.
        lang: the language in a file with both; set beforehand if the file states it.
        line: line of the file, or other counted place, if the text was extracted from a file.
        places: (offset, line or place) where the place changes; empty if the line ends of the text give it.
        origin: see `model.Paragraph`, also for ``unit`` and ``time``.
        reason: why a block of kind ``markup`` has no segment.
    """

    start: int
    end: int
    kind: ParagraphKind
    inner: Span | None
    lead: int
    marks: tuple[Span, ...] = ()
    lang: Lang | None = None
    line: int | None = None
    places: tuple[tuple[int, int], ...] = ()
    origin: str | None = None
    unit: Unit | None = None
    time: Span | None = None
    reason: Reason = Reason.MARKUP

    def place_of(self, offset: int) -> int | None:
        """Return the line or other place of an offset in the file; None if the block does not give it."""
        before = bisect_right(self.places, offset, key=itemgetter(0)) - 1
        return self.places[before][1] if before >= 0 else self.line


def markup(start: int, end: int, lang: Lang | None = None, *, reason: Reason = Reason.MARKUP) -> Block:
    """A block without segments: marks of the layout, or text that is left out for a reason."""
    return Block(start, end, ParagraphKind.MARKUP, None, start, lang=lang, reason=reason)


def split_lines(text: str) -> Iterator[Line]:
    r"""Yield the lines of a text, including blank ones (``text == ""``).

    Line ends are those of all systems and Unicode's line separator. A form feed or paragraph separator counts as a
    blank line, because a new paragraph follows.

    >>> [line.text for line in split_lines("a\r\n  b\rc\u2028d\x0ce")]
    ['a', 'b', 'c', 'd', '', 'e']
    """
    start = 0
    for match in _LINE_END.finditer(text):
        yield _line(text, start, match.start())
        if match.group() in _PARAGRAPH_END:
            yield Line(match.start(), match.start(), 0, "")
        start = match.end()
    yield _line(text, start, len(text))


def _line(text: str, start: int, end: int) -> Line:
    whole = text[start:end]
    from_left = whole.lstrip(BLANK)
    margin = whole[: len(whole) - len(from_left)]
    stripped = from_left.rstrip(BLANK)
    first = start + len(margin)
    indent = sum(_COLUMNS.get(char, 1) for char in margin) if stripped else 0
    return Line(first, first + len(stripped), indent, stripped)
