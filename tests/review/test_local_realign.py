"""The search around a change: what is free finds its partner, what is fixed stays, and decisions stay with findings."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace

from aligner import api
from aligner.model import FindingKind, Lang
from aligner.review import editing, pairing
from aligner.review.decisions import decided
from aligner.review.local_realign import CONTEXT, REACH, changed_segments
from aligner.review.model import Decision, Maker, Status
from aligner.review.patches import difference
from aligner.review.refusal import RefusedError
from aligner.review.state_records import state_of
from aligner.settings import Settings
from tests.review.reviews import EN, JA, bead_with, demo, demo_state, note_of, search, sentence_with, text_of

if TYPE_CHECKING:
    from aligner.review.state import State


@pytest.fixture(scope="module")
def state() -> State:
    return demo_state()


def linked(state: State, en: str, ja: str) -> State:
    return search().updated(state, pairing.link(state, [sentence_with(state, EN, en)], [sentence_with(state, JA, ja)]))


def test_a_wrong_link_sets_sentences_free_that_find_their_way(state: State) -> None:
    wrong = linked(state, "The programme is worth", "国内最大")
    wrong.check()
    made = wrong.beads[bead_with(wrong, EN, "The programme is worth")]
    assert (made.made, made.confirmed, made.confidence) == (Maker.USER, True, 1.0)
    assert made.evidence
    # Linking both rightly again comes to the pairs that were found.
    right = linked(linked(wrong, "The programme is worth", "246億円"), "When it is completed", "国内最大")
    for text in ("The programme is worth", "When it is completed"):
        one, two = (it.beads[bead_with(it, EN, text)] for it in (state, right))
        assert (one.en, one.ja) == (two.en, two.ja)


def test_what_is_free_is_searched(state: State) -> None:
    # Two sentences of one pair in one: merged by mistake, divided again by the search.
    first, second = (bead_with(state, EN, text) for text in ("The programme is worth", "When it is completed"))
    merged = search().updated(state, pairing.merge(state, [first, second]))
    loose = {
        **merged.beads,
        (bead := bead_with(merged, EN, "When it is completed")): replace(
            merged.beads[bead], made=Maker.FOUND, confirmed=False
        ),
    }
    again = search().realigned(replace(merged, beads=loose), (bead,))
    assert {(it.en, it.ja) for it in again.beads.values()} == {(it.en, it.ja) for it in state.beads.values()}


def test_nothing_far_away_changes(state: State) -> None:
    changed = linked(state, "The programme is worth", "国内最大")
    patch = difference(state, changed)
    chain = state.chain
    place = chain.index(bead_with(state, EN, "The programme is worth"))
    near = set(chain[max(place - REACH - 2, 0) : place + REACH + 3])
    old = {id_ for id_, change in patch.beads.items() if change.before is not None}
    assert old <= near
    touched = {bead for id_ in patch.findings if id_ in state.findings for bead in state.beads_of(state.findings[id_])}
    assert touched <= set(chain[max(place - REACH - CONTEXT, 0) : place + REACH + CONTEXT + 1])


def test_what_the_user_made_is_a_fixed_point(state: State) -> None:
    bead = bead_with(state, EN, "When it is completed")
    fixed = search().updated(state, pairing.unlink(state, bead))
    # The two halves stand alone, though the search would pair them, and does so where it may.
    again = linked(fixed, "Each station will hold", "蓄電池は標準的")
    for lang, text in ((EN, "When it is completed"), (JA, "国内最大")):
        pair = again.beads[bead_with(again, lang, text)]
        assert not pair.paired
        assert pair == fixed.beads[pair.id]
    loose = {k: replace(it, made=Maker.FOUND, confirmed=False) for k, it in fixed.beads.items()}
    found = search().realigned(replace(fixed, beads=loose), (bead_with(fixed, EN, "When it is completed"),))
    assert found.beads[bead_with(found, EN, "When it is completed")].paired


def test_confirmed_pairs_stay_too(state: State) -> None:
    wrong = linked(state, "The programme is worth", "国内最大")
    bead = bead_with(wrong, EN, "When it is completed")
    kept = pairing.confirmed(wrong, [bead], confirmed=True)
    again = linked(kept, "Each station will hold", "蓄電池は標準的")
    assert again.beads[bead] == kept.beads[bead]


def test_parting_a_pair_tells_of_two_gaps(state: State) -> None:
    changed = search().updated(state, pairing.unlink(state, bead_with(state, EN, "When it is completed")))
    new = [note for note in changed.live() if note.id not in state.findings]
    assert {(note.kind, text_of(changed, EN, note.en)[:20]) for note in new} >= {
        (FindingKind.OMISSION, "When it is completed")
    }
    assert any(note.kind is FindingKind.ADDITION and "国内最大" in text_of(changed, JA, note.ja) for note in new)


def test_a_mended_number_takes_its_finding_away_and_a_new_mistake_brings_it_back(state: State) -> None:
    note = note_of(state, FindingKind.NUMBER, "2430人")
    state = decided(state, [note.id], Decision(Status.ACCEPTED))
    sentence = sentence_with(state, JA, "2430人")
    text = state.segments[JA][sentence].text
    mended = search().updated(state, editing.edit(state, sentence, text.replace("2430", "2340")))
    assert mended.findings[note.id].gone
    assert mended.segments[JA][sentence].changed
    assert {(it.en, it.ja) for it in mended.beads.values()} == {(it.en, it.ja) for it in state.beads.values()}
    again = search().updated(mended, editing.edit(mended, sentence, text))
    assert again.findings[note.id] == state.findings[note.id]
    assert again.decision(note.id).status is Status.ACCEPTED


def test_a_translation_written_into_a_gap_is_its_pair_and_the_rest_of_the_gap_is_told_anew(state: State) -> None:
    note = note_of(state, FindingKind.OMISSION, "Proven in service")
    assert len(note.en) > 2
    bead = bead_with(state, EN, "Proven in service")
    changed = search().updated(state, editing.insert(state, [bead], "運航実績"))
    changed.check()
    pair = changed.beads[bead_with(changed, EN, "Proven in service")]
    assert (text_of(changed, JA, pair.ja), pair.made) == ("運航実績", Maker.USER)
    assert changed.findings[note.id].gone
    (rest,) = [it for it in changed.live() if it.kind is FindingKind.OMISSION and it.en == note.en[1:]]
    assert rest.id not in state.findings


def test_a_translation_of_several_sentences_is_searched(state: State) -> None:
    note = note_of(state, FindingKind.OMISSION, "Proven in service")
    beads = sorted(state.beads_of(note), key=state.place.__getitem__)
    written = (
        "運航実績\n充電システムは飛島で14か月にわたって試験され、2隻のフェリーが9,200回の運航を行いました。"
        "この間の稼働率は99.3％で、蓄電池が原因の欠航は1便もありませんでした。"
        "燃料費は、置き換え前のディーゼル船と比べて57％減りました。"
    )
    changed = search().updated(state, editing.insert(state, beads, written))
    changed.check()
    assert text_of(changed, JA, changed.beads[bead_with(changed, EN, "Proven in service")].ja) == "運航実績"
    assert "9,200回" in text_of(changed, JA, changed.beads[bead_with(changed, EN, "9,200 crossings")].ja)
    assert "99.3％" in text_of(changed, JA, changed.beads[bead_with(changed, EN, "99.3%")].ja)


def test_a_sentence_that_is_split_lets_its_pair_be_two(state: State) -> None:
    sentence = sentence_with(state, JA, "18か所")
    bead = state.owner[JA][sentence]
    partner = state.beads[bead].en
    text = state.segments[JA][sentence].text
    changed = search().updated(state, editing.split(state, JA, sentence, text.index("、") + 1))
    changed.check()
    first = changed.beads[changed.owner[JA][sentence]]
    assert not first.fixed
    assert set(first.en) <= set(partner)


def test_a_pair_that_breaks_the_order_is_looked_at_on_its_own(state: State) -> None:
    note = note_of(state, FindingKind.OMISSION, "Proven in service")
    far = sentence_with(state, JA, "報道発表資料")
    changed = search().updated(state, pairing.link(state, [note.en[1]], [far]))
    pair = changed.beads[changed.owner[JA][far]]
    assert pair.moved
    assert pair.evidence
    # The gap is told in two pieces, and the byline no more.
    assert changed.findings[note.id].gone
    gaps = {it.en for it in changed.live() if it.kind is FindingKind.OMISSION}
    assert {note.en[:1], note.en[2:]} <= gaps
    assert not any(far in it.ja for it in changed.live() if it.kind is FindingKind.ADDITION)


def test_what_lies_between_two_far_ends_of_a_link_stays(state: State) -> None:
    first = state.beads[bead_with(state, EN, "Maintenance will be entrusted")]
    last = state.beads[bead_with(state, EN, "Media enquiries")]
    assert len(first.ja) == 2
    # The last sentence of one pair is linked to the last of the text: something is left at both ends.
    changed = search().updated(state, pairing.link(state, first.en, last.ja))
    places = [state.chain.index(first.id), state.chain.index(last.id)]
    assert places[1] - places[0] > 2 * (REACH + CONTEXT)
    between = state.chain[places[0] + REACH + 1 : places[1] - REACH]
    assert between
    assert all(changed.beads[bead] is state.beads[bead] for bead in between)
    touched = {
        bead
        for note in difference(state, changed).findings
        if note in state.findings
        for bead in state.beads_of(state.findings[note])
    }
    assert touched.isdisjoint(state.chain[places[0] + CONTEXT + REACH + 1 : places[1] - CONTEXT - REACH])


def test_a_moved_pair_that_is_parted_is_no_more_told_of_as_moved(state: State) -> None:
    note = note_of(state, FindingKind.MOVED)
    (bead, *_) = state.beads_of(note)
    changed = search().updated(state, pairing.unlink(state, bead))
    assert changed.findings[note.id].gone


def test_a_stretch_without_anything_loose_is_refused(state: State) -> None:
    kept = pairing.confirmed(state, list(state.beads), confirmed=True)
    for beads, code in (((kept.chain[3],), "nothing"), ((), "no_pair"), ((99999,), "no_pair")):
        with pytest.raises(RefusedError) as error:
            search().realigned(kept, beads)
        assert error.value.code == code


def test_searching_again_what_was_just_found_changes_hardly_anything(state: State) -> None:
    again = search().realigned(state, (state.chain[10], state.chain[16]))
    assert {(it.en, it.ja) for it in again.beads.values()} == {(it.en, it.ja) for it in state.beads.values()}
    assert again == state


def test_only_what_changed_is_said_to_have(state: State) -> None:
    assert changed_segments(state, state) == set()
    sentence = sentence_with(state, JA, "2430人")
    assert changed_segments(state, editing.edit(state, sentence, "別の文。")) == {(Lang.JA, sentence)}


def test_one_that_is_not_the_records_is_the_same_search(state: State) -> None:
    assert state_of(demo()) == state


def test_a_sentence_that_says_nothing_may_be_linked_like_any_other() -> None:
    en = [
        "The harbour of Kurosaki opened on a cold day in April after years of work.",
        "It is long.",
        "Dogs travel free.",
    ]
    record = api.align_segments(en, ["", "犬は無料。"], settings=Settings(source_lang=EN)).record
    state = state_of(record)
    changed = search().updated(state, pairing.link(state, [0, 1], [0]))
    changed.check()
    assert changed.beads[changed.owner[JA][0]].en == (0, 1)
