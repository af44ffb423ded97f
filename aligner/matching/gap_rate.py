"""How often these two texts leave something out, and what a gap costs them for it.

Most translations are complete, and a few leave out much: one price of gaps for all is too low for the ones and too high
for the others. So the runs of segments left alone are counted as the usual price expects them, each by its probability;
where there are more than usual, opening another costs less. Of conversations that is not believed: what is said in a
word or two matches nothing for sure, and such runs would make room for more of their kind.
"""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from aligner.matching.posterior import Posterior
    from aligner.matching.search import Lattice

#: Runs left alone for every pair that the texts could have. Of the gold documents, as expected by the usual price,
#: those with gaps made have 0.06 to 0.15, those without 0.01 to 0.03 (documentation with parts left out, 0.09).
USUAL_RATE = 0.02
#: How many runs the usual rate counts for, against those of the texts themselves.
PRIOR_RUNS = 1.0
#: Nats that a run costs less at most. With these three gap F1 over the six -gaps sets is 0.965 in place of 0.948,
#: strict F1 0.989 in place of 0.985, over the -merge sets 0.978 in both (each domain left out, nothing moved). Rates of
#: 0.015 to 0.03 and 1 or 2 prior runs give 0.956 to 0.965.
MOST_DISCOUNT = 1.0
#: Shares of segments that are whole sentences below which nothing is discounted, and from which all of it is. Meetings
#: have 0.47, all other gold 0.72 and more; with the discount gap F1 of meetings falls from 0.89 to 0.70.
CONVERSATION, PROSE = 0.5, 0.7


def discounted(lattice: Lattice, found: Posterior, sentences: float) -> Lattice:
    """The lattice with runs left alone as cheap as the texts ask for; the same one where they ask for nothing.

    Args:
        lattice: with the usual prices.
        found: the probabilities with them.
        sentences: the share of segments, of both sides, that are whole sentences.
    """
    runs = found.en_opened + found.ja_opened + found.ja_after_en
    discount = gap_discount(runs, (lattice.rows + lattice.columns) / 2)
    discount *= min(max((sentences - CONVERSATION) / (PROSE - CONVERSATION), 0.0), 1.0)
    if not discount:
        return lattice
    return replace(
        lattice,
        en_open=lattice.en_open + discount,
        ja_open=lattice.ja_open + discount,
        ja_after_en=lattice.ja_after_en + discount,
    )


def gap_discount(runs: float, pairs: float) -> float:
    """The logarithm of how much oftener than usual something is left alone, in nats, 0 to `MOST_DISCOUNT`.

    The rate is the mean of its distribution given the runs: they are taken for Poisson distributed, with a rate that
    is Gamma distributed about the usual one from text to text. Never less than 0, since in a translation that is
    complete but for one sentence that sentence must be as easily found.

    Args:
        runs: expected number of runs left alone.
        pairs: how many pairs the texts could have.
    """
    rate = (PRIOR_RUNS + runs) / (PRIOR_RUNS / USUAL_RATE + pairs)
    return min(max(math.log(rate / USUAL_RATE), 0.0), MOST_DISCOUNT)
