"""Line breaks from wrapping in Japanese text: they can be anywhere, also within words, and no space marks them."""

from __future__ import annotations

import re

from aligner.model import Span
from aligner.text.scripts import HAN, HIRAGANA, KATAKANA

#: Shortest line that wrapping may have broken; shorter ones are items, cells or verse.
SHORTEST_WRAPPED = 16

_LETTER = f"[{HIRAGANA}{KATAKANA}{HAN}ー]"
_BREAK = re.compile(rf"(?<={_LETTER})[ \t\u3000]*(?:\r\n|\r|\n)[ \t\u3000]*(?={_LETTER})")
_LINE_ENDS = "\r\n"


def wraps(text: str) -> list[Span]:
    r"""The breaks from wrapping between two letters of a sentence, with the white space around them.

    Any length is enough before the first break, since the sentence may begin far into its line.

    >>> wraps("この文は十六字を超えたところで折り返さ\n  れている。\n短い\n行")
    [Span(start=19, end=22)]
    """
    breaks = []
    line = 0
    for match in _BREAK.finditer(text):
        line = max(line, *(text.rfind(end, line, match.start()) + 1 for end in _LINE_ENDS))
        if not line or match.start() - line >= SHORTEST_WRAPPED:
            breaks.append(Span(*match.span()))
    return breaks


def unwrapped(text: str) -> str:
    r"""The text without the breaks from wrapping.

    >>> unwrapped("この文は十六字を超えたところで折り返さ\nれている。")
    'この文は十六字を超えたところで折り返されている。'
    """
    if "\n" not in text and "\r" not in text:
        return text
    kept, end = [], 0
    for wrap in wraps(text):
        kept.append(text[end : wrap.start])
        end = wrap.end
    return "".join([*kept, text[end:]])
