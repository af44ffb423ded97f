"""Alternatives to a bead: other beads that its segments could have been in, with their probabilities.

They come from the posterior of the same search: all pairs of the band that hold one of the bead's segments, and each of
its segments left alone. Beads that hold the same segment exclude each other, so that their probabilities add up to one
at most. The lattice has no moved beads and no beads shortened by a move. Their alternatives share 1 − confidence.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from aligner.matching.explain import Explainer
from aligner.matching.match import search, step_confidence
from aligner.matching.preset import given_steps, has_pair, is_long
from aligner.model import Bead, Bitext, Evidence, Lang

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from aligner.matching.posterior import Posterior
    from aligner.matching.prepare import Prepared
    from aligner.matching.search import Lattice, Step
    from aligner.parameters import Weights

#: Largest number of alternatives.
MOST = 5
#: Probabilities below this would round to zero in a record.
LEAST = 1e-6
#: More than the rounding of a record's confidence.
_ROUNDED = 1e-5


@dataclass(frozen=True, slots=True)
class Alternative:
    """A bead that was not chosen, with the score and evidence that it would have."""

    en: tuple[int, ...]
    ja: tuple[int, ...]
    probability: float
    score: float
    features: Mapping[str, float]
    evidence: tuple[Evidence, ...]

    def side(self, lang: Lang) -> tuple[int, ...]:
        """The segments on one side."""
        return self.en if lang is Lang.EN else self.ja


@dataclass(frozen=True, slots=True)
class Explanation:
    """A bead and its alternatives, the most probable first."""

    bead: Bead
    runners_up: tuple[Alternative, ...]


@dataclass(frozen=True, slots=True)
class Question:
    """A bead, and those of its segments whose alternatives are wanted."""

    bead: Bead
    en: tuple[int, ...]
    ja: tuple[int, ...]


def explain(
    bitext: Bitext, prepared: Prepared, weights: Weights, questions: Sequence[Question]
) -> tuple[Explanation, ...]:
    """The alternatives of each bead; one search answers all questions."""
    if any(question.bead.paired and is_long(_step(question.bead)) for question in questions):
        prepared = prepared.longer
    material, lattice, posteriors, _ = search(prepared, weights, given_steps(bitext))
    candidates_by_question = [_most_probable_others(lattice, posteriors, question) for question in questions]
    steps = sorted({step for candidates in candidates_by_question for _, step in candidates})
    explainer = Explainer(bitext, material, weights, steps)
    return tuple(
        Explanation(question.bead, tuple(_alternative(explainer, *candidate) for candidate in candidates))
        for question, candidates in zip(questions, candidates_by_question, strict=True)
    )


def _alternative(explainer: Explainer, probability: float, step: Step) -> Alternative:
    return Alternative(
        tuple(range(step[0], step[1])),
        tuple(range(step[2], step[3])),
        round(probability, 6),
        round(explainer.score(step), 4),
        explainer.features(step),
        explainer.evidence(step),
    )


def _most_probable_others(lattice: Lattice, posteriors: Posterior, question: Question) -> list[tuple[float, Step]]:
    en, ja = set(question.en), set(question.ja)
    factor = _remaining_factor(lattice, posteriors, question.bead)
    candidates = [*_pairs(lattice, posteriors, en, ja), *_alone(posteriors, en, ja)]
    others = [(factor * probability, step) for probability, step in candidates if not _is_step_of(question.bead, step)]
    others.sort(key=lambda candidate: (-candidate[0], candidate[1]))
    return [candidate for candidate in others[:MOST] if candidate[0] >= LEAST]


def _remaining_factor(lattice: Lattice, posteriors: Posterior, bead: Bead) -> float:
    """The factor by which a bead's own confidence scales the probabilities of its alternatives."""
    own = 0.0
    if bead.paired and not bead.moved and has_pair(lattice, _step(bead)):
        own = step_confidence(lattice, posteriors, _step(bead))
    surer = bead.moved or (bead.paired and bead.confidence > own + _ROUNDED)
    return (1 - bead.confidence) / max(1 - own, LEAST) if surer else 1.0


def _step(bead: Bead) -> Step:
    """The ranges of a bead with segments on both sides."""
    return bead.en[0], bead.en[-1] + 1, bead.ja[0], bead.ja[-1] + 1


def _is_step_of(bead: Bead, step: Step) -> bool:
    return (bead.en, bead.ja) == (tuple(range(step[0], step[1])), tuple(range(step[2], step[3])))


def _pairs(
    lattice: Lattice, posteriors: Posterior, en: AbstractSet[int], ja: AbstractSet[int]
) -> Iterator[tuple[float, Step]]:
    """Every pair of the band that holds one of the segments and has at least the probability `LEAST`."""
    for row in sorted(_rows(lattice, en, ja)):
        probabilities = posteriors.pair[row]
        for shape, k in np.argwhere(probabilities >= LEAST).tolist():
            m, n = lattice.shapes[shape]
            column = int(lattice.low[row]) + k
            if not (en.isdisjoint(range(row - m, row)) and ja.isdisjoint(range(column - n, column))):
                yield float(probabilities[shape, k]), (row - m, row, column - n, column)


def _rows(lattice: Lattice, en: AbstractSet[int], ja: AbstractSet[int]) -> set[int]:
    """The rows in which pairs that hold one of the segments end."""
    longest = lattice.shapes.longest
    rows = {row for i in en for row in range(i + 1, min(i + longest, lattice.rows) + 1)}
    for j in ja:
        # Pairs that hold it end at one of the next ``longest`` columns; only rows whose band has such a column count.
        first = np.searchsorted(lattice.low, j + 1 - lattice.width, side="right")
        last = np.searchsorted(lattice.low, j + longest, side="right")
        rows.update(range(max(int(first), 1), int(last)))
    return rows


def _alone(posteriors: Posterior, en: AbstractSet[int], ja: AbstractSet[int]) -> Iterator[tuple[float, Step]]:
    """Each of the segments left alone."""
    yield from ((float(posteriors.en_gap[i]), (i, i + 1, 0, 0)) for i in sorted(en))
    yield from ((float(posteriors.ja_gap[j]), (0, 0, j, j + 1)) for j in sorted(ja))
