from __future__ import annotations

import pytest

from aligner.batch.pairing.paths import Named, pairs_by_path, sides_by_mark
from aligner.model import Lang


@pytest.mark.parametrize(
    ("path", "lang", "key"),
    [
        ("docs/ja/guide.md", Lang.JA, "docs/guide.md"),
        ("docs/en-US/guide.md", Lang.EN, "docs/guide.md"),
        ("guide.en.md", Lang.EN, "guide.md"),
        ("guide_JP.docx", Lang.JA, "guide.docx"),
        ("messages_ja_JP.po", Lang.JA, "messages.po"),
        ("Report2023JP.pdf", Lang.JA, "report2023.pdf"),
        ("契約書（英語版）.docx", Lang.EN, "契約書.docx"),
        ("英文/契約.txt", Lang.EN, "契約.txt"),
        ("ja/legal/en/terms.txt", Lang.EN, "legal/terms.txt"),
        ("Annual Report (English).txt", Lang.EN, "annual report.txt"),
        # What only looks like a mark.
        ("jackson.txt", None, "jackson.txt"),
        ("enable/open.txt", None, "enable/open.txt"),
        ("ReportJp.pdf", None, "reportjp.pdf"),
        ("genji.txt", None, "genji.txt"),
    ],
)
def test_marks_are_told_from_the_rest(path: str, lang: Lang | None, key: str) -> None:
    named = Named.of(path)
    assert (named.lang, named.key) == (lang, key)


def test_the_same_path_is_a_pair_whatever_its_unicode_form() -> None:
    assert pairs_by_path(["ガイド.txt"], ["カ\u3099イト\u3099.txt"]) == [("ガイド.txt", "カ\u3099イト\u3099.txt")]


def test_suffixes_count_before_they_do_not() -> None:
    english, japanese = ["a.txt", "a.md", "b.txt"], ["a.md", "b.docx", "c.txt"]
    assert pairs_by_path(english, japanese) == [("a.md", "a.md"), ("b.txt", "b.docx")]


def test_what_several_files_could_be_is_not_decided() -> None:
    assert pairs_by_path(["a.en.txt", "a.eng.txt"], ["a.ja.txt"]) == []
    assert pairs_by_path(["en/1.txt", "1.txt"], ["ja/1.txt"]) == []


def test_the_files_of_one_tree_are_parted_by_their_marks() -> None:
    paths = ["README.md", "README.ja.md", "x.txt", "en/a.txt", "ja/a.txt", "訳/b.txt", "b.en.txt"]
    english, japanese, rest = sides_by_mark(paths)
    assert english == ["README.md", "en/a.txt", "b.en.txt"]
    assert japanese == ["README.ja.md", "ja/a.txt"]
    assert rest == ["x.txt", "訳/b.txt"]
