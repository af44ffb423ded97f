"""The weights of a model, and those that are set apart from it: display times and clauses."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

_FOLDER = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Weights:
    """The weights of one model: feature name → weight, in log-odds per unit of the feature.

    Attributes:
        pair: of beads with segments on both sides.
        en_gap: of leaving an English segment alone.
        ja_gap: of leaving a Japanese segment alone.
        en_open: of opening a run of English segments left alone.
        ja_open: of opening a run of Japanese ones.
        ja_after_en: of opening one right after a run of English ones, as where a passage was replaced.
        moved: of a pair out of order, given its score (`score`, `bias`).
    """

    pair: Mapping[str, float]
    en_gap: Mapping[str, float]
    ja_gap: Mapping[str, float]
    en_open: float
    ja_open: float
    ja_after_en: float
    moved: Mapping[str, float]


def weights_from(content: Mapping[str, Any]) -> Weights:
    """The weights of one model, with those that are not learned with the others."""
    return Weights(**{**content, "pair": {**load_time_weights(), **content["pair"]}})


@cache
def load_time_weights() -> Mapping[str, float]:
    """The weights of when subtitles are shown (`matching.times`), with or without meaning."""
    weights = tomllib.loads((_FOLDER / "times.toml").read_text("utf-8"))
    return {name: float(value) for name, value in weights.items()}


@cache
def load_clause_weights(*, meaning: bool) -> Mapping[str, float]:
    """The weights by which clauses without a counterpart are found (`findings.uncovered`), with or without meaning."""
    weights = tomllib.loads((_FOLDER / "clauses.toml").read_text("utf-8"))
    return {name: float(value) for name, value in weights["with_meaning" if meaning else "without_meaning"].items()}
