"""The findings of a record as the page lists them: each with its number, and whether it is shown at first.

The page contains all findings. It leaves out those that are not certain enough (`findings.certainty.is_shown`) until
the reader asks for them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from aligner.findings.certainty import is_shown
from aligner.outputs.report.layout import numbered

if TYPE_CHECKING:
    from collections.abc import Iterable

    from aligner.model import Finding, Record


class Entry(NamedTuple):
    """A finding of the page.

    Attributes:
        number: the number that the report gives it, from 1.
        finding: the finding.
        uncertain: whether it is left out until the reader asks for it.
    """

    number: int
    finding: Finding
    uncertain: bool = False

    @property
    def rank(self) -> tuple[bool, int]:
        """Its place among findings of one text: those that are shown at first, then the most severe."""
        return self.uncertain, self.finding.severity.rank


def entries_of(record: Record, min_certainty: float | None = None) -> tuple[Entry, ...]:
    """The findings of a record in the order of the page.

    Args:
        record: the record.
        min_certainty: lowest certainty of a finding that is shown at first; None for that of its severity.
    """
    entries = (Entry(number, finding, not is_shown(finding, min_certainty)) for number, finding in numbered(record))
    return tuple(sorted(entries, key=lambda entry: entry.rank))


def severity_classes(entries: Iterable[Entry]) -> list[str]:
    """The classes of a text that findings are about: the worst severity, and whether all findings are uncertain."""
    first = min(entries, key=lambda entry: entry.rank)
    return [first.finding.severity, "uncertain"] if first.uncertain else [first.finding.severity]
