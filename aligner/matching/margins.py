"""How clearly translations stand out by meaning in the documents at hand.

In news a sentence is far closer to its translation than to anything else; among the glosses of an encyclopedia, or in
small talk, hardly. What is suspicious in the one is usual in the other, so margins are also told in units of what is
usual in the documents, over pairs that all evidence vouches for (`anchors`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aligner.evidence.meaning import Meaning

#: What is imagined to have been seen before a document tells otherwise: about the margin of the anchors of news, and
#: how many. And the least that is taken for usual.
_USUAL, _USUAL_PAIRS, _LEAST = 0.2, 4, 0.05


def usual_margin(meaning: Meaning, pairs: Sequence[tuple[int, int]]) -> float:
    """The median margin of pairs of segments that correspond."""
    ends = np.array(pairs, np.int64).reshape(-1, 2) + 1
    likeness = np.einsum("ij,ij->i", meaning.en[ends[:, 0], 0], meaning.ja[ends[:, 1], 0])
    english, japanese = (side[ends[:, k], 0] for k, side in enumerate(meaning.background))
    margins = likeness - (english + japanese) / 2
    return max(float(np.median(np.append(margins, [_USUAL] * _USUAL_PAIRS))), _LEAST)
