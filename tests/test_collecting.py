"""Collection of cyclic garbage is put off while a bitext is aligned, and only then."""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING

import pytest

import aligner
from aligner import analysis
from aligner.collecting import collection_put_off
from aligner.findings import find_all
from aligner.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(autouse=True)
def collecting() -> Iterator[None]:
    """Collection as it was before the test."""
    ran = gc.isenabled()
    yield
    (gc.enable if ran else gc.disable)()


def test_collection_runs_again_when_the_last_has_left() -> None:
    gc.enable()
    first, second = collection_put_off(), collection_put_off()
    with first:
        second.__enter__()
        assert not gc.isenabled()
    assert not gc.isenabled()
    second.__exit__(None, None, None)
    assert gc.isenabled()


def test_collection_that_did_not_run_before_does_not_afterwards() -> None:
    gc.disable()
    with collection_put_off():
        assert not gc.isenabled()
    assert not gc.isenabled()


def test_collection_runs_again_after_an_error() -> None:
    gc.enable()
    with pytest.raises(ZeroDivisionError), collection_put_off():
        raise ZeroDivisionError
    assert gc.isenabled()


def test_aligning_puts_collection_off(monkeypatch: pytest.MonkeyPatch) -> None:
    gc.enable()
    seen: list[bool] = []

    def watched(*given: object) -> object:
        seen.append(gc.isenabled())
        return find_all(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(analysis, "find_all", watched)
    aligner.align_segments(["Snow fell."], ["雪が降った。"], settings=Settings(meaning=False))
    assert seen == [False]
    assert gc.isenabled()
