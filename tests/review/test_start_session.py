"""``taiyaku review``: what it opens, and every way in which it cannot, in one clear line and exit code 2."""

from __future__ import annotations

import getpass
import sys
import webbrowser
from contextlib import closing
from typing import TYPE_CHECKING, Any

import pytest

from aligner.cli import reviewing
from aligner.cli.main import run
from aligner.errors import InputError
from aligner.outputs.record import dump
from aligner.review.pairing import commented
from aligner.review.session_files import open_session
from aligner.review.sources import settings_from_json, settings_to_json
from aligner.review.start_session import is_session, session_for
from aligner.review.web import serving
from aligner.review.web.serving import bind
from aligner.settings import Settings
from tests.review.reviews import CORPUS, JA, demo, session_file

if TYPE_CHECKING:
    from pathlib import Path

    from aligner.review.session import Session
    from aligner.review.state import State

DEMO = CORPUS / "demo-press-release"
EN_TEXT = "Ferries leave at nine. Dogs travel free of charge.\n"
JA_TEXT = "フェリーは9時に出ます。犬は無料です。\n"


@pytest.fixture
def texts(tmp_path: Path) -> tuple[Path, Path]:
    en, ja = tmp_path / "timetable.en.txt", tmp_path / "timetable.ja.txt"
    en.write_text(EN_TEXT, "utf-8")
    ja.write_text(JA_TEXT, "utf-8")
    return en, ja


