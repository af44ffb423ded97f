"""Whether a clause that was taken out of one side of a pair is found, and what is found where nothing was.

    python -m tests.benchmarks.clauses CORPORA SET [SET …] [--without DIR] [--no-meaning] [--limit N] [--out FILE]

CORPORA and ``--without`` are as in `tests.benchmarks.compare`. From some beads of every document a clause is taken out,
on one side, from a fixed seed (`tests.benchmarks.planted_clauses`); the documents are aligned as any others. Recall is
the share of those beads with a finding of kind partial, outdated or condensed on them. A false alarm is an untouched
gold bead that draws one of a kind; gold translations leave things out too, so some are true. FILE is Markdown.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from random import Random
from typing import TYPE_CHECKING

import aligner
from aligner.model import FindingKind, Lang, Severity
from tests.benchmarks.command import publish, read_arguments, written
from tests.benchmarks.gold_sets import parameters_without, read_set
from tests.benchmarks.planted_clauses import SEED, plant

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from aligner.api import DirectedFinding, Result
    from tests.benchmarks.gold_sets import Bead

KINDS = (FindingKind.PARTIAL, FindingKind.OUTDATED, FindingKind.CONDENSED)
OTHERS = (FindingKind.OMISSION, FindingKind.ADDITION, FindingKind.NUMBER)
#: Confidences of a finding at which the curve is shown.
CURVE = (0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9)


@dataclass
class Found:
    """What was found over the beads of a set.

    Attributes:
        planted: confidence of the surest finding on every bead that a clause was taken from, 0 where there is none.
        placed: how many of the findings on those beads are on the side that was not touched.
        warned: how many of those beads draw a warning or an error.
        otherwise: on how many more of those beads text without a counterpart or a number is told of.
        untouched: confidence of the surest finding on every other bead, translator's additions in brackets left out.
        drawn: how many untouched beads draw a finding, by kind and whether it is a warning or an error.
    """

    planted: list[float] = field(default_factory=list)
    placed: int = 0
    warned: int = 0
    otherwise: int = 0
    untouched: list[float] = field(default_factory=list)
    drawn: Counter[tuple[FindingKind, bool]] = field(default_factory=Counter)

    def __add__(self, other: Found) -> Found:
        return Found(
            self.planted + other.planted,
            self.placed + other.placed,
            self.warned + other.warned,
            self.otherwise + other.otherwise,
            self.untouched + other.untouched,
            self.drawn + other.drawn,
        )

    def recall(self, least: float = 0.0) -> float:
        """The share of planted clauses with a finding of some confidence."""
        return _share([confidence > 0 and confidence >= least for confidence in self.planted])

    def alarms(self, least: float = 0.0) -> float:
        """The share of untouched beads with one."""
        return _share([confidence > 0 and confidence >= least for confidence in self.untouched])

    def share(self, kind: FindingKind, *, warning: bool) -> float:
        """The share of untouched beads that draw a finding of a kind."""
        return self.drawn[kind, warning] / max(len(self.untouched), 1)


def _share(held: list[bool]) -> float:
    return sum(held) / max(len(held), 1)


def judge(result: Result, beads: Iterable[Bead], planted: Mapping[Bead, str]) -> Found:
    """What was found on the paired beads of a document; ``planted`` tells the side that a clause was taken from."""
    on: dict[tuple[str, int], list[DirectedFinding]] = {}
    others: set[tuple[str, int]] = set()
    for finding in result.findings:
        places = [("en", k) for k in finding.source] + [("ja", k) for k in finding.target]
        if finding.kind in KINDS and finding.detail["relation"] in ("clause", "extra", "names", "summary"):
            for place in places:
                on.setdefault(place, []).append(finding)
        elif finding.kind in OTHERS:
            others.update(places)
    found = Found()
    for bead in beads:
        if not all(bead):
            continue
        places = [(side, k) for side, held in zip(("en", "ja"), bead, strict=True) for k in held]
        here = [each for place in places for each in on.get(place, ())]
        surest = max((_confidence(each) for each in here), default=0.0)
        warned = any(each.severity is not Severity.INFO for each in here)
        if bead in planted:
            found.planted.append(surest)
            other = "ja" if planted[bead] == "en" else "en"
            found.placed += any(each.detail[other] is not None for each in here)
            found.warned += warned
            found.otherwise += not here and not others.isdisjoint(places)
        else:
            found.untouched.append(surest)
            found.drawn.update({(each.kind, each.severity is not Severity.INFO) for each in here})
    return found


def _confidence(finding: DirectedFinding) -> float:
    confidence = finding.detail["confidence"]
    return confidence if isinstance(confidence, float) else 0.0


def measure(folder: Path, settings: aligner.Settings, limit: int | None) -> Found:
    """What is found over a set."""
    found = Found()
    draw = Random(SEED)
    for document in read_set(folder, limit):
        changed, planted = plant(document, draw)
        result = aligner.align_segments(changed.en, changed.ja, settings=settings)
        found += judge(result, sorted(document.beads), {bead: one.lang for bead, one in planted.items()})
    return found


def page(results: Mapping[str, Found], command: str) -> str:
    """The results as Markdown."""
    total = sum(results.values(), Found())
    lines = [
        "# Clauses taken out and found",
        "",
        f"Made by `{command}`. Shares of beads; w: warning or error, i: note.",
        "",
        "| set | planted | found | warned | right side | told otherwise | untouched | "
        + " | ".join(f"{kind} {level}" for kind in KINDS for level in "wi")
        + " |",
        "|---|" + "--:|" * (6 + 2 * len(KINDS)),
    ]
    for name, found in [*results.items(), ("all sets", total)]:
        size = max(len(found.planted), 1)
        drawn = [f"{found.share(kind, warning=warning):.3f}" for kind in KINDS for warning in (True, False)]
        counts = (sum(each > 0 for each in found.planted), found.warned, found.placed, found.otherwise)
        shares = [f"{number / size:.2f}" for number in counts]
        cells = [name, len(found.planted), *shares, len(found.untouched), *drawn]
        lines.append(f"| {' | '.join(map(str, cells))} |")
    lines += ["", "Recall / share of untouched beads with a finding, by the confidence asked for:", ""]
    lines += ["| set | " + " | ".join(map(str, CURVE)) + " |", "|---|" + "--:|" * len(CURVE)]
    for name, found in [*results.items(), ("all sets", total)]:
        curve = (f"{found.recall(least):.2f} / {found.alarms(least):.3f}" for least in CURVE)
        lines.append(f"| {name} | {' | '.join(curve)} |")
    return "\n".join([*lines, ""])


def main() -> None:
    arguments = read_arguments(__doc__)
    results = {}
    for name in arguments.sets:
        parameters = parameters_without(arguments.without, name)
        settings = aligner.Settings(
            source_lang=Lang.EN, target_lang=Lang.JA, meaning=not arguments.no_meaning, parameters=parameters
        )
        results[name] = measure(arguments.corpora / name, settings, arguments.limit)
        print(f"{name:10s} recall {results[name].recall():.2f}  alarms {results[name].alarms():.3f}", flush=True)
    publish(page(results, written("tests.benchmarks.clauses", arguments)), arguments)


if __name__ == "__main__":
    main()
