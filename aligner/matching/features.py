"""Features of all pairs in a tile of the band, and of all segments left alone.

A feature is a number with a learned weight. Features of pairs are planes of shape (rows, shapes, width), or arrays that
broadcast to it, so that scoring can add them up one by one without holding all of them.
"""

from __future__ import annotations

from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING

import numpy as np

from aligner.matching.block_features import beside_columns, beside_rows, least_of_columns, least_of_rows
from aligner.matching.cue_times import shared_and_apart
from aligner.matching.feature_names import (
    CHANNEL_FEATURES,
    PARAGRAPH_FEATURES,
    SHAPE_FEATURES,
    SHAPE_NAMES,
    TIME_FEATURES,
)
from aligner.matching.side import DATELINE, HEADING, Side
from aligner.matching.unmatched_words import unmatched_planes

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from aligner.arrays import Floats32, Ints64
    from aligner.evidence.meaning import Meaning
    from aligner.matching.cue_times import Times
    from aligner.matching.margins import Margins
    from aligner.matching.match_input import Material
    from aligner.matching.overlap import Overlap, Shared
    from aligner.matching.tile import Plane, Tile

_MOST = 25.0  # limit of a single channel, which lists of hundreds of names would otherwise exceed
_SENTENCE = 15.0  # characters of Japanese from which a segment counts as a whole sentence


def pair_planes(material: Material, tile: Tile, wanted: Collection[str]) -> Iterator[tuple[str, Plane]]:
    """(name, plane) of the wanted features of the pairs that end in a tile, in order.

    Values of pairs outside the document are undefined; `Tile.valid` marks the defined ones.
    """
    shared = {overlap.name: overlap.within(tile) for overlap in material.overlaps}
    yield from _channel_planes(material, shared, tile, wanted)
    others = chain(
        _weakest_planes(material, shared, tile),
        unmatched_planes({overlap.name: overlap for overlap in material.overlaps}, shared, tile, material.ja.size),
        _length_planes(material, tile),
        _paragraph_planes(material, tile),
        _kind_planes(material, tile),
        _shape_planes(tile),
        _meaning_planes(material.meaning, material.margins, tile) if material.meaning is not None else (),
        _time_planes(material.times, tile, _columns(material, tile)) if material.times is not None else (),
    )
    yield from ((name, plane) for name, plane in others if name in wanted)


def pair_features(material: Material, tile: Tile) -> Plane:
    """(rows, shapes, width, features) all features of the pairs that end in a tile."""
    shape = (tile.size, len(tile.shapes), tile.width)
    planes = pair_planes(material, tile, material.feature_names)
    return np.stack([np.broadcast_to(plane, shape) for _, plane in planes], axis=-1)


def _columns(material: Material, tile: Tile) -> Ints64:
    """The tile's columns, limited to the end of the document."""
    return np.minimum(tile.column, material.ja.size)


class _ChannelPlanes:
    """The planes of a channel's features, computed on demand."""

    def __init__(self, overlap: Overlap, shared: Shared, tile: Tile, columns: Ints64) -> None:
        self._overlap, self._shared, self._tile, self._columns = overlap, shared, tile, columns

    @cached_property
    def _en(self) -> Plane:
        """(rows, shapes, 1) weight of the items in the English blocks."""
        return self._overlap.en_total[self._tile.row][:, self._tile.shapes.en_size - 1, None]

    @cached_property
    def _ja(self) -> Plane:
        """(rows, shapes, width) weight of the items in the Japanese blocks."""
        return np.asarray(self._overlap.ja_total[self._columns].transpose(0, 2, 1)[:, self._tile.shapes.ja_size - 1])

    @cached_property
    def cover(self) -> Plane:
        """The share of a side's words that the other side covers; the added 3 nats are about one neutral word."""
        own = self._ja if self._overlap.name == "ja-word" else self._en
        return np.asarray(self._shared.blocks / (own + np.float32(3)))

    def plane(self, aspect: str) -> Plane:
        """The plane of a feature, by the second part of its name."""
        match = self._shared.blocks
        if aspect == "match":
            return np.asarray(np.minimum(match, np.float32(_MOST)))
        if aspect == "cover":
            return self.cover
        # Logarithms, so that a list of dates or a gloss on one side does not outweigh everything that both share.
        own = self._en if aspect == "only-en" else self._ja
        return np.asarray(np.log1p(np.maximum(own - match, np.float32(0))))


