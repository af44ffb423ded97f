"""Strings with digits that both texts hold unchanged: ``localhost:16686``, ``7/21/533``, ``310 1/4``, ``@taro12``.

Rule: the same characters are the same number, however the readers parse them. A figure that both readers parse in the
same way is left to the comparison, because the unit, scale or direction beside it may still differ.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from aligner.evidence.numbers.comparison.table import sameness
from aligner.model import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from aligner.evidence.numbers.number import Number

#: Full-width characters to ASCII, one for one, so that offsets stay.
_NARROW = {0xFF01 + k: 0x21 + k for k in range(94)} | {0x3000: 0x20}
#: Characters that a string with digits may consist of; marks at its ends belong to the sentence.
_STRING = re.compile(r"[A-Za-z0-9_@#$€£¥%&+*/\\:=~^.,'’–—‐−×°!?-]+")
_EDGES = ".,:'’–—‐−*/\\&=^!?-"
_DIGIT = re.compile("[0-9]")
_WORD = re.compile("[A-Za-z0-9_]")
#: How far a shared string is extended, and up to how many places of one string all pairs are tried.
_REACH = 200
_ALL_PLACES = 256


class Unchanged(NamedTuple):
    """A string that both texts hold, as the numbers that each reader found in it; either may be empty."""

    en: tuple[Number, ...]
    ja: tuple[Number, ...]


@lru_cache(maxsize=4)  # the two texts of a pair, asked for several times
def narrow(text: str) -> str:
    """The text with full-width characters as ASCII; offsets stay.

    >>> narrow("１２：３０")
    '12:30'
    """
    return text.translate(_NARROW)


@lru_cache(maxsize=4)
def digit_strings(text: str) -> tuple[Span, ...]:
    """The strings with digits of a narrow text.

    >>> [("See localhost:16686, or 12:30.")[span.start : span.end] for span in
    ...     digit_strings("See localhost:16686, or 12:30.")]
    ['localhost:16686', '12:30']
    """
    if _DIGIT.search(text) is None:
        return ()
    spans = []
    for match in _STRING.finditer(text):
        string = match.group()
        if _DIGIT.search(string) is None:
            continue
        start = match.start() + len(string) - len(string.lstrip(_EDGES))
        spans.append(Span(start, match.end() - len(string) + len(string.rstrip(_EDGES))))
    return tuple(spans)


def unchanged_numbers(
    en_text: str, ja_text: str, en_numbers: Sequence[Number], ja_numbers: Sequence[Number]
) -> list[Unchanged]:
    """The numbers in strings that both texts hold unchanged and that the two readers read differently.

    A string that occurs several times pairs as often as it is in both texts.
    """
    en_flat, ja_flat = narrow(en_text), narrow(ja_text)
    unchanged: list[Unchanged] = []
    taken: set[int] = set()
    for en_span, ja_span in _shared_spans(en_flat, ja_flat):
        en = [n for n in _within(en_numbers, en_span) if id(n) not in taken]
        ja = [n for n in _within(ja_numbers, ja_span) if id(n) not in taken]
        if any(_has_more_digits(en_flat, n, en_span) for n in en) or any(
            _has_more_digits(ja_flat, n, ja_span) for n in ja
        ):
            continue
        if (en or ja) and _read_differently(en, en_span, ja, ja_span):
            unchanged.append(Unchanged(tuple(en), tuple(ja)))
            taken |= {id(number) for number in (*en, *ja)}
    return unchanged


def _read_differently(en: Sequence[Number], en_span: Span, ja: Sequence[Number], ja_span: Span) -> bool:
    if _layout(en, en_span) != _layout(ja, ja_span):
        return True
    if not (_contained(en, en_span) and _contained(ja, ja_span)) or any("scale" in n.parts for n in (*en, *ja)):
        return False
    return any(sameness(first, second) is None for first, second in zip(en, ja, strict=True))


def _has_more_digits(text: str, number: Number, span: Span) -> bool:
    """Whether a number has digits outside a string: of 1–5 the 1 alone is not the number."""
    outside = text[number.start : max(span.start, number.start)] + text[span.end : number.end]
    return _DIGIT.search(outside) is not None


def _layout(numbers: Sequence[Number], span: Span) -> list[tuple[int, int]]:
    """Where the numbers stand in a string, cut off at its ends."""
    return [(max(n.start - span.start, 0), min(n.end, span.end) - span.start) for n in numbers]


def _contained(numbers: Sequence[Number], span: Span) -> bool:
    return all(span.start <= number.start and number.end <= span.end for number in numbers)


def _within(numbers: Sequence[Number], span: Span) -> Sequence[Number]:
    """The numbers that touch a span; they come in the order of the text."""
    first = bisect_right(numbers, span.start, key=lambda number: number.end)
    last = first
    while last < len(numbers) and numbers[last].start < span.end:
        last += 1
    return numbers[first:last]


def _shared_spans(en_text: str, ja_text: str) -> Iterator[tuple[Span, Span]]:
    """The places of strings that both texts hold, as far as the characters around them are the same too."""
    places = _places(en_text), _places(ja_text)
    for string, spans in places[0].items():
        if string in places[1]:
            yield from _paired(en_text, ja_text, spans, places[1][string])


def _places(text: str) -> dict[str, list[Span]]:
    places = defaultdict(list)
    for span in digit_strings(text):
        places[text[span.start : span.end]].append(span)
    return places


def _paired(en_text: str, ja_text: str, en: Sequence[Span], ja: Sequence[Span]) -> Iterator[tuple[Span, Span]]:
    """Places of one string, one to one: those with the longest text in common first, then in order."""
    if len(en) * len(ja) > _ALL_PLACES:
        yield from (_extended(en_text, ja_text, *pair) for pair in zip(en, ja, strict=False))
        return
    pairs = []
    for i, first in enumerate(en):
        for j, second in enumerate(ja):
            extended = _extended(en_text, ja_text, first, second)
            pairs.append((extended[0].start - extended[0].end, abs(i - j), i, j, extended))
    left_en, left_ja = set(range(len(en))), set(range(len(ja)))
    for _, _, i, j, extended in sorted(pairs):
        if i in left_en and j in left_ja:
            left_en.remove(i)
            left_ja.remove(j)
            yield extended


def _extended(en_text: str, ja_text: str, en: Span, ja: Span) -> tuple[Span, Span]:
    """Two equal strings with the same characters around them, whole words only."""
    before = after = 0
    room = min(en.start, ja.start, _REACH)
    while before < room and en_text[en.start - before - 1] == ja_text[ja.start - before - 1]:
        before += 1
    room = min(len(en_text) - en.end, len(ja_text) - ja.end, _REACH)
    while after < room and en_text[en.end + after] == ja_text[ja.end + after]:
        after += 1
    while before and (_splits(en_text, en.start - before) or _splits(ja_text, ja.start - before)):
        before -= 1
    while after and (_splits(en_text, en.end + after) or _splits(ja_text, ja.end + after)):
        after -= 1
    return Span(en.start - before, en.end + after), Span(ja.start - before, ja.end + after)


def _splits(text: str, at: int) -> bool:
    """Whether a position lies inside a word of Latin letters and digits."""
    inside = 0 < at < len(text)
    return inside and _WORD.match(text[at - 1]) is not None and _WORD.match(text[at]) is not None
