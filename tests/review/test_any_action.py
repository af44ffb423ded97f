"""Whatever is done, in whatever order, with the search around it: no sentence is lost and no fixed pair is changed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aligner.model import Lang
from aligner.outputs.record import dump, load
from aligner.review import patches
from aligner.review.actions import ACTIONS
from aligner.review.journal import Row, row_from
from aligner.review.refusal import RefusedError
from aligner.review.requests import Fields
from aligner.review.state_records import record_of
from aligner.review.views import Views
from tests.review.reviews import demo_state, search
from tests.review.test_journal import asked

if TYPE_CHECKING:
    from aligner.review.state import State

pytestmark = pytest.mark.property


def possible(state: State) -> st.SearchStrategy[dict[str, Any]]:
    """Any action, and searching a stretch again."""
    table = list(state.table)
    stretch = st.tuples(st.integers(0, len(table) - 1), st.integers(1, 9)).map(lambda it: table[it[0] : sum(it)])
    again = st.fixed_dictionaries({"kind": st.just("realign"), "beads": stretch})
    return st.one_of(asked(state).filter(lambda it: it["kind"] in ACTIONS), again)


@settings(max_examples=25)
@given(st.data())
def test_any_action_leaves_a_sound_state(data: st.DataObject) -> None:
    state = demo_state()
    for _ in range(data.draw(st.integers(1, 5))):
        action = data.draw(possible(state))
        try:
            new = ACTIONS[action["kind"]](state, Fields(action), search())
        except RefusedError:
            continue
        new.check()
        patch = patches.difference(state, new)
        stored = row_from(Row(1, "2025-01-31T12:00:00Z", "tab", action["kind"], action, patch).fields()).patch
        assert stored is not None
        assert patches.applied(stored, state) == new
        assert patches.applied(patches.inverse(stored), new) == state
        record = record_of(new)
        assert load(dump(record)) == record
        views = Views(new)
        assert len(views.rows(0, len(new.table))) == len(new.beads)
        assert all(views.finding(note).message for note in views.findings)
        if action["kind"] in {"realign", "edit"}:
            fixed = [pair for pair in state.beads.values() if pair.fixed]
            assert all((new.beads[it.id].en, new.beads[it.id].ja) == (it.en, it.ja) for it in fixed)
        elsewhere = state.segments[Lang.EN]
        assert all(new.segments[Lang.EN][k].text == it.text for k, it in elsewhere.items() if action["kind"] != "split")
        state = new
