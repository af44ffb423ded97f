"""What a build makes of changes, measured on gold documents: whom it fails, and whom it does not.

    python -m tests.benchmarks.builds CORPORA SET… [--limit N] [--no-meaning]

Every document is checked with its translation as it is and all of that accepted. Then, with the same seed for the same
document, one of these is done, and the check says which findings count (of warning and above):

- *cut*: a sentence that is paired one to one is taken out of the translation. A build should fail, at that sentence.
- *lag*: a sentence is taken out of the translation long before, so that the baseline does not know it; now another
  sentence of the translation is reworded, harmlessly. The build should not fail.
- *source*: two sentences of the original are taken out and two made-up ones put in. The build must not fail.
"""

from __future__ import annotations

import argparse
import random
import tempfile
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from aligner.model import Lang, Severity
from aligner.project.accepting import renewed
from aligner.project.checking import Checking
from aligner.project.pairs import Pair
from aligner.project.results import Standing
from aligner.settings import Settings
from tests.benchmarks.gold_sets import GoldDocument, read_set

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aligner.project.baseline import Page
    from aligner.project.results import Check

PAIR = Pair("en.txt", "ja.txt")
ADDED = ["The committee postponed its decision on the lighthouse.", "Nobody had asked the cook about the second boat."]


class Trial:
    """One document in a folder of its own."""

    def __init__(self, folder: Path, document: GoldDocument, settings: Settings) -> None:
        self.folder = folder
        self.document = document
        self.settings = settings
        self.write(document.en, document.ja)
        self.accepted = renewed({}, self.check({}), whole=True)
        self.chance = random.Random(document.name)
        once = Counter(document.ja)
        self.pairs = sorted(
            (en[0], ja[0]) for en, ja in document.beads if len(en) == len(ja) == 1 and once[document.ja[ja[0]]] == 1
        )

    def write(self, en: Sequence[str], ja: Sequence[str]) -> None:
        (self.folder / PAIR.source).write_text("\n".join(en) + "\n", "utf-8")
        (self.folder / PAIR.target).write_text("\n".join(ja) + "\n", "utf-8")

    def check(self, baseline: dict[Pair, Page]) -> Check:
        # Every finding counts: this measures baselines, not certainty.
        checking = Checking(self.folder, self.settings, {}, Severity.WARNING, baseline, min_certainty=0.0)
        return checking.check([PAIR], whole=True)

    def cut(self) -> str:
        """``found`` where the build fails at the sentence, ``elsewhere`` where at others alone, ``missed``."""
        gone, at = self.chance.choice(self.pairs)
        self.write(self.document.en, self.document.ja[:at] + self.document.ja[at + 1 :])
        made = self.check(self.accepted)
        (checked,) = made.pairs
        failing = [it for it in checked.findings(Standing.NEW) if made.fails(it, Standing.NEW)]
        if any(gone in it.side(Lang.EN) for it in failing):
            return "found"
        return "elsewhere" if failing else "missed"

    def lag(self) -> str:
        gone, reworded = self.chance.sample([ja for _, ja in self.pairs], 2)
        left = [text for k, text in enumerate(self.document.ja) if k != gone]
        self.write(self.document.en, left)
        checking = Checking(self.folder, self.settings, {}, Severity.WARNING)
        record = checking.check([PAIR], whole=True)
        known = {pair: type(page)(page.sentences, ()) for pair, page in renewed({}, record, whole=True).items()}
        text = self.document.ja[reworded]
        self.write(self.document.en, [f"また、{text}" if it == text else it for it in left])
        return "fails" if self.check(known).failed else "passes"

    def source(self) -> str:
        kept = list(self.document.en)
        for _ in ADDED:
            del kept[self.chance.randrange(len(kept))]
        for text in ADDED:
            kept.insert(self.chance.randrange(len(kept) + 1), text)
        self.write(kept, self.document.ja)
        return "fails" if self.check(self.accepted).failed else "passes"


def measure(folder: Path, settings: Settings, limit: int | None, trials: int) -> dict[str, Counter[str]]:
    """How often each of the changes came out how."""
    results: dict[str, Counter[str]] = {"cut": Counter(), "lag": Counter(), "source": Counter()}
    for document in read_set(folder, limit):
        with tempfile.TemporaryDirectory() as place:
            trial = Trial(Path(place), document, settings)
            if len(trial.pairs) < 8:  # too little to call it a page
                continue
            for _ in range(trials):
                results["cut"][trial.cut()] += 1
                results["lag"][trial.lag()] += 1
            results["source"][trial.source()] += 1
    return results


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpora", type=Path)
    parser.add_argument("sets", nargs="+")
    parser.add_argument("--no-meaning", action="store_true")
    parser.add_argument("--limit", type=int)
    parser.add_argument("--trials", type=int, default=2)
    arguments = parser.parse_args()
    settings = Settings(source_lang=Lang.EN, meaning=not arguments.no_meaning, segmented=True)
    for name in arguments.sets:
        found = measure(arguments.corpora / name, settings, arguments.limit, arguments.trials)
        print(
            f"{name:14s} " + "   ".join(f"{change}: {_counted(counts)}" for change, counts in found.items()), flush=True
        )


def _counted(counts: Counter[str]) -> str:
    return ", ".join(f"{counts[name]} {name}" for name in sorted(counts))


if __name__ == "__main__":
    main()
