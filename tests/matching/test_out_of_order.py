from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from aligner.evidence.meaning import Meaning
from aligner.matching import moves
from aligner.matching.match import canonical, match, search
from aligner.matching.match_input import Material
from aligner.matching.moves import Move, find_moves, likely_runs, move_confidence, nearest_segments, runs
from aligner.matching.prepare import encoder_of, prepare
from aligner.matching.search import full_band
from aligner.parameters import load_parameters
from tests.matching.materials import side
from tests.samples import bitext, sample, weights

if TYPE_CHECKING:
    from aligner.matching.search import Step
    from aligner.model import Alignment

SHIPPED = load_parameters()
ENCYCLOPEDIA = sample("encyclopedia-kirigaura-ware")
#: English segments 4 to 6, and the Japanese ones that translate them, at the end of the text instead.
BLOCK = slice(4, 7)


def swapped_document() -> tuple[list[str], list[str], set[int]]:
    """One-to-one pairs of two documents' gold with a block of Japanese taken to the end; the moved Japanese numbers."""
    pairs = [
        (source.en[en[0]], source.ja[ja[0]])
        for source in (ENCYCLOPEDIA, sample("story-nine-minutes"))
        for en, ja in source.beads
        if len(en) == len(ja) == 1
    ]
    ja = [text for _, text in pairs]
    block = ja[BLOCK]
    del ja[BLOCK]
    return [text for text, _ in pairs], [*ja, *block], set(range(len(pairs) - len(block), len(pairs)))


def aligned(en: list[str], ja: list[str]) -> Alignment:
    both = bitext(en, ja)
    assert SHIPPED.with_meaning is not None
    return match(both, prepare(both, SHIPPED.lexicon, encoder_of(SHIPPED)), SHIPPED.with_meaning)


def test_a_block_taken_to_the_end_is_found_there() -> None:
    en, ja, moved = swapped_document()
    found = [bead for bead in aligned(en, ja).beads if bead.moved]
    right = {(bead.en, bead.ja) for bead in found} & {((4 + k,), (j,)) for k, j in enumerate(sorted(moved))}
    assert len(right) >= 2
    assert {j for bead in found for j in bead.ja} <= moved
    assert all(bead.confidence >= moves.LEAST for bead in found)


def test_runs_left_out_form_no_probable_pair() -> None:
    en, ja, _ = swapped_document()
    chosen = SHIPPED.with_meaning
    assert chosen is not None
    prepared = prepare(bitext(en, ja), SHIPPED.lexicon, encoder_of(SHIPPED))
    material, lattice, _, path = search(prepared, chosen)
    every, some = (list(moves.candidates(material, chosen, lattice, path, least)) for least in (0.0, moves.LEAST))
    probable = [found for found in every if move_confidence(found[0], chosen.moved) >= moves.LEAST]
    assert probable
    assert [found for found in some if found in probable] == probable


def test_nothing_moves_in_a_document_that_keeps_its_order() -> None:
    for name in ("letter-library-clean", "contract-translation-services"):
        source = sample(name)
        alignment = aligned(list(source.en), list(source.ja))
        assert not any(bead.moved for bead in alignment.beads)


def test_no_weights_no_moves() -> None:
    both = bitext(["one"], ["一"])
    plain = weights()
    without = type(plain)(plain.pair, plain.en_gap, plain.ja_gap, plain.en_open, plain.ja_open, plain.ja_after_en, {})
    material, lattice, _, path = search(prepare(both, SHIPPED.lexicon, None), without)
    assert find_moves(material, without, lattice, path) == []


def test_confidence_rises_with_the_gain_and_stays_a_probability() -> None:
    learned = {"bias": -2.0, "gain": 1.0}
    values = [move_confidence(gain, learned) for gain in (-1e9, -5.0, 0.0, 2.0, 5.0, 1e9)]
    assert values == sorted(values)
    assert all(0.0 <= value <= 1.0 for value in values)
    assert move_confidence(2.0, learned) == pytest.approx(0.5)


