"""Accuracy and speed side by side: this program with and without meaning, Vecalign's search, Gale–Church.

    python -m tests.benchmarks.compare CORPORA SET [SET …] [--without DIR] [--limit N] [--out docs/benchmarks.md]

CORPORA is a folder of gold sets (`NAME/*.en`, `.ja`, `.gold`). With ``--without`` this program uses DIR/DOMAIN.json,
learned without the set's own domain. All aligners run in one process, one after the other on each document, so that a
busy machine slows them alike; speeds are to be read as ratios. Writes a table and, beside it, a plot.
"""

from __future__ import annotations

import argparse
import ast
import time
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from aligner.gold.scores import one_sided_apart
from tests.benchmarks import aligners

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

Bead = tuple[tuple[int, ...], tuple[int, ...]]


@dataclass
class Tally:
    """Counts over the documents of a set, and the seconds spent."""

    strict_found: int = 0
    found: int = 0
    strict_wanted: int = 0
    wanted: int = 0
    gaps_both: int = 0
    gaps_found: int = 0
    gaps_wanted: int = 0
    segments: int = 0
    seconds: float = 0.0
    names: list[str] = field(default_factory=list)

    def add(self, gold: set[Bead], found: set[Bead]) -> None:
        right = gold & found
        pairs = {bead for bead in right if all(bead)}
        self.strict_found += len(right)
        self.found += len(found)
        self.strict_wanted += len(pairs)
        self.wanted += sum(all(bead) for bead in gold)
        self.gaps_both += len(right) - len(pairs)
        self.gaps_found += sum(not all(bead) for bead in found)
        self.gaps_wanted += sum(not all(bead) for bead in gold)

    @property
    def strict(self) -> float:
        return _f1(_ratio(self.strict_found, self.found), _ratio(self.strict_wanted, self.wanted))

    @property
    def gap_precision(self) -> float:
        return _ratio(self.gaps_both, self.gaps_found)

    @property
    def gap_recall(self) -> float:
        return _ratio(self.gaps_both, self.gaps_wanted)


def _ratio(part: float, whole: float) -> float:
    return part / whole if whole else 0.0


def _f1(precision: float, recall: float) -> float:
    return _ratio(2 * precision * recall, precision + recall)


def read_set(folder: Path, limit: int | None) -> Iterator[tuple[list[str], list[str], set[Bead]]]:
    """(English segments, Japanese segments, gold beads with one-sided ones apart) of every document."""
    for path in sorted(folder.glob("*.gold"))[:limit]:
        en, ja = (
            [line for line in path.with_suffix(suffix).read_text("utf-8").split("\n") if line.strip()]
            for suffix in (".en", ".ja")
        )
        beads = []
        for line in path.read_text("utf-8").splitlines():
            if line.strip():
                english, japanese = line.split(":")[:2]
                beads.append((tuple(ast.literal_eval(english)), tuple(ast.literal_eval(japanese))))
        yield en, ja, set(one_sided_apart(beads))


def measure(folder: Path, limit: int | None, without: Path | None) -> dict[str, Tally]:
    """Every aligner's tally over a set."""
    parameters = None if without is None else without / f"{folder.name.partition('-')[0]}.json"
    contenders: dict[str, aligners.Align] = {
        "taiyaku": aligners.taiyaku(meaning=True, parameters=parameters),
        "taiyaku, no meaning": aligners.taiyaku(meaning=False, parameters=parameters),
        "Vecalign's search": aligners.vecalign,
        "Gale–Church": aligners.gale_church,
    }
    tallies: dict[str, Tally] = defaultdict(Tally)
    for name, align in contenders.items():
        align(["One.", "Two."], ["一。", "二。"])  # loads what it needs
        tallies[name].names.append(folder.name)
    for en, ja, gold in read_set(folder, limit):
        for name, align in contenders.items():
            began = time.perf_counter()
            found = align(en, ja)
            tallies[name].seconds += time.perf_counter() - began
            tallies[name].segments += len(en) + len(ja)
            tallies[name].add(gold, set(one_sided_apart(found)))
    return dict(tallies)


def table(results: dict[str, dict[str, Tally]], command: str) -> str:
    """The results as a Markdown page."""
    lines = [
        "# Benchmarks",
        "",
        f"Made by `{command}`.",
        "",
        "Strict F1 as Vecalign defines it (a bead is right when both sides are equal); gap precision and recall over",
        "segments that have no counterpart; speed in segments a second, both sides counted, relative to Vecalign's",
        "search over the same embeddings in the same process.",
        "",
        "| set | aligner | strict F1 | gap P | gap R | speed |",
        "|---|---|--:|--:|--:|--:|",
    ]
    for name, tallies in results.items():
        base = tallies["Vecalign's search"]
        for aligner_name, tally in tallies.items():
            speed = (tally.segments / tally.seconds) / (base.segments / base.seconds)
            lines.append(
                f"| {name} | {aligner_name} | {tally.strict:.3f} | {tally.gap_precision:.2f} "
                f"| {tally.gap_recall:.2f} | {speed:.1f}× |"
            )
    return "\n".join([*lines, "", "![strict F1 by set](benchmarks.svg)", ""])


def plot(results: dict[str, dict[str, Tally]], path: Path) -> None:
    """Strict F1 and gap recall of every aligner by set, as SVG."""
    import matplotlib as mpl

    mpl.use("svg")
    mpl.rcParams["svg.hashsalt"] = "taiyaku"
    import matplotlib.pyplot as plt

    names = list(next(iter(results.values())))
    figure, axes = plt.subplots(1, 2, figsize=(11, 0.5 * len(results) + 2), sharey=True)
    panels: list[tuple[str, Callable[[Tally], float]]] = [
        ("strict F1", lambda tally: tally.strict),
        ("gap recall", lambda tally: tally.gap_recall),
    ]
    for axis, (title, value) in zip(axes, panels, strict=True):
        for k, name in enumerate(names):
            places = [row + 0.2 * (k - 1.5) for row in range(len(results))]
            axis.barh(places, [value(tallies[name]) for tallies in results.values()], 0.18, label=name)
        axis.set_title(title)
        axis.set_xlim(0, 1)
    axes[0].set_yticks(range(len(results)), list(results))
    axes[0].invert_yaxis()
    axes[1].legend(loc="lower left", bbox_to_anchor=(1.0, 0.0))
    figure.savefig(path, bbox_inches="tight", metadata={"Date": None})


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpora", type=Path)
    parser.add_argument("sets", nargs="+")
    parser.add_argument("--without", type=Path)
    parser.add_argument("--limit", type=int)
    parser.add_argument("--out", type=Path)
    arguments = parser.parse_args()
    results = {}
    for name in arguments.sets:
        results[name] = measure(arguments.corpora / name, arguments.limit, arguments.without)
        for aligner_name, tally in results[name].items():
            print(
                f"{name:14s} {aligner_name:20s} strict {tally.strict:.3f}  gap P {tally.gap_precision:.2f} "
                f"R {tally.gap_recall:.2f}  {tally.segments / tally.seconds:.0f} segments/s",
                flush=True,
            )
    if arguments.out:
        limit = f" --limit {arguments.limit}" if arguments.limit else ""
        command = f"python -m tests.benchmarks.compare CORPORA {' '.join(arguments.sets)}{limit}"
        arguments.out.write_text(table(results, command + (" --without DIR" if arguments.without else "")), "utf-8")
        plot(results, arguments.out.with_suffix(".svg"))


if __name__ == "__main__":
    main()
