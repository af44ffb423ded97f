"""What a script must translate again, and the script of `docs/ci.md`."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from aligner.cli.main import run
from tests.project.repository import Repository
from tests.test_ci import EN, JA, PAGE, SETTINGS, TRANSLATION

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repository:
    made = Repository(tmp_path)
    made.write(PAGE, EN)
    made.write(TRANSLATION, JA)
    made.write("taiyaku.toml", SETTINGS.replace('baseline = "accepted.jsonl"\n', ""))
    made.write(".gitignore", ".taiyaku-cache\n")
    made.commit("the first")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    return made


def entries(capsys: pytest.CaptureFixture[str]) -> list[dict[str, Any]]:
    capsys.readouterr()
    run(["check", "--no-meaning", "--format", "json"])
    (pair,) = json.loads(capsys.readouterr().out)["pairs"]
    redo: list[dict[str, Any]] = pair["redo"]
    return redo


def test_each_kind_of_change_has_its_action_and_both_texts(
    project: Repository, capsys: pytest.CaptureFixture[str]
) -> None:
    assert entries(capsys) == []
    project.change(PAGE, "15 minutes", "45 minutes")
    project.change(PAGE, "30 days of data.", "30 days of data. The data are never sold to anybody.")
    project.change(PAGE, "Requests above that limit are answered with status 429.\n", "")
    project.change(PAGE, "is run by volunteers", "is a project of volunteers")
    project.commit("the original changes")
    made = entries(capsys)
    text = (project.folder / TRANSLATION).read_text("utf-8")
    assert [(entry["action"], [reason["rule"] for reason in entry["reasons"]]) for entry in made] == [
        ("revise", ["outdated.changed"]),
        ("translate", ["outdated.added"]),
        ("remove", ["outdated.removed"]),
        ("check", ["outdated.reworded"]),
    ]
    for entry in made:
        target = entry["target"]
        assert text[slice(*target["offsets"])] == target["text"]
        line = text[: target["offsets"][0]].count("\n") + 1
        assert target["region"]["start_line"] == line
    changed, added, removed, reworded = made
    assert changed["old_source"] == "The service collects measurements from 120 stations every 15 minutes."
    assert changed["source"]["text"] == changed["old_source"].replace("15", "45")
    assert (added["source"]["text"], added["old_source"]) == ("The data are never sold to anybody.", None)
    assert added["target"]["text"] == ""
    assert removed["source"] is None
    assert removed["target"]["text"].endswith("429が返されます。")
    assert "a project" in reworded["source"]["text"]


def test_errors_of_one_sentence_are_one_entry_and_ignored_ones_none(
    project: Repository, capsys: pytest.CaptureFixture[str]
) -> None:
    project.change(TRANSLATION, "120か所の観測所から15分ごと", "130か所の観測所から50分ごと")
    project.change(TRANSLATION, "2019年4月", "<!-- -->2018年4月")
    first, second = entries(capsys)
    assert (first["action"], second["action"]) == ("revise", "revise")
    assert len(first["reasons"]) == 2
    assert first["target"]["text"].startswith("このサービスは")
    assert first["old_source"] is None
    mark = "<!-- taiyaku-ignore number: 例 -->\n"
    project.change(TRANSLATION, "このサービスは", mark + "このサービスは")
    assert [entry["target"]["region"]["start_line"] for entry in entries(capsys)] == [12]


@pytest.mark.slow
def test_the_script_of_the_docs_translates_what_changed(
    project: Repository, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    page = (ROOT / "docs/ci.md").read_text("utf-8")
    (script,) = re.findall(r"^```python\n(.*?)^```", page, re.MULTILINE | re.DOTALL)
    translations = {
        "The service collects measurements from 120 stations every 45 minutes.": JA.splitlines()[2].replace("15", "45"),
        "The data are never sold to anybody.": "データは誰にも販売されません。",
        "# News\n\nThe office is open.\n": "# お知らせ\n\n事務所は開いています。\n",
    }
    project.change(PAGE, "15 minutes", "45 minutes")
    project.change(PAGE, "30 days of data.", "30 days of data. The data are never sold to anybody.")
    project.change(PAGE, "Requests above that limit are answered with status 429.\n", "")
    project.write("docs/en/news/new.md", "# News\n\nThe office is open.\n")
    project.commit("the original changes")
    asked: list[tuple[str, dict[str, Any]]] = []

    def translate(text: str, **known: Any) -> str:
        asked.append((text, known))
        return translations[text]

    def check(command: list[str], **options: Any) -> Any:
        assert command[0] == "taiyaku"
        program = [sys.executable, "-m", "aligner", *command[1:], "--no-meaning"]
        return original(program, env=os.environ | {"PYTHONPATH": str(ROOT)}, **options)

    original: Any = subprocess.run
    module = type(sys)("my_translator")
    module.__dict__["translate"] = translate
    monkeypatch.setitem(sys.modules, "my_translator", module)
    with monkeypatch.context() as patched:
        patched.setattr(subprocess, "run", check)
        exec(compile(script, "docs/ci.md", "exec"), {})  # noqa: S102 - the script of our own page
    assert sorted(text for text, _ in asked) == sorted(translations)
    (known,) = [known for text, known in asked if "45 minutes" in text]
    assert known["old"].endswith("15 minutes.")
    assert known["translation"].endswith("15分ごとに測定値を集めます。")
    assert "“15” → “45”" in known["reasons"][0]
    made = (project.folder / TRANSLATION).read_text("utf-8")
    assert "\n各観測所は少なくとも30日分のデータを保存します。データは誰にも販売されません。\n" in made
    assert "429" not in made
    assert run(["check", "--no-meaning", "--changed-since", "HEAD"]) == 0
    project.commit("translated")
    capsys.readouterr()
    run(["check", "--no-meaning", "--format", "json"])
    assert all(pair["redo"] == [] for pair in json.loads(capsys.readouterr().out)["pairs"])
