from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import Any

import pytest

from aligner.errors import InputError, OutputError, SettingsError, TaiyakuError
from aligner.model import Lang
from aligner.settings import MIB, Settings


def test_the_defaults_find_everything_from_the_text() -> None:
    chosen = Settings()
    assert (chosen.source_lang, chosen.target_lang, chosen.encoding, chosen.parameters) == (None, None, None, None)
    assert chosen.meaning
    assert chosen.encoder is None
    assert not chosen.segmented
    assert chosen.profile == ""
    assert (chosen.max_size, chosen.max_unpacked) == (32 * MIB, 256 * MIB)
    assert (chosen.max_ratio, chosen.max_members) == (200, 10_000)


def test_a_language_may_be_given_by_its_code() -> None:
    assert Settings(source_lang="ja").source_lang is Lang.JA  # type: ignore[arg-type]
    assert Settings(target_lang=Lang.EN).target_lang is Lang.EN


@pytest.mark.parametrize(
    ("choices", "problem"),
    [
        ({"source_lang": "fr"}, "source_lang: 'fr' is not a language taiyaku knows; use en or ja"),
        ({"target_lang": "EN"}, "target_lang: 'EN' is not a language"),
        ({"source_lang": "en", "target_lang": "en"}, "source and target language are both en"),
        ({"max_size": 0}, "max_size must be a positive number"),
        ({"max_size": -1}, "max_size must be a positive number"),
        ({"max_unpacked": 0}, "max_unpacked must be a positive number"),
        ({"max_ratio": 0}, "max_ratio must be a positive number"),
        ({"max_members": 0}, "max_members must be a positive number"),
        ({"encoder": Path("LaBSE"), "meaning": False}, "an encoder is named, but meaning is left out"),
    ],
)
def test_choices_that_cannot_be(choices: dict[str, Any], problem: str) -> None:
    with pytest.raises(SettingsError, match=problem):
        Settings(**choices)


def test_settings_are_frozen_and_can_be_compared() -> None:
    assert Settings() == Settings()
    assert hash(Settings(meaning=False)) == hash(Settings(meaning=False))
    with pytest.raises(dataclasses.FrozenInstanceError):
        Settings().meaning = False  # type: ignore[misc]


def test_both_languages_may_be_stated() -> None:
    assert Settings(source_lang=Lang.JA, target_lang=Lang.EN).target_lang is Lang.EN


@pytest.mark.parametrize(
    ("error", "text"),
    [
        (InputError("is empty"), "is empty"),
        (InputError("is empty", name="a.txt"), "a.txt: is empty"),
        (InputError("is empty", name="a.txt", line=3), "a.txt:3: is empty"),
        (InputError("is empty", line=3), "-:3: is empty"),
    ],
)
def test_an_input_error_names_the_place(error: InputError, text: str) -> None:
    assert str(error) == text


def test_every_error_is_one_of_the_programs_own() -> None:
    for error in (InputError, OutputError, SettingsError):
        assert issubclass(error, TaiyakuError)
