from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from aligner.errors import SettingsError
from aligner.project.git import prefix_of, revision
from tests.project.repository import Repository


def test_a_file_as_it_was(tmp_path: Path) -> None:
    made = Repository(tmp_path)
    made.write("docs/ja/頁.md", "一\n")
    made.commit("one")
    made.write("docs/ja/頁.md", "二\n")
    found = revision(tmp_path / "docs", "HEAD")
    assert found.read("ja/頁.md") == "一\n".encode()
    assert found.read("ja/none.md") is None


def test_what_was_done_on_the_other_branch_is_no_change(tmp_path: Path) -> None:
    made = Repository(tmp_path)
    made.write("a.md", "old")
    made.commit("one")
    made.git("checkout", "-q", "-b", "work")
    made.write("b.md", "mine")
    made.commit("two")
    made.git("checkout", "-q", "main")
    made.write("a.md", "merged meanwhile")
    made.commit("three")
    made.git("checkout", "-q", "work")
    assert revision(tmp_path, "main").read("a.md") == b"old"


def test_branches_without_a_common_beginning_are_compared_as_they_are(tmp_path: Path) -> None:
    made = Repository(tmp_path)
    made.write("a.md", "first")
    made.commit("one")
    made.git("checkout", "-q", "--orphan", "other")
    made.write("a.md", "second")
    made.commit("two")
    assert revision(tmp_path, "main").read("a.md") == b"first"


@pytest.mark.parametrize("name", ["nowhere", "HEAD~9", "", "--all", "HEAD:a.md"])
def test_a_revision_that_is_not_there_is_told(name: str, tmp_path: Path) -> None:
    made = Repository(tmp_path)
    made.write("a.md", "x")
    made.commit("one")
    with pytest.raises(SettingsError, match=f"^--changed-since {name}: the repository has no such revision; fetch it"):
        revision(tmp_path, name)


def test_a_folder_outside_any_repository_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    with pytest.raises(SettingsError, match="is in no git repository"):
        revision(tmp_path, "HEAD")


def test_without_git_the_error_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda _: None)
    monkeypatch.setattr(subprocess, "run", lambda *_, **__: pytest.fail("started"))
    with pytest.raises(SettingsError, match="needs git, which is not installed"):
        revision(tmp_path, "HEAD")


def test_paths_are_named_from_the_top_of_the_repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / "a" / "b").mkdir(parents=True)
    monkeypatch.chdir(tmp_path / "a" / "b")
    assert prefix_of(Path()) == "a/b/"
    assert prefix_of(Path("..")) == "a/"
    assert prefix_of(tmp_path) == ""
