"""Calibrated probabilities: sharper, still probabilities, and of the same best path."""

from __future__ import annotations

import numpy as np
import pytest

from aligner.matching.calibration import calibrated, sharpened
from aligner.matching.match import step_confidence
from aligner.matching.posterior import posterior
from aligner.matching.search import best_path
from aligner.parameters import load_sharpness
from tests.matching.covers import covers, random_lattice, score_of

FACTOR = load_sharpness()


@pytest.mark.parametrize("seed", range(5))
def test_the_best_path_stays_the_same(seed: int) -> None:
    lattice = random_lattice(6, 5, seed)
    assert best_path(sharpened(lattice, FACTOR)) == best_path(lattice)


@pytest.mark.parametrize("seed", range(5))
def test_a_path_counts_by_the_power_of_its_probability(seed: int) -> None:
    lattice = random_lattice(4, 4, seed)
    every = list(covers(lattice))
    total = np.logaddexp.reduce([FACTOR * score for score, _ in every])
    found = calibrated(lattice)
    pairs = [step for step in best_path(lattice) if step[0] < step[1] and step[2] < step[3]]
    assert pairs
    for step in pairs:
        wanted = sum(np.exp(FACTOR * score - total) for score, path in every if step in path)
        assert step_confidence(lattice, found, step) == pytest.approx(wanted, abs=1e-4)


def test_probabilities_become_sharper() -> None:
    lattice = random_lattice(6, 6, 3)
    path = best_path(lattice)
    plain, sharp = posterior(lattice), calibrated(lattice)
    means = [np.mean([step_confidence(lattice, found, step) for step in path]) for found in (plain, sharp)]
    assert means[0] < means[1] < 1
    assert FACTOR > 1


def test_all_scores_are_multiplied() -> None:
    lattice = random_lattice(3, 4, 1)
    path = best_path(lattice)
    assert score_of(sharpened(lattice, 2.0), path) == pytest.approx(2 * score_of(lattice, path), rel=1e-5)
