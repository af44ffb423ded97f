"""A number that is being parsed: its tokens and its fields so far.

Readers create readings. The passes over neighbours and context complete them. ``english`` converts them to numbers.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Context, Decimal
from typing import TYPE_CHECKING

from aligner.evidence.numbers.exact import exact
from aligner.evidence.numbers.number import Approximation, Bound, Exact, NumberKind, Role

if TYPE_CHECKING:
    from collections.abc import Callable

    from aligner.evidence.numbers.english.tokens import Tokens


#: Wide enough for every figure that ``tokens`` takes for an amount, so that scaling never rounds.
_WIDE = Context(prec=400)


@dataclass(slots=True)
class Reading:
    """Tokens ``first`` to ``end`` (exclusive) read as a number; the other fields are those of ``Number``.

    ``scale`` is the power of ten that a word or suffix gave the figure ("78.4 billion": 9), so that a range
    can hand it on ("10 to 12 million"). ``rule`` names the rule of the grammar that read it.
    """

    first: int
    end: int
    kind: NumberKind = NumberKind.CARDINAL
    value: Exact | None = None
    low: Bound | None = None
    high: Bound | None = None
    parts: dict[str, int | str] = field(default_factory=dict)
    unit: str | None = None
    approximate: Approximation = Approximation.NONE
    role: Role = Role.NONE
    in_name: bool = False
    scale: int = 0
    rule: str = ""


if TYPE_CHECKING:
    Reader = Callable[[Tokens, int], Reading | None]


def scaled(value: Exact, power: int) -> Exact:
    """A value times a power of ten, without rounding.

    >>> from fractions import Fraction
    >>> scaled(Decimal("78.4"), 9), scaled(Fraction(5, 2), 6)
    (78400000000, 2500000)
    """
    if isinstance(value, Decimal):
        return exact(_WIDE.scaleb(value, power))
    scale: int = 10**power
    return exact(value * scale)


def negated(value: Exact) -> Exact:
    """A value with the other sign (a decimal's own minus would round to the context's digits)."""
    return value.copy_negate() if isinstance(value, Decimal) else -value
