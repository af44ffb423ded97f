"""Learn the sharpness of the probabilities of beads (`aligner.matching.calibration`).

    python -m tests.training.sharpness

The log-probability of what is right is maximised: of a bead on the best path, that it is in the gold; of all others,
that they are not. The documents, their variants and their weights are those of `translator_prior`. Prints the factor,
and with each domain left out in turn, the factor and the expected calibration error of the variants of that domain.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy.optimize import minimize_scalar

from aligner.evidence.threads import one_thread_each
from aligner.evidence.universal_encoder import universal_encoder
from aligner.gold.scores import one_sided_apart
from aligner.matching.calibration import sharpened
from aligner.matching.match import step_confidence
from aligner.matching.posterior import posterior
from aligner.matching.search import best_path
from aligner.matching.translator import estimate, priced
from aligner.parameters import load_translator_prior
from tests.training.material import kept_domains
from tests.training.translator_prior import MADE, VARIANTS, Example, examples

if TYPE_CHECKING:
    from collections.abc import Iterable

    from aligner.arrays import Floats64

#: Factors between which log-odds are interpolated.
FACTORS = np.array([1.0, 1.1, 1.2, 1.35, 1.5, 2.0])
_LEAST, _BINS = 1e-4, 10


@dataclass(frozen=True)
class Judged:
    """A document's beads: (factors, beads) log-odds of each, and whether it is right."""

    variant: str
    domain: str
    log_odds: Floats64
    right: Floats64

    def confidences(self, factor: float) -> Floats64:
        """(beads,) confidences with a factor."""
        odds = np.array([np.interp(np.log(factor), np.log(FACTORS), column) for column in self.log_odds.T])
        return np.asarray(1 / (1 + np.exp(-odds)))


def judged(example: Example) -> Judged:
    """The beads of the best path with the prices of the translator."""
    lattice = priced(example.lattice, estimate(example.first_pass, example.lattice, load_translator_prior()))
    path, gold = best_path(lattice), set(one_sided_apart(example.beads))
    right = [(tuple(range(*step[:2])), tuple(range(*step[2:]))) in gold for step in path]
    rows = []
    for factor in FACTORS:
        probabilities = posterior(sharpened(lattice, factor))
        rows.append([step_confidence(lattice, probabilities, step) for step in path])
    chance = np.clip(rows, _LEAST, 1 - _LEAST)
    return Judged(example.variant, example.domain, np.log(chance / (1 - chance)), np.array(right, np.float64))


def learn(documents: list[Judged]) -> float:
    """The factor with the smallest loss; every set of documents counts by its variant."""
    weight = {variant: value for variant, (_, value) in (VARIANTS | MADE).items()}

    def loss(logarithm: float) -> float:
        cells: dict[tuple[str, str], list[float]] = defaultdict(list)
        for document in documents:
            chance = document.confidences(np.exp(logarithm))
            lost = -np.log(np.where(document.right > 0, chance, 1 - chance))
            cells[document.variant, document.domain].append(float(lost.mean()))
        return sum(weight[variant] * float(np.mean(values)) for (variant, _), values in cells.items())

    return float(np.exp(minimize_scalar(loss, bounds=(0, np.log(FACTORS[-1])), method="bounded").x))


def error(documents: Iterable[Judged], factor: float) -> float:
    """The expected calibration error (`tests.benchmarks.reliability`)."""
    held = list(documents)
    chance = np.concatenate([document.confidences(factor) for document in held])
    right = np.concatenate([document.right for document in held])
    place = np.minimum((chance * _BINS).astype(int), _BINS - 1)
    return sum(abs(float((chance - right)[place == k].sum())) for k in range(_BINS)) / len(chance)


def main() -> None:
    encoder, prior = universal_encoder(), load_translator_prior()
    with one_thread_each():
        documents = [judged(example) for domain in kept_domains([]) for example in examples(domain, encoder, prior)]
    factor = learn(documents)
    print(f"sharpness {factor:.3f}")
    for domain in kept_domains([]):
        without = learn([document for document in documents if document.domain != domain])
        print(f"without {domain}: {without:.3f}")
        for variant in sorted({document.variant for document in documents if document.domain == domain}):
            mine = [document for document in documents if (document.domain, document.variant) == (domain, variant)]
            errors = [error(mine, used) for used in (1.0, without)]
            print(f"  {variant or 'plain':10} {errors[0]:.3f} → {errors[1]:.3f}")


if __name__ == "__main__":
    main()
