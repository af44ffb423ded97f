"""Where lines of Japanese were broken at a column: anywhere, also within words, and without a space that shows it."""

from __future__ import annotations

import re

from aligner.model import Span
from aligner.text.scripts import HAN, HIRAGANA, KATAKANA

#: A line at least this long may have been broken by wrapping; shorter ones are items, cells or verse.
SHORTEST_WRAPPED = 16

_LETTER = f"[{HIRAGANA}{KATAKANA}{HAN}ー]"
_BREAK = re.compile(rf"(?<={_LETTER})[ \t\u3000]*(?:\r\n|\r|\n)[ \t\u3000]*(?={_LETTER})")
_LINE_ENDS = "\r\n"


def wraps(text: str) -> list[Span]:
    r"""The breaks that wrapping made between two letters of a sentence, with the white space around them.

    Before the first break any length is enough, since the sentence may begin far into its line.

    >>> wraps("この文は十六字を超えたところで折り返さ\n  れている。\n短い\n行")
    [Span(start=19, end=22)]
    """
    found = []
    line = 0
    for each in _BREAK.finditer(text):
        line = max(line, *(text.rfind(end, line, each.start()) + 1 for end in _LINE_ENDS))
        if not line or each.start() - line >= SHORTEST_WRAPPED:
            found.append(Span(*each.span()))
    return found


def unwrapped(text: str) -> str:
    r"""The text without those breaks.

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
