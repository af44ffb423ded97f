"""What changed in an original since it was translated, through the check of a project in a real repository."""

from __future__ import annotations

import json
import re
import subprocess
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from aligner.cli.main import run as run_command
from aligner.findings.kinds import kinds
from aligner.messages import say
from aligner.model import FindingKind, Lang
from aligner.project.accepting import renewed
from aligner.project.cache import Cache
from aligner.project.checking import Checking
from aligner.project.history import Change
from aligner.project.pairs import Pair
from aligner.project.results import Check, Standing, rule_of
from aligner.project.status import as_markdown, pages
from aligner.settings import Settings
from tests.project.repository import Repository

EN, JA = "en/kiln.md", "ja/kiln.md"
ENGLISH = """# Firing the kiln

Heat the kiln to 900 degrees before the first firing. Open the damper if the flame turns yellow.

Glaze the inside of the pots with a broad brush. Let them dry on the upper shelf for two days.

Write the weight of every load into the book beside the door.
"""
JAPANESE = """# 窯を焚く

最初の焼成の前に、窯を900度まで熱します。炎が黄色くなったらダンパーを開きます。

器の内側に幅の広い刷毛で釉薬を塗ります。上の棚で2日間乾かします。

窯詰めのたびに、重さを扉のそばの帳面に書き入れます。
"""


@pytest.fixture
def made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repository:
    repository = Repository(tmp_path)
    repository.write(EN, ENGLISH)
    repository.write(JA, JAPANESE)
    repository.write("taiyaku.toml", 'pairs = [{ source = "en/*.md", target = "ja/*.md" }]\nsource-lang = "en"\n')
    repository.write(".gitignore", ".taiyaku-cache\n")
    repository.commit("translated", "2026-02-01")
    monkeypatch.chdir(tmp_path)
    return repository


def checking(repository: Repository) -> Checking:
    return Checking(
        repository.folder,
        Settings(source_lang=Lang.EN),
        {},
        None,
        history="default_lang_commit",
        cache=Cache(repository.folder / ".taiyaku-cache"),
    )


def check(repository: Repository) -> Check:
    return checking(repository).check([Pair(EN, JA)], whole=True)


def found(made: Check) -> list[tuple[str, str, str, Any, tuple[int, ...]]]:
    """Rule, both versions, the words that differ, and the lines of the translation, of every finding."""
    (checked,) = made.pairs
    assert checked.record
    ja = checked.record.alignment.bitext.ja
    return [
        (
            rule_of(finding),
            str(finding.detail.get("old") or ""),
            str(finding.detail.get("new") or ""),
            finding.detail.get("changes"),
            tuple(ja.segments[k].line for k in finding.ja),
        )
        for finding in checked.record.findings
    ]


def test_every_changed_sentence_is_reported_with_both_versions_and_its_translation(made: Repository) -> None:
    assert found(check(made)) == []
    made.change(EN, "900 degrees", "950 degrees")
    made.change(EN, "if the flame", "unless the flame")
    numbers = made.commit("figures", "2026-03-01")
    made.change(EN, "a broad brush", "a broad soft brush")
    made.change(EN, "\nWrite", "\nCool the kiln slowly for a whole day. Never open the door early.\n\nWrite")
    made.commit("more", "2026-03-05")
    made.change(EN, " Let them dry on the upper shelf for two days.", "")
    result = check(made)
    assert sorted(found(result)) == [
        (
            "outdated.added",
            "",
            "Cool the kiln slowly for a whole day.\nNever open the door early.",
            [],
            (),
        ),
        (
            "outdated.changed",
            "Heat the kiln to 900 degrees before the first firing.",
            "Heat the kiln to 950 degrees before the first firing.",
            [["900", "950"]],
            (3,),
        ),
        (
            "outdated.changed",
            "Open the damper if the flame turns yellow.",
            "Open the damper unless the flame turns yellow.",
            [["if", "unless"]],
            (3,),
        ),
        ("outdated.removed", "Let them dry on the upper shelf for two days.", "", [], (5,)),
        (
            "outdated.reworded",
            "Glaze the inside of the pots with a broad brush.",
            "Glaze the inside of the pots with a broad soft brush.",
            [["", "soft"]],
            (5,),
        ),
    ]
    assert {standing for checked in result.pairs for standing in checked.standings} == {Standing.ELSEWHERE}
    assert not result.failed
    findings = {str(it.detail["old"])[:4]: it for it in result.pairs[0].findings(Standing.ELSEWHERE)}
    assert findings["Heat"].detail["since"] == {"commit": numbers, "date": "2026-03-01", "author": "Test"}
    assert findings["Glaz"].detail["since"]["date"] == "2026-03-05"  # type: ignore[call-overload,index]
    assert findings["Let "].detail["since"] is None
    assert f"“900” → “950” (2026-03-01, Test, {numbers[:8]})" in findings["Heat"].message["en"]
    assert f"〈900〉→〈950〉（2026-03-01、Test、{numbers[:8]}）" in findings["Heat"].message["ja"]


