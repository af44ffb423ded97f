"""The calibrated probabilities of beads.

The weights are learned with a pull towards zero. So the probabilities that follow from the scores are too cautious:
beads with 0.65 are right in five of six cases. Here all scores of a lattice are multiplied by one learned factor
(temperature scaling, Guo et al. 2017). The best path stays the same, the probabilities become sharper, and those of
beads that exclude each other still add up to one at most.

Rule: probabilities that a user sees come from here, except those of pairs that the files themselves give. The model of
the translator (`translator`) was learned with the probabilities of the scores themselves.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from aligner.matching.posterior import Posterior, posterior
from aligner.parameters import load_sharpness

if TYPE_CHECKING:
    from aligner.matching.search import Lattice


def calibrated(lattice: Lattice) -> Posterior:
    """The calibrated probabilities of all beads of a lattice."""
    return posterior(sharpened(lattice, load_sharpness()))


def sharpened(lattice: Lattice, factor: float) -> Lattice:
    """The lattice with all scores multiplied by a factor."""
    return replace(
        lattice,
        factor=lattice.factor * factor,
        en_gap=lattice.en_gap * factor,
        ja_gap=lattice.ja_gap * factor,
        en_open=lattice.en_open * factor,
        ja_open=lattice.ja_open * factor,
        ja_after_en=lattice.ja_after_en * factor,
    )
