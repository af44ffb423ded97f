from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest

from aligner.errors import SettingsError
from aligner.project.configuration import PairPattern, Project
from aligner.project.pair_options import PairOptions
from aligner.project.pairs import Pair, find_pairs, pair_of
from aligner.project.patterns import Pattern


def project(root: Path, *pairs: tuple[str, str | None], exclude: tuple[str, ...] = ()) -> Project:
    """A project with files and folders made as its patterns need them."""
    patterns = (
        PairPattern(Pattern(source), None if target is None else Pattern(target), SimpleNamespace(place="here"))
        for source, target in pairs
    )
    return Project(root, tuple(patterns), tuple(map(Pattern, exclude)))


def files(root: Path, *names: str) -> None:
    for name in names:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).touch()


def test_originals_and_where_their_translations_should_be(tmp_path: Path) -> None:
    files(tmp_path, "docs/en/b.md", "docs/en/x/a.md", "docs/en/x/skipped.txt", "docs/ja/b.md", "both/one.txt")
    (tmp_path / "docs" / "en" / "folder.md").mkdir()
    found = find_pairs(project(tmp_path, ("both/*.txt", None), ("docs/en/**/*.md", "docs/ja/**/*.md")))
    assert found == [
        Pair("both/one.txt", "both/one.txt"),
        Pair("docs/en/b.md", "docs/ja/b.md"),
        Pair("docs/en/x/a.md", "docs/ja/x/a.md"),
    ]
    assert [pair.mixed for pair in found] == [True, False, False]


def test_originals_and_translations_can_be_left_out(tmp_path: Path) -> None:
    files(tmp_path, "a.md", "b.md", "x/c.md", "ja/a.md")
    found = find_pairs(project(tmp_path, ("**/*.md", "ja/**/*.md"), exclude=("x/*.md", "ja/ja/**/*.md", "ja/b.md")))
    assert found == [Pair("a.md", "ja/a.md")]


def test_a_pattern_that_names_nothing_is_told(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=re.escape("here: no file matches docs/*.md")):
        find_pairs(project(tmp_path, ("docs/*.md", "ja/*.md")))


def test_a_translation_of_two_originals_is_told(tmp_path: Path) -> None:
    files(tmp_path, "a.md", "b.md")
    with pytest.raises(SettingsError, match=re.escape("here: c.md would be the translation of both a.md and b.md")):
        find_pairs(project(tmp_path, ("a.md", "c.md"), ("b.md", "c.md")))


def test_a_pair_named_twice_is_one(tmp_path: Path) -> None:
    files(tmp_path, "a.md")
    assert find_pairs(project(tmp_path, ("a.md", "ja/a.md"), ("*.md", "ja/*.md"))) == [Pair("a.md", "ja/a.md")]


def test_of_two_entries_that_give_a_pair_the_first_one_counts(tmp_path: Path) -> None:
    files(tmp_path, "en/law/a.md", "en/b.md")
    made = project(tmp_path, ("en/law/*.md", "ja/law/*.md"), ("en/**/*.md", "ja/**/*.md"))
    first, second = made.pairs
    strict = PairOptions((("profile", "strict"),))
    found = find_pairs(replace(made, pairs=(replace(first, options=strict), second)))
    assert [(pair.source, pair.options) for pair in found] == [("en/b.md", PairOptions()), ("en/law/a.md", strict)]


def test_a_pattern_that_is_stated_a_thousand_times_is_searched_once(tmp_path: Path) -> None:
    files(tmp_path, "a.md")
    repeated = project(tmp_path, *[("**/a.md", "ja/**/a.md")] * 1000)
    assert len(set(repeated.pairs)) == 1
    assert find_pairs(repeated) == [Pair("a.md", "ja/a.md")]


def test_files_of_the_command_line_are_named_from_the_working_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert pair_of(Path("x/../a.md"), tmp_path / "b.md") == Pair("a.md", "b.md")
    assert pair_of(Path("/elsewhere/a.md"), None) == Pair("/elsewhere/a.md", "/elsewhere/a.md")
