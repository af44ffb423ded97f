from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from aligner.project.patterns import Pattern

if TYPE_CHECKING:
    from pathlib import Path

    from tests.growth import Stopwatch


@pytest.mark.parametrize(
    ("source", "target", "path", "leads_to"),
    [
        ("docs/en/**/*.md", "docs/ja/**/*.md", "docs/en/a.md", "docs/ja/a.md"),
        ("docs/en/**/*.md", "docs/ja/**/*.md", "docs/en/x/y/a.md", "docs/ja/x/y/a.md"),
        ("docs/**/*.md", "ja/**/*.ja.md", "docs/x/a.b.md", "ja/x/a.b.ja.md"),
        ("*/en-?.txt", "*/ja-?.txt", "one/en-1.txt", "one/ja-1.txt"),
        ("README.md", "README.ja.md", "README.md", "README.ja.md"),
        ("文書/*.md", "訳/*.md", "文書/序.md", "訳/序.md"),
        ("docs/en/*.md", "docs/ja/*.md", "docs/en/x/a.md", None),
        ("docs/en/*.md", "docs/ja/*.md", "docs/enx/a.md", None),
        ("a+b/(*).md", "ja/(*).md", "a+b/(c).md", "ja/(c).md"),
        ("a+b/(*).md", "ja/(*).md", "aab/c.md", None),
        ("en-?.txt", "ja-?.txt", "en-12.txt", None),
        ("**/**/a.md", "**/ja/**/a.md", "x/y/a.md", "ja/x/y/a.md"),
        ("**/src/**/a*b*.md", "**/src/**/a*b*.ja.md", "x/src/y/src/aabcb.md", "x/src/y/src/aabcb.ja.md"),
        ("*a*a.md", "*a*a.ja.md", "bacaa.md", "bacaa.ja.md"),
        ("**/a/b/*.md", "**/a/b/*.ja.md", "a/a/b/c.md", "a/a/b/c.ja.md"),
        ("**/a/b/*.md", "**/a/b/*.ja.md", "a/b/a/c.md", None),
        ("?*.md", "?*.ja.md", ".md", None),
        ("en/**/*.{md,mdx}", "ja/**/*.{md,mdx}", "en/x/a.mdx", "ja/x/a.mdx"),
        ("en/**/*.{md,mdx}", "ja/**/*.{md,mdx}", "en/x/a.mdxx", None),
        ("{guide,api/v1}/*.md", "ja/{guide,api/v1}/*.md", "api/v1/a.md", "ja/api/v1/a.md"),
        ("{guide,api/v1}/*.md", "ja/{guide,api/v1}/*.md", "api/a.md", None),
        ("a{,-b}.md", "ja/a{,-b}.md", "a.md", "ja/a.md"),
        ("*{abc,b}*c.md", "ja/*{abc,b}*c.md", "abc.md", "ja/abc.md"),  # only the second text fits
        ("?.{a,b}.{c,d}", "?.{a,b}.ja.{c,d}", "x.b.c", "x.b.ja.c"),
    ],
)
def test_what_a_wildcard_stands_for_leads_to_the_translation(
    source: str, target: str, path: str, leads_to: str | None
) -> None:
    parts = Pattern(source).parts(path)
    assert (None if parts is None else Pattern(target).filled(parts)) == leads_to


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("/docs/*.md", "must be relative to the settings file"),
        ("C:/docs/*.md", "must be relative to the settings file"),
        ("../docs/*.md", "without . and .."),
        ("docs/./a.md", "without . and .."),
        ("docs//a.md", "without . and .."),
        ("docs\\a.md", "folders are parted by /"),
        ("docs/[ab].md", "[ ] is no wildcard"),
        ("docs/**.md", "** stands for whole folders"),
        ("docs/**", "ends with a folder"),
        ("docs/{a,..}/*.md", "without . and .."),
        ("docs/*.{md}", "{ } encloses two texts or more"),
        ("docs/{a,*}.md", "{ } encloses two texts or more"),
        ("docs/{a,{b,c}}.md", "every { needs its }"),
        ("docs/*.{md,mdx", "every { needs its }"),
        ("docs/*.md}", "every { needs its }"),
        ("{a,b}" * 7 + ".md", "more than 64 combinations"),
    ],
)
def test_a_pattern_that_is_none_says_why(text: str, problem: str) -> None:
    with pytest.raises(ValueError, match=re.escape(problem)):
        Pattern(text)


@pytest.mark.parametrize(
    "pattern",
    ["**/" * 9 + "*.md", "**/a/" * 9 + "*.md", "*a" * 12 + "*.md", "**/a*a/" * 9 + "*.md", "**/*{a,aa}/" * 5 + "*.md"],
)
def test_the_time_of_a_match_is_linear(pattern: str, stopwatch: Stopwatch) -> None:
    """The longest path that a system allows has some thousand characters."""
    path = "a" * 240 + "/" + "aa/" * 1000 + "a" * 240 + ".mx"
    with stopwatch.limit(1):
        Pattern(pattern).parts(path)


def test_files_that_match(tmp_path: Path) -> None:
    for name in ("a.md", "x/a.md", "x/y/a.md", "x/y/b.txt", "x/b/a.md", "z/a.md"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    (tmp_path / "x" / "folder.md").mkdir()
    (tmp_path / "link").symlink_to("x")
    assert Pattern("**/*.md").files(tmp_path) == ["a.md", "x/a.md", "x/b/a.md", "x/y/a.md", "z/a.md"]
    assert Pattern("**/**/x/**/a.md").files(tmp_path) == ["x/a.md", "x/b/a.md", "x/y/a.md"]
    assert Pattern("*/*/a.md").files(tmp_path) == ["link/b/a.md", "link/y/a.md", "x/b/a.md", "x/y/a.md"]
    assert Pattern("?/a.md").files(tmp_path) == ["x/a.md", "z/a.md"]
    assert Pattern("x/y/b.txt").files(tmp_path) == ["x/y/b.txt"]
    assert Pattern("x/**/{a,b}.{md,txt}").files(tmp_path) == ["x/a.md", "x/b/a.md", "x/y/a.md", "x/y/b.txt"]
    assert Pattern("**/a{,.x}{,.y}.md").files(tmp_path) == ["a.md", "x/a.md", "x/b/a.md", "x/y/a.md", "z/a.md"]
    assert Pattern("gone/**/*.md").files(tmp_path) == []


def test_folders_as_deep_as_a_system_allows_are_searched(tmp_path: Path) -> None:
    deep = tmp_path
    for _ in range(12):
        deep = deep.joinpath(*["d"] * 125)
        deep.mkdir(parents=True)
    (deep / "a.md").touch()
    found = Pattern("**/**/**/**/**/**/**/**/*.md").files(tmp_path)
    (deep / "a.md").unlink()
    while deep != tmp_path:  # removing the whole tree at once recurses too deep
        deep.rmdir()
        deep = deep.parent
    assert found == ["d/" * 1500 + "a.md"]
