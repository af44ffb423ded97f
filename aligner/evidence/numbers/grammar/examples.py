"""Numbers as the examples of a rule write them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aligner.evidence.numbers.number import Approximation

if TYPE_CHECKING:
    from aligner.evidence.numbers.number import Number


def shown(number: Number) -> str:
    """A number on one line: its text, then its meaning.

    >>> from aligner.evidence.numbers import read_numbers
    >>> from aligner.model import Lang
    >>> [shown(number) for number in read_numbers("Tens of people met every other week.", Lang.EN)]
    ['Tens of people: about ≥ 10 < 100 person', 'every other week: 2 week interval each']
    """
    return f"{number.text}: {meaning(number)}"


def meaning(number: Number) -> str:
    """The meaning of a number, without its text and its kind."""
    words = [] if number.approximate is Approximation.NONE else [str(number.approximate)]
    if number.value is not None:
        words.append(str(number.value))
    if number.low is not None:
        words.append(f"{'≥' if number.low.included else '>'} {number.low.value}")
    if number.high is not None:
        words.append(f"{'≤' if number.high.included else '<'} {number.high.value}")
    words += [number.unit] if number.unit else []
    words += ["in a name"] if number.in_name else []
    parts = ", ".join(f"{key} {value}" for key, value in number.parts.items())
    return " ".join([*words, parts] if parts else words)
