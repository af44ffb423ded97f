"""The probability that two documents are translations of each other: features of candidates, and learned weights.

Documents of a series (reports of ten years, completed forms) have the same embedding; only their numbers and names
distinguish them. So most features are *leads*: the difference to the best other candidate of either document. In a
small folder a pair has no rivals; there the similarity of single sentences decides.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aligner.arrays import Floats32, Floats64, Ints64
    from aligner.batch.pairing.nearest import Candidates
    from aligner.batch.pairing.profile_table import Side

Keys = NDArray[np.uint64]

#: Log-odds of a unit of each feature. Learned from six sets (programming book, course notes, user help, tutorial,
#: meetings, loose sentences), whole, in pieces, and with figures changed; news, encyclopedia, verse and documentation
#: were left out: `python -m tests.training.pairing CORPORA`.
WEIGHTS = {
    "parts margin": 1.41,
    "lead": 3.05,
    "sentences": 12.50,
    "sentences lead": 7.28,
    "numbers lead": 6.32,
    "names lead": 3.17,
}
BIAS = -7.72
#: Log-odds for each nat by which the length ratio deviates beyond `_USUALLY_OFF`, set by hand. A smaller deviation says
#: nothing (1% of right pairs deviate by 1.7 nats, user help with much left out), and no pair in the training data
#: deviates by more.
OFF = -2.0
_USUALLY_OFF = 1.7
#: Sentence similarities are clipped here. Translations reach this value; higher values carry no information.
_ALIKE = 0.5
#: Prior weight of keys that are not shared, so that one or two common numbers are no proof.
_LACKED = 4.0


@dataclass(frozen=True)
class Evidence:
    """The evidence about pairs of clusters. A cluster is a document, or the versions of one.

    Attributes:
        en: (n,) numbers of the English clusters.
        ja: (n,) numbers of the Japanese ones.
        best: (n,) the candidate of the pair whose means are most similar.
        features: (n, features) in the order of `WEIGHTS`.
        shared: (n, 2) weighted shares of common numbers and names.
        ratio: (n,) length of the Japanese over that of the English, relative to the usual ratio.
    """

    en: Ints64
    ja: Ints64
    best: Ints64
    features: Floats64
    shared: Floats64
    ratio: Floats64


def weigh(candidates: Candidates, en: Side, ja: Side, clusters: tuple[Ints64, Ints64] | None = None) -> Evidence:
    """Return the evidence for and against the pairs of clusters that candidates are in.

    Versions of one document do not compete. The values of a pair of clusters are the highest of its candidates.

    Args:
        candidates: pairs of documents.
        en: the English documents.
        ja: the Japanese ones.
        clusters: the cluster of each document of both sides. None if every document is its own.
    """
    one, two = candidates.en, candidates.ja
    likeness = candidates.likeness[0].astype(np.float64)
    shared = np.stack([_shared(en.numbers, ja.numbers, one, two), _shared(en.names, ja.names, one, two)], axis=1)
    off = np.log(np.maximum(ja.length[two], 1) / np.maximum(en.length[one], 1))
    # The usual ratio is the median over pairs that are the best candidate of both documents.
    sure = _lead(likeness, one, two) > 0
    off -= np.median(off[sure]) if sure.any() else np.median(off)
    sentences = _heads_alike(en, ja, one, two)
    values = np.column_stack([candidates.margins[1], likeness, sentences, shared])
    ids = np.stack([one, two] if clusters is None else [clusters[0][one], clusters[1][two]])
    (one, two), pair = np.unique(ids, axis=1, return_inverse=True)
    pair = pair.reshape(-1)
    highest = np.full((len(one), values.shape[1]), -np.inf)
    np.maximum.at(highest, pair, values)
    order = np.lexsort((-likeness, pair))
    best = order[np.flatnonzero(np.diff(pair[order], prepend=-1))]
    margins, likeness, sentences, numbers, names = highest.T
    columns = (
        margins,
        _lead(likeness, one, two),
        np.minimum(sentences, _ALIKE),
        _lead(sentences, one, two),
        _lead(numbers, one, two),
        _lead(names, one, two),
    )
    return Evidence(one, two, best, np.stack(columns, axis=1), highest[:, 3:], np.exp(off[best]))


def confidences(evidence: Evidence) -> Floats64:
    """Return (n,) the probability that each pair is right."""
    scores = evidence.features @ np.array(list(WEIGHTS.values())) + BIAS
    scores += OFF * np.maximum(np.abs(np.log(evidence.ratio)) - _USUALLY_OFF, 0)
    return np.asarray(1 / (1 + np.exp(-scores)))


def _lead(values: Floats64, one: Ints64, two: Ints64) -> Floats64:
    """Return the mean lead of each value over the best other in its row and in its column; 0 without rivals."""
    return (_ahead(values, one) + _ahead(values, two)) / 2


def _ahead(values: Floats64, group: Ints64) -> Floats64:
    order = np.lexsort((-values, group))
    starts = np.flatnonzero(np.diff(group[order], prepend=-1))
    sizes = np.diff(starts, append=len(order))
    best = values[order[starts]]
    second = np.where(sizes > 1, values[order[np.minimum(starts + 1, len(order) - 1)]], 0.0)
    rival = np.repeat(best, sizes)
    rival[starts] = second
    ahead = np.empty_like(values)
    ahead[order] = values[order] - rival
    return ahead


def _heads_alike(en: Side, ja: Side, one: Ints64, two: Ints64) -> Floats64:
    """Return (n,) the mean similarity of the first sentences of a document to their nearest in the other."""
    alike = np.zeros(len(one))
    starts = np.flatnonzero(np.diff(one, prepend=-1))
    for start, stop in zip(starts.tolist(), [*starts[1:].tolist(), len(one)], strict=True):
        here, others = int(one[start]), two[start:stop]
        head = en.heads[here].astype(np.float32)
        theirs = ja.heads[others].astype(np.float32)
        cosine = head @ theirs.transpose(0, 2, 1)
        missing = (en.weights[here] == 0)[None, :, None] | (ja.weights[others] == 0)[:, None, :]
        cosine[missing] = -1.0
        alike[start:stop] = (
            _mean(cosine.max(axis=2), en.weights[here][None]) + _mean(cosine.max(axis=1), ja.weights[others])
        ) / 2
    return alike


def _mean(values: Floats32, weights: Floats32) -> Floats64:
    return np.asarray((values * weights).sum(axis=1) / np.maximum(weights.sum(axis=1), 1e-9), np.float64)


def _shared(en: Sequence[Keys], ja: Sequence[Keys], one: Ints64, two: Ints64) -> Floats64:
    """Return (n,) the weighted share of common keys; rare keys weigh more.

    A key that occurs in only one language is not evidence and is left out.
    """
    known, weights = _vocabulary(en, ja)
    mine, theirs = ([_places(keys, known) for keys in side] for side in (en, ja))
    sums = [np.array([weights[keys].sum() for keys in side]) for side in (mine, theirs)]
    both = np.fromiter(
        (
            weights[np.intersect1d(mine[i], theirs[j], assume_unique=True)].sum()
            for i, j in zip(one.tolist(), two.tolist(), strict=True)
        ),
        np.float64,
        len(one),
    )
    return np.asarray(both / (sums[0][one] + sums[1][two] - both + _LACKED))


def _vocabulary(en: Sequence[Keys], ja: Sequence[Keys]) -> tuple[Keys, Floats64]:
    """Return the keys of both languages, sorted, and minus the logarithm of the share of documents with each."""
    counted = [np.unique(np.concatenate([*side, np.empty(0, np.uint64)]), return_counts=True) for side in (en, ja)]
    known, left, right = np.intersect1d(counted[0][0], counted[1][0], assume_unique=True, return_indices=True)
    documents = counted[0][1][left] + counted[1][1][right]
    return known, np.log((len(en) + len(ja) + 1) / documents)


def _places(keys: Keys, known: Keys) -> Ints64:
    """Return the positions of keys in the vocabulary; unknown keys are left out."""
    places = np.searchsorted(known, keys)
    inside = places < len(known)
    places, keys = places[inside], keys[inside]
    return np.asarray(places[known[places] == keys], np.int64)
