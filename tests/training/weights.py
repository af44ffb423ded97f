"""Learn the weights of beads and gaps with the search in the loop.

    python -m tests.training.weights OUT.json --lexicon LEXICON.tsv.gz [--leave-out DOMAIN ...]

A conditional random field over covers (Lafferty et al. 2001): the log-probability of the gold cover under `posterior`'s
distribution over all covers is maximised, with a pull of the weights towards zero. So beads compete with their
neighbours, pieces of a merged bead with the bead, and the gaps' opening cost is learned with the rest; and the posterior
that the program reports as confidence is the very distribution that was fitted.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from aligner.matching.features import gap_feature_names, gap_features, pair_feature_names, pair_features, valid_pairs
from aligner.matching.prepare import prepare
from aligner.matching.search import LONGEST, SHAPES, Lattice, full_band, posterior
from aligner.parameters import SCHEMA, Lexicon, read_lexicon
from tests.training.material import GoldDocument, documents, kept_domains

VARIANTS = ("", "-gaps", "-merge")
PULL = 2.0  # strength of the pull towards zero, per weight squared, against a sum over documents
MAX_CELLS = 200 * 200

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Example:
    """A document's features, and those of its gold cover summed."""

    pair: NDArray[np.float32]
    valid: NDArray[np.bool_]
    en_gap: NDArray[np.float32]
    ja_gap: NDArray[np.float32]
    gold: Floats

    def split(self, vector: Floats) -> tuple[Floats, Floats, Floats, float, float]:
        p, g = self.pair.shape[-1], self.en_gap.shape[-1]
        return vector[:p], vector[p : p + g], vector[p + g : p + 2 * g], vector[-2], vector[-1]

    def loss(self, vector: Floats) -> tuple[float, Floats]:
        """Minus the log-probability of the gold cover, and its gradient."""
        w, en_w, ja_w, en_open, ja_open = self.split(vector)
        rows, columns = len(self.en_gap), len(self.ja_gap)
        low, _ = full_band(rows, columns)
        scores = np.where(self.valid, self.pair @ w.astype(np.float32), -np.inf).astype(np.float32)
        found = posterior(Lattice(low, scores, self.en_gap @ en_w, self.ja_gap @ ja_w, en_open, ja_open))
        expected = np.concatenate(
            [
                np.tensordot(found.pair, self.pair, axes=3),
                found.en_gap @ self.en_gap,
                found.ja_gap @ self.ja_gap,
                [found.en_opened, found.ja_opened],
            ]
        )
        return found.log_total - float(vector @ self.gold), expected - self.gold


def gold_features(document: GoldDocument, example: tuple[NDArray[np.float32], ...]) -> Floats | None:
    """Features of the gold cover, or None where it cannot be a path: out of order, or a bead too long."""
    pair, en_gap, ja_gap = example
    total = np.zeros(pair.shape[-1])
    en_total, ja_total = np.zeros(en_gap.shape[-1]), np.zeros(ja_gap.shape[-1])
    opened = np.zeros(2)
    i = j = 0
    # A bead's place is where its English, or its Japanese, comes next; gaps between pairs have no order of their own.
    pairs = [bead for bead in document.beads if bead[0] and bead[1]]
    if pairs != sorted(pairs, key=lambda bead: bead[1]) or any(max(map(len, bead)) > LONGEST for bead in pairs):
        return None
    for en, ja in [*pairs, ((len(document.en),), (len(document.ja),))]:
        opened += [en[0] > i, ja[0] > j]
        en_total += en_gap[i : en[0]].sum(axis=0)
        ja_total += ja_gap[j : ja[0]].sum(axis=0)
        i, j = en[-1] + 1, ja[-1] + 1
        if en[0] < len(document.en):
            total += pair[i, j, SHAPES.index((len(en), len(ja)))]
    return np.concatenate([total, en_total, ja_total, opened])


def make_example(document: GoldDocument, lexicon: Lexicon, *, meaning: bool, paragraphs: bool) -> Example | None:
    """A document ready for learning, over the full band."""
    if len(document.en) * len(document.ja) > MAX_CELLS or not document.en or not document.ja:
        return None
    low, width = full_band(len(document.en), len(document.ja))
    material = prepare(document.bitext(paragraphs=paragraphs), lexicon, meaning=meaning).within(low, width)
    rows = range(len(document.en) + 1)
    pair = pair_features(material, low, width, rows)
    en_gap, ja_gap = gap_features(material, low, width)
    gold = gold_features(document, (pair, en_gap, ja_gap))
    if gold is None:
        return None
    return Example(pair, valid_pairs(low, width, rows, len(document.ja)), en_gap, ja_gap, gold)


def examples(domains: list[str], lexicon: Lexicon, *, meaning: bool) -> Iterator[Example]:
    """The documents of the domains; every other one keeps its paragraphs, so that both kinds of input are learned."""
    for domain in domains:
        for variant in VARIANTS:
            for k, document in enumerate(documents(domain, variant)):
                example = make_example(document, lexicon, meaning=meaning, paragraphs=k % 2 == 0)
                if example is not None:
                    yield example


def learn(found: list[Example], *, rounds: int, start: Floats | None = None) -> Floats:
    """The weights that fit the examples best."""
    size = len(found[0].gold)

    def objective(vector: Floats) -> tuple[float, Floats]:
        total, gradient = PULL * float(vector @ vector) / 2, PULL * vector
        for example in found:
            loss, slope = example.loss(vector)
            total, gradient = total + loss, gradient + slope
        print(f"  {total:.1f}", end="", file=sys.stderr, flush=True)
        return total, gradient

    started = np.zeros(size) if start is None else start
    result = minimize(objective, started, jac=True, method="L-BFGS-B", options={"maxiter": rounds})
    print(file=sys.stderr)
    return np.asarray(result.x)


def named(vector: Floats, *, meaning: bool) -> dict[str, object]:
    """The weights by feature, rounded, as the parameters file has them."""
    pairs, gaps = pair_feature_names(meaning=meaning), gap_feature_names(meaning=meaning)
    p, g = len(pairs), len(gaps)
    rounded = [round(float(value), 4) for value in vector]
    return {
        "pair": dict(zip(pairs, rounded[:p], strict=True)),
        "en_gap": dict(zip(gaps, rounded[p : p + g], strict=True)),
        "ja_gap": dict(zip(gaps, rounded[p + g : p + 2 * g], strict=True)),
        "en_open": rounded[-2],
        "ja_open": rounded[-1],
        "moved": {},
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=Path)
    parser.add_argument("--lexicon", type=Path, required=True)
    parser.add_argument("--leave-out", nargs="*", default=[])
    parser.add_argument("--rounds", type=int, default=60)
    parser.add_argument("--no-meaning", action="store_true")
    arguments = parser.parse_args()
    lexicon = read_lexicon(arguments.lexicon)
    content: dict[str, object] = {"schema": SCHEMA, "lexicon": arguments.lexicon.name, "with_meaning": None}
    for key, meaning in (("without_meaning", False), ("with_meaning", True)):
        if meaning and arguments.no_meaning:
            continue
        began = time.perf_counter()
        found = list(examples(kept_domains(arguments.leave_out), lexicon, meaning=meaning))
        print(f"{key}: {len(found)} documents in {time.perf_counter() - began:.0f} s", file=sys.stderr)
        content[key] = named(learn(found, rounds=arguments.rounds), meaning=meaning)
        print(f"{time.perf_counter() - began:.0f} s", file=sys.stderr)
    arguments.out.write_text(json.dumps(content, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
