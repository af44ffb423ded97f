from __future__ import annotations

import tomllib
from importlib.resources import files
from string import Formatter

import pytest

from aligner import messages
from aligner.messages import SIDES, catalogue, count, say
from aligner.model import Lang

AREAS = {
    entry.name.removesuffix(".toml"): tomllib.loads(entry.read_text("utf-8"))
    for entry in files(messages).iterdir()
    if entry.name.endswith(".toml")
}
ENTRIES = [(area, name) for area, entries in AREAS.items() if area != "nouns" for name in entries]


def placeholders(text: str) -> set[tuple[str, str]]:
    """(name, spec) of every placeholder that the caller has to fill."""
    parsed = ((name, spec or "") for _, name, spec, _ in Formatter().parse(text) if name is not None)
    return {(name, spec) for name, spec in parsed if name not in SIDES}


@pytest.mark.parametrize(("area", "name"), ENTRIES)
def test_an_entry_is_there_in_both_languages_with_the_same_placeholders(area: str, name: str) -> None:
    entry = AREAS[area][name]
    assert set(entry) == {"en", "ja"}
    assert all(text.strip() for text in entry.values())
    assert {name for name, _ in placeholders(entry["en"])} == {name for name, _ in placeholders(entry["ja"])}


@pytest.mark.parametrize(("area", "name"), ENTRIES)
def test_an_entry_counts_only_nouns_there_are(area: str, name: str) -> None:
    specs = {spec for text in AREAS[area][name].values() for _, spec in placeholders(text)}
    assert {spec for spec in specs if len(spec) > 1} <= set(AREAS["nouns"])


@pytest.mark.parametrize("noun", AREAS["nouns"])
def test_a_noun_has_all_its_forms(noun: str) -> None:
    entry = AREAS["nouns"][noun]
    assert set(entry) == {"one", "many", "ja"}
    assert entry["ja"].count("#") == 1


def test_there_are_entries() -> None:
    assert ("numbers", "unit") in ENTRIES


@pytest.mark.parametrize(
    ("number", "en", "ja"),
    [
        (0, "0 sentences", "0文"),
        (1, "1 sentence", "1文"),
        (2, "2 sentences", "2文"),
        (1234, "1,234 sentences", "1,234文"),
    ],
)
def test_counts_agree_with_their_noun(number: int, en: str, ja: str) -> None:
    assert count(number, "sentence") == {"en": en, "ja": ja}


def test_the_texts_are_named_by_language_until_the_direction_is_known() -> None:
    for source, worded in {
        None: "英文3に対し、和文は",
        Lang.EN: "原文3に対し、訳文は",
        Lang.JA: "訳文3に対し、原文は",
    }.items():
        assert worded in say("numbers.unit", source=source, first="3", second="3")["ja"]


def test_a_message_may_begin_with_either_side() -> None:
    said = say("numbers.unit", source=Lang.JA, side=Lang.JA, first="3日", second="three weeks")
    assert said["en"] == "Unit differs. Japanese 3日; English three weeks."
    assert said["ja"].startswith("単位の不一致：原文3日に対し、訳文は")


def test_a_message_may_be_about_one_side() -> None:
    assert say("numbers.only", side=Lang.JA, number="7") == {
        "en": "Number only in Japanese: 7.",
        "ja": "和文だけにある数値：7",
    }
    assert say("numbers.missing", side=Lang.EN, source=Lang.EN, number="37") == {
        "en": "Number missing in Japanese: 37.",
        "ja": "数値の訳抜け：原文の37が訳文にありません。",
    }


def test_braces_in_a_value_are_text() -> None:
    assert say("numbers.unit", first="{x} {0}", second="{}")["en"] == "Unit differs. English {x} {0}; Japanese {}."


def test_a_value_may_be_worded_by_language_itself() -> None:
    said = say("numbers.unit", first={"en": "two", "ja": "二"}, second="3")
    assert "two" in said["en"]
    assert "二" in said["ja"]


def test_integers_get_thousands_marks_unless_asked_otherwise(monkeypatch: pytest.MonkeyPatch) -> None:
    entry = {"x": {"en": "{line:d} {rest} {n:word}", "ja": "{line:d}{rest}{n:word}"}}
    known = catalogue._area
    monkeypatch.setattr(catalogue, "_area", lambda area: entry if area == "made" else known(area))
    assert say("made.x", line=12345, rest=12345, n=1) == {"en": "12345 12,345 1 word", "ja": "1234512,3451語"}


@pytest.mark.parametrize("key", ["numbers.no_such_message", "numbers.unit"])
def test_an_unknown_message_or_a_value_not_given_is_an_error(key: str) -> None:
    with pytest.raises(KeyError):
        say(key)
