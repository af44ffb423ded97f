from __future__ import annotations

import re

import pytest

from aligner.project.patterns import Pattern


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
    ],
)
def test_a_pattern_that_is_none_says_why(text: str, problem: str) -> None:
    with pytest.raises(ValueError, match=re.escape(problem)):
        Pattern(text)
