from __future__ import annotations

import numpy as np
import pytest

from aligner.evidence.meaning import Meaning
from aligner.matching.margins import Margins, measure_margins
from aligner.matching.search import full_band


def meaning(likeness: list[float]) -> Meaning:
    """Sentences like their translations by so much, and like nothing else at all."""
    size = len(likeness)
    en, ja = (np.zeros((size + 1, 1, 2 * size + 1), np.float32) for _ in range(2))
    for k, cosine in enumerate(likeness):
        en[k + 1, 0, k] = 1
        ja[k + 1, 0, k], ja[k + 1, 0, size + k] = cosine, np.sqrt(1 - cosine**2)
    return Meaning(en, ja, *full_band(size, size))


def measured(likeness: list[float]) -> Margins:
    return measure_margins(meaning(likeness))


def test_without_sentences_margins_are_the_usual_ones() -> None:
    found = measured([])
    assert found.usual == pytest.approx(Margins().usual)
    assert found.deviation == pytest.approx(Margins().deviation)


def test_median_and_spread_are_those_of_mutual_neighbours() -> None:
    # Each is like one other alone, so that the mean of four neighbours is a quarter of it, on either side.
    likeness = [0.4 + 0.4 * k / 100 for k in range(101)]
    found = measured(likeness)
    assert found.usual == pytest.approx(0.75 * 0.6, abs=0.02)
    assert found.deviation == pytest.approx(0.75 * 0.1 / 0.6745, rel=0.1)


def test_a_few_unlike_translations_do_no_harm() -> None:
    likeness = [0.4 + 0.4 * k / 100 for k in range(101)]
    clean = measured(likeness)
    wrong = measured([0.1 if k % 20 == 0 else value for k, value in enumerate(likeness)])
    assert wrong.usual == pytest.approx(clean.usual, rel=0.1)
    assert wrong.deviation == pytest.approx(clean.deviation, rel=0.2)


def test_a_spread_is_never_so_small_that_chance_decides() -> None:
    assert measured([0.5] * 50).deviation == 0.025


def test_a_margin_stands_above_or_below_the_usual_one() -> None:
    found = Margins(0.2, 0.05).standing(np.array([0.2, 0.25, 0.05], np.float32))
    assert found == pytest.approx([0, 1, -3], abs=1e-5)
