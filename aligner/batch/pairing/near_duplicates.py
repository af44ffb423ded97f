"""Finds the documents of one language that are versions of each other: their sentences and their parts are alike."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

import numpy as np

from aligner.batch.groups import Groups
from aligner.batch.pairing.nearest import unit_views

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aligner.arrays import Floats32, Ints64
    from aligner.batch.pairing.profile import Keys

#: Least sum of the share of common sentences (of the shorter document) and the similarity of the parts. Of 360 versions
#: of 120 pages, 97% have more with another version of their page, and 1% with a version of another page.
_ALIKE = 0.85
#: Maximum number of versions. A sentence of more documents is boilerplate and is not compared, so time is linear in the
#: documents. A larger set of versions is left as single documents, because all its matchings are summed.
MOST_VERSIONS = 10


def clusters_of(sentences: Sequence[Keys], parts: Floats32) -> Ints64:
    """Return (documents,) the number of each document's cluster: the smallest number of a document in it.

    Args:
        sentences: the hashes of the sentences of each document.
        parts: (documents, parts, dimensions) mean embeddings of their parts.
    """
    _, views = unit_views(parts)
    groups = Groups(len(sentences))
    for one, two, share in _shares(sentences):
        if share + float(views[one] @ views[two]) >= _ALIKE:
            groups.join(one, two)
    clusters = groups.firsts()
    members = np.bincount(clusters, minlength=len(clusters))
    return np.where(members[clusters] > MOST_VERSIONS, np.arange(len(clusters)), clusters)


def _shares(sentences: Sequence[Keys]) -> list[tuple[int, int, float]]:
    """Return the pairs of documents that share a sentence, with its share of the sentences of the shorter one.

    >>> _shares([np.arange(8), np.arange(6, 10), np.arange(20, 22)])
    [(0, 1, 0.5)]
    """
    holders: defaultdict[int, list[int]] = defaultdict(list)
    for document, keys in enumerate(sentences):
        for key in keys.tolist():
            holders[key].append(document)
    shared: Counter[tuple[int, int]] = Counter()
    for documents in holders.values():
        if len(documents) <= MOST_VERSIONS:
            shared.update((one, two) for k, one in enumerate(documents) for two in documents[k + 1 :])
    sizes = [len(keys) for keys in sentences]
    return [(one, two, count / min(sizes[one], sizes[two])) for (one, two), count in sorted(shared.items())]
