"""The main figures of numbers, and how two figures are similar: a power of ten apart, or with exchanged digits."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from aligner.evidence.numbers.comparison.intervals import ends

if TYPE_CHECKING:
    from aligner.evidence.numbers.number import Number


def main_figure(number: Number) -> Fraction | None:
    """The main figure of a number: its value, or else its lower or only end, or else its year."""
    if number.value is not None:
        return Fraction(number.value)
    low, high = ends(number)
    if low is not None or high is not None:
        return high if low is None else low
    year = number.parts.get("year")
    return Fraction(year) if isinstance(year, int) else None


def digits(figure: Fraction) -> str:
    """The digits of a figure without its decimal point and final zeros.

    A fraction without a finite decimal form has the digits of its numerator and its denominator.

    >>> digits(Fraction(78_400_000_000)), digits(Fraction("0.25")), digits(Fraction(1, 3))
    ('784', '25', '13')
    """
    numerator, denominator = abs(figure.numerator), figure.denominator
    for prime in (2, 5):
        while denominator % prime == 0:
            numerator, denominator = numerator * (10 // prime), denominator // prime
    rest = "" if denominator == 1 else str(denominator)
    return (str(numerator) + rest).rstrip("0") or "0"


def is_scale(first: Fraction, second: Fraction) -> bool:
    """Whether two figures of one sign are a power of ten apart."""
    if not first * second > 0 or first == second:
        return False
    ratio = max(first / second, second / first)
    return ratio.denominator == 1 and str(ratio.numerator).rstrip("0") == "1"


def is_swapped(first: Fraction, second: Fraction) -> bool:
    """Whether exchanging two neighbouring digits turns one figure into the other.

    >>> is_swapped(Fraction(1368), Fraction(1386)), is_swapped(Fraction(1368), Fraction(1683))
    (True, False)
    """
    first_digits, second_digits = digits(first), digits(second)
    apart = [k for k, (a, b) in enumerate(zip(first_digits, second_digits, strict=False)) if a != b]
    if (
        not same_length(first, second)
        or len(first_digits) != len(second_digits)
        or len(apart) != 2
        or apart[1] != apart[0] + 1
    ):
        return False
    k = apart[0]
    return first_digits[k] == second_digits[k + 1] and first_digits[k + 1] == second_digits[k]


def same_length(first: Fraction, second: Fraction) -> bool:
    """Whether two figures have as many digits before the point."""
    return len(str(abs(int(first)))) == len(str(abs(int(second))))
