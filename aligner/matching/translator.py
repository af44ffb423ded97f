"""How often this translator merges, splits and leaves out, and the prices that follow from it.

Rule: this module alone knows the model of the translator. It reads scores, posteriors and beads, no text.

The weights hold one price for each shape, which fits most documents. If a translator joins whole paragraphs, one pair
in ten may be a 4–1, a thousand times the usual rate. With the usual price, parts of such a pair become gaps. Therefore
the rates are estimated from the document itself:

1. The first pass (`first_pass`) has the prices of a translator who merges often. With the usual prices, the probability
   of a 4–1 bead is too small to estimate a rate from.
2. The posteriors of that pass give the expected number of beads of every shape, and of runs of gaps. A bead that is
   nearly certain counts in full. An uncertain bead counts less than its probability, because many weak candidates do
   not prove a habit. The most probable bead of a shape does not count, because one event does not prove a habit.
3. The number is Poisson distributed. Its rate is Gamma distributed around the usual one from translator to translator
   (`parameters.weights.RatePrior`). The price of the shape changes by the logarithm of the posterior mean of the rate,
   divided by the usual rate.

The usual shapes hold up to four segments a side. If the first pass expects pairs of four segments and one, the search
runs again with pairs of five and six and one (`shapes.LONG_SHAPES`); most documents ask for none of this.

Merging of English segments and merging of Japanese segments have the same priors, but separate rates. Gaps of both
sides have one rate. Beads of two or more segments on both sides keep their price.
"""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from aligner.matching.posterior import Posterior, posterior
from aligner.matching.shapes import LONGEST, Shape, Shapes
from aligner.parameters import TranslatorPrior, load_translator_prior

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from aligner.arrays import Floats32
    from aligner.matching.search import Lattice
    from aligner.model import Bead
    from aligner.parameters import RatePrior

#: Probabilities below this do not count, because a band has thousands of them.
LEAST = 1e-3
#: Rows summed at once, which limits the memory.
_BATCH = 256
#: A shape is a habit from this number and this share of all pairs on.
_FEWEST, _OFTEN = 5, 1 / 12


@dataclass(frozen=True, slots=True)
class Translator:
    """How a translator works, as changes of prices in nats.

    Attributes:
        merging: for shapes with several segments on one side and one on the other, what is added to their score.
        gaps: what is added to the score of opening a run of gaps.
        paragraphs: whether the translator merges or splits whole paragraphs, so that the search needs longer pairs.
    """

    merging: Mapping[Shape, float]
    gaps: float
    paragraphs: bool = False


class Number(NamedTuple):
    """An expected number of beads, and the part of the most probable one."""

    total: float
    most_probable: float

    @property
    def beyond_one(self) -> float:
        """The expected number apart from the most probable bead."""
        return max(self.total - self.most_probable, 0.0)


class Habit(NamedTuple):
    """A shape of pairs that is frequent in a translation: ``pairs`` of ``all_pairs`` pairs are (en, ja)."""

    en: int
    ja: int
    pairs: int
    all_pairs: int


def adapted(usual: Lattice) -> tuple[Lattice, Translator]:
    """The lattice with the prices of the translator of the document, and the translator.

    Args:
        usual: the lattice with the prices of the weights.
    """
    prior = load_translator_prior()
    translator = estimate(posterior(first_pass(usual, prior)), usual, prior)
    return priced(usual, translator), translator


def habits(beads: Iterable[Bead]) -> list[Habit]:
    """The shapes that merge or split often in finished beads, the most frequent first."""
    shapes = Counter((len(bead.en), len(bead.ja)) for bead in beads if bead.paired)
    pairs = shapes.total()
    return [
        Habit(*shape, number, pairs)
        for shape, number in sorted(shapes.items(), key=lambda entry: (-entry[1], entry[0]))
        if min(shape) == 1 < max(shape) and number >= max(_FEWEST, _OFTEN * pairs)
    ]


