"""Links and special files under the names of a session's files: nothing is written through them."""

from __future__ import annotations

import os
import stat
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from aligner.cli.main import run
from aligner.errors import InputError
from aligner.review.planted_files import SQLITE_SUFFIXES
from aligner.review.recovery import recovered
from aligner.review.session_files import create_session, open_session, session_sources
from aligner.review.sources import settings_to_json
from aligner.settings import Settings
from tests.outputs.records import harbour
from tests.review.reviews import session_file

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.skipif(os.name == "nt", reason="links need a right there that a test may not have")

KEPT = "export PATH\n" * 100
NAMES = ["{}", ".{}.lock", *(f"{{}}{suffix}" for suffix in SQLITE_SUFFIXES)]


@pytest.fixture
def victim(tmp_path: Path) -> Path:
    """A file of the user outside the folder of the review."""
    path = tmp_path / "home" / "profile"
    path.parent.mkdir()
    path.write_text(KEPT)
    return path


def create(path: Path) -> None:
    create_session(path, harbour(), [], {"settings": settings_to_json(Settings())})


@pytest.mark.parametrize("name", NAMES[1:])
@pytest.mark.parametrize("dangling", [False, True])
def test_a_link_beside_a_session_is_refused_and_not_followed(
    tmp_path: Path, victim: Path, name: str, dangling: bool
) -> None:
    path = session_file(tmp_path)
    if dangling:
        victim.unlink()
    link = tmp_path / name.format(path.name)
    link.symlink_to(victim)
    for opening in (open_session, session_sources, recovered):
        with pytest.raises(InputError, match="is a link") as refused:
            opening(path)
        assert refused.value.name == str(link)
    assert victim.exists() is not dangling
    assert dangling or victim.read_text() == KEPT
    assert link.is_symlink()


def test_a_session_that_is_a_link_is_refused(tmp_path: Path) -> None:
    (tmp_path / "true").mkdir()
    path = session_file(tmp_path / "true")
    before = path.read_bytes()
    link = tmp_path / path.name
    link.symlink_to(path)
    with pytest.raises(InputError, match="is a link"):
        open_session(link)
    assert path.read_bytes() == before
    with closing(open_session(path)) as session:
        assert session.version == 0


@pytest.mark.parametrize("name", NAMES)
def test_no_session_is_made_at_a_link_to_nothing(tmp_path: Path, name: str) -> None:
    path, nowhere = tmp_path / "new.taiyaku", tmp_path / "nowhere"
    (tmp_path / name.format(path.name)).symlink_to(nowhere)
    with pytest.raises(InputError, match="is a link"):
        create(path)
    assert not nowhere.exists()


def test_a_link_at_the_temporary_name_is_replaced_and_not_followed(tmp_path: Path, victim: Path) -> None:
    path = tmp_path / "new.taiyaku"
    (tmp_path / f".{path.name}.new").symlink_to(victim)
    create(path)
    assert victim.read_text() == KEPT
    with closing(open_session(path)) as session:
        assert session.version == 0


@pytest.mark.parametrize("name", NAMES)
def test_a_pipe_is_refused_and_not_waited_for(tmp_path: Path, name: str) -> None:
    path = tmp_path / "new.taiyaku"
    os.mkfifo(tmp_path / name.format(path.name))
    for opening in (open_session, create):
        with pytest.raises(InputError, match="is not a regular file"):
            opening(path)


def test_a_folder_linked_on_the_way_is_no_matter(tmp_path: Path) -> None:
    (tmp_path / "true").mkdir()
    path = session_file(tmp_path / "true")
    (tmp_path / "way").symlink_to(tmp_path / "true")
    with closing(open_session(tmp_path / "way" / path.name)), pytest.raises(InputError, match="open in another"):
        open_session(path)


def test_only_the_owner_may_read_a_session(tmp_path: Path) -> None:
    path = tmp_path / "new.taiyaku"
    create(path)
    with closing(open_session(path)):
        for file in tmp_path.glob("new.taiyaku*"):
            assert stat.S_IMODE(file.stat().st_mode) == 0o600, file.name


@pytest.mark.parametrize("name", NAMES)
def test_the_command_gives_one_line_and_exit_code_2(
    tmp_path: Path, victim: Path, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    en, ja = tmp_path / "t.en.txt", tmp_path / "t.ja.txt"
    en.write_text("The harbour is closed today.\n", "utf-8")
    ja.write_text("港は本日閉鎖されています。\n", "utf-8")
    (tmp_path / name.format("t.ja.taiyaku")).symlink_to(victim)
    assert run(["review", str(en), str(ja), "--no-browser"]) == 2
    complaint = capsys.readouterr().err
    assert "is a link" in complaint
    assert complaint.count("\n") == 1
    assert victim.read_text() == KEPT
