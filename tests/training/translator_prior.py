"""Learn how translators differ: the hyper-parameters of `aligner.matching.translator`.

    python -m tests.training.translator_prior [--leave-out DOMAIN ...] [--rounds N]

The log-probability of the gold path under the adapted prices is maximised (Nelder and Mead 1965) over the gold
documents, their variants, and the same documents as other translators would have written them (`translators`). Free are
the certainty, and the usual rate and the strength of every size of merged beads. All else stays as in
``aligner/parameters/translator.toml``. Prints the values and the mean loss of every variant before and after.

The evidence is that of a domain never seen: the encoder has its own layers, and the lexicon has lost most of what it
learned from sentence pairs, but nothing of the dictionary.
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from dataclasses import dataclass, replace
from itertools import islice
from random import Random
from typing import TYPE_CHECKING

import numpy as np
from scipy.optimize import minimize

from aligner.evidence.threads import one_thread_each
from aligner.evidence.universal_encoder import universal_encoder
from aligner.matching.posterior import Posterior, posterior
from aligner.matching.prepare import prepare
from aligner.matching.score import score
from aligner.matching.search import Lattice, full_band
from aligner.matching.shapes import LONGEST, SHAPES
from aligner.matching.translator import estimate, first_pass, priced
from aligner.parameters import Lexicon, TranslatorPrior, load_parameters, load_translator_prior
from tests.training.material import GoldDocument, documents, kept_domains
from tests.training.translators import TRANSLATORS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from aligner.arrays import Floats64
    from aligner.evidence.encoder import Encoder

#: Variant → how many documents of a domain are used, and how much the variant counts. A set that translators have made
#: counts more than one that was made from it.
VARIANTS = {"-gaps": (8, 5.0), "-merge": (8, 8.0), "": (3, 1.0)}
MADE = {"merging": (6, 1.0), "splitting": (3, 0.5), "joining": (4, 2.0), "free": (2, 1.0), "balloons": (6, 0.5)}
#: The domains whose utterances or sentences are cut into balloons.
SPOKEN = ("ami", "tatoeba", "bible", "ntrex")
#: Share of the English words that keep what was learned of them.
KNOWN = 0.3
_STEP = 0.5  # first step of the search, in the logarithm of a parameter


@dataclass(frozen=True)
class Example:
    """A document with its usual prices, the posteriors of the first pass, and its gold path."""

    variant: str
    domain: str
    lattice: Lattice
    first_pass: Posterior
    beads: list[tuple[tuple[int, ...], tuple[int, ...]]]

    def loss(self, prior: TranslatorPrior) -> float:
        """Minus the log-probability of the gold path, by bead."""
        lattice = priced(self.lattice, estimate(self.first_pass, self.lattice, prior))
        return (posterior(lattice).log_total - path_score(lattice, self.beads)) / len(self.beads)


def path_score(lattice: Lattice, beads: list[tuple[tuple[int, ...], tuple[int, ...]]]) -> float:
    """The score of a path over a full band; gaps between two pairs have one order."""
    total, i, j = 0.0, 0, 0
    pairs = [bead for bead in beads if bead[0] and bead[1]]
    for en, ja in [*pairs, ((lattice.rows,), (lattice.columns,))]:
        opened = en[0] > i
        total += lattice.en_open * opened + float(lattice.en_gap[i : en[0]].sum())
        if ja[0] > j:
            total += lattice.ja_after_en if opened else lattice.ja_open
            total += float(lattice.ja_gap[j : ja[0]].sum())
        i, j = en[-1] + 1, ja[-1] + 1
        if en[0] < lattice.rows:
            total += float(lattice.scores(i)[SHAPES.index((len(en), len(ja))), j])
    return total


def is_path(document: GoldDocument) -> bool:
    """Whether the beads are in order and no longer than those of the search."""
    pairs = [bead for bead in document.beads if bead[0] and bead[1]]
    return pairs == sorted(pairs, key=lambda bead: bead[1]) and all(max(map(len, bead)) <= LONGEST for bead in pairs)


def unlearned(lexicon: Lexicon, seed: str) -> Lexicon:
    """The lexicon with learned translations for a share of the words; those of the dictionary have no strength."""
    draw = Random(seed)
    translations = {}
    for stem in sorted(lexicon.translations):
        kept = draw.random() < KNOWN
        renderings = {lemma: value for lemma, value in lexicon.translations[stem].items() if kept or not value}
        if renderings:
            translations[stem] = renderings
    return Lexicon(translations, lexicon.en_share, lexicon.ja_share)


def variants(domain: str) -> Iterator[tuple[str, GoldDocument]]:
    """The documents that are learned from."""
    for variant, (most, _) in VARIANTS.items():
        yield from ((variant, document) for document in _spread(domain, variant, most))
    for name, (most, _) in MADE.items():
        if name != "balloons" or domain in SPOKEN:
            yield from ((name, TRANSLATORS[name](document)) for document in _spread(domain, "-gaps", most))


def _spread(domain: str, variant: str, most: int) -> Iterator[GoldDocument]:
    """Some documents of a set, from its whole length."""
    every = list(documents(domain, variant))
    return islice(every[:: max(1, len(every) // most)], most)


def examples(domain: str, encoder: Encoder, prior: TranslatorPrior) -> Iterator[Example]:
    """The documents of a domain, scored."""
    parameters = load_parameters()
    weights = parameters.with_meaning
    assert weights is not None
    lexicon = unlearned(parameters.lexicon, domain)
    for variant, document in variants(domain):
        if is_path(document):
            low, width = full_band(len(document.en), len(document.ja))
            material, _ = prepare(document.bitext(paragraphs=False), lexicon, encoder).within(low, width)
            lattice = score(material, weights, low, width)
            yield Example(variant, domain, lattice, posterior(first_pass(lattice, prior)), document.beads)


def vector_of(prior: TranslatorPrior) -> Floats64:
    """The free parameters, as logarithms."""
    values = [prior.certainty, *(value for rate in prior.merging.values() for value in (rate.usual, rate.strength))]
    return np.log(np.array(values, np.float64))


def prior_of(vector: Floats64, start: TranslatorPrior) -> TranslatorPrior:
    """The inverse of `vector_of`; the other parameters are those of ``start``."""
    certainty, *rates = np.exp(vector).tolist()
    merging = {
        size: replace(rate, usual=rates[2 * k], strength=rates[2 * k + 1])
        for k, (size, rate) in enumerate(start.merging.items())
    }
    return replace(start, certainty=certainty, merging=merging)


def losses(held: list[Example], prior: TranslatorPrior) -> Mapping[tuple[str, str], float]:
    """The mean loss of every variant and domain."""
    by_cell: dict[tuple[str, str], list[float]] = defaultdict(list)
    for example in held:
        by_cell[example.variant, example.domain].append(example.loss(prior))
    return {cell: float(np.mean(values)) for cell, values in by_cell.items()}


def learn(held: list[Example], start: TranslatorPrior, rounds: int) -> TranslatorPrior:
    """The hyper-parameters with the smallest weighted loss."""
    weight = {variant: value for variant, (_, value) in (VARIANTS | MADE).items()}

    def objective(vector: Floats64) -> float:
        cells = losses(held, prior_of(vector, start))
        return sum(weight[variant] * value for (variant, _), value in cells.items()) / sum(
            weight[variant] for variant, _ in cells
        )

    first = vector_of(start)
    simplex = np.vstack([first, first + _STEP * np.eye(len(first))])
    options = {"maxfev": rounds, "initial_simplex": simplex, "xatol": 0.05, "fatol": 1e-5}
    return prior_of(minimize(objective, first, method="Nelder-Mead", options=options).x, start)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--leave-out", nargs="*", default=[])
    parser.add_argument("--rounds", type=int, default=120)
    arguments = parser.parse_args()
    start, encoder = load_translator_prior(), universal_encoder()
    with one_thread_each():
        held = [example for domain in kept_domains(arguments.leave_out) for example in examples(domain, encoder, start)]
        learned = learn(held, start, arguments.rounds)
        before, after = losses(held, start), losses(held, learned)
    print(learned)
    for variant in sorted({variant for variant, _ in before}):
        means = [np.mean([value for cell, value in cells.items() if cell[0] == variant]) for cells in (before, after)]
        print(f"{variant or 'plain':10} {means[0]:.4f} → {means[1]:.4f}")


if __name__ == "__main__":
    main()