def first_pass(lattice: Lattice, prior: TranslatorPrior) -> Lattice:
    """The lattice with the prices of a translator who merges often."""
    merging = {shape: prior.first_pass[max(shape)] for shape in merged_shapes(lattice.shapes, prior)}
    return priced(lattice, Translator(merging, 0.0))


def estimate(posteriors: Posterior, lattice: Lattice, prior: TranslatorPrior) -> Translator:
    """The translator of a document.

    Args:
        posteriors: the probabilities with the prices of `first_pass`.
        lattice: the lattice of the document.
        prior: the hyper-parameters.
    """
    pairs = (lattice.rows + lattice.columns) / 2
    numbers = expected_beads(posteriors, lattice.shapes, merged_shapes(lattice.shapes, prior), prior.certainty)
    merging = {
        shape: price_change(number.beyond_one, pairs - 1, prior.merging[max(shape)])
        for shape, number in numbers.items()
    }
    longest = max(number.total for shape, number in numbers.items() if max(shape) == LONGEST)
    paragraphs = longest >= prior.longer.fewest + prior.longer.rate * pairs
    return Translator(merging, price_change(expected_runs(posteriors), pairs, prior.gaps), paragraphs)


def merged_shapes(shapes: Shapes, prior: TranslatorPrior) -> tuple[Shape, ...]:
    """The shapes with several segments on one side and one on the other whose rates are estimated."""
    return tuple(shape for shape in shapes if min(shape) == 1 and max(shape) in prior.merging)


def price_change(number: float, pairs: float, prior: RatePrior) -> float:
    """Log of the ratio between the estimated and the usual rate, in nats, within the bounds of the prior.

    Args:
        number: expected number of events.
        pairs: number of pairs that the texts could have.
        prior: Gamma distribution of the ratio, with mean 1.
    """
    ratio = (prior.strength + number) / (prior.strength + prior.usual * pairs)
    return min(max(math.log(ratio), prior.least), prior.most)


def expected_beads(
    posteriors: Posterior, shapes: Shapes, counted: tuple[Shape, ...], certainty: float
) -> dict[Shape, Number]:
    """The expected number of beads of the counted shapes: sums of ``p ** (1 + certainty)``."""
    places = [shapes.index(shape) for shape in counted]
    total, largest = np.zeros(len(counted)), np.zeros(len(counted))
    for start in range(0, len(posteriors.en_gap) + 1, _BATCH):
        probability = posteriors.pair[start : start + _BATCH][:, places].astype(np.float64)
        weight = np.where(probability >= LEAST, probability ** (1 + certainty), 0.0)
        total += weight.sum(axis=(0, 2))
        largest = np.maximum(largest, weight.max(axis=(0, 2), initial=0.0))
    return {shape: Number(float(total[k]), float(largest[k])) for k, shape in enumerate(counted)}


def expected_runs(posteriors: Posterior) -> float:
    """The expected number of runs of gaps, times the mean certainty of the segments in them.

    An utterance of a word or two has no certain match, and may always be a gap. Without the factor, conversations would
    have a high rate of gaps, which would cause more of them.
    """
    gap = np.concatenate([posteriors.en_gap, posteriors.ja_gap])
    total = float(gap.sum())
    runs = posteriors.en_opened + posteriors.ja_opened + posteriors.ja_after_en
    return runs * float((gap**2).sum()) / total if total else 0.0


def priced(lattice: Lattice, translator: Translator) -> Lattice:
    """The lattice with the prices of a translator."""
    added: Floats32 = np.array([translator.merging.get(shape, 0.0) for shape in lattice.shapes], np.float32)
    return replace(
        lattice,
        prices=added if lattice.prices is None else lattice.prices + added,
        en_open=lattice.en_open + translator.gaps,
        ja_open=lattice.ja_open + translator.gaps,
        ja_after_en=lattice.ja_after_en + translator.gaps,
    )
