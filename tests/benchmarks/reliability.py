"""Whether confidences are probabilities: of beads held right with a confidence of 0.8, about 80% should be right.

    python -m tests.benchmarks.reliability CORPORA SET [SET …] [--without DIR] [--no-meaning] [--limit N] [--out FILE]

CORPORA and ``--without`` are as in `tests.benchmarks.compare`. A bead is right when the gold has the same, a gap when
the gold leaves the same segment alone. The expected calibration error (Naeini et al. 2015; Guo et al. 2017) is the mean
over beads of the distance between a bin's mean confidence and the share of its beads that are right; the ten bins are
of equal width. FILE is Markdown.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import aligner
from aligner.gold.scores import one_sided_apart
from tests.benchmarks.command import publish, read_arguments, written
from tests.benchmarks.gold_sets import parameters_without, read_set

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from aligner.api import Result
    from tests.benchmarks.gold_sets import Bead

BINS = 10
#: Groups of beads that are looked at apart; a bead is in one or two of them.
GROUPS = ("all beads", "gaps", "moved beads")


@dataclass
class Reliability:
    """Beads by their confidence: how many, the sum of their confidences, and how many are right, in every bin."""

    beads: list[int] = field(default_factory=lambda: [0] * BINS)
    confidence: list[float] = field(default_factory=lambda: [0.0] * BINS)
    right: list[int] = field(default_factory=lambda: [0] * BINS)

    def add(self, confidence: float, *, right: bool) -> None:
        """Count a bead; a confidence on the border of two bins belongs to the upper one, 1 to the last."""
        place = min(int(confidence * BINS), BINS - 1)
        self.beads[place] += 1
        self.confidence[place] += confidence
        self.right[place] += right

    def __add__(self, other: Reliability) -> Reliability:
        return Reliability(
            [one + two for one, two in zip(self.beads, other.beads, strict=True)],
            [one + two for one, two in zip(self.confidence, other.confidence, strict=True)],
            [one + two for one, two in zip(self.right, other.right, strict=True)],
        )

    @property
    def error(self) -> float:
        """The expected calibration error, 0 where there are no beads."""
        distance = sum(abs(said - right) for said, right in zip(self.confidence, self.right, strict=True))
        return distance / max(sum(self.beads), 1)

    def rows(self) -> Iterator[tuple[str, int, float, float]]:
        """(bin, beads, mean confidence, share right) of every bin that holds beads."""
        for k, count in enumerate(self.beads):
            if count:
                yield f"{k / BINS:.1f}–{(k + 1) / BINS:.1f}", count, self.confidence[k] / count, self.right[k] / count


def judged(result: Result, gold: frozenset[Bead]) -> Iterator[tuple[str, float, bool]]:
    """(group, confidence, whether it is right) of every bead, once for each group it is in."""
    for bead in result.beads:
        for pair in one_sided_apart([(bead.source, bead.target)]):
            right = pair in gold
            yield "all beads", bead.confidence, right
            if not all(pair):
                yield "gaps", bead.confidence, right
            if bead.moved:
                yield "moved beads", bead.confidence, right


def measure(folder: Path, settings: aligner.Settings, limit: int | None) -> dict[str, Reliability]:
    """The reliability of every group of beads over a set."""
    found = {group: Reliability() for group in GROUPS}
    for document in read_set(folder, limit):
        result = aligner.align_segments(document.en, document.ja, settings=settings)
        for group, confidence, right in judged(result, document.beads):
            found[group].add(confidence, right=right)
    return found


def together(sets: Iterable[Mapping[str, Reliability]]) -> dict[str, Reliability]:
    """All sets as if they were one."""
    total = {group: Reliability() for group in GROUPS}
    for found in sets:
        total = {group: total[group] + found[group] for group in GROUPS}
    return total


def page(results: Mapping[str, Mapping[str, Reliability]], command: str) -> str:
    """The results as Markdown: the errors of every set, then the bins of all sets together."""
    lines = [
        "# Reliability of confidences",
        "",
        "*Reference*",
        "",
        "The confidence of a bead is the probability that the bead is right. This page compares confidences with the",
        "share of beads that are right. The expected calibration error (ECE) is the mean difference between the two.",
        "",
        f"Made by `{command}`.",
        "",
        "Expected calibration error by set, with the number of beads:",
        "",
        "| set | " + " | ".join(GROUPS) + " |",
        "|---|" + "--:|" * len(GROUPS),
    ]
    total = together(results.values())
    lines += [f"| {name} | {_errors(found)} |" for name, found in [*results.items(), ("all sets", total)]]
    for group, found in total.items():
        lines += ["", f"## {group.capitalize()} (ECE {found.error:.3f})", ""]
        lines += ["| confidence | beads | mean confidence | share right |", "|---|--:|--:|--:|"]
        lines += [f"| {name} | {count} | {said:.3f} | {right:.3f} |" for name, count, said, right in found.rows()]
    return "\n".join([*lines, ""])


def _errors(found: Mapping[str, Reliability]) -> str:
    return " | ".join(
        f"{found[group].error:.3f} ({sum(found[group].beads)})" if any(found[group].beads) else "–" for group in GROUPS
    )


def main() -> None:
    arguments = read_arguments(__doc__)
    results = {}
    for name in arguments.sets:
        settings = aligner.Settings(
            meaning=not arguments.no_meaning, parameters=parameters_without(arguments.without, name)
        )
        results[name] = measure(arguments.corpora / name, settings, arguments.limit)
        shown = "  ".join(f"{group} {found.error:.3f}" for group, found in results[name].items())
        print(f"{name:14s} {shown}", flush=True)
    publish(page(results, written("tests.benchmarks.reliability", arguments)), arguments)


if __name__ == "__main__":
    main()
