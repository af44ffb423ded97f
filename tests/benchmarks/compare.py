"""Accuracy and speed side by side: this program with and without meaning, Vecalign's search, Gale–Church.

    python -m tests.benchmarks.compare CORPORA SET [SET …] [--without DIR] [--limit N] [--package]
        [--scale [NAME …]] [--out docs/benchmarks.md]

CORPORA is a folder of gold sets (`NAME/*.en`, `.ja`, `.gold`). With ``--without`` this program uses DIR/DOMAIN.json,
learned without the set's own domain, and the others the embeddings that go with it. All aligners run in one process,
one after the other on a few documents, so that a busy machine slows them alike; they are warm, but remember no text,
and each embeds a text once. With ``--package`` Vecalign's search is run as well over the embeddings as the encoder's
own package makes them, which takes longer than all the rest. With ``--scale`` the time and memory of documents of
CORPORA/scale are measured first, before anything else has taken memory. Writes a table and, beside it, a plot.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from aligner.gold.scores import one_sided_apart
from tests.benchmarks import scale
from tests.benchmarks.aligners import VECALIGN, contenders, timed, warm
from tests.benchmarks.gold_sets import parameters_without, read_set
from tests.benchmarks.tally import Tally, count

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

#: Documents an aligner has in a row: it leaves the next one a cold processor, and BLAS's threads spinning for a moment.
_IN_A_ROW = 5

Results = dict[str, dict[str, Tally]]


def measure(folder: Path, arguments: argparse.Namespace) -> dict[str, Tally]:
    """Every aligner's tally over a set."""
    aligners = contenders(parameters_without(arguments.without, folder.name), package=arguments.package)
    tallies = {name: Tally() for name in aligners}
    warm(aligners)
    documents = list(read_set(folder, arguments.limit))
    for start in range(0, len(documents), _IN_A_ROW):
        for name, align in aligners.items():
            for document in documents[start : start + _IN_A_ROW]:
                found, seconds = timed(align, document.en, document.ja)
                tallies[name].seconds += seconds
                tallies[name].segments += document.size
                tallies[name].documents.append(count(document.beads, frozenset(one_sided_apart(found))))
    return tallies


def page(results: Results, lengths: Sequence[scale.Length], command: str, plot_name: str) -> str:
    """All that was measured, as a Markdown page."""
    lines = ["# Benchmarks", "", "*Reference*", "", "This command produced all figures on this page:", ""]
    lines += [f"    {command}", ""]
    if results:
        lines += _accuracy(results, plot_name)
    if lengths:
        lines += scale.section(lengths)
    return "\n".join(lines)


def _accuracy(results: Results, plot_name: str) -> list[str]:
    lines = [
        "## Against other aligners",
        "",
        "- *Strict F1* is defined as in Vecalign: a bead is right if both sides are equal to the gold. *95%* is the",
        "  middle 95% over samples of the documents.",
        "- *Gap P, R and F1* are precision, recall and F1 of gaps: segments without a counterpart.",
        "- *Segments/s* counts the segments of both sides, and the time includes embedding. *Speed* is relative to",
        "  Vecalign's search over the same embeddings. All aligners run in one warm process, in turn on a few",
        "  documents. Each embeds a text once.",
        "",
        "| set | aligner | strict F1 | 95% | gap P | gap R | gap F1 | segments/s | speed |",
        "|---|---|--:|:-:|--:|--:|--:|--:|--:|",
    ]
    for name, tallies in results.items():
        for aligner_name, tally in tallies.items():
            low, high = tally.strict_interval
            lines.append(
                f"| {name} | {aligner_name} | {tally.strict:.3f} | {low:.3f}–{high:.3f} | {_gaps(tally)} "
                f"| {tally.speed:.0f} | {tally.speed / tallies[VECALIGN].speed:.1f}× |"
            )
    lines += ["", *_macro(results), "", f"![strict F1 and gap F1 by set]({plot_name})", ""]
    return lines


def _gaps(tally: Tally) -> str:
    """Precision, recall and F1; nothing where there are no gaps to find."""
    if not any(counts.gaps_wanted for counts in tally.documents):
        return "– | – | –"
    return f"{tally.gap_precision:.3f} | {tally.gap_recall:.3f} | {tally.gap_f1:.3f}"


