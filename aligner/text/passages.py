"""The text of a group of segments, as it is shown or exported."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from aligner.model import Document, Lang
from aligner.text.width import char_width

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

#: Everything that some program treats as a line end, with the blanks after it, and the blanks before it. A pattern that
#: began with the blanks would take quadratic time over blanks without a line end.
_LINE_END, _BLANKS = re.compile(r"(?:\r\n?|[\n\v\f\x1c-\x1e\x85\u2028\u2029])\s*"), " \t\u3000"


def passage(document: Document, segments: Sequence[int]) -> str:
    """The untouched text from the first segment to the last.

    If there is more than white space between two segments (the other language of a mixed file, markup), they are joined
    as sentences of the language are: by a space in English, by nothing in Japanese.
    """
    return "".join(text for text, _ in pieces(document, segments))


def pieces(document: Document, segments: Sequence[int]) -> Iterator[tuple[str, int | None]]:
    """The parts of a passage, each with its offset in the document; None for a joint that is not in the document."""
    end = None
    for k in segments:
        segment = document.segments[k]
        if end is not None:
            between = document.text[end : segment.start]
            yield (joint(document.lang), None) if between.strip() else (between, end)
        yield document.text[segment.start : segment.end], segment.start
        end = segment.end


def joint(lang: Lang) -> str:
    """The separator of two sentences of a language."""
    return " " if lang is Lang.EN else ""


def on_one_line(text: str) -> str:
    r"""Joins the lines of a text: by nothing between two full-width characters, elsewhere by a space.

    >>> on_one_line("one\r\n  two"), on_one_line("経済\n成長\n")
    ('one two', '経済成長')
    """
    parts: list[str] = []
    position = 0
    for match in _LINE_END.finditer(text):
        line = text[position : match.start()].rstrip(_BLANKS)
        parts += (line, _joint_at(text, position + len(line), match.end()))
        position = match.end()
    return "".join((*parts, text[position:]))


def _joint_at(text: str, start: int, end: int) -> str:
    if start == 0 or end == len(text) or char_width(text[start - 1]) == char_width(text[end]) == 2:
        return ""
    return " "
