"""Scale words that are written with a character of the same sound: 784憶円 for 784億円.

The number is compared as it was meant, and the character is reported.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from aligner.evidence.numbers.number import NumberKind
from aligner.evidence.numbers.units import find
from aligner.model import Lang

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aligner.evidence.numbers.number import Number

#: The wrong character, with the right one and its worth.
MISPRINTS = {"憶": ("億", 10**8)}
_MISPRINT = re.compile(f"({'|'.join(MISPRINTS)})(米ドル|ドル|円|元|ユーロ|ポンド|ウォン|人|件|株|個)?")


def as_meant(text: str, numbers: Sequence[Number]) -> tuple[Number, ...]:
    """Japanese numbers with a misprinted scale word as part of them; ``parts`` then holds ``misprint``."""
    if not any(char in text for char in MISPRINTS):
        return tuple(numbers)
    return tuple(_as_meant(text, number) for number in numbers)


def _as_meant(text: str, number: Number) -> Number:
    match = _MISPRINT.match(text, number.end)
    if match is None or number.kind is not NumberKind.CARDINAL or number.value is None or number.unit is not None:
        return number
    right, worth = MISPRINTS[match[1]]
    unit = find(match[2], Lang.JA) if match[2] else None
    written = text[number.start : match.end()]
    parts = {**number.parts, "misprint": match[1], "right": written.replace(match[1], right)}
    return replace(number, end=match.end(), text=written, value=number.value * worth, unit=unit, parts=parts)
