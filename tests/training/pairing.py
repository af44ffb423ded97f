"""Learn how sure it is that two documents are each other's translation (`aligner.batch.pairing.similarity`).

    python -m tests.training.pairing CORPORA

The documents are those of gold sets. They are taken whole, in pieces of about ten beads (pieces of one document are
on one subject), and with the figures that both sides share replaced (a series of documents that differ in nothing
else); some of either side are left without their other. Small collections are drawn too, since a pair has fewer rivals
there. Prints the weights.
"""

from __future__ import annotations

import argparse
import re
import unicodedata
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import numpy as np

import aligner
from aligner.batch.pairing.nearest import find_candidates
from aligner.batch.pairing.profile import Profile, profile
from aligner.batch.pairing.similarity import WEIGHTS, weigh
from aligner.document.load import bitext_from_segments
from aligner.matching.prepare import encoder_of
from aligner.model import Lang
from aligner.parameters import load_parameters
from tests.batch.sides import gather
from tests.benchmarks.gold_sets import read_set

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from aligner.arrays import Bools, Floats64
    from tests.benchmarks.gold_sets import GoldDocument

#: What the weights are learned from. `tests.benchmarks.pairing` measures on others.
SETS = ("rustbook", "crust", "gnome", "react", "ami", "tatoeba")
#: Beads of a piece, documents of a series, and the chance of a document to have no other side.
_PIECE, _SERIES, _ALONE = 10, 3, 0.2
#: Documents of the collections that are drawn; None is all there are.
_SIZES: tuple[int | None, ...] = (None, None, 40, *(12,) * 8, *(5,) * 16, *(3,) * 16, *(2,) * 16)
_ROUNDS = 3
#: How often a series by itself is drawn in a round.
_ALIKE = 4
#: How hard weights of standardised features are pulled towards zero, in documents.
_PULL = 1e-3
_FIGURES = re.compile(r"\d+")


@dataclass(frozen=True)
class Both:
    """The profiles of a document and of its translation."""

    en: Profile
    ja: Profile


def main() -> None:
    """Learn and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpora", type=Path)
    arguments = parser.parse_args()
    random = np.random.default_rng(1)
    documents = [document for name in SETS for document in read_set(arguments.corpora / name)]
    whole = [both(document.en, document.ja) for document in documents]
    pieces = [piece for document in documents for piece in pieces_of(document)]
    groups = [[own, *series_of(document, random)] for own, document in zip(whole, documents, strict=True)]
    series = [one for group in groups for one in group]
    features, right = [], []
    drawn = [(collection, size) for collection in (whole, pieces, series) for size in _SIZES]
    # A folder may hold nothing but one series.
    drawn += [(group, None) for group in groups if len(group) > 1 for _ in range(_ALIKE)]
    for collection, size in drawn * _ROUNDS:
        some = [collection[k] for k in random.permutation(len(collection))[:size]]
        found, is_right = examples(*shuffled(some, random))
        features.append(found)
        right.append(is_right)
    weights, bias = fit(np.concatenate(features), np.concatenate(right))
    print(f"{len(whole)} documents, {len(pieces)} pieces, {len(series)} in series")
    for name, weight in zip(WEIGHTS, weights, strict=True):
        print(f'    "{name}": {weight:.2f},')
    print(f"BIAS = {bias:.2f}")


def both(en: Sequence[str], ja: Sequence[str]) -> Both:
    """The profiles of a document and its translation, given as segments."""
    bitext = bitext_from_segments(en, ja, aligner.Settings(source_lang=Lang.EN))
    encoder = encoder_of(load_parameters())
    return Both(profile(bitext.en, encoder), profile(bitext.ja, encoder))


def pieces_of(document: GoldDocument) -> Iterator[Both]:
    """A document cut into pieces where its gold can be cut."""
    beads = sorted(document.beads, key=lambda bead: (bead[0] or bead[1])[0])
    count = max(1, len(beads) // _PIECE)
    for k in range(count):
        part = beads[k * len(beads) // count : (k + 1) * len(beads) // count]
        en, ja = (
            [side[n] for bead in part for n in bead[which]] for which, side in enumerate((document.en, document.ja))
        )
        if en and ja:
            yield both(en, ja)


def series_of(document: GoldDocument, random: np.random.Generator) -> Iterator[Both]:
    """The document with other figures in place of those that both sides hold."""
    sides = [[unicodedata.normalize("NFKC", text) for text in side] for side in (document.en, document.ja)]
    shared = set.intersection(*(set(_FIGURES.findall("\n".join(side))) for side in sides))
    figures = sorted(figure for figure in shared if len(figure) > 1)
    if len(figures) < 3 or document.size > 240:
        return
    for _ in range(_SERIES):
        other = {old: old[0] + "".join(map(str, random.integers(0, 10, len(old) - 1))) for old in figures}
        en, ja = (
            [_FIGURES.sub(lambda found: other.get(found[0], found[0]), text) for text in side]  # noqa: B023
            for side in sides
        )
        yield both(en, ja)


def shuffled(
    documents: Sequence[Both], random: np.random.Generator
) -> tuple[list[Profile], list[Profile], set[tuple[int, int]]]:
    """Both sides of a collection out of order, some documents on one side alone; and which belong together."""
    order = random.permutation(len(documents))
    alone = min(int(random.binomial(len(documents), _ALONE)), len(documents) // 2)
    sides = [random.permutation(order[alone:]), random.permutation(np.concatenate([order[:alone], order[2 * alone :]]))]
    places = {int(number): place for place, number in enumerate(sides[1])}
    together = {(place, places[int(number)]) for place, number in enumerate(sides[0]) if int(number) in places}
    return [documents[k].en for k in sides[0]], [documents[k].ja for k in sides[1]], together


def examples(en: Sequence[Profile], ja: Sequence[Profile], together: set[tuple[int, int]]) -> tuple[Floats64, Bools]:
    """The features of a collection's candidates, and which of them are right."""
    with TemporaryDirectory() as folder:
        sides = gather(en, Path(folder, "en")), gather(ja, Path(folder, "ja"))
        candidates = find_candidates(sides[0].parts, sides[1].parts)
        features = weigh(candidates, *sides).features
    right = [(i, j) in together for i, j in zip(candidates.en.tolist(), candidates.ja.tolist(), strict=True)]
    return features, np.array(right)


def fit(features: Floats64, right: Bools) -> tuple[Floats64, float]:
    """Weights and bias of a logistic regression, by Newton's method; features are standardised for the pull."""
    mean, spread = features.mean(axis=0), features.std(axis=0)
    rows = np.column_stack([(features - mean) / spread, np.ones(len(features))])
    pull = np.append(np.full(features.shape[1], _PULL * len(rows)), 0.0)
    weights = np.zeros(rows.shape[1])
    for _ in range(100):
        chance = 1 / (1 + np.exp(-rows @ weights))
        slope = rows.T @ (chance - right) + pull * weights
        bend = (rows * (chance * (1 - chance))[:, None]).T @ rows + np.diag(pull + 1e-9)
        step = np.linalg.solve(bend, slope)
        weights -= step
        if np.abs(step).max() < 1e-9:
            break
    plain = weights[:-1] / spread
    return plain, float(weights[-1] - plain @ mean)


if __name__ == "__main__":
    main()
