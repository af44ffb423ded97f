"""Kanji numerals that belong to no number: possible numbers of the Japanese text that no rule parsed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aligner.evidence.numbers.number import Number

_DIGITS = {char: k for k, chars in enumerate(("〇零", "一壱壹", "二弐貳", "三参參", *"四五六七八九")) for char in chars}
_SCALES = {"十": 10, "拾": 10, "百": 100, "千": 1000}
_LARGE = {"万": 10**4, "萬": 10**4, "億": 10**8}
_RUN = re.compile(f"[{''.join((*_DIGITS, *_SCALES, *_LARGE))}]+")


def unread_kanji(text: str, numbers: Sequence[Number]) -> frozenset[int]:
    """The values of the kanji numerals of a text that no number touches.

    >>> sorted(unread_kanji("第十八番の三面", ()))
    [3, 18]
    """
    if text.isascii():
        return frozenset()
    return frozenset(
        kanji_value(run.group())
        for run in _RUN.finditer(text)
        if not any(number.start < run.end() and run.start() < number.end for number in numbers)
    )


def kanji_value(numeral: str) -> int:
    """The value of a kanji numeral, by place or by scale.

    >>> kanji_value("二〇二四"), kanji_value("三百六十五"), kanji_value("千"), kanji_value("十二万")
    (2024, 365, 1000, 120000)
    """
    total = section = digit = 0
    for char in numeral:
        if char in _DIGITS:
            digit = digit * 10 + _DIGITS[char]
        elif char in _SCALES:
            section += (digit or 1) * _SCALES[char]
            digit = 0
        else:
            total += (section + digit or 1) * _LARGE[char]
            section = digit = 0
    return total + section + digit
