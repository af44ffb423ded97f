"""Pairs the versions of one document, one to one, by what differs between them.

Versions (v1 and v2, drafts, editions for two products) have the same meaning, so only differences can distinguish
them: strings and words that only some versions have, numbers, the part of the text that changed, and words of the path.
A matching of all versions of both languages gets the sum of the scores of its pairs. The probability of a pair is its
share of all matchings, so versions that cannot be distinguished share it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aligner.arrays import Floats64
    from aligner.batch.pairing.profile import Keys
    from aligner.batch.pairing.profile_table import Side

#: Score of a unit of each feature, learned from three versions of each of 105 pages of three documentation projects.
#: `python -m tests.training.versions PROJECTS` learns them, and measures on the projects that it leaves out in turn.
#: The weight of paths is set by hand, because that data has no paths.
WEIGHTS = {
    "strings": 0.47,
    "strings that differ": 1.14,
    "numbers": 0.88,
    "words": 0.86,
    "words that differ": 0.80,
    "meaning": 1.44,
    "path": 3.0,
}
#: Score of a pair of average likeness; a version without a partner has the score 0.
BIAS = 2.08
#: Prior weight of a pattern of differences, in keys: a single one is weak evidence.
_LACKED = 1.0
#: Scores are clipped here, so that sums of exponentials stay finite.
_HIGHEST = 30.0


@dataclass(frozen=True)
class VersionPairs:
    """The versions of a document in both languages.

    Attributes:
        probability: (English versions, Japanese versions) of each pair.
        features: (features, English versions, Japanese versions) in the order of `WEIGHTS`.
    """

    probability: Floats64
    features: Floats64

    def reasons(self, en: int, ja: int) -> tuple[str, ...]:
        """Return what supports a pair, by places in the group."""
        count = self.probability.shape
        evidence = zip(WEIGHTS, self.features[:, en, ja].tolist(), strict=True)
        return (
            f"one of {count[0]} x {count[1]} versions",
            *(f"{name} {value:+.2f}" for name, value in evidence if value and "differ" not in name),
        )


def compare_versions(en: Side, ja: Side, one: Sequence[int], two: Sequence[int]) -> VersionPairs:
    """Return the probabilities of the pairs of some documents of both sides, given by number."""
    features = np.stack(
        [
            *_compared(en.strings, ja.strings, one, two),
            _compared(en.numbers, ja.numbers, one, two)[0],
            *_compared(en.names, ja.names, one, two),
            _likeness(
                en.parts[list(one)].reshape(len(one), -1).astype(np.float64),
                ja.parts[list(two)].reshape(len(two), -1).astype(np.float64),
                1e-9,
            ),
            _compared(en.paths, ja.paths, one, two)[0],
        ]
    )
    features -= features.mean(axis=(1, 2), keepdims=True)
    scores = np.tensordot(np.array(list(WEIGHTS.values())), features, 1) + BIAS
    return VersionPairs(pair_probabilities(scores), features)


def _compared(
    en: Sequence[Keys], ja: Sequence[Keys], one: Sequence[int], two: Sequence[int]
) -> tuple[Floats64, Floats64]:
    """Compare the keys that both languages have: their distribution over versions, and minus the log of differences."""
    sides = [en[i] for i in one], [ja[j] for j in two]
    known = np.intersect1d(np.concatenate(sides[0]), np.concatenate(sides[1]))
    mine, theirs = (np.array([np.isin(known, keys) for keys in side], np.float64) for side in sides)
    both = mine @ theirs.T
    differ = mine.sum(axis=1)[:, None] + theirs.sum(axis=1)[None] - 2 * both
    return _likeness(mine, theirs, _LACKED), -np.log1p(differ)


def _likeness(mine: Floats64, theirs: Floats64, lacked: float) -> Floats64:
    """Return the cosines of the deviations of rows from the mean row of their side; 0 for a side of one row."""
    mine, theirs = mine - mine.mean(axis=0), theirs - theirs.mean(axis=0)
    sizes = [np.linalg.norm(rows, axis=1) for rows in (mine, theirs)]
    return np.asarray(mine @ theirs.T / (sizes[0][:, None] * sizes[1][None] + lacked))


def pair_probabilities(scores: Floats64) -> Floats64:
    """Return the probability of each pair over all one-to-one matchings, in which rows and columns may stay alone.

    Time and memory grow with the rows times two to the power of the columns; the shorter side becomes the columns.

    >>> pair_probabilities(np.array([[9.0, 0.0], [0.0, 9.0]])).round(2).tolist()
    [[1.0, 0.0], [0.0, 1.0]]
    """
    rows, columns = scores.shape
    if columns > rows:
        return pair_probabilities(scores.T).T
    weights = np.exp(np.clip(scores, -_HIGHEST, _HIGHEST))
    sets = np.arange(1 << columns)
    holds = [(sets >> column) & 1 == 1 for column in range(columns)]
    # before[i][s]: the sum over matchings of the first i rows that use the columns s.
    # after[i][s]: the sum over matchings of the rows from i on, if the columns s are used already.
    before = np.zeros((rows + 1, len(sets)))
    before[0, 0] = 1.0
    after = np.ones((rows + 1, len(sets)))
    for row in range(rows):
        before[row + 1] = before[row]
        for column, held in enumerate(holds):
            before[row + 1, held] += weights[row, column] * before[row, ~held]
    for row in reversed(range(rows)):
        after[row] = after[row + 1]
        for column, held in enumerate(holds):
            after[row, ~held] += weights[row, column] * after[row + 1, held]
    sums = [
        [weights[row, column] * (before[row, ~held] @ after[row + 1, held]) for column, held in enumerate(holds)]
        for row in range(rows)
    ]
    return np.asarray(np.array(sums).reshape(rows, columns) / after[0, 0], np.float64)
