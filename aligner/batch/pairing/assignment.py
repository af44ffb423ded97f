"""Assigns documents one to one by competitive linking.

Pairs are taken in the order of their confidence, unless one of the two documents is already taken (Melamed 2000,
"Models of translational equivalence among words"). The result is stable: no two documents that are not paired
have a higher confidence together than each has with its partner.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from aligner.arrays import Floats64, Ints64


def assign(one: Ints64, two: Ints64, confidence: Floats64, least: float) -> Ints64:
    """Return the indices of the pairs that are taken, by falling confidence, which is at least ``least``.

    >>> assign(np.array([0, 0, 1]), np.array([0, 1, 1]), np.array([0.9, 0.8, 0.7]), 0.5).tolist()
    [0, 2]
    """
    taken: tuple[set[int], set[int]] = set(), set()
    chosen: list[int] = []
    # Ties are broken by the numbers of the documents, so that the order of the candidates does not matter.
    for k in np.lexsort((two, one, -confidence)).tolist():
        if confidence[k] < least:
            break
        i, j = int(one[k]), int(two[k])
        if i not in taken[0] and j not in taken[1]:
            taken[0].add(i)
            taken[1].add(j)
            chosen.append(k)
    return np.array(chosen, np.int64)
