"""How many exchanged neighbours are found: sentences of the gold sets, some of them exchanged with the next one.

    python -m tests.benchmarks.exchanged CORPORA SET …

The segments of every document are aligned twice: untouched, where every finding of exchanged sentences is counted, and
with up to five pairs of neighbours exchanged in the Japanese. Works without sentence meaning.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

from aligner import Settings, align_segments
from aligner.model import FindingKind
from tests.benchmarks.gold_sets import read_set

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tests.benchmarks.gold_sets import GoldDocument

#: Documents of a set, segments of a document, exchanged pairs of a document, and segments between two of these.
_DOCUMENTS, _SEGMENTS, _EXCHANGED, _APART = 12, 150, 5, 6
#: English characters of the shortest sentence that is exchanged.
_SHORTEST = 25


def exchanged_segments(en: Sequence[str], ja: Sequence[str]) -> list[set[int]]:
    """The English segments of each finding of exchanged sentences."""
    result = align_segments(en, ja, settings=Settings(meaning=False))
    return [
        set(finding.source)
        for finding in result.findings
        if finding.kind == FindingKind.MOVED and finding.detail["relation"] in {"exchanged", "moved"}
    ]


def chosen(document: GoldDocument, chance: Random) -> list[tuple[int, int]]:
    """Pairs of one English and one Japanese segment, each followed by another such pair, to be exchanged with it."""
    pairs = {(en[0], ja[0]) for en, ja in document.beads if len(en) == len(ja) == 1 and max(*en, *ja) < _SEGMENTS - 1}
    long = {(en, ja) for en, ja in pairs if len(document.en[en]) > _SHORTEST}
    places = sorted((en, ja) for en, ja in long if (en + 1, ja + 1) in long)
    chance.shuffle(places)
    kept: list[tuple[int, int]] = []
    for place in places:
        if len(kept) < _EXCHANGED and all(abs(place[1] - other[1]) > _APART for other in kept):
            kept.append(place)
    return kept


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpora", type=Path)
    parser.add_argument("sets", nargs="+")
    arguments = parser.parse_args()
    chance = Random(2)
    planted = found = alarms = segments = 0
    for name in arguments.sets:
        for document in list(read_set(arguments.corpora / name))[:_DOCUMENTS]:
            en, ja = list(document.en[:_SEGMENTS]), list(document.ja[:_SEGMENTS])
            untouched = exchanged_segments(en, ja)
            alarms, segments = alarms + len(untouched), segments + len(en)
            places = chosen(document, chance)
            for _, k in places:
                ja[k], ja[k + 1] = ja[k + 1], ja[k]
            reported = exchanged_segments(en, ja)
            hits = [any({k, k + 1} & numbers for numbers in reported) for k, _ in places]
            planted, found = planted + len(hits), found + sum(hits)
        print(f"{name}: {found} of {planted} found, {alarms} findings on {segments} untouched English segments so far")


if __name__ == "__main__":
    main()
