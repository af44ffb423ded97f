"""The text of a group of segments as it is shown or exported, and the lines of the file it stands on."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from aligner.model import Document, Lang

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_LINE_END = re.compile(r"\r\n|\r|\n")
_WORD = re.compile(r"[^\W_]")


class Lines(NamedTuple):
    """First and last line of a passage in its file, 1-based, the last included."""

    first: int
    last: int


def passage(document: Document, segments: Sequence[int]) -> str:
    """The untouched text from the first segment to the last.

    Where more than white space lies between two of them (the other language of a mixed file, markup), they
    are joined by what the language puts between sentences: a space in English, nothing in Japanese.
    """
    return "".join(text for text, _ in pieces(document, segments))


def pieces(document: Document, segments: Sequence[int]) -> Iterator[tuple[str, int | None]]:
    """What a passage is made of, each with its offset in the document (None: a joint that is not there)."""
    end = None
    for k in segments:
        segment = document.segments[k]
        if end is not None:
            between = document.text[end : segment.start]
            yield (joint(document.lang), None) if between.strip() else (between, end)
        yield document.text[segment.start : segment.end], segment.start
        end = segment.end


def joint(lang: Lang) -> str:
    """What stands between two sentences of a language."""
    return " " if lang is Lang.EN else ""


def lines(document: Document, segments: Sequence[int]) -> Lines | None:
    """The lines of its file that a group of segments covers, None for no segments.

    A record made from lists of segments has no file; its lines are those of the text that the lists were
    joined to.
    """
    if not segments:
        return None
    first, last = document.segments[segments[0]], document.segments[segments[-1]]
    return Lines(first.line, last.line + _breaks(document.text, last.start, last.end))


def _breaks(text: str, start: int, end: int) -> int:
    """Line ends inside a stretch of text."""
    return len(_LINE_END.findall(text, start, end))


def count_words(text: str) -> int:
    """English words: what white space parts, as far as it holds a letter or digit.

    >>> count_words("“Zhaoqing’s” high-quality – momentum. ,")
    3
    """
    return sum(1 for token in text.split() if _WORD.search(token))


def count_characters(text: str) -> int:
    r"""Japanese characters as translators bill them: all but white space.

    >>> count_characters("対訳、 10件。\\u3000")
    7
    """
    return sum(not char.isspace() for char in text)


def amount(text: str, lang: Lang) -> int:
    """Words of English, characters of Japanese."""
    return count_words(text) if lang is Lang.EN else count_characters(text)
