"""Numbers: parsed exactly in each language, and compared between the two languages.

    number       the data type of a number
    units        units of both languages, and what they are worth (units.toml)
    tables       the unit and the scale that a table gives its figures (tables.toml)
    powers       powers of ten: 10⁻³, 3 × 10⁵
    models       model numbers, which both languages write in the same way
    grammar/     what the grammars of both languages share: rules as data
    english/     English text to numbers (words.toml, rules.toml)
    japanese/    Japanese text to numbers (words.toml, rules.toml)
    comparison/  which numbers of two texts match, and what differs

`docs/recipes.md` lists the files to change for a new number word, unit or rule. A reader is loaded when the first
number in its language is read.

Rule: a reader knows only its own language. Only `comparison` knows both.
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
