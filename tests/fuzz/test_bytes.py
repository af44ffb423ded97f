"""A while of the fuzzer: the same few thousand files every time, of every kind that a user hands over."""

from __future__ import annotations

from itertools import islice
from random import Random
from typing import TYPE_CHECKING

import pytest

from aligner.document.formats import FORMATS
from aligner.errors import InputError
from tests.fuzz.bytes import SECONDS, crash_of, files, fuzz, shrunk
from tests.fuzz.mutating import mutate
from tests.fuzz.seeds import Seeds, documents, every_kind
from tests.fuzz.targets import target_for

if TYPE_CHECKING:
    from pathlib import Path

#: Files of each kind; some hundred a second are read, and one in eight is aligned and written too.
TRIED = 200


@pytest.mark.property
@pytest.mark.parametrize("kind", every_kind().values(), ids=every_kind())
def test_whatever_is_in_a_file_it_is_read_or_refused_in_one_line(kind: Seeds, tmp_path: Path) -> None:
    tally = fuzz(kind, tmp_path, islice(files(kind), TRIED))
    assert tally.tried == TRIED
    assert tally.slowest < SECONDS
    assert {crash: data[:200] for crash, data in tally.crashes.items()} == {}


@pytest.mark.parametrize("kind", every_kind().values(), ids=every_kind())
def test_the_files_that_are_changed_are_good_ones(kind: Seeds, tmp_path: Path) -> None:
    """Otherwise the fuzzer would try nothing but the first check of a reader."""
    target = target_for(kind, tmp_path)
    good = 0
    for data in kind.files:
        try:
            good += crash_of(target, data, whole=True) is None
        except InputError:  # some are there for what they are refused for
            continue
    assert good


def test_every_input_format_is_tried() -> None:
    assert set(documents()) == {known.name for known in FORMATS}


def test_the_same_seed_gives_the_same_files_and_another_gives_others() -> None:
    kind = documents()["docx"]
    first, again, other = (list(islice(files(kind, seed), 20)) for seed in (1, 1, 2))
    assert first == again
    assert first != other
    assert len(set(first)) > 15


def test_a_crash_is_told_by_its_place_and_its_file_made_small() -> None:
    def target(data: bytes, whole: bool) -> None:
        del whole
        if b"<" in data and b">" in data:
            raise KeyError(data)
        if b"!" in data:
            raise InputError("too loud" if b"!!" in data else " ")

    assert crash_of(target, b"fine", whole=False) is None
    crash = crash_of(target, b"abc<def>ghi", whole=False)
    assert crash is not None
    assert crash.startswith("KeyError")
    assert shrunk(b"abc<def>ghi" * 5, crash, target) in {b"<>", b"><"}
    assert crash_of(target, b"!", whole=False) is not None
    with pytest.raises(InputError):
        crash_of(target, b"!!", whole=False)


def test_changes_come_from_the_draw_alone() -> None:
    data = bytes(range(256))
    assert mutate(data, Random(7)) == mutate(data, Random(7))
    assert len({mutate(data, Random(k)) for k in range(50)}) > 40
    assert mutate(b"", Random(1)) is not None
