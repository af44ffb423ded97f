"""A session that is removed or replaced while it is open: no action is acknowledged that nobody would find again."""

from __future__ import annotations

import os
import shutil
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from aligner.review.decisions import commented
from aligner.review.refusal import RefusedError
from aligner.review.session_files import open_session
from aligner.review.sources import sources_of
from aligner.review.state_records import state_of
from tests.outputs.records import harbour
from tests.review.reviews import session_file
from tests.review.serving import serving

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from aligner.review.session import Session

pytestmark = pytest.mark.skipif(os.name == "nt", reason="an open file cannot be removed or replaced there")


def comment(session: Session, text: str) -> None:
    session.act(session.version, "tab", "comment", {"text": text}, lambda state: commented(state, 0, text))


def removed(path: Path) -> None:
    path.unlink()


def replaced(path: Path) -> None:
    copy = path.with_name("copy")
    shutil.copy(path, copy)
    copy.replace(path)


def moved(path: Path) -> None:
    path.rename(path.with_name("elsewhere.taiyaku"))


def linked(path: Path) -> None:
    moved(path)
    path.symlink_to(path.with_name("elsewhere.taiyaku"))


def folder_moved(path: Path) -> None:
    path.parent.rename(path.parent.with_name("elsewhere"))


def log_removed(path: Path) -> None:
    path.with_name(f"{path.name}-wal").unlink()


DISTURBANCES = [removed, replaced, moved, linked, folder_moved, log_removed]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    (tmp_path / "review").mkdir()
    return session_file(tmp_path / "review")


@pytest.mark.parametrize("disturb", DISTURBANCES)
def test_an_action_on_a_session_that_is_gone_is_refused(path: Path, disturb: Callable[[Path], None]) -> None:
    with closing(open_session(path)) as session:
        comment(session, "一")
        disturb(path)
        for act in (
            lambda: comment(session, "二"),
            lambda: session.undo(1, "tab"),
            lambda: session.carry(
                1, "tab", payload={}, record=harbour(), sources=sources_of([]), new=state_of(harbour())
            ),
        ):
            with pytest.raises(RefusedError, match="removed or replaced") as refused:
                act()
            assert refused.value.code == "replaced"
        assert (session.version, session.state.decision(0).comment, len(session.rows)) == (1, "一", 1)


def test_a_session_that_is_put_back_goes_on(path: Path) -> None:
    elsewhere = path.with_name("elsewhere.taiyaku")
    with closing(open_session(path)) as session:
        comment(session, "一")
        path.rename(elsewhere)
        with pytest.raises(RefusedError):
            comment(session, "二")
        elsewhere.rename(path)
        comment(session, "三")
    with closing(open_session(path)) as session:
        assert [row.payload["text"] for row in session.rows] == ["一", "三"]


def test_readers_and_other_files_do_not_disturb_a_session(path: Path) -> None:
    with closing(open_session(path)) as session:
        comment(session, "一")
        with closing(open_session(path, alone=False)) as reader:
            assert reader.version == 1
        path.with_name("new.taiyaku").touch()
        comment(session, "二")
        assert session.version == 2


def test_the_page_learns_that_its_session_is_gone(path: Path) -> None:
    with serving(path) as tab:
        tab.act("unlink", bead=2)
        path.unlink()
        status, answer = tab.post({"version": 1, "tab": "t", "action": {"kind": "undo"}})
        assert (status, answer["error"]["code"]) == (422, "replaced")
        assert path.name in answer["error"]["message"]["en"]
        assert path.name in answer["error"]["message"]["ja"]
        assert tab.get("/api/session")["version"] == 1
        assert tab.send("GET", "/api/export/json")[0] == 200