def _macro(results: Results) -> list[str]:
    """The mean over sets, and over those made with gaps, of every aligner."""
    lines = ["Means over sets:", "", "| aligner | strict F1 | gap F1 of `-gaps` sets |", "|---|--:|--:|"]
    for name in next(iter(results.values())):
        strict = [tallies[name].strict for tallies in results.values()]
        gaps = [tallies[name].gap_f1 for set_name, tallies in results.items() if set_name.endswith("-gaps")]
        shown = f"{sum(gaps) / len(gaps):.3f}" if gaps else "–"
        lines.append(f"| {name} | {sum(strict) / len(strict):.3f} | {shown} |")
    return lines


def plot(results: Mapping[str, Mapping[str, Tally]], path: Path) -> None:
    """Strict F1 with its interval, and gap F1, of every aligner by set, as SVG."""
    import matplotlib as mpl

    mpl.use("svg")
    mpl.rcParams["svg.hashsalt"] = "taiyaku"
    import matplotlib.pyplot as plt

    names = list(next(iter(results.values())))
    figure, axes = plt.subplots(1, 2, figsize=(11, 0.6 * len(results) + 2), sharey=True)
    panels: list[tuple[str, Callable[[Tally], float]]] = [
        ("strict F1 (line: 95%)", lambda tally: tally.strict),
        ("gap F1", lambda tally: tally.gap_f1),
    ]
    for axis, (title, value) in zip(axes, panels, strict=True):
        for k, name in enumerate(names):
            places = [row + 0.2 * (k - (len(names) - 1) / 2) for row in range(len(results))]
            axis.barh(places, [value(tallies[name]) for tallies in results.values()], 0.18, label=name)
            if axis is axes[0]:
                for place, tallies in zip(places, results.values(), strict=True):
                    axis.plot(tallies[name].strict_interval, (place, place), color="black", linewidth=0.8)
        axis.set_title(title)
        axis.set_xlim(0, 1)
    axes[0].set_yticks(range(len(results)), list(results))
    axes[0].invert_yaxis()
    axes[1].legend(loc="lower left", bbox_to_anchor=(1.0, 0.0))
    figure.savefig(path, bbox_inches="tight", metadata={"Date": None})


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpora", type=Path)
    parser.add_argument("sets", nargs="*")
    parser.add_argument("--without", type=Path)
    parser.add_argument("--limit", type=int, help="documents of a set")
    parser.add_argument("--package", action="store_true", help="Vecalign over the encoder's own package as well")
    parser.add_argument("--scale", nargs="*", metavar="NAME", help="documents of CORPORA/scale; s500 s2000 s8000")
    parser.add_argument("--out", type=Path)
    arguments = parser.parse_args()
    lengths: list[scale.Length] = []
    if arguments.scale is not None:
        lengths = scale.measure(arguments.corpora, arguments.scale or ["s500", "s2000", "s8000"], arguments.without)
        print("\n".join(scale.section(lengths)), flush=True)
    results: Results = {}
    for name in arguments.sets:
        results[name] = measure(arguments.corpora / name, arguments)
        for aligner_name, tally in results[name].items():
            low, high = tally.strict_interval
            print(
                f"{name:14s} {aligner_name:20s} strict {tally.strict:.3f} ({low:.3f}–{high:.3f})  "
                f"gap P {tally.gap_precision:.3f} R {tally.gap_recall:.3f} F {tally.gap_f1:.3f}  "
                f"{tally.speed:.0f} segments/s",
                flush=True,
            )
    if arguments.out:
        figure = arguments.out.with_suffix(".svg")
        arguments.out.write_text(page(results, lengths, _command(arguments), figure.name), "utf-8")
        if results:
            plot(results, figure)


def _command(arguments: argparse.Namespace) -> str:
    """What to type to have the page again; folders by what they hold."""
    words = ["python -m tests.benchmarks.compare CORPORA", *arguments.sets]
    words += ["--without DIR"] if arguments.without else []
    words += ["--package"] if arguments.package else []
    words += [f"--limit {arguments.limit}"] if arguments.limit is not None else []
    words += ["--scale", *arguments.scale] if arguments.scale is not None else []
    return " ".join([*words, f"--out {arguments.out.name}"])


if __name__ == "__main__":
    main()