def test_a_sentence_in_place_of_another_is_one_change(made: Repository) -> None:
    before, now = "Let them dry on the upper shelf for two days.", "No drying is necessary here."
    made.change(EN, before, now)
    assert [(rule, old, new, lines) for rule, old, new, _, lines in found(check(made))] == [
        ("outdated.changed", before, now, (5,))
    ]
    made.change(EN, now, "No drying is necessary. Put the pots straight into the kiln.")
    assert [rule for rule, *_ in found(check(made))] == ["outdated.removed", "outdated.added"]


def test_a_change_of_a_sentence_that_was_never_translated_leaves_the_sentence_missing(made: Repository) -> None:
    made.change(JA, "上の棚で2日間乾かします。", "")
    made.commit("left out", "2026-02-02")
    missing = [rule for rule, *_ in found(check(made))]
    assert missing
    made.change(EN, "for two days", "for three days")
    assert [rule for rule, *_ in found(check(made))] == missing


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("before the first firing. Open", "before the first firing.\nOpen"),
        ("with a broad brush", "with the broad brush"),
        ("the upper shelf", "the uper shelf"),
        ("beside the door.", "beside the door!"),
        ("# Firing", "#  Firing"),
    ],
    ids=["a line end", "an article", "a spelling mistake", "punctuation", "white space"],
)
def test_what_a_translation_does_not_show_is_not_reported(old: str, new: str, made: Repository) -> None:
    made.change(EN, old, new)
    if "uper" in new:
        made.commit("mistake", "2026-03-01")
        made.write(JA, JAPANESE.replace("書き入れます", "記入します"))
        made.commit("translated", "2026-03-02")
        made.change(EN, new, old)
    assert found(check(made)) == []


def test_a_change_that_the_translation_already_has_is_not_reported(made: Repository) -> None:
    made.change(EN, "900 degrees", "950 degrees")
    made.commit("figures", "2026-03-01")
    made.change(JA, "900度", "950度")
    made.commit("figures in all pages", "2026-03-02")
    assert found(check(made)) == []


def test_an_error_of_the_translation_stays_beside_a_change(made: Repository) -> None:
    made.change(JA, "900度", "90度")
    made.commit("mistake", "2026-02-02")
    made.change(EN, "before the first firing", "before the very first firing of the year")
    result = check(made)
    assert sorted(rule_of(it) for it in result.pairs[0].findings(*Standing)) == ["number.scale", "outdated.reworded"]
    assert [rule_of(it) for it in result.pairs[0].findings(Standing.NEW)] == ["number.scale"]


def test_a_finding_that_a_change_explains_is_not_reported_twice(made: Repository) -> None:
    without = replace(checking(made), history=None)
    made.change(EN, "900 degrees", "950 degrees")
    assert [rule for rule, *_ in found(without.check([Pair(EN, JA)], whole=True))] == ["number.digit"]
    assert [rule for rule, *_ in found(check(made))] == ["outdated.changed"]


def test_a_change_can_be_accepted(made: Repository) -> None:
    made.change(EN, "a broad brush", "a broad soft brush")
    first = check(made)
    again = replace(checking(made), baseline=renewed({}, first, whole=True)).check([Pair(EN, JA)], whole=True)
    assert again.pairs[0].standings == (Standing.ACCEPTED,)


def test_severities_of_changes_can_be_set(made: Repository) -> None:
    made.change(EN, "a broad brush", "a broad soft brush")
    off = replace(checking(made), severities={"outdated.reworded": None})
    assert found(off.check([Pair(EN, JA)], whole=True)) == []


def test_a_japanese_original_has_a_history_too(made: Repository) -> None:
    made.change(JA, "2日間", "3日間")
    turned = replace(checking(made), settings=Settings(source_lang=Lang.JA))
    (finding,) = turned.check([Pair(JA, EN)], whole=True).pairs[0].findings(Standing.ELSEWHERE)
    assert finding.detail["changes"] == [["2", "3"]]