def _channel_planes(
    material: Material, shared: Mapping[str, Shared], tile: Tile, wanted: Collection[str]
) -> Iterator[tuple[str, Plane]]:
    columns = _columns(material, tile)
    channels = {
        overlap.name: _ChannelPlanes(overlap, shared[overlap.name], tile, columns) for overlap in material.overlaps
    }
    for name in CHANNEL_FEATURES:
        if name == "word.cover" and name in wanted:
            yield name, np.sqrt(np.maximum(channels["ja-word"].cover * channels["en-word"].cover, 0))
        elif name in wanted:
            channel, _, aspect = name.partition(".")
            yield name, channels[channel].plane(aspect)


def _weakest_planes(material: Material, shared: Mapping[str, Shared], tile: Tile) -> Iterator[tuple[str, Plane]]:
    """The cover of the block's least covered segment; 0 where a side has one segment only.

    A sentence without a translation is easily added to its neighbour's bead. Its cover there is low.
    """
    en_own, en_match = _held(material, shared, "en-word")
    ja_own, ja_match = _held(material, shared, "ja-word")
    own = en_own[np.clip(tile.grid_row, 0, None)][:, None]
    yield "weakest.en", least_of_rows(_cover(beside_rows(en_match, tile), own[:, :, None]), tile)
    columns = np.clip(tile.start[tile.reach :, None] + np.arange(tile.width + tile.reach), 0, material.ja.size)
    yield "weakest.ja", least_of_columns(_cover(beside_columns(ja_match, tile), ja_own[columns][:, None]), tile)


def _held(material: Material, shared: Mapping[str, Shared], words: str) -> tuple[Floats32, Plane]:
    """Weights of the numbers, names and words in segments of a side, and of those that pairs of segments share."""
    chosen = [overlap for overlap in material.overlaps if overlap.name in ("number", "name", words)]
    totals = [overlap.en_total if words == "en-word" else overlap.ja_total for overlap in chosen]
    own = np.sum([total[:, 0] for total in totals], axis=0)
    return own, np.sum([shared[overlap.name].single for overlap in chosen], axis=0)


def _cover(match: Plane, own: Plane) -> Plane:
    """The covered share of a segment; one third, a neutral value, where nothing in it is known."""
    return (np.minimum(match, own) + np.float32(1)) / (own + np.float32(3))


def _length_planes(material: Material, tile: Tile) -> Iterator[tuple[str, Plane]]:
    lengths = material.lengths
    en_sum, ja_sum = material.en.length_before, material.ja.length_before
    columns = _columns(material, tile)[:, None, :]
    en_before = en_sum[np.maximum(tile.row[:, None] - tile.shapes.en_size, 0)]
    en = (en_sum[tile.row][:, None] - en_before)[:, :, None] * lengths.ratio
    ja = ja_sum[columns] - ja_sum[np.maximum(columns - tile.shapes.ja_size[:, None], 0)]
    yield "length.apart", lengths.apart(en, ja).astype(np.float32)
    # The logarithm, because glosses and readings in brackets make one side of a correct pair much longer.
    yield "length.spread", np.log1p(lengths.spread(en, ja).astype(np.float32))


def _paragraph_planes(material: Material, tile: Tile) -> Iterator[tuple[str, Plane]]:
    rows, columns = tile.row, _columns(material, tile)
    en, ja = material.en, material.ja
    en_first = np.maximum(rows[:, None] - tile.shapes.en_size, 0)
    ja_first = np.maximum(columns[:, None, :] - tile.shapes.ja_size[:, None], 0)
    en_start, ja_start = en.starts[en_first][:, :, None], ja.starts[ja_first]
    en_end, ja_end = en.starts[rows][:, None, None], ja.starts[columns][:, None, :]
    en_last, ja_last = np.maximum(rows - 1, 0)[:, None], np.maximum(columns - 1, 0)[:, None, :]
    broken, unstopped = (
        np.maximum(of_en[en_last] - of_en[en_first], 0)[:, :, None] + np.maximum(of_ja[ja_last] - of_ja[ja_first], 0)
        for of_en, of_ja in ((en.starts_before, ja.starts_before), (en.unstopped_before, ja.unstopped_before))
    )
    en_tight = en.tight_before[rows][:, None] - en.tight_before[np.minimum(en_first + 1, en.size)]
    ja_tight = ja.tight_before[columns][:, None, :] - ja.tight_before[np.minimum(ja_first + 1, ja.size)]
    planes = (
        en_start & ja_start,
        en_start ^ ja_start,
        en_end ^ ja_end,
        broken,
        en_tight[:, :, None] + ja_tight,
        unstopped,
    )
    yield from ((name, plane.astype(np.float32)) for name, plane in zip(PARAGRAPH_FEATURES, planes, strict=True))


