"""Exact values in their simplest type, for the English and the Japanese reader."""

from __future__ import annotations

from typing import TYPE_CHECKING, overload

if TYPE_CHECKING:
    from decimal import Decimal

    from aligner.evidence.numbers.number import Exact


@overload
def exact(value: int | Decimal) -> int | Decimal: ...


@overload
def exact(value: Exact) -> Exact: ...


def exact(value: Exact) -> Exact:
    """A value in its simplest type: an int where it is whole.

    >>> from fractions import Fraction
    >>> exact(Fraction(4, 2)), exact(Fraction(1, 2))
    (2, Fraction(1, 2))
    """
    return value if isinstance(value, int) else int(value) if value == int(value) else value


def as_part(value: Exact) -> int | str:
    """A value as a part of a range or score: an int, or its exact string."""
    simplest = exact(value)
    return simplest if isinstance(simplest, int) else str(simplest)
