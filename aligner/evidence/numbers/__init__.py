"""Numbers: read exactly from either language, and compared across them.

``number`` is the noun; ``english`` and ``japanese`` read it, each knowing its own language alone; ``units`` is the table
both share. ``compare`` says whether two numbers say the same, ``keys`` which ones may, ``pairing`` what agrees and what
differs between two texts that correspond. Importing this loads no data; that happens with the first number read.
"""

from __future__ import annotations

from aligner.evidence.numbers.compare import Agreement, Sameness, agree
from aligner.evidence.numbers.keys import Key, matching_keys
from aligner.evidence.numbers.number import Approximation, Bound, Exact, Number, NumberKind, Role
from aligner.model import Lang

__all__ = [
    "Agreement",
    "Approximation",
    "Bound",
    "Exact",
    "Key",
    "Number",
    "NumberKind",
    "Role",
    "Sameness",
    "agree",
    "matching_keys",
    "read_numbers",
]


def read_numbers(text: str, lang: Lang) -> tuple[Number, ...]:
    """Every number in a text of one language, in order, with code-point offsets into that text."""
    if lang is Lang.EN:
        from aligner.evidence.numbers.english import read_english

        return read_english(text)
    from aligner.evidence.numbers.japanese import read_japanese

    return read_japanese(text)
