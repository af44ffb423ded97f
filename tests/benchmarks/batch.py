"""What batch runs cost: throughput by workers, overhead of the engine, memory of a worker.

    python -m tests.benchmarks.batch CORPORA [--pairs 2000] [--workers 1 2] [--out FILE]

Pairs are stretches of the documents of all gold sets. A plain loop in one process, one thread, with the memory
settings of the processes that align, is the measure; its time is that of aligning, once everything is loaded. A run's
time is that of its aligning (``run.seconds`` of the summary), which begins with the start of the processes that
align; what it takes in all stands beside it. Memory is measured twice a second: of each worker process, its
proportional share (PSS: what two processes have in common counts half for each) and what no file stands behind; at
most, and the latter on average over each fifth of the run. The dictionary is a file of 250 MiB that is mapped: what
was read of it counts in the share of whoever has it, all of it with one worker, and is given up when memory is short.
Processor time is that of all processes of a run, as last seen; where others use the machine it says more about the
overhead than the clock.

Run it on a machine that does nothing else.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import threading
import time
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import psutil

from aligner.batch.worker_pool import MEMORY
from tests.benchmarks.batch_pairs import lay_out

if TYPE_CHECKING:
    from collections.abc import Sequence

MIB = 2**20
_FIFTHS = 5
#: Seconds between two looks at memory.
_LOOK = 0.5
_LOOP = """
import sys, time
from pathlib import Path
from aligner import api
folder, size = Path(sys.argv[1]), int(sys.argv[2])
api.align_segments(["It rained."], ["雨が降った。"])
began = time.perf_counter()
for number in range(size):
    api.align_files(folder / f"en/{number:06}.txt", folder / f"ja/{number:06}.txt")
print(time.perf_counter() - began, time.process_time())
"""


@dataclass
class Held:
    """What the workers of a run held, in bytes, look by look: the largest of them each time; and processor time."""

    share: list[int] = field(default_factory=list)
    own: list[int] = field(default_factory=list)
    processor: dict[int, float] = field(default_factory=dict)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpora", type=Path)
    parser.add_argument("--pairs", type=int, default=2000)
    parser.add_argument("--workers", type=int, nargs="+", default=[1, 2])
    parser.add_argument("--no-loop", action="store_true", help="leave the plain loop out")
    parser.add_argument("--out", type=Path)
    arguments = parser.parse_args()
    with TemporaryDirectory() as place:
        folder = Path(place)
        lay_out(arguments.corpora, folder, arguments.pairs)
        size = sum(path.stat().st_size for path in folder.glob("*/*.txt"))
        page = [
            f"{arguments.pairs} pairs, {size / MIB:.1f} MiB, on {os.cpu_count()} cores.",
            "",
            "| | pairs/s | seconds | in all | against the loop | processor | share, MiB | no file, MiB | by fifths |",
            "|---|--:|--:|--:|--:|--:|--:|--:|---|",
        ]
        loop, processor = (None, 0.0) if arguments.no_loop else plain_loop(folder, arguments.pairs)
        if loop is not None:
            page.append(f"| plain loop | {arguments.pairs / loop:.2f} | {loop:.1f} | | 1.00 | {processor:.1f} | | | |")
        seconds = dict.fromkeys(arguments.workers, 0.0)
        for workers in arguments.workers:
            row, seconds[workers] = measured(folder, arguments.pairs, workers, loop)
            page.append(row)
        first, *others = arguments.workers
        page += ["", *(f"{n} workers are {seconds[first] / seconds[n]:.2f} times as fast as {first}." for n in others)]
    print("\n".join(page))
    if arguments.out:
        arguments.out.write_text("\n".join(page) + "\n", "utf-8")


def plain_loop(folder: Path, size: int) -> tuple[float, float]:
    """Seconds in which one process with one thread aligns all pairs, and its processor time."""
    threads = dict.fromkeys(("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "TAIYAKU_CORES"), "1")
    command = [sys.executable, "-c", _LOOP, str(folder), str(size)]
    made = subprocess.run(command, env=_environment() | threads | MEMORY, capture_output=True, text=True, check=True)
    seconds, processor = map(float, made.stdout.split())
    return seconds, processor


def measured(folder: Path, size: int, workers: int, loop: float | None) -> tuple[str, float]:
    """A row about a run with so many workers, and the seconds of its aligning."""
    out = folder / f"out{workers}"
    command = [sys.executable, "-m", "aligner", "batch", "pairs.tsv", "-o", str(out), "--workers", str(workers)]
    began = time.perf_counter()
    process = subprocess.Popen(command, cwd=folder, env=_environment(), stdout=subprocess.DEVNULL)
    held = Held()
    thread = threading.Thread(target=_watch, args=(process, held))
    thread.start()
    code = process.wait()
    whole = time.perf_counter() - began
    thread.join()
    summary = json.loads((out / "summary.json").read_text("utf-8"))
    if code or summary["documents"]["aligned"] != size:
        raise SystemExit(f"the run with {workers} workers came to {summary['documents']}")
    seconds: float = summary["run"]["seconds"]
    against = "" if loop is None else f"{loop / seconds:.2f}"
    fifths = " ".join(f"{each / MIB:.0f}" for each in _fifths(held.own))
    row = (
        f"| {workers} workers | {size / seconds:.2f} | {seconds:.1f} | {whole:.1f} | {against} "
        f"| {sum(held.processor.values()):.1f} | {max(held.share) / MIB:.0f} | {max(held.own) / MIB:.0f} | {fifths} |"
    )
    return row, seconds


def _fifths(values: Sequence[int]) -> list[float]:
    """Means of the values in order, in five stretches; of few, of all."""
    if len(values) < _FIFTHS:
        return [sum(values) / max(len(values), 1)]
    cuts = [len(values) * k // _FIFTHS for k in range(_FIFTHS + 1)]
    return [sum(values[a:b]) / (b - a) for a, b in pairwise(cuts)]


def _watch(process: subprocess.Popen[bytes], held: Held) -> None:
    """Record the memory of the largest worker process for as long as the run lasts."""
    while process.poll() is None:
        share, own = 0, 0
        try:
            main = psutil.Process(process.pid)
            for child in [main, *main.children(recursive=True)]:
                held.processor[child.pid] = sum(child.cpu_times()[:2])
                if "aligner.batch.worker" in " ".join(child.cmdline()):
                    share = max(share, child.memory_full_info().pss)
                    memory = child.memory_info()
                    own = max(own, memory.rss - memory.shared)
        except psutil.Error:  # a process that has just ended
            continue
        if share:
            held.share.append(share)
            held.own.append(own)
        time.sleep(_LOOK)


def _environment() -> dict[str, str]:
    return os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, (os.getcwd(), *sys.path)))}  # noqa: PTH109


if __name__ == "__main__":
    main()
