"""The lattice of scores within a band: features times weights."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from aligner.matching.feature_names import GAP_FEATURES
from aligner.matching.features import gap_features, pair_planes
from aligner.matching.search import Lattice
from aligner.matching.tile import Tile, tiles

if TYPE_CHECKING:
    from collections.abc import Mapping

    from aligner.arrays import Floats32, Ints64
    from aligner.matching.match_input import Material
    from aligner.parameters import Weights


def score(material: Material, weights: Weights, low: Ints64, width: int) -> Lattice:
    """Scores all pairs and gaps within a band."""
    pair = np.empty((material.en.size + 1, len(material.shapes), width), np.float32)
    for tile in tiles(low, width, shapes=material.shapes):
        pair[tile.rows.start : tile.rows.stop] = pair_scores(material, weights.pair, tile)
    en, ja = gap_features(material)
    return Lattice(
        low,
        pair,
        (en @ weight_vector(GAP_FEATURES, weights.en_gap)).astype(np.float64),
        (ja @ weight_vector(GAP_FEATURES, weights.ja_gap)).astype(np.float64),
        weights.en_open,
        weights.ja_open,
        weights.ja_after_en,
        material.shapes,
    )


def pair_scores(material: Material, weights: Mapping[str, float], tile: Tile) -> Floats32:
    """(rows, shapes, width) scores of the pairs that end in a tile; -inf where no pair can end."""
    scores = np.zeros((tile.size, len(tile.shapes), tile.width), np.float32)
    nonzero = {name: np.float32(weight) for name, weight in weights.items() if weight}
    for name, plane in pair_planes(material, tile, nonzero):
        scores += nonzero[name] * plane
    scores[~tile.valid(material.ja.size)] = -np.inf
    return scores


def weight_vector(names: tuple[str, ...], weights: Mapping[str, float]) -> Floats32:
    """The weights in the order of the feature names; 0 for a feature without a weight."""
    return np.array([weights.get(name, 0.0) for name in names], np.float32)