def test_the_status_shows_what_is_to_be_redone(made: Repository) -> None:
    made.change(EN, "900 degrees", "950 degrees")
    made.commit("figures", "2026-03-01")
    made.change(EN, "a broad brush", "a broad soft brush")
    made.commit("words", "2026-03-05")
    states = pages(check(made), checking(made), worst_first=False)
    assert [(it.behind_since, it.commits, it.redo, it.redo_amount, it.reworded) for it in states] == [
        ("2026-03-01", 2, 1, 10, 1)
    ]
    assert "| 2026-03-01 | 1 | 10 | 1 |" in as_markdown(states, Lang.EN)
    assert "Behind the original: 1 page, 1 sentence to redo (10 words)." in as_markdown(states, Lang.EN)
    assert "out of date: 0" not in as_markdown(states, Lang.EN), "it contradicts what is to be redone"
    assert "Outdated" not in as_markdown(states, Lang.EN)
    outdated = [replace(states[0], outdated=3)]
    assert "May be out of date: 3 sentences. 0 findings to check. Behind" in as_markdown(outdated, Lang.EN)
    assert "| 100% | 54 | 0 | 3 | 0 | 2026-03-01 | 1 | 10 | 1 |" in as_markdown(outdated, Lang.EN)
    assert "1文（10語）。" in as_markdown(states, Lang.JA)


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    code = run_command([*arguments, "--lang", "en", "--workers", "1"])
    return code, *capsys.readouterr()


def test_the_command_shows_and_writes_changes(made: Repository, capsys: pytest.CaptureFixture[str]) -> None:
    base = made.git("rev-parse", "HEAD")
    made.change(EN, "if the flame", "unless the flame")
    commit = made.commit("changed", "2026-03-01")
    code, out, _ = run(capsys, "check")
    assert code == 0
    assert say("check.changed")["en"] in out
    assert f"Translated from the version of {base[:8]}; first change since: 2026-03-01." in out
    assert "Changed in the original since the translation: 1 place." in " ".join(out.split())
    assert say("check.summary_changes", changes=1)["ja"] == "翻訳後に原文が変わった箇所：1か所。"
    (pair,) = json.loads(run(capsys, "check", "--format", "json")[1])["pairs"]
    since = {"commit": commit, "date": "2026-03-01", "author": "Test"}
    assert pair["translated_from"] == {"commit": base, "stated": False, "since": [since]}
    assert pair["findings"][0]["change"] == {
        "old": "Open the damper if the flame turns yellow.",
        "new": "Open the damper unless the flame turns yellow.",
        "changes": [["if", "unless"]],
        "since": since,
    }
    annotations = run(capsys, "check", "--format", "github")[1]
    assert f"::notice file={JA},line=3," in annotations
    assert (made.folder / ".taiyaku-cache").is_dir()


def test_pairs_without_a_changed_file_are_left_out(made: Repository, capsys: pytest.CaptureFixture[str]) -> None:
    made.write("en/other.md", "# Clay\n\nKeep the clay under a wet cloth.\n")
    made.write("ja/other.md", "# 土\n\n土は濡れた布の下に置きます。\n")
    made.commit("another page", "2026-02-02")
    made.change("ja/other.md", "濡れた布", "湿った布")
    code, out, _ = run(capsys, "check", "--changed-since", "HEAD")
    assert code == 0
    assert "1 page checked." in out
    assert "Not checked, because nothing changed: 1 page." in out
    checked = json.loads(run(capsys, "check", "--changed-since", "HEAD", "--format", "json")[1])
    assert {it["target"]: it["state"] for it in checked["pairs"]} == {
        "ja/kiln.md": "unchanged",
        "ja/other.md": "checked",
    }
    assert "<skipped" in run(capsys, "check", "--changed-since", "HEAD", "--format", "junit")[1]
    made.change("taiyaku.toml", "source-lang", "fail-on = 'warning'\nsource-lang")
    assert "2 pages checked." in run(capsys, "check", "--changed-since", "HEAD")[1], "the settings changed"
    glossary = 'pairs = [{ source = "en/*.md", target = "ja/*.md", glossary = "terms.tsv" }]\n'
    made.write("taiyaku.toml", glossary)
    made.write("terms.tsv", "clay\t土\n")
    made.commit("a glossary for the pairs", "2026-02-03")
    assert "2 pages checked." not in run(capsys, "check", "--changed-since", "HEAD")[1]
    made.write("terms.tsv", "clay\t粘土\n")
    assert "2 pages checked." in run(capsys, "check", "--changed-since", "HEAD")[1], "the glossary changed"