def _kind_planes(material: Material, tile: Tile) -> Iterator[tuple[str, Plane]]:
    """Kinds are those of the first segments of both blocks."""
    en, ja = (side.special if side.size else np.zeros(1, np.int64) for side in (material.en, material.ja))
    en_kind = en[np.clip(tile.row[:, None] - tile.shapes.en_size, 0, None)][:, :, None]
    ja_kind = ja[np.clip(_columns(material, tile)[:, None, :] - tile.shapes.ja_size[:, None], 0, None)]
    yield "kind.differs", (en_kind != ja_kind).astype(np.float32)
    yield "kind.same", ((en_kind == ja_kind) & (en_kind > 0)).astype(np.float32)


def _shape_planes(tile: Tile) -> Iterator[tuple[str, Plane]]:
    """One plane (shapes, 1) for each shape."""
    for name in SHAPE_FEATURES:
        of_name = [[f"shape.{SHAPE_NAMES.get(shape, 'larger')}" == name] for shape in tile.shapes]
        yield name, np.array(of_name, np.float32)


def _meaning_planes(meaning: Meaning, usual: Margins, tile: Tile) -> Iterator[tuple[str, Plane]]:
    """Margins and likeness in tenths, so that weights have one order of magnitude; margins also as standard scores."""
    margins, likeness = meaning.margins(tile.grid_row, tile.grid_column)
    margin = 10 * tile.shapes.of_grid(tile.own(margins))
    yield "meaning.margin", margin
    yield "meaning.likeness", 10 * tile.shapes.of_grid(tile.own(likeness))
    yield "meaning.clear", np.maximum(margin - 1, 0)
    standing = usual.standing(np.asarray(margin / 10, np.float32))
    yield "meaning.standing", standing
    # Two further slopes below the usual margin: pairs far below it hardly ever correspond.
    yield "meaning.low", np.minimum(standing + np.float32(1.5), 0)
    yield "meaning.very-low", np.minimum(standing + np.float32(3), 0)
    yield "meaning.weakest-en", 10 * least_of_rows(margins[:, 0], tile)
    yield "meaning.weakest-ja", 10 * least_of_columns(tile.back(margins[:, :, 0], 0), tile)


def _time_planes(times: Times, tile: Tile, columns: Ints64) -> Iterator[tuple[str, Plane]]:
    """The shared display time of blocks, and the distance between their times; 0 where the clock is unknown."""
    en = times.en[tile.row][:, tile.shapes.en_size - 1][:, :, None]
    ja = times.ja[columns].transpose(0, 2, 1, 3)[:, tile.shapes.ja_size - 1]
    known = times.known[columns][:, None, :]
    for name, plane in zip(TIME_FEATURES, shared_and_apart(en, ja), strict=True):
        yield name, plane.astype(np.float32) * known


def gap_features(material: Material) -> tuple[Floats32, Floats32]:
    """Features of segments left alone: (English segments, features) and (Japanese segments, features)."""
    en, ja = (
        np.stack(
            [np.ones(side.size), _fullness(side), side.special == DATELINE, side.special == HEADING], axis=-1
        ).astype(np.float32)
        for side in (material.en, material.ja)
    )
    return en, ja


def _fullness(side: Side) -> Floats32:
    """(n,) 1 for a whole sentence, less for an utterance of a few characters."""
    return np.asarray(np.minimum(side.length / np.float32(_SENTENCE), 1), np.float32)
