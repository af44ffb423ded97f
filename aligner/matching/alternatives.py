"""The beads that a bead was preferred to: what its segments could have been in instead, and how probable that was.

Read off the posterior of the same search: every pair of the band that holds one of the bead's segments, and each of
them left alone. All beads that hold one segment exclude each other, so that their probabilities and the bead's own add
up to one at most. Of a bead that was moved, or gave a segment to one that was, the search knows nothing: the others
share what its own confidence leaves over.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from aligner.matching.explain import Explainer
from aligner.matching.match import search, step_confidence
from aligner.matching.preset import given_steps
from aligner.matching.search import LONGEST, SHAPES, Lattice, Step
from aligner.model import Bead, Bitext, Evidence, Lang

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from aligner.matching.posterior import Posterior
    from aligner.matching.prepare import Prepared
    from aligner.parameters import Weights

#: So many are told of.
MOST = 5
#: Probability that is as good as none: what is rounded away in a record.
LEAST = 1e-6
#: More than a record's confidence is rounded by.
_ROUNDED = 1e-5


@dataclass(frozen=True, slots=True)
class Alternative:
    """A bead that was considered and not taken; its score and evidence are those it would have."""

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
    """A bead and those it was preferred to, the most probable first."""

    bead: Bead
    runners_up: tuple[Alternative, ...]


@dataclass(frozen=True, slots=True)
class Question:
    """A bead, and those of its segments whose other beads are asked for."""

    bead: Bead
    en: tuple[int, ...]
    ja: tuple[int, ...]


def explain(
    bitext: Bitext, prepared: Prepared, weights: Weights, questions: Sequence[Question]
) -> tuple[Explanation, ...]:
    """What each bead was preferred to. One search, however many questions."""
    material, lattice, found, _ = search(prepared, weights, given_steps(bitext))
    chosen = [_most_probable(lattice, found, question) for question in questions]
    steps = sorted({step for candidates in chosen for _, step in candidates})
    explainer = Explainer(bitext, material, weights, steps)
    return tuple(
        Explanation(question.bead, tuple(_runner_up(explainer, *candidate) for candidate in candidates))
        for question, candidates in zip(questions, chosen, strict=True)
    )


def _runner_up(explainer: Explainer, probability: float, step: Step) -> Alternative:
    return Alternative(
        tuple(range(step[0], step[1])),
        tuple(range(step[2], step[3])),
        round(probability, 6),
        round(explainer.score(step), 4),
        explainer.features(step),
        explainer.evidence(step),
    )


def _most_probable(lattice: Lattice, found: Posterior, question: Question) -> list[tuple[float, Step]]:
    en, ja = set(question.en), set(question.ja)
    left = _left_over(lattice, found, question.bead)
    candidates = [*_pairs(lattice, found, en, ja), *_alone(found, en, ja)]
    others = [(left * probability, step) for probability, step in candidates if not _is(question.bead, step)]
    others.sort(key=lambda candidate: (-candidate[0], candidate[1]))
    return [candidate for candidate in others[:MOST] if candidate[0] >= LEAST]


def _left_over(lattice: Lattice, found: Posterior, bead: Bead) -> float:
    """The share of what the search gives other beads that a bead's own confidence leaves them."""
    own = 0.0
    if bead.paired and not bead.moved:
        own = step_confidence(lattice, found, (bead.en[0], bead.en[-1] + 1, bead.ja[0], bead.ja[-1] + 1))
    surer = bead.moved or (bead.paired and bead.confidence > own + _ROUNDED)
    return (1 - bead.confidence) / max(1 - own, LEAST) if surer else 1.0


def _is(bead: Bead, step: Step) -> bool:
    return (bead.en, bead.ja) == (tuple(range(step[0], step[1])), tuple(range(step[2], step[3])))


def _pairs(
    lattice: Lattice, found: Posterior, en: AbstractSet[int], ja: AbstractSet[int]
) -> Iterator[tuple[float, Step]]:
    """Every pair of the band that holds one of the segments and is not as good as impossible."""
    for row in sorted(_rows(lattice, en, ja)):
        for shape, k in np.argwhere(found.pair[row] >= LEAST).tolist():
            m, n = SHAPES[shape]
            column = int(lattice.low[row]) + k
            if not (en.isdisjoint(range(row - m, row)) and ja.isdisjoint(range(column - n, column))):
                yield float(found.pair[row, shape, k]), (row - m, row, column - n, column)


def _rows(lattice: Lattice, en: AbstractSet[int], ja: AbstractSet[int]) -> set[int]:
    """The rows in which pairs that hold one of the segments end."""
    rows = {row for i in en for row in range(i + 1, min(i + LONGEST, lattice.rows) + 1)}
    for j in ja:
        # Pairs that hold it end at the columns from the one after it; the bands of neighbouring rows hold those.
        first = np.searchsorted(lattice.low, j + 1 - lattice.width, side="right")
        last = np.searchsorted(lattice.low, j + LONGEST, side="right")
        rows.update(range(max(int(first), 1), int(last)))
    return rows


def _alone(found: Posterior, en: AbstractSet[int], ja: AbstractSet[int]) -> Iterator[tuple[float, Step]]:
    """Each of the segments left without a counterpart."""
    yield from ((float(found.en_gap[i]), (i, i + 1, 0, 0)) for i in sorted(en))
    yield from ((float(found.ja_gap[j]), (0, 0, j, j + 1)) for j in sorted(ja))
