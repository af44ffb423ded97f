"""Display width: how many terminal columns a text takes, and padding, cutting and wrapping by columns.

A full-width character takes two columns, a combining mark none. Characters whose width depends on the font
(…, “, ×) count as one, as terminals and rich count them. Nothing here changes a text: wrapping gives offsets,
so that marks can be carried over. Lines are broken as Japanese printing breaks them (kinsoku, after JIS X
4051, as far as a terminal needs it): no closing mark, small kana or stop begins a line, no opening bracket
ends one, and neither a Latin word nor a figure is torn unless it is wider than the line.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING

from aligner.model import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

#: May not begin a line: closing brackets, stops, small kana, sound and repetition marks, units that cling to
#: a figure.
NOT_FIRST = frozenset(
    "」』）】〉》〕］｝〙〗〟’”｠»)]},.:;!?%、。，．・：；？！‼⁇⁈⁉…‥ー゛゜々〻ゝゞヽヾ％‰℃〜～"
    "ぁぃぅぇぉっゃゅょゎゕゖァィゥェォッャュョヮヵヶㇰㇱㇲㇳㇴㇵㇶㇷㇸㇹㇺㇻㇼㇽㇾㇿ｡､｣･ｧｨｩｪｫｬｭｮｯｰﾞﾟ"
)
#: May not end a line: opening brackets, signs that cling to what follows.
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
    """The text filled with spaces to a width; what is too wide stays.

    >>> pad("対訳", 6) + "|"
    '対訳  |'
    """
    return text + " " * (width - display_width(text))


def truncate(text: str, width: int) -> str:
    """The text cut to a width, an ellipsis in place of what was cut.

    Raises:
        ValueError: when not even the ellipsis fits.

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
    """The lines of a text broken at a width, as spans of it; the spaces at a break belong to no line.

    ``first`` is the width of the first line where that is less. ``whole`` are stretches, in order and without
    overlap, in which no line should end, such as a figure with its unit.

    Every line fits the width, except that a character wider than the width stands alone on its line. An empty
    text has one empty line. Line breaks in the text are not looked at: hand over one line.

    Raises:
        ValueError: when the width is not positive.

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
    chance, width_at_chance, taken = start, 0, 0  # where this line could end, and the columns up to there
    held = iter(whole)
    hold = next(held, None)
    for k in range(start, len(text)):
        while hold is not None and hold.end <= k:
            hold = next(held, None)
        if k > start and (hold is None or k <= hold.start) and _may_break(text, k):
            chance, width_at_chance = k, taken
        taken += char_width(text[k])
        while taken > limit and k > start and text[k] != " ":
            if chance == start:  # one word wider than the line
                chance, width_at_chance = k, taken - char_width(text[k])
            lines.append(_stripped(text, start, chance))
            start, taken = chance, taken - width_at_chance
            chance, limit = start, width
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
    """Whether a character is of a script written without spaces."""
    return char_width(char) == 2 or "\uff61" <= char <= "\uff9f"


def _stripped(text: str, start: int, end: int) -> Span:
    """A line without the spaces at its end."""
    while end > start and text[end - 1] == " ":
        end -= 1
    return Span(start, end)
