"""The results of a check: what was found for each pair, and whether it counts.

Every format and the status read them. `checking` makes them.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from aligner.model import Finding, Record, Severity
    from aligner.project.baseline import Accepted
    from aligner.project.commits import Edit
    from aligner.project.ignored import IdleMark
    from aligner.project.origins import Origin
    from aligner.project.pairs import Pair


class Absence(StrEnum):
    """Why there is no translation yet, or no original any more."""

    MISSING_FILE = "missing-file"
    EMPTY_FILE = "empty-file"
    UNTRANSLATED = "untranslated"
    MISSING_ORIGINAL = "missing-original"


class Standing(StrEnum):
    """Whether a finding counts. ``IGNORED``: a mark in a file says so; ``ACCEPTED``: the baseline says so."""

    NEW = "new"
    ELSEWHERE = "elsewhere"
    ACCEPTED = "accepted"
    IGNORED = "ignored"
    UNCERTAIN = "uncertain"


#: The standings of findings that every format lists.
LISTED = (Standing.NEW, Standing.ELSEWHERE)


@dataclass(frozen=True, slots=True)
class Checked:
    """The result of checking one pair.

    Attributes:
        pair: its files.
        record: its alignment; None if there is no translation, or a text could not be used.
        standings: for each finding of the record, whether it counts.
        absence: why there is no translation; None if there is one.
        problem: why a text could not be used; empty if both could.
        origin: the version of the original that was translated; None if it is the present one, or is not known.
        states_unknown: whether the translation states a commit that the repository does not have.
        removal: the commit that deleted or renamed the original; None if it exists, or no commit is known.
        unchanged: whether it was left out, because neither file changed since the revision.
        reasons: why marks in the files ignore findings, by the position of the finding in the record.
        idle_marks: marks in the files that have no effect.
    """

    pair: Pair
    record: Record | None = None
    standings: tuple[Standing, ...] = ()
    absence: Absence | None = None
    problem: str = ""
    origin: Origin | None = None
    states_unknown: bool = False
    removal: Edit | None = None
    unchanged: bool = False
    reasons: Mapping[int, str] = field(default_factory=dict)
    idle_marks: tuple[IdleMark, ...] = ()

    @property
    def counted(self) -> Record | None:
        """The alignment without the findings that marks ignore."""
        if self.record is None or not self.reasons:
            return self.record
        findings = enumerate(self.record.findings)
        kept = tuple(finding for position, finding in findings if position not in self.reasons)
        return replace(self.record, findings=kept)

    def findings(self, *standings: Standing) -> list[Finding]:
        """Return the findings with one of these standings."""
        findings = self.record.findings if self.record else ()
        return [finding for finding, standing in zip(findings, self.standings, strict=True) if standing in standings]


@dataclass(frozen=True, slots=True)
class Check:
    """The result of checking several pairs.

    Attributes:
        pairs: the result of each pair.
        stale: accepted findings that no longer exist.
        fail_on: the lowest severity that fails; None if nothing fails.
        compared: whether there was a baseline or revision to compare with.
    """

    pairs: tuple[Checked, ...]
    stale: tuple[tuple[Pair, Accepted], ...]
    fail_on: Severity | None
    compared: bool

    def fails(self, finding: Finding, standing: Standing) -> bool:
        """Whether a finding fails the build."""
        return standing is Standing.NEW and self.fail_on is not None and finding.severity.rank <= self.fail_on.rank

    @property
    def failed(self) -> bool:
        """Whether any finding fails the build."""
        return any(
            self.fails(finding, Standing.NEW) for checked in self.pairs for finding in checked.findings(Standing.NEW)
        )


def rule_of(finding: Finding) -> str:
    """Return a finding's kind and relation, as in settings and machine-readable formats: ``number.bound``."""
    relation = finding.detail.get("relation")
    return f"{finding.kind}.{relation}" if relation else str(finding.kind)
