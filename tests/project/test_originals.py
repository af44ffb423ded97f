"""Originals at a revision of the repository: the branch of an upstream that the translation is a fork of."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from aligner.cli.main import run as run_command
from aligner.errors import InputError, SettingsError
from aligner.project import git
from aligner.project.configuration import find_project
from aligner.project.originals import Originals
from aligner.project.pairs import Pair, find_pairs
from aligner.settings import Settings
from tests.project.repository import Repository

PAGE = "src/guide/wind.md"
FIRST = (
    "# Wind\n\nReef the sail at 20 knots. Keep the anchor light on until sunrise.\n\nCall the harbour before noon.\n"
)
SECOND = FIRST.replace("20 knots", "15 knots")
JAPANESE = "# 風\n\n20ノットで縮帆します。停泊灯は日の出まで点けておきます。\n\n正午までに港へ連絡します。\n"
IN_PLACE = 'source-lang = "en"\n[[pairs]]\nsource = "upstream:src/**/*.{md,mdx}"\ntarget = "src/**/*.{md,mdx}"\n'


@pytest.fixture
def fork(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repository:
    """A fork whose branch `main` translates the pages of the branch `upstream` in place."""
    made = Repository(tmp_path)
    made.write(PAGE, FIRST)
    made.write("src/list.mdx", "# List\n\nTwo lamps are on board.\n")
    made.write("src/logo.svg", "<svg/>")
    (made.folder / "src" / "link.md").symlink_to("list.mdx")
    made.commit("written", "2026-01-01")
    made.git("branch", "upstream")
    made.write(PAGE, JAPANESE)
    made.write("taiyaku.toml", IN_PLACE)
    made.write(".gitignore", ".taiyaku-cache\n")
    made.commit("translated", "2026-01-02")
    monkeypatch.chdir(tmp_path)
    return made


def change_upstream(made: Repository, text: str, day: str) -> str:
    made.git("checkout", "-q", "upstream")
    made.write(PAGE, text)
    commit = made.commit("changed upstream", day)
    made.git("checkout", "-q", "main")
    return commit


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    code = run_command([*arguments, "--lang", "en", "--workers", "1", "--no-meaning"])
    return code, *capsys.readouterr()


def pairs_of(capsys: pytest.CaptureFixture[str], *arguments: str) -> list[Any]:
    code, output, errors = run(capsys, "check", "--format", "json", *arguments)
    assert code in (0, 1), errors
    pairs: list[Any] = json.loads(output)["pairs"]
    return pairs


def test_the_files_of_the_revision_are_the_originals(fork: Repository) -> None:
    (fork.folder / "src" / "new.md").touch()
    found = find_pairs(find_project(Path()))
    assert found == [Pair(PAGE, PAGE), Pair("src/list.mdx", "src/list.mdx")]
    assert [(pair.original("x/"), pair.mixed, pair.files) for pair in found] == [
        (f"upstream:{PAGE}", False, (PAGE,)),
        ("upstream:src/list.mdx", False, ("src/list.mdx",)),
    ]


def test_a_fork_is_compared_with_its_upstream(fork: Repository, capsys: pytest.CaptureFixture[str]) -> None:
    wind, listed = pairs_of(capsys)
    assert (wind["source"], wind["target"], wind["state"]) == (f"upstream:{PAGE}", PAGE, "checked")
    assert (wind["findings"], wind["translated_from"]) == ([], None)
    assert listed["state"] == "untranslated"
    fork.change(PAGE, "20ノット", "30ノット")
    assert [it["rule"] for it in pairs_of(capsys)[0]["findings"]] == ["number.digit"]


def test_a_change_of_the_upstream_is_reported_until_it_is_translated(
    fork: Repository, capsys: pytest.CaptureFixture[str]
) -> None:
    commit = change_upstream(fork, SECOND, "2026-01-03")
    wind, _ = pairs_of(capsys)
    assert [it["rule"] for it in wind["findings"]] == ["outdated.changed"]
    assert wind["findings"][0]["change"]["since"] == {"commit": commit, "date": "2026-01-03", "author": "Test"}
    assert wind["translated_from"]["commit"] == fork.git("merge-base", "upstream", "main")
    fork.git("merge", "-q", "-s", "ours", "-m", "merge", "upstream", day="2026-01-04")
    assert [it["rule"] for it in pairs_of(capsys)[0]["findings"]] == ["outdated.changed"], "merged, not translated"
    fork.change(PAGE, "20ノットで縮帆します", "風が15ノットになったら縮帆します")
    fork.commit("translated again", "2026-01-05")
    change_upstream(fork, SECOND.replace("noon", "dusk"), "2026-01-06")
    (finding,) = pairs_of(capsys)[0]["findings"]
    assert finding["change"]["new"] == "Call the harbour before dusk."


def test_a_merge_that_translates_has_the_version_that_was_merged(
    fork: Repository, capsys: pytest.CaptureFixture[str]
) -> None:
    commit = change_upstream(fork, SECOND, "2026-01-03")
    fork.git("merge", "-q", "-s", "ours", "--no-commit", "upstream")
    fork.change(PAGE, "20ノットで縮帆します", "風が15ノットになったら縮帆します")
    fork.commit("merged and translated", "2026-01-04")
    change_upstream(fork, SECOND.replace("noon", "dusk"), "2026-01-06")
    wind, _ = pairs_of(capsys)
    assert wind["translated_from"]["commit"] == commit
    assert [it["change"]["new"] for it in wind["findings"]] == ["Call the harbour before dusk."]


def test_without_a_common_commit_only_a_stated_one_counts(fork: Repository, capsys: pytest.CaptureFixture[str]) -> None:
    first = fork.git("rev-parse", "upstream")
    fork.git("checkout", "-q", "--orphan", "alone")
    fork.commit("a repository of its own", "2026-01-03")
    fork.git("branch", "-q", "-D", "main")
    fork.git("checkout", "-q", "-b", "main")
    change_upstream(fork, SECOND, "2026-01-04")
    assert pairs_of(capsys)[0]["translated_from"] is None
    fork.write(PAGE, f"---\ndefault_lang_commit: {first}\n---\n\n{JAPANESE}")
    fork.commit("stated", "2026-01-05")
    origin = pairs_of(capsys)[0]["translated_from"]
    assert (origin["commit"], origin["stated"], len(origin["since"])) == (first, True, 1)


def test_only_changes_of_the_translation_are_changes_of_the_work(
    fork: Repository, capsys: pytest.CaptureFixture[str]
) -> None:
    change_upstream(fork, SECOND, "2026-01-03")
    assert [pair["state"] for pair in pairs_of(capsys, "--changed-since", "HEAD")] == ["unchanged"] * 2
    fork.change(PAGE, "港へ", "港に")
    assert [pair["state"] for pair in pairs_of(capsys, "--changed-since", "HEAD")] == ["checked", "unchanged"]


def test_a_baseline_stays_valid_at_another_revision(fork: Repository, capsys: pytest.CaptureFixture[str]) -> None:
    fork.change(PAGE, "20ノット", "30ノット")
    assert run(capsys, "check", "--baseline", "b.jsonl", "--update-baseline")[0] == 0
    fork.git("tag", "v2", "upstream")
    fork.change("taiyaku.toml", "upstream:", "v2:")
    code, output, _ = run(capsys, "check", "--baseline", "b.jsonl", "--format", "json")
    assert code == 0
    assert [it["standing"] for it in json.loads(output)["pairs"][0]["findings"]] == ["accepted"]


@pytest.mark.parametrize("form", ["github", "sarif", "junit", "text"])
@pytest.mark.usefixtures("fork")
def test_every_format_names_the_revision_and_no_file_of_the_original(
    form: str, capsys: pytest.CaptureFixture[str]
) -> None:
    Path(PAGE).write_text(JAPANESE.replace("20", "30"), "utf-8")
    code, output, _ = run(capsys, "check", "--format", form)
    assert code == 1
    if form in ("junit", "text"):
        assert f"upstream:{PAGE}" in output
    elif form == "sarif":
        (result,) = json.loads(output)["runs"][0]["results"]
        assert result["relatedLocations"] == []
    else:
        assert "file=src/list.mdx,line=1,title=taiyaku%3A untranslated" in output


@pytest.mark.usefixtures("fork")
def test_the_status_counts_the_originals_of_the_revision(capsys: pytest.CaptureFixture[str]) -> None:
    code, output, _ = run_command(["status", "--format", "json", "--workers", "1"]), *capsys.readouterr()
    assert code == 0
    wind, listed = json.loads(output)["pages"]
    assert (wind["source"], wind["percent"]) == (f"upstream:{PAGE}", 100)
    assert (listed["state"], listed["missing"]) == ("untranslated", 6)


@pytest.mark.parametrize("ref", ["nowhere", "-x", "--all"])
def test_a_revision_that_is_not_there_is_reported_with_its_line(ref: str, fork: Repository) -> None:
    fork.change("taiyaku.toml", "upstream:", f"{ref}:")
    message = f"taiyaku.toml:3: pairs[1].source: the repository has no revision '{ref}'; fetch it first"
    with pytest.raises(SettingsError, match=re.escape(message)):
        find_pairs(find_project(Path()))


def test_a_pattern_that_matches_no_file_of_the_revision_is_reported(fork: Repository) -> None:
    fork.change("taiyaku.toml", "upstream:src", "upstream:docs")
    with pytest.raises(SettingsError, match=re.escape("no file matches upstream:docs/**/*.{md,mdx}")):
        find_pairs(find_project(Path()))


@pytest.mark.usefixtures("fork")
def test_an_original_that_cannot_be_read_is_an_error() -> None:
    with Originals(Path()) as originals:
        assert originals.read(Pair(PAGE, PAGE, "upstream"), Settings()) == FIRST.encode()
        with pytest.raises(InputError, match="the repository does not have this file"):
            originals.read(Pair("none.md", PAGE, "upstream"), Settings())


def test_two_revisions_have_no_common_commit(fork: Repository) -> None:
    first = fork.git("rev-parse", "upstream")
    assert git.merge_base(fork.folder, "upstream", "main") == first
    fork.git("checkout", "-q", "--orphan", "alone")
    fork.commit("alone")
    assert git.merge_base(fork.folder, "upstream", "alone") is None


def test_a_path_of_a_revision_counts_from_the_top(
    fork: Repository, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (fork.folder / "taiyaku.toml").unlink()
    fork.write("work/taiyaku.toml", IN_PLACE.replace('target = "src', 'target = "ja'))
    fork.write("work/ja/guide/wind.md", JAPANESE)
    fork.commit("another layout", "2026-01-03")
    change_upstream(fork, SECOND, "2026-01-04")
    monkeypatch.chdir(fork.folder / "work")
    listed = {pair["target"]: pair for pair in pairs_of(capsys)}
    assert listed["work/ja/list.mdx"]["state"] == "missing-file"
    assert [it["rule"] for it in listed["work/ja/guide/wind.md"]["findings"]] == ["outdated.changed"]
