"""Clauses: the parts of a sentence that a translation could leave out, with their spans.

English is divided at commas, semicolons, colons, dashes and brackets, and before words that open a clause (`which`,
`because`, `and`). Japanese is divided at 、 and other marks, at brackets, and after particles that end a clause
(て, ので, が).

Rule: the clauses of a segment are in order and hold all of its words. Code and link addresses are never divided. A part
that is too short to stand alone is joined to a neighbour.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from aligner.model import Lang

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aligner.evidence.words import Word


class Clause(NamedTuple):
    """A clause of a text: code-point offsets, without white space and joining marks at its ends.

    ``aside`` is true for a clause in brackets.
    """

    start: int
    end: int
    aside: bool = False


#: Text without clauses: code, addresses of links and images, bare addresses.
_OPAQUE = re.compile(
    r"(?<!`)(`{1,3})(?!`)[^`\n]+\1|(?<=\])\([^()\s]*(?:\([^()\s]*\)[^()\s]*)*\)|<[^<>\s][^<>]*>|https?://[!-~]+"
)
_OPAQUE_SIGN = re.compile(r"[`<]|\]\(|://")
_BRACKETS = re.compile(r"[(（](?:[^()（）]|[(（][^()（）]*[)）])*[)）]|[〔【][^〔〕【】]*[〕】]")
_BRACKET_SIGN = re.compile(r"[(（〔【]")
_MARKS = {
    # A run of stops is matched only from its beginning; a match from a later one could not end elsewhere.
    Lang.EN: re.compile(r"(?<![,;:.!?…])[,;:.!?…]++[\"'”’)]*+(?=\s)|\s(?:--?|–)(?=\s)|—|―+"),
    Lang.JA: re.compile(r"[、，；：。！？…]+|[—―–]+|[,;:.!?](?=\s)|\s-(?=\s)"),
}
_OPENER = re.compile(
    r"\s(?:and|or|but|so|because|although|though|whereas|while|when|where|which|who|whose|if|unless|until|before"
    r"|after|since|such as|including|without)\b"
)
#: Auxiliary verbs after て: the clause continues.
_AUXILIARY = frozenset(
    ("居る", "有る", "置く", "仕舞う", "見る", "行く", "来る", "呉れる", "下さる", "頂く", "貰う", "上げる", "遣る",
     "欲しい", "良い", "御覧", "成る", "参る")
)  # fmt: skip
#: Fewest content words of a clause; of a clause that a mark ends.
_FEWEST_WORDS, _FEWEST_MARKED = 3, 2
_EDGES = " \t\r\n\u3000,;:、，；：-–—―\ufffc"


def split_clauses(text: str, words: Sequence[Word], lang: Lang, start: int = 0) -> list[Clause]:
    """The clauses of a text, in order; none for a text without words.

    Args:
        text: the text.
        words: its words.
        lang: its language.
        start: offset of the text in the document, to which the words' offsets refer; clauses have offsets in the text.

    >>> from aligner.evidence.words import split_words
    >>> text = "The old tower, which 12 masons built in one winter, still stands above the harbour."
    >>> [text[one.start : one.end] for one in split_clauses(text, split_words(text, Lang.EN), Lang.EN)]
    ['The old tower', 'which 12 masons built in one winter', 'still stands above the harbour.']
    """
    masked = _OPAQUE.sub(lambda match: "\ufffc" * len(match.group()), text) if _OPAQUE_SIGN.search(text) else text
    asides = {match.span() for match in _BRACKETS.finditer(masked)} if _BRACKET_SIGN.search(masked) else set()
    edges = {place for span in asides for place in span}
    marked = {match.end() for match in _MARKS[lang].finditer(masked)} | edges
    if lang is Lang.JA:
        opened = {place - start for place in _joints(words)}
    else:
        opened = {match.start() + 1 for match in _OPENER.finditer(masked)}
    inside = {place for low, high in asides for place in range(low + 1, high)}
    places = sorted({len(text), *marked, *opened} - inside - {0})
    content = [word.start - start for word in words if word.form.content]
    clauses: list[Clause] = []
    first = before = 0
    for place in places:
        behind = bisect_left(content, place)
        last = place == len(text) or place in edges
        if last or behind - before >= (_FEWEST_MARKED if place in marked else _FEWEST_WORDS):
            clauses += _clause(text, first, place, aside=first in edges and (first, place) in asides)
            first, before = place, behind
    return clauses


def _joints(words: Sequence[Word]) -> list[int]:
    """Positions at which a Japanese clause ends without a mark."""
    return [
        word.end
        for word, following in pairwise(words)
        if word.form.joins and following.content and following.lemma not in _AUXILIARY
    ]


def _clause(text: str, start: int, end: int, *, aside: bool) -> tuple[Clause, ...]:
    """The clause without marks at its ends, if it holds a word."""
    inside = text[start:end].lstrip(_EDGES)
    stripped = inside.rstrip(_EDGES)
    if not any(map(str.isalnum, stripped)):
        return ()
    start = end - len(inside)
    return (Clause(start, start + len(stripped), aside),)
