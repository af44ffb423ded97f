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
    """Digits of a text between commas, and where they stand."""

    start: int
    end: int
    parts: tuple[str, ...]

    @property
    def digits(self) -> str:
        """The digits without commas."""
        return "".join(self.parts)

    def lists(self, wanted: Sequence[str]) -> bool:
        """Whether it may be a list that contains a figure: 190,227 is one figure or two."""
        return len(self.parts) > 1 and len(wanted) == 1 and wanted[0] in self.parts


def digit_runs(text: str) -> list[Run]:
    """The runs of digits of a text.

    >>> [run.digits for run in digit_runs("１，５００ in 2h15m")]
    ['1500', '2', '15']
    """
    return [Run(match.start(), match.end(), tuple(match.group().split(","))) for match in _RUN.finditer(narrow(text))]


class OpenFigures(NamedTuple):
    """The runs of digits and the numbers of a text, without those that match a number of the other text."""

    runs: Sequence[Run]
    numbers: Sequence[Number]

    @classmethod
    def of(cls, text: str, numbers: Iterable[Number], agreed: Sequence[Number]) -> OpenFigures:
        """The open figures of a text with its numbers, some of which agree."""
        spans = [(number.start, number.end) for number in agreed]
        runs = [run for run in digit_runs(text) if not any(start < run.end and run.start < end for start, end in spans)]
        starts = {start for start, _ in spans}
        return cls(runs, [number for number in numbers if number.start not in starts])

    def hold(self, runs: Sequence[Run], beside: Number | None = None) -> bool:
        """Whether the text contains the digits of a number of the other text, in the same order.

        Args:
            runs: the digits of the number.
            beside: the number of this text that it is compared with. Its digits alone do not count.
        """
        wanted, joined = [_figure(run) for run in runs], "".join(run.digits for run in runs).lstrip("0")
        if not runs or (beside is not None and len(joined) < _OF_A_PAIR):
            return False
        if len(wanted) > 1 and any(number is not beside and _fields(number) == wanted for number in self.numbers):
            return True
        for first in range(len(self.runs)):
            for last in range(first + 1, min(len(self.runs), first + max(len(runs), _JOINED)) + 1):
                group = self.runs[first:last]
                if beside is not None and beside.start <= group[0].start and group[-1].end <= beside.end:
                    continue
                if [_figure(run) for run in group] == wanted or (len(group) == 1 and group[0].lists(wanted)):
                    return True
                alike = len(joined) >= _JOINED and "".join(run.digits for run in group).lstrip("0") == joined
                if alike and _is_close(runs) and _is_close(group):
                    return True
        return False


def _fields(number: Number) -> list[str]:
    """The figures of a time of day or of a range, however they are written: 四時五十分 has 4 and 50."""
    if number.low is not None and number.high is not None:
        return [str(number.low.value), str(number.high.value)]
    return [str(number.parts[field]) for field in ("hour", "minute", "second") if field in number.parts]


def _figure(run: Run) -> str:
    return run.digits.lstrip("0") or "0"


def _is_close(runs: Sequence[Run]) -> bool:
    return all(after.start - before.end <= _APART for before, after in pairwise(runs))
