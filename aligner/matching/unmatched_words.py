"""Whether the words of every segment of a pair are answered on its other side.

A word that the lexicon knows either finds a translation there, which speaks for the pair by as many nats as it is rare
(`Channel.weight`), or finds none, which speaks against it by `MISSED`. The sum over a segment's words is about the
logarithm of how much more often a segment is answered so in a pair than beside an unrelated one; words that the lexicon
does not know say nothing. The feature is how far it lies below zero. What lies above is no feature: that much is in
common is told by meaning and by the shares of `word.cover` already, and weights learned for it came out as nothing.

It is bounded, so that a long segment counts no more than a few clear words do, and a block adds up its segments. So
every cover of a document is judged by the same segments, each answered in its pair or left alone: two sentences that
have nothing to do with each other lose on both sides.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from aligner.matching.block_features import beside_columns, beside_rows, of_columns, of_rows
from aligner.matching.tile import BACK, Plane, Tile

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from aligner.matching.overlap import Overlap, Shared

#: Nats that a known word without a translation on the other side costs. With 0.8 to 1 the sum orders pairs and
#: neighbouring sentences best (docs/how-it-works.md); words of a sentence depend on each other, or 0.6 would be right.
MISSED = 0.9
#: Nats that one segment counts at most.
MOST_UNANSWERED = 5.0


def answer_planes(
    overlaps: Mapping[str, Overlap], shared: Mapping[str, Shared], tile: Tile, columns: int
) -> Iterator[tuple[str, Plane]]:
    """(name, plane) of the pairs that end in a tile, of a document with so many Japanese segments."""
    words = overlaps["en-word"]
    row = np.clip(tile.grid_row, 0, None)
    match = beside_rows(shared["en-word"].single)
    missing = _unanswered(match, words.en_total[row, 0][:, None, None], words.en_known[row][:, None, None])
    yield "unanswered.en", of_rows(missing, tile, np.add)
    words = overlaps["ja-word"]
    column = np.clip(tile.start[BACK:, None] + np.arange(tile.width + BACK), 0, columns)
    match = beside_columns(shared["ja-word"].single, tile)
    missing = _unanswered(match, words.ja_total[:, 0][column][:, None], words.ja_known[column][:, None])
    yield "unanswered.ja", of_columns(missing, tile, np.add)


def _unanswered(match: Plane, own: Plane, known: Plane) -> Plane:
    """Of single segments; what several segments of a block repeat answers no more than there is."""
    missing = np.float32(MISSED) * known - np.minimum(match, own)
    return np.asarray(np.clip(missing, np.float32(0), np.float32(MOST_UNANSWERED)))
