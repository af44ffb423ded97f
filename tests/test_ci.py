"""A project in a repository of its own, checked as a build checks it; and the files that builds are set up with."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from aligner.cli.main import run
from tests.project.repository import Repository

ROOT = Path(__file__).resolve().parents[1]

EN = """\
# Lantern weather service

The service collects measurements from 120 stations every 15 minutes.
Each station stores at least 30 days of data.

## Limits

A free account may send 500 requests a day.
Requests above that limit are answered with status 429.

The service started in April 2019 and is run by volunteers in Kanazawa.
"""
JA = """\
# ランタン気象サービス

このサービスは120か所の観測所から15分ごとに測定値を集めます。
各観測所は少なくとも30日分のデータを保存します。

## 制限

無料アカウントが送信できるリクエストは1日500件までです。
この上限を超えたリクエストにはステータス429が返されます。

サービスは2019年4月に始まり、金沢のボランティアが運営しています。
"""
SETTINGS = """\
source-lang = "en"
baseline = "accepted.jsonl"

[[pairs]]
source = "docs/en/**/*.md"
target = "docs/ja/**/*.md"
"""
PAGE, TRANSLATION = "docs/en/guide/index.md", "docs/ja/guide/index.md"


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repository:
    """A repository with a page, its translation, and a baseline that accepts what there is."""
    made = Repository(tmp_path)
    made.write(PAGE, EN)
    made.write(TRANSLATION, JA)
    made.write("taiyaku.toml", SETTINGS)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    assert run(["check", "--update-baseline", "--no-meaning"]) == 0
    made.commit("the first")
    return made


def check(capsys: pytest.CaptureFixture[str], *options: str) -> tuple[int, str]:
    capsys.readouterr()
    code = run(["check", "--no-meaning", *options])
    return code, capsys.readouterr().out


def found(capsys: pytest.CaptureFixture[str], *options: str) -> list[tuple[str, str, int]]:
    """Rule, standing and line in the translation of every finding."""
    _, out = check(capsys, "--format", "json", *options)
    pairs = json.loads(out)["pairs"]
    return [(it["rule"], it["standing"], it["target"]["start_line"]) for pair in pairs for it in pair["findings"]]


def test_a_copy_of_an_original_that_quotes_japanese_is_no_translation_yet(
    project: Repository, capsys: pytest.CaptureFixture[str]
) -> None:
    for path in (PAGE, TRANSLATION):
        project.write(path, f"{EN}\nThe Japanese word for ferry is フェリー.\n")
    code, out = check(capsys)
    assert code == 0
    assert f"Not translated yet: {TRANSLATION}" in out


SINCE: list[list[str]] = [["--changed-since", "HEAD"], []]


@pytest.mark.parametrize("options", SINCE, ids=["revision", "baseline"])
def test_a_change_of_the_original_does_not_fail(
    options: list[str], project: Repository, capsys: pytest.CaptureFixture[str]
) -> None:
    project.change(PAGE, "120 stations", "140 stations")
    project.change(PAGE, "\n## Limits", "\nThe archive in Naha holds photographs of 7,300 thunderstorms.\n\n## Limits")
    project.write("docs/en/new.md", "# A new page\n\nNobody has translated it yet.\n")
    code, out = check(capsys, *options)
    assert code == 0
    assert "Original changed since the translation. “120” → “140” (not committed yet)." in " ".join(out.split())
    assert "Not translated yet: docs/ja/new.md" in out
    assert found(capsys, *options) == [
        ("outdated.changed", "elsewhere", 3),
        ("outdated.added", "elsewhere", 4),  # after the paragraph that it follows in the original
    ]


@pytest.mark.parametrize("options", SINCE, ids=["revision", "baseline"])
def test_a_wrong_figure_in_the_translation_fails(
    options: list[str], project: Repository, capsys: pytest.CaptureFixture[str]
) -> None:
    project.change(PAGE, "120 stations", "140 stations")
    project.change(TRANSLATION, "1日500件", "1日5000件")
    code, out = check(capsys, "--format", "github", *options)
    assert code == 1
    errors = [line for line in out.splitlines() if line.startswith("::error ")]
    assert len(errors) == 1
    assert f"file={TRANSLATION},line=8," in errors[0]
    assert "5000件" in errors[0]
    assert f"::notice file={TRANSLATION},line=3," in out


@pytest.mark.parametrize("options", SINCE, ids=["revision", "baseline"])
def test_a_sentence_taken_out_of_the_translation_fails_at_its_place(
    options: list[str], project: Repository, capsys: pytest.CaptureFixture[str]
) -> None:
    project.change(TRANSLATION, "\nサービスは2019年4月に始まり、金沢のボランティアが運営しています。\n", "")
    project.write(TRANSLATION, "\n" + (project.folder / TRANSLATION).read_text("utf-8"))
    code, out = check(capsys, "--format", "sarif", "--fail-on", "warning", *options)
    assert code == 1
    (result,) = json.loads(out)["runs"][0]["results"]
    place = result["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == TRANSLATION
    assert place["region"]["startLine"] == 10
    assert result["relatedLocations"][0]["physicalLocation"]["region"]["startLine"] == 11
    assert "The service started in April 2019" in result["message"]["text"]


def test_what_was_accepted_stays_so_whatever_is_edited_elsewhere(
    project: Repository, capsys: pytest.CaptureFixture[str]
) -> None:
    project.change(TRANSLATION, "1日500件", "1日5000件")
    assert check(capsys)[0] == 1
    assert check(capsys, "--update-baseline") == (0, "1 finding in 1 page accepted and written to accepted.jsonl.\n")
    assert check(capsys)[0] == 0
    project.change(TRANSLATION, "各観測所は", "どの観測所も")
    project.change(PAGE, "# Lantern", "<!-- A comment. -->\n\n# Lantern")
    assert [standing for rule, standing, _ in found(capsys) if rule == "number.scale"] == ["accepted"]
    assert check(capsys)[0] == 0
    project.change(TRANSLATION, "1日5000件", "1日50件")
    code, out = check(capsys)
    assert code == 1, "it is another finding now"
    assert "Accepted, no longer found: number.scale" in out
    project.change(TRANSLATION, "1日50件", "1日500件")
    assert check(capsys, "--update-baseline")[0] == 0
    assert "number" not in (project.folder / "accepted.jsonl").read_text("utf-8")


def test_only_what_is_new_is_shown(project: Repository, capsys: pytest.CaptureFixture[str]) -> None:
    project.change(TRANSLATION, "120か所", "210か所")
    project.commit("an error")
    project.change(PAGE, "in Kanazawa", "in Fukui")
    project.commit("a change of the original")
    project.change(PAGE, "30 days", "45 days")
    since = ["--changed-since", "HEAD"]
    assert found(capsys, *since) == [
        ("number.swapped", "elsewhere", 3),
        ("outdated.changed", "elsewhere", 4),
        ("outdated.changed", "elsewhere", 11),
    ]
    assert found(capsys, "--only-new", *since) == [("outdated.changed", "elsewhere", 4)]
    project.commit("another change of the original")
    project.change(TRANSLATION, "1日500件", "1日5000件")
    assert found(capsys, "--only-new", *since) == [("number.scale", "new", 8)]
    assert check(capsys, "--only-new", *since)[0] == check(capsys, *since)[0] == 1
    assert [rule for rule, standing, _ in found(capsys, "--only-new") if standing == "new"] == [
        "number.swapped",
        "number.scale",
    ]


def test_two_texts_can_have_a_baseline_of_their_own(project: Repository, capsys: pytest.CaptureFixture[str]) -> None:
    project.change(TRANSLATION, "1日500件", "1日5000件")
    pair = [PAGE, TRANSLATION]
    assert check(capsys, *pair)[0] == 1, "without a baseline everything counts"
    assert check(capsys, *pair, "--changed-since", "HEAD")[0] == 1
    assert check(capsys, *pair, "--baseline", "own.jsonl", "--update-baseline")[0] == 0
    assert check(capsys, *pair, "--baseline", "own.jsonl")[0] == 0


def test_a_check_is_written_whole_and_its_summary_told(project: Repository, capsys: pytest.CaptureFixture[str]) -> None:
    project.change(TRANSLATION, "1日500件", "1日5000件")
    for form, start in {"sarif": "{", "junit": "<?xml", "text": "docs/ja", "json": "{", "github": "::error"}.items():
        code, out = check(capsys, "--format", form, "-o", "made")
        assert code == 1
        assert (project.folder / "made").read_text("utf-8").startswith(start)
        assert out.startswith("1 page checked. In new or changed text: 1 error.")
        assert out.endswith("Failed: 1 finding to fix.\n")
    code, out = check(capsys, PAGE, TRANSLATION, "--format", "junit")
    assert (code, out.count("<failure")) == (1, 1)


def test_a_text_that_cannot_be_read_is_told_and_the_rest_is_checked(
    project: Repository, capsys: pytest.CaptureFixture[str]
) -> None:
    project.write("docs/en/bad.md", "Some text.\n")
    (project.folder / "docs/ja/bad.md").write_bytes(b"\x00\x01\x02" * 50)
    project.change(TRANSLATION, "1日500件", "1日5000件")
    assert run(["check", "--no-meaning"]) == 2
    captured = capsys.readouterr()
    assert "5000件" in captured.out
    assert captured.err == "docs/ja/bad.md: is a binary file, not text; save it as plain text\n"


def test_the_check_is_the_same_from_a_folder_below(
    project: Repository, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    project.change(TRANSLATION, "1日500件", "1日5000件")
    above = check(capsys, "--format", "json", "--changed-since", "HEAD")
    monkeypatch.chdir(project.folder / "docs" / "en")
    assert check(capsys, "--format", "json", "--changed-since", "HEAD") == above


def test_status_tells_page_by_page(project: Repository, capsys: pytest.CaptureFixture[str]) -> None:
    project.write("docs/en/new.md", "# A new page\n\nNobody has translated it yet.\n")
    (project.folder / "accepted.jsonl").unlink()
    capsys.readouterr()
    assert run(["status", "--no-meaning"]) == 0
    table = capsys.readouterr().out
    assert f"| {TRANSLATION} | 100% | 54 | 0 | 0 | 0 |" in table
    assert "| docs/ja/new.md (not translated yet) | 0% | 0 | 8 | 0 | 0 |" in table
    assert table.index("guide") < table.index("new.md")
    assert run(["status", "--no-meaning", "--sort", "worst", "--lang", "ja", "-o", "status.md"]) == 0
    written = (project.folder / "status.md").read_text("utf-8")
    assert written.index("new.md") < written.index("guide")
    assert run(["status", "--no-meaning", "--format", "json"]) == 0
    assert [page["percent"] for page in json.loads(capsys.readouterr().out)["pages"]] == [100, 0]


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--changed-since", "nowhere"], "--changed-since nowhere: the repository has no such revision; fetch it"),
        (["--baseline", "none.jsonl"], "none.jsonl: there is no such baseline; --update-baseline writes it"),
        (["--update-baseline", "--changed-since", "HEAD"], "--update-baseline accepts all findings; leave out"),
        (["--update-baseline", "--only-new"], "--only-new compares with --changed-since REV or a baseline"),
        ([PAGE, TRANSLATION, "--only-new"], "--only-new compares with --changed-since REV or a baseline"),
        ([PAGE, TRANSLATION, "--update-baseline"], "there is no baseline to update; name one with --baseline FILE"),
        (["-", TRANSLATION, "--changed-since", "HEAD"], "standard input has no name to be known by"),
        (["-o", TRANSLATION], f"{TRANSLATION}: is one of the texts; write to another file"),
        (["-o", "none/made"], "none/made: cannot be written, there is no folder none"),
        (["--format", "html"], "taiyaku check: Invalid value for '--format'"),
    ],
)
@pytest.mark.usefixtures("project")
def test_what_cannot_be_done_is_one_line_and_exit_code_2(
    options: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    capsys.readouterr()
    assert run(["check", *options]) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.startswith(said)
    assert captured.err.count("\n") == 1


def test_without_settings_check_says_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(["check"]) == 2
    assert capsys.readouterr().err.startswith("there is no taiyaku.toml here or above")


def action() -> Any:
    return yaml.safe_load((ROOT / ".github/actions/taiyaku/action.yml").read_text("utf-8"))


@pytest.mark.slow
def test_the_action_hands_its_inputs_on(project: Repository, tmp_path: Path) -> None:
    """The script of its last step, with the program in the place where the step before puts it."""
    project.change(TRANSLATION, "1日500件", "1日5000件")
    folder = tmp_path / "runner" / "taiyaku" / "bin"
    folder.mkdir(parents=True)
    program = folder / "taiyaku"
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m aligner "$@" --no-meaning\n')
    program.chmod(0o755)
    step = next(step for step in action()["runs"]["steps"] if step.get("name") == "Check")
    usual = {name: it["default"] for name, it in action()["inputs"].items()}
    names = re.compile(r"\$\{\{ inputs\.([a-z-]+) \}\}")

    def made(**inputs: str) -> subprocess.CompletedProcess[str]:
        given = usual | {name.replace("_", "-"): value for name, value in inputs.items()}
        variables = {key: names.sub(lambda found: given[found[1]], value) for key, value in step["env"].items()}
        runner = {"RUNNER_TEMP": str(tmp_path / "runner"), "PYTHONPATH": str(ROOT)}
        return subprocess.run(
            ["bash", "-eo", "pipefail", "-c", step["run"]],
            env=os.environ | variables | runner,
            cwd=project.folder,
            capture_output=True,
            check=False,
            encoding="utf-8",
        )

    plain = made()
    assert (plain.returncode, plain.stderr) == (1, "")
    assert plain.stdout.startswith("::error file=docs/ja")
    assert made(fail_on="never", changed_since="HEAD").returncode == 0
    assert made(changed_since="nowhere").returncode == 2
    assert made(sarif="made.sarif", lang="ja").stdout.endswith("不合格：直すべき指摘1件があります。\n")
    assert json.loads((project.folder / "made.sarif").read_text("utf-8"))["runs"][0]["language"] == "ja"


def test_the_action_uses_every_input_and_no_other() -> None:
    used = set(re.findall(r"inputs\.([a-z-]+)", yaml.safe_dump(action()["runs"])))
    assert used == set(action()["inputs"])


def test_the_hook_runs_a_command_there_is(project: Repository, capsys: pytest.CaptureFixture[str]) -> None:
    (hook,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))
    assert hook["pass_filenames"] is False
    program, *arguments = hook["entry"].split()
    assert program == "taiyaku"
    assert run([*arguments, "--no-meaning"]) == 0
    project.change(TRANSLATION, "1日500件", "1日5000件")
    assert run([*arguments, "--no-meaning"]) == 1
    assert "5000件" in capsys.readouterr().out


def test_the_page_on_builds_names_what_there_is() -> None:
    page = (ROOT / "docs" / "ci.md").read_text("utf-8")
    examples = [yaml.safe_load(it) for it in re.findall(r"^```yaml\n(.*?)^```", page, re.MULTILINE | re.DOTALL)]
    workflow, upload, hooks = examples
    assert upload[0]["with"]["sarif_file"] == "taiyaku.sarif"
    steps = workflow["jobs"]["check"]["steps"]
    (step,) = [it for it in steps if "taiyaku" in it.get("uses", "")]
    path = step["uses"].removeprefix("OWNER/taiyaku/").partition("@")[0]
    assert (ROOT / path / "action.yml").is_file()
    assert set(step["with"]) <= set(action()["inputs"])
    (hook,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))
    assert hooks["repos"][0]["hooks"] == [{"id": hook["id"]}]
