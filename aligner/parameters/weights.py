"""The weights of a model, and the separate parameters of display times, translators, clauses and certainty."""

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
        pair: beads with segments on both sides.
        en_gap: an English segment left alone.
        ja_gap: a Japanese segment left alone.
        en_open: the opening of a run of English gaps.
        ja_open: the opening of a run of Japanese gaps.
        ja_after_en: the opening of a Japanese run directly after an English one, as where a passage was replaced.
        moved: a moved pair, given its gain (`gain`, `bias`).
    """

    pair: Mapping[str, float]
    en_gap: Mapping[str, float]
    ja_gap: Mapping[str, float]
    en_open: float
    ja_open: float
    ja_after_en: float
    moved: Mapping[str, float]


def weights_from(content: Mapping[str, Any]) -> Weights:
    """The weights of one model, with the weights of display times, which are not learned with the others."""
    return Weights(**{**content, "pair": {**load_time_weights(), **content["pair"]}})


@cache
def load_time_weights() -> Mapping[str, float]:
    """The weights of display times of subtitles (`matching.cue_times`), with or without meaning."""
    weights = tomllib.loads((_FOLDER / "times.toml").read_text("utf-8"))
    return {name: float(value) for name, value in weights.items()}


@dataclass(frozen=True, slots=True)
class RatePrior:
    """How the rate of an event differs from translator to translator, as a Gamma distribution around the usual one.

    Attributes:
        usual: events per possible pair, of most translators.
        strength: shape of the distribution; the smaller, the more translators differ.
        least: lower bound of the change of the price, in nats.
        most: upper bound of the change of the price, in nats.
    """

    usual: float
    strength: float
    least: float
    most: float


@dataclass(frozen=True, slots=True)
class LongerPairs:
    """The expected number of pairs of four segments and one from which a document asks for longer pairs.

    Attributes:
        fewest: the number in a short document.
        rate: what each possible pair adds to it.
    """

    fewest: float
    rate: float


@dataclass(frozen=True, slots=True)
class TranslatorPrior:
    """The hyper-parameters of the model of the translator (`matching.translator`).

    Attributes:
        certainty: by how much a probable bead counts for more than several improbable ones, as an exponent.
        first_pass: number of segments in a merged side → what the first pass adds to the score of such beads.
        longer: when a document asks for longer pairs.
        merging: number of segments in a merged side → the prior of the rate of such beads.
        gaps: the prior of the rate of runs of gaps.
    """

    certainty: float
    first_pass: Mapping[int, float]
    longer: LongerPairs
    merging: Mapping[int, RatePrior]
    gaps: RatePrior


@cache
def load_translator_prior() -> TranslatorPrior:
    """The hyper-parameters of the model of the translator."""
    content = tomllib.loads((_FOLDER / "translator.toml").read_text("utf-8"))
    return TranslatorPrior(
        content["certainty"],
        {int(size): value for size, value in content["first_pass"].items()},
        LongerPairs(**content["longer"]),
        {int(size): RatePrior(**values) for size, values in content["merging"].items()},
        RatePrior(**content["gaps"]),
    )


@cache
def load_clause_weights(*, meaning: bool) -> Mapping[str, float]:
    """The weights of the finder of clauses without a counterpart (`findings.clauses`), with or without meaning."""
    weights = tomllib.loads((_FOLDER / "clauses.toml").read_text("utf-8"))
    return {name: float(value) for name, value in weights["with_meaning" if meaning else "without_meaning"].items()}


@dataclass(frozen=True, slots=True)
class CertaintyWeights:
    """The weights of the certainty of findings (`findings.certainty`), in log-odds.

    Attributes:
        estimates: weight of the finder's estimate beyond 1, for every kind and ("all") for all kinds together.
        rules: weight of every kind, and of every kind and relation beyond that of the kind.
        facts: weight of every fact.
    """

    estimates: Mapping[str, float]
    rules: Mapping[str, float]
    facts: Mapping[str, float]


@cache
def load_certainty_weights() -> CertaintyWeights:
    """The weights of the certainty of findings, as readers' verdicts gave them (`tests/judging/learn.py`)."""
    weights = tomllib.loads((_FOLDER / "certainty.toml").read_text("utf-8"))
    return CertaintyWeights(weights["estimates"], weights["rules"], weights["facts"])
