"""Powers of ten as science writes them, the same in both languages: ``10⁻³``, ``3×10⁵``, ``10^-6``.

Only ten is raised: on any other figure a small figure may as well be the mark of a note.
"""

from __future__ import annotations

import re
from decimal import Decimal

_EXPONENT = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻−", "0123456789+--")
#: A power of ten with its factor, if it has one; of a figure before it nothing is taken.
_EXPONENT_WRITTEN = r"[⁺⁻]?[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,2}|\^[-+−]?[0-9]{1,2}"
POWER = rf"(?<![\d.,])(?:\d{{1,12}}(?:\.\d{{1,12}})?\s?[×⋅·]\s?)?10(?:{_EXPONENT_WRITTEN})"
_WRITTEN = re.compile(rf"(?:(?P<factor>[\d.]+)\s?[×⋅·]\s?)?10(?P<exponent>{_EXPONENT_WRITTEN})")


def power_value(written: str) -> int | Decimal | None:
    """The exact value of what ``POWER`` matches; None for other text.

    >>> power_value("3×10⁵"), power_value("10⁻³"), power_value("1012")
    (300000, Decimal('0.001'), None)
    """
    match = _WRITTEN.fullmatch(written)
    if match is None:
        return None
    value = Decimal(match["factor"] or 1).scaleb(int(match["exponent"].removeprefix("^").translate(_EXPONENT)))
    return int(value) if value == value.to_integral_value() else value
