"""Figures that are only approximate: 2、3日, 二、三人, 十数年, 二十余年, 数百, 何千万."""

from __future__ import annotations

import re

from aligner.evidence.numbers.japanese.lexicon import Counted, counted
from aligner.evidence.numbers.japanese.numerals import DIGITS, LARGE_SCALES, SMALL_SCALES, Form, Numeral, parse_numeral
from aligner.evidence.numbers.japanese.words import WORDS, regex
from aligner.evidence.numbers.number import Approximation, Bound, Exact, Number, NumberKind

_SCALES = {**SMALL_SCALES, **LARGE_SCALES}
_LIST_BEFORE = re.compile(r"[0-9〇一二三四五六七八九十][、,.・]$")
_VAGUE = regex("(?:<<vague>>)(?P<scales>10{1,6}(?![0-9])|[十百千]?[万億兆]?)(?P<more>[万億兆]?)")


def few(text: str, numeral: Numeral) -> Number | None:
    """2、3日, 十四、五歳, 2、3百人: neighbours that mean "about so many"; 二三人 without the comma too, and 2、30人."""
    tens = _tens(text, numeral)
    neighbours = tens or _neighbours(text, numeral)
    if neighbours is None:
        return None
    low, high, end = neighbours
    while (scale := _SCALES.get(text[end : end + 1])) is not None:
        low, high, end = low * scale, high * scale, end + 1
    counter = counted(text, end)
    if counter is None or counter.ordinal or counter.form in WORDS.listed:
        return None
    if numeral.form is Form.ARABIC and low >= 10 and counter.form not in WORDS.aged and tens is None:
        return None
    return ranged(text, numeral.start, end, (Bound(low, included=True), Bound(high, included=True)), counter)


def _tens(text: str, numeral: Numeral) -> tuple[Exact, Exact, int] | None:
    """The two values of 2、30 and where it ends: twenty or thirty, the tens written once."""
    end, value = numeral.end, numeral.value
    if numeral.form is not Form.ARABIC or not isinstance(value, int) or not 0 < value < 9:
        return None
    if (
        _LIST_BEFORE.search(text, max(0, numeral.start - 2), numeral.start)
        or text[end : end + 1] not in WORDS.between_figures
    ):
        return None
    if text[end + 1 : end + 3] != f"{value + 1}0" or text[end + 3 : end + 4] in WORDS.goes_on:
        return None
    return value * 10, (value + 1) * 10, end + 3


def _neighbours(text: str, numeral: Numeral) -> tuple[Exact, Exact, int] | None:
    """The two values and where the second one ends, where the second is one more than the first."""
    start, end, value = numeral.start, numeral.end, numeral.value
    if value is None or _LIST_BEFORE.search(text, max(0, start - 2), start):
        return None
    if text[end : end + 1] in WORDS.between_figures and end < len(text):
        first, second = _last_digit(text, start, end), _digit(text[end + 1 : end + 2])
        after = text[end + 2 : end + 3]
        if first is None or second != first + 1 or after in WORDS.goes_on or after.isdecimal():
            return None
        return value, value + 1, end + 2
    if numeral.form is Form.POSITIONAL and end - start == 2:
        first, second = DIGITS[text[start]], DIGITS[text[start + 1]]
        return (first, second, end) if first and second == first + 1 else None
    return None


def _digit(char: str) -> int | None:
    return int(char) if char.isascii() and char.isdecimal() else DIGITS.get(char)


def _last_digit(text: str, start: int, end: int) -> int | None:
    """The last figure of 2, 62 or 十四, for 2、3, 62、3 and 十四、五; none of 124, which lists."""
    if end - start > 1 and text[end - 2] not in SMALL_SCALES and not (end - start == 2 and text[start:end].isdecimal()):
        return None
    return _digit(text[end - 1]) or None


def ranged(text: str, start: int, end: int, bounds: tuple[Bound, Bound], counter: Counted | None) -> Number:
    """A vague range with the unit after it, tenths as percent."""
    unit = None
    low, high = bounds
    if counter is not None:
        unit, end = counter.unit, counter.end
    if unit == "wari":
        low, high = Bound(low.value * 10, low.included), Bound(high.value * 10, high.included)
        unit = "percent"
    return Number(
        start, end, text[start:end], NumberKind.RANGE, low=low, high=high, unit=unit, approximate=Approximation.ABOUT
    )


def and_some(text: str, numeral: Numeral) -> Number | None:
    """二十数人, 10数年 (from 20 to below 30), 百数十 (from 110 to below 200); 十余年 is just over ten."""
    value, end = numeral.value, numeral.end + 1
    mark = text[numeral.end : end]
    if not isinstance(value, int) or value < 10 or value % 10 or mark not in WORDS.some_more:
        return None
    if mark == "余":
        return _and_more(text, numeral, value)
    step = _place(value)
    low = value
    inner = SMALL_SCALES.get(text[end : end + 1])
    if inner is not None and inner < step:
        low, end = value + inner, end + 1
    scale = LARGE_SCALES.get(text[end : end + 1], 1)
    end += scale > 1
    counter = counted(text, end)
    if counter is None and low == value and scale == 1:
        return None
    upper = Bound((value + step) * scale, included=False)
    return ranged(text, numeral.start, end, (Bound(low * scale, included=True), upper), counter)


def _and_more(text: str, numeral: Numeral, value: int) -> Number | None:
    counter = counted(text, numeral.end + 1)
    if counter is None:
        return None
    return Number(
        numeral.start,
        counter.end,
        text[numeral.start : counter.end],
        NumberKind.CARDINAL,
        value=value,
        unit=counter.unit,
        approximate=Approximation.JUST_OVER,
    )


def _place(value: int) -> int:
    place = 1
    while value % (place * 10) == 0:
        place *= 10
    return place


def read_vague(text: str, pos: int) -> Number | None:
    """数百, 何十, 数10人: from the scale (included) to ten times as much (excluded), as English hundreds."""
    match = _VAGUE.match(text, pos)
    if match is None or not match["scales"]:
        return None
    scales = match["scales"]
    figure = int(scales) if scales.isdecimal() else 1
    for char in ("" if scales.isdecimal() else scales) + match["more"]:
        figure *= _SCALES[char]
    end = match.end()
    if text.startswith("分の", end) and parse_numeral(text, end + 2):
        return None
    upper = Bound(figure * 10, included=False)
    return ranged(text, pos, end, (Bound(figure, included=True), upper), counted(text, end))
