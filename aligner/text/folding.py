"""Folding of width and case that keeps offsets.

Not NFKC, which destroys numbers: it turns ㎡ into m2, 10² into 102 and 14½ into 141⁄2. Here only the width of a
character is folded (full-width ASCII to ASCII, half-width katakana to katakana), so that what was super- or subscript,
circled, squared or a vulgar fraction stays what it is.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from dataclasses import dataclass

from aligner.model import Span

_IDEOGRAPHIC_SPACE = "\u3000"
_VOICING = {"ﾞ": "\u3099", "ﾟ": "\u309a"}


def _width_table() -> dict[int, str]:
    """Every character whose compatibility form differs in width alone, with that form."""
    table = {ord(_IDEOGRAPHIC_SPACE): " "}
    for code in range(0xFF01, 0xFFEF):
        form = unicodedata.decomposition(chr(code))
        if form.startswith(("<wide>", "<narrow>")):
            table[code] = chr(int(form.split()[1], 16))
    return table


_WIDTH = _width_table()


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text and the way back: ``span`` gives the span in the untouched text.

    ``_starts`` is empty while every character stands for itself; otherwise entry k is the offset in the untouched text
    at which folded character k starts, with one more entry for the end.
    """

    text: str
    _starts: tuple[int, ...] = ()

    def span(self, start: int, end: int) -> Span:
        """The untouched span of folded characters ``start`` to ``end``."""
        if not self._starts:
            return Span(start, end)
        return Span(self._starts[start], self._starts[end] if end > start else self._starts[start])

    def at(self, offset: int) -> int:
        """The folded offset of the character that holds an untouched offset."""
        return offset if not self._starts else bisect_right(self._starts, offset) - 1


def fold_width(text: str) -> Folded:
    """The text with full-width ASCII and half-width katakana in their usual width.

    A half-width kana and its voicing mark become one character, which is why offsets need the way back.

    >>> fold_width("ＡＢ３．５％").text
    'AB3.5%'
    >>> fold_width("ﾌﾟﾛｼﾞｪｸﾄ 1").text
    'プロジェクト 1'
    >>> fold_width("ﾌﾟﾛｼﾞｪｸﾄ 1").span(0, 6)
    Span(start=0, end=8)
    >>> fold_width("10² ㎡ 14½ ①").text
    '10² ㎡ 14½ ①'
    """
    if text.isascii():
        return Folded(text)
    folded = text.translate(_WIDTH)
    if not any(mark in text for mark in _VOICING):
        return Folded(folded)
    chars: list[str] = []
    starts: list[int] = []
    for k, (before, after) in enumerate(zip(text, folded, strict=True)):
        mark = _VOICING.get(before)
        whole = unicodedata.normalize("NFC", chars[-1] + mark) if mark and chars else ""
        if len(whole) == 1:
            chars[-1] = whole
        else:
            chars.append(after)
            starts.append(k)
    return Folded("".join(chars), (*starts, len(text)))


def fold(text: str) -> str:
    """Width and case folded, for comparing words; offsets may shift where one letter folds to two (ß).

    >>> fold("ＧＤＰ Zhaoqing’s")
    "gdp zhaoqing's"
    """
    return fold_width(text).text.casefold().replace("’", "'").replace("‘", "'")
