"""The promises that hold for any input whatever, over generated lists of segments."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import aligner
from aligner.api import Result
from aligner.evidence.universal_encoder import universal_encoder
from aligner.matching import prepare
from aligner.model import FindingKind, Lang
from aligner.settings import Settings
from tests.property.deletions import Deletion, RememberingEncoder, deletions
from tests.samples import Sample, sample

if TYPE_CHECKING:
    from tests.growth import Stopwatch

FAST = Settings(meaning=False)

PIECES = st.sampled_from(
    ["The train leaves at 9:15.", "Snow fell in Aomori.", "Yes.", "", " ", "42",
    "第3章", "はい。", "列車は9時15分に出る。",
     "青森に雪が降った。", "GDPは２％増", "ﾌﾟﾛｼﾞｪｸﾄ", "𠮷野家😀", "a" * 300, "—", "1. Keys: two\nlines", "、"]
)  # fmt: skip
SEGMENTS = st.lists(PIECES | st.text(alphabet="aB1 。雪ア.\n’", max_size=12), max_size=9)


def beads(result: Result) -> list[tuple[tuple[int, ...], tuple[int, ...]]]:
    return [(bead.source, bead.target) for bead in result.beads]


WORDING = {
    FindingKind.DUPLICATE, FindingKind.TORN, FindingKind.STYLE, FindingKind.NAME, FindingKind.INCONSISTENT,
    FindingKind.TERMINOLOGY,
}  # fmt: skip


@pytest.mark.property
@settings(max_examples=40)
@given(SEGMENTS, SEGMENTS)
def test_every_segment_is_in_exactly_one_bead(source: list[str], target: list[str]) -> None:
    result = aligner.align_segments(source, target, settings=FAST)
    for given_, side in ((source, 0), (target, 1)):
        assert sorted(k for bead in beads(result) for k in bead[side]) == list(range(len(given_)))
    assert all(0.0 <= bead.confidence <= 1.0 for bead in result.beads)


@pytest.mark.property
@settings(max_examples=25)
@given(SEGMENTS, SEGMENTS)
def test_swapping_the_documents_mirrors_the_result(source: list[str], target: list[str]) -> None:
    stated = Settings(meaning=False, source_lang=Lang.EN)
    mirrored = Settings(meaning=False, source_lang=Lang.JA)
    one = aligner.align_segments(source, target, settings=stated)
    other = aligner.align_segments(target, source, settings=mirrored)
    assert sorted(beads(one)) == sorted((en, ja) for ja, en in beads(other))
    assert one.record.alignment.beads == other.record.alignment.beads
    assert one.record.alignment.links == other.record.alignment.links
    roles = {FindingKind.OMISSION: FindingKind.ADDITION, FindingKind.ADDITION: FindingKind.OMISSION}
    # What the original repeats, tears or spells in several ways is its own affair; and a sentence left in the other
    # language is an error of a translation, which hides others about it, but of an original a note, which hides none.
    untranslated = [f for f in one.findings if f.kind is FindingKind.UNTRANSLATED]
    left_en, left_ja = {k for f in untranslated for k in f.source}, {k for f in untranslated for k in f.target}
    told = {(roles.get(f.kind, f.kind), f.source, f.target) for f in one.findings if f.kind not in WORDING}
    mirrored_told = {(f.kind, f.target, f.source) for f in other.findings if f.kind not in WORDING}
    assert not [
        (kind, en, ja)
        for kind, en, ja in told ^ mirrored_told
        if kind is FindingKind.UNTRANSLATED or not ((en and left_en.issuperset(en)) or (ja and left_ja.issuperset(ja)))
    ]


@pytest.mark.property
@settings(max_examples=15)
@given(SEGMENTS, SEGMENTS)
def test_the_same_input_gives_the_same_bytes_and_reads_back(source: list[str], target: list[str]) -> None:
    one = aligner.align_segments(source, target, settings=FAST).to_json()
    assert one == aligner.align_segments(source, target, settings=FAST).to_json()
    assert Result.from_json(one).to_json() == one


@pytest.mark.parametrize(("source", "target"), [(0, 0), (1, 0), (0, 1), (7, 0), (0, 7)])
@pytest.mark.parametrize("meaning", [True, False])
def test_a_side_without_segments_leaves_all_of_the_other_alone(source: int, target: int, *, meaning: bool) -> None:
    result = aligner.align_segments(["Snow."] * source, ["雪。"] * target, settings=Settings(meaning=meaning))
    assert beads(result) == [((k,), ()) for k in range(source)] + [((), (k,)) for k in range(target)]


def test_identical_segments_keep_step_with_meaning() -> None:
    result = aligner.align_segments(["Snow fell."] * 12, ["雪が降った。"] * 12)
    assert all(source == target for source, target in beads(result))


@pytest.fixture
def remembering(monkeypatch: pytest.MonkeyPatch) -> RememberingEncoder:
    encoder = RememberingEncoder()
    monkeypatch.setattr(prepare, "universal_encoder", lambda: encoder)
    return encoder


def test_a_remembered_sum_is_the_sum(remembering: RememberingEncoder) -> None:
    texts = list(sample("letter-library-clean").en)
    for some in (texts[:5], texts[2:9], []):
        remembered = remembering.embed(some, []).blocks(4)[0]
        # But for the last bits, which may differ with the place of a row in its block.
        assert np.allclose(remembered, universal_encoder().embed(some, []).blocks(4)[0], rtol=0, atol=5e-7)


DOCUMENTS = ("contract-translation-services", "demo-press-release", "encyclopedia-kirigaura-ware",
             "letter-library-clean", "manual-dehumidifier", "story-nine-minutes")  # fmt: skip
TRIALS = 24


def is_found(document: Sample, deletion: Deletion) -> bool:
    """Whether an omission touches the source of the target segments taken out."""
    target = [text for k, text in enumerate(document.ja) if k not in deletion.target]
    result = aligner.align_segments(document.en, target, settings=Settings(source_lang=Lang.EN))
    omitted = {k for f in result.findings if f.kind is FindingKind.OMISSION for k in f.source}
    return bool(omitted & set(deletion.source))


@pytest.mark.property
@pytest.mark.usefixtures("remembering")
def test_what_is_taken_out_of_the_translation_is_found_missing() -> None:
    missed = []
    trials = 0
    for name in DOCUMENTS:
        for deletion in deletions(sample(name), TRIALS, seed=1):
            trials += 1
            if not is_found(sample(name), deletion):
                missed.append((name, deletion))
    assert trials == TRIALS * len(DOCUMENTS)
    assert len(missed) <= 0.05 * trials, missed


def test_deletions_are_whole_beads_and_come_out_the_same() -> None:
    source = sample("contract-translation-services")
    made = deletions(source, 20, seed=1)
    assert made == deletions(source, 20, seed=1)
    assert len(set(made)) > 10
    for deletion in made:
        assert 1 <= len(deletion.target) <= 4
        inside = [bead for bead in source.beads if set(bead[1]) & set(deletion.target)]
        assert deletion.target == tuple(k for bead in inside for k in bead[1])
        assert deletion.source == tuple(k for bead in inside for k in bead[0])


def test_a_line_of_fifty_thousand_characters_and_two_thousand_lines_of_one_word(
    stopwatch: Stopwatch,
) -> None:
    with stopwatch.limit(60):
        result = aligner.align_segments(["word " * 10_000], ["語。" * 10_000], settings=FAST)
        assert beads(result) == [((0,), (0,))]
        lines = [f"word{k}" for k in range(2000)], [f"語{k}" for k in range(2000)]
        assert len(aligner.align_segments(*lines, settings=FAST).beads) >= 500
