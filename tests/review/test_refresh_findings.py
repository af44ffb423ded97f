"""In a review that is not analysed whole, findings that need the whole text stay until their text is edited."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace

from aligner.model import FindingKind, Json, Severity
from aligner.review import editing, local_realign
from aligner.review.model import Finding
from tests.review.reviews import JA, demo_state, search, sentence_with

if TYPE_CHECKING:
    from aligner.review.state import State


@pytest.fixture(autouse=True)
def _long_review(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(local_realign, "WHOLE", 0)


@pytest.fixture(scope="module")
def state() -> State:
    """With a finding about the whole text: a term that is rendered in two ways."""
    state = demo_state()
    sentence = sentence_with(state, JA, "246億円")
    text = state.segments[JA][sentence].text
    start = text.index("事業規模")
    place: dict[str, Json] = {"text": "事業規模", "sentence": sentence, "start": start, "end": start + 4}
    said = {"en": "Rendered in several ways", "ja": "訳語の不統一"}
    detail: dict[str, Json] = {"relation": "rendering", "ja": (place,)}
    note = Finding(90, FindingKind.INCONSISTENT, Severity.INFO, (), (sentence,), said, "f", detail)
    return replace(state, findings={**state.findings, 90: note})


def edited(state: State, old: str, new: str) -> State:
    sentence = sentence_with(state, JA, old)
    text = state.segments[JA][sentence].text
    return search().updated(state, editing.edit(state, sentence, text.replace(old, new)))


def test_an_edit_beside_it_leaves_it(state: State) -> None:
    assert not edited(state, "246億円", "246億 円").findings[90].gone
    # Before it: its place moves along.
    changed = edited(state, "事業規模は", "なお、事業規模は")
    assert not changed.findings[90].gone


def test_an_edit_of_what_it_points_at_takes_it_away(state: State) -> None:
    assert edited(state, "事業規模", "事業の規模").findings[90].gone


def test_a_finding_near_the_edit_is_replaced_all_the_same(state: State) -> None:
    changed = edited(state, "246億円", "247億円")
    assert any(note.kind is FindingKind.NUMBER and note.id not in state.findings for note in changed.live())
