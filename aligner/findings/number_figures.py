"""Figures as each language writes large ones: 78.4 billion, 784億."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aligner.model import Lang

if TYPE_CHECKING:
    from fractions import Fraction

_SCALES_JA = ((10**16, "京"), (10**12, "兆"), (10**8, "億"), (10**4, "万"))
_SCALES_EN = ((10**12, "trillion"), (10**9, "billion"), (10**6, "million"))


def write(value: Fraction, lang: Lang) -> str:
    """Return a figure in the notation of a language for large figures.

    >>> from fractions import Fraction
    >>> write(Fraction(78_400_000_000), Lang.JA), write(Fraction(7_840_000_000), Lang.EN)
    ('784億', '7.84 billion')
    >>> write(Fraction(12_345_678), Lang.JA), write(Fraction("0.25"), Lang.EN), write(Fraction(1, 3), Lang.EN)
    ('1234万5678', '0.25', '1/3')
    """
    if value < 0:
        return "-" + write(-value, lang)
    if value.denominator != 1:
        return _decimal(value) or str(value)
    return _write_en(value) if lang is Lang.EN else _write_ja(value.numerator)


def _write_en(value: Fraction) -> str:
    for scale, name in _SCALES_EN:
        if value >= scale and (short := _decimal(value / scale, places=3)):
            whole, point, rest = short.partition(".")
            return f"{int(whole):,}{point}{rest} {name}"
    return f"{value.numerator:,}"


def _write_ja(value: int) -> str:
    if value < 10**4:
        return str(value)
    written = ""
    for scale, name in _SCALES_JA:
        part, value = divmod(value, scale)
        written += f"{part}{name}" if part else ""
    return written + (str(value) if value else "")


def _decimal(value: Fraction, places: int = 9) -> str:
    """Return a fraction in decimal notation, or "" if it has more than ``places`` decimal places."""
    shifted = value * 10**places
    if shifted.denominator != 1:
        return ""
    whole, rest = divmod(shifted.numerator, 10**places)
    return f"{whole}.{rest:0{places}}".rstrip("0").rstrip(".")


def scale_words(text: str) -> list[str]:
    """Return the scale words in a number, the largest first."""
    names = (*(name for _, name in _SCALES_JA), *(name for _, name in _SCALES_EN))
    return [name for name in names if name in text.casefold()]
