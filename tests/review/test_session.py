"""Session files: what is acknowledged is on disk, one process at a time, and damage is told and mended."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace

from aligner.errors import InputError
from aligner.outputs.record import canonical
from aligner.review import session_store as session_files
from aligner.review.decisions import commented
from aligner.review.lock import Lock
from aligner.review.pairing import unlink
from aligner.review.recovery import recovered
from aligner.review.refusal import RefusedError, StaleError
from aligner.review.session_files import create_session, open_session
from aligner.review.sources import settings_to_json
from aligner.review.state_records import record_of, state_of
from aligner.settings import Settings
from tests.outputs.records import harbour
from tests.review.reviews import session_file

if TYPE_CHECKING:
    from pathlib import Path

    from aligner.review.session import Session


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return session_file(tmp_path)


def comment(session: Session, text: str) -> int:
    """Act once; the version that was acknowledged."""
    outcome = session.act(session.version, "tab", "comment", {"text": text}, lambda state: commented(state, 0, text))
    return outcome.row.version


def test_a_review_goes_on_where_it_was_left(path: Path) -> None:
    with closing(open_session(path)) as session:
        assert session.version == 0
        comment(session, "一")
        comment(session, "二")
        session.undo(2, "tab")
    with closing(open_session(path)) as session:
        assert session.version == 3
        assert session.state.decision(0).comment == "一"
        session.redo(3, "tab")
        assert session.state.decision(0).comment == "二"
        session.undo(4, "tab")
        session.undo(5, "tab")
        assert session.state.decision(0).comment == ""
        with pytest.raises(RefusedError, match="nothing to undo"):
            session.undo(6, "tab")
    with closing(open_session(path)) as session:
        assert session.state == state_of(canonical(harbour()))
        assert [row.kind for row in session.rows] == ["comment", "comment", "undo", "redo", "undo", "undo"]
        session.redo(6, "tab")
        session.redo(7, "tab")
        with pytest.raises(RefusedError, match="nothing to redo"):
            session.redo(8, "tab")
        assert session.record() == record_of(session.state)


def test_stale_and_empty_actions_are_refused_and_leave_nothing(path: Path) -> None:
    with closing(open_session(path)) as session:
        comment(session, "一")
        with pytest.raises(StaleError):
            session.act(0, "tab", "comment", {}, lambda state: commented(state, 0, "二"))
        for refused in (session.undo, session.redo):
            with pytest.raises(StaleError):
                refused(0, "tab")
        with pytest.raises(RefusedError, match="changes nothing"):
            comment(session, "一")
        assert session.version == 1
        assert len(session.rows) == 1


def test_what_cannot_be_written_was_not_done(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with closing(open_session(path)) as session:

        def full(_: object, __: object) -> None:
            raise sqlite3.OperationalError("database or disk is full")

        monkeypatch.setattr(session_files.SessionFile, "append", full)
        with pytest.raises(sqlite3.OperationalError, match="full"):
            comment(session, "一")
        assert (session.version, session.state.decision(0).comment, session.rows) == (0, "", [])


def test_an_unsound_state_is_never_written(path: Path) -> None:
    with closing(open_session(path)) as session:
        with pytest.raises(AssertionError, match="exactly once"):
            session.act(0, "tab", "link", {}, lambda state: replace(state, beads={}))
        assert session.version == 0


def test_no_row_can_be_changed_or_removed(path: Path) -> None:
    with closing(open_session(path)) as session:
        comment(session, "一")
    with closing(sqlite3.connect(path)) as connection:
        for statement in ("DELETE FROM journal", "UPDATE journal SET payload = '{}'"):
            with pytest.raises(sqlite3.IntegrityError, match="append-only"):
                connection.execute(statement)


def test_one_process_at_a_time_may_act_and_others_may_read(path: Path) -> None:
    with closing(open_session(path)) as session:
        comment(session, "一")
        with pytest.raises(InputError, match="is open in another taiyaku; close that first"):
            open_session(path)
        with closing(open_session(path, alone=False)) as reader:
            assert reader.state.decision(0).comment == "一"
    with closing(open_session(path)):
        pass
    assert [it.name for it in path.parent.iterdir()] == [path.name]


@pytest.mark.slow
def test_a_lock_goes_with_its_process(path: Path) -> None:
    script = "import sys; from pathlib import Path; from aligner.review.lock import Lock\n"
    script += f"held = Lock(Path({str(path)!r}))\n"
    script += "print('held', flush=True); sys.stdin.read()"
    with subprocess.Popen([sys.executable, "-c", script], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"held\n"
        with pytest.raises(InputError, match="is open in another taiyaku"):
            Lock(path)
        holder.kill()
        holder.wait()
        Lock(path).release()


def test_where_no_lock_can_be_made_that_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(InputError, match="cannot be locked"):
        Lock(tmp_path / "file" / "x.taiyaku")


def test_files_that_are_no_session_are_told_apart(path: Path, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no such file"):
        open_session(tmp_path / "none.taiyaku")
    text = tmp_path / "text.taiyaku"
    text.write_text("Not a session at all, but long enough to look like a file of some kind.\n" * 40, "utf-8")
    with pytest.raises(InputError, match="is no review session"):
        open_session(text)
    other = tmp_path / "other.taiyaku"
    with closing(sqlite3.connect(other)) as connection:
        connection.execute("CREATE TABLE t (x)")
    with pytest.raises(InputError, match="is no review session"):
        open_session(other)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA user_version = 99")
    with pytest.raises(InputError, match="newer version of taiyaku; update"):
        open_session(path)


def test_a_session_is_never_written_over(path: Path, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="is there already"):
        create_session(path, harbour(), [], {})
    with pytest.raises(InputError, match="cannot be made"):
        create_session(tmp_path / "none" / "x.taiyaku", harbour(), [], {})
    assert [it.name for it in tmp_path.iterdir()] == [path.name]


def damage(path: Path, text: bytes, instead: bytes) -> None:
    data = path.read_bytes()
    assert data.count(text) >= 1
    path.write_bytes(data.replace(text, instead))


def acted(path: Path, count: int) -> None:
    with closing(open_session(path)) as session:
        for k in range(count):
            comment(session, f"comment {k}")


def test_a_row_that_was_tampered_with_is_found_and_the_rows_before_it_are_saved(path: Path) -> None:
    acted(path, 5)
    damage(path, b'{"text": "comment 3"', b'{"text": "comment 9"')
    with pytest.raises(InputError, match=r"is damaged \(row 4 of its journal.*--recover"):
        open_session(path)
    # The patch itself reads well, and so does everything after it: all rows still follow from each other.
    saved, rows = recovered(path)
    assert (saved.name, rows) == ("harbour-recovered.taiyaku", 5)
    with closing(open_session(saved)) as session:
        assert session.state.decision(0).comment == "comment 4"
    with pytest.raises(InputError, match="is there already"):
        recovered(path)


def test_what_follows_a_row_that_cannot_be_read_is_lost_and_nothing_else(path: Path, tmp_path: Path) -> None:
    acted(path, 5)
    # A patch of the fourth row: no JSON any more.
    damage(
        path,
        b'[["open", "", "comment 2"], ["open", "", "comment 3"]]',
        b'<["open", "", "comment 2"], ["open", "", "comment 3"]]',
    )
    with pytest.raises(InputError, match="damaged"):
        open_session(path)
    saved, rows = recovered(path, tmp_path / "saved.taiyaku")
    assert rows == 3
    with closing(open_session(saved)) as session:
        assert session.state.decision(0).comment == "comment 2"


def test_damaged_pages_are_found(path: Path, tmp_path: Path) -> None:
    acted(path, 40)
    data = bytearray(path.read_bytes())
    size = int.from_bytes(data[16:18], "big")
    # The last page holds rows of the journal.
    data[-size:] = b"\xff" * size
    broken = tmp_path / "broken.taiyaku"
    broken.write_bytes(data)
    with pytest.raises(InputError, match="is damaged"):
        open_session(broken)
    saved, rows = recovered(broken)
    assert rows < 40
    with closing(open_session(saved)) as session:
        assert session.version == rows


@pytest.mark.parametrize(
    ("text", "instead", "said"),
    [
        (b'[{"path"', b'{{"path"', "Expecting property name"),
        (b'[{"path"', b'[{"PATH"', "'path'"),
        (b'[{"path": "', b'[{"path": 1,', "Expecting"),
        (b'"meaning": false', b'"meaning": falsy', "its settings are not what was written"),
        (b'"max_ratio": 200', b'"max_ratio": "2"', "its settings are not what was written"),
    ],
)
def test_what_a_session_keeps_beside_its_journal_may_be_damaged_too(
    tmp_path: Path, text: bytes, instead: bytes, said: str
) -> None:
    """Found by changing sessions at random: SQLite sees nothing wrong with it."""
    path = tmp_path / "named.taiyaku"
    settings = {"settings": settings_to_json(Settings(meaning=False))}
    create_session(path, canonical(harbour()), [{"path": "a.txt", "sha256": ""}], settings)
    damage(path, text, instead)
    with pytest.raises(InputError, match=rf"is damaged \(.*{said}.*--recover"), closing(open_session(path)) as session:
        _ = session.sources, session.settings


@pytest.mark.parametrize("instead", [b"CREATE TABLE \xff\xfe\xfd (", b"CREATE\nTABLE record.("])
def test_tables_that_cannot_be_read_are_told_in_one_line(path: Path, instead: bytes) -> None:
    damage(path, b"CREATE TABLE journal (", instead.ljust(22))
    with pytest.raises(InputError) as caught:
        open_session(path)
    assert len(str(caught.value).splitlines()) == 1


def test_drafts_are_kept_apart_from_actions(path: Path) -> None:
    with closing(open_session(path)) as session:
        version = session.version
        session.keep_draft("edit:1", "一")
        session.keep_draft("bead:2", "二")
        session.keep_draft("edit:1", "三")
        assert (session.version, list(session.drafts().items())) == (version, [("bead:2", "二"), ("edit:1", "三")])
        session.keep_draft("bead:2", "")
        for number in range(1100):
            session.keep_draft(f"finding:{number}", "x")
    with closing(open_session(path)) as session:
        kept = session.drafts()
    assert len(kept) == 1000
    assert "finding:1099" in kept
    assert "edit:1" not in kept
    saved, _ = recovered(path)
    with closing(open_session(saved)) as session:
        assert session.drafts() == kept


def test_a_session_without_the_table_of_drafts_gets_it(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("DROP TABLE draft")
    with closing(open_session(path)) as session:
        assert session.drafts() == {}
        session.keep_draft("edit:1", "一")
        assert session.drafts() == {"edit:1": "一"}
    open_session(path).close()


ENDLESS = "WITH RECURSIVE n (k) AS (SELECT 1 UNION ALL SELECT k + 1 FROM n) SELECT"


@pytest.mark.parametrize(
    "change",
    [
        f"DROP TABLE journal; CREATE VIEW journal AS {ENDLESS} k AS version, '' AS time FROM n",
        f"DROP TABLE about; CREATE VIEW about AS {ENDLESS} 'key' AS key, max(k) AS value FROM n",
        "CREATE TRIGGER another AFTER INSERT ON journal BEGIN SELECT 1; END",
        "ALTER TABLE record ADD COLUMN more AS (hex(zeroblob(100000000)))",
    ],
)
def test_a_session_with_other_tables_is_refused_before_they_are_read(path: Path, change: str) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(change)
    for use in (open_session, recovered):
        with pytest.raises(InputError, match="has tables that no session has"):
            use(path)


def test_without_a_record_nothing_can_be_saved(path: Path) -> None:
    damage(path, b'"schema": "taiyaku/1"', b'"schema": "taiyaku/?"')
    with pytest.raises(InputError, match="its record is not what was written"):
        open_session(path)
    with pytest.raises(InputError, match="align the texts again"):
        recovered(path)


def test_a_journal_that_does_not_follow_from_the_record_is_told(path: Path, tmp_path: Path) -> None:
    with closing(open_session(path)) as session:
        bead = session.state.table[2]
        session.act(0, "tab", "unlink", {}, lambda state: unlink(state, bead))
        row = session.rows[0]
    other = tmp_path / "other.taiyaku"
    create_session(other, canonical(harbour()), [], {})
    with closing(session_files.SessionFile.open(other)) as file:
        file.append(replace(row, version=7))
    with pytest.raises(InputError, match=r"is damaged \(row 7 follows row 0\)"):
        open_session(other)


def test_a_new_session_takes_nothing_from_one_that_was_removed(path: Path, tmp_path: Path) -> None:
    with closing(open_session(path)) as session:
        for k in range(30):
            comment(session, f"comment {k}")
        log = path.with_name(f"{path.name}-wal").read_bytes()
    path.unlink()
    path.with_name(f"{path.name}-wal").write_bytes(log)
    session_file(tmp_path)
    with closing(open_session(path)) as session:
        assert session.version == 0
        comment(session, "一")
    with closing(open_session(path)) as session:
        assert session.version == 1


def test_the_newest_rows_may_still_be_in_the_log(path: Path, tmp_path: Path) -> None:
    """As a killed process leaves it: the file, and beside it the write-ahead log."""
    with closing(open_session(path)) as session:
        comment(session, "written")
        for it in path.parent.glob("harbour.taiyaku*"):
            shutil.copy(it, tmp_path / it.name.replace("harbour", "killed"))
    with closing(open_session(tmp_path / "killed.taiyaku")) as session:
        assert session.state.decision(0).comment == "written"
