"""Which rules may start where: derived from the rules, never kept by hand."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from aligner.evidence.numbers.grammar.rule import Rule

Compiled = TypeVar("Compiled")


class Table(Generic[Compiled]):
    """Rules by what they start with; those of one start are tried in the order of their priority."""

    def __init__(self, rows: Iterable[tuple[Rule, Compiled, Iterable[str]]]) -> None:
        starts: dict[str, list[tuple[Rule, Compiled]]] = {}
        for rule, compiled, first in rows:
            for start in dict.fromkeys(first):
                starts.setdefault(start, []).append((rule, compiled))
        for start, entries in starts.items():
            entries.sort(key=lambda entry: entry[0].priority)
            _refuse_conflicts(start, [rule for rule, _ in entries])
        self.by_start: Mapping[str, tuple[Compiled, ...]] = {
            start: tuple(compiled for _, compiled in entries) for start, entries in starts.items()
        }


def _refuse_conflicts(start: str, rules: list[Rule]) -> None:
    """Two rules that may start at one place need priorities that order them.

    Raises:
        ValueError: when two of the rules have one priority.
    """
    for rule, next_rule in pairwise(rules):
        if rule.priority == next_rule.priority:
            raise ValueError(f"rules {rule.name} and {next_rule.name} may both start at {start!r}: give one a priority")
