"""Gaps cost less where the texts leave out more than usual, and never more."""

from __future__ import annotations

import math

import numpy as np
import pytest

from aligner.matching.gap_rate import (
    CONVERSATION,
    MOST_DISCOUNT,
    PRIOR_RUNS,
    PROSE,
    USUAL_RATE,
    discounted,
    gap_discount,
)
from aligner.matching.posterior import posterior
from aligner.matching.search import SHAPES, Lattice, best_path, full_band

PAIRS = 150


def lattice(lost: set[int], doubtful: set[int]) -> Lattice:
    """Pairs of one segment on either side, sure but for those that are lost, and those that may be."""
    low, width = full_band(PAIRS, PAIRS)
    pair = np.full((PAIRS + 1, len(SHAPES), width), -np.inf, np.float32)
    for k in range(PAIRS):
        pair[k + 1, SHAPES.index((1, 1)), k + 1] = -30 if k in lost else -6.5 if k in doubtful else 5
    return Lattice(low, pair, np.full(PAIRS, -1.5), np.full(PAIRS, -1.5), -2.3, -2.3, -1.8)


def test_what_is_usual_or_less_has_the_usual_price() -> None:
    assert gap_discount(0, 10_000) == 0
    assert gap_discount(USUAL_RATE * 500, 500) == pytest.approx(0, abs=1e-12)
    assert gap_discount(0, 0) == 0


def test_the_discount_grows_with_the_runs_up_to_its_bound() -> None:
    found = [gap_discount(runs, 100) for runs in range(40)]
    assert found == sorted(found)
    assert found[5] == pytest.approx(math.log((PRIOR_RUNS + 5) / (PRIOR_RUNS + 100 * USUAL_RATE)))
    assert found[-1] == MOST_DISCOUNT


def test_a_single_gap_in_a_long_text_changes_nothing() -> None:
    complete = lattice({20}, set())
    assert discounted(complete, posterior(complete), 1) is complete


def test_a_doubtful_pair_is_given_up_where_others_are_certainly_missing() -> None:
    def left_alone(lost: set[int]) -> bool:
        told = lattice(lost, {30})
        told = discounted(told, posterior(told), 1)
        return (30, 31, 30, 30) in best_path(told)

    assert not left_alone(set())
    assert not left_alone({5})
    assert left_alone(set(range(40, 80, 5)))


def test_all_three_prices_are_changed_alike() -> None:
    usual = lattice(set(range(40, 80, 5)), set())
    told = discounted(usual, posterior(usual), 1)
    changes = {round(getattr(told, name) - getattr(usual, name), 9) for name in ("en_open", "ja_open", "ja_after_en")}
    assert len(changes) == 1
    assert changes.pop() > 0.5
    assert told.pair is usual.pair


def test_conversations_get_no_discount_and_what_is_nearly_one_a_part() -> None:
    usual = lattice(set(range(40, 80, 5)), set())
    found = posterior(usual)
    assert discounted(usual, found, CONVERSATION) is usual
    whole, half = (discounted(usual, found, share).en_open - usual.en_open for share in (1, (CONVERSATION + PROSE) / 2))
    assert half == pytest.approx(whole / 2)
