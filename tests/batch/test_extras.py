from __future__ import annotations

import sys

import pytest

from aligner.batch.extras import extra
from aligner.errors import SettingsError


def test_a_package_that_is_there_is_given(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, "colorsys", raising=False)
    assert extra("colorsys").__name__ == "colorsys"


def test_one_that_is_not_is_named_with_what_brings_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, "no_such_package", raising=False)
    with pytest.raises(SettingsError) as error:
        extra("no_such_package.part")
    assert str(error.value) == (
        "work on many documents needs the package no_such_package, which is not installed; pip install 'taiyaku[batch]'"
    )


def test_a_module_of_the_program_that_is_not_there_is_a_bug() -> None:
    with pytest.raises(ModuleNotFoundError):
        extra("aligner.no_such_module")
