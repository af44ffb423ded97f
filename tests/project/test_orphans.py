"""Translations whose original was deleted, renamed or never written, and pages that are new."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from aligner.cli.main import run as run_command
from aligner.project.configuration import find_project
from aligner.project.pairs import Pair, find_orphans, find_pairs
from tests.project.repository import Repository

if TYPE_CHECKING:
    from pathlib import Path

ENGLISH = "# Wind\n\nReef the sail at 20 knots. Keep the anchor light on until sunrise.\n"
JAPANESE = "# 風\n\n20ノットで縮帆します。停泊灯は日の出まで点けておきます。\n"
SETTINGS = 'source-lang = "en"\n[[pairs]]\nsource = "en/**/*.md"\ntarget = "ja/**/*.md"\n'


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repository:
    """A site with two translated pages."""
    made = Repository(tmp_path)
    made.write("taiyaku.toml", SETTINGS)
    for name in ("wind", "tide"):
        made.write(f"en/{name}.md", ENGLISH.replace("Wind", name.capitalize()))
        made.write(f"ja/{name}.md", JAPANESE)
    made.commit("written")
    monkeypatch.chdir(tmp_path)
    return made


def checked(capsys: pytest.CaptureFixture[str], *options: str) -> tuple[int, dict[str, str]]:
    """Return the exit code of a check, and the state of each page."""
    code = run_command(["check", "--fail-on", "never", "--format", "json", *options])
    pairs: list[dict[str, Any]] = json.loads(capsys.readouterr().out)["pairs"]
    return code, {pair["target"]: pair["state"] for pair in pairs}


def message(capsys: pytest.CaptureFixture[str]) -> str:
    """Return what a check prints, in one line."""
    run_command(["check", "--fail-on", "never", "--width", "200"])
    return " ".join(capsys.readouterr().out.split())


def test_a_deleted_original_is_reported_with_its_commit(site: Repository, capsys: pytest.CaptureFixture[str]) -> None:
    (site.folder / "en" / "tide.md").unlink()
    commit = site.commit("the tide page is gone", "2026-02-03")
    assert checked(capsys) == (0, {"ja/tide.md": "missing-original", "ja/wind.md": "checked"})
    shown = message(capsys)
    assert f"ja/tide.md is a translation of en/tide.md, which was deleted (2026-02-03, Test, {commit[:8]})" in shown
    assert "Without an original: 1 page." in shown


def test_a_renamed_original_is_reported_with_its_new_path(site: Repository, capsys: pytest.CaptureFixture[str]) -> None:
    site.git("mv", "en/tide.md", "en/tides.md")
    site.commit("renamed", "2026-02-03")
    states = {"ja/tide.md": "missing-original", "ja/tides.md": "missing-file", "ja/wind.md": "checked"}
    assert checked(capsys) == (0, states)
    assert "en/tide.md, which was renamed to en/tides.md (2026-02-03, Test" in message(capsys)


def test_a_page_that_is_renamed_in_both_languages_is_no_orphan(
    site: Repository, capsys: pytest.CaptureFixture[str]
) -> None:
    for folder in ("en", "ja"):
        site.git("mv", f"{folder}/tide.md", f"{folder}/tides.md")
    site.commit("renamed")
    assert checked(capsys) == (0, {"ja/tides.md": "checked", "ja/wind.md": "checked"})


def test_a_translation_that_never_had_an_original_is_reported(
    site: Repository, capsys: pytest.CaptureFixture[str]
) -> None:
    site.write("ja/local.md", JAPANESE)
    assert checked(capsys)[1]["ja/local.md"] == "missing-original"
    assert "ja/local.md is a translation of en/local.md, which does not exist." in message(capsys)


def test_a_new_page_is_not_translated_yet(site: Repository, capsys: pytest.CaptureFixture[str]) -> None:
    site.write("en/new.md", ENGLISH)
    assert checked(capsys)[1]["ja/new.md"] == "missing-file"


def test_a_deleted_original_belongs_to_the_change_that_deleted_it(
    site: Repository, capsys: pytest.CaptureFixture[str]
) -> None:
    (site.folder / "en" / "tide.md").unlink()
    assert checked(capsys, "--changed-since", "HEAD")[1] == {
        "ja/tide.md": "missing-original",
        "ja/wind.md": "unchanged",
    }
    site.commit("deleted")
    assert checked(capsys, "--changed-since", "HEAD")[1] == {"ja/tide.md": "unchanged", "ja/wind.md": "unchanged"}


def test_a_file_without_japanese_and_excluded_files_are_no_orphans(site: Repository) -> None:
    site.write("ja/english.md", ENGLISH)
    site.write("ja/own/local.md", JAPANESE)
    site.write("taiyaku.toml", f'exclude = ["ja/own/**/*.md"]\n{SETTINGS}')
    project = find_project(site.folder)
    assert find_orphans(project, find_pairs(project)) == []


def test_an_orphan_has_one_file(site: Repository) -> None:
    (site.folder / "en" / "tide.md").unlink()
    project = find_project(site.folder)
    (orphan,) = find_orphans(project, find_pairs(project))
    assert (orphan, orphan.files) == (Pair("en/tide.md", "ja/tide.md"), ("ja/tide.md",))


@pytest.mark.parametrize("form", ["github", "sarif", "junit"])
def test_every_format_names_an_orphan(site: Repository, capsys: pytest.CaptureFixture[str], form: str) -> None:
    (site.folder / "en" / "tide.md").unlink()
    run_command(["check", "--fail-on", "never", "--format", form])
    assert "ja/tide.md" in capsys.readouterr().out


def test_the_status_names_orphans_and_does_not_count_them(site: Repository, capsys: pytest.CaptureFixture[str]) -> None:
    (site.folder / "en" / "tide.md").unlink()
    run_command(["status"])
    table = capsys.readouterr().out
    assert "ja/tide.md (no original)" in table
    assert "1 of 1 page" in table
