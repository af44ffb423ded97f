"""False alarms: what the finders say of beads that are right, by kind, relation and severity, with a sample to read.

    python -m tests.benchmarks.alarms CORPORA SET [SET …] [--kind KIND …] [--severity SEVERITY …] [--sample N]
        [--limit N] [--no-meaning]

CORPORA is a folder of gold sets (`NAME/*.en`, `.ja`, `.gold`). Every finder is run over the gold beads, each with a
confidence of 1, so that nothing said of a pair can be blamed on the alignment. Prints findings per thousand pairs for
every set and for all together, and of those that are wanted N, always the same ones, with both texts; how many of them
are true is for a reader to say.
"""

from __future__ import annotations

import argparse
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Self

import aligner
from aligner.document.load import bitext_from_segments
from aligner.findings.finders import find_all
from aligner.findings.inspection import Inspection
from aligner.matching.prepare import encoder_of, prepare
from aligner.model import Alignment, Bead, Bitext, Finding, FindingKind, Lang, Severity
from aligner.parameters import Parameters, load_parameters
from tests.benchmarks.gold_sets import GoldDocument, read_set

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

#: What is counted apart.
Sort = tuple[str, str, str]


@dataclass
class Alarms:
    """How many pairs were looked at, and what was said of them."""

    pairs: int = 0
    counts: Counter[Sort] = field(default_factory=Counter)
    read: list[str] = field(default_factory=list)

    def __iadd__(self, other: Alarms) -> Self:
        self.pairs += other.pairs
        self.counts += other.counts
        self.read += other.read
        return self

    def rows(self) -> Iterator[tuple[Sort, int, float]]:
        """(kind, relation and severity; how many; how many in a thousand pairs), in order."""
        for sort, count in sorted(self.counts.items()):
            yield sort, count, 1000 * count / max(self.pairs, 1)


def gold_alignment(document: GoldDocument) -> Alignment:
    """The gold as an alignment of sure beads; a pair that starts before another that precedes it counts as moved."""
    bitext = bitext_from_segments(document.en, document.ja, aligner.Settings(source_lang=Lang.EN))
    holder = {k: en for en, ja in document.beads if en for k in ja}

    def order(pair: tuple[tuple[int, ...], tuple[int, ...]]) -> tuple[int, bool, int]:
        """English position; a Japanese segment that is alone comes after the pair of the nearest one before it."""
        en, ja = pair
        if en:
            return en[0], False, -1
        before = next((holder[k] for k in range(ja[0] - 1, -1, -1) if k in holder), (-1,))
        return before[0], True, ja[0]

    beads: list[Bead] = []
    reached = -1
    for en, ja in sorted(document.beads, key=order):
        moved = bool(en and ja) and ja[0] < reached
        beads.append(Bead(len(beads), en, ja, 1.0, moved=moved))
        reached = max(reached, *ja) if en and ja else reached
    return Alignment(bitext, tuple(beads))


def inspect(alignment: Alignment, parameters: Parameters, *, meaning: bool) -> Inspection:
    """What the finders look at."""
    encoder = encoder_of(parameters) if meaning else None
    return Inspection(alignment, prepare(alignment.bitext, parameters.lexicon, encoder), parameters.lexicon, encoder)


def measure(folder: Path, parameters: Parameters, wanted: Wanted, limit: int | None, *, meaning: bool) -> Alarms:
    """The alarms of a set."""
    total = Alarms()
    for document in read_set(folder, limit):
        alignment = gold_alignment(document)
        findings = [it for it in find_all(inspect(alignment, parameters, meaning=meaning)) if wanted.takes(it)]
        total += Alarms(
            sum(bead.paired for bead in alignment.beads),
            Counter((it.kind.value, str(it.detail["relation"]), it.severity.value) for it in findings),
            [shown(f"{folder.name}/{document.name}", alignment.bitext, it) for it in findings],
        )
    return total


@dataclass(frozen=True)
class Wanted:
    """Which findings are counted; nothing named takes all."""

    kinds: frozenset[str] = frozenset()
    severities: frozenset[str] = frozenset()

    def takes(self, finding: Finding) -> bool:
        """Whether a finding is counted."""
        return (not self.kinds or finding.kind.value in self.kinds) and (
            not self.severities or finding.severity.value in self.severities
        )


def shown(name: str, bitext: Bitext, finding: Finding) -> str:
    """A finding with both texts, to be read."""
    lines = [f"{name}  {finding.severity} {finding.kind}/{finding.detail['relation']}", f"  {finding.message['en']}"]
    for lang in Lang:
        text = " ⏎ ".join(bitext.side(lang).segment_text(k) for k in finding.side(lang))
        lines.append(f"  {lang}: {text[:400]}")
    return "\n".join(lines)


def sample(texts: list[str], size: int) -> list[str]:
    """So many of them, evenly spread."""
    step = max(len(texts) / size, 1.0) if size else 1.0
    return [texts[int(k * step)] for k in range(min(size, len(texts)))]


def table(results: Mapping[str, Alarms]) -> str:
    """The counts of every set as Markdown."""
    lines = ["| set | pairs | kind | relation | severity | findings | per 1000 |", "|---|--:|---|---|---|--:|--:|"]
    for name, alarms in results.items():
        for (kind, relation, severity), count, rate in alarms.rows():
            lines.append(f"| {name} | {alarms.pairs} | {kind} | {relation} | {severity} | {count} | {rate:.1f} |")
        lines += [] if alarms.counts else [f"| {name} | {alarms.pairs} | – | – | – | 0 | 0.0 |"]
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpora", type=Path)
    parser.add_argument("sets", nargs="+")
    parser.add_argument("--kind", nargs="+", default=[], choices=[kind.value for kind in FindingKind])
    parser.add_argument("--severity", nargs="+", default=[], choices=[severity.value for severity in Severity])
    parser.add_argument("--sample", type=int, default=0, metavar="N")
    parser.add_argument("--limit", type=int, help="documents of a set")
    parser.add_argument("--no-meaning", action="store_true", help="leave the sentence encoder out, which is faster")
    arguments = parser.parse_args()
    parameters = load_parameters(None)
    wanted = Wanted(frozenset(arguments.kind), frozenset(arguments.severity))
    results = {
        name: measure(arguments.corpora / name, parameters, wanted, arguments.limit, meaning=not arguments.no_meaning)
        for name in arguments.sets
    }
    total = Alarms()
    for alarms in results.values():
        total += alarms
    print(table(results if len(results) == 1 else {**results, "all sets": total}))
    for text in sample(total.read, arguments.sample):
        print(f"\n{text}")


if __name__ == "__main__":
    main()
