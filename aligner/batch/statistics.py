"""Counts over a run's output, part by part: sums, kinds of findings, the worst documents, the failures.

The rule: everything is read from the output, so the counts are the same whether or not the run was stopped in between.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from aligner.batch.schema import FAILED

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from aligner.batch.schema import Row
    from aligner.batch.store import Store

#: Columns of ``documents`` that are added up.
SUMS = (
    "en_segments",
    "ja_segments",
    "en_words",
    "ja_characters",
    "pairs",
    "en_only",
    "ja_only",
    "moved",
    "errors",
    "warnings",
    "infos",
)
#: How many of the worst documents and of the failures are listed. A choice; the tables have all.
WORST, FAILURES = 50, 1000
_WORST = ("document", "source", "target", "errors", "warnings", "en_only", "ja_only", "pairs", "confidence")
_FAILURE = ("document", "source", "target", "reason")


@dataclass
class Survey:
    """Counts over some parts.

    Attributes:
        aligned: pairs of documents that were aligned.
        failed: those that were not.
        sums: the columns of `SUMS` added up.
        confidence: the confidences of all pairs of segments added up.
        kinds: findings by kind and severity.
        kernels: pairs of documents by the kernel they were aligned on.
        worst: the worst documents, worst first.
        failures: the first failures, by name.
    """

    aligned: int = 0
    failed: int = 0
    sums: Counter[str] = field(default_factory=Counter)
    confidence: float = 0.0
    kinds: Counter[tuple[str, str]] = field(default_factory=Counter)
    kernels: Counter[str] = field(default_factory=Counter)
    worst: list[Row] = field(default_factory=list)
    failures: list[Row] = field(default_factory=list)

    def add(self, other: Survey) -> None:
        """Add the counts of another survey."""
        self.aligned += other.aligned
        self.failed += other.failed
        self.sums += other.sums
        self.confidence += other.confidence
        self.kinds += other.kinds
        self.kernels += other.kernels
        self.worst = sorted([*self.worst, *other.worst], key=_badness)[:WORST]
        self.failures = sorted([*self.failures, *other.failures], key=_name)[:FAILURES]


def survey(store: Store, parts: Sequence[str]) -> list[Survey]:
    """Return the counts of some parts, one by one."""
    return [_survey_part(store, part) for part in parts]


def added(surveys: Iterable[Survey]) -> Survey:
    """Add up counts in their order, on which the last bits of a sum of fractions depend."""
    total = Survey()
    for counts in surveys:
        total.add(counts)
    return total


def _survey_part(store: Store, part: str) -> Survey:
    rows = store.rows("documents", part)
    done = [row for row in rows if row["status"] != FAILED]
    findings = store.rows("findings", part, ("kind", "severity"))
    return Survey(
        aligned=len(done),
        failed=len(rows) - len(done),
        sums=Counter({name: sum(row[name] for row in done) for name in SUMS}),
        confidence=sum(row["confidence"] * row["pairs"] for row in done if row["pairs"]),
        kinds=Counter((row["kind"], row["severity"]) for row in findings),
        kernels=Counter(row["kernel"] for row in done),
        worst=sorted(({name: row[name] for name in _WORST} for row in done), key=_badness)[:WORST],
        failures=sorted(({name: row[name] for name in _FAILURE} for row in rows if row["status"] == FAILED), key=_name)[
            :FAILURES
        ],
    )


def _badness(row: Row) -> tuple[object, ...]:
    """Sort by errors, then warnings, then segments without counterpart, then name."""
    return -row["errors"], -row["warnings"], -row["en_only"] - row["ja_only"], _name(row)


def _name(row: Row) -> tuple[str, str]:
    return row["source"], row["target"]
