from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aligner.matching.paragraph_links import link_paragraphs
from aligner.model import Bead, Bitext, Lang, ParagraphKind
from tests.samples import document

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.growth import Stopwatch

BODY = ParagraphKind.BODY
Pair = tuple[tuple[int, ...], tuple[int, ...]]


def bitext(en: list[int], ja: list[int]) -> Bitext:
    """Paragraphs of so many segments."""
    return Bitext(
        document(Lang.EN, *((BODY, ("one",) * size) for size in en)),
        document(Lang.JA, *((BODY, ("一",) * size) for size in ja)),
    )


def beads(*pairs: Pair, confidence: float = 0.9, moved: tuple[int, ...] = ()) -> list[Bead]:
    return [Bead(k, en, ja, confidence, moved=k in moved) for k, (en, ja) in enumerate(pairs)]


def linked(both: Bitext, found: list[Bead]) -> list[Pair]:
    return [(link.en, link.ja) for link in link_paragraphs(both, found)]


def test_paragraphs_whose_segments_pair_are_linked() -> None:
    found = beads(((0,), (0,)), ((1,), (1,)), ((2,), (2,)))
    assert linked(bitext([2, 1], [1, 1, 1]), found) == [((0,), (0, 1)), ((1,), (2,))]
    assert linked(bitext([1, 1, 1], [2, 1]), found) == [((0, 1), (0,)), ((2,), (1,))]


def test_a_bead_across_a_break_ties_both_paragraphs() -> None:
    assert linked(bitext([1, 1], [1]), beads(((0, 1), (0,)))) == [((0, 1), (0,))]


def test_neither_a_doubtful_nor_a_moved_bead_ties() -> None:
    both = bitext([1, 1], [1, 1])
    doubtful = [Bead(0, (0,), (0,), 0.9), Bead(1, (1,), (1,), 0.49)]
    assert linked(both, doubtful) == [((0,), (0,)), ((), (1,)), ((1,), ())]
    crossing = beads(((0,), (1,)), ((1,), (0,)), moved=(0,))
    assert linked(both, crossing) == [((0,), ()), ((1,), (0,)), ((), (1,))]


def test_a_japanese_paragraph_alone_stands_after_the_one_before_it() -> None:
    both = bitext([1, 1], [1, 1, 1, 1])
    found = beads(((), (0,)), ((0,), (1,)), ((), (2,)), ((1,), (3,)))
    assert linked(both, found) == [((), (0,)), ((0,), (1,)), ((), (2,)), ((1,), (3,))]


def test_confidence_is_the_mean_of_what_ties_or_of_what_is_alone() -> None:
    both = bitext([2, 1], [2])
    found = [Bead(0, (0,), (0,), 0.9), Bead(1, (1,), (1,), 0.7), Bead(2, (2,), (), 0.6)]
    assert [link.confidence for link in link_paragraphs(both, found)] == [0.8, 0.6]


def test_no_segments_no_links() -> None:
    assert link_paragraphs(bitext([], []), []) == ()


@pytest.mark.property
@settings(max_examples=20)
@given(st.data())
def test_every_paragraph_is_in_exactly_one_link(data: st.DataObject) -> None:
    sizes = [data.draw(st.lists(st.integers(1, 3), min_size=0, max_size=5)) for _ in Lang]
    both = bitext(*sizes)
    left = {lang: len(both.side(lang).segments) for lang in Lang}
    pairs: list[Pair] = []
    i = j = 0
    while i < left[Lang.EN] or j < left[Lang.JA]:
        m = data.draw(st.integers(0, min(3, left[Lang.EN] - i)))
        n = data.draw(st.integers(0 if m else min(1, left[Lang.JA] - j), min(3, left[Lang.JA] - j)))
        if m + n:
            pairs.append((tuple(range(i, i + m)), tuple(range(j, j + n))))
        i, j = i + m, j + n
    found = [Bead(k, en, ja, data.draw(st.sampled_from([0.2, 0.5, 1.0]))) for k, (en, ja) in enumerate(pairs)]
    links = link_paragraphs(both, found)
    for lang in Lang:
        held = [p for link in links for p in (link.en if lang is Lang.EN else link.ja)]
        assert sorted(held) == list(range(len(both.side(lang).paragraphs)))
    assert all(0.0 <= link.confidence <= 1.0 for link in links)
    english = [link.en for link in links if link.en]
    assert english == sorted(english)


def test_the_work_grows_with_the_paragraphs(stopwatch: Stopwatch) -> None:
    def work(size: int) -> Callable[[], object]:
        both = bitext([1] * size, [1] * size)
        half = size // 2
        path = beads(*(((k,), ()) for k in range(half)), *(((), (k,)) for k in range(half)),
                     *(((k,), (k,)) for k in range(half, size)))  # fmt: skip
        return lambda: link_paragraphs(both, path)

    stopwatch.assert_linear(work, 2000)
