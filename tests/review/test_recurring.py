"""Findings with several places in a review."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace

from aligner import Settings, align
from aligner.findings.places import places_in
from aligner.model import FindingKind, Lang
from aligner.review import editing, local_realign
from aligner.review.decisions import alike, decided
from aligner.review.handover.items import gaps, queries
from aligner.review.model import Decision, Status
from aligner.review.rebase import carry_over
from aligner.review.recurring import at_places, inherited, with_found, with_inherited
from aligner.review.state_records import places_of, record_of, state_of
from aligner.review.views import Views
from tests.findings.recurring_links import joined, page, singles
from tests.outputs.records import Pair, record
from tests.review.reviews import JA, Still, search

if TYPE_CHECKING:
    from aligner.model import Record
    from aligner.review.model import Finding
    from aligner.review.state import State

EDIT = "Edit this page in the harbour library."
EN = f"The gate holds 450 boats.\n\n{EDIT}\n\nThe crane lifts 30 tons.\n\n{EDIT}\n\nThe quay is long.\n\n{EDIT}"
JA_TEXT = "門には450隻の船が入る。\n\nクレーンは30トンを吊り上げる。\n\n岸壁は長い。"
REJECTED = Decision(Status.REJECTED, "false-alarm")


def separate() -> Record:
    """The same page with three findings."""
    bitext = page()
    return record(bitext, [Pair((k,), (k,)) for k in range(4)], findings=singles(bitext))


def only(state: State) -> Finding:
    (finding,) = state.live()
    return finding


def test_a_state_gives_the_record_it_came_from() -> None:
    made = joined()
    state = state_of(made)
    (before,), (after,) = made.findings, record_of(state).findings
    assert (after.en, after.ja, after.message, after.fingerprint) == (
        before.en,
        before.ja,
        before.message,
        before.fingerprint,
    )
    assert places_in(after.detail) == places_in(before.detail)


def test_the_page_marks_every_place_and_goes_to_each() -> None:
    state = state_of(joined())
    view = Views(state).finding(only(state))
    assert view.places == [1, 2, 3]
    assert [mark.segment for mark in view.marks[JA]] == [1, 2, 3]
    assert len(places_of(only(state), Lang.EN)) == 3
    assert view.alike == 1
    alone = state_of(separate())
    assert Views(alone).finding(alone.findings[0]).places == []


def test_an_edit_moves_the_places_in_the_sentence() -> None:
    state = editing.edit(state_of(joined()), 2, "さて、" + state_of(joined()).segments[JA][2].text)
    first, second, third = places_of(only(state), JA)
    assert second.start == first.start + 3 == third.start + 3
    assert len(places_in(record_of(state).findings[0].detail)) == 3


def test_one_decision_is_about_all_places() -> None:
    state = state_of(joined())
    finding = only(state)
    assert alike(state, finding) == [finding.id]
    done = decided(state, [finding.id], REJECTED)
    assert Views(done).progress().decided == 1


def test_what_is_to_be_translated_is_listed_place_by_place() -> None:
    made = align(EN, JA_TEXT, settings=Settings(source_lang=Lang.EN, meaning=False)).record
    state = state_of(made)
    missing = next(finding for finding in state.live() if finding.kind is FindingKind.OMISSION)
    assert len(at_places(missing)) == 3
    assert [gap.place["en"] for gap in gaps(state)] == ["English line 3", "English line 7", "English line 11"]
    (query,) = queries(decided(state, [missing.id], Decision(comment="?")))
    assert query.place["en"] == "English line 3"
    assert query.message["en"].endswith("The same occurs in 2 other places.")


@pytest.mark.parametrize("whole", [600, 0])
def test_translating_one_place_leaves_the_others(whole: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(local_realign, "WHOLE", whole)
    more = f"{EN}\n\nThe sea is cold.\n\n{EDIT}"
    made = align(more, f"{JA_TEXT}\n\n海は冷たい。", settings=Settings(source_lang=Lang.EN)).record
    state = state_of(made)
    missing = next(finding for finding in state.live() if finding.kind is FindingKind.OMISSION)
    assert len(at_places(missing)) == 4
    state = decided(state, [missing.id], REJECTED)
    bead = state.owner[Lang.EN][missing.en[1]]
    after = search().updated(state, editing.insert(state, [bead], "このページは港の図書館で編集できます。"))
    now = after.findings[missing.id]
    assert not now.gone
    assert [place.en for place in at_places(now)] == [(missing.en[0],), (missing.en[2],), (missing.en[3],)]
    assert now.message["en"].endswith("The same occurs in 2 other places.")
    assert after.decision(missing.id) == REJECTED
    assert not [one for one in after.live() if one.kind is FindingKind.OMISSION and one.id != missing.id]


def test_places_in_changed_text_are_replaced_by_what_is_found_there() -> None:
    state, alone = state_of(joined()), list(state_of(separate()).findings.values())
    finding = only(state)
    changed = {(JA, 2)}
    assert with_found(finding, changed, alone) is finding
    fewer = with_found(finding, changed, [alone[0], alone[2]])
    assert [place.ja for place in places_in(fewer.detail)] == [(1,), (3,)]
    assert fewer.message["en"].endswith("The same occurs in 1 other place.")
    assert with_found(fewer, changed, alone) != fewer
    assert len(places_in(with_found(fewer, changed, alone).detail)) == 3
    last = with_found(finding, {(JA, 1), (JA, 2)}, [])
    assert (last.ja, last.gone) == ((3,), False)
    assert last.message["en"] == alone[0].message["en"]
    assert with_found(last, {(JA, 3)}, []).gone


def test_decisions_go_from_places_to_the_finding_that_joins_them_and_back() -> None:
    one, three = state_of(joined()), state_of(separate())
    whole, alone = only(one), list(three.live())
    some = decided(three, [0, 1], REJECTED)
    assert inherited(some, alone, [whole]) == {}, "one of them is open"
    every = decided(three, [0, 1, 2], REJECTED)
    assert inherited(every, alone, [whole]) == {whole.id: (REJECTED, alone)}
    back = inherited(decided(one, [whole.id], REJECTED), [whole], alone)
    assert {id_: decision for id_, (decision, _) in back.items()} == dict.fromkeys(range(3), REJECTED)
    # In a state they have different ids.
    old = decided(one, [whole.id], REJECTED)
    fresh = {7 + k: replace(finding, id=7 + k) for k, finding in enumerate(alone[:2])}
    new = replace(old, findings={whole.id: replace(whole, gone=True), **fresh})
    assert [with_inherited(old, new).decision(id_) for id_ in fresh] == [REJECTED] * 2


def test_decisions_are_carried_over_to_changed_texts() -> None:
    one, three = state_of(joined()), state_of(separate())
    state, report = carry_over(one, decided(one, [only(one).id], REJECTED), three, Still())
    assert {state.decision(finding.id) for finding in state.live()} == {REJECTED}
    assert (report.carried, report.lost) == (1, [])
    state, report = carry_over(three, decided(three, [0, 1, 2], REJECTED), one, Still())
    assert state.decision(only(state).id) == REJECTED
    assert (report.carried, report.lost) == (3, [])
    state, report = carry_over(three, decided(three, [0], REJECTED), one, Still())
    assert (report.carried, len(report.lost)) == (0, 1)
