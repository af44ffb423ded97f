"""How sure it is that two documents are each other's translation: features of candidates, and learned weights.

Two documents of a series (reports of ten years, forms filled in) mean the same as far as an embedding tells, and only
their numbers and names part them. So most features are *leads*: by how much a pair is ahead of the best other candidate
of either document. In a small folder a pair has no rivals, and how much alike single sentences are tells it from none.
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
#: Log-odds against a pair for every nat that its lengths are off beyond `_USUALLY_OFF`, set by hand: what is off by
#: less says nothing (of right pairs a hundredth is off by 1.7 nats, user help with much left out), and nothing that
#: the weights were learned from is off by more.
OFF = -2.0
_USUALLY_OFF = 1.7
#: From here on single sentences are as alike as those of a translation; more says nothing.
_ALIKE = 0.5
#: Weight that two documents are taken to lack besides what they do, so that a number or two in common is no proof.
_LACKED = 4.0


@dataclass(frozen=True)
class Evidence:
    """What is known of candidates.

    Attributes:
        features: (n, features) in the order of `WEIGHTS`.
        shared: (n, 2) shares of numbers and of names that both hold, by weight.
        ratio: (n,) length of the Japanese over that of the English, by the usual one.
    """

    features: Floats64
    shared: Floats64
    ratio: Floats64


def weigh(candidates: Candidates, en: Side, ja: Side) -> Evidence:
    """The evidence for and against candidates."""
    one, two = candidates.en, candidates.ja
    shared = np.stack([_shared(en.numbers, ja.numbers, one, two), _shared(en.names, ja.names, one, two)], axis=1)
    off = np.log(np.maximum(ja.length[two], 1) / np.maximum(en.length[one], 1))
    # What is usual is told from pairs that are the best for both.
    sure = _lead(candidates.likeness[0].astype(np.float64), one, two) > 0
    off -= np.median(off[sure]) if sure.any() else np.median(off)
    sentences = _heads_alike(en, ja, one, two)
    columns = (
        candidates.margins[1],
        _lead(candidates.likeness[0].astype(np.float64), one, two),
        np.minimum(sentences, _ALIKE),
        _lead(sentences, one, two),
        _lead(shared[:, 0], one, two),
        _lead(shared[:, 1], one, two),
    )
    return Evidence(np.stack(columns, axis=1).astype(np.float64), shared, np.exp(off))


def confidences(evidence: Evidence) -> Floats64:
    """(n,) how probable it is that each pair is right."""
    scores = evidence.features @ np.array(list(WEIGHTS.values())) + BIAS
    scores += OFF * np.maximum(np.abs(np.log(evidence.ratio)) - _USUALLY_OFF, 0)
    return np.asarray(1 / (1 + np.exp(-scores)))


def _lead(values: Floats64, one: Ints64, two: Ints64) -> Floats64:
    """By how much each is ahead of the best other with its row, and with its column, on average; alone, of nothing."""
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
    """(n,) mean likeness of the first sentences of two documents to whichever of the other is nearest to each."""
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
    """(n,) weight of the keys that two documents share, in that of all they hold; rare keys weigh more.

    A key that only one language knows says nothing and is left out.
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
    """The keys that both languages know, in order, and minus the logarithm of the share of documents that hold each."""
    counted = [np.unique(np.concatenate([*side, np.empty(0, np.uint64)]), return_counts=True) for side in (en, ja)]
    known, left, right = np.intersect1d(counted[0][0], counted[1][0], assume_unique=True, return_indices=True)
    documents = counted[0][1][left] + counted[1][1][right]
    return known, np.log((len(en) + len(ja) + 1) / documents)


def _places(keys: Keys, known: Keys) -> Ints64:
    """Where in the vocabulary the keys stand that it holds."""
    places = np.searchsorted(known, keys)
    inside = places < len(known)
    places, keys = places[inside], keys[inside]
    return np.asarray(places[known[places] == keys], np.int64)
