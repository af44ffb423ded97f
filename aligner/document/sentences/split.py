"""Splits a paragraph into sentences by the rules of its language."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from aligner.document.sentences import english, japanese
from aligner.model import Lang
from aligner.text.scripts import JAPANESE, LATIN

if TYPE_CHECKING:
    from collections.abc import Iterable

    from aligner.document.sentences.boundary import Boundary


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence: code-point offsets into its text, end exclusive, and the rule that ended it.

    ``rule`` is ``end of paragraph`` if the paragraph ends without a mark; such a sentence may be a heading, or only a
    part of one.
    """

    start: int
    end: int
    rule: str


def split_sentences(text: str, start: int, end: int, lang: Lang) -> list[Sentence]:
    """Return the sentences of one paragraph, ``text[start:end]``, in order.

    A line break inside it counts as a space in English and is ignored in Japanese. A paragraph with letters of the
    other language only (untranslated text) is split by the rules of that language.

    >>> [s.rule for s in split_sentences("Is it 3.5? Mr. Lee says so.", 0, 27, Lang.EN)]
    ['question', 'stop']
    >>> split_sentences("見出し「はい。」と言う。次", 4, 13, Lang.JA)
    [Sentence(start=4, end=12, rule='stop'), Sentence(start=12, end=13, rule='end of paragraph')]
    """
    paragraph = text[start:end]
    split = english.boundaries if _language_of(paragraph, lang) is Lang.EN else japanese.boundaries
    return list(_sentences(paragraph, start, split(paragraph)))


def _language_of(paragraph: str, lang: Lang) -> Lang:
    own, other = (LATIN, JAPANESE) if lang is Lang.EN else (JAPANESE, LATIN)
    return lang.other if not own.search(paragraph) and other.search(paragraph) else lang


def _sentences(paragraph: str, offset: int, boundaries: Iterable[Boundary]) -> Iterable[Sentence]:
    """Yield the spans between boundaries, without the white space around them."""
    start = 0
    for boundary in boundaries:
        piece = paragraph[start : boundary.end]
        inner = piece.strip()
        if inner:
            begin = offset + start + len(piece) - len(piece.lstrip())
            yield Sentence(begin, begin + len(inner), boundary.rule)
        start = boundary.end
