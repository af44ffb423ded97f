"""Numbers: read exactly from either language, and compared across them.

``number`` is the noun. ``english`` and ``japanese`` read it by the rows of a ``grammar``, each its own language
alone; ``units`` is the table both share. ``comparison`` says whether two numbers say the same, and what agrees and
differs between two texts that correspond. The readers load with the first number read.
"""

from __future__ import annotations

from functools import cache, lru_cache
from importlib import import_module
from typing import TYPE_CHECKING, cast

from aligner.evidence.numbers.comparison.agreement import Agreement, agree
from aligner.evidence.numbers.comparison.keys import Key, matching_keys
from aligner.evidence.numbers.comparison.sameness import Sameness
from aligner.evidence.numbers.number import Approximation, Bound, Exact, Number, NumberKind, Role
from aligner.model import Lang

if TYPE_CHECKING:
    from collections.abc import Callable

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


# Matching, findings and report ask for the same segments in turn.
@lru_cache(maxsize=20_000)
def read_numbers(text: str, lang: Lang) -> tuple[Number, ...]:
    """Every number in a text of one language, in order, with code-point offsets into that text."""
    return _reader(lang)(text)


@cache
def _reader(lang: Lang) -> Callable[[str], tuple[Number, ...]]:
    name = "english" if lang is Lang.EN else "japanese"
    module = import_module(f"{__name__}.{name}")
    return cast("Callable[[str], tuple[Number, ...]]", getattr(module, f"read_{name}"))
