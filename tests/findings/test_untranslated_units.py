"""Short texts of files of pairs that equal their originals: what is untranslated, and what is the same on purpose."""

from __future__ import annotations

from typing import Any

import pytest

from aligner.findings.finders import find_all
from aligner.findings.untranslated_units import everyday_words
from aligner.model import FindingKind, Severity
from tests.findings.wording.texts import inspect, inspect_units
from tests.messages.reading import value

SAME: list[list[Any]] = [
    ["gate", "The gate of the old castle is green.", "古い城の門は緑色です。"],
    ["slack", "Send the report to Dropbox.", "レポートを Dropbox に送ります。"],
]
LEFT = [
    *("Save changes", "Unknown error", "File not found", "Settings", "Cancel", "Log in", "Sign out", "Delete account"),
    *("Save Changes", "Printer offline", "No results", "Password:", "Loading...", "Open in GitHub", "Delete %d files"),
    *("Welcome, {name}", "Disk is full", "About us", "Show all messages", "&Save", "_Open file", "Invalid password!"),
]
ON_PURPOSE = [
    *("OK", "GitHub", "URL", "JSON", "Dropbox", "Visual Studio Code", "Windows", "Microsoft Office", "Wi-Fi", "iPhone"),
    *("npm install", "make install", "git commit", "save_file", "--help", "foo.txt", "https://example.org/save", "%s"),
    *("{0} / {1}", "42", "info@example.org", "Michael Hill", "Creative Commons", "Lorem ipsum", "E. coli", "ERROR"),
    *("Bank of Japan", "GNU General Public License, version 3 only", "utf-8", "settings", "Node.js", "getValue"),
    *("English", "km/h"),
]


def told(en: str, ja: str) -> list[tuple[FindingKind, str]]:
    return [
        (it.kind, str(it.detail["relation"]))
        for it in find_all(inspect_units([*SAME, ["x", en, ja]], source="en"))
        if it.kind is FindingKind.UNTRANSLATED
    ]


@pytest.mark.parametrize("text", LEFT)
def test_what_an_interface_says_is_told_of_when_it_was_left(text: str) -> None:
    assert told(text, text) == [(FindingKind.UNTRANSLATED, "segment")]


@pytest.mark.parametrize("text", ON_PURPOSE)
def test_names_and_code_are_the_same_on_purpose(text: str) -> None:
    assert told(text, text) == []


@pytest.mark.parametrize(
    ("en", "ja"), [("Save changes", "変更を保存"), ("Save changes", "Save the changes"), ("OK", "はい")]
)
def test_another_text_was_not_left(en: str, ja: str) -> None:
    assert told(en, ja) == []


def test_what_is_told_names_the_place_and_is_to_be_looked_at() -> None:
    (finding,) = find_all(inspect_units([*SAME, ["x", "Save changes", "Save changes"]], source="en"))
    assert (finding.severity, finding.en, finding.ja, finding.detail["words"]) == (Severity.WARNING, (2,), (2,), 2)
    assert value(finding.message, "untranslated.segment_en", "place") == ("Japanese line 3", "訳文3行目")


def test_several_that_follow_each_other_are_told_of_together() -> None:
    (finding,) = find_all(
        inspect_units([*SAME, ["x", "Save changes", "Save changes"], ["y", "Cancel", "Cancel"]], source="en")
    )
    assert finding.ja == (2, 3)


def test_japanese_that_was_left_on_the_english_side_is_told_of_too() -> None:
    units: list[list[Any]] = [*SAME, ["x", "変更を保存", "変更を保存"], ["y", "日本語", "日本語"]]
    found = [it for it in find_all(inspect_units(units, source="ja")) if it.kind is FindingKind.UNTRANSLATED]
    assert [it.en for it in found] == [(2,)]
    assert value(found[0].message, "untranslated.segment_ja", "place")[0] == "English line 3"


def test_a_word_that_translations_write_in_latin_letters_is_a_name_in_this_file() -> None:
    units: list[list[Any]] = [*SAME, ["x", "Calendar", "Calendar"]]
    assert len(find_all(inspect_units(units, source="en"))) == 1
    named: list[Any] = ["n", "Open Calendar and choose a day.", "Calendar を開いて日を選びます。"]
    assert find_all(inspect_units([*units, named], source="en")) == ()


def test_in_running_text_a_short_line_says_nothing() -> None:
    texts = ["\n\n".join([*(unit[side] for unit in SAME), "Save changes"]) for side in (1, 2)]
    found = find_all(inspect(texts[0], texts[1]))
    assert [it for it in found if it.kind is FindingKind.UNTRANSLATED] == []


def test_the_words_are_in_order_and_once() -> None:
    assert {"save", "settings", "cancel"} <= everyday_words()
    assert not {"word", "office", "windows", "excel", "teams"} & everyday_words()