@pytest.fixture
def served(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """What would be served; nothing is."""
    found: list[Any] = []

    def serve(service: Any, listening: Any, opened: Any) -> None:
        port = listening.getsockname()[1]
        found.append((service.overview(), port))
        opened(f"http://127.0.0.1:{port}/?token=x")

    monkeypatch.setattr(serving, "serve", serve)
    return found


def review(*arguments: object) -> int:
    return run(["review", *map(str, arguments)])


def test_two_texts_get_a_session_beside_the_translation_that_is_gone_on_with(
    texts: tuple[Path, Path], served: list[Any], capfd: pytest.CaptureFixture[str]
) -> None:
    assert review(*texts, "--no-browser", "--no-meaning") == 0
    assert capfd.readouterr().out.startswith("http://127.0.0.1:")
    session = texts[1].with_suffix(".taiyaku")
    assert session.is_file()
    with closing(open_session(session)) as opened:
        opened.act(0, "tab", "comment", {}, _commented)
        assert opened.settings.meaning is False
    assert review(*texts, "--no-browser") == 0
    assert review(session, "--no-browser") == 0
    assert [overview.version for overview, _ in served] == [0, 1, 1]
    assert texts[0].read_text("utf-8") == EN_TEXT
    assert texts[1].read_text("utf-8") == JA_TEXT


def _commented(state: State) -> State:
    return commented(state, state.table[0], "一")


def test_so_do_one_text_that_holds_both_and_a_record(tmp_path: Path, served: list[Any]) -> None:
    both = tmp_path / "both.txt"
    both.write_text(f"{EN_TEXT}\n{JA_TEXT}", "utf-8")
    assert review(both, "--no-browser", "--no-meaning") == 0
    assert (tmp_path / "both.taiyaku").is_file()
    record = tmp_path / "record.json"
    record.write_text(dump(demo()), "utf-8")
    assert review(record, "--no-browser") == 0
    assert (tmp_path / "record.taiyaku").is_file()
    # The record names its texts, and they are as they were.
    assert served[-1][0].stale == []
    with closing(open_session(tmp_path / "record.taiyaku")) as session:
        assert [it.path for it in session.sources] == [DEMO / "en.txt", DEMO / "ja.txt"]
    assert review(record, "--no-browser", "--session", tmp_path / "other.taiyaku") == 0


def test_a_record_whose_texts_changed_or_are_gone_is_reviewed_all_the_same(
    texts: tuple[Path, Path], served: list[Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(["align", texts[0].name, texts[1].name, "--no-meaning", "-o", "record.json"]) == 0
    texts[1].write_text("犬は無料です。\n", "utf-8")
    assert review("record.json", "--no-browser") == 0
    assert [it.name for it in served[-1][0].stale] == [texts[1].name]
    texts[0].unlink()
    assert review("record.json", "--no-browser", "--session", "second.taiyaku") == 0
    assert served[-1][0].stale == []


def test_the_browser_is_opened_or_its_absence_told(
    tmp_path: Path, served: list[Any], monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    path = session_file(tmp_path)
    opened: list[str] = []

    def browser(address: str) -> bool:
        opened.append(address)
        return True

    monkeypatch.setattr(webbrowser, "open", browser)
    assert review(path) == 0
    assert len(opened) == len(served) == 1
    out, err = capfd.readouterr()
    assert (out, "press Ctrl+C" in err) == ("", True)
    for failing in (lambda _: False, _no_browser):
        monkeypatch.setattr(webbrowser, "open", failing)
        assert review(path) == 0
        out, err = capfd.readouterr()
        assert out.startswith("http://127.0.0.1:")
        assert "no browser could be opened" in err


def _no_browser(_: str) -> bool:
    raise webbrowser.Error("none")


def test_the_port_is_the_one_that_was_asked_for(tmp_path: Path, served: list[Any]) -> None:
    with closing(bind()) as listening:
        port = listening.getsockname()[1]
    assert review(session_file(tmp_path), "--no-browser", "--port", port) == 0
    assert served[-1][1] == port


def test_what_cannot_be_opened_is_one_line(
    texts: tuple[Path, Path], tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    path = session_file(tmp_path)
    session = session_for(*texts, Settings(meaning=False))
    text = tmp_path / "text.taiyaku"
    text.write_text("no session", "utf-8")
    broken = tmp_path / "broken.json"
    broken.write_text('{"schema": "taiyaku/1"', "utf-8")
    with closing(bind()) as listening, closing(open_session(path)):
        listening.listen()
        port = listening.getsockname()[1]
        for arguments, problem in (
            ((path, "--port", port), f"port {port} cannot be used"),
            ((path,), "is open in another taiyaku"),
            ((texts[1], tmp_path / "none.txt"), "no such file"),
            ((tmp_path / "none.taiyaku",), "no such file"),
            ((text,), "is no review session; give two texts, a record or a .taiyaku file"),
            ((broken,), "broken.json"),
            (("-", texts[1]), "name the session with --session"),
            ((*texts, "--session", path.parent / "none" / "x.taiyaku"), "cannot be written, there is no folder"),
            ((texts[0], DEMO / "ja.txt", "--session", session), "is a review of timetable.en.txt and timetable.ja.txt"),
            ((*texts, "--session", tmp_path / "new.taiyaku", "--profile", "none"), "there is no profile"),
        ):
            assert review(*arguments, "--no-browser") == 2, arguments
            error = capfd.readouterr().err
            assert problem in error
            assert error.count("\n") == 1
    assert not (tmp_path / "new.taiyaku").exists()


def test_a_damaged_session_is_mended_on_demand(
    tmp_path: Path, served: list[Any], capfd: pytest.CaptureFixture[str]
) -> None:
    path = session_file(tmp_path)
    with closing(open_session(path)) as session:
        session.act(0, "tab", "comment", {}, _commented)
    data = path.read_bytes()
    path.write_bytes(data.replace(b'"about"', b'"abouT"'))
    assert review(path, "--no-browser") == 2
    assert "--recover" in capfd.readouterr().err
    assert review(path, "--no-browser", "--recover") == 0
    assert "saved, with 1 actions" in capfd.readouterr().err
    assert served[-1][0].name == "harbour-recovered.taiyaku"
    assert served[-1][0].version == 1


def test_without_the_extra_it_says_how_to_install_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "starlette", None)
    assert review(session_file(tmp_path), "--no-browser") == 2
    assert "pip install 'taiyaku[review]'" in capfd.readouterr().err


def test_who_reviews_is_who_was_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(getpass, "getuser", lambda: "hanako")
    assert reviewing._account() == "hanako"

    def nobody() -> str:
        raise KeyError("uid")

    monkeypatch.setattr(getpass, "getuser", nobody)
    assert reviewing._account() == ""
    path = session_file(tmp_path)
    with closing(open_session(path, who="花子")) as session:
        session.act(0, "tab", "comment", {}, _commented)
        assert session.rows[0].who == "花子"
    with closing(open_session(path)) as session:
        assert session.rows[0].who == "花子"


def test_the_reviewer_can_be_named(
    texts: tuple[Path, Path], served: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    named: list[str] = []

    def opened(path: Path, *, who: str) -> Session:
        named.append(who)
        return open_session(path, who=who)

    monkeypatch.setattr("aligner.review.session_files.open_session", opened)
    assert review(*texts, "--no-browser", "--no-meaning", "--reviewer", "花子" * 60) == 0
    assert named == ["花子" * 50]
    assert len(served) == 1


def test_settings_are_kept_whole(tmp_path: Path) -> None:
    settings = Settings(source_lang=JA, glossary=tmp_path / "terms.tsv", segmented=True, profile="docs")
    assert settings_from_json(settings_to_json(settings)) == settings
    assert settings_from_json('{"meaning": false, "of_tomorrow": 1}') == Settings(meaning=False)


def test_sessions_are_known_by_their_first_bytes(tmp_path: Path) -> None:
    path = session_file(tmp_path)
    assert is_session(path.rename(tmp_path / "renamed.bin"))
    assert not is_session(DEMO / "en.txt")
    empty = tmp_path / "empty.taiyaku"
    empty.touch()
    with pytest.raises(InputError, match="is no review session"):
        session_for(empty, None, Settings())
