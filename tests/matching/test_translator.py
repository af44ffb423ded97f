"""Prices follow the habits of the translator, and stay as they are where there is none."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING, cast

import numpy as np
import pytest

import aligner
from aligner.matching.posterior import Posterior, posterior
from aligner.matching.search import Lattice, best_path, full_band
from aligner.matching.shapes import SHAPES
from aligner.matching.translator import (
    Habit,
    adapted,
    estimate,
    expected_beads,
    expected_runs,
    first_pass,
    habits,
    merged_shapes,
    price_change,
)
from aligner.model import Bead
from aligner.parameters import RatePrior, load_translator_prior

if TYPE_CHECKING:
    from aligner.matching.posterior import PairProbabilities

PAIRS = 120
PRIOR = load_translator_prior()
ONE = SHAPES.index((1, 1))
USUAL = RatePrior(usual=0.02, strength=1.0, least=0.0, most=1.0)


def certain(rows: int, columns: int) -> Lattice:
    """A lattice without any pair; a gap costs 1.8 nats and its run 2.3."""
    low, width = full_band(rows, columns)
    pair = np.full((rows + 1, len(SHAPES), width), -np.inf, np.float32)
    return Lattice(low, pair, np.full(rows, -1.8), np.full(columns, -1.8), -2.3, -2.3, -1.8)


def one_to_one(lost: set[int], doubtful: set[int]) -> Lattice:
    """1–1 pairs, certain but for those that are lost and those that may be."""
    lattice = certain(PAIRS, PAIRS)
    for k in range(PAIRS):
        lattice.pair[k + 1, ONE, k + 1] = -30 if k in lost else -6.5 if k in doubtful else 5
    return lattice


def fours(merged: int, score: float, *, doubtful: float | None = None, flipped: bool = False) -> Lattice:
    """Blocks of four English segments and one Japanese; the first ``merged`` have a 4–1 pair of a score.

    In the others the first English segment has a certain counterpart, and the rest have none. With ``doubtful``, the
    last block has both: the pair of four with this score.
    """
    blocks = 12
    lattice = certain(4 * blocks, blocks)
    four = SHAPES.index((4, 1))
    for k in range(blocks):
        if k < merged:
            lattice.pair[4 * k + 4, four, k + 1] = score
            lattice.pair[4 * k + 1, ONE, k + 1] = 0
        else:
            lattice.pair[4 * k + 1, ONE, k + 1] = 5
    if doubtful is not None:
        lattice.pair[4 * blocks, four, blocks] = doubtful
        lattice.pair[4 * blocks - 3, ONE, blocks] = 0
    if not flipped:
        return lattice
    low, width = full_band(blocks, 4 * blocks)
    pair = np.full((blocks + 1, len(SHAPES), width), -np.inf, np.float32)
    for k, (m, n) in enumerate(SHAPES):
        pair[:, SHAPES.index((n, m))] = lattice.pair[:, k].T
    return replace(lattice, low=low, pair=pair, en_gap=lattice.ja_gap, ja_gap=lattice.en_gap)


def changes(lattice: Lattice) -> dict[tuple[int, int], float]:
    """What the adapted lattice adds to the score of every shape that has a pair."""
    priced, known = adapted(lattice)[0].scores(slice(None)), np.isfinite(lattice.pair)
    return {
        shape: float(np.mean(priced[:, k][known[:, k]] - lattice.pair[:, k][known[:, k]]))
        for k, shape in enumerate(SHAPES)
        if known[:, k].any()
    }


def test_a_rate_at_or_below_the_usual_one_does_not_lower_the_price_of_gaps() -> None:
    assert price_change(0, 10_000, USUAL) == 0
    assert price_change(USUAL.usual * 500, 500, USUAL) == pytest.approx(0, abs=1e-12)
    assert price_change(0, 0, USUAL) == 0


def test_the_change_grows_with_the_number_up_to_its_bounds() -> None:
    grown = [price_change(number, 100, USUAL) for number in range(40)]
    assert grown == sorted(grown)
    assert grown[5] == pytest.approx(math.log((1 + 5) / (1 + 100 * 0.02)))
    assert grown[-1] == USUAL.most
    dearer = RatePrior(usual=0.1, strength=0.1, least=-0.7, most=9.0)
    assert price_change(0, 1000, dearer) == -0.7


def test_a_doubtful_pair_is_given_up_where_others_are_certainly_missing() -> None:
    def left_alone(lost: set[int]) -> bool:
        return (30, 31, 30, 30) in best_path(adapted(one_to_one(lost, {30}))[0])

    assert not left_alone(set())
    assert not left_alone({5})
    assert left_alone(set(range(40, 80, 5)))


def test_all_three_prices_of_gaps_change_alike() -> None:
    usual = one_to_one(set(range(40, 80, 5)), set())
    lattice, _ = adapted(usual)
    names = ("en_open", "ja_open", "ja_after_en")
    (change,) = {round(getattr(lattice, name) - getattr(usual, name), 9) for name in names}
    assert change > 0.5


def test_uncertain_gaps_count_less_than_certain_ones() -> None:
    sure, unsure = (posterior(one_to_one(set(), set())) for _ in range(2))
    sure = replace(sure, en_gap=np.array([1.0, 0.0]), ja_gap=np.zeros(2), en_opened=1.0)
    unsure = replace(unsure, en_gap=np.array([0.5, 0.5]), ja_gap=np.zeros(2), en_opened=1.0)
    assert expected_runs(unsure) == pytest.approx(expected_runs(sure) / 2, rel=1e-3)


def test_no_gap_at_all_counts_nothing() -> None:
    empty = posterior(certain(0, 0))
    assert expected_runs(empty) == 0
    assert set(expected_beads(empty, SHAPES, merged_shapes(SHAPES, PRIOR), PRIOR.certainty).values()) == {(0.0, 0.0)}


@pytest.mark.parametrize("flipped", [False, True])
def test_a_merged_pair_is_found_where_the_translator_merges_often(flipped: bool) -> None:
    def found(merged: int) -> bool:
        path = best_path(adapted(fours(merged, -2, doubtful=-14.5, flipped=flipped))[0])
        last = (44, 48, 11, 12) if not flipped else (11, 12, 44, 48)
        return last in path

    assert found(8)
    assert not found(0)


def test_a_translator_who_merges_often_is_no_other_on_the_other_side() -> None:
    lattice = fours(8, -2)
    prices = estimate(posterior(first_pass(lattice, PRIOR)), lattice, PRIOR).merging
    assert prices[4, 1] > 5
    assert prices[1, 4] <= 0
    assert prices[1, 2] == pytest.approx(prices[2, 1])


def test_pairs_of_one_segment_or_several_on_both_sides_keep_their_price() -> None:
    lattice = fours(8, -2)
    lattice.pair[2, SHAPES.index((2, 2)), 2] = -3
    changed = changes(lattice)
    assert changed[1, 1] == 0
    assert changed[2, 2] == 0
    assert changed[4, 1] > 0


def test_many_improbable_pairs_count_less_than_one_certain_pair() -> None:
    def number(probabilities: list[float]) -> float:
        pair = np.zeros((3, len(SHAPES), 12), np.float32)
        pair[1, SHAPES.index((3, 1)), : len(probabilities)] = probabilities
        posteriors = Posterior(cast("PairProbabilities", pair), np.zeros(2), np.zeros(11), 0, 0, 0, 0)
        return expected_beads(posteriors, SHAPES, ((3, 1),), PRIOR.certainty)[3, 1].beyond_one

    assert number([1.0]) == 0  # one event is no habit
    assert number([1.0, 1.0]) == pytest.approx(1)
    assert 0 < number([0.1] * 10) < 0.8
    assert number([1e-4] * 10) == 0


def test_a_single_merged_pair_is_no_evidence_for_itself() -> None:
    """In a text of two sentences the price of a merge must not fall because there is one."""
    found = aligner.align_segments(
        ["The ferry left the quay at dawn.", "Two gulls sat on the rail."], ["フェリーは夜明けに岸壁を離れた。"]
    )
    assert [(bead.source, bead.target) for bead in found.beads] == [((0,), (0,)), ((1,), ())]


def test_the_first_pass_only_raises_the_score_of_merged_shapes() -> None:
    lattice = fours(8, -2)
    first = first_pass(lattice, PRIOR)
    added = {shape: float(first.scores(4)[k, 1] - lattice.scores(4)[k, 1]) for k, shape in enumerate(SHAPES[12:13], 12)}
    assert added == {(4, 1): pytest.approx(PRIOR.first_pass[4])}
    assert first.scores(1)[ONE, 1] == lattice.scores(1)[ONE, 1]


def beads(*shapes: tuple[int, int]) -> list[Bead]:
    made, en, ja = [], 0, 0
    for k, (m, n) in enumerate(shapes):
        made.append(Bead(k, tuple(range(en, en + m)), tuple(range(ja, ja + n)), 1.0))
        en, ja = en + m, ja + n
    return made


def test_a_frequent_shape_is_a_habit() -> None:
    shapes = [(1, 1)] * 34 + [(3, 1)] * 6 + [(1, 0)] * 50
    assert habits(beads(*shapes)) == [Habit(3, 1, 6, 40)]


@pytest.mark.parametrize(
    "shapes", [[], [(1, 0)] * 9, [(1, 1)] * 5 + [(3, 1)] * 4, [(1, 1)] * 90 + [(2, 1)] * 6, [(1, 1)] * 9 + [(2, 2)] * 9]
)
def test_few_rare_or_crossing_shapes_are_no_habit(shapes: list[tuple[int, int]]) -> None:
    assert habits(beads(*shapes)) == []


@pytest.mark.parametrize("flipped", [False, True])
def test_a_document_asks_for_longer_pairs_if_it_has_pairs_of_four(flipped: bool) -> None:
    assert adapted(fours(3, -2, flipped=flipped))[1].paragraphs
    assert not adapted(fours(0, -2, flipped=flipped))[1].paragraphs
    assert not adapted(one_to_one({5, 9}, {30}))[1].paragraphs


def test_a_long_document_asks_for_longer_pairs_only_if_four_are_frequent() -> None:
    """Few pairs of four in a long document are no habit, and longer pairs cost time."""
    asked = PRIOR.longer
    assert asked.fewest < 2 < asked.fewest + 1000 * asked.rate
