from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest

from aligner.batch.pairing import similarity
from aligner.batch.pairing.assignment import assign
from aligner.batch.pairing.content import match_documents
from aligner.batch.pairing.nearest import Candidates
from aligner.batch.pairing.profile import HEAD, PARTS, Profile
from aligner.batch.pairing.profile_table import ProfileTable, Side
from aligner.batch.pairing.similarity import WEIGHTS, confidences, weigh
from tests.batch.sides import gather

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

SIZE = 256


def keys(*values: int) -> NDArray[np.uint64]:
    return np.array(sorted(values), np.uint64)


def made(seed: int, *, numbers: tuple[int, ...] = (), names: tuple[int, ...] = (), length: int = 100) -> Profile:
    """A document about something, with some numbers and names."""
    random = np.random.default_rng(seed)
    head = random.normal(size=(3, SIZE)).astype(np.float32)
    head /= np.linalg.norm(head, axis=1, keepdims=True)
    parts = np.repeat(head.mean(axis=0, keepdims=True), PARTS, axis=0)
    return Profile(parts, head, np.ones(3, np.float32), keys(*numbers), keys(*names), length, *([keys()] * 3))


def sides(en: list[Profile], ja: list[Profile], folder: Path) -> tuple[Side, Side]:
    return gather(en, folder / "en"), gather(ja, folder / "ja")


def test_a_table_gives_back_what_was_put_on_it(tmp_path: Path) -> None:
    profiles = [made(1, numbers=(5, 3)), made(2, names=(9,), length=7)]
    with ProfileTable(tmp_path / "x") as table:
        assert [table.add(profile) for profile in profiles] == [0, 1]
        side = table.side()
    assert len(side) == 2
    assert side.heads.shape == (2, HEAD, SIZE)
    assert np.allclose(side.heads[1, :3], profiles[1].head, atol=1e-3)
    assert not side.heads[:, 3:].any()
    assert side.weights.sum(axis=1).tolist() == [3, 3]
    assert side.numbers[0].tolist() == [3, 5]
    assert side.length.tolist() == [100, 7]
    with ProfileTable(tmp_path / "empty") as table:
        assert len(table.side()) == 0


def test_rare_keys_that_both_hold_weigh_most(tmp_path: Path) -> None:
    """1 is in every document, 2 in one of either side, 3 in Japanese alone and so not counted."""
    en = [made(1, numbers=(1, 2)), made(2, numbers=(1,)), made(3, numbers=(1,))]
    ja = [made(1, numbers=(1, 2, 3)), made(2, numbers=(1,)), made(3, numbers=(1,))]
    one, two = np.indices((3, 3)).reshape(2, -1)
    every = Candidates(one, two, np.zeros((2, 9), np.float32), np.zeros((2, 9), np.float32))
    shared = weigh(every, *sides(en, ja, tmp_path)).shared[:, 0].reshape(3, 3)
    common, rare = np.log(7 / 6), np.log(7 / 2)
    assert shared[0, 0] == pytest.approx((common + rare) / (common + rare + similarity._LACKED))
    assert shared[1, 1] == pytest.approx(common / (common + similarity._LACKED))
    assert shared[0, 1] == pytest.approx(common / (common + rare + similarity._LACKED))


def test_a_lead_is_over_the_best_other_of_row_and_column() -> None:
    one, two = np.array([0, 0, 1, 2]), np.array([0, 1, 1, 2])
    values = np.array([0.9, 0.4, 0.6, 0.3])
    # Alone in a row or column, a pair is ahead of nothing.
    expected = [(0.5 + 0.9) / 2, (-0.5 - 0.2) / 2, (0.6 + 0.2) / 2, 0.3]
    assert similarity._lead(values, one, two) == pytest.approx(np.array(expected))


def test_lengths_count_once_they_are_far_off(tmp_path: Path) -> None:
    en = [made(k, length=1000) for k in range(5)]
    ja = [replace(each, length=400) for each in en]
    found = match_documents(*sides(en, ja, tmp_path))
    ja[2] = replace(ja[2], length=10)
    other = match_documents(*sides(en, ja, tmp_path))
    assert [(match.en, match.ja) for match in found.pairs] == [(k, k) for k in range(5)]
    assert found.pairs[2].confidence > 0.9
    far, near = (np.log(it.pairs[2].confidence / (1 - it.pairs[2].confidence)) for it in (other, found))
    assert far - near == pytest.approx(similarity.OFF * (np.log(400 / 10) - similarity._USUALLY_OFF))
    assert other.pairs[1].confidence == pytest.approx(found.pairs[1].confidence)


def test_of_two_documents_that_mean_the_same_numbers_decide(tmp_path: Path) -> None:
    """Reports of several years: one text, other figures."""
    en = [made(1, numbers=(10 * k, 10 * k + 1, 10 * k + 2)) for k in range(1, 5)]
    ja = [en[k] for k in (2, 0, 3, 1)]
    found = match_documents(*sides(en, ja, tmp_path))
    assert [(match.en, match.ja) for match in found.pairs] == [(0, 1), (1, 3), (2, 0), (3, 2)]


def test_what_has_no_counterpart_is_left_alone_with_the_nearest_told(tmp_path: Path) -> None:
    en = [made(k) for k in range(6)]
    ja = [en[0], en[1], en[2], made(50), made(51)]
    found = match_documents(*sides(en, ja, tmp_path))
    assert [(match.en, match.ja) for match in found.pairs] == [(0, 0), (1, 1), (2, 2)]
    assert set(found.next_en) == {3, 4, 5}
    assert set(found.next_ja) == {3, 4}
    assert all(match.confidence < 0.5 for match in (*found.next_en.values(), *found.next_ja.values()))


def test_one_side_may_be_empty(tmp_path: Path) -> None:
    assert match_documents(*sides([made(1)], [], tmp_path)).pairs == ()


def test_two_documents_alone_are_paired_if_they_are_alike(tmp_path: Path) -> None:
    (match,) = match_documents(*sides([made(1)], [made(1)], tmp_path)).pairs
    assert match.confidence > 0.5
    assert match.reasons[0].startswith("meaning 1.00")
    assert (
        match_documents(*sides([made(1)], [replace(made(1), parts=-made(1).parts, head=-made(1).head)], tmp_path)).pairs
        == ()
    )


def test_more_evidence_never_makes_a_pair_less_sure() -> None:
    assert all(weight >= 0 for weight in WEIGHTS.values())
    none = np.zeros(1, np.int64)
    low, high = (
        similarity.Evidence(none, none, none, np.full((1, len(WEIGHTS)), value), np.zeros((1, 2)), np.ones(1))
        for value in (0, 1)
    )
    assert confidences(high) > confidences(low)


def test_the_surest_pair_counts_and_the_assignment_is_stable() -> None:
    random = np.random.default_rng(1)
    one, two = np.indices((20, 25)).reshape(2, -1)
    confidence = random.random(500)
    chosen = assign(one, two, confidence, 0.3)
    rows, columns = one[chosen], two[chosen]
    assert len(set(rows.tolist())) == len(chosen) == len(set(columns.tolist()))
    got_row = dict(zip(rows.tolist(), confidence[chosen], strict=True))
    got_column = dict(zip(columns.tolist(), confidence[chosen], strict=True))
    for i, j, sure in zip(one.tolist(), two.tolist(), confidence.tolist(), strict=True):
        assert sure < 0.3 or sure <= max(got_row.get(i, 0), got_column.get(j, 0))
