"""Projects with files that pair their texts themselves: one file of pairs, and two files of strings."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from aligner.cli.main import run
from tests.project.repository import Repository

if TYPE_CHECKING:
    from pathlib import Path

PO = """msgid ""
msgstr ""
"Language: ja\\n"
"Content-Type: text/plain; charset=UTF-8\\n"

msgid "The gate of the old castle is green."
msgstr "古い城の門は緑色です。"

msgid "The shop sells fresh fish and vegetables."
msgstr ""

#, fuzzy
#| msgid "The fare is 1,100 yen."
msgid "The fare is 1,200 yen."
msgstr "運賃は1,100円です。"

msgid "The boat leaves at noon."
msgstr "船は正午に出ます。"
"""
EN = {
    "gate": "The gate of the old castle is green.",
    "shop": "The shop sells fresh fish and vegetables.",
    "fare": "The fare is 1,200 yen.",
    "boat": "The boat leaves at noon.",
}
JA = {"boat": "船は正午に出ます。", "fare": "運賃は1,300円です。", "gate": "古い城の門は緑色です。"}
SETTINGS = """
[[pairs]]
file = "po/*.po"

[[pairs]]
source = "lang/en.json"
target = "lang/ja.json"
"""


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repository:
    repository = Repository(tmp_path)
    repository.write("taiyaku.toml", SETTINGS)
    repository.write("po/ja.po", PO)
    repository.write("lang/en.json", json.dumps(EN, indent=1))
    repository.write("lang/ja.json", json.dumps(JA, indent=1, ensure_ascii=False))
    repository.commit("first")
    monkeypatch.chdir(tmp_path)
    return repository


def findings(capsys: pytest.CaptureFixture[str], *arguments: str) -> list[tuple[str, str, str, int]]:
    """Rule, severity, standing and line in the translation of everything that is found."""
    assert run(["check", "--no-meaning", "--format", "json", *arguments]) in (0, 1)
    pairs = json.loads(capsys.readouterr().out)["pairs"]
    return [
        (it["rule"], it["severity"], it["standing"], it["target"]["start_line"])
        for pair in pairs
        for it in pair["findings"]
    ]


@pytest.mark.usefixtures("project")
def test_everything_is_told_of_at_the_lines_of_the_files(capsys: pytest.CaptureFixture[str]) -> None:
    assert findings(capsys) == [
        ("omission.unit", "error", "new", 4),  # after the gate, which it follows in the original
        ("number.digit", "error", "new", 3),
        ("omission.unit", "error", "new", 9),
        ("outdated.fuzzy", "error", "new", 15),
    ]


def test_only_what_was_touched_fails(project: Repository, capsys: pytest.CaptureFixture[str]) -> None:
    project.change("po/ja.po", "古い城の門は緑色です。", "古い城の30枚の門は緑色です。")
    project.change("lang/ja.json", "船は正午に出ます。", "船は午後に出ます。")
    told = findings(capsys, "--changed-since", "HEAD")
    assert [(rule, standing, line) for rule, _, standing, line in told if standing == "new"] == [
        ("number.added", "new", 7)
    ]
    assert {standing for _, _, standing, _ in told} == {"new", "elsewhere"}


def test_the_order_of_keys_is_no_change(project: Repository, capsys: pytest.CaptureFixture[str]) -> None:
    project.write("lang/ja.json", json.dumps(dict(sorted(JA.items(), reverse=True)), indent=1, ensure_ascii=False))
    assert {standing for _, _, standing, _ in findings(capsys, "--changed-since", "HEAD")} == {"elsewhere"}


@pytest.mark.usefixtures("project")
def test_what_was_accepted_stays_accepted(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["check", "--no-meaning", "--baseline", "b.json", "--update-baseline"]) == 0
    capsys.readouterr()
    assert {standing for _, _, standing, _ in findings(capsys, "--baseline", "b.json")} == {"accepted"}


def test_a_file_of_pairs_without_translations_is_not_translated_yet(
    project: Repository, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = [line if "msgstr" not in line or '""' in line else 'msgstr ""' for line in PO.split("\n")]
    project.write("po/ja.po", "\n".join(lines))
    assert run(["check", "--no-meaning", "--format", "github", "--fail-on", "never"]) == 0
    out = capsys.readouterr().out
    assert "::notice file=po/ja.po,line=1,title=taiyaku%3A untranslated::Not translated yet: po/ja.po" in out


@pytest.mark.usefixtures("project")
def test_annotations_name_lines_without_columns(capsys: pytest.CaptureFixture[str]) -> None:
    run(["check", "--no-meaning", "--format", "github"])
    assert "::error file=po/ja.po,line=15,endLine=15,col=1,endColumn=1,title=taiyaku%3A outdated.fuzzy::" in (
        capsys.readouterr().out
    )


@pytest.mark.usefixtures("project")
def test_status_counts_units(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["status", "--no-meaning"]) == 0
    out = capsys.readouterr().out
    assert "| lang/ja.json | 72% | 18 | 7 | 0 | 2 |" in out
    assert "| po/ja.po | 72% | 18 | 7 | 1 | 2 |" in out


@pytest.mark.usefixtures("project")
def test_a_file_of_pairs_can_be_checked_alone(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["check", "--no-meaning", "po/ja.po", "--lang", "ja"]) == 1
    assert "未訳：原文9行目（1件、7語）の訳がありません。" in capsys.readouterr().out
