from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import pytest

from aligner.matching import explain
from aligner.matching.explain import _forward_groups
from aligner.matching.features import pair_features
from aligner.matching.match import match
from aligner.matching.prepare import encoder_of, prepare
from aligner.model import Alignment, Bead, Bitext, EvidenceKind, Lang, ParagraphKind
from aligner.parameters import Weights, load_parameters
from tests.samples import bitext, document, long_sample, sample, weights

if TYPE_CHECKING:
    from aligner.matching.match_input import Material
    from aligner.matching.search import Step
    from aligner.matching.tile import Plane, Tile

pytestmark = pytest.mark.slow

SHIPPED = load_parameters()


def shipped_weights(*, meaning: bool) -> Weights:
    found = SHIPPED.with_meaning if meaning else SHIPPED.without_meaning
    assert found is not None
    return found


def paragraphs(texts: tuple[str, ...], size: int = 4) -> list[tuple[ParagraphKind, tuple[str, ...]]]:
    heading, *rest = texts
    body = [(ParagraphKind.BODY, tuple(rest[k : k + size])) for k in range(0, len(rest), size)]
    return [(ParagraphKind.HEADING, (heading,)), *body]


@cache
def aligned(name: str, *, meaning: bool) -> Alignment:
    source = sample(name)
    english, japanese = (document(lang, *paragraphs(getattr(source, lang))) for lang in Lang)
    both = Bitext(english, japanese)
    return match(
        both, prepare(both, SHIPPED.lexicon, encoder_of(SHIPPED) if meaning else None), shipped_weights(meaning=meaning)
    )


ALIGNED = [("encyclopedia-kirigaura-ware", True), ("demo-press-release", True), ("manual-dehumidifier", False)]


def model_of(bead: Bead, learned: Weights) -> dict[str, float]:
    side = learned.pair if bead.paired else learned.en_gap if bead.en else learned.ja_gap
    return dict(side)


@pytest.mark.parametrize(("name", "meaning"), ALIGNED)
def test_a_score_is_the_sum_of_the_features_times_the_weights(name: str, *, meaning: bool) -> None:
    for bead in aligned(name, meaning=meaning).beads:
        learned = model_of(bead, shipped_weights(meaning=meaning))
        total = sum(value * learned.get(feature, 0.0) for feature, value in bead.features.items())
        assert bead.score == pytest.approx(total, abs=1e-4)


@pytest.mark.parametrize(("name", "meaning"), ALIGNED)
def test_the_evidence_adds_up_to_the_score(name: str, *, meaning: bool) -> None:
    for bead in aligned(name, meaning=meaning).beads:
        assert sum(evidence.weight for evidence in bead.evidence) == pytest.approx(bead.score, abs=0.01), bead


@pytest.mark.parametrize(("name", "meaning"), ALIGNED)
def test_evidence_points_into_its_bead(name: str, *, meaning: bool) -> None:
    alignment = aligned(name, meaning=meaning)
    seen = set()
    for bead in alignment.beads:
        for evidence in bead.evidence:
            seen.add(evidence.kind)
            for lang in Lang:
                span = getattr(evidence, lang)
                if span is None:
                    continue
                segments = [alignment.bitext.side(lang).segments[k] for k in bead.side(lang)]
                inside = any(part.start <= span.start < span.end <= part.end for part in segments)
                # What comes closest to a gap lies outside it, on the other side.
                assert inside or (not bead.paired and not bead.side(lang)), (bead, evidence)
    assert {EvidenceKind.NUMBER, EvidenceKind.NAME, EvidenceKind.WORD, EvidenceKind.LENGTH} <= seen
    assert (EvidenceKind.MEANING in seen) is meaning


def test_a_note_quotes_both_texts() -> None:
    both = Bitext(
        document(Lang.EN, (ParagraphKind.BODY, ("Trains run 42 times a day.", "Snow fell."))),
        document(Lang.JA, (ParagraphKind.BODY, ("列車は1日42本走る。", "雪が3回降った。"))),
    )
    alignment = match(both, prepare(both, SHIPPED.lexicon, None), shipped_weights(meaning=False))
    first, second = alignment.beads
    assert (first.en, first.ja) == ((0,), (0,))
    notes = [evidence.note for evidence in first.evidence if evidence.kind is EvidenceKind.NUMBER]
    assert any("42" in note.split(" = ")[0] and "42" in note.split(" = ")[1] for note in notes)
    alone = [e for e in second.evidence if e.kind is EvidenceKind.NUMBER and e.en is None and e.ja is not None]
    assert alone
    assert all(e.note.endswith(": no counterpart") for e in alone)
    assert any(evidence.note == "1 to 1" for evidence in second.evidence)


def test_a_gap_says_what_was_missing_and_what_comes_closest() -> None:
    extra = "The Kurosawa harbour committee rejected seventeen proposals about lighthouse tickets."
    both = Bitext(
        document(Lang.EN, (ParagraphKind.BODY, ("Trains run 42 times a day.", extra, "Bring 350 tickets."))),
        document(Lang.JA, (ParagraphKind.BODY, ("列車は1日42本走る。", "切符を350枚持ってくること。"))),
    )
    alignment = match(both, prepare(both, SHIPPED.lexicon, None), shipped_weights(meaning=False))
    (gap,) = [bead for bead in alignment.beads if not bead.paired]
    assert gap.en == (1,)
    missing = [e for e in gap.evidence if e.en is not None and e.ja is None]
    assert 1 <= len(missing) <= 3
    assert all(both.en.text[slice(*e.en)] == e.note for e in missing if e.en)
    assert all(e.weight == 0 for e in missing)
    closest = [e for e in gap.evidence if e.en is not None and e.ja is not None]
    assert [e.ja for e in closest] == [(both.ja.segments[1].start, both.ja.segments[1].end)]


def test_evidence_comes_in_a_fixed_order_of_kinds() -> None:
    order = list(EvidenceKind)
    for bead in aligned("demo-press-release", meaning=True).beads:
        places = [order.index(evidence.kind) for evidence in bead.evidence]
        assert places == sorted(places)


def test_hand_made_weights_add_up_as_well() -> None:
    source = sample("news-mountain-railway")
    english, japanese = (document(lang, *paragraphs(getattr(source, lang), 2)) for lang in Lang)
    both = Bitext(english, japanese)
    plain = weights()
    for bead in match(both, prepare(both, SHIPPED.lexicon, None), plain).beads:
        assert sum(evidence.weight for evidence in bead.evidence) == pytest.approx(bead.score, abs=0.01)


def test_pairs_are_worked_in_stretches_without_leaps() -> None:
    steps: list[Step] = [(0, 1, 0, 1), (1, 2, 1, 2), (2, 3, 900, 901), (3, 4, 2, 3), (200, 201, 3, 4), (201, 202, 4, 5)]
    assert _forward_groups(steps) == [steps[:2], steps[2:3], steps[3:4], steps[4:]]
    assert _forward_groups([]) == []


def test_features_are_worked_out_beside_the_pairs_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    en, ja = long_sample(400)
    en[150:190] = []  # a leap, after which the pairs are worked out anew
    spans = []

    def looked_at(material: Material, tile: Tile) -> Plane:
        spans.append(tile.span)
        return pair_features(material, tile)

    monkeypatch.setattr(explain, "pair_features", looked_at)
    both = bitext(en, ja)
    match(both, prepare(both, SHIPPED.lexicon, None), shipped_weights(meaning=False))
    assert len(spans) > 1
    assert max(spans) < 60
