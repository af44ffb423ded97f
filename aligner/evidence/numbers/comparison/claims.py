"""Numbers as they are to be compared: what a written number claims, which may be two things or one of two.

A range that the other text tells by its ends ("11 to 18-year-olds", 11歳から18歳) is two claims. A number that its own
language leaves open (``250m``: metres or millions) has another meaning beside the likelier one.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING

from aligner.evidence.numbers.comparison.agreement import agree
from aligner.evidence.numbers.comparison.differences import main_figure
from aligner.evidence.numbers.comparison.intervals import ends, is_vague
from aligner.evidence.numbers.number import Number, NumberKind, Role
from aligner.model import Lang

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


@dataclass(frozen=True, slots=True)
class Claim:
    """What is compared (``meant``) and the number of the text that says it (``written``)."""

    meant: Number
    written: Number


def claims(
    meant: Sequence[Number], written: Sequence[Number], others: Sequence[Number], lang: Lang
) -> tuple[Claim, ...]:
    """The claims of one text's numbers, in order.

    Args:
        meant: the numbers as the other language counts them (``recounting``).
        written: the same numbers as they were read.
        others: the numbers of the other text.
        lang: the language of the first two.
    """
    alone = {main_figure(other) for other in others if other.kind is not NumberKind.RANGE}
    found: list[Claim] = []
    for number, origin in zip(meant, written, strict=True):
        if (
            number.kind is NumberKind.RANGE
            and set(ends(number)) & alone
            and not _told_whole(number, others, lang)
        ):
            found += (Claim(end, origin) for end in _split(number))
        else:
            found.append(Claim(number, origin))
    return tuple(found)


def _told_whole(number: Number, others: Sequence[Number], lang: Lang) -> bool:
    """Whether the other text has the same range as such; a magnitude without ends cannot be split either."""
    if is_vague(number) or number.low is None or number.high is None:
        return True
    return any(
        (agree(number, other) if lang is Lang.EN else agree(other, number)) is not None for other in others
    )


def _split(number: Number) -> Iterator[Number]:
    """The two ends of a range as numbers of their own, in the order in which the text gives them."""
    low, high = ends(number)
    backwards = "from" in number.parts and Fraction(number.parts["from"]) == high
    first, second = (high, low) if backwards else (low, high)
    roles = (Role.FROM, Role.TO) if "from" in number.parts else (Role.NONE, Role.NONE)
    for end, role in zip((first, second), roles, strict=True):
        yield replace(number, kind=NumberKind.CARDINAL, value=end, low=None, high=None, parts={}, role=role)


def meanings(number: Number) -> Iterator[Number]:
    """A number and, where its reader left it open, the other thing it may mean."""
    yield number
    other = number.parts.get("alternative")
    if not isinstance(other, str):
        return
    if number.kind is NumberKind.DATE:
        month, _, day = other.partition("/")
        yield replace(number, parts={**number.parts, "month": int(month), "day": int(day)})
    else:
        value, _, unit = other.partition(" ")
        yield replace(number, value=Fraction(value), unit=unit or None)
