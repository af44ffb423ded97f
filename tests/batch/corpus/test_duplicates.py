from __future__ import annotations

import random

import numpy as np
import pytest

from aligner.batch.corpus import duplicates
from aligner.batch.corpus.duplicates import NUMBERS, digest, nearly_same, same, signatures
from aligner.batch.corpus.filters import normal_form


def stretches(form: str) -> set[bytes]:
    return set(duplicates._ngrams(form))


def sentence(number: int, changed: int = 0) -> str:
    """A pair of its own; ``changed`` puts other words at its end."""
    words = random.Random(number).choices(
        ["alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta", "theta", "iota", "kappa"], k=24
    )
    kana = random.Random(number).choices("あいうえおかきくけこさしすせそたちつてとなにぬねの", k=60)
    if changed:
        words[-changed:] = random.Random(-number).choices(["omega", "sigma"], k=changed)
        kana[-changed:] = "んむめ"[:changed]
    return normal_form(" ".join(words), "".join(kana))


def test_the_first_of_equals_is_kept() -> None:
    digests = np.array([7, 3, 7, 9, 3, 7], np.uint64)
    assert same(digests).tolist() == [0, 1, 0, 3, 1, 0]
    assert digest("a") == digest("a") != digest("b")


def test_pairs_that_are_nearly_the_same_are_one_group() -> None:
    forms = [sentence(1), sentence(2), sentence(1, 1), sentence(3), sentence(2), sentence(1, 1)]
    one, other = stretches(forms[0]), stretches(forms[2])
    assert len(one & other) / len(one | other) > 0.85
    assert nearly_same(signatures(forms), 0.8).tolist() == [0, 1, 0, 3, 1, 0]


def test_signatures_tell_likeness() -> None:
    """The estimate against Jaccard's likeness itself."""
    for number in range(20):
        forms = [sentence(number), sentence(number, number % 6)]
        one, other = map(stretches, forms)
        likeness = len(one & other) / len(one | other)
        left, right = signatures(forms)
        assert float((left == right).mean()) == pytest.approx(likeness, abs=0.2)


def test_bands_find_nearly_all_that_comparing_every_pair_does(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(duplicates, "_SIGNATURES", 7)
    monkeypatch.setattr(duplicates, "_PAIRS", 5)
    forms = [sentence(number % 40, number // 40) for number in range(120)]
    table = signatures(forms)
    alike = (table[:, None] == table[None]).mean(axis=2)
    found = nearly_same(table, 0.8)
    assert (found <= np.arange(120)).all()
    assert (found[found] == found).all(), "the first of a group is its own first"
    for number, first in enumerate(found.tolist()):
        if first != number:
            assert forms[number] == forms[first] or alike[number].max() >= 0.8
    near = {(i, j) for i in range(120) for j in range(i) if alike[i, j] >= 0.9}
    missed = [pair for pair in near if found[pair[0]] != found[pair[1]]]
    assert len(near) > 40
    assert len(missed) <= 0.1 * len(near)


def test_nothing_has_no_duplicates() -> None:
    empty = signatures([])
    assert empty.shape == (0, NUMBERS)
    assert nearly_same(empty, 0.8).tolist() == []
    assert same(np.empty(0, np.uint64)).tolist() == []
