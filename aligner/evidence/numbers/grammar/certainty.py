"""What makes a reading uncertain in either language."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from aligner.evidence.numbers.number import Exact

_LARGEST_DENOMINATOR = 12
_OTHER_DENOMINATORS = frozenset({16, 20, 32, 64, 100})


def is_odd_share(value: Exact | None) -> bool:
    """Whether a fraction written with a stroke may be none: 17/18 may be two years, two pages or two rooms.

    >>> is_odd_share(Fraction(3, 4)), is_odd_share(Fraction(17, 18))
    (False, True)
    """
    if not isinstance(value, Fraction) or value.denominator <= _LARGEST_DENOMINATOR:
        return False
    return value.denominator not in _OTHER_DENOMINATORS
