from __future__ import annotations

from itertools import combinations, pairwise
from random import Random
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from aligner.evidence.channel import Channel
from aligner.evidence.meaning import Meaning
from aligner.matching.anchors import anchors, close_chain, heaviest_chain, rare_chain
from aligner.matching.match_input import Material
from aligner.matching.search import band_around, full_band
from aligner.matching.shapes import LONGEST
from tests.matching.materials import side
from tests.samples import standing

if TYPE_CHECKING:
    from collections.abc import Sequence

Point = tuple[int, int, float]
Pairs = list[tuple[int, int]]


def channel(en: Pairs, ja: Pairs, weight: Sequence[float], name: str = "name") -> Channel:
    """Items by (segment, item)."""
    return Channel(name, standing(en), standing(ja), np.array(weight, float))


def material(
    en: Sequence[Sequence[int]], ja: Sequence[Sequence[int]], weight: float = 3.0, name: str = "name"
) -> Material:
    """Segments that hold the given items and nothing else, all items of one weight."""
    items = 1 + max((item for held in (*en, *ja) for item in held), default=0)
    english, japanese = ([(k, item) for k, held in enumerate(segments) for item in held] for segments in (en, ja))
    return Material(side([9] * len(en)), side([9] * len(ja)), (channel(english, japanese, [weight] * items, name),))


def chain_of(found: Material) -> Pairs:
    return close_chain(found, *full_band(found.en.size, found.ja.size))


def test_segments_that_share_rare_items_are_anchors() -> None:
    found = channel([(0, 0), (5, 1), (6, 1)], [(1, 0), (7, 1), (6, 2)], [9.0, 8.5, 20.0])
    assert anchors([found]) == [(0, 1, 9.0), (5, 7, 8.5), (6, 7, 8.5)]


def test_weights_of_several_items_and_channels_add_up() -> None:
    light = channel([(2, 0), (2, 1)], [(3, 0), (3, 1)], [3.0, 3.0])
    other = channel([(2, 0)], [(3, 0)], [3.0])
    assert anchors([light]) == []
    assert anchors([light, other]) == [(2, 3, 9.0)]


def test_a_common_item_is_no_anchor() -> None:
    assert anchors([channel([(k, 0) for k in range(4)], [(0, 0)], [50.0])]) == []


def test_nothing_has_no_anchors() -> None:
    assert rare_chain([]) == []
    assert rare_chain([channel([], [], [])]) == []
    assert chain_of(material([], [])) == []
    assert chain_of(material([[0], [1]], [])) == []
    assert chain_of(material([], [[0], [1]])) == []


def test_anchors_that_cross_the_others_are_left_off_the_chain() -> None:
    assert heaviest_chain([(0, 0, 9.0), (1, 8, 9.0), (2, 2, 9.0), (3, 3, 9.0)]) == [(0, 0), (2, 2), (3, 3)]
    assert heaviest_chain([(0, 0, 9.0), (1, 8, 40.0), (2, 2, 9.0), (3, 3, 9.0)]) == [(0, 0), (1, 8)]
    assert heaviest_chain([]) == []
    found = channel([(0, 0), (1, 1), (2, 2), (3, 3)], [(0, 0), (9, 1), (2, 2), (3, 3)], [9.0] * 4)
    assert rare_chain([found]) == [(0, 0), (2, 2), (3, 3)]


def chains(points: list[Point]) -> list[list[Point]]:
    """Every chain that rises strictly in both coordinates."""
    return [
        list(some)
        for size in range(len(points) + 1)
        for some in combinations(sorted(points), size)
        if all(a[0] < b[0] and a[1] < b[1] for a, b in pairwise(some))
    ]


@pytest.mark.property
@given(
    st.lists(
        st.tuples(st.integers(0, 6), st.integers(0, 6), st.integers(1, 9).map(float)),
        max_size=9,
        unique_by=lambda point: point[:2],
    )
)
def test_the_chain_is_the_heaviest_there_is(points: list[Point]) -> None:
    chain = heaviest_chain(points)
    weight = {point[:2]: point[2] for point in points}
    assert all(a[0] < b[0] and a[1] < b[1] for a, b in pairwise(chain))
    best = max(sum(point[2] for point in some) for some in chains(points))
    assert sum(weight[point] for point in chain) == best


def test_segments_that_are_each_others_nearest_are_anchors_within_a_band() -> None:
    # The second English segment shares something with the first Japanese one as well, the third with none.
    found = material([[0, 1], [1, 2, 3], [4], [5]], [[0, 1], [2, 3], [6], [5]])
    assert chain_of(found) == [(0, 0), (1, 1), (3, 3)]


def test_of_two_that_are_nearest_to_one_only_the_mutual_one_is_an_anchor() -> None:
    found = material([[0, 1], [0, 1, 2]], [[0, 1, 2]])
    assert chain_of(found) == [(1, 0)]
    # The first pair would fit before the second, but its Japanese is nearer to the second's English.
    assert chain_of(material([[0], [1, 2, 3]], [[0, 1, 2], [1, 2, 3]])) == [(1, 1)]


