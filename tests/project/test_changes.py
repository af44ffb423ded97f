from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aligner.model import Lang
from aligner.project.changes import DIGEST, Changes, compare, digests
from tests.samples import bitext

#: Sentences before and now, which are new, and before which of them something was taken out.
CASES = [
    ("", "", set(), set()),
    ("abc", "abc", set(), set()),
    ("", "ab", {0, 1}, set()),
    ("ab", "", set(), {0}),
    ("abc", "axc", {1}, set()),
    ("abc", "ac", set(), {1}),
    ("abc", "bc", set(), {0}),
    ("abc", "ab", set(), {2}),
    ("abcd", "axd", {1}, {1, 2}),
    ("ac", "abc", {1}, set()),
    ("aaaa", "aaa", set(), {3}),
    ("abcxyz", "xyzabc", {3, 4, 5}, {0}),
]


@pytest.mark.parametrize(("old", "new", "added", "cuts"), CASES)
def test_what_is_new_and_where_something_was_taken_out(old: str, new: str, added: set[int], cuts: set[int]) -> None:
    found = compare(old, new)
    if old == "abcxyz":  # either half may be the one that moved
        assert len(found.new) == 3
        assert len(found.cuts) == 1
    else:
        assert found == Changes(frozenset(added), frozenset(cuts))


@given(st.text("abc", max_size=12), st.text("abc", max_size=12))
def test_what_is_not_new_was_there_in_the_same_order(old: str, new: str) -> None:
    found = compare(old, new)
    kept = iter(old)
    assert all(char in kept for k, char in enumerate(new) if k not in found.new)
    if not found.cuts:
        assert len(old) <= len(new)


@pytest.mark.parametrize(
    ("sentences", "touched"),
    [((0,), False), ((1,), True), ((1, 2), True), ((2,), False), ((3,), True), ((4,), True), ((5,), False)],
)
def test_a_finding_is_touched_by_new_sentences_and_by_cuts_beside_it(sentences: tuple[int, ...], touched: bool) -> None:
    assert Changes(frozenset({1}), frozenset({4})).touch(sentences) is touched


@pytest.mark.parametrize(
    ("place", "held"), [(0, False), (1, False), (2, True), (3, False), (4, False), (5, True), (6, False), (7, False)]
)
def test_what_is_missing_belongs_to_a_change_on_both_sides_or_to_a_cut(place: int, held: bool) -> None:
    """New: the second and the third sentence, and the last; taken out: something before the sixth."""
    assert Changes(frozenset({1, 2, 6}), frozenset({5})).hold(place) is held


def test_digests_know_a_text_by_its_characters() -> None:
    made = bitext((), ("港は 開いた。", "港は\n開いた。", "港は閉じた。", "１２件", "12件", "\ud800", ""))
    first, second, other, wide, narrow, half, empty = digests(made.side(Lang.JA))
    assert first == second != other
    assert wide == narrow
    assert {len(it) for it in (first, half, empty)} == {DIGEST}
