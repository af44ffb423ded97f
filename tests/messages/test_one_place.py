"""Whole messages stand in golden files and in this folder, so that a rewording changes one place.

A test of logic asserts the kind and the detail of a finding. If it must know a wording, it asks `aligner.messages.say`,
or takes the values out of a message with `tests.messages.reading`.
"""

from __future__ import annotations

import ast
import re
import tomllib
from functools import cache
from pathlib import Path

import pytest

from aligner import messages

TESTS = Path(__file__).resolve().parents[1]
#: Shorter texts, or messages with less fixed text, are labels that say little about a wording.
SHORTEST = 16
#: Tests whose subject is the wording of a report or page.
OF_WORDINGS = {
    "batch/test_summary.py",
    "outputs/test_explanation.py",
    "outputs/test_formats.py",
    "outputs/test_html.py",
    "outputs/test_html_browser.py",
    "outputs/test_office.py",
    "outputs/test_quality.py",
    "outputs/test_report.py",
    "outputs/test_translator.py",
    "outputs/test_word_comments.py",
    "project/test_check_formats.py",
    "review/page/test_tabs.py",
    "review/page/test_work.py",
    "test_ci.py",
}
#: Tests of logic that still hold whole messages. Take files off this list; never add one.
REMAINING = {
    "review/test_rebase.py",
    "review/test_resources.py",
}


@cache
def patterns() -> tuple[re.Pattern[str], ...]:
    """One pattern for every message in either language, with anything in place of its placeholders."""
    made: list[re.Pattern[str]] = []
    for path in Path(messages.__file__).parent.glob("*.toml"):
        for entry in tomllib.loads(path.read_text("utf-8")).values():
            for text in entry.values() if isinstance(entry, dict) else ():
                fixed = re.split(r"\{[^{}]*\}", text.replace("¦", "")) if isinstance(text, str) else []
                if sum(map(len, fixed)) >= SHORTEST:
                    made.append(re.compile(".*?".join(map(re.escape, fixed)), re.DOTALL))
    return tuple(made)


def messages_in(code: str) -> list[str]:
    """The strings in a module that are whole messages; docstrings do not count."""
    tree = ast.parse(code)
    docstrings = {node.value for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    strings = (node for node in ast.walk(tree) if isinstance(node, ast.Constant) and node not in docstrings)
    texts = {node.value.strip() for node in strings if isinstance(node.value, str) and len(node.value) >= SHORTEST}
    return sorted(text for text in texts if any(pattern.fullmatch(text) for pattern in patterns()))


def test_a_whole_message_is_recognised() -> None:
    assert messages_in('"""Nothing to look at: no findings."""\nX = "Pairs say what corresponds."\n') == []
    template = tomllib.loads((Path(messages.__file__).parent / "report.toml").read_text("utf-8"))
    wording = template["pairs_only_correspond"]["en"]
    assert messages_in(f"assert {wording!r} in shown") == [wording]


@pytest.mark.slow
def test_logic_is_tested_without_whole_messages() -> None:
    holding = {
        path.relative_to(TESTS).as_posix(): texts
        for path in sorted(TESTS.rglob("test_*.py"))
        if path.parent.name != "messages" and (texts := messages_in(path.read_text("utf-8")))
    }
    new = {name: texts for name, texts in holding.items() if name not in OF_WORDINGS | REMAINING}
    assert new == {}, "assert the kind and detail of a finding, or use aligner.messages.say"