def test_a_segment_that_shares_little_of_what_it_holds_is_no_anchor() -> None:
    # 3 nats of 60 on either side, in nats of 0.05.
    assert chain_of(material([range(20)], [[0, *range(20, 39)]])) == []
    assert chain_of(material([[0]], [[0]])) == [(0, 0)]


def test_letters_that_stand_in_both_texts_anchor_nothing_within_a_band() -> None:
    both = material([[0]], [[0]]), material([[0]], [[0]], name="latin")
    assert chain_of(Material(both[0].en, both[0].ja, both[0].channels + both[1].channels)) == [(0, 0)]
    empty = channel([], [], [3.0])
    assert chain_of(Material(both[1].en, both[1].ja, (*both[1].channels, empty))) == []


def story(size: int, seed: int = 0) -> tuple[list[list[int]], list[list[int]]]:
    """Segments that correspond one to one; each holds two items of its own and common ones that others hold too."""
    draw = Random(seed)
    en = [[2 * k, 2 * k + 1, *(2 * size + draw.randrange(20) for _ in range(3))] for k in range(size)]
    return [sorted(set(held)) for held in en], [sorted({held[0], held[1], *draw.sample(held, 2)}) for held in en]


def test_mutual_nearest_segments_follow_the_texts() -> None:
    en, ja = story(60)
    assert chain_of(material(en, ja)) == [(k, k) for k in range(60)]


@pytest.mark.parametrize("size", [60, 300])
def test_what_is_repeated_again_and_again_does_not_pull_the_chain_off(size: int) -> None:
    """A menu after every tenth segment, in one text at the end once more and in the other at the start."""
    en, ja = story(size)
    menu = [[10_000 + k, 10_001 + k] for k in range(4)]
    english: list[Sequence[int]] = []
    japanese: list[Sequence[int]] = [*menu]
    places = []
    for k, (left, right) in enumerate(zip(en, ja, strict=True)):
        places.append((len(english), len(japanese)))
        english.append(left)
        japanese.append(right)
        if k % 10 == 9:
            english += menu
            japanese += menu
    english += menu
    found = material(english, japanese)
    rows, columns = len(english), len(japanese)
    for low, width in (full_band(rows, columns), band_around(np.linspace(0, columns, rows + 1), columns, 40)):
        chain = close_chain(found, low, width)
        assert set(places) <= set(chain)
        # Between two segments of the text there are four of the menu and no more; each in its place or unanchored.
        for i, j in set(chain) - set(places):
            assert english[i] == japanese[j]


def test_a_block_that_moved_is_off_the_chain() -> None:
    en, ja = story(40)
    ja = [*ja[:10], *ja[15:], *ja[10:15]]
    wanted = [*((k, k) for k in range(10)), *((k, k - 5) for k in range(15, 40))]
    assert chain_of(material(en, ja)) == wanted


def test_what_lies_outside_the_band_is_no_anchor() -> None:
    en, ja = story(120)
    ja = [*ja[:10], *ja[90:95], *ja[15:90], *ja[10:15], *ja[95:]]  # two blocks of five change places, far apart
    found = material(en, ja)
    low, width = band_around(np.arange(121.0), 120, 30)
    moved = {*range(10, 15), *range(90, 95)}
    chain = close_chain(found, low, width)
    assert {(k, k) for k in range(120) if k not in moved} <= set(chain)
    # Whatever else resembles each other stands where the blocks stood.
    assert all(i in moved and j in moved and abs(i - j) < 5 for i, j in chain if i != j)


def test_meaning_tells_segments_that_share_nothing() -> None:
    draw = np.random.default_rng(4)
    vectors = draw.normal(size=(31, LONGEST, 48)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=-1, keepdims=True)
    without = material([[0]] * 30, [[1]] * 30)
    assert chain_of(without) == []
    meaning = Meaning(vectors, vectors.copy(), *full_band(30, 30))
    assert chain_of(Material(without.en, without.ja, without.channels, meaning=meaning)) == [(k, k) for k in range(30)]


@pytest.mark.property
@given(st.data())
def test_a_chain_within_a_band_rises_and_lies_within_it(data: st.DataObject) -> None:
    rows, columns = data.draw(st.integers(0, 40)), data.draw(st.integers(0, 40))
    holdings = st.lists(st.integers(0, 30), max_size=3, unique=True)
    en, ja = (data.draw(st.lists(holdings, min_size=n, max_size=n)) for n in (rows, columns))
    found = material(en, ja)
    low, width = band_around(np.linspace(0, columns, rows + 1), columns, data.draw(st.integers(2, 20)))
    chain = close_chain(found, low, width)
    assert all(a[0] < b[0] and a[1] < b[1] for a, b in pairwise(chain))
    assert all(low[i + 1] <= j + 1 < low[i + 1] + width and 0 <= j < columns for i, j in chain)
