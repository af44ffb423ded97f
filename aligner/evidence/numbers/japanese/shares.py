"""Shares, multiples and proportions: 3分の1, 3割5厘, 7掛け, 八分目, 1.5倍, 3対1.

A share in tenths is read as a percentage, which is how the other language says it: 3割5厘 is 30.5 percent.
"""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction

from aligner.evidence.numbers.japanese.lexicon import counted, not_numbers
from aligner.evidence.numbers.japanese.numerals import DIGITS, Numeral, parse_numeral, plain, whole
from aligner.evidence.numbers.number import Exact, Number, NumberKind


def fraction(text: str, numeral: Numeral) -> Number | None:
    """3分の1, 百分の一; 4分の3 counts no minutes."""
    if not text.startswith("分の", numeral.end) or not numeral.value:
        return None
    part = parse_numeral(text, numeral.end + 2)
    if (
        part is None
        or part.value is None
        or text.startswith(("分", "時", "月"), part.end)
        or not_numbers().end(text, part.start)
    ):
        return None
    value = Fraction(part.value) / Fraction(numeral.value)
    return _cardinal(text, numeral.start, part.end, whole(value))


_WARI = re.compile(
    r"割(?![合り]|っ|る|れ|ら|け|く|安|高|愛|譲|腹|烹|拠|当|振|礼)(?:(?P<bu>[0-9]|[一二三四五六七八九])分(?!の|間|咲))?(?:(?P<rin>[0-9]|[一二三四五六七八九])厘)?(?P<half>半)?"
)


def _cardinal(text: str, start: int, end: int, value: Exact, unit: str | None = None) -> Number:
    return Number(start, end, text[start:end], NumberKind.CARDINAL, value=value, unit=unit)


_TENTHS = re.compile("掛け(?!る|て|持|算|合|布|ま|軸|声)|分目(?!的)")


def wari(text: str, numeral: Numeral) -> Number | None:
    """3割5分2厘 as a percentage (35.2), 7掛け and 八分目 too."""
    if numeral.value is None:
        return None
    value = Decimal(numeral.value * 10) if not isinstance(numeral.value, Fraction) else None
    if value is None:
        return None
    if match := _WARI.match(text, numeral.end):
        value += (
            _parse_digit(match["bu"]) + _parse_digit(match["rin"]) / Decimal(10) + (5 if match["half"] else 0)
        )
    elif (match := _TENTHS.match(text, numeral.end)) is None or not 0 < value <= 100:
        return None
    return _cardinal(text, numeral.start, match.end(), plain(value), "percent")


def _parse_digit(char: str | None) -> Decimal:
    """A single figure, 0 where there is none."""
    return (
        Decimal(0)
        if char is None
        else Decimal(DIGITS.get(char, 0) or int(char) if char.isdecimal() else DIGITS[char])
    )


_BAI = re.compile("倍(?![率数音賞])(?P<half>半)?速?")


def times(text: str, numeral: Numeral) -> Number | None:
    """1.5倍, 三倍, 2倍半."""
    match = _BAI.match(text, numeral.end)
    if match is None or numeral.value is None:
        return None
    value = numeral.value + Fraction(1, 2) if match["half"] else numeral.value
    return Number(
        numeral.start, match.end(), text[numeral.start : match.end()], NumberKind.MULTIPLE, value=whole(value)
    )


def versus(text: str, numeral: Numeral) -> Number | None:
    """3対1, 三対一, 16:9."""
    if text[numeral.end : numeral.end + 1] not in ("対", ":"):
        return None
    other = parse_numeral(text, numeral.end + 1)
    if (
        other is None
        or other.value is None
        or counted(text, other.end)
        or (text[numeral.end] == ":" and text[other.end : other.end + 1] == ":")
    ):
        return None
    parts = {"a": _part(numeral.value), "b": _part(other.value)}
    return Number(numeral.start, other.end, text[numeral.start : other.end], NumberKind.SCORE, parts=parts)


def _part(value: Exact | None) -> int | str:
    return value if isinstance(value, int) else str(value)
