"""Folding of width and case that keeps offsets.

Not NFKC, which destroys numbers: it turns ㎡ into m2, 10² into 102 and 14½ into 141⁄2. Here only the width of a
character is folded (full-width ASCII to ASCII, half-width katakana to katakana), so that what was super- or subscript,
circled, squared or a vulgar fraction stays what it is.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from aligner.model import Span

if TYPE_CHECKING:
    from aligner.arrays import Ints64


_IDEOGRAPHIC_SPACE = "\u3000"
_VOICING = re.compile("[ﾞﾟ]")
_OTHER_WIDTH = re.compile("[\u3000\uff01-\uffee]")


def _width_table() -> dict[str, str]:
    """Every character whose compatibility form differs in width alone, with that form."""
    table = {_IDEOGRAPHIC_SPACE: " "}
    for code in range(0xFF01, 0xFFEF):
        form = unicodedata.decomposition(chr(code))
        if form.startswith(("<wide>", "<narrow>")):
            table[chr(code)] = chr(int(form.split()[1], 16))
    return table


_WIDTH = _width_table()


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text and the way back: ``span`` gives the span in the untouched text.

    ``_joined`` holds, for every mark that became one character with the one before it, the folded offset past that
    character: from there on the untouched text is one character further.
    """

    text: str
    _joined: tuple[int, ...] = ()

    def span(self, start: int, end: int) -> Span:
        """The untouched span of folded characters ``start`` to ``end``."""
        return Span(self._untouched(start), self._untouched(end))

    def _untouched(self, offset: int) -> int:
        return offset + bisect_right(self._joined, offset)

    def untouched(self, offsets: Ints64) -> Ints64:
        """The untouched offsets of many folded ones."""
        if not self._joined:
            return offsets
        import numpy as np

        return offsets + np.searchsorted(np.array(self._joined, np.int64), offsets, "right")

    def at(self, offset: int) -> int:
        """The folded offset of the character that holds an untouched offset."""
        marks = range(len(self._joined))
        return offset - bisect_right(marks, offset, key=lambda k: self._joined[k] + k)


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
    if text.isascii() or not (other := set(_OTHER_WIDTH.findall(text))):
        return Folded(text)
    folded = text
    for char in other:
        folded = folded.replace(char, _WIDTH.get(char, char))
    if not _VOICING.search(text):
        return Folded(folded)
    return _voiced(text, folded)


def _voiced(text: str, folded: str) -> Folded:
    """Kana and the voicing marks after them made one character where Unicode has it."""
    parts: list[str] = []
    joined: list[int] = []
    copied, last = 0, ""  # how far the text is taken over, and the character made of its end, where one was
    for found in _VOICING.finditer(text):
        k = found.start()
        before = last if k == copied else folded[k - 1]
        whole = unicodedata.normalize("NFC", before + folded[k]) if before else ""
        if len(whole) != 1:
            continue
        if k == copied:
            parts[-1] = whole
        else:
            parts += folded[copied : k - 1], whole
        joined.append(k - len(joined))
        copied, last = k + 1, whole
    parts.append(folded[copied:])
    return Folded("".join(parts), tuple(joined))


def fold(text: str) -> str:
    """Width and case folded, for comparing words; offsets may shift where one letter folds to two (ß).

    >>> fold("ＧＤＰ Zhaoqing’s")
    "gdp zhaoqing's"
    """
    return fold_width(text).text.casefold().replace("’", "'").replace("‘", "'")
