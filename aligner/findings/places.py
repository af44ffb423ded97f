"""Where something stands and how much of it there is, as findings say it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from aligner.messages import count, say
from aligner.model import Document, Lang

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_WORD = re.compile(r"\w+(?:[-'’.,]\w+)*")


def lines_of(document: Document, segments: Sequence[int]) -> tuple[int, int]:
    """The first and last line that segments stand on, 1-based."""
    last = document.segments[segments[-1]]
    return document.segments[segments[0]].line, document.line_of(max(last.start, last.end - 1))


def say_place(document: Document, segments: Sequence[int], source: Lang | None) -> dict[str, str]:
    """Says "English lines 3–5", 英文3～5行目."""
    first, last = lines_of(document, segments)
    if first == last:
        return say("gaps.line", source=source, side=document.lang, first=first)
    return say("gaps.lines", source=source, side=document.lang, first=first, last=last)


def measure(document: Document, segments: Sequence[int]) -> int:
    """How much text segments hold: English in words, Japanese in characters (white space not counted)."""
    texts = [document.segment_text(k) for k in segments]
    if document.lang is Lang.EN:
        return sum(len(_WORD.findall(text)) for text in texts)
    return sum(len("".join(text.split())) for text in texts)


def say_amount(document: Document, segments: Sequence[int]) -> Mapping[str, str]:
    """Says "89 words", 89語; for Japanese text "120 characters", 120字."""
    return count(measure(document, segments), "word" if document.lang is Lang.EN else "character")
