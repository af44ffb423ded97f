"""Decisions: what is alike, what a reason goes with, and words for all of it in both languages."""

from __future__ import annotations

import re
import tomllib
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace

import aligner.review
from aligner.messages import say
from aligner.model import Json, Lang
from aligner.review import decisions
from aligner.review.actions import ACTIONS
from aligner.review.handover import OFFERED
from aligner.review.journal import CARRY, REDO, UNDO
from aligner.review.model import Decision, Finding, Status
from tests.review.reviews import JA, demo_state, sentence_with

if TYPE_CHECKING:
    from aligner.review.state import State

CODE = {it.name: it.read_text("utf-8") for it in Path(aligner.review.__file__).parent.rglob("*.py")}
MESSAGES = tomllib.loads(files("aligner.messages").joinpath("review.toml").read_text("utf-8"))


@pytest.fixture
def state() -> State:
    """With a finding that is there three times: twice about the same words, once about others."""
    state = demo_state()
    first = next(note for note in state.live() if note.relation == "swapped")
    places = {90: ("2008年", 5), 91: ("2008年", 5), 92: ("1997年", 5)}
    notes = dict(state.findings)
    for id_, (text, length) in places.items():
        sentence = sentence_with(state, JA, text)
        start = state.segments[JA][sentence].text.index(text)
        place: dict[str, Json] = {"sentence": sentence, "start": start, "end": start + length}
        detail: dict[str, Json] = {"relation": "date", "ja": place}
        notes[id_] = replace(first, id=id_, en=(), ja=(sentence,), detail=detail)
    return replace(state, findings=notes)


def note(state: State, id_: int) -> Finding:
    return state.findings[id_]


def test_alike_is_what_says_the_same_of_the_same_words(state: State) -> None:
    assert decisions.alike(state, note(state, 90)) == [90, 91]
    assert decisions.alike(state, note(state, 92)) == [92]
    assert decisions.alike(state, note(state, 90), loose=True) == [90, 91, 92]


def test_a_finding_is_less_certain_until_somebody_decides_or_comments_on_it(state: State) -> None:
    uncertain = replace(note(state, 90), certainty=0.3)
    assert decisions.is_less_certain(state, uncertain)
    assert not decisions.is_less_certain(state, replace(uncertain, certainty=0.9))
    assert not decisions.is_less_certain(decisions.decided(state, [90], Decision(Status.REJECTED)), uncertain)
    assert not decisions.is_less_certain(decisions.commented(state, 90, "?"), uncertain)


def test_less_certain_findings_can_be_left_out_of_those_that_are_alike(state: State) -> None:
    uncertain = {id_: replace(note(state, id_), certainty=0.3) for id_ in (90, 92)}
    state = replace(state, findings={**state.findings, **uncertain})
    assert decisions.alike(state, note(state, 91), loose=True, less_certain=False) == [91]
    assert decisions.alike(state, note(state, 90), loose=True, less_certain=False) == [90, 91]
    assert decisions.alike(state, note(state, 91), loose=True) == [90, 91, 92]


def test_what_was_decided_otherwise_is_not_alike(state: State) -> None:
    decided = decisions.decided(state, [91], Decision(Status.REJECTED))
    assert decisions.alike(decided, note(state, 90), loose=True) == [90, 92]
    assert decisions.alike(decided, note(state, 91), loose=True) == [91]


def test_a_finding_without_marks_is_alike_by_its_sentences() -> None:
    state = demo_state()
    gap = next(note for note in state.live() if note.kind == "omission")
    assert decisions.alike(state, gap) == [gap.id]


def test_a_decision_leaves_the_comment_unless_it_brings_one(state: State) -> None:
    commented = decisions.commented(state, 90, "一")
    decided = decisions.decided(commented, [90, 91], Decision(Status.ASIDE, "conversion"))
    assert decided.decision(90) == Decision(Status.ASIDE, "conversion", "一")
    assert decisions.decided(decided, [90], Decision(Status.DONE, "", "二")).decision(90).comment == "二"
    opened = decisions.decided(decided, [90, 91], Decision())
    assert opened.decisions == {90: Decision(comment="一")}
    assert decisions.commented(opened, 90, "").decisions == {}


def test_every_status_reason_action_and_form_has_a_name_in_both_languages() -> None:
    named = [f"status_{it}" for it in Status] + [f"reason_{it}" for it in decisions.REASONS]
    named += [f"action_{it}" for it in (*ACTIONS, UNDO, REDO, CARRY)] + [f"form_{name}" for name, _ in OFFERED]
    for name in named:
        assert set(say(f"review.{name}")) == set(Lang), name
    assert set(decisions.REASONS) >= decisions.WANT_COMMENT
    assert all(goes_with for goes_with in decisions.REASONS.values())


def test_every_refusal_has_its_words_and_all_words_are_used() -> None:
    codes = {code for text in CODE.values() for code in re.findall(r'RefusedError\("([a-z_]+)"', text)}
    codes |= {
        code for text in CODE.values() for code in re.findall(r'refused\(\s*HTTPStatus\.\w+,\s*"([a-z_]+)"', text)
    }
    codes |= {"stale", "malformed", "method", "found", UNDO, REDO}
    worded = {name.removeprefix("refused_") for name in MESSAGES if name.startswith("refused_")}
    assert codes == worded


def test_nothing_else_is_worded_that_nobody_says() -> None:
    text = "\n".join(CODE.values()) + (files("aligner.review") / "handover" / "protocol.html").read_text("utf-8")
    prefixes = ("refused_", "status_", "reason_", "action_", "form_", "carry_", "lost_", "hand_", "source_")
    for name in MESSAGES:
        said = name.removeprefix("hand_")
        assert name.startswith(prefixes) or f"review.{name}" in text, name
        if name.startswith("hand_"):
            assert f'"{said}"' in text or f"review.{name}" in text, name
