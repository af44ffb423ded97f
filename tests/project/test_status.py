from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from aligner.model import FindingKind, Lang, Record, Severity
from aligner.project.checking import Checking
from aligner.project.pairs import Pair
from aligner.project.results import Absence, Check, Checked, Standing
from aligner.project.status import Page, as_json, as_markdown, pages
from aligner.settings import Settings
from tests.outputs.records import finding, harbour

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def checking(tmp_path: Path) -> Checking:
    (tmp_path / "new.md").write_text("# A page\n\nIt has two sentences. Both are short.\n")
    (tmp_path / "新.md").write_text("# 頁\n\n文は二つある。どちらも短い。\n", "utf-8")
    (tmp_path / "empty.md").write_text("")
    return Checking(tmp_path, Settings(), {}, None)


def checked(name: str, record: Record | None = None, problem: str = "") -> Checked:
    standings = (Standing.NEW,) * len(record.findings if record else ())
    absence = Absence.MISSING_FILE if record is None and not problem else None
    return Checked(Pair(name, "ja/" + name), record, standings, absence, problem)


def state(checking: Checking, *found: Checked, worst_first: bool = False) -> list[Page]:
    return pages(Check(found, (), None, compared=False), checking, worst_first=worst_first)


def test_what_is_covered_is_counted_in_the_language_of_the_original(checking: Checking) -> None:
    outdated = finding(FindingKind.OUTDATED, Severity.WARNING, (1,), (2,), ("old", "旧"))
    made = harbour()
    made = replace(made, findings=(*made.findings, outdated))
    (page,) = state(checking, checked("harbour.md", made))
    assert page == Page("harbour.md", "ja/harbour.md", "translated", "word", 70, 10, 1, 4)
    assert page.percent == 87
    (turned,) = state(checking, checked("harbour.md", harbour(source=Lang.JA)))
    assert (turned.unit, turned.missing) == ("character", 0), "nobody translates a byline"


def test_less_certain_findings_are_not_counted(checking: Checking) -> None:
    made = checked("harbour.md", harbour())
    (page,) = state(checking, made)
    uncertain = (Standing.UNCERTAIN,) * len(made.standings)
    (sure,) = state(checking, replace(made, standings=uncertain))
    assert (page.findings, sure.findings) == (3, 0)
    (accepted,) = state(checking, replace(made, standings=(Standing.ACCEPTED,) * len(made.standings)))
    assert accepted == page


def test_a_page_without_translation_has_its_words_missing(checking: Checking) -> None:
    english, japanese, empty, gone = state(
        checking, checked("new.md"), checked("新.md"), checked("empty.md"), checked("gone.md", problem="no such file")
    )
    assert english == Page("new.md", "ja/new.md", "missing-file", "word", 0, 9, 0, 0)
    assert (japanese.unit, japanese.missing) == ("character", 15)
    assert (empty.state, empty.missing, empty.percent) == ("missing-file", 0, 0)
    assert (gone.state, gone.percent) == ("problem", 0)
    stated = replace(checking, settings=Settings(target_lang=Lang.JA))
    assert state(stated, checked("new.md")) == [english]


def page(name: str, covered: int, missing: int, *, unit: str = "word", kind: str = "translated") -> Page:
    return Page(name, f"ja/{name}", kind, unit, covered, missing, 2, 3)


def test_the_table_for_an_issue() -> None:
    table = as_markdown([page("a_b.md", 1990, 10), page("c.md", 0, 500, kind="missing-file")], Lang.EN)
    assert table == (
        "## Translation status\n\n"
        "1 of 2 pages translated. 1,990 of 2,500 words covered (79%). May be out of date: 4 sentences. "
        "6 findings to check.\n\n"
        "| Page | Covered | Words covered | Words missing | Outdated | Findings |\n"
        "|---|---:|---:|---:|---:|---:|\n"
        "| ja/a\\_b.md | 99% | 1,990 | 10 | 2 | 3 |\n"
        "| ja/c.md (not translated yet) | 0% | 0 | 500 | 2 | 3 |\n"
    )


def test_the_table_in_japanese() -> None:
    table = as_markdown([page("a.md", 10, 0), page("b.md", 0, 0, kind="problem")], Lang.JA)
    assert "2ページのうち1件に訳があります。10語のうち10語が訳済み（100%）。" in table
    assert "| ja/b.md (照合不可) | 0% |" in table


def test_words_and_characters_are_not_added_up() -> None:
    found = [page("a.md", 60, 40), page("b.md", 60, 40), page("c.md", 5000, 0, unit="character")]
    assert "120 of 200 words covered (60%)" in as_markdown(found, Lang.EN)
    assert "| Characters covered | Characters missing |" in as_markdown(found[2:], Lang.EN)


def test_a_table_of_nothing_is_a_table() -> None:
    assert "0 of 0 pages translated. 0 of 0 words covered (100%)." in as_markdown([], Lang.EN)


def test_only_what_is_complete_is_all_of_it() -> None:
    assert page("a", 9999, 1).percent == 99
    assert page("a", 3, 0).percent == 100
    assert page("only a title", 0, 0).percent == 100


def test_the_worst_come_first_if_so_asked(checking: Checking) -> None:
    found = (checked("harbour.md", harbour()), checked("empty.md"), checked("new.md"))
    assert [it.source for it in state(checking, *found)] == ["harbour.md", "empty.md", "new.md"]
    assert [it.source for it in state(checking, *found, worst_first=True)] == ["new.md", "empty.md", "harbour.md"]


def test_the_table_for_scripts() -> None:
    made = json.loads(as_json([page("a.md", 1, 1)]))
    assert made["schema"] == "taiyaku-status/1"
    assert made["pages"] == [
        {
            "source": "a.md",
            "target": "ja/a.md",
            "state": "translated",
            "unit": "word",
            "covered": 1,
            "missing": 1,
            "outdated": 2,
            "findings": 3,
            "behind_since": None,
            "commits": 0,
            "redo": 0,
            "redo_amount": 0,
            "reworded": 0,
            "percent": 50,
        }
    ]
