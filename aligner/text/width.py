"""Display width in terminal columns, and padding, truncating and wrapping by columns.

A full-width character takes two columns, a combining mark none. Characters whose width depends on the font (…, “, ×)
count as one, as in terminals and rich. Wrapping returns offsets, so that marks can be transferred. Lines are broken by
the rules of Japanese printing (kinsoku, JIS X 4051, as far as a terminal needs it): no closing mark, small kana or stop
begins a line, no opening bracket ends one, and no Latin word or number is divided unless it is wider than the line.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING

from aligner.model import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

#: Characters that may not begin a line: closing brackets, stops, small kana, sound and repetition marks, units after a
#: number.
NOT_FIRST = frozenset(
    "」』）】〉》〕］｝〙〗〟’”｠»)]},.:;!?%、。，．・：；？！‼⁇⁈⁉…‥ー゛゜々〻ゝゞヽヾ％‰℃〜～"
    "ぁぃぅぇぉっゃゅょゎゕゖァィゥェォッャュョヮヵヶㇰㇱㇲㇳㇴㇵㇶㇷㇸㇹㇺㇻㇼㇽㇾㇿ｡､｣･ｧｨｩｪｫｬｭｮｯｰﾞﾟ"
)
#: Characters that may not end a line: opening brackets, signs before a number.
NOT_LAST = frozenset("「『（【〈《〔［｛〘〖〝‘“｟«([{￥＄￡€$¥£№")
_ELLIPSIS = "…"
_WIDE_FIGURES = frozenset("０１２３４５６７８９，．")


@lru_cache(maxsize=4096)
def char_width(char: str) -> int:
    r"""Columns of one character: 0, 1 or 2.

    >>> [char_width(char) for char in ("a", "あ", "ｱ", "…", "\u3099")]
    [1, 2, 1, 1, 0]
    """
    if unicodedata.category(char) in {"Mn", "Me", "Cf", "Cc", "Cs"} and char != "\u00ad":
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def display_width(text: str) -> int:
    """Columns of a text on one line.

    >>> display_width("784億元 (78.4 bn)")
    17
    """
    if text.isascii() and text.isprintable():
        return len(text)
    return sum(map(char_width, text))


def pad(text: str, width: int) -> str:
    """The text padded with spaces to a width; wider texts are unchanged.

    >>> pad("対訳", 6) + "|"
    '対訳  |'
    """
    return text + " " * (width - display_width(text))


def truncate(text: str, width: int) -> str:
    """The text truncated to a width, with an ellipsis at the end if something was removed.

    Raises:
        ValueError: not even the ellipsis fits.

    >>> truncate("肇慶市への投資", 9)
    '肇慶市へ…'
    >>> truncate("肇慶市への投資", 14)
    '肇慶市への投資'
    """
    room = width - display_width(_ELLIPSIS)
    if room < 0:
        raise ValueError(f"{_ELLIPSIS!r} does not fit into {width} columns")
    taken = 0
    cut = 0
    for k, char in enumerate(text):
        taken += char_width(char)
        if taken <= room:
            cut = k + 1
        if taken > width:
            return text[:cut].rstrip() + _ELLIPSIS
    return text


def wrap(text: str, width: int, *, first: int | None = None, whole: Sequence[Span] = ()) -> list[Span]:
    """Wraps a text at a width, and returns the spans of its lines; spaces at a break belong to no line.

    ``first`` is the width of the first line if that is smaller. ``whole`` are spans, in order and without overlap, in
    which no line should end, such as a number with its unit.

    Every line fits the width, except for a single character that is wider. An empty text has one empty line. Line
    breaks in the text are not handled: pass a single line.

    Raises:
        ValueError: the width is not positive.

    >>> text = "「安定」の基盤は、GDP成長率５．２％です。"
    >>> [text[start:end] for start, end in wrap(text, 12)]
    ['「安定」の基', '盤は、GDP成', '長率５．２％', 'です。']
    >>> text = "a province-wide conference"
    >>> [text[start:end] for start, end in wrap(text, 13)]
    ['a province-', 'wide', 'conference']
    """
    limit = width if first is None else min(first, width)
    if limit < 1:
        raise ValueError(f"a line needs at least one column, not {limit}")
    lines: list[Span] = []
    start = len(text) - len(text.lstrip(" "))
    break_at, width_at_break, taken = start, 0, 0  # last possible end of this line, and the columns up to there
    remaining = iter(whole)
    unbroken = next(remaining, None)
    for k in range(start, len(text)):
        while unbroken is not None and unbroken.end <= k:
            unbroken = next(remaining, None)
        if k > start and (unbroken is None or k <= unbroken.start) and _may_break(text, k):
            break_at, width_at_break = k, taken
        taken += char_width(text[k])
        while taken > limit and k > start and text[k] != " ":
            if break_at == start:  # a word that is wider than the line
                break_at, width_at_break = k, taken - char_width(text[k])
            lines.append(_stripped(text, start, break_at))
            start, taken = break_at, taken - width_at_break
            break_at, limit = start, width
    return [*lines, _stripped(text, start, len(text))]


def _may_break(text: str, k: int) -> bool:
    """Whether a line may end before character k."""
    before, after = text[k - 1], text[k]
    if after == " " or not char_width(after):
        return False
    if after in NOT_FIRST or before in NOT_LAST:
        return False
    if before == " ":
        return True
    if before in _WIDE_FIGURES and after in _WIDE_FIGURES:
        return False
    if before == "-":
        return k > 1 and text[k - 2].isalpha() and after.isalpha()
    return _breaks_anywhere(before) or _breaks_anywhere(after)


def _breaks_anywhere(char: str) -> bool:
    """Whether a character belongs to a script without spaces between words."""
    return char_width(char) == 2 or "\uff61" <= char <= "\uff9f"


def _stripped(text: str, start: int, end: int) -> Span:
    """A line without the spaces at its end."""
    while end > start and text[end - 1] == " ":
        end -= 1
    return Span(start, end)
