from __future__ import annotations

from dataclasses import replace
from functools import cache

import pytest

from aligner.matching import alternatives
from aligner.matching.alternatives import MOST, Explanation, Question, explain
from aligner.matching.explain import _forward_groups
from aligner.matching.match import match
from aligner.matching.prepare import Prepared, encoder_of, prepare
from aligner.model import Alignment, Bitext, Lang, ParagraphKind
from aligner.parameters import Weights, load_parameters
from tests.samples import bitext, document, sample

pytestmark = pytest.mark.slow

SHIPPED = load_parameters()
#: (document, with meaning): one with moved beads, one without meaning.
DOCUMENTS = [("demo-press-release", True), ("manual-dehumidifier", False), ("dialogue-lost-property", False)]


def shipped(*, meaning: bool) -> Weights:
    found = SHIPPED.with_meaning if meaning else SHIPPED.without_meaning
    assert found is not None
    return found


def read(both: Bitext, *, meaning: bool) -> Prepared:
    return prepare(both, SHIPPED.lexicon, encoder_of(SHIPPED) if meaning else None)


@cache
def aligned(name: str, *, meaning: bool) -> tuple[Alignment, Prepared]:
    source = sample(name)
    english, japanese = (document(lang, (ParagraphKind.BODY, getattr(source, lang))) for lang in Lang)
    both = Bitext(english, japanese)
    prepared = read(both, meaning=meaning)
    return match(both, prepared, shipped(meaning=meaning)), prepared


def answers(name: str, *, meaning: bool) -> tuple[Explanation, ...]:
    alignment, prepared = aligned(name, meaning=meaning)
    questions = [Question(bead, bead.en, bead.ja) for bead in alignment.beads]
    return explain(alignment.bitext, prepared, shipped(meaning=meaning), questions)


explained = cache(answers)


@pytest.mark.parametrize(("name", "meaning"), DOCUMENTS)
def test_a_segment_is_in_one_bead_so_probabilities_add_up_to_one_at_most(name: str, *, meaning: bool) -> None:
    for explanation in explained(name, meaning=meaning):
        for lang in Lang:
            for segment in explanation.bead.side(lang):
                others = sum(it.probability for it in explanation.runners_up if segment in it.side(lang))
                assert explanation.bead.confidence + others <= 1.0005, (explanation.bead, segment)


def test_a_pair_that_gave_a_segment_away_leaves_the_others_less() -> None:
    """It is surer than the search, which knows nothing of the move, has it."""
    alignment, prepared = aligned("manual-dehumidifier", meaning=False)
    doubtful = [bead for bead in alignment.beads if bead.paired and 0.3 < bead.confidence < 0.95]
    assert doubtful
    weights = shipped(meaning=False)
    for bead in doubtful:
        surer = replace(bead, confidence=(1 + bead.confidence) / 2)
        as_found, shared = (
            explain(alignment.bitext, prepared, weights, [Question(each, each.en, each.ja)])[0].runners_up
            for each in (bead, surer)
        )
        assert [(it.en, it.ja) for it in shared] == [(it.en, it.ja) for it in as_found[: len(shared)]]
        for one, other in zip(as_found, shared, strict=False):
            assert other.probability == pytest.approx(one.probability / 2, abs=2e-5)


@pytest.mark.parametrize(("name", "meaning"), DOCUMENTS[1:])
def test_all_that_a_segment_could_be_in_adds_up_to_one(
    name: str, monkeypatch: pytest.MonkeyPatch, *, meaning: bool
) -> None:
    monkeypatch.setattr(alternatives, "MOST", 10**6)
    seen = 0
    for explanation in answers(name, meaning=meaning):
        if explanation.bead.moved:
            continue
        for lang in Lang:
            for segment in explanation.bead.side(lang):
                others = sum(it.probability for it in explanation.runners_up if segment in it.side(lang))
                assert explanation.bead.confidence + others == pytest.approx(1.0, abs=2e-3), explanation.bead
                seen += 1
    assert seen > 40


