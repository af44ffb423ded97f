"""How well wrong pairs of a file of pairs are found: the pairs of gold sets in any order, one in twenty swapped.

    python -m tests.benchmarks.swapped_units CORPORA SET … [--no-meaning]

Prints, of the right pairs and of the swapped ones, how many are told of as doubtful, and of the swapped ones how many
with the text that they came from. Right ones that are told of are printed to be read.
"""

from __future__ import annotations

import argparse
import random
from pathlib import Path
from typing import TYPE_CHECKING

from aligner import __version__
from aligner.document.load import bitext_from_texts
from aligner.document.source import Extract
from aligner.model import Bitext, FindingKind, Lang, Unit
from aligner.pipeline import run
from aligner.settings import Settings
from tests.benchmarks.gold_sets import read_set

if TYPE_CHECKING:
    from collections.abc import Sequence

_MOST, _SHARE = 1500, 20
_RELATIONS = {(FindingKind.OUTDATED, "unlike"), (FindingKind.MOVED, "unit")}


def swapped(pairs: Sequence[tuple[str, str]], chance: random.Random) -> tuple[Bitext, dict[int, int]]:
    """A file of pairs with some Japanese texts passed on to the next of them; those and where they came from."""
    wrong = sorted(chance.sample(range(len(pairs)), max(2, len(pairs) // _SHARE)))
    came_from = dict(zip(wrong, wrong[1:] + wrong[:1], strict=True))
    extracts = {lang: Extract(str(lang), lang=lang) for lang in Lang}
    for k, (en, _) in enumerate(pairs):
        for lang, text in ((Lang.EN, en), (Lang.JA, pairs[came_from.get(k, k)][1])):
            extracts[lang].add(text, line=k + 1, unit=Unit(str(k)))
    return bitext_from_texts(extracts[Lang.EN].source(), extracts[Lang.JA].source(), Settings()), came_from


def main() -> None:
    """Measure every set that is named, and all together."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpora", type=Path)
    parser.add_argument("sets", nargs="+")
    parser.add_argument("--no-meaning", action="store_true")
    options = parser.parse_args()
    total = [0] * 5
    for name in options.sets:
        chance = random.Random(1)
        gold = [
            (document.en[en[0]], document.ja[ja[0]])
            for document in read_set(options.corpora / name)
            for en, ja in document.beads
            if len(en) == len(ja) == 1
        ][:_MOST]
        chance.shuffle(gold)
        bitext, came_from = swapped(gold, chance)
        record = run(bitext, Settings(meaning=not options.no_meaning), __version__)
        told = {it.en[0]: it for it in record.findings if (it.kind, it.detail["relation"]) in _RELATIONS}
        for k in sorted(set(told) - set(came_from)):
            print(f"    right: {gold[k][0]} | {gold[k][1]}")
        placed = [k for k in set(told) & set(came_from) if told[k].detail.get("fits") is not None]
        there = [k for k in placed if gold[int(str(told[k].detail["fits"]))][1] == bitext.ja.segment_text(k)]
        counts = [len(gold) - len(came_from), len(set(told) - set(came_from)), len(came_from)]
        counts += [len(set(told) & set(came_from)), len(there)]
        print(name, *counts, sep="\t")
        total = [a + b for a, b in zip(total, counts, strict=True)]
    print("all", *total, sep="\t")


if __name__ == "__main__":
    main()