def test_a_shallow_clone_is_one_clear_line(
    made: Repository, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    made.change(EN, "if the flame", "unless the flame")
    made.commit("changed", "2026-03-01")
    made.git("clone", "-q", "--depth", "1", f"file://{made.folder}", "copy")
    monkeypatch.chdir(tmp_path / "copy")
    code, _, errors = run(capsys, "status")
    assert code == 0
    assert errors.count("\n") == 1
    assert "fetch all of it (fetch-depth: 0)" in errors


def test_a_stated_commit_that_the_repository_does_not_have_is_one_line(
    made: Repository, capsys: pytest.CaptureFixture[str]
) -> None:
    made.write(JA, f"---\ndefault_lang_commit: {'a' * 40}\n---\n\n{JAPANESE}")
    for command in ("check", "status"):
        errors = run(capsys, command)[2]
        assert errors.count("\n") == 1
        assert f"{JA}: the repository does not have the commit that the front matter states; " in errors
    made.write("en/oven.md", ENGLISH)
    made.write("ja/oven.md", (made.folder / JA).read_text("utf-8"))
    assert f"{JA} and 1 more: the repository" in run(capsys, "check")[2]
    commit = made.git("rev-parse", "HEAD")
    made.write(JA, f"---\ndefault_lang_commit: {commit}\n---\n\n{JAPANESE}")
    made.write("ja/oven.md", JAPANESE)
    assert "the front matter" not in run(capsys, "check")[2]


def test_an_entry_of_pairs_has_its_own_severities(made: Repository, capsys: pytest.CaptureFixture[str]) -> None:
    made.change(JA, "900度", "800度")
    made.change(JA, "2日間", "3日間")
    assert run(capsys, "check")[0] == 1
    entry = '[[pairs]]\nsource = "en/*.md"\ntarget = "ja/*.md"\nseverity = { number = "info" }\n'
    made.write("taiyaku.toml", f'source-lang = "en"\n{entry}')
    assert run(capsys, "check")[0] == 0


def test_the_history_can_be_turned_off(made: Repository, capsys: pytest.CaptureFixture[str]) -> None:
    made.change(EN, "if the flame", "unless the flame")
    made.write("taiyaku.toml", (made.folder / "taiyaku.toml").read_text() + 'history = false\ncache = "off"\n')
    assert "since the translation" not in run(capsys, "check")[1]
    assert not (made.folder / ".taiyaku-cache").exists()


def test_the_version_that_was_translated_is_not_aligned_again(made: Repository) -> None:
    shown: list[tuple[int, int]] = []
    noted = replace(checking(made), on_page=lambda *numbers: shown.append(numbers))
    noted.check([Pair(EN, JA)], whole=True)
    assert shown == [(1, 1)]
    made.change(EN, "900 degrees", "950 degrees")
    assert [rule for rule, *_ in found(noted.check([Pair(EN, JA)], whole=True))] == ["outdated.changed"]
    assert shown == [(1, 1), (1, 1)]


@pytest.mark.parametrize("command", ["check", "status"])
def test_the_cache_can_be_left_out(command: str, made: Repository, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(capsys, command, "--no-cache")[0] == 0
    assert not (made.folder / ".taiyaku-cache").exists()


def test_nothing_is_written_to_the_repository_and_no_shell_is_used(
    made: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    made.change(EN, "if the flame", "unless the flame")
    before = {path: path.stat().st_mtime_ns for path in (made.folder / ".git").rglob("*") if path.is_file()}
    commands: list[list[str]] = []
    process = subprocess.Popen

    def start(command: list[str], *arguments: Any, **options: Any) -> Any:
        assert isinstance(command, list)
        assert not options.get("shell")
        commands.append(command)
        return process(command, *arguments, **options)

    monkeypatch.setattr(subprocess, "Popen", start)
    assert len(found(check(made))) == 1
    assert {command[4] for command in commands} <= {"cat-file", "-c"}
    assert before == {path: path.stat().st_mtime_ns for path in (made.folder / ".git").rglob("*") if path.is_file()}


def test_the_page_lists_the_relations_with_their_severities() -> None:
    page = (Path(__file__).resolve().parents[2] / "docs" / "ci.md").read_text("utf-8")
    listed = dict(re.findall(r"^\| `(\w+)` \| (\w+) \|", page, re.MULTILINE))
    relations = kinds()[FindingKind.OUTDATED].relations
    assert {name: listed.get(name) for name in Change} == {name: relations[name].severity for name in Change}
