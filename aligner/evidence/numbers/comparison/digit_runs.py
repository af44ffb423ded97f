"""Runs of digits that both texts hold and that no match explains: "0.45 w/v%" and 0.45w/v％, "0915" and 9:15.

Rule: a number whose digits stand unmatched in the other text is no difference. The readers disagree about it.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from aligner.evidence.numbers.comparison.same_characters import narrow

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from aligner.evidence.numbers.number import Number

#: Digits with commas between groups of three.
_RUN = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])|[0-9]+")
#: Runs that are read as one figure stand no further apart: 9:15, 2時間18分.
_APART = 3
#: Two numbers that are compared with each other need more than one digit elsewhere, which may be chance.
_OF_A_PAIR = 2
#: Shorter figures are also parts of others by chance.
_JOINED = 3


class Run(NamedTuple):
    """Digits of a text, and where they stand."""

    start: int
    end: int
    digits: str


def digit_runs(text: str, start: int = 0, end: int | None = None) -> list[Run]:
    """The runs of digits of a text or of a part of it.

    >>> [run.digits for run in digit_runs("１，５００ in 2h15m")]
    ['1500', '2', '15']
    """
    matches = _RUN.finditer(narrow(text), start, len(text) if end is None else end)
    return [Run(match.start(), match.end(), match.group().replace(",", "")) for match in matches]


def open_runs(text: str, agreed: Iterable[Number]) -> list[Run]:
    """The runs of digits of a text that belong to no number that agrees."""
    spans = [(number.start, number.end) for number in agreed]
    return [run for run in digit_runs(text) if not any(start < run.end and run.start < end for start, end in spans)]


def stands_in(runs: Sequence[Run], others: Sequence[Run], beside: Number | None = None) -> bool:
    """Whether a number's runs of digits stand in the other text, in the same order.

    Args:
        runs: the digits of the number.
        others: the open runs of the other text.
        beside: the number of the other text that it is compared with. Its digits alone do not count.
    """
    wanted, joined = [_figure(run) for run in runs], "".join(run.digits for run in runs).lstrip("0")
    if not runs or (beside is not None and len(joined) < _OF_A_PAIR):
        return False
    for first in range(len(others)):
        for last in range(first + 1, min(len(others), first + max(len(runs), _JOINED)) + 1):
            group = others[first:last]
            if beside is not None and beside.start <= group[0].start and group[-1].end <= beside.end:
                continue
            if [_figure(run) for run in group] == wanted:
                return True
            alike = len(joined) >= _JOINED and "".join(run.digits for run in group).lstrip("0") == joined
            if alike and _is_close(runs) and _is_close(group):
                return True
    return False


def _figure(run: Run) -> str:
    return run.digits.lstrip("0") or "0"


def _is_close(runs: Sequence[Run]) -> bool:
    return all(after.start - before.end <= _APART for before, after in pairwise(runs))
