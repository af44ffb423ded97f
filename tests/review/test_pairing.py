"""Linking, parting, merging, dividing, moving boundaries: what each does to the pairs, and what it refuses."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace

from aligner.outputs.record import canonical
from aligner.review import pairing
from aligner.review.refusal import RefusedError
from aligner.review.state_records import state_of
from tests.outputs.records import harbour
from tests.review.reviews import EN, JA

if TYPE_CHECKING:
    from aligner.model import Lang
    from aligner.review.state import State

STATE = state_of(canonical(harbour()))
#: The pairs of the harbour, English and Japanese sentences of each, in the order of the English.
FIRST = [((), (0,)), ((0,), (1,)), ((1,), (2,)), ((2,), (3, 4)), ((3,), (5,)), ((4,), ()), ((5,), (7,)), ((6, 7), ())]


def sides(state: State) -> list[tuple[tuple[int, ...], tuple[int, ...]]]:
    state.check()
    return [(state.beads[bead].en, state.beads[bead].ja) for bead in state.english_order]


def test_the_harbour_is_as_it_says() -> None:
    assert sides(STATE) == [*FIRST, ((8, 9), (6,)), ((10,), (8,))]


def test_a_link_takes_sentences_from_wherever_they_are() -> None:
    linked = pairing.link(STATE, [3], [4])
    assert sides(linked)[3:6] == [((2,), ()), ((), (3,)), ((3,), (4,))]
    assert ((), (5,)) in sides(linked)
    made = linked.beads[linked.owner[EN][3]]
    assert (made.fixed, made.confidence, made.moved) == (True, 1.0, False)
    assert not linked.beads[linked.owner[EN][2]].fixed


def test_a_link_across_others_breaks_the_order() -> None:
    linked = pairing.link(STATE, [10], [0])
    assert linked.beads[linked.owner[EN][10]].moved
    # Once it stands alone, it does no longer.
    alone = linked
    for k in (0, 1, 2, 3, 5):
        alone = pairing.unlink(alone, alone.owner[EN][k])
    assert not alone.beads[alone.owner[EN][10]].moved


def test_a_few_pairs_that_were_found_give_way_to_a_link_that_crosses_them() -> None:
    linked = pairing.link(STATE, [0], [2])
    assert not linked.beads[linked.owner[EN][0]].moved
    # The pair of 1 went with its Japanese sentence; that of the first one is alone too.
    assert {((1,), ()), ((), (1,))} <= set(sides(linked))
    crossing = pairing.link(STATE, [2], [1])
    assert not crossing.beads[crossing.owner[EN][2]].moved
    assert {((0,), ()), ((1,), ()), ((), (2,))} <= set(sides(crossing))
    # What the user made does not: two sentences that changed places.
    swapped = pairing.link(crossing, [1], [2])
    assert swapped.beads[swapped.owner[EN][1]].moved
    assert not swapped.beads[swapped.owner[EN][2]].moved


def test_links_within_the_order_keep_it() -> None:
    within = pairing.link(STATE, [4], [6])
    assert not within.beads[within.owner[EN][4]].moved


def test_what_is_parted_stands_one_by_one_and_stays_so() -> None:
    parted = pairing.unlink(STATE, 3)
    assert sides(parted)[3:6] == [((2,), ()), ((), (3,)), ((), (4,))]
    assert all(parted.beads[parted.owner[JA][k]].fixed for k in (3, 4))


def test_neighbours_are_merged_with_their_comments() -> None:
    state = pairing.commented(pairing.commented(STATE, 1, "一"), 2, "二")
    merged = pairing.merge(state, [2, 1])
    pair = merged.beads[merged.owner[EN][0]]
    assert (pair.en, pair.ja, pair.comment) == ((0, 1), (1, 2), "一\n二")
    assert pairing.commented(merged, pair.id, "").beads[pair.id].comment == ""
    # A gap beside a pair becomes part of it.
    assert ((3, 4), (5,)) in sides(pairing.merge(STATE, [4, 5]))


def test_a_pair_is_divided_where_it_is_said() -> None:
    assert sides(pairing.divide(STATE, 3, 1, 1))[3:5] == [((2,), (3,)), ((), (4,))]
    assert sides(pairing.divide(STATE, 3, 0, 1))[3:5] == [((), (3,)), ((2,), (4,))]


@pytest.mark.parametrize(
    ("bead", "lang", "at_end", "outward", "expected"),
    [
        # The next pair gives a sentence, and is left with less, or alone.
        (2, JA, True, True, [((1,), (2, 3)), ((2,), (4,))]),
        (2, EN, True, True, [((1, 2), (2,))]),
        (4, JA, False, True, [((2,), (3,)), ((3,), (4, 5))]),
        # It gives one to its neighbour.
        (3, JA, True, False, [((2,), (3,)), ((3,), (4, 5))]),
        (3, JA, False, False, [((1,), (2, 3)), ((2,), (4,))]),
        # A gap takes what stands next to it, and becomes a pair; or gives itself away.
        (0, EN, True, True, [((0,), (0,))]),
        (5, EN, False, False, [((3, 4), (5,))]),
        (5, JA, True, True, [((4,), (7,)), ((5,), ())]),
        (0, JA, True, False, [((0,), (0, 1))]),
    ],
)
def test_a_boundary_moves_by_a_sentence(
    bead: int, lang: Lang, at_end: bool, outward: bool, expected: list[tuple[tuple[int, ...], tuple[int, ...]]]
) -> None:
    if (bead, lang, at_end, outward) in {(0, JA, True, False), (5, EN, False, False)}:
        with pytest.raises(RefusedError) as refused:
            pairing.move_boundary(STATE, bead, lang, at_end=at_end, outward=outward)
        assert refused.value.code == "nothing_to_give"
        return
    moved = pairing.move_boundary(STATE, bead, lang, at_end=at_end, outward=outward)
    for pair in expected:
        assert pair in sides(moved)


@pytest.mark.parametrize(
    ("bead", "lang", "at_end", "outward", "code"),
    [
        (9, EN, True, True, "no_neighbour"),
        (9, EN, True, False, "no_neighbour"),
        (0, JA, False, True, "no_neighbour"),
        (0, EN, False, True, "no_neighbour"),
        (0, EN, False, False, "nothing_to_give"),
        (8, JA, True, False, "not_consecutive"),
        (77, EN, True, True, "no_pair"),
    ],
)
def test_a_boundary_without_anything_beyond_stays(
    bead: int, lang: Lang, at_end: bool, outward: bool, code: str
) -> None:
    with pytest.raises(RefusedError) as refused:
        pairing.move_boundary(STATE, bead, lang, at_end=at_end, outward=outward)
    assert refused.value.code == code


def test_a_sentence_in_the_middle_of_another_pair_is_not_taken() -> None:
    # The pair of 8 and 9 stands out of order; what comes after 5 in the Japanese is its 6.
    wide = replace(
        STATE, beads={**STATE.beads, 8: replace(STATE.beads[8], ja=(6, 7)), 6: replace(STATE.beads[6], ja=())}
    )
    wide.check()
    taken = pairing.move_boundary(wide, 4, JA, at_end=True, outward=True)
    assert ((3,), (5, 6)) in sides(taken)
    assert ((8, 9), (7,)) in sides(taken)


def test_confirming_is_kept_and_taken_back() -> None:
    confirmed = pairing.confirmed(STATE, [2, 3], confirmed=True)
    assert confirmed.beads[2].fixed
    assert pairing.confirmed(confirmed, [2, 3], confirmed=False) == STATE
    with pytest.raises(RefusedError):
        pairing.confirmed(STATE, [77], confirmed=True)


def test_the_order_of_the_source_is_that_of_the_table() -> None:
    japanese = state_of(canonical(harbour(source=JA)))
    assert [japanese.beads[bead].ja for bead in japanese.table if japanese.beads[bead].ja] == [
        (0,),
        (1,),
        (2,),
        (3, 4),
        (5,),
        (6,),
        (7,),
        (8,),
    ]
