"""Pairs of five and six segments with one: found where a translator merges whole paragraphs, and carried everywhere."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

import pytest

import aligner
from aligner.matching.match import match
from aligner.matching.prepare import prepare
from aligner.model import FindingKind, Lang
from aligner.outputs.record import dump, load
from aligner.parameters import load_parameters
from aligner.review import pairing
from aligner.review.model import Maker
from aligner.review.state_records import state_of
from aligner.settings import Settings
from tests.matching.test_explain import shipped_weights
from tests.outputs.test_round_trips import READABLE, assert_same
from tests.review.reviews import bead_with, search
from tests.samples import bitext, sample

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aligner.model import Record

PLAIN = Settings(meaning=False)
#: Numbers of segments that one segment of the translation holds.
SIZES = (1, 5, 1, 4, 1, 6, 1, 1, 4, 1, 5, 1, 1, 6)
JOINER = {Lang.EN: " ", Lang.JA: ""}


@cache
def sentences() -> tuple[tuple[str, str], ...]:
    """Pairs of sentences of three documents."""
    names = ("letter-library-clean", "tutorial-tidemark", "manual-dehumidifier")
    return tuple(
        (source.en[en[0]], source.ja[ja[0]])
        for source in map(sample, names)
        for en, ja in source.beads
        if len(en) == len(ja) == 1
    )


def merged(joined: Lang, sizes: Sequence[int] = SIZES, lost: int = -1) -> tuple[list[str], list[str], list[int]]:
    """Both sides, and the true sizes of the pairs. The sentence ``lost`` is left out of the translation."""
    sides: dict[Lang, list[str]] = {Lang.EN: [], Lang.JA: []}
    pairs, place = sentences(), 0
    made: list[int] = []
    while place < len(pairs):
        size = sizes[len(made) % len(sizes)]
        block = range(place, min(place + size, len(pairs)))
        own = {Lang.EN: [pairs[k][0] for k in block], Lang.JA: [pairs[k][1] for k in block]}
        sides[joined.other] += own[joined.other]
        sides[joined].append(JOINER[joined].join(text for k, text in zip(block, own[joined], strict=True) if k != lost))
        made.append(len(block))
        place += size
    return sides[Lang.EN], sides[Lang.JA], made


def sizes_of(record: Record, joined: Lang) -> list[int]:
    """The numbers of segments on the other side of pairs with one joined segment."""
    beads = record.alignment.beads
    assert all(len(bead.side(joined)) == 1 for bead in beads)
    return [len(bead.side(joined.other)) for bead in beads]


@cache
def found(joined: Lang) -> Record:
    en, ja, _ = merged(joined)
    return aligner.align_segments(en, ja, settings=PLAIN).record


@pytest.mark.parametrize("joined", list(Lang))
def test_long_pairs_are_found_on_either_side(joined: Lang) -> None:
    en, ja, sizes = merged(joined)
    assert sizes_of(aligner.align_segments(en, ja).record, joined) == sizes
    assert {5, 6} <= set(sizes)


def test_long_pairs_are_found_without_meaning() -> None:
    assert sizes_of(found(Lang.JA), Lang.JA) == merged(Lang.JA)[2]


def test_other_documents_are_searched_for_the_usual_pairs_only() -> None:
    en, ja, _ = merged(Lang.JA, (1, 1, 1, 2, 1, 3))
    both = bitext(en, ja)
    prepared = prepare(both, load_parameters().lexicon, None)
    match(both, prepared, shipped_weights(meaning=False))
    assert "longer" not in vars(prepared)


def test_a_long_pair_has_features_a_score_and_evidence() -> None:
    record = found(Lang.JA)
    for bead in record.alignment.beads:
        assert bead.features
        assert bead.evidence
        assert sum(item.weight for item in bead.evidence) == pytest.approx(bead.score, abs=0.01)
        assert bead.confidence > 0.5


def test_a_record_with_long_pairs_is_read_back() -> None:
    assert load(dump(found(Lang.JA))).alignment == found(Lang.JA).alignment


@pytest.mark.parametrize("name", [name for name in READABLE if name != "ladder"])
def test_every_format_holds_long_pairs(name: str) -> None:
    assert_same(replace(found(Lang.JA), findings=()), name)


def test_a_long_pair_is_explained() -> None:
    en, ja, sizes = merged(Lang.JA)
    (answer,) = aligner.explain(aligner.align_segments(en, ja, settings=PLAIN), bead=sizes.index(6)).beads
    assert len(answer.bead.en) == 6
    assert answer.runners_up
    assert sum(other.probability for other in answer.runners_up) < 1


def test_a_sentence_missing_in_a_long_pair_is_found() -> None:
    lost = 3
    en, ja, sizes = merged(Lang.JA, lost=lost)
    result = aligner.align_segments(en, ja, settings=PLAIN).record
    assert sizes_of(result, Lang.JA) == sizes
    omissions = [finding for finding in result.findings if finding.kind is FindingKind.OMISSION]
    assert any(en[lost] in str(finding.message) for finding in omissions)


def test_a_long_pair_can_be_unlinked_and_linked_again_in_a_review() -> None:
    state = state_of(found(Lang.JA))
    bead = bead_with(state, Lang.EN, found(Lang.JA).alignment.bitext.en.segment_text(1))
    pair = state.beads[bead]
    assert (len(pair.en), len(pair.ja)) == (5, 1)
    apart = search().updated(state, pairing.unlink(state, bead))
    assert {(pair.en, pair.ja)}.isdisjoint((other.en, other.ja) for other in apart.beads.values())
    again = search().updated(apart, pairing.link(apart, pair.en, pair.ja))
    (made,) = (other for other in again.beads.values() if (other.en, other.ja) == (pair.en, pair.ja))
    assert (made.made, made.confidence) == (Maker.USER, 1.0)
    assert made.evidence
