"""The text of a group of segments, as it is shown or exported."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aligner.model import Document, Lang

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


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