def test_moves_take_the_place_of_the_gaps_they_fill() -> None:
    path = [(0, 1, 0, 1), (1, 2, 1, 1), (2, 3, 1, 1), (3, 4, 1, 2), (4, 4, 2, 3), (4, 4, 3, 4), (4, 5, 4, 5)]
    move = Move((1, 2, 3, 4), 0.9)
    assert canonical(path, [move]) == [
        ((0, 1, 0, 1), None),
        ((1, 2, 3, 4), move),
        ((2, 3, 1, 1), None),
        ((3, 4, 1, 2), None),
        ((4, 4, 2, 3), None),
        ((4, 5, 4, 5), None),
    ]
    both = Move((1, 3, 2, 4), 0.9)
    assert [step for step, _ in canonical(path, [both])] == [(0, 1, 0, 1), (1, 3, 2, 4), (3, 4, 1, 2), (4, 5, 4, 5)]
    assert canonical(path, []) == [(step, None) for step in path]


def test_a_segment_moves_once_the_surest_first(monkeypatch: pytest.MonkeyPatch) -> None:
    found = [(5.0, (0, 1, 4, 5)), (9.0, (0, 1, 7, 8)), (5.0, (2, 3, 7, 8)), (6.0, (3, 4, 4, 5)), (1.0, (8, 9, 9, 10))]
    monkeypatch.setattr(moves, "candidates", lambda *_: iter(found))
    chosen = find_moves(None, weights(), None, [])  # type: ignore[arg-type]  # only `candidates` would look at them
    assert [move.step for move in chosen] == [(0, 1, 7, 8), (3, 4, 4, 5)]


@pytest.mark.parametrize(
    ("en_lengths", "steps", "kept"),
    [
        ([4] * 8, [(0, 1, 6, 7)], []),  # a reply on its own
        ([40] * 8, [(0, 1, 6, 7)], [(0, 1, 6, 7)]),  # a sentence on its own
        ([4] * 8, [(0, 1, 6, 7), (1, 2, 7, 8)], [(0, 1, 6, 7), (1, 2, 7, 8)]),  # two replies in a row
        ([4] * 8, [(0, 1, 6, 7), (1, 2, 2, 3)], []),  # neighbours in one text only
        ([4] * 8, [(0, 4, 4, 8)], [(0, 4, 4, 8)]),  # long enough together
    ],
)
def test_a_short_reply_does_not_move_alone(
    monkeypatch: pytest.MonkeyPatch, en_lengths: list[float], steps: list[Step], kept: list[Step]
) -> None:
    material = Material(side(en_lengths), side(en_lengths), ())
    monkeypatch.setattr(moves, "candidates", lambda *_: iter([(1.0, step) for step in steps]))
    monkeypatch.setattr(moves, "move_confidence", lambda *_: 0.8)
    assert [move.step for move in find_moves(material, weights(), None, [])] == kept  # type: ignore[arg-type]  # `candidates` would look at it
    monkeypatch.setattr(moves, "move_confidence", lambda *_: 0.95)
    assert len(find_moves(material, weights(), None, [])) == len(steps)  # type: ignore[arg-type]


def test_runs_of_nothing() -> None:
    assert runs([]) == []


def test_of_many_runs_those_are_compared_that_share_rare_items(monkeypatch: pytest.MonkeyPatch) -> None:
    en = [f"Platform {1000 + 7 * k} opened in spring." for k in range(30)]
    ja = [f"春にホーム{1000 + 7 * k}が開いた。" for k in reversed(range(30))]
    both = bitext(en, ja)
    prepared = prepare(both, SHIPPED.lexicon, None)
    material, _ = prepared.within(*full_band(30, 30))
    every = [range(k, k + 1) for k in range(30)]
    monkeypatch.setattr(moves, "_FEW_RUN_PAIRS", 900)
    assert len(likely_runs(material, every, every)) == 900
    monkeypatch.setattr(moves, "_FEW_RUN_PAIRS", 899)
    monkeypatch.setattr(moves, "_SHARED_WEIGHT", 3.0)
    likely = likely_runs(material, every, every)
    assert likely == [(every[k], every[29 - k]) for k in range(30)]


def test_of_many_segments_those_are_compared_that_are_nearest_in_meaning() -> None:
    draw = np.random.default_rng(0)
    ja = draw.normal(size=(301, 1, 32)).astype(np.float32)
    ja /= np.linalg.norm(ja, axis=-1, keepdims=True)
    en = ja[::-1].copy()
    en[1:] = ja[:0:-1]
    meaning = Meaning(en, ja, *full_band(300, 300))
    found = list(nearest_segments(meaning, range(0, 300, 2), range(300)))
    assert {(k, 299 - k) for k in range(0, 300, 2)} <= set(found)
    assert len(found) <= 4 * 150
