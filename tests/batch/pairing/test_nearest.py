"""The blocked search against all likenesses at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from aligner.batch.pairing import nearest
from aligner.batch.pairing.nearest import CANDIDATES, find_candidates

if TYPE_CHECKING:
    from aligner.arrays import Floats32, Floats64


def documents(seed: int, count: int) -> Floats32:
    return np.random.default_rng(seed).normal(size=(count, 4, 16)).astype(np.float32)


def everything(en: Floats32, ja: Floats32) -> Floats64:
    """(2, English, Japanese): all likenesses, worked out plainly in double precision."""

    def unit(vectors: Floats64) -> Floats64:
        return np.asarray(vectors / np.linalg.norm(vectors, axis=-1, keepdims=True))

    views = []
    for side in (en.astype(np.float64), ja.astype(np.float64)):
        off = side - side.mean(axis=(0, 1)) * len(side) / (len(side) + 8)
        views.append((unit(off.mean(axis=1)), unit(unit(off).reshape(len(side), -1))))
    return np.stack([views[0][kind] @ views[1][kind].T for kind in (0, 1)])


def around(likeness: Floats64, i: int, j: int) -> float:
    """Mean likeness of English document i to its nearest others than j."""
    others = np.sort(np.delete(likeness[i], j))[::-1][: nearest.AROUND]
    return float(others.mean()) if len(others) else 0.0


@pytest.mark.parametrize(("rows", "columns"), [(7, 5), (1, 1), (2, 40), (40, 3), (30, 30)])
def test_blocks_find_what_all_against_all_does(rows: int, columns: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(nearest, "_ROWS", 4)
    monkeypatch.setattr(nearest, "_COLUMNS", 8)
    en, ja = documents(1, rows), documents(2, columns)
    found = find_candidates(en, ja)
    likeness = everything(en, ja)
    total = likeness.sum(axis=0)
    wanted = {(i, j) for i in range(rows) for j in np.argsort(-total[i])[:CANDIDATES].tolist()}
    wanted |= {(i, j) for j in range(columns) for i in np.argsort(-total[:, j])[:CANDIDATES].tolist()}
    pairs = list(zip(found.en.tolist(), found.ja.tolist(), strict=True))
    assert pairs == sorted(wanted)
    for k, (i, j) in enumerate(pairs):
        for kind in (0, 1):
            assert found.likeness[kind, k] == pytest.approx(likeness[kind, i, j], abs=1e-5)
            background = (around(likeness[kind], i, j) + around(likeness[kind].T, j, i)) / 2
            assert found.margins[kind, k] == pytest.approx(likeness[kind, i, j] - background, abs=1e-5)


def test_the_same_comes_out_for_any_number_of_cores(monkeypatch: pytest.MonkeyPatch) -> None:
    en, ja = documents(3, 300), documents(4, 1100)
    made = []
    for cores in ("1", "2"):
        monkeypatch.setenv("TAIYAKU_CORES", cores)
        made.append(find_candidates(en, ja))
    for name in ("en", "ja", "likeness", "margins"):
        assert getattr(made[0], name).tobytes() == getattr(made[1], name).tobytes()
