from __future__ import annotations

import numpy as np

from aligner.evidence.channel import Channel
from aligner.matching.bead_items import Elsewhere, elsewhere, one_sided_items, shared_items
from aligner.model import Lang, Span
from tests.samples import standing

HERE = Span(0, 1)


def channel(name: str, en: list[tuple[int, int]], ja: list[tuple[int, int]], weight: list[float]) -> Channel:
    """Items by (segment, item)."""
    return Channel(name, standing(en), standing(ja), np.array(weight))


def test_shared_items_of_every_step() -> None:
    found = channel("number", [(0, 0), (1, 1), (1, 2), (3, 0)], [(0, 0), (1, 1), (2, 0)], [2.0, 3.0, 4.0])
    steps = [(0, 1, 0, 1), (1, 3, 1, 2), (3, 4, 2, 3), (4, 5, 3, 4)]
    assert [[item.weight for item in items] for items in shared_items([found], steps)] == [[2.0], [3.0], [2.0], []]
    assert shared_items([found], []) == []


def test_an_item_said_twice_in_a_step_is_one() -> None:
    found = channel("number", [(0, 0), (1, 0)], [(0, 0)], [2.0])
    assert [len(items) for items in shared_items([found], [(0, 2, 0, 1)])] == [1]


def test_items_of_one_side_come_english_first() -> None:
    found = channel("number", [(0, 0), (0, 1)], [(0, 1), (0, 2)], [2.0, 3.0, 4.0])
    (alone,) = one_sided_items(found, [(0, 1, 0, 1)])
    assert [(item.lang, item.weight) for item in alone] == [(Lang.EN, 2.0), (Lang.JA, 4.0)]


def test_what_stands_elsewhere() -> None:
    number = channel("number", [(0, 0), (0, 1)], [(2, 0), (5, 0)], [2.0, 3.0])
    word = channel("en-word", [(0, 0), (0, 1)], [(5, 0)], [1.0, 9.0])
    name = channel("name", [(0, 0)], [], [9.0])
    assert elsewhere([number, word, name], Lang.EN, [0, 1]) == {
        0: Elsewhere([HERE, HERE], 5, 3.0),
        1: Elsewhere([], None, 0.0),
    }
    assert elsewhere([number], Lang.JA, [2]) == {2: Elsewhere([], 0, 2.0)}


def test_of_equally_near_segments_the_first_is_taken() -> None:
    found = channel("number", [(0, 0)], [(4, 0), (2, 0)], [2.0])
    assert elsewhere([found], Lang.EN, [0])[0].nearest == 2


def test_an_item_that_stands_everywhere_points_nowhere() -> None:
    found = channel("number", [(0, 0)], [(k, 0) for k in range(201)], [2.0])
    assert elsewhere([found], Lang.EN, [0]) == {0: Elsewhere([], None, 0.0)}


def test_only_the_weightiest_missing_items_are_told() -> None:
    found = channel("en-word", [(0, item) for item in range(5)], [], [1.0, 2.0, 3.0, 4.0, 5.0])
    assert len(elsewhere([found], Lang.EN, [0])[0].missing) == 3
