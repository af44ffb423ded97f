"""Reads the numbers of a text in either language. The readers are loaded when they are first used."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, cast

from aligner.model import Lang

if TYPE_CHECKING:
    from collections.abc import Callable

    from aligner.evidence.numbers.number import Number


def read_numbers(text: str, lang: Lang) -> tuple[Number, ...]:
    """Every number in a text of one language, in order, with code-point offsets into that text."""
    return _reader(lang)(text)


@cache
def _reader(lang: Lang) -> Callable[[str], tuple[Number, ...]]:
    name = "english" if lang is Lang.EN else "japanese"
    module = import_module(f"{__package__}.{name}")
    return cast("Callable[[str], tuple[Number, ...]]", getattr(module, f"read_{name}"))
