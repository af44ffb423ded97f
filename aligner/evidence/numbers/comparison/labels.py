"""Comparing numbers that are labels and not amounts: codes, sections and scores."""

from __future__ import annotations

import re
from fractions import Fraction

from aligner.evidence.numbers.comparison.sameness import Sameness
from aligner.evidence.numbers.number import Number, NumberKind


def same_code(en: Number, ja: Number) -> Sameness | None:
    """How two codes match, by their letters and digits. Version 8.0 matches version 8 in part."""
    first, second = plain_code(en), plain_code(ja)
    if first == second:
        return Sameness.NAME
    whole = "-" in first + second and _without_zeros(first) == _without_zeros(second)
    return Sameness.PART if whole else None


def plain_code(number: Number) -> str:
    """The letters and digits of a code, with hyphens between its groups: 3丁目12番5号 is 3-12-5."""
    written = str(number.parts.get("code", number.text))
    return "-".join(_CODE_PART.findall(written.casefold()))


_CODE_PART = re.compile(r"[^\W\d_]+|\d+")


def _without_zeros(code: str) -> str:
    """Version 8.0 is version 8.

    >>> _without_zeros("8-0-0"), _without_zeros("0-10")
    ('8', '0-10')
    """
    while code.endswith("-0"):
        code = code.removesuffix("-0")
    return code


def levels(number: Number) -> tuple[Fraction, ...]:
    """The numbered levels of a section (Article 27-2: 27, 2). Any other number has its value as the only level."""
    if number.kind is NumberKind.SECTION:
        figures = tuple(Fraction(part) for key, part in number.parts.items() if key != "label" and _is_int(part))
        if figures:
            return figures
    return () if number.value is None else (Fraction(number.value),)


def _is_int(part: int | str) -> bool:
    return isinstance(part, int) or part.isdecimal()


def same_score(en: Number, ja: Number) -> Sameness | None:
    """How two scores match. A score may name the other side first: 3–1 and 1対3."""
    first, second = (_pair(number) for number in (en, ja))
    same = first is not None and second is not None and first in {second, second[::-1]}
    return Sameness.EQUAL if same else None


def _pair(number: Number) -> tuple[Fraction, Fraction] | None:
    if number.kind is NumberKind.SCORE:
        return Fraction(number.parts["a"]), Fraction(number.parts["b"])
    if number.low is not None and number.high is not None:
        return Fraction(number.low.value), Fraction(number.high.value)
    return None


def same_section(en: Number, ja: Number) -> Sameness | None:
    """How two sections match: by their levels; one text may leave out the first or the last ones."""
    first, second = levels(en), levels(ja)
    if not first or not second:
        return None
    return Sameness.EQUAL if first == second else Sameness.PART if _within(first, second) else None


def _within(first: tuple[Fraction, ...], second: tuple[Fraction, ...]) -> bool:
    """Whether the levels of one section are successive levels of the other: Article 27-2, 第二十七条の二第三項."""
    short, long = sorted((first, second), key=len)
    return any(long[k : k + len(short)] == short for k in range(len(long) - len(short) + 1))
