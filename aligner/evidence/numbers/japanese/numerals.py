"""Japanese numerals and their values: figures, kanji, formal kanji, and all of them mixed.

Rule: after figures, a kanji may follow only as a scale (千百十万億兆京),
never as a digit, so 第1四半期 holds 1 and 2三振 holds 2. Scales come in falling order: a numeral ends where
they would rise.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import TYPE_CHECKING, TypeAlias

from aligner.evidence.numbers.exact import exact
from aligner.evidence.numbers.japanese.words import WORDS, word_class
from aligner.evidence.numbers.powers import POWER, power_value

if TYPE_CHECKING:
    from collections.abc import Mapping

    from aligner.evidence.numbers.number import Exact

#: Values of a numeral alone; fractions come from the text after it.
Figure: TypeAlias = int | Decimal

DIGITS: Mapping[str, int] = word_class("digits")
SMALL_SCALES: Mapping[str, int] = word_class("small_scales")
LARGE_SCALES: Mapping[str, int] = word_class("large_scales")
TWENTIES: Mapping[str, int] = word_class("twenties")

PLAIN_DIGITS = "〇零一二三四五六七八九"
PLAIN = PLAIN_DIGITS + "十百千"
NUMERAL_CHARS = "".join([*DIGITS, *SMALL_SCALES, *LARGE_SCALES, *TWENTIES])

#: More figures than any amount has (a key, a hash, a serial number): kept as text.
LONGEST_AMOUNT = 24

_LARGE_SCALE_WORDS = tuple(WORDS.large_scale_words)
_SMALL_SCALE_WORDS = tuple(WORDS.small_scale_words)
_POWER = re.compile(POWER)
#: A mode, a code or a time, no amount: 0755.
_ZERO_LED = re.compile("0[0-9]{3,}")
_ARABIC = re.compile(r"(?:[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])|[0-9]+)(?:\.[0-9]+)?|\.[0-9]+")


class Form(StrEnum):
    """How a numeral is written."""

    ARABIC = "arabic"  # 1,234.5
    SCALED = "scaled"  # 1万2500, 784億, 845百万: figures with kanji scales
    POSITIONAL = "positional"  # 二〇二四, 七
    STRUCTURED = "structured"  # 二千二十四, 十, 三億


@dataclass(frozen=True, slots=True)
class Numeral:
    """A numeral from ``start`` to ``end``; no value where it has more figures than any amount."""

    start: int
    end: int
    value: Figure | None
    form: Form

    @property
    def in_kanji(self) -> bool:
        """Whether it is written without figures."""
        return self.form in (Form.POSITIONAL, Form.STRUCTURED)


def plus(value: Exact, part: Fraction) -> Exact:
    """A value and a fraction more: 14½, 2年半."""
    return exact(Fraction(value) + part)


def parse_arabic(text: str, start: int) -> Numeral | None:
    """The figures at an offset, with separators of thousands and a decimal point.

    >>> parse_arabic("1,234.5", 0).value
    Decimal('1234.5')
    >>> parse_arabic("1,2345", 0).value
    1
    """
    match = _ARABIC.match(text, start)
    if match is None:
        return None
    if (raised := _POWER.match(text, start)) is not None:
        return Numeral(start, raised.end(), power_value(raised.group()), Form.ARABIC)
    figures = match.group().replace(",", "")
    if len(figures) > LONGEST_AMOUNT or _ZERO_LED.fullmatch(figures) is not None:
        return Numeral(start, match.end(), None, Form.ARABIC)
    value: Figure = Decimal(figures) if "." in figures else int(figures)
    return Numeral(start, match.end(), value, Form.ARABIC)


def parse_numeral(text: str, start: int) -> Numeral | None:
    """The longest numeral at an offset, or None.

    >>> parse_numeral("123億45百万円", 0).value
    12345000000
    >>> parse_numeral("二〇二四年", 0).value, parse_numeral("千九百八十九年", 0).value
    (2024, 1989)
    >>> parse_numeral("1四半期", 0).end
    1
    """
    total: Figure = 0
    last = 10**20
    pos = start
    form: Form | None = None
    while True:
        section = _section(text, pos)
        if section is None:
            break
        value, end, kind = section
        if value is None:
            return Numeral(start, end, None, kind) if form is None else _numeral(text, start, pos, total, form)
        scale = LARGE_SCALES.get(text[end : end + 1])
        if scale is not None and scale < last and value and not _starts_word(text, end):
            total += exact(value * scale)
            pos, last = end + 1, scale
            form = Form.SCALED if kind in (Form.ARABIC, Form.SCALED) or form is Form.SCALED else Form.STRUCTURED
            continue
        if form is None:
            return _numeral(text, start, end, value, kind)
        if value < last:
            total += value
            pos = end
            form = Form.SCALED if kind in (Form.ARABIC, Form.SCALED) else form
        break
    return None if form is None else _numeral(text, start, pos, total, form)


def _numeral(text: str, start: int, end: int, value: Figure, form: Form) -> Numeral | None:
    if end - start == 1 and text[start] in WORDS.ambiguous_numerals:
        return None
    return Numeral(start, end, exact(value) if form is Form.SCALED else value, form)


def _starts_word(text: str, pos: int) -> bool:
    """Whether the scale at an offset belongs to a word: 10万能ねぎ, 3京都府."""
    return text.startswith(_LARGE_SCALE_WORDS, pos)


def _section(text: str, start: int) -> tuple[Figure | None, int, Form] | None:
    """The numeral before a large scale: (value, end, form)."""
    char = text[start : start + 1]
    if char.isascii() and (char.isdigit() or char == "."):
        return _arabic_section(text, start)
    if char in TWENTIES:
        unit = DIGITS.get(text[start + 1 : start + 2])
        return TWENTIES[char] + (unit or 0), start + 1 + (unit is not None), Form.STRUCTURED
    if char in DIGITS or char in SMALL_SCALES:
        return _kanji_section(text, start)
    return None


def _arabic_section(text: str, start: int) -> tuple[Figure | None, int, Form] | None:
    """Figures, perhaps with small scales: 45百 (of 45百万), 6千5百, 3千200."""
    numeral = parse_arabic(text, start)
    if numeral is None:
        return None
    if numeral.value is None:
        return None, numeral.end, Form.ARABIC
    total: Figure = 0
    value, pos, last, form = numeral.value, numeral.end, 10**4, Form.ARABIC
    while True:
        scale = SMALL_SCALES.get(text[pos : pos + 1])
        if (
            scale is None
            or scale >= last
            or text[pos] in WORDS.ambiguous_numerals
            or text.startswith(_SMALL_SCALE_WORDS, pos)
        ):
            break
        total, pos, last, form = total + exact(value * scale), pos + 1, scale, Form.SCALED
        value = 0
        following = parse_arabic(text, pos)
        if following is None or following.value is None or not following.value < last:
            break
        value, pos = following.value, following.end
    return total + value, pos, form


def _kanji_section(text: str, start: int) -> tuple[Figure, int, Form]:
    """Kanji below a myriad: positional (二〇二四) or with scales (二千二十四)."""
    pos = start
    while text[pos : pos + 1] in DIGITS and pos < len(text):
        pos += 1
    if text[pos : pos + 1] not in SMALL_SCALES or pos == len(text) or pos - start > 1:
        return _positional(text, start, pos)
    total, last, pos = 0, 10**4, start
    while pos < len(text):
        digit = DIGITS.get(text[pos])
        at = pos if digit is None else pos + 1
        scale = SMALL_SCALES.get(text[at : at + 1])
        if scale is None or scale >= last:
            # One more digit ends a structured numeral; two or more are another numeral that only touches.
            if digit is not None and text[at : at + 1] not in DIGITS and scale is None:
                total, pos = total + digit, at
            break
        total, pos, last = total + (1 if digit is None else digit) * scale, at + 1, scale
    return total, pos, Form.STRUCTURED


def _positional(text: str, start: int, end: int) -> tuple[Figure, int, Form]:
    """Digits in a row, as far as an amount has any."""
    value = 0
    for char in text[start : min(end, start + LONGEST_AMOUNT)]:
        value = value * 10 + DIGITS[char]
    return value, end, Form.POSITIONAL


#: A Roman numeral in the signs that Unicode has for them.
ROMAN_SIGNS = re.compile("[Ⅰ-Ⅿ]+")
#: One in capitals; some Cyrillic and Greek letters look like them.
ROMAN_LETTERS = re.compile("[IVXLCІХΧΙⅠ-Ⅿ]+(?![A-Za-z])")
_ROMAN_VALUES = dict(zip("IVXLCDM", (1, 5, 10, 50, 100, 500, 1000), strict=True))
_TO_LATIN = str.maketrans("ІХΧΙ", "IXXI")


def roman_value(text: str) -> int:
    """The value of a Roman numeral.

    >>> roman_value("ⅩⅣ"), roman_value("XIV"), roman_value("Ⅷ")
    (14, 14, 8)
    """
    values = [_ROMAN_VALUES[char] for char in unicodedata.normalize("NFKC", text).translate(_TO_LATIN)]
    return sum(-value if value < after else value for value, after in zip(values, [*values[1:], 0], strict=True))
