"""The memory of an alignment stays within the need that is stated before, and a need that is too large is one line."""

from __future__ import annotations

import tracemalloc
from contextlib import contextmanager
from dataclasses import dataclass
from random import Random
from typing import TYPE_CHECKING

import pytest

import aligner
from aligner.document.load import bitext_from_segments
from aligner.evidence.universal_encoder import universal_encoder
from aligner.matching import memory
from aligner.matching.match import search
from aligner.matching.memory import NotEnoughMemoryError, available, band_need, require, text_need
from aligner.matching.prepare import prepare
from aligner.matching.shapes import SHAPES
from aligner.parameters import load_parameters

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from aligner.findings.inspection import Inspection
    from aligner.model import Finding

MIB = 1024**2
EN = ("Yes.", "No.", "Why?", "I see.", "Really?", "Go on.", "Stop.", "Wait.")
JA = ("はい。", "いいえ。", "なぜ？", "なるほど。", "本当？", "続けて。", "やめて。", "待って。")


@dataclass
class Peak:
    """The largest number of bytes that a block added to those that were held before."""

    bytes: int = 0


@contextmanager
def traced() -> Iterator[Peak]:
    """Measures a block."""
    peak = Peak()
    tracemalloc.start(1)
    try:
        before, _ = tracemalloc.get_traced_memory()
        yield peak
        peak.bytes = tracemalloc.get_traced_memory()[1] - before
    finally:
        tracemalloc.stop()


def short_sentences(size: int) -> tuple[list[str], list[str]]:
    """Short sentences in different orders on both sides, so that a path follows nothing and bands are wide."""
    draw = Random(1)
    return [draw.choice(EN) for _ in range(size)], [draw.choice(JA) for _ in range(size * 5 // 4)]


def test_a_search_stays_within_the_need_of_its_band() -> None:
    en, ja = short_sentences(1200)
    learned = load_parameters()
    bitext = bitext_from_segments(en, ja, aligner.Settings(meaning=False))
    prepared = prepare(bitext, learned.lexicon, None)
    with traced() as peak:
        _, lattice, *_ = search(prepared, learned.without_meaning)
    need = band_need(lattice.rows, lattice.width, len(SHAPES))
    assert need > 20 * MIB
    # A tile of the band takes a fixed part of it.
    assert peak.bytes < need + 24 * MIB


def test_embeddings_take_little_more_than_their_vectors() -> None:
    def peak_of(size: int) -> int:
        texts = [f"House {k} has {k % 7} rooms." for k in range(size)]
        with traced() as peak:
            embedded = universal_encoder().embed(texts, texts[:1])
            embedded.blocks(4)
        return peak.bytes

    first, second = 1024, 3072
    peak_of(1)  # loads the encoder
    growth = (peak_of(second) - peak_of(first)) / (second - first)
    sums, vectors = 3 * 512 * 4, 4 * 512 * 4
    assert growth < 1.15 * (sums + vectors)


def test_vectors_of_texts_take_little_more_than_themselves() -> None:
    def peak_of(size: int) -> int:
        texts = [f"House {k} has {k % 7} rooms." for k in range(size)]
        with traced() as peak:
            universal_encoder().vectors(texts)
        return peak.bytes

    first, second = 1024, 3072
    peak_of(1)  # loads the encoder
    assert peak_of(second) - peak_of(first) < 1.5 * 512 * 4 * (second - first)


def test_findings_keep_no_blocks_that_are_in_no_bead(monkeypatch: pytest.MonkeyPatch) -> None:
    seen = []

    def find(inspection: Inspection) -> list[Finding]:
        seen.append(inspection)
        return []

    monkeypatch.setattr("aligner.findings.finders.FINDERS", (find,))
    aligner.align_segments(["One train.", "Two ships."], ["列車が一本。", "船が二隻。"])
    (inspection,) = seen
    assert inspection.prepared.vectors is None
    assert inspection.vectors is not None
    assert [len(side.vectors) for side in inspection.vectors.values()] == [2, 2]


def test_a_text_that_needs_too_much_memory_is_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(memory, "available", lambda: 200 * MIB)
    with pytest.raises(aligner.InputError, match=r"^source: needs 0\.3 GiB of memory, and there are 0\.2 GiB; divide"):
        aligner.align("One train. Two trains.", "列車が一本。列車が二本。", settings=aligner.Settings(meaning=False))


def test_a_band_that_needs_too_much_memory_is_not_searched(monkeypatch: pytest.MonkeyPatch) -> None:
    en, ja = short_sentences(1200)
    there = text_need(len(en) + len(ja), meaning=False) + 4 * MIB
    monkeypatch.setattr(memory, "available", lambda: there)
    with pytest.raises(aligner.InputError, match=r"GiB of memory, and there are .*; divide the text into parts$"):
        aligner.align_segments(en, ja, settings=aligner.Settings(meaning=False))


def test_memory_that_runs_out_is_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise MemoryError

    monkeypatch.setattr("aligner.analysis.match", fail)
    with pytest.raises(
        aligner.InputError, match=r"there is not enough memory to align it; divide the text into parts$"
    ):
        aligner.align("One train.", "列車が一本。", settings=aligner.Settings(meaning=False))


def test_the_smallest_limit_counts(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    files = tmp_path / "one", tmp_path / "other", tmp_path / "none"
    files[0].write_text("max\n")
    files[1].write_text("1048576\n")
    monkeypatch.setattr(memory, "_LIMITS", files)
    assert available() == MIB
    monkeypatch.setattr(memory, "_LIMITS", files[:1])
    without = available()
    assert without is None or without > MIB


def test_an_unknown_amount_of_memory_is_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(memory, "available", lambda: None)
    require(2**60)
    monkeypatch.setattr(memory, "available", lambda: 2**30)
    require(2**30)
    with pytest.raises(NotEnoughMemoryError):
        require(2**30 + 1)
