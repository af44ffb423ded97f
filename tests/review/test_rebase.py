"""Texts that changed on disk: what was done is carried over by content, and what cannot be is told."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING, Any

import pytest

from aligner.model import FindingKind, Lang
from aligner.review import service as desks
from aligner.review.decisions import decided
from aligner.review.model import Decision, Status
from aligner.review.pairing import confirmed
from aligner.review.rebase import carry_over
from aligner.review.refusal import RefusedError, StaleError
from aligner.review.requests import Request
from aligner.review.service import ReviewService
from aligner.review.session_files import open_session
from aligner.review.start_session import session_for
from aligner.settings import Settings
from tests.review.reviews import CORPUS, EN, JA, Still, bead_with, demo_state, note_of, sentence_with, text_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from aligner.review.page_state import ChangeEvent
    from aligner.review.session import Session

DEMO = CORPUS / "demo-press-release"


@pytest.fixture
def texts(tmp_path: Path) -> tuple[Path, Path]:
    """Copies of the texts, which may be written to."""
    found = tmp_path / "en.txt", tmp_path / "ja.txt"
    for copy in found:
        copy.write_bytes((DEMO / copy.name).read_bytes())
    return found


@pytest.fixture
def session(texts: tuple[Path, Path]) -> Iterator[Session]:
    with closing(open_session(session_for(*texts, Settings(source_lang=Lang.EN)))) as opened:
        yield opened


def act(service: ReviewService, kind: str, **fields: object) -> ChangeEvent:
    return service.act(Request(service.version, {"kind": kind, **fields}, "tab"))[0]


def rewritten(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert text.count(old) == 1, old
    path.write_text(text.replace(old, new), "utf-8")


def test_everything_that_still_fits_is_carried_and_the_rest_is_told(session: Session, texts: tuple[Path, Path]) -> None:
    service = ReviewService(session)
    state = session.state
    number = note_of(state, FindingKind.NUMBER, "3.8億円").id
    omission = note_of(state, FindingKind.OMISSION, "None of these ports").id
    act(service, "decide", findings=[number], status="accepted", comment="億")
    act(service, "decide", findings=[omission], status="aside", reason="intended-omission")
    act(service, "edit", sentence=sentence_with(state, JA, "2430人"), text="ロンドンに上場し、従業員数は2340人です。")
    act(service, "edit", sentence=sentence_with(state, JA, "246億円"), text="事業の規模は246億円です。")
    act(service, "insert", beads=[bead_with(state, EN, "Proven in service")], text="運用実績")
    act(service, "confirm", beads=[bead_with(state, EN, "Financing"), bead_with(state, EN, "Smaller ports first")])
    act(service, "comment", bead=bead_with(state, EN, "Second-quarter results"), text="見出し")
    act(service, "unlink", bead=bead_with(state, EN, "About Hallowmere Energy"))
    before, version = session.state, session.version
    assert service.overview().stale == []
    with pytest.raises(RefusedError) as refused:
        act(service, "carry")
    assert refused.value.code == "not_changed"

    en, ja = texts
    en.write_text("A line that was put in before all others.\n\n" + en.read_text("utf-8"), "utf-8")
    rewritten(en, "None of these ports will have to suspend regular services", "No port will have to suspend services")
    rewritten(ja, "事業規模は246億円で", "総額は246億円で")
    rewritten(ja, "まずは小規模な港から", "小さな港を先に")
    told = service.overview().stale
    assert [it.name for it in told] == ["en.txt", "ja.txt"]
    assert "changed on disk" in told[0].problem["en"]

    data = act(service, "carry")
    assert (data.everything, data.beads, session.version) == (True, [], version + 1)
    state = session.state
    assert service.overview().stale == []
    report = service.overview().carried or {}
    # A decision, an edit, what was written and its pair, a confirmed pair, a comment, two sentences that stand alone.
    lost = [(it["what"]["en"], it["text"].split()[0]) for it in report["lost"]]
    assert ("decision", "None") in lost
    assert ("translation edited", "事業の規模は246億円です。") in lost
    assert ("pair made or confirmed by hand", "Smaller") in lost
    assert len(lost) == 3
    assert report["carried"] == 8
    decision = state.decision(note_of(state, FindingKind.NUMBER, "3.8億円").id)
    assert (decision.status, decision.comment) == (Status.ACCEPTED, "億")
    assert sentence_with(state, JA, "2340人")
    assert not any("事業の規模" in it.text for it in state.segments[JA].values())
    pair = state.beads[bead_with(state, EN, "Proven in service")]
    assert text_of(state, JA, pair.ja) == "運用実績"
    assert state.beads[bead_with(state, EN, "Financing")].confirmed
    assert state.beads[bead_with(state, EN, "Second-quarter results")].comment == "見出し"
    assert not state.beads[bead_with(state, EN, "About Hallowmere Energy")].paired

    # It can be undone, to the last word, and done again.
    act(service, "undo")
    assert session.state == before
    assert [it.name for it in service.overview().stale] == ["en.txt", "ja.txt"]
    act(service, "redo")
    assert session.state == state


def test_a_review_that_was_carried_over_is_opened_again(texts: tuple[Path, Path]) -> None:
    path = session_for(*texts, Settings(source_lang=Lang.EN))
    with closing(open_session(path)) as session:
        service = ReviewService(session)
        act(service, "comment", bead=bead_with(session.state, EN, "Financing"), text="一")
        rewritten(texts[0], "Media enquiries", "Press enquiries")
        act(service, "carry")
        act(service, "comment", bead=bead_with(session.state, EN, "Financing"), text="二")
        state = session.state
    with closing(open_session(path)) as again:
        assert again.state == state
        assert again.history.base == 2
        assert again.carried is not None
        assert again.record().alignment.bitext.en.text.count("Press enquiries") == 1
        for _ in range(3):
            again.undo(again.version, "tab")
        assert again.history.base == 1
        assert again.state.beads[bead_with(again.state, EN, "Financing")].comment == ""


def test_texts_that_cannot_be_read_are_told(session: Session, texts: tuple[Path, Path]) -> None:
    service = ReviewService(session)
    texts[1].unlink()
    (told,) = service.overview().stale
    assert "cannot be found" in told.problem["en"]
    with pytest.raises(RefusedError, match=r"cannot be aligned again: .*no such file"):
        act(service, "carry")
    assert session.version == 0


def test_what_happened_meanwhile_is_not_lost(session: Session, texts: tuple[Path, Path], monkeypatch: Any) -> None:
    """While the texts are aligned again, another tab acts."""
    service = ReviewService(session)
    rewritten(texts[0], "Media enquiries", "Press enquiries")

    def meanwhile(*given: Any) -> Any:
        act(service, "comment", bead=bead_with(session.state, EN, "Financing"), text="一")
        return carry_over(*given)

    monkeypatch.setattr(desks, "carry_over", meanwhile)
    with pytest.raises(StaleError):
        act(service, "carry")
    assert session.version == 1
    assert session.history.base == 1


def test_sentences_that_read_the_same_are_told_by_their_turn() -> None:
    """The same state carried over to itself comes out as it was."""
    state = demo_state()
    done = confirmed(decided(state, [2, 3], Decision(Status.REJECTED, "false-alarm")), state.table[4:9], confirmed=True)
    carried, report = carry_over(state, done, state, Still())
    assert carried == done
    assert (report.carried, report.lost) == (7, [])
