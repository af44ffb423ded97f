"""Folds width and case, and keeps the way back to the original offsets.

NFKC is not used, because it destroys numbers: it changes ㎡ to m2, 10² to 102 and 14½ to 141⁄2. Here only the width
of a character is folded (full-width ASCII to ASCII, half-width katakana to katakana). Superscripts, subscripts, circled
and squared characters and fractions are unchanged.
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
    """Every character whose compatibility form differs only in width, with that form."""
    table = {_IDEOGRAPHIC_SPACE: " "}
    for code in range(0xFF01, 0xFFEF):
        form = unicodedata.decomposition(chr(code))
        if form.startswith(("<wide>", "<narrow>")):
            table[chr(code)] = chr(int(form.split()[1], 16))
    return table


_WIDTH = _width_table()


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text and the way back: ``span`` gives the span in the original text.

    ``_joined`` has one entry for every voicing mark that was joined with the character before it: the folded offset
    after that character. From there on, original offsets are larger by one more.
    """

    text: str
    _joined: tuple[int, ...] = ()

    def span(self, start: int, end: int) -> Span:
        """The original span of the folded characters ``start`` to ``end``."""
        return Span(self._untouched(start), self._untouched(end))

    def _untouched(self, offset: int) -> int:
        return offset + bisect_right(self._joined, offset)

    def untouched(self, offsets: Ints64) -> Ints64:
        """The original offsets of many folded offsets."""
        if not self._joined:
            return offsets
        import numpy as np

        return offsets + np.searchsorted(np.array(self._joined, np.int64), offsets, "right")

    def at(self, offset: int) -> int:
        """The folded offset of the character that holds an original offset."""
        marks = range(len(self._joined))
        return offset - bisect_right(marks, offset, key=lambda k: self._joined[k] + k)


def fold_width(text: str) -> Folded:
    """The text with full-width ASCII and half-width katakana in their usual width.

    A half-width kana and its voicing mark become one character, so folded offsets differ from the original ones.

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
    """Joins kana with the voicing marks after them, where Unicode has the joined character."""
    parts: list[str] = []
    joined: list[int] = []
    copied, last = 0, ""  # end of the copied text, and the joined character at its end, if any
    for match in _VOICING.finditer(text):
        k = match.start()
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
    """Folds width and case for the comparison of words; offsets may change where one letter folds to two (ß).

    >>> fold("ＧＤＰ Zhaoqing’s")
    "gdp zhaoqing's"
    """
    return fold_width(text).text.casefold().replace("’", "'").replace("‘", "'")
