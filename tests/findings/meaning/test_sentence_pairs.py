"""Pairs of several sentences are compared sentence by sentence, wherever the sentences are divided."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from aligner.findings.meaning import modality, polarity
from aligner.findings.meaning.sentence_pairs import align_sentences
from aligner.model import Bead
from tests.findings.wording.texts import inspect

if TYPE_CHECKING:
    from aligner.findings.inspection import Inspection

EN = "The committee met in the town hall. It did not approve the budget, because two members were absent."
JA = "委員会は町役場で開かれた。委員会は予算を承認した。2名の委員が欠席していたためである。"


def inspect_as_one_pair(en: str, ja: str, sizes: tuple[int, int]) -> Inspection:
    """All sentences of two texts as one pair."""
    return inspect(en, ja, [(tuple(range(sizes[0])), tuple(range(sizes[1])))])


@pytest.mark.parametrize(
    ("links", "sizes", "expected"),
    [
        # A sentence beside two.
        ([(0, 0, 0), (1, 0, 0), (2, 1, 1), (3, 1, 2)], (2, 3), [([0], [0]), ([1], [1, 2])]),
        # Two sentences beside one.
        ([(0, 0, 0), (1, 0, 0), (2, 1, 0), (3, 1, 0), (4, 2, 1)], (3, 2), [([0, 1], [0]), ([2], [1])]),
        # As many sentences, which are not divided at the same places.
        (
            [(k, 0, k // 2) for k in range(4)] + [(4 + k, 1 + k // 2, 2) for k in range(4)],
            (3, 3),
            [([0], [0, 1]), ([1, 2], [2])],
        ),
        # Nothing in common: place by place.
        ([], (2, 2), [([0], [0]), ([1], [1])]),
        # Five sentences beside one are not divided.
        ([(0, 0, 0)], (5, 1), [([0, 1, 2, 3, 4], [0])]),
    ],
)
def test_sentences_that_share_words_are_paired(
    links: list[tuple[int, int, int]], sizes: tuple[int, int], expected: list[tuple[list[int], list[int]]]
) -> None:
    parts = align_sentences(links, *sizes)
    assert [(list(part.en), list(part.ja)) for part in parts] == expected


def test_a_word_that_links_several_sentences_counts_once() -> None:
    (part,) = align_sentences([(7, 0, 0), (7, 0, 1), (7, 0, 2)], 1, 3)
    assert part.links == 1


def test_a_lost_negation_in_a_pair_that_is_divided_elsewhere() -> None:
    (finding,) = polarity.find(inspect_as_one_pair(EN, JA, (2, 3)))
    assert finding.detail["en_negations"] == 1
    assert not polarity.find(inspect_as_one_pair(EN, JA.replace("承認した", "承認しなかった"), (2, 3)))


def test_modality_in_a_pair_that_is_divided_elsewhere() -> None:
    en = "The tenant pays the rent in advance. The tenant must clean the stairs, which are used by all."
    ja = "借主は賃料を前払いする。借主は階段を掃除してもよい。階段は全員が使用する。"
    (finding,) = modality.find(inspect_as_one_pair(en, ja, (2, 3)))
    assert finding.detail["relation"] == "permission"
    assert not modality.find(inspect_as_one_pair(en, ja.replace("してもよい", "しなければならない"), (2, 3)))


def test_a_long_pair_is_compared_by_its_parts() -> None:
    filler = ("The ferry leaves the island at noon.", "渡し船は正午に島を出る。")
    en = " ".join([filler[0]] * 14 + ["The captain did not open the gate."])
    ja = "".join([filler[1]] * 14 + ["船長は門を開けた。"])
    inspection = inspect_as_one_pair(en, ja, (15, 15))
    assert polarity.find(inspection) == []  # more sentences than are aligned
    shorter = inspect_as_one_pair(en[len(filler[0]) * 4 + 4 :], ja[len(filler[1]) * 4 :], (11, 11))
    assert len(polarity.find(shorter)) == 1


def test_an_unlikely_bead_is_left_out() -> None:
    inspection = inspect_as_one_pair(EN, JA, (2, 3))
    beads = (Bead(0, (0, 1), (0, 1, 2), 0.5),)
    assert not polarity.find(replace(inspection, alignment=replace(inspection.alignment, beads=beads)))
