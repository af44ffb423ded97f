"""Learn the weights by which clauses without a counterpart are found (`aligner.findings.uncovered_clauses`).

    python -m tests.training.clauses OUT.toml --without DIR [--lexicon FILE --layers FILE]

Clauses are taken out of gold documents (`tests.benchmarks.planted_clauses`); the clause of the other side that is most
like the one taken out, and unlike those that were kept, is to be found, all others are not. What stands in brackets is
left out. Every domain is read with the lexicon and the layers learned without it (DIR/DOMAIN.tsv.gz, DIR/DOMAIN.npz),
since both know the words of the domains they were learned from. Prints for every domain, with weights learned from the
others, the share of clauses found and of untouched beads that draw a finding, at some log-odds.
"""

from __future__ import annotations

import argparse
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

import numpy as np
from scipy.optimize import minimize

from aligner.document.load import bitext_from_segments
from aligner.evidence.universal_encoder import UniversalEncoder, universal_encoder
from aligner.findings.clauses import divide
from aligner.findings.inspection import Inspection
from aligner.findings.length_excess import Excess
from aligner.findings.uncovered_clauses import Row, clause_features, meaning_features, rows_of
from aligner.matching.prepare import prepare
from aligner.model import Alignment, Bead, Lang
from aligner.parameters import Lexicon, load_lexicon, read_layers
from aligner.settings import Settings
from tests.benchmarks.gold_sets import read_set
from tests.benchmarks.planted_clauses import SEED, Planted, plant
from tests.training.material import DOMAINS, SHARED

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from aligner.arrays import Floats64
    from tests.benchmarks.gold_sets import GoldDocument


PLAIN = ("cover", "held", "lost", "long", "size")
MEANING = ("gain", "apart")
#: How strongly weights are drawn to 0, in units of a standard deviation of their feature.
PENALTY = 1.0
#: A planted clause whose counterpart is no more alike than this to it than to what was kept is not learned from.
CLEAR = 0.05
SHOWN = (-1.0, 0.0, 0.5, 1.0, 2.0)
COMMENT = (
    "# Weights of the features of clauses (`aligner/findings/uncovered_clauses.py`), in log-odds. Made by "
    "`python -m tests.training.clauses`.\n"
)


@dataclass(frozen=True, slots=True)
class Example:
    """A clause: its bead, its features, whether it has no counterpart (None: unclear), what was planted in the bead."""

    bead: tuple[str, int]
    lang: Lang
    features: Mapping[str, float]
    lost: bool | None
    planted: Lang | None


def examples(domain: str, lexicon: Lexicon, encoder: UniversalEncoder) -> Iterator[Example]:
    """The clauses of a domain's documents."""
    draw = Random(SEED)
    for document in read_set(SHARED / "corpora" / domain):
        changed, planted = plant(document, draw)
        inspection = inspected(changed, lexicon, encoder)
        excess = Excess(inspection)
        beads = [one for one in divide(inspection) if len(one.en) + len(one.ja) > 2]
        rows = [row for row in rows_of(beads) if not row.alone and not row.part.aside]
        told = meaning_features(inspection, rows)
        targets = {
            one.bead.id: _target(inspection, encoder, rows, one.bead.id, planted[one.bead.en, one.bead.ja])
            for one in beads
            if (one.bead.en, one.bead.ja) in planted
        }
        for row, found in zip(rows, told, strict=True):
            if not found:
                continue
            bead = row.divided.bead
            here = planted.get((bead.en, bead.ja))
            lost = False if here is None or here.lang is row.lang else (row.k == targets[bead.id]) or None
            features = clause_features(row, excess) | found
            yield Example((document.name, bead.id), row.lang, features, lost, here.lang if here else None)


def inspected(document: GoldDocument, lexicon: Lexicon, encoder: UniversalEncoder) -> Inspection:
    """A gold document as finders see it, its beads taken for sure."""
    bitext = bitext_from_segments(document.en, document.ja, Settings(source_lang=Lang.EN, target_lang=Lang.JA))
    order = sorted(document.beads, key=lambda bead: (not bead[0], bead))
    beads = tuple(Bead(k, en, ja, 1.0) for k, (en, ja) in enumerate(order))
    return Inspection(Alignment(bitext, beads), prepare(bitext, lexicon, encoder), lexicon, encoder)


