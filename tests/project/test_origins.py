from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from aligner.project import git
from aligner.project.origins import Origin, opened
from aligner.project.pairs import Pair
from tests.project.repository import Repository

if TYPE_CHECKING:
    from pathlib import Path

EN, JA = "docs/en/ferry.md", "docs/ja/ferry.md"
PAIR = Pair(EN, JA)
FIELD = "default_lang_commit"
FIRST, SECOND, THIRD = "The ferry leaves at nine.\n", "The ferry leaves at ten.\n", "The ferry leaves at noon.\n"
ROUTE = "It sails from the old harbour to the island, past the lighthouse and the oyster beds.\n" * 3


@pytest.fixture
def made(tmp_path: Path) -> Repository:
    """A repository in which a page was written and translated, and then changed."""
    repository = Repository(tmp_path)
    repository.write(EN, FIRST + ROUTE)
    repository.commit("written", "2026-01-01")
    repository.write(JA, "フェリーは9時に出ます。\n" + "島へ向かいます。\n" * 3)
    repository.commit("translated", "2026-01-02")
    repository.write(EN, SECOND + ROUTE)
    repository.commit("changed", "2026-01-03")
    return repository


def origin(
    repository: Repository, pair: Pair = PAIR, field: str = "default_lang_commit", folder: str = ""
) -> Origin | None:
    root = repository.folder / folder
    with opened(root, [pair], field) as origins:
        return origins.of(pair, (root / pair.source).read_bytes(), (root / pair.target).read_bytes())


def begins(found: Origin | None) -> str:
    """The first line of the version that was translated."""
    return "" if found is None else found.content.decode().splitlines(keepends=True)[0]


def test_the_original_is_that_of_the_last_commit_that_changed_the_translation(made: Repository) -> None:
    found = origin(made)
    assert begins(found) == FIRST
    assert found
    assert (found.commit, found.stated) == (made.git("rev-parse", "HEAD~1"), False)
    assert [(edit.commit.id, edit.commit.day, edit.commit.author) for edit in found.since] == [
        (made.git("rev-parse", "HEAD"), "2026-01-03", "Test")
    ]
    assert found.first_change == found.since[0].commit


def test_a_translation_that_was_changed_since_follows_the_present_original(made: Repository) -> None:
    made.change(JA, "9時", "十時")
    assert origin(made) is None, "somebody is working on it"
    made.commit("translated again", "2026-01-04")
    assert origin(made) is None
    made.write(EN, THIRD + ROUTE)
    assert begins(origin(made)) == SECOND
    assert origin(made).since == ()  # type: ignore[union-attr]  # nothing is committed


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("フェリー", "[フェリー](https://example.com/v2)"),
        ("9時", "{#nine} 9時"),
        ("島へ向かいます。\n", "島へ向かいます。  \n"),
    ],
    ids=["a link", "an anchor", "white space"],
)
def test_what_programs_change_in_all_pages_is_no_translation(old: str, new: str, made: Repository) -> None:
    text = (made.folder / JA).read_text("utf-8")
    made.write(JA, text.replace(old, new, 1))
    made.commit("links", "2026-01-04")
    assert begins(origin(made)) == FIRST


def test_renames_of_both_files_are_followed(made: Repository) -> None:
    for old, new in ((EN, "docs/en/boats/ferry.md"), (JA, "docs/ja/boats/ferry.md")):
        (made.folder / new).parent.mkdir()
        made.git("mv", old, new)
    made.commit("moved", "2026-01-04")
    found = origin(made, Pair("docs/en/boats/ferry.md", "docs/ja/boats/ferry.md"))
    assert begins(found) == FIRST
    assert found
    assert found.first_change
    assert found.first_change.day == "2026-01-03"


def test_a_stated_commit_is_the_version_that_was_translated(made: Repository) -> None:
    commit = made.git("rev-parse", "HEAD~2")
    made.write(JA, f"---\ntitle: 船\ndefault_lang_commit: {commit[:10]} # checked\n---\n\nフェリーは十時に出ます。\n")
    made.commit("translated again", "2026-01-04")
    found = origin(made)
    assert begins(found) == FIRST
    assert found
    assert found.stated
    assert origin(made, field="source_commit") is None


def test_a_stated_commit_that_is_not_there_is_not_used(made: Repository) -> None:
    text = (made.folder / JA).read_text("utf-8")
    made.write(JA, f"---\ndefault_lang_commit: {'a' * 40}\n---\n\n{text}")
    with opened(made.folder, [PAIR], "default_lang_commit") as origins:
        assert origins.states_unknown((made.folder / JA).read_bytes())
    assert origin(made) is None, "the statement is new"
    made.commit("stated", "2026-01-04")
    made.write(EN, THIRD + ROUTE)
    assert begins(origin(made)) == SECOND


def test_on_a_branch_the_original_is_that_of_the_point_where_it_began(made: Repository) -> None:
    made.git("checkout", "-q", "-b", "work")
    made.change(JA, "9時に出ます", "十時に出港します")
    made.commit("translated on a branch", "2026-01-04")
    made.git("checkout", "-q", "main")
    made.write(EN, THIRD + ROUTE)
    made.commit("changed meanwhile", "2026-01-05")
    made.git("merge", "-q", "--no-ff", "-m", "merged", "work", day="2026-01-06")
    assert begins(origin(made)) == SECOND


def test_a_project_may_be_a_folder_of_the_repository(made: Repository) -> None:
    assert begins(origin(made, Pair("en/ferry.md", "ja/ferry.md"), folder="docs")) == FIRST


def test_files_that_git_does_not_know_have_no_origin(made: Repository) -> None:
    made.write("docs/en/new.md", "New.\n")
    made.write("docs/ja/new.md", "新。\n")
    assert origin(made, Pair("docs/en/new.md", "docs/ja/new.md")) is None


def test_objects_are_read_by_id_and_by_path_only_if_they_are_files(made: Repository) -> None:
    with git.Objects(made.folder) as objects:
        blob, content = objects.read(f"HEAD:{EN}") or ("", b"")
        assert content.decode() == SECOND + ROUTE
        assert objects.read(blob) == (blob, content)
        for name in ("HEAD:docs", "HEAD:none", "none", "HEAD", f"HEAD:{EN}\nHEAD", ""):
            assert objects.read(name) is None
        assert objects.has_commit("HEAD")
        assert not objects.has_commit(blob)


def test_changed_files_are_those_of_commits_of_the_working_tree_and_new_ones(made: Repository) -> None:
    since = git.revision(made.folder, "HEAD~1")
    made.write("docs/ja/新.md", "新。\n")
    made.change(JA, "9時", "十時")
    assert since.changed() == frozenset({EN, JA, "docs/ja/新.md"})
    assert git.revision(made.folder / "docs", "HEAD").changed() == frozenset({"ja/ferry.md", "ja/新.md"})


def test_a_part_of_the_history_is_recognised(made: Repository, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    made.git("clone", "-q", "--depth", "1", f"file://{made.folder}", str(copy))
    assert git.is_shallow(copy)
    assert not git.is_shallow(made.folder)
