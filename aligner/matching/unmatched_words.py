"""Known words of a segment that have no translation on the other side of the pair.

Every word that the lexicon knows adds its rarity in nats (`Channel.weight`) where the other side has a translation, and
subtracts `MISSED` where it has none. The sum over a segment is approximately a log-likelihood ratio: the segment in a
pair, against the segment beside an unrelated one. Words that the lexicon does not know are ignored. Only the negative
part is a feature. Positive values are clipped: meaning and `word.cover` already carry them (learned weight about 0).

The value of a segment is bounded, so that a long segment counts no more than a few clear words. A block adds up its
segments. So all paths through a document are compared on the same segments, each matched in its pair or left alone, and
a pair of two unrelated sentences costs something on both sides.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from aligner.matching.block_features import beside_columns, beside_rows, of_columns, of_rows

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from aligner.matching.overlap import Overlap, Shared
    from aligner.matching.tile import Plane, Tile

#: Cost in nats of a known word without a translation on the other side. Values from 0.8 to 1 separate pairs from
#: neighbouring sentences best (docs/experiments.md). If words were independent of each other, 0.6 would be right.
MISSED = 0.9
#: Upper bound for one segment, in nats.
MOST_UNANSWERED = 5.0


def unmatched_planes(
    overlaps: Mapping[str, Overlap], shared: Mapping[str, Shared], tile: Tile, columns: int
) -> Iterator[tuple[str, Plane]]:
    """(name, plane) of the pairs that end in a tile; ``columns`` is the number of Japanese segments."""
    words = overlaps["en-word"]
    row = np.clip(tile.grid_row, 0, None)
    match = beside_rows(shared["en-word"].single, tile)
    unmatched = _unmatched(match, words.en_total[row, 0][:, None, None], words.en_known[row][:, None, None])
    yield "unanswered.en", of_rows(unmatched, tile, np.add)
    words = overlaps["ja-word"]
    column = np.clip(tile.start[tile.reach :, None] + np.arange(tile.width + tile.reach), 0, columns)
    match = beside_columns(shared["ja-word"].single, tile)
    unmatched = _unmatched(match, words.ja_total[:, 0][column][:, None], words.ja_known[column][:, None])
    yield "unanswered.ja", of_columns(unmatched, tile, np.add)


def _unmatched(match: Plane, own: Plane, known: Plane) -> Plane:
    """Values of single segments; repetitions within a block match no more than the segment holds."""
    unmatched = np.float32(MISSED) * known - np.minimum(match, own)
    return np.asarray(np.clip(unmatched, np.float32(0), np.float32(MOST_UNANSWERED)))