def _target(
    inspection: Inspection, encoder: UniversalEncoder, rows: Sequence[Row], bead: int, planted: Planted
) -> int | None:
    """The number of the clause that lost its counterpart, or None where that is unclear."""
    some = [row for row in rows if row.divided.bead.id == bead and row.lang is not planted.lang]
    if not some:
        return None
    text = inspection.alignment.bitext.side(planted.lang.other).text
    own = [text[row.part.start : row.part.end] for row in some]
    vectors = encoder.vectors([planted.text, *planted.kept, *own])
    gone, kept, clauses = vectors[0], vectors[1 : 1 + len(planted.kept)], vectors[1 + len(planted.kept) :]
    clear = clauses @ gone - (clauses @ kept.T).max(axis=1)
    best = int(clear.argmax())
    return some[best].k if clear[best] > CLEAR else None


def learn(found: Iterable[Example], names: Sequence[str]) -> dict[str, float]:
    """The weights of a logistic regression."""
    used = [one for one in found if one.lost is not None]
    x = np.array([[one.features[name] for name in names] for one in used])
    y = np.array([bool(one.lost) for one in used])
    mean, deviation = x.mean(axis=0), x.std(axis=0)
    z = np.concatenate([np.ones((len(x), 1)), (x - mean) / deviation], axis=1)

    def loss(weights: Floats64) -> tuple[float, Floats64]:
        odds = z @ weights
        lasso = np.concatenate([[0.0], weights[1:]])
        value = np.logaddexp(0, np.where(y, -odds, odds)).sum() + PENALTY * (lasso @ lasso) / 2
        return float(value), z.T @ (1 / (1 + np.exp(-odds)) - y) + PENALTY * lasso

    weights = minimize(loss, np.zeros(z.shape[1]), jac=True, method="L-BFGS-B").x
    scaled = weights[1:] / deviation
    learned = {"bias": float(weights[0] - scaled @ mean)}
    return learned | {name: float(weight) for name, weight in zip(names, scaled, strict=True)}


def show(domain: str, found: Sequence[Example], weights: Mapping[str, float]) -> None:
    """Print what weights find in a domain: planted clauses found, and untouched beads with a finding."""
    best: dict[tuple[str, int, Lang], float] = {}
    planted: set[tuple[str, int, Lang]] = set()
    untouched: set[tuple[str, int, Lang]] = set()
    for one in found:
        score = weights["bias"] + sum(weights[name] * one.features[name] for name in weights if name != "bias")
        place = (*one.bead, one.lang)
        best[place] = max(score, best.get(place, -99.0))
        if one.planted is None:
            untouched.add(place)
        elif one.planted is not one.lang:
            planted.add(place)
    beads = {place[:2] for place in untouched}
    shown = []
    for least in SHOWN:
        recall = sum(best[place] >= least for place in planted) / max(len(planted), 1)
        alarms = len({place[:2] for place in untouched if best[place] >= least}) / max(len(beads), 1)
        shown.append(f"{least:+.1f} {recall:.2f}/{alarms:.3f}")
    print(f"{domain:9s} {len(planted):4d} planted {len(beads):5d} untouched  ", "  ".join(shown), flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=Path)
    parser.add_argument("--without", type=Path, required=True)
    arguments = parser.parse_args()
    found = {}
    for domain in DOMAINS:
        layers = read_layers(arguments.without / f"{domain}.npz")
        lexicon = load_lexicon(arguments.without / f"{domain}.tsv.gz")
        found[domain] = list(examples(domain, lexicon, universal_encoder().adapted(layers)))
        print(domain, len(found[domain]), flush=True)
    tables = []
    for title, names in (("with_meaning", PLAIN + MEANING), ("without_meaning", PLAIN)):
        print(title)
        for domain in DOMAINS:
            others = [one for other in DOMAINS if other != domain for one in found[other]]
            show(domain, found[domain], learn(others, names))
        weights = learn([one for domain in DOMAINS for one in found[domain]], names)
        tables.append(f"[{title}]\n" + "".join(f"{name} = {weight:.3f}\n" for name, weight in weights.items()))
    arguments.out.write_text(COMMENT + "\n" + "\n".join(tables), "utf-8")


if __name__ == "__main__":
    main()
