"""The state is the fold of the journal over the record, whatever is done, undone and done again."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from aligner.model import Lang
from aligner.outputs.record import canonical
from aligner.review import patches
from aligner.review.actions import ACTIONS
from aligner.review.journal import CARRY, FIRST, REDO, UNDO, History, Row, advanced, digest, fold, row_from
from aligner.review.model import Place
from aligner.review.refusal import RefusedError
from aligner.review.requests import Fields
from aligner.review.state_records import places_of, record_of, state_of
from tests.outputs.records import harbour
from tests.review.reviews import Still

if TYPE_CHECKING:
    from aligner.review.state import State

START = state_of(canonical(harbour()))
WORDS = st.text(st.sampled_from("港の船。、「」9a &<\n𠮟"), min_size=1, max_size=12)


def asked(state: State) -> st.SearchStrategy[dict[str, Any]]:
    """Anything that a tab might ask for, sensible or not."""
    beads = st.sampled_from(sorted(state.beads))
    notes = st.sampled_from(sorted(state.findings))
    lang = st.sampled_from(["en", "ja"])
    small = st.integers(0, 3)

    def sentences(side: Lang) -> st.SearchStrategy[list[int]]:
        order = list(state.order[side])
        return st.tuples(st.integers(0, len(order) - 1), st.integers(1, 3)).map(lambda it: order[it[0] : sum(it)])

    return st.one_of(
        st.fixed_dictionaries(
            {
                "kind": st.just("decide"),
                "findings": st.lists(notes, min_size=1, max_size=3),
                "status": st.sampled_from(["open", "accepted", "rejected", "aside"]),
                "reason": st.sampled_from(["", "false-alarm", "conversion", "source-error"]),
                "alike": st.sampled_from([None, "same", "kind"]),
            }
        ),
        st.fixed_dictionaries({"kind": st.just("comment"), "finding": notes, "text": WORDS}),
        st.fixed_dictionaries({"kind": st.just("comment"), "bead": beads, "text": WORDS}),
        st.fixed_dictionaries({"kind": st.just("confirm"), "beads": st.lists(beads, max_size=4)}),
        st.fixed_dictionaries({"kind": st.just("link"), "en": sentences(Lang.EN), "ja": sentences(Lang.JA)}),
        st.fixed_dictionaries({"kind": st.just("unlink"), "bead": beads}),
        st.fixed_dictionaries({"kind": st.just("merge"), "beads": st.lists(beads, min_size=2, max_size=3)}),
        st.fixed_dictionaries({"kind": st.just("divide"), "bead": beads, "en": small, "ja": small}),
        st.fixed_dictionaries(
            {
                "kind": st.just("boundary"),
                "bead": beads,
                "lang": lang,
                "edge": st.sampled_from(["start", "end"]),
                "by": st.sampled_from([1, -1]),
            }
        ),
        st.fixed_dictionaries(
            {"kind": st.just("split"), "lang": lang, "sentence": st.integers(0, 12), "offset": st.integers(0, 40)}
        ),
        st.fixed_dictionaries(
            {"kind": st.just("edit"), "sentence": st.sampled_from(state.order[Lang.JA]), "text": WORDS}
        ),
        st.fixed_dictionaries({"kind": st.just("insert"), "beads": st.lists(beads, min_size=1), "text": WORDS}),
        st.just({"kind": UNDO}),
        st.just({"kind": REDO}),
    )


def row_for(history: History, action: dict[str, Any]) -> Row | None:
    """The row that an action makes; None where it is refused."""
    kind = action["kind"]
    if kind in (UNDO, REDO):
        if not (history.done if kind == UNDO else history.undone):
            return None
        return Row(history.version + 1, "2025-01-31T12:00:00Z", "tab", kind, {}, None)
    try:
        new = ACTIONS[kind](history.state, Fields(action), Still())
    except RefusedError:
        return None
    new.check()
    patch = patches.difference(history.state, new)
    return Row(history.version + 1, "2025-01-31T12:00:00Z", "tab", kind, action, patch)


def stored(row: Row) -> Row:
    """A row as it comes back from the file."""
    return row_from(row.fields())


def base(_: int) -> State:
    return START


@settings(max_examples=120)
@given(st.data())
def test_any_sequence_of_actions_comes_to_the_same_state_from_the_file(data: st.DataObject) -> None:
    history = History(START)
    rows: list[Row] = []
    states = {0: START}
    for _ in range(data.draw(st.integers(1, 14))):
        row = row_for(history, data.draw(asked(history.state)))
        if row is None:
            continue
        history = advanced(history, row, base)
        rows.append(row)
        states[row.version] = history.state
        # What the fold comes to is sound, and a record can be made of it.
        history.state.check()
        record_of(history.state)
    again = fold(History(START), map(stored, rows), base)
    assert again == history
    # All the way back, and all the way forth.
    end = history
    while history.done:
        history = advanced(history, Row(history.version + 1, "", "", UNDO, {}, None), base)
    assert history.state == START
    while len(history.done) < len(end.done):
        history = advanced(history, Row(history.version + 1, "", "", REDO, {}, None), base)
    assert history.state == end.state


@settings(max_examples=60)
@given(st.data())
def test_a_patch_is_taken_back_by_its_inverse(data: st.DataObject) -> None:
    history = History(START)
    row = row_for(history, data.draw(asked(START)))
    if row is None or row.patch is None:
        return
    new = patches.applied(row.patch, START)
    assert patches.applied(patches.inverse(row.patch), new) == START
    assert stored(row).patch == row.patch
    assert patches.difference(START, START).empty
    assert not row.patch.empty or new == START


def test_a_new_action_forgets_what_could_be_redone() -> None:
    history = History(START)
    for action in ({"kind": "unlink", "bead": 1}, {"kind": UNDO}, {"kind": "unlink", "bead": 2}):
        row = row_for(history, action)
        assert row is not None
        history = advanced(history, row, base)
    assert not history.undone
    assert [entry.row.payload["bead"] for entry in history.done] == [2]


def test_rows_out_of_order_and_ways_that_lead_nowhere_are_refused() -> None:
    with pytest.raises(ValueError, match="row 3 follows row 0"):
        advanced(History(START), Row(3, "", "", UNDO, {}, None), base)
    for kind in (UNDO, REDO):
        with pytest.raises(ValueError, match="nothing"):
            advanced(History(START), Row(1, "", "", kind, {}, None), base)
    with pytest.raises(ValueError, match="says nothing"):
        advanced(History(START), Row(1, "", "", "edit", {}, None), base)


def test_a_patch_for_another_state_is_refused() -> None:
    row = row_for(History(START), {"kind": "split", "lang": "en", "sentence": 1, "offset": 11})
    assert row is not None
    assert row.patch is not None
    new = patches.applied(row.patch, START)
    with pytest.raises(ValueError, match="another"):
        patches.applied(row.patch, new)
    with pytest.raises(ValueError, match="another state"):
        patches.applied(replace(row.patch, order={}), new)


def test_carrying_over_begins_with_another_record_and_can_be_undone() -> None:
    other = replace(START, findings={})
    both = {1: START, 2: other}
    first = row_for(History(START), {"kind": "unlink", "bead": 1})
    assert first is not None
    history = advanced(History(START), first, both.__getitem__)
    before = history.state
    empty = patches.difference(other, other)
    history = advanced(history, Row(2, "", "", CARRY, {}, empty, base=2), both.__getitem__)
    assert (history.base, history.state) == (2, other)
    back = advanced(history, Row(3, "", "", UNDO, {}, None, base=2), both.__getitem__)
    assert (back.base, back.state) == (1, before)
    forth = advanced(back, Row(4, "", "", REDO, {}, None, base=2), both.__getitem__)
    assert (forth.base, forth.state) == (2, other)


def test_a_digest_covers_all_that_came_before() -> None:
    one, two = (1, "now", "tab", "edit", "{}", None, 1), (2, "now", "tab", "undo", "{}", None, 1)
    assert digest(digest(FIRST, one), two) != digest(FIRST, two)
    assert digest(FIRST, one) != digest(FIRST, (*one[:2], "tab2", *one[3:]))


def test_a_journal_of_an_older_version_is_read_and_written_as_it_was() -> None:
    """``old_journal.json`` holds rows that version 0.1.0 wrote in a review of `harbour`, and a patch of the demo."""
    written = json.loads(Path(__file__).with_name("old_journal.json").read_text("utf-8"))
    rows = [row_from(fields) for fields in written["rows"]]
    assert [list(row.fields()) for row in rows] == written["rows"]
    history = fold(History(START), rows, lambda _: START)
    history.state.check()
    assert (history.version, len(history.done)) == (6, 4)
    assert history.state.segments[Lang.JA][1].text == "新しい文。"
    row = row_from([1, "2025-01-31T12:00:00Z", "tab", "edit", "{}", written["moved_place"], 1, ""])
    assert row_from(row.fields()).patch == row.patch
    assert row.patch is not None
    after = row.patch.findings[3].after
    assert after is not None
    assert places_of(after, Lang.JA) == [Place(29, 25, 30)]
