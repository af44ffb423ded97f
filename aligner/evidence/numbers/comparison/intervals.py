"""Comparing ranges: two ends that are written out, or a magnitude that is only named (hundreds of, 数百)."""

from __future__ import annotations

from fractions import Fraction

from aligner.evidence.numbers.comparison.sameness import Sameness
from aligner.evidence.numbers.number import Bound, Number, NumberKind


def same_interval(en: Number, ja: Number) -> Sameness | None:
    """How two numbers match if at least one is a range or only a limit; units are ignored."""
    figure = shown_figure(en)
    if (ends(en) == ends(ja) and ends(en) != (None, None)) or (figure is not None and figure == shown_figure(ja)):
        return Sameness.EQUAL
    if is_vague(en) or is_vague(ja):
        return Sameness.VAGUE if _overlap(en, ja) else None
    if _well_over(en, ja) or _well_over(ja, en):
        return Sameness.VAGUE
    if en.kind is NumberKind.ORDINAL and ja.text.endswith("代") and en.value == ends(ja)[0]:
        return Sameness.EQUAL
    exact, interval = (en, ja) if en.value is not None else (ja, en)
    return Sameness.VAGUE if exact.value is not None and exact.value in ends(interval) and _few(interval) else None


def ends(number: Number) -> tuple[Fraction | None, Fraction | None]:
    """Lower and upper end, the figures alone, None where open; a plain number has its value twice."""
    if number.low is None and number.high is None:
        figure = None if number.value is None else Fraction(number.value)
        return figure, figure
    return _end(number.low), _end(number.high)


def _end(bound: Bound | None) -> Fraction | None:
    return None if bound is None else Fraction(bound.value)


def shown_figure(number: Number) -> Fraction | None:
    """The one figure a number shows: its value, or its only limit."""
    if number.value is not None:
        return Fraction(number.value)
    low, high = ends(number)
    if low is not None and high is not None:
        return None
    return low if high is None else high


def _few(number: Number) -> bool:
    """Two or three, 5、6: whole neighbours that stand for "a few"."""
    low, high = ends(number)
    if low is None or high is None or "from" in number.parts:
        return False
    return high - low == 1 and low.denominator == 1


def is_vague(number: Number) -> bool:
    """A range that only names a magnitude (hundreds of, 数千), without two ends written out."""
    low, high = ends(number)
    if number.kind is not NumberKind.RANGE or low is None:
        return False
    return not any(char.isdigit() for char in number.text) and (high is None or high >= 2 * low)


def _well_over(limited: Number, vague: Number) -> bool:
    """More than 100 and 百数十: only a lower limit, and a vague range that starts a little above it."""
    low, high = ends(vague)
    if limited.low is None or limited.high is not None or low is None or high is None or "数" not in vague.text:
        return False
    limit = Fraction(limited.low.value)
    return limit <= low < 2 * limit


def _overlap(en: Number, ja: Number) -> bool:
    """Whether two intervals share more than an end; an open upper end is taken as ten times the lower one."""
    (low1, high1), (low2, high2) = ends(en), ends(ja)
    if low1 is None or low2 is None:
        return False
    high1, high2 = (low * 10 if high is None else high for low, high in ((low1, high1), (low2, high2)))
    low, high = max(low1, low2), min(high1, high2)
    return low < high or (low == high and (low1 == high1 or low2 == high2))
