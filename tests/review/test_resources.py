"""What searching takes: what is not there is said, and what a record does not tell is left alone."""

from __future__ import annotations

import threading
from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace

from aligner.model import FindingKind, Severity
from aligner.review import editing
from aligner.review.local_realign import LocalRealigner
from aligner.review.model import Finding
from aligner.review.refusal import RefusedError
from aligner.review.resources import Toolbox
from aligner.review.service import ReviewService
from aligner.review.session_files import open_session
from aligner.settings import Settings
from tests.review.reviews import JA, demo_state, sentence_with, session_file

if TYPE_CHECKING:
    from pathlib import Path


def test_what_is_not_there_is_said_when_it_is_wanted(tmp_path: Path) -> None:
    toolbox = Toolbox(Settings(glossary=tmp_path / "terms.tsv"), {"meaning": False})
    with pytest.raises(RefusedError, match=r"The texts cannot be analysed: .*terms.tsv"):
        toolbox.resources()


def test_a_desk_that_is_warm_has_what_it_needs(tmp_path: Path) -> None:
    with closing(open_session(session_file(tmp_path))) as session:
        service = ReviewService(session)
        service.warm()
        for thread in threading.enumerate():
            if thread.name == "warm":
                thread.join()
        tools = service._toolbox._resources
        assert tools is not None
        assert tools.encoder is not None


def test_without_meaning_no_encoder_is_loaded() -> None:
    toolbox = Toolbox(Settings(), {"meaning": False})
    assert toolbox.resources().encoder is None
    assert toolbox.unavailable() == frozenset()


def test_findings_of_a_glossary_that_is_not_at_hand_stay() -> None:
    state = demo_state()
    sentence = sentence_with(state, JA, "246億円")
    said = {"en": "Term not used", "ja": "用語"}
    note = Finding(90, FindingKind.TERMINOLOGY, Severity.WARNING, (), (sentence,), said, "f", {"relation": "not-used"})
    state = replace(state, findings={**state.findings, 90: note})
    text = state.segments[JA][sentence].text
    changed = editing.edit(state, sentence, text.replace("246億円", "246億 円"))
    for glossary, gone in ((None, True), ({"name": "terms.tsv", "sha256": "0"}, False)):
        search = LocalRealigner(Toolbox(Settings(), {"meaning": False, "glossary": glossary}))
        assert search.updated(state, changed).findings[90].gone is gone