@pytest.mark.parametrize(("name", "meaning"), DOCUMENTS)
def test_runners_up_share_a_segment_and_are_told_from_the_most_probable_on(name: str, *, meaning: bool) -> None:
    found = 0
    for bead, others in ((it.bead, it.runners_up) for it in explained(name, meaning=meaning)):
        assert len(others) <= MOST
        assert list(others) == sorted(others, key=lambda it: -it.probability)
        assert len({(it.en, it.ja) for it in others} | {(bead.en, bead.ja)}) == len(others) + 1
        for other in others:
            assert set(other.en) & set(bead.en) or set(other.ja) & set(bead.ja)
            assert 0 < other.probability <= 1
        found += len(others)
    assert found > 30


@pytest.mark.parametrize(("name", "meaning"), DOCUMENTS)
def test_the_evidence_of_bead_and_runners_up_adds_up_to_their_scores(name: str, *, meaning: bool) -> None:
    for explanation in explained(name, meaning=meaning):
        told = [(it.evidence, it.score) for it in explanation.runners_up]
        for evidence, score in [(explanation.bead.evidence, explanation.bead.score), *told]:
            assert sum(it.weight for it in evidence) == pytest.approx(score, abs=0.01)


def test_beads_that_moved_leave_the_rest_of_their_probability() -> None:
    moved = [it for it in explained("demo-press-release", meaning=True) if it.bead.moved]
    assert moved
    for explanation in moved:
        assert explanation.runners_up
        assert all(it.probability <= 1 - explanation.bead.confidence + 1e-6 for it in explanation.runners_up)


def test_a_question_about_a_segment_is_answered_with_what_holds_it() -> None:
    alignment, prepared = aligned("manual-dehumidifier", meaning=False)
    bead = next(it for it in alignment.beads if len(it.en) > 1)
    (whole,) = explain(alignment.bitext, prepared, shipped(meaning=False), [Question(bead, bead.en, bead.ja)])
    (single,) = explain(alignment.bitext, prepared, shipped(meaning=False), [Question(bead, bead.en[:1], ())])
    assert all(bead.en[0] in it.en for it in single.runners_up)
    assert not all(bead.en[0] in it.en for it in whole.runners_up)


def test_a_sentence_torn_in_two_was_weighed_against_its_pieces() -> None:
    both = bitext(
        ["Trains run 42 times a day.", "The harbour has 17 boats and 23 sheds.", "Bring 350 tickets."],
        ["列車は1日42本走る。", "港には船が17隻あり、", "小屋が23棟ある。", "切符を350枚持ってくること。"],
    )
    prepared, weights = read(both, meaning=False), shipped(meaning=False)
    bead = next(it for it in match(both, prepared, weights).beads if 1 in it.en)
    assert bead.ja == (1, 2)
    (explanation,) = explain(both, prepared, weights, [Question(bead, bead.en, bead.ja)])
    considered = {(it.en, it.ja) for it in explanation.runners_up}
    assert {((1,), (1,)), ((1,), (2,))} <= considered
    piece = next(it for it in explanation.runners_up if (it.en, it.ja) == ((1,), (1,)))
    assert any("23" in it.note and it.weight < 0 for it in piece.evidence)


@pytest.mark.parametrize("texts", [([], []), (["One."], []), ([], ["一つ。"]), ([""], [""])])
def test_hardly_any_text(texts: tuple[list[str], list[str]]) -> None:
    both = bitext(*texts)
    prepared, weights = read(both, meaning=False), shipped(meaning=False)
    questions = [Question(bead, bead.en, bead.ja) for bead in match(both, prepared, weights).beads]
    found = explain(both, prepared, weights, questions)
    assert [it.bead for it in found] == [it.bead for it in questions]


def test_pairs_that_end_together_are_worked_apart() -> None:
    steps = [(0, 2, 0, 1), (0, 2, 0, 2), (0, 3, 1, 2), (1, 2, 0, 1), (1, 3, 2, 3)]
    groups = _forward_groups(sorted(steps))
    assert sorted(step for group in groups for step in group) == sorted(steps)
    assert all(len({step[1] for step in group}) == len(group) for group in groups)
