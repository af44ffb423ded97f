"""Runs that are disturbed, against one that is left in peace: is every pair there once, and are the bytes the same?

    python -m tests.benchmarks.disturbances CORPORA [--pairs 600] [--out FILE]

One pair in a hundred is damaged (binary, empty, in the wrong language, not there). Then, each with two workers into a
folder of its own: a worker is killed (SIGKILL) after every other part; the whole run is killed, and started again,
three times; the disk fills up (a small tmpfs, which needs root), and there is room the next time.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import psutil

from tests.batch.documents import contents
from tests.benchmarks.batch_pairs import lay_out

if TYPE_CHECKING:
    from collections.abc import Iterator

_DAMAGED = 0.01
#: Parts that a run gets on by between two blows.
_PAUSE = 2
_KILLED = 3
#: Room for the output, as shares of what it takes in the end.
_ROOM = (0.3, 0.6, 3.0)


def main() -> None:
    """Disturb, compare and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpora", type=Path)
    parser.add_argument("--pairs", type=int, default=600)
    parser.add_argument("--out", type=Path)
    arguments = parser.parse_args()
    lines = []
    with TemporaryDirectory() as place:
        folder = Path(place)
        lay_out(arguments.corpora, folder, arguments.pairs)
        damaged = _damage(folder, arguments.pairs)
        quiet = folder / "quiet"
        _finish(folder, quiet)
        lines.append(f"{arguments.pairs} pairs, {damaged} of them damaged; {_told(quiet, quiet)}")
        lines.append(
            f"Workers killed: {_workers_killed(folder, folder / 'workers')}; {_told(folder / 'workers', quiet)}"
        )
        lines.append(f"Run killed {_run_killed(folder, folder / 'killed')} times; {_told(folder / 'killed', quiet)}")
        if hasattr(os, "geteuid") and os.geteuid() == 0:
            full = folder / "disk"
            with _small_disk(full, quiet) as grow:
                stopped = _disk_filled(folder, full, grow)
                lines.append(f"Disk full {stopped} times; {_told(full / 'out', quiet)}")
    print("\n".join(lines))
    if arguments.out:
        arguments.out.write_text("\n".join(lines) + "\n", "utf-8")


def _damage(folder: Path, size: int) -> int:
    """Make one pair in a hundred unusable; how many."""
    chosen = random.Random(1).sample(range(size), round(_DAMAGED * size))
    for turn, number in enumerate(chosen):
        path = folder / f"{('en', 'ja')[turn % 2]}/{number:06}.txt"
        if turn % 4 == 3:
            path.unlink()
        else:
            path.write_bytes((b"\0\1\2" * 500, b"", b"12 34 56\n")[turn % 4])
    return len(chosen)


def _told(out: Path, quiet: Path) -> str:
    """Whether every pair is in an output once, and whether it is that of the quiet run."""
    summary = json.loads((out / "summary.json").read_text("utf-8"))
    counts = summary["documents"]
    rows = [
        json.loads(line)["document"]
        for path in sorted((out / "documents").iterdir())
        for line in path.read_text("utf-8").splitlines()
    ]
    twice = len(rows) - len(set(rows))
    same = "the same bytes" if contents(out) == contents(quiet) else "OTHER BYTES"
    return f"{counts['aligned']} aligned, {counts['failed']} failed, {len(rows)} rows, {twice} twice, {same}"


def _start(folder: Path, out: Path) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "aligner", "batch", "pairs.tsv", "-o", str(out), "--workers", "2"]
    command += ["--format", "jsonl"]
    path = os.pathsep.join(filter(None, (str(Path.cwd()), *sys.path)))
    environment = os.environ | {"PYTHONPATH": path}
    return subprocess.Popen(command, cwd=folder, env=environment, stdout=subprocess.DEVNULL)


def _finish(folder: Path, out: Path) -> None:
    """Run to the end: some pairs have to fail."""
    code = _start(folder, out).wait()
    if code != 1:
        raise SystemExit(f"a run into {out.name} ended with {code}, not 1")


def _workers_killed(folder: Path, out: Path) -> int:
    """Kill one worker after another as the run gets on; how many."""
    process = _start(folder, out)
    killed = 0
    while process.poll() is None:
        time.sleep(0.05)
        if len(list(out.glob("documents/*"))) < _PAUSE * (killed + 1):
            continue
        try:
            children = psutil.Process(process.pid).children(recursive=True)
            workers = [child for child in children if "aligner.batch.worker" in " ".join(child.cmdline())]
            if workers:
                workers[killed % len(workers)].kill()
                killed += 1
        except psutil.Error:  # it has just ended by itself
            continue
    if process.returncode != 1:
        raise SystemExit(f"the run whose workers were killed ended with {process.returncode}, not 1")
    return killed


def _run_killed(folder: Path, out: Path) -> int:
    """Kill a run some times as it gets on, then let it end; how often."""
    killed = 0
    for _ in range(_KILLED):
        process = _start(folder, out)
        before = len(list(out.glob("documents/*")))
        while process.poll() is None and len(list(out.glob("documents/*"))) < before + 3:
            time.sleep(0.05)
        if process.poll() is None:
            process.kill()
            killed += 1
        process.wait()
    _finish(folder, out)
    return killed


@contextmanager
def _small_disk(place: Path, quiet: Path) -> Iterator[list[int]]:
    """A disk that is too small at first; the sizes it is to have in turn."""
    size = sum(path.stat().st_size for path in quiet.rglob("*") if path.is_file())
    sizes = [max(int(size * share) // 4096, 16) * 4096 for share in _ROOM]
    place.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={sizes[0]}", "tmpfs", str(place)], check=True)
    try:
        yield sizes
    finally:
        subprocess.run(["umount", str(place)], check=True)


def _disk_filled(folder: Path, place: Path, sizes: list[int]) -> int:
    """Run into a disk that is full, with more room each time; how often it was full."""
    stopped = 0
    for size in sizes:
        subprocess.run(["mount", "-o", f"remount,size={size}", str(place)], check=True)
        code = _start(folder, place / "out").wait()
        stopped += code == 2
    return stopped


if __name__ == "__main__":
    main()
