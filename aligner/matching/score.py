"""Features times weights: the lattice of scores within a band."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from aligner.matching.features import (
    Material,
    chunks,
    gap_feature_names,
    gap_features,
    pair_feature_names,
    pair_features,
    valid_pairs,
)
from aligner.matching.search import SHAPES, Lattice

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from aligner.parameters import Weights


def weight_vector(names: tuple[str, ...], weights: Mapping[str, float]) -> NDArray[np.float32]:
    """The weights in the order of some features; a feature without one counts nothing."""
    return np.array([weights.get(name, 0.0) for name in names], np.float32)


@dataclass(frozen=True)
class Scored:
    """The lattice of a band, with the gap features it was scored from (English, Japanese)."""

    lattice: Lattice
    gap_features: tuple[NDArray[np.float32], NDArray[np.float32]]


def score(material: Material, weights: Weights, low: NDArray[np.int64], width: int) -> Scored:
    """The scores of everything within a band."""
    meaning = material.meaning is not None
    pair_weights = weight_vector(pair_feature_names(meaning=meaning), weights.pair)
    pair = np.empty((material.en.size + 1, width, len(SHAPES)), np.float32)
    for rows in chunks(material.en.size):
        scores = pair_features(material, low, width, rows) @ pair_weights
        scores[~valid_pairs(low, width, rows, material.ja.size)] = -np.inf
        pair[rows.start : rows.stop] = scores
    names = gap_feature_names(meaning=meaning)
    en, ja = gap_features(material, low, width)
    lattice = Lattice(
        low,
        pair,
        (en @ weight_vector(names, weights.en_gap)).astype(np.float64),
        (ja @ weight_vector(names, weights.ja_gap)).astype(np.float64),
        weights.en_open,
        weights.ja_open,
    )
    return Scored(lattice, (en, ja))
